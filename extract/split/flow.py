"""Running text out of an article's lines: broken sentences joined by evidence, with exact alignment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract import expressions as re
from extract.split.layout import Layout
from extract.split.lines import Line, Run

_PAIRS = (("(", ")"), ("“", "”"), ("《", "》"), ("[", "]"), ("【", "】"), ("〔", "〕"), ("‘", "’"))
_NEVER_FIRST = ",。、;:!?”’)》】〕%‰·"
_NEVER_LAST = ",、(“‘《【〔—·+"
_UNIT_FIRST = re.compile(r"[年月日时分秒%亿万千百个名家项人元米亩吨户套件倍位条座处次]|\d")
_NEAR = 400  # a bracket or quote opened further back than this is a slip, not evidence
_BREAK = re.compile(r"[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]")
_DATED = re.compile(r"(?:\d{4}年|\d{1,2}月\d{1,2}日)[^,]{0,20},")
_NARROW = re.compile(r"[\x00-\u1fff]")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass
class Flow:
    """The text as it grows: pieces, and where each came from."""

    page: str
    pieces: list[str] = field(default_factory=list)
    runs: list[tuple[int, int, int]] = field(default_factory=list)
    length: int = 0
    reached: int = 0

    def add(self, start: int, end: int) -> None:
        """Take the page's characters [start, end)."""
        if end <= start:
            return
        last = self.runs[-1] if self.runs else None
        if last and last[1] + last[2] == start:
            self.runs[-1] = (last[0], last[1], last[2] + end - start)
        else:
            self.runs.append((self.length, start, end - start))
        self.pieces.append(self.page[start:end])
        self.length += end - start
        self.reached = end

    def newline(self, before: int) -> None:
        """Take one line break that stands between what was taken last and `before`."""
        match = _BREAK.search(self.page, self.reached, before)
        if match:
            self.add(match.start(), match.end())


def joins(first: Line, second: Line, paragraph: str, width: Width | None, marked: bool, gaps: bool, layout: Layout) -> bool:
    """Whether the second line goes on with the sentence of the first.

    `paragraph` is the end of the text already joined, `width` that of hard-wrapped lines, `marked` says
    that the page marks its heads, `gaps` that its paragraphs stand apart by blank lines.
    """
    if first.kind not in ("text", "list") or second.kind != "text" or second.number:
        return False
    a, b = first.text, second.text
    if b[0] in _NEVER_FIRST and not (b[0] == "·" and (first.ended or b[1:2] == " ")):
        return True
    full = width is not None and not second.indent and abs(measure(first, width[1]) - width[0]) <= 2
    if first.ended:
        return full and not second.gap and bool(first.gap or first.indent or not gaps) and a[-1] not in "。!?:;"
    if full:
        return True
    if a[-1] in _NEVER_LAST:
        return True
    if _open(paragraph, b):
        return True
    if _cut(a, b, layout):
        return True
    if first.number and not _sentence(a):
        return first.number > 2 and len(a) >= 20 and (":" in a or "," in a) and not second.headlike
    if a[-1] in "”’)]》】":
        return _sentence(a) and not second.headlike
    if _sentence(a):
        return not second.headlike or len(b) < 4
    if second.headlike:
        return False
    return _unfinished(a, marked, gaps and not second.gap, layout)


def _cut(a: str, b: str, layout: Layout) -> bool:
    """Whether the break runs through a date, a number or a phrase."""
    if a[-1].isdigit() and _UNIT_FIRST.match(b):
        return len(a) > 3
    if len(a) >= 8 and a.endswith(layout.binds) and ("," in a or len(a) >= 20):
        return True
    return b.startswith(layout.trails) and len(a) >= 8


def _sentence(a: str) -> bool:
    """Whether a full sentence ends inside the line: no head holds one."""
    return "。" in a or "!" in a[:-1] or "?" in a[:-1] or ";" in a[:-1]


def _unfinished(a: str, marked: bool, tight: bool, layout: Layout) -> bool:
    """Whether a line without an end mark must be text: it holds a clause, and more than a head would."""
    clause = "," in a
    if clause and (a.startswith(layout.opens) or _DATED.match(a)):
        return True
    if marked:
        return clause or len(a) >= 24
    return (clause and len(a) >= 26) or (tight and len(a) >= 20)


def _open(paragraph: str, b: str) -> bool:
    """Whether a bracket or quote that the paragraph left open is closed in the next line."""
    for left, right in _PAIRS:
        if paragraph.count(left) > paragraph.count(right):
            close = b.find(right)
            begin = b.find(left)
            if close >= 0 and (begin < 0 or close < begin):
                return True
    return False


Width = tuple[float, float]  # of a full line, and what a narrow character counts


def measure(line: Line, narrow: float = 0.5) -> float:
    """The width of a line in full-width characters, its indent included."""
    return line.indent + len(line.text) - len(_NARROW.findall(line.text)) * (1 - narrow)


def wrapped(lines: Sequence[Line]) -> Width | None:
    """The width at which lines are hard-wrapped, or None: most lines that end in mid-sentence have it.

    Printers wrap by width, programs by number of characters: the one that fits better is taken.
    """
    open_ = [line for line in lines if line.kind == "text" and not line.ended and len(line.text) >= 10]
    best: tuple[int, Width] = (0, (0, 0.5))
    for narrow in (0.5, 1.0):
        counted = Counter(round(measure(line, narrow)) for line in open_)
        for width in sorted(counted):
            near = sum(counted[width + shift] for shift in (-1, 0, 1))
            if near > best[0]:
                best = near, (width, narrow)
    return best[1] if best[0] >= 4 and best[0] * 10 >= len(open_) * 6 else None


def text(page: str, body: Sequence[Line], kept: Sequence[tuple[Run, ...]], layout: Layout) -> tuple[Flow, list[int]]:
    """The running text of body lines and the offset of each in it; `kept` are the stretches of each line to take."""
    flow, offsets = Flow(page), []
    width = wrapped(body)
    marked = any(0 < line.level < 7 for line in body)
    gaps = sum(line.gap for line in body) * 2 > len(body)
    previous: Line | None = None
    paragraph = ""
    for line, runs in zip(body, kept, strict=True):
        if previous is not None and runs:
            if joins(previous, line, paragraph, width, marked, gaps, layout):
                paragraph = (paragraph + line.text)[-_NEAR:]
                _glue(flow, previous, line)
            else:
                paragraph = line.text
                flow.newline(runs[0][0])
        else:
            paragraph = line.text
        offsets.append(flow.length)
        for start, end in runs:
            flow.add(start, end)
        previous = line if runs else previous
    return flow, offsets


def _glue(flow: Flow, first: Line, second: Line) -> None:
    """Between two joined lines: keep a blank between Latin words."""
    if _LATIN.match(first.text[-1]) and _LATIN.match(second.text[0]):
        gap = flow.page[flow.reached : second.start]
        if " " in gap:
            place = flow.reached + gap.index(" ")
            flow.add(place, place + 1)
        else:
            flow.newline(second.start)
