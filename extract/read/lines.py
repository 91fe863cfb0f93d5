"""Lines as all readers write them: one newline each, heads as in Markdown, table rows between bars, no furniture."""

from __future__ import annotations

import html as entities
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract import expressions as re
from extract.errors import FormatError
from extract.patterns import Rules, from_words, one_of
from extract.read.raw import LINE
from extract.text import fold

_BODIES = re.compile(r"(?:厅|局|委|部|办|院|政府)[、,]")
_OPENING = frozenset("([{【<")
_BETWEEN = re.compile(r"[\s()\[\]{}<>【】|/·]+")
_GAP = re.compile(r"[ \t\r\f\v\u00a0\u3000\u2002\u2003\u2009\ufeff\u200b\n]+")
_WIDE = re.compile(r"[⺀-鿿豈-﫿！-｠，。、；：？！“”（）《》]")
ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[\da-f]{2,5});", re.I)
_MARKS = frozenset(("&lt;", "&gt;", "&amp;"))  # without any tag, whoever wrote these may have meant them
_WRITTEN = re.compile(r"\\r\\n|\\[rn]")
_SEVERAL = 3  # line ends written out; the name of a folder of Windows has one or two
_AROUND = " \t[](){}<>《》【】「」>»›·|-—_*#:"


def newlines(text: str) -> str:
    """The text with \\n for every line end.

    >>> newlines("清溪镇\\r\\n白石村\\r")
    '清溪镇\\n白石村\\n'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def unescaped(text: str) -> str:
    r"""The text with each written-out `\n`, `\r\n` or `\r` (a column of a database that was saved as a file) turned into a line end.

    So it is where there are at least three of them, and more than real line ends.

    >>> unescaped(r"各位代表：\r\n一、工作回顾\r\n2023年，建成公园2座。\r\n")
    '各位代表：\n一、工作回顾\n2023年，建成公园2座。\n'
    >>> unescaped(r"存于 D:\new 文件夹")
    '存于 D:\\new 文件夹'
    """
    if "\\" not in text:
        return text
    lines, written = _WRITTEN.subn("\n", text)
    return lines if written >= _SEVERAL and written > text.count("\n") else text


def characters(text: str) -> str:
    """A text without markup in which HTML's names of characters are these; < and > and & stay, whoever wrote them may have meant them so.

    >>> characters("&ldquo;十四五&rdquo;期间&nbsp;增速&lt;5%")
    '“十四五”期间\\xa0增速&lt;5%'
    """
    if "&" not in text:
        return text
    return ENTITY.sub(lambda entity: entity[0] if entity[0].lower() in _MARKS else entities.unescape(entity[0]), text)


def squeezed(text: str) -> str:
    """The text as a browser shows it: one blank for any gap, none where a wrapped source line met wide characters.

    >>> squeezed("  全镇实现\\n  总产值 &nbsp;\\u3000 32 亿元 ".replace("&nbsp;", "\\u00a0"))
    '全镇实现总产值 32 亿元'
    >>> squeezed("增长6.5%，达到32\\n亿元")
    '增长6.5%，达到32亿元'
    """
    if not text or text.isspace():
        return ""

    def gap(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        wrapped = "\n" in match[0] and not ({"\u00a0", "\u3000"} & set(match[0]))
        wide = [_WIDE.match(char) is not None for char in (before, after)]
        return "" if wrapped and any(wide) and (all(wide) or (after if wide[0] else before).isdecimal()) else " "

    return _GAP.sub(gap, text).strip()


def bounded(text: str, uri: str) -> str:
    """The same text; FormatError for a line that is longer than any text that people write."""
    start = 0
    while len(text) - start > LINE:
        end = text.rfind("\n", start, start + LINE)
        if end < 0:
            raise FormatError(uri, f"a line of more than {LINE:,} characters; no article is one line of that length")
        start = end + 1
    return text


def table_lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A `| cell | cell |` line for each row; titles, units and notes around the table as plain lines.

    >>> list(table_lines([["清溪镇主要指标", ""], ["指标", "本月"], ["用电量(万千瓦时)", "310"]]))
    ['清溪镇主要指标', '| 指标 | 本月 |', '| 用电量(万千瓦时) | 310 |']
    """
    full = [index for index, row in enumerate(rows) if sum(map(bool, row)) > 1] or [len(rows)]
    first, last = full[0], full[-1]
    used = sorted({i for row in rows[first : last + 1] for i, cell in enumerate(row) if cell})  # spacers are dropped
    for index, row in enumerate(rows):
        yield _barred(row, used) if first <= index <= last else next(filter(None, row), "")


def _barred(row: Sequence[str], used: Sequence[int]) -> str:
    return "| " + " | ".join(row[i].replace("|", "｜") if i < len(row) else "" for i in used) + " |"


@dataclass(frozen=True, slots=True)
class Furniture:
    """Tells a line that stands around an article from one of its own; see patterns/furniture.yaml."""

    whole: frozenset[str]
    start: tuple[str, ...]
    label: re.Pattern[str]
    named: re.Pattern[str]
    counted: re.Pattern[str]
    within: tuple[str, ...]

    def holds(self, line: str) -> bool:
        """Whether the line is site furniture."""
        if len(line) > 120:
            return False
        folded = fold(line).strip().lower()
        bare = folded.strip(_AROUND)
        if bare in self.whole or not bare or self._all_buttons(folded):
            return True
        return self._opens(folded, bare, len(line)) or any(word in folded for word in self.within)

    def _opens(self, folded: str, bare: str, length: int) -> bool:
        """Whether a line that is short enough begins as one of the site: with its words, a label, a name in brackets, a count."""
        if length <= 60 and (bare.startswith(self.start) or folded.startswith(self.start)):
            return True
        if length <= 80 and folded[0] != "|" and self._is_labelled(bare):
            return True
        return self._names(folded, bare, length)

    def _names(self, folded: str, bare: str, length: int) -> bool:
        """Whether a line is but a name in brackets or a count (浏览次数 310)."""
        if length <= 40 and folded[0] in _OPENING and self.named.match(bare):
            return True
        return length <= 24 and self.counted.fullmatch(bare) is not None

    def _is_labelled(self, bare: str) -> bool:
        """Whether a label of the site opens the line: 责任编辑:…, but not 主办单位: with a list of bodies behind it."""
        label = self.label.match(bare)
        return label is not None and not _BODIES.search(bare, label.end())

    def _all_buttons(self, folded: str) -> bool:
        """Whether the line is nothing but buttons, among them the numbers of pages: 【打印】【关闭】, [1] [2] 下一页."""
        words = [word for word in _BETWEEN.split(folded) if word.strip(_AROUND)]
        known = sum(word in self.whole for word in words)
        return len(folded) <= 40 and known > 0 and all(word in self.whole or word.isdecimal() for word in words)


@from_words
def furniture(rules: Rules) -> Furniture:
    """The furniture that these rules know."""
    forms: dict[str, list[str]] = {"whole": [], "start": [], "label": [], "within": []}
    for entry in rules.vocabularies.get("furniture", ()):
        forms[entry["at"]].extend(form.lower() for form in entry.forms)
    any_label = one_of(forms["label"])
    label, named = re.compile(any_label + r"\s{0,3}[:|]"), re.compile(any_label + r"[\s:]")
    counted = re.compile(any_label + r"[\s:|(]{0,3}\d[\d.,]*\s?[万次+]{0,2}\)?")
    bare = frozenset(form.strip(_AROUND) for form in forms["whole"])
    return Furniture(bare, tuple(forms["start"]), label, named, counted, tuple(forms["within"]))
