"""The lines of a page, each with its kind: head, table row, furniture, byline, caption, list item or text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract import expressions as re
from extract.records import record
from extract.split import official
from extract.split.layout import HAN, Layout
from extract.text import fold

Run = tuple[int, int]

BOLD = 7
_BREAKS = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_BLANK = " \t\xa0\u2002\u2003\u2009\u3000\ufeff\u200b\u200c\u200d\u2060"
_HEAD = re.compile(r"(#{1,6})\s+|(#{1,6})(?=[^#\s])")
_RULE = re.compile(r"(?:[-—_=*·.~+]\s?){3,}(?:[㐀-鿿\d ]{1,10}(?:[-—_=*·.~+]\s?){3,})?$")
_GRID = re.compile(r"\|(?:\s*:?-+:?\s*\|)+$")
_MARKS = re.compile(r"\*\*|__|!\[[^\]]{0,200}\]\([^()\s]{1,500}\)|\[(?=[^\[\]]{1,200}\]\([^()\s]{1,500}\))|(?<=\S)\]\([^()\s]{1,500}\)")
_AROUND = " \t\xa0[]()【】<>«»|·•*。-—↑↓←→▲▼"
_ENDED = "。!?;…:"
_LIST = re.compile(r"[-•●■◆▪►※*]\s?(?=\S)|\d{1,3}[.、](?!\d)|\(?\d{1,3}\)|[①-⑳]|[一二三四五六七八九十]{1,3}是(?![否不])|第[一二三四五六七八九十]{1,3}[,、]")


@record
class Line:
    """One line of a page: the span of its content, the content folded, and its kind.

    `runs` are the stretches of the page that make up `text` (marks of bold and links left out); `level` is that of
    the head's marks (7: a line in bold), 0 for a plain line; `number` the GB/T 9704 level of its numbering, or 0;
    `gap` says that a blank line stands before it, `indent` how many blanks open it, `labelled` that
    标题: stood before it.
    """

    start: int
    end: int
    text: str
    runs: tuple[Run, ...]
    kind: str
    level: int = 0
    number: int = 0
    gap: bool = False
    indent: int = 0
    labelled: bool = False

    @property
    def ended(self) -> bool:
        """Whether the line ends where a sentence may end.

        >>> [Line(0, len(text), text, ((0, len(text)),), "text").ended for text in ("公园建成。”", "公园建成,")]
        [True, False]
        """
        return self.text.rstrip("”’)]》】」』\"'")[-1:] in _ENDED or self.text[-1:] in _ENDED

    @property
    def headlike(self) -> bool:
        """Whether a plain line could be a head: short, no sentence, no list item.

        >>> [Line(0, len(text), text, ((0, len(text)),), "text").headlike for text in ("榕江再添公园", "公园建成。", "榕江再添公园:")]
        [True, False, False]
        """
        text = self.text
        if self.kind != "text" or not 2 <= len(text) <= (_SPACED if " " in text else _UNSPACED) or text[-1] in _NEVER_LAST_OF_HEAD:
            return False
        return "。" not in text and not _is_remark(text) and text.count(",") + text.count(";") <= 3 and HAN_CHAR.search(text) is not None


def _is_remark(text: str) -> bool:
    """Whether a line is a remark in brackets or a long exclamation rather than a head."""
    return (text[0] == "(" and text[-1] == ")" and len(text) > 12) or (text[-1] in "!?" and len(text) > 40)


_UNSPACED, _SPACED = 60, 75  # characters of the longest heads, of one part and of several
HAN_CHAR = re.compile(f"[{HAN}]")
_NEVER_LAST_OF_HEAD = ",、。;:.—-(《“"


def lines(text: str, layout: Layout) -> list[Line]:
    """The lines of a page that hold anything, in order.

    Blank lines are no lines; they are told by the `gap` of the line after them.

    >>> from extract.patterns import load_rules
    >>> from extract.split.layout import of
    >>> [(line.kind, line.level, line.gap, line.text) for line in lines("## 榕江再添公园\\n\\n记者 林晓\\n1.公园建成。", of(load_rules()))]
    [('head', 2, False, '榕江再添公园'), ('byline', 0, True, '记者 林晓'), ('text', 0, False, '1.公园建成。')]
    """
    folded = fold(text)
    setting = _setting(folded, layout)
    found: list[Line] = []
    last = 0
    for match in _BREAKS.finditer(folded):
        raw = match[0]
        content = raw.strip(_BLANK)
        if not content:
            continue
        start = match.start() + raw.index(content[0])
        gap = text.count("\n", last, start) > 1
        last = start + len(content)
        indent = match.end() - match.start() - len(raw.lstrip(_BLANK))
        pieces = [(0, content)] if found else _parted(content, layout)
        found += _of_row(pieces, start, gap, indent, setting)
    titled = any(line.kind == "text" and layout.titled.match(line.text) for line in found)
    return [bare for line in found if (bare := _unlabelled(line, layout)) is not None] if titled else found


def _setting(folded: str, layout: Layout) -> _Setting:
    marked = any(mark in folded for mark in ("**", "](", "__"))
    return _Setting(layout, marked, any(form in folded for form in layout.within))


def _of_row(pieces: list[tuple[int, str]], start: int, gap: bool, indent: int, setting: _Setting) -> Iterator[Line]:
    """The line of a row of the page; several, where a record or a title with its number stands in one."""
    if len(pieces) == 1 and (record := setting.layout.recorded.match(pieces[0][1])):
        yield from _record(record, start, gap)
        return
    for place, piece in pieces:
        yield _line(piece, start + place, gap and not place, indent, setting)


def _record(match: re.Match[str], start: int, gap: bool) -> Iterator[Line]:
    """A record on one line, as crawlers write it, as the line of its day and the line of its text: 2023-05-09 10:20,正文:…"""
    for part, kind in (("meta", "meta"), ("rest", "text")):
        begin, end = start + match.start(part), start + match.end(part)
        yield Line(begin, end, match[part], ((begin, end),), kind, gap=gap and part == "meta", labelled=part == "meta")


def _parted(content: str, layout: Layout) -> list[tuple[int, str]]:
    """The first line, in several where a title stands glued before the text.

    Either with a document number (…的意见榕府发〔2023〕5号各乡镇:…), or as a site that reprints it says (原标题:…  3月5日,…).
    """
    match = layout.glued.match(content) or layout.retitled.match(content)
    return [(match.start(part), text) for part, text in match.groupdict().items() if text] if match else [(0, content)]


def _unlabelled(line: Line, layout: Layout) -> Line | None:
    """The line without a label such as 标题: or 正文: before it, the first one's as a head; None for a label alone."""
    if line.level or len(line.runs) != 1:
        return line
    if len(line.text) <= 120 and layout.filed.match(line.text):
        return replace(line, kind="meta", number=0)
    if match := layout.titled.match(line.text):
        level, kind = 2, "head"
    elif match := layout.body.match(line.text):
        level, kind = 0, "text"
    else:
        return line
    text, start = line.text[match.end() :], line.start + match.end()
    if not text:
        return None
    runs = ((start, line.end),)
    return replace(line, start=start, text=text, runs=runs, kind=kind, level=level, number=0, labelled=level > 0)


def _line(content: str, start: int, gap: bool, indent: int, setting: _Setting) -> Line:
    if len(content) > 2 and content[0] == content[-1] == "|":
        kind = "rule" if _GRID.match(content) else "table"
        return Line(start, start + len(content), content, ((start, start + len(content)),), kind, gap=gap)
    start, bare_text, level = _unmarked(content, start)
    end, content = start + len(bare_text), bare_text or "#"
    runs: tuple[Run, ...] = ((start, end),)
    if setting.marked and (bare := _without_marks(content, start)):
        level = level or (BOLD if _is_bold(content, bare[1]) else 0)
        runs, content = bare
    number = official.level(content)
    kind = _kind(content, level, number, setting)
    return Line(start, end, content, runs, kind, level if kind == "head" else 0, number, gap, indent)


def _unmarked(content: str, start: int) -> tuple[int, str, int]:
    """The start of a line behind Markdown's marks of a head or a quotation, its content, and the head's level (0: none)."""
    if content[0] == "#" and (head := _HEAD.match(content)):
        return start + head.end(), content[head.end() :].rstrip("# "), len(head[1] or head[2])
    return (start + 2, content[2:], 0) if content.startswith("> ") else (start, content, 0)


def _is_bold(marked: str, bare: str) -> bool:
    """Whether a line is a head in bold: all of it, short, and not the beginning of a sentence."""
    whole = marked.startswith("**") and marked.endswith("**") and marked.count("**") == 2
    return whole and len(bare) <= 60 and not bare.endswith(tuple("。,;、:"))


@record
class _Setting:
    """What the lines of a page are told apart by; `marked` and `within` say that there are Markdown's marks, or words of the
    site inside lines, at all."""

    layout: Layout
    marked: bool
    within: bool


def _furniture(content: str, length: int, layout: Layout, within: bool) -> bool:
    """Whether a line is none of the article's: a button, a link, a note of the site."""
    return (
        (length <= 24 and content.strip(_AROUND) in layout.whole)
        or (length <= 60 and layout.start.match(content.lstrip(_AROUND)) is not None)
        or (length <= 80 and _labelled(content.lstrip(_AROUND), layout))
        or (within and length <= 120 and any(form in content for form in layout.within))
    )


def _labelled(content: str, layout: Layout) -> bool:
    """Whether a label of the site opens the line: 责任编辑:…, but not 主办单位: with a list of bodies behind it."""
    label = layout.label.match(content)
    return label is not None and not (len(content) - label.end() > 14 and "、" in content)


def _kind(content: str, level: int, number: int, setting: _Setting) -> str:
    """The kind of a line: the first of these that it looks like."""
    length, layout = len(content), setting.layout
    if length > 160:
        return "text"
    if not content or _RULE.match(content):
        return "rule"
    if (not level or length < 12) and _furniture(content, length, layout, setting.within):
        return "furniture"
    if level:
        return _kind_of_marked(content, level, layout)
    return _kind_of_top(content, layout) or ("text" if number else _kind_of_body(content, layout))


def _kind_of_marked(content: str, level: int, layout: Layout) -> str:
    """The kind of a line with marks of a head: a byline may be set in bold, the red head of an office as a head."""
    if level == BOLD and layout.byline.fullmatch(content):
        return "byline"
    return "redhead" if layout.redhead.fullmatch(content) else "head"


def _kind_of_top(content: str, layout: Layout) -> str:
    """The kind of a line that says something about the article and is no sentence; an empty string for none of these."""
    if layout.redhead.fullmatch(content):
        return "redhead"
    if len(content) > 90 or content[-1] in "。!?;":
        return ""
    if layout.byline.fullmatch(content):
        return "byline"
    if layout.meta.match(content) or layout.imprint.fullmatch(content):
        return "meta"
    return "number" if official.document_number(content) else ""


def _kind_of_body(content: str, layout: Layout) -> str:
    if layout.caption.match(content) or layout.credit.search(content) or (len(content) <= 120 and layout.picture.search(content)):
        return "caption"
    return "list" if _LIST.match(content) else "text"


def _without_marks(content: str, start: int) -> tuple[tuple[Run, ...], str] | None:
    """The stretches of a line between Markdown's marks, and their text."""
    runs: list[Run] = []
    position = 0
    for mark in _MARKS.finditer(content):
        if mark.start() > position:
            runs.append((start + position, start + mark.start()))
        position = mark.end()
    if not position:
        return None
    if position < len(content):
        runs.append((start + position, start + len(content)))
    return tuple(runs), "".join(content[a - start : b - start] for a, b in runs)
