"""What of an article's top is kicker, title and subtitle, what is byline, and what is text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.split import bylines, official
from extract.split.layout import Layout
from extract.split.lines import BOLD, Line
from extract.split.starts import TOP, Reading, bare, starts

_DASHED = re.compile(r"^\s?[—–-]{1,3}")
_STAGE = re.compile(r"\([^()0-9]{2,10}\)")  # (征求意见稿), (试行), (节选): part of the title above
# 2024年1月9日在江州市第八届人民代表大会第四次会议上(的报告): the line under a report's title
OCCASION = re.compile(r"[—\-(\s]{0,4}(?:19|20)\d\d年\d{1,2}月\d{1,2}日[^。;]{0,40}(?:会议|大会|全会)上")


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one article: its head lines by their role, and the rest in order."""

    kicker: tuple[Line, ...]
    title: tuple[Line, ...]
    subtitle: tuple[Line, ...]
    top: tuple[Line, ...]
    body: tuple[Line, ...]


def parts(lines: Sequence[Line], layout: Layout, single: bool) -> tuple[list[Line], list[Part]]:
    """The lines before the first article, and the articles; `single` says that the page is known to be one."""
    page = Reading(lines, layout)
    begins, level = starts(page, single)
    ends = [*begins[1:], len(lines)]
    return list(lines[: begins[0]]), [_part(page, a, b, level, len(begins)) for a, b in zip(begins, ends, strict=True)]


def _part(page: Reading, start: int, end: int, level: int, count: int) -> Part:
    """One article from the lines [start, end): which head lines are its title, what is top matter, what is body."""
    lines = page.lines
    marks = [i for i in range(start, min(page.after_top(start), end)) if page.titled(i)]
    if marks and (marks[0] == start or count == 1 or level):
        return _of_marked(page, start, end, level, marks)
    return _of_plain(page, start, end) if start < end else Part((), (), (), (), tuple(lines[start:end]))


def _of_marked(page: Reading, start: int, end: int, level: int, marks: list[int]) -> Part:
    lines = page.lines
    levels = [lines[i].level for i in marks]
    main = marks[levels.index(level)] if level in levels else marks[levels.index(min(levels))]
    after = min(page.after_top(main + 1), end)
    below = [i for i in range(main + 1, after) if lines[i].kind == "head" or lines[i].headlike]
    again = {line.level for line in lines[after:end] if line.kind == "head"}
    opened = page.opens(after) or any(lines[i].kind in ("byline", "meta") for i in range(main + 1, after))
    subtitle = []
    spoken = [i for i in below if _spoken(page, i) or _issued(page, i)]
    for i in below:
        line = lines[i]
        if i in spoken:
            continue
        if line.number or official.numeral(line.text) or line.level == BOLD:
            break
        if not opened and (line.level in again or not line.level) and not _DASHED.match(line.text):
            break
        subtitle.append(i)
    kicker = [i for i in marks if i < main]
    used = {main, *subtitle, *kicker}
    top = [i for i in range(start, after) if (lines[i].kind in TOP or i in spoken) and i not in used]
    aside = {*used, *top}
    rest = tuple(lines[i] for i in range(start, end) if i not in aside)
    return Part(_at(lines, kicker), (lines[main],), _at(lines, subtitle), _at(lines, top), rest)


def _of_plain(page: Reading, start: int, end: int) -> Part:
    lines = page.lines
    after = min(page.after_top(start), end)
    heads = [i for i in range(start, after) if lines[i].headlike and not lines[i].number]
    top = [i for i in range(start, after) if lines[i].kind in TOP]
    title, subtitle, kicker = _told_apart(page, heads, top, after)
    named = {*title, *subtitle, *kicker}
    spoken = [i for i in heads[1:] if i not in named and (_spoken(page, i) or _issued(page, i))]
    used = {*named, *top, *spoken}
    rest = tuple(lines[i] for i in range(start, end) if i not in used)
    return Part(_at(lines, kicker), _at(lines, title), _at(lines, subtitle), _at(lines, sorted([*top, *spoken])), rest)


def _spoken(page: Reading, index: int) -> bool:
    return bylines.speaker(page.lines[index].text, page.layout) is not None


def _issued(page: Reading, index: int) -> bool:
    """Whether a line under a title is the name of the body that issues the document."""
    return page.layout.issuer.fullmatch(page.lines[index].text) is not None


def _told_apart(page: Reading, heads: list[int], top: list[int], after: int) -> tuple[list[int], list[int], list[int]]:
    """Title, subtitle and kicker among plain head lines; what is none of them stays in the text."""
    lines = page.lines
    heads = [i for i in heads if not _spoken(page, i) and (i == heads[0] or not _issued(page, i))]
    if not heads or _DASHED.match(lines[heads[0]].text):
        return [], [], []
    title = [heads[0]]
    rest = heads[1:]
    while rest and len(title) < 4 and _continues(lines[title[-1]], lines[rest[0]]):
        title.append(rest.pop(0))
    sure = page.opens(after) or any(lines[i].kind in ("byline", "meta") and i > heads[-1] for i in top)
    dashed = bool(rest) and (_DASHED.match(lines[rest[0]].text) or OCCASION.match(lines[rest[0]].text))
    if sure and not dashed and rest and len(lines[title[0]].text) <= 6 and len(lines[rest[0]].text) >= 9:
        title, rest, rubric = [rest[0]], rest[1:], title
    else:
        rubric = []
    if sure and not rubric and not dashed and len(rest) == 1 and " " in lines[rest[0]].text and " " not in lines[title[0]].text:
        return rest, [], title
    if sure and not rubric and not dashed and len(rest) == 2 and len(title) == 1:
        return [rest[0]], [rest[1]], title
    subtitle = []
    for i in rest:
        if sure or bare(lines[i].text) in bare(lines[title[0]].text) or _DASHED.match(lines[i].text) or OCCASION.match(lines[i].text):
            subtitle.append(i)
        else:
            break
    return title, subtitle, rubric


def _continues(first: Line, second: Line) -> bool:
    """Whether a title goes on in the next line: a bracket or quote is still open, or its stage stands there."""
    text = first.text
    if _STAGE.fullmatch(second.text):
        return True
    return not second.gap and any(text.count(a) > text.count(b) for a, b in ("《》", "“”", "()", "〈〉"))


def _at(lines: Sequence[Line], indices: Sequence[int]) -> tuple[Line, ...]:
    return tuple(lines[i] for i in indices)
