"""Article -> sentences, tokens."""

from __future__ import annotations

import warnings
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

from extract import expressions as re
from extract import items
from extract.model import Article, Span

Token = tuple[int, int, str]

# Where a sentence can end: a line break, 。！？ (doubled too) and their half-width forms, the wall of a table's cell.
_ENDS = re.compile(r"\n|[。！？!?｡.．]+|(?:^|(?<= ))[|](?= |$)", re.M)
# A row of a table that holds texts; each of its cells is read by itself. A row of labels and figures is one sentence.
_ROW_OF_TEXTS = re.compile(r"^(?:[|] |(?=[^|\n]+ [|] ))(?=.*(?:[^|\n]{40}|[。;；，,][^|\n]*[。;；，,]| [^|\n]{8,}[。；])).*[|]$", re.M)
_CLOSES = "”’」』）)】］]》〉〞\"'"
# After a closed quote the sentence goes on with these: “…吗？”的疑问, “…。”、“…。”
_GOES_ON = tuple("的地得、，,；;：:）)》")
_OPENS = "“‘《(（"
_PAIRS = {"（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】"}
_MARKS = re.compile("[" + "".join(map(re.escape, "".join(_PAIRS) + "".join(_PAIRS.values()))) + "\n]")
_TITLES = "《〈【"  # what stands in them is a name, whatever its marks
_CLOSERS = frozenset(_PAIRS.values())
_ENDLESS = 3_000  # characters: no sentence of ours has more (2,806), and the time for its values grows with their square
_WEAK = (";；", ",，、")  # where one that has more is cut, the last of the first that stands in its second half
_LONGEST = 120  # a bracket that is still open after so many characters is a slip of the printer
_NUMBER = re.compile(r"\s*[(（]?(?:\d{1,3}|[A-Za-z一二三四五六七八九十])$")


def sentences(article: Article) -> Article:
    """The article with its sentences: spans that part the text, the blanks between them aside.

    >>> from extract import annotate
    >>> article = replace(annotate("建成茶园5万亩。年内投产。"), sentences=())
    >>> sentences(article).sentences
    ((0, 8), (8, 13))
    """
    return replace(article, sentences=tuple(spans(article.text)))


def spans(text: str) -> Iterator[Span]:
    """The sentences of a text, quotes and brackets whole.

    >>> text = "榕江定下目标:“三年再造一个新城。”增长5.5%!真的?真的。"
    >>> [text[a:b] for a, b in spans(text)]
    ['榕江定下目标:“三年再造一个新城。”', '增长5.5%!', '真的?', '真的。']
    >>> text = "| 新秀补贴 | 硕士3万元,博士6万元,分三年发放。 | 全日制毕业 |"
    >>> [text[a:b] for a, b in spans(text)]
    ['新秀补贴', '硕士3万元,博士6万元,分三年发放。', '全日制毕业']
    >>> text = "完成《谁来种地？》调研(共3场。),“能成吗？”的疑问少了.下一步扩面。"
    >>> [text[a:b] for a, b in spans(text)]
    ['完成《谁来种地？》调研(共3场。),“能成吗？”的疑问少了.', '下一步扩面。']
    >>> text = "申请条件：1.全职到岗 2.按时参保 3.35周岁以下"
    >>> [text[a:b] for a, b in spans(text)]
    ['申请条件：', '1.全职到岗', '2.按时参保', '3.35周岁以下']
    """
    brackets = _brackets(text)
    listed = [span for span in items.marks(text) if not _inside(text, *span, brackets)]
    begins = [start for start, _ in listed]
    for start, end in _closed(text, brackets, {end for _, end in listed}):
        inside = begins[bisect_left(begins, start) : bisect_left(begins, end)]
        for one, other in pairwise((start, *inside, end)):
            yield from _trimmed(text, one, other)


def _closed(text: str, brackets: dict[int, list[Span]], numbered: Collection[int]) -> Iterator[Span]:
    """What each mark closes that ends a sentence, and the rest; the point behind the number of an item ends none."""
    texts, start = _rows_of_texts(text), 0
    for match in _ENDS.finditer(text):
        mark = text[match.end() - 1]
        if mark == "\n" or (mark == "|" and any(a < match.end() <= b for a, b in texts)):
            yield start, match.end() - 1
            start = match.end()
        elif mark != "|" and match.end() not in numbered and (end := _end(text, start, match.span(), brackets)):
            yield start, end
            start = end
    yield start, len(text)


def _end(text: str, start: int, marks: Span, brackets: dict[int, list[Span]]) -> int | None:
    """Where the sentence ends that these marks close, behind the quotes that close with it; None where it goes on."""
    point, end = marks
    if end <= start or (text[end - 1] in ".．" and not _full_stop(text, start, point, end)):
        return None
    closed = end
    while closed < len(text) and text[closed] in _CLOSES:
        closed += 1
    if _inside(text, point, closed, brackets) or (closed > end and text[closed : closed + 1] in _GOES_ON):
        return None
    return closed


def _inside(text: str, point: int, end: int, brackets: dict[int, list[Span]]) -> bool:
    """Whether a mark stands in brackets that go on behind it, or in a title."""
    return any(a < point < b and (end < b or text[a] in _TITLES) for a, b in brackets.get(point >> 7, ()))


def _rows_of_texts(text: str) -> list[Span]:
    return [row.span() for row in _ROW_OF_TEXTS.finditer(text)] if " | " in text else []


def _full_stop(text: str, start: int, point: int, end: int) -> bool:
    """Whether a point is a full stop: it stands after Chinese and before Chinese or the end; no list number, no name."""
    if end - point > 1 or point == 0:
        return end - point > 1 and text[point] not in ".．"
    before, after = text[point - 1], text[end] if end < len(text) else "\n"
    if not (after.isspace() or _begins(before, after)):
        return False
    return not (before.isascii() and before.isalpha()) and not _NUMBER.match(text, start, point)


def _begins(before: str, after: str) -> bool:
    """Whether a sentence may begin right behind a point: with Chinese, a quote or bracket, a figure after Chinese."""
    return _is_han(after) or after in _OPENS or after in _CLOSES or (after.isdigit() and _is_han(before))


def _is_han(char: str) -> bool:
    return "㐀" <= char <= "鿿"


def _brackets(text: str) -> dict[int, list[Span]]:
    """Where brackets open and close on one line, under each stretch of 128 characters that they touch."""
    found: dict[int, list[Span]] = {}
    stack: list[tuple[str, int]] = []
    for match in _MARKS.finditer(text):
        mark, place = match[0], match.start()
        if mark == "\n":
            stack.clear()
        elif mark not in _CLOSERS:
            stack.append((_PAIRS[mark], place))
        elif (begin := _opened(stack, mark)) is not None and place - begin <= _LONGEST:
            for key in {begin >> 7, place >> 7}:
                found.setdefault(key, []).append((begin, place + 1))
    return found


def _opened(stack: list[tuple[str, int]], mark: str) -> int | None:
    """Where the bracket opened that this mark closes; what was opened behind it is dropped."""
    while stack:
        wanted, begin = stack.pop()
        if wanted == mark:
            return begin
    return None


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentence without the blanks around it, unless nothing is left; the parts of one that does not end."""
    while True:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end - start <= _ENDLESS:
            break
        cut = _weak_mark(text, start + _ENDLESS // 2, start + _ENDLESS)
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _weak_mark(text: str, first: int, last: int) -> int:
    """Behind which mark a sentence that does not end is cut, at the last place at the latest."""
    found = (max(text.rfind(mark, first, last) for mark in marks) + 1 for marks in _WEAK)
    return next(filter(None, found), last)


def tokens(text: str) -> list[Token]:
    """The words of a text with their parts of speech, as `[(start, end, pos), …]`.

    >>> [(text[a:b], pos) for text in ["榕江新建学校"] for a, b, pos in tokens(text)][-1]
    ('学校', 'n')
    """
    found: list[Token] = []
    start = 0
    for word, pos in _words(text):
        end = start + len(word)
        if not word.isspace():
            found.append((start, end, pos))
        start = end
    return found


def _words(text: str) -> Iterable[tuple[str, str]]:
    for pair in _tokenizer().cut(text):
        yield pair.word, pair.flag


@cache
def _tokenizer() -> Any:
    """A tokenizer of our own: jieba's global one is never touched, nothing is printed, nothing is cached on disk."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own, at import
        import jieba
        from jieba import posseg

    own = jieba.Tokenizer()
    # Not `initialize`: it would write its cache into a folder that all users share.
    own.FREQ, own.total = own.gen_pfdict(own.get_dict_file())
    own.initialized = True
    made = object.__new__(posseg.POSTokenizer)  # to make one in the usual way reads the parts of speech once more
    made.tokenizer, made.word_tag_tab = own, posseg.dt.word_tag_tab
    return made
