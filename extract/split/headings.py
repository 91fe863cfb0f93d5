"""The parts of an article: kicker, title, subtitle, byline and text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import dropwhile, filterfalse, takewhile

from extract import expressions as re
from extract.records import record
from extract.split import credits, official, titles
from extract.split.boundaries import TOP, Reading, bare, starts
from extract.split.layout import Layout
from extract.split.lines import BOLD, Line

_CLAUSE = re.compile(r"第[一二三四五六七八九十百\d]{1,4}条")
_CLAUSES = 12  # lines below a title by which a text of sentences is told from a list of clauses
_DASHED = re.compile(r"^\s?[—–-]{1,3}")
# 2024年1月9日在江州市第八届人民代表大会第四次会议上(的报告): the line under a report's title
OCCASION = re.compile(r"[—\-(\s]{0,4}(?:19|20)\d\d年\d{1,2}月\d{1,2}日[^。;]{0,40}(?:会议|大会|全会)上")
_BEGINNING = 500  # characters of a line in which a report is still introduced


def occasion(text: str, layout: Layout) -> dt.date | None:
    """The day of the session to which a report is given, from the line that introduces it, or None.

    >>> from extract.patterns import load_rules
    >>> from extract.split.layout import of
    >>> layout = of(load_rules())
    >>> occasion("(2024年1月9日在江州市第八届人民代表大会第四次会议上)", layout), occasion("他于2021年7月1日在大会上讲话。", layout)
    (datetime.date(2024, 1, 9), None)
    """
    if OCCASION.match(text):
        return credits.day(text)
    behind = layout.session.search(text, 0, _BEGINNING)
    return credits.day(behind["day"]) if behind else None


@record
class Part:
    """The lines of one article: its head lines by their role, and the rest in order."""

    kicker: tuple[Line, ...]
    title: tuple[Line, ...]
    subtitle: tuple[Line, ...]
    top: tuple[Line, ...]
    body: tuple[Line, ...]


def parts(lines: Sequence[Line], layout: Layout, title: str | None) -> tuple[list[Line], list[Part]]:
    """The lines before the first article, and the articles; `title` is the known title of a page with one article.

    >>> from extract.patterns import load_rules
    >>> from extract.split import layout, lines
    >>> known = layout.of(load_rules())
    >>> front, [part] = parts(lines.lines("首页\\n## 榕江再添公园\\n记者 林晓\\n公园建成。", known), known, None)
    >>> [[line.text for line in some] for some in (front, part.title, part.top, part.body)]
    [['首页'], ['榕江再添公园'], ['记者 林晓'], ['公园建成。']]
    """
    page = Reading(lines, layout)
    begins, level = starts(page, title is not None)
    if title is not None and len(begins) == 1:
        return [], [_of_known(page, title)]
    begins = [_with_red_head(lines, begin) for begin in begins]
    ends = [*begins[1:], len(lines)]
    return list(lines[: begins[0]]), [_part(page, a, b, level, len(begins)) for a, b in zip(begins, ends, strict=True)]


def _part(page: Reading, start: int, end: int, level: int, count: int) -> Part:
    """One article from the lines [start, end): its title, its top matter and its body."""
    lines = page.lines
    marks = [i for i in range(start, min(page.after_top(start), end)) if page.titled(i)]
    if marks and (_with_red_head(lines, marks[0]) == start or count == 1 or level):
        return _of_marked(page, start, end, level, marks)
    return _of_plain(page, start, end) if start < end else Part((), (), (), (), tuple(lines[start:end]))


def _with_red_head(lines: Sequence[Line], begin: int) -> int:
    """The start of an article with the red head and the document number that may stand above its title."""
    while begin > 0 and lines[begin - 1].kind in ("redhead", "number"):
        begin -= 1
    return begin


def _of_known(page: Reading, title: str) -> Part:
    """The one article of a page whose title is known: its title's lines, what stands above and below them, the rest."""
    lines = page.lines
    place = titles.found([line.text for line in lines], title, page.layout)
    if place is None:
        after = next((i for i, line in enumerate(lines) if line.kind not in TOP), len(lines))
        return Part((), (), (), tuple(lines[:after]), tuple(lines[after:]))
    start, end = place
    after = min(page.after_top(end), len(lines))
    kicker = _only_line_above(page, start)
    subtitle = _subtitle(page, _heads(page, end, after), after, end)
    aside = _of_top(page, range(start, after)) | _again(page, range(start, end), range(end, min(after + 2, len(lines))))
    if not kicker and not any("。" in line.text for line in lines[:start]):
        aside |= set(range(start))
    return _put(page, range(len(lines)), (kicker, list(range(start, end)), subtitle), aside)


def _heads(page: Reading, start: int, end: int) -> list[int]:
    """The lines that are heads, or could be."""
    return [i for i in range(start, end) if page.lines[i].kind == "head" or page.lines[i].headlike]


def _of_top(page: Reading, lines: Iterable[int]) -> set[int]:
    """The lines about the article: byline, source, number, speaker, issuer."""
    return {i for i in lines if page.lines[i].kind in TOP or _is_of_top(page, i)}


def _only_line_above(page: Reading, start: int) -> list[int]:
    """The kicker of a title: the one line above it, where it can head an article."""
    return [0] if start == 1 and page.headed(0) and page.lines[0].kind in ("head", "text") else []


def _is_of_top(page: Reading, index: int) -> bool:
    """Whether a line under a title says who gives the report, or is the name of the body that issues the document."""
    return _spoken(page, index) or _issued(page, index)


def _of_marked(page: Reading, start: int, end: int, level: int, marks: list[int]) -> Part:
    """An article whose title is a marked head; marked heads above it are its kicker."""
    main = _main(page, level, marks)
    after = min(page.after_top(main + 1), end)
    heads = _heads(page, main, after)
    many = _reach(page, heads)
    title, below = heads[:many], heads[many:]
    again = _again(page, title, range(after))
    subtitle = [i for i in _subtitle(page, below, after, end) if i not in again]
    top = {i for i in range(start, after) if page.lines[i].kind in TOP} | _of_top(page, below) | again.intersection(below)
    return _put(page, range(start, end), ([i for i in marks if i < main], title, subtitle), top)


def _main(page: Reading, level: int, marks: Sequence[int]) -> int:
    """The first marked head of the level of titles; else of the shallowest that there is."""
    levels = [page.lines[i].level for i in marks]
    return marks[levels.index(level if level in levels else min(levels))]


def _put(page: Reading, whole: range, named: tuple[list[int], list[int], list[int]], top: set[int]) -> Part:
    """An article made of its kicker, title and subtitle, the lines of its top, and the rest of its lines."""
    kicker, title, subtitle = named
    aside = top - {*kicker, *title, *subtitle}
    rest = [i for i in whole if i not in {*kicker, *title, *subtitle, *aside}]
    lines = page.lines
    return Part(_at(lines, kicker), _at(lines, title), _at(lines, subtitle), _at(lines, sorted(aside)), _at(lines, rest))


def _again(page: Reading, title: Iterable[int], others: Iterable[int]) -> set[int]:
    """The lines that only repeat the title, or the kind of document that it names: 政 府 工 作 报 告."""
    title = list(title)
    whole = titles.compact("".join(page.lines[i].text for i in title))
    texts = ((i, titles.compact(page.lines[i].text)) for i in others if i not in title)
    return {i for i, text in texts if len(text) > 5 and (text == whole or (whole.endswith(text) and page.layout.kind.search(text)))}


def _subtitle(page: Reading, below: Sequence[int], after: int, end: int) -> list[int]:
    """The head lines below a title that are its subtitle; the text begins at `after`, the article ends at `end`."""
    lines = page.lines
    again = {line.level for line in lines[after:end] if line.kind == "head"}
    opened = bool(below) and (page.opens(after) or any(line.kind in ("byline", "meta") for line in lines[below[0] : after]))
    subtitle: list[int] = []
    for i in below:
        if _is_of_top(page, i):
            continue
        if not _may_be_subtitle(lines[i], opened, again):
            break
        subtitle.append(i)
    return subtitle


def _may_be_subtitle(line: Line, opened: bool, again: set[int]) -> bool:
    """Whether a head line is no section's: a dash or a session opens it, or its marks do not come again in the text."""
    if line.number or official.numeral(line.text) or line.level == BOLD:
        return False
    return opened or _is_dashed(line) or (line.level > 0 and line.level not in again)


def _is_dashed(line: Line) -> bool:
    """Whether a line is a subtitle by its dash, or by the day and the session that it names."""
    return _DASHED.match(line.text) is not None or OCCASION.match(line.text) is not None


def _of_plain(page: Reading, start: int, end: int) -> Part:
    """An article with unmarked head lines."""
    lines = page.lines
    after = min(page.after_top(start), end)
    dated = _is_dated_head(page, start, after)
    heads = [i for i in range(start, after) if _can_head(lines[i]) or (i == start and dated)]
    top = [i for i in range(start, after) if lines[i].kind in TOP]
    title, subtitle, kicker = _told_apart(page, heads, top, after)
    of_top = {*top, *(i for i in heads if _is_of_top(page, i))}
    part = _put(page, range(start, end), (kicker, title, subtitle), of_top)
    shown, day = _day_apart(part.title)
    return replace(part, title=shown, top=(*day, *part.top))


def _is_dated_head(page: Reading, start: int, after: int) -> bool:
    """Whether a line is a head because of the day on it or below it, whatever its number: 一、… of a joined file."""
    below = start + 1 < after and page.lines[start + 1].kind == "meta"
    return page.lines[start].headlike and (below or credits.title_end(page.lines[start].text) > 0)


def _day_apart(title: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """A title's lines without the day that follows it on its last line, and the day as a line of its own."""
    end = credits.title_end(title[-1].text) if title else 0
    if not end or len(title[-1].runs) != 1:
        return title, ()
    last, (start, stop) = title[-1], title[-1].runs[0]
    cut = replace(last, text=last.text[:end], runs=((start, start + end),))
    day = replace(last, text=last.text[end:], runs=((start + end, stop),), kind="meta")
    return (*title[:-1], cut), (day,)


def _can_head(line: Line) -> bool:
    """Whether a line can be an unmarked title: short and plain, or set in bold."""
    return not line.number and _CLAUSE.match(line.text) is None and (line.headlike or (line.kind == "head" and line.level == BOLD))


def _spoken(page: Reading, index: int) -> bool:
    return credits.speaker(page.lines[index].text, page.layout) is not None


def _issued(page: Reading, index: int) -> bool:
    """Whether a line is the name of the body that issues the document, or the names of all that do."""
    return page.layout.issuer.fullmatch(page.lines[index].text) is not None


def _told_apart(page: Reading, heads: list[int], top: list[int], after: int) -> tuple[list[int], list[int], list[int]]:
    """Title, subtitle and kicker among plain head lines; what is none of them stays in the text."""
    heads = _below_issuers(page, list(filterfalse(partial(_spoken, page), heads)))
    if not heads or not _can_title(page, heads[0]):
        return [], [], []
    many = _reach(page, heads)
    title, rest = heads[:many], list(filterfalse(partial(_issued, page), heads[many:]))
    if not _credited(page, [*title, *rest][-1], top, after):
        return title, list(takewhile(partial(_is_below_title, page, title[0]), rest)), []
    if rest and not _is_dashed(page.lines[rest[0]]) and _is_above_title(page, title, rest):
        return [rest[0]], rest[1:], title
    return title, rest, []


def _below_issuers(page: Reading, heads: list[int]) -> list[int]:
    """The head lines from the title of a document on, where those above it are the bodies that issue it and no part of it."""
    below = list(dropwhile(partial(_issued, page), heads))
    named = bool(below) and page.layout.kind.search(page.lines[below[0]].text) is not None
    return below if named and _reach(page, heads) == 1 else heads


def _credited(page: Reading, head: int, top: Sequence[int], after: int) -> bool:
    """Whether a byline or a source line follows the head lines, so that they are an article's."""
    return page.opens(after) or any(page.lines[i].kind in ("byline", "meta") and i > head for i in top)


def _is_above_title(page: Reading, first: list[int], rest: list[int]) -> bool:
    """Whether the first head lines are a rubric or a kicker, and the title follows: 民生 above 榕江县再添三座公园; a document's name is neither."""
    above, below = page.lines[first[0]].text, page.lines[rest[0]].text
    if page.layout.kind.search(above) and not page.layout.kind.search(below):
        return False
    if len(above) <= _RUBRIC and len(below) >= _HEADLINE:
        return True
    if len(rest) == 1:
        return " " in below and " " not in above
    return len(rest) == 2 and len(first) == 1


def _is_below_title(page: Reading, title: int, index: int) -> bool:
    """Whether a head line repeats part of the title, or is a subtitle by its dash or session."""
    line = page.lines[index]
    return bare(line.text) in bare(page.lines[title].text) or _is_dashed(line)


_RUBRIC, _HEADLINE = 6, 9  # characters that a rubric has at most, a headline at least


def _can_title(page: Reading, head: int) -> bool:
    """Whether a head line can be a title: no subtitle, no addressee, no question, no clause of a list."""
    text = page.lines[head].text
    addressed = page.layout.addressed.match(text) is not None and page.layout.kind.search(text) is None
    return not (addressed or _DASHED.match(text) or page.layout.question.match(text)) and _headed(page, head)


def _headed(page: Reading, head: int) -> bool:
    """Whether a head line heads a text of sentences: where no line below ends one, all are clauses and none is a title."""
    texts = [line for line in page.lines[head + 1 : head + 1 + _CLAUSES] if line.kind == "text"]
    named = page.layout.kind.search(page.lines[head].text) is not None
    return named or len(texts) < _CLAUSES // 2 or any(line.ended for line in texts)


def _reach(page: Reading, heads: Sequence[int]) -> int:
    """The number of these head lines that are one title."""
    return titles.reach([page.lines[i].text for i in heads], page.layout)


def _at(lines: Sequence[Line], indices: Sequence[int]) -> tuple[Line, ...]:
    return tuple(lines[i] for i in indices)
