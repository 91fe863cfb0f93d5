"""The sections of an article: marked heads, numbered heads (GB/T 9704), annexes, boxes, plain short lines."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import Section
from extract.split import official
from extract.split.layout import Layout
from extract.split.lines import BOLD, Line


def sections(body: Sequence[Line], offsets: Sequence[int], joined: Sequence[bool], text: str, layout: Layout) -> tuple[Section, ...]:
    """The sections in order; each reaches to the next of its level or a shallower one.

    `offsets` are the lines' places in `text`; `joined` says which lines go on with the line before them.

    >>> from extract.patterns import load_rules
    >>> from extract.split import layout, lines
    >>> text, known = "一、目标\\n(一)茶园。到2027年扩到5万亩。\\n二、保障", layout.of(load_rules())
    >>> body = lines.lines(text, known)
    >>> [(one.heading, one.level, one.start, one.end) for one in sections(body, [line.start for line in body], [False] * 3, text, known)]
    [('一、目标', 1, 0, 24), ('(一)茶园', 2, 5, 24), ('二、保障', 1, 24, 28)]
    """
    heads = _heads(body, joined, layout)
    found: list[Section] = []
    for place, (index, length, level) in enumerate(heads):
        start = offsets[index]
        if found and place and official.numeral(body[heads[place - 1][0]].text) and heads[place - 1][0] == index - 1:
            start = offsets[index - 1]
        heading = _heading(text, offsets[index], length)
        found.append(Section(heading, level, start, len(text)))
    following = [*found[1:], None]
    named = [s for s, after in zip(found, following, strict=False) if not _numeral_of(s, after)]
    return tuple(_until(named, i, len(text)) for i in range(len(named)))


def _heading(text: str, start: int, length: int) -> str:
    return text[start : start + length].strip()


def _numeral_of(section: Section, after: Section | None) -> bool:
    """Whether a section is the bare number of the next one, which begins with it."""
    return after is not None and after.start == section.start and official.numeral(section.heading)


def _until(found: Sequence[Section], index: int, end: int) -> Section:
    section = found[index]
    for later in found[index + 1 :]:
        if later.level <= section.level:
            end = later.start
            break
    return Section(section.heading, section.level, section.start, end)


def _heads(body: Sequence[Line], joined: Sequence[bool], layout: Layout) -> list[tuple[int, int, int]]:
    """Index, length of the heading in its line, level of every section head."""
    marks = _marks(body)
    base = sum(mark < BOLD for mark in marks)
    annexed = 0
    found: list[tuple[int, int, int]] = []
    for index, line in enumerate(body):
        if joined[index] or line.kind not in ("head", "text", "list"):
            continue
        length, level = _told(body, index, (base, annexed), marks, layout)
        if level < 0:
            annexed = max(annexed, int(_is_annex(line, layout)))
            level = _unnumbered(body, joined, index, (base, found[-1][2] if found else 0), layout)
        if level and length:
            found.append((index, length, level))
    return found


def _marks(body: Sequence[Line]) -> list[int]:
    """The levels of marked heads, the shallowest first."""
    return sorted({_mark(body, i) for i, line in enumerate(body) if line.kind == "head"})


def _told(body: Sequence[Line], index: int, levels: tuple[int, int], marks: Sequence[int], layout: Layout) -> tuple[int, int]:
    """The length and level of a head, by its question, its marks or its number; level -1 where it has none of these."""
    line, (base, annexed) = body[index], levels
    if asked := _asked(body, index, layout):
        return asked, base + (line.number or 1)
    if line.kind == "head":
        return len(line.text), marks.index(_mark(body, index)) + 1
    return (_numbered(line), base + annexed + line.number) if line.number else (len(line.text), -1)


def _is_annex(line: Line, layout: Layout) -> bool:
    return layout.annex.match(line.text) is not None and len(line.text) <= 40


def _unnumbered(body: Sequence[Line], joined: Sequence[bool], index: int, levels: tuple[int, int], layout: Layout) -> int:
    """The level of a head without number and marks: an annex, a box below the last head, a plain one; 0 for no head."""
    line, (base, last) = body[index], levels
    if _is_annex(line, layout):
        return 1
    if layout.box.match(line.text) and len(line.text) <= 60:
        return last + 1
    return base + 1 if _plain(body, joined, index) else 0


def _asked(body: Sequence[Line], index: int, layout: Layout) -> int:
    """The length of the question that opens a line, if it is marked as one or answered in the next line; else 0."""
    line = body[index]
    if line.kind == "head":
        return 0
    if match := layout.question.match(line.text):
        return match.end()
    answered = index + 1 < len(body) and layout.answer.match(body[index + 1].text) is not None
    return len(line.text) if len(line.text) <= 100 and line.text[-1] == "?" and (answered or line.number) else 0


def _mark(body: Sequence[Line], index: int) -> int:
    """The level of a marked head; a bare number has that of the named head below it."""
    line = body[index]
    if official.numeral(line.text) and index + 1 < len(body) and body[index + 1].kind == "head":
        return body[index + 1].level
    return line.level


def _numbered(line: Line) -> int:
    """Length of the heading in a numbered line, or 0 where it is an item of a list."""
    if line.ended:
        return official.run_in(line.text, line.number) if line.number <= 3 else 0
    return len(line.text) if len(line.text) <= 60 and not line.text.endswith((",", "、")) else 0


def _plain(body: Sequence[Line], joined: Sequence[bool], index: int) -> bool:
    """Whether a plain line is a head: short, without end mark, between the end of a text and a paragraph."""
    line = body[index]
    if not line.headlike or len(line.text) > 36 or line.text[-1] in "!”)》":
        return False
    if index + 1 >= len(body) or joined[index + 1]:
        return False
    return (index == 0 or _closes(body[index - 1])) and _is_paragraph_below(line, body[index + 1])


def _closes(line: Line) -> bool:
    """Whether a head may stand below a line: the line ends a text, or is itself a head, a table or an item."""
    return line.ended or line.kind in ("head", "table") or bool(line.number)


def _is_paragraph_below(head: Line, line: Line) -> bool:
    """Whether a line is text, and longer than the head above."""
    return line.kind == "text" and not line.headlike and (len(line.text) > len(head.text) * 1.5 or bool(line.number))
