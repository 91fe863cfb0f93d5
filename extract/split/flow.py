"""The running text of an article's lines: broken sentences joined by evidence, with exact alignment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract import expressions as re
from extract.records import record
from extract.split.layout import Layout
from extract.split.lines import Line, Run, lines

Break = tuple[int, int, str]  # where a break begins and ends, and what is read in its place
Width = tuple[float, float]  # of a full line, and what a narrow character counts
_PAIRS = (("(", ")"), ("“", "”"), ("《", "》"), ("[", "]"), ("【", "】"), ("〔", "〕"), ("‘", "’"))
_NEVER_FIRST = ",。、;:!?”’)》】〕%‰·"
_NEVER_LAST = ",、(“‘《【〔—·+"
_CLOSES = "”’)]》】"
_UNIT_FIRST = re.compile(r"[年月日时分秒%亿万千百个名家项人元米亩吨户套件倍位条座处次]|\d")
MANY = 4  # lines of one width are no chance
_NEAR = 400  # a bracket or quote opened further back than this is a slip, not evidence
_BREAK = re.compile(r"[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]")
_DATED = re.compile(r"(?:\d{4}年|\d{1,2}月\d{1,2}日)[^,]{0,20},")
_NARROW = re.compile(r"[\x00-\u1fff]")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass
class Flow:
    """The text as it grows: pieces, and the page offset of each."""

    page: str
    pieces: list[str] = field(default_factory=list)
    runs: list[tuple[int, int, int]] = field(default_factory=list)
    length: int = 0
    reached: int = 0

    def add(self, start: int, end: int) -> None:
        """Take the page's characters [start, end).

        >>> flow = Flow("建成公\\n园2座。")
        >>> flow.add(0, 3); flow.add(4, 8)
        >>> "".join(flow.pieces), flow.runs
        ('建成公园2座。', [(0, 0, 3), (3, 4, 4)])
        """
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
        """Take one line break that stands between what was taken last and `before`.

        >>> flow = Flow("建成公园。\\n\\n扩种茶园。")
        >>> flow.add(0, 5); flow.newline(7); flow.add(7, 12)
        >>> "".join(flow.pieces), flow.runs
        ('建成公园。\\n扩种茶园。', [(0, 0, 6), (6, 7, 5)])
        """
        match = _BREAK.search(self.page, self.reached, before)
        if match:
            self.add(match.start(), match.end())


@record
class Setting:
    """How a page is set: `width` is that of hard-wrapped lines, `marked` says that it marks its heads, `gaps` that its
    paragraphs stand apart by blank lines."""

    width: Width | None
    marked: bool
    gaps: bool

    def full(self, first: Line, second: Line) -> bool:
        """Whether a line is as wide as hard-wrapped ones, and no paragraph begins below it.

        >>> first, second = (Line(0, 12, "榕江今年建成公园两座居民", ((0, 12),), "text", indent=indent) for indent in (0, 2))
        >>> Setting((12, 0.5), False, False).full(first, first), Setting((12, 0.5), False, False).full(first, second)
        (True, False)
        """
        return self.width is not None and not second.indent and abs(measure(first, self.width[1]) - self.width[0]) <= 2


def joins(first: Line, second: Line, paragraph: str, setting: Setting, layout: Layout) -> bool:
    """Whether the second line goes on with the sentence of the first; `paragraph` is the end of the text already joined.

    >>> from extract.patterns import load_rules
    >>> from extract.split import layout
    >>> known, setting = layout.of(load_rules()), Setting(None, False, False)
    >>> first, second, third = lines("榕江今年建成公园2座,\\n居民出门见绿。\\n云溪镇扩种茶园。", known)
    >>> joins(first, second, first.text, setting, known), joins(second, third, second.text, setting, known)
    (True, False)
    """
    if first.kind not in ("text", "list") or second.kind != "text" or second.number:
        return False
    a, b = first.text, second.text
    if b[0] in _NEVER_FIRST and not _is_item(first, b):
        return True
    full = setting.full(first, second)
    if first.ended:
        return full and _runs_on(first, second, setting)
    return full or _is_broken(a, b, paragraph, layout) or _is_continued(first, second, setting, layout)


def _is_broken(a: str, b: str, paragraph: str, layout: Layout) -> bool:
    """Whether the break stands where no sentence can end: behind a comma, in a bracket, in a date."""
    return a[-1] in _NEVER_LAST or _open(paragraph, b) or _cut(a, b, layout)


def _is_continued(first: Line, second: Line, setting: Setting, layout: Layout) -> bool:
    """Whether a line that could be complete continues below, judged by both lines."""
    a = first.text
    if first.number and not _sentence(a):
        return _is_long_item(first) and not second.headlike
    if a[-1] in _CLOSES or _sentence(a):
        return _goes_on(a, second)
    return not second.headlike and _unfinished(a, setting.marked, setting.gaps and not second.gap, layout)


def _is_item(first: Line, text: str) -> bool:
    """Whether a point that opens a line is the mark of an item: behind a full stop, or with a blank after it."""
    return text[0] == "·" and (first.ended or text[1:2] == " ")


def _runs_on(first: Line, second: Line, setting: Setting) -> bool:
    """Whether a paragraph continues behind a full line that happens to end with an end mark."""
    return not second.gap and bool(first.gap or first.indent or not setting.gaps) and first.text[-1] not in "。!?:;"


def _is_long_item(line: Line) -> bool:
    """Whether a numbered line is a paragraph of the lower levels rather than a heading."""
    return line.number > 2 and len(line.text) >= 20 and (":" in line.text or "," in line.text)


def _goes_on(a: str, second: Line) -> bool:
    """Whether the line below continues one that holds a full sentence, or ends in a bracket."""
    if a[-1] in _CLOSES:
        return _sentence(a) and not second.headlike
    return not second.headlike or len(second.text) < 4


def _cut(a: str, b: str, layout: Layout) -> bool:
    """Whether the break runs through a date, a number or a phrase."""
    if a[-1].isdigit() and _UNIT_FIRST.match(b):
        return len(a) > 3
    if len(a) >= 8 and a.endswith(layout.binds) and ("," in a or len(a) >= 20):
        return True
    return b.startswith(layout.trails) and len(a) >= 8


def _sentence(a: str) -> bool:
    """Whether a full sentence ends inside the line, as in no head."""
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


def measure(line: Line, narrow: float = 0.5) -> float:
    """The width of a line in full-width characters, its indent included.

    >>> line = Line(2, 9, "GDP增长5%", ((2, 9),), "text", indent=2)
    >>> measure(line), measure(line, narrow=1.0)
    (6.5, 9.0)
    """
    return line.indent + len(line.text) - len(_NARROW.findall(line.text)) * (1 - narrow)


def wrapped(body: Sequence[Line]) -> Width | None:
    """The width at which lines are hard-wrapped, or None: most lines that end in mid-sentence have it.

    Printers wrap by width, programs by number of characters: the one that fits better is taken.

    >>> rows = [Line(0, 12, "榕江今年建成公园两座居民", ((0, 12),), "text")] * 4
    >>> wrapped(rows), wrapped(rows[:3])
    ((12, 0.5), None)
    """
    open_ = [line for line in body if line.kind == "text" and not line.ended and len(line.text) >= 10]
    commonest = [_commonest(open_, narrow) for narrow in (0.5, 1.0)]
    many, width = max(commonest, key=lambda found: found[0])  # of two alike the first
    return width if many >= MANY and many * 10 >= len(open_) * 6 else None


def _commonest(body: Sequence[Line], narrow: float) -> tuple[int, Width]:
    """How many lines have the commonest width, give or take one character, and that width."""
    counted = Counter(round(measure(line, narrow)) for line in body)
    near = {width: sum(counted[width + shift] for shift in (-1, 0, 1)) for width in sorted(counted)}
    widest = max(near, key=lambda width: near[width], default=0)
    return near.get(widest, 0), (widest, narrow)


def text(page: str, body: Sequence[Line], kept: Sequence[tuple[Run, ...]], layout: Layout) -> tuple[Flow, list[int]]:
    """The running text of body lines and the offset of each in it; `kept` are the stretches of each line to take.

    >>> from extract.patterns import load_rules
    >>> from extract.split import layout
    >>> page, known = "榕江今年建成公园2座,\\n居民出门见绿。\\n云溪镇扩种茶园。", layout.of(load_rules())
    >>> body = lines(page, known)
    >>> flow, offsets = text(page, body, [line.runs for line in body], known)
    >>> "".join(flow.pieces), offsets
    ('榕江今年建成公园2座,居民出门见绿。\\n云溪镇扩种茶园。', [0, 11, 19])
    """
    flow, offsets = Flow(page), []
    broken = _broken(body, [bool(runs) for runs in kept], _setting(body), layout)
    for line, runs, first in zip(body, kept, broken, strict=True):
        if first is not None:
            _glue(flow, first, line)
        elif runs and flow.pieces:
            flow.newline(runs[0][0])
        offsets.append(flow.length)
        for start, end in runs:
            flow.add(start, end)
    return flow, offsets


def _broken(body: Sequence[Line], taken: Sequence[bool], setting: Setting, layout: Layout) -> Iterator[Line | None]:
    """For each line the one above whose sentence it continues, None where it begins a new one; only lines that are taken continue."""
    previous: Line | None = None
    paragraph = ""
    for line, is_taken in zip(body, taken, strict=True):
        first = previous if previous is not None and is_taken and joins(previous, line, paragraph, setting, layout) else None
        paragraph = (paragraph + line.text)[-_NEAR:] if first else line.text
        yield first
        previous = line if is_taken else previous


def breaks(page: str, layout: Layout) -> list[Break]:
    """The breaks that the text of a page of hard-wrapped lines runs over; the indent below belongs to the break.

    >>> from extract.patterns import load_rules
    >>> from extract.split import layout
    >>> page = "今年榕江镇建成公园两座\\n村道八条茶园五千亩鱼塘\\n六百亩改造危旧房二百套\\n惠及居民五百余户新增就\\n业三百人。\\n云溪镇扩种茶园。"
    >>> breaks(page, layout.of(load_rules()))
    [(11, 12, ''), (23, 24, ''), (35, 36, ''), (47, 48, '')]
    """
    body = lines(page, layout)
    setting = _setting(body)
    if setting.width is None or not _keeps(body, setting.width):
        return []
    broken = _broken(body, [True] * len(body), setting, layout)
    return [(first.end, line.start, " " if _part_words(first, line) else "") for line, first in zip(body, broken, strict=True) if first]


def _keeps(body: Sequence[Line], width: Width) -> bool:
    """Whether next to no line is wider than this: where paragraphs are, lines of one width are a list (of heads, of names)."""
    wider = sum(measure(line, width[1]) > width[0] + 2 for line in body)
    return wider * 20 <= len(body)


def _setting(body: Sequence[Line]) -> Setting:
    gaps = sum(line.gap for line in body) * 2 > len(body)
    return Setting(wrapped(body), any(0 < line.level < 7 for line in body), gaps)


def _part_words(first: Line, second: Line) -> bool:
    """Whether a break stands between Latin words, which a blank parts."""
    return bool(_LATIN.match(first.text[-1]) and _LATIN.match(second.text[0]))


def _glue(flow: Flow, first: Line, second: Line) -> None:
    """Between two joined lines: keep a blank between Latin words."""
    if _part_words(first, second):
        gap = flow.page[flow.reached : second.start]
        if " " in gap:
            place = flow.reached + gap.index(" ")
            flow.add(place, place + 1)
        else:
            flow.newline(second.start)
