"""Where articles begin on a page, and what of their top is kicker, title and subtitle."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extract.split import bylines, official
from extract.split.layout import Layout
from extract.split.lines import BOLD, Line

_TOP = ("byline", "meta", "number", "rule", "furniture")
_LISTED = re.compile(r"^(?:\(?\d{1,3}[.、)]|[(]?[一二三四五六七八九十]{1,3}[、)]|[-•●■])\s?")
_ENTRY = re.compile(r"^(?:\d{1,3}[.、]|[-•●■]\s?)(?=\D)")
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


class Reading:
    """A page's lines with what is asked of them more than once."""

    def __init__(self, lines: Sequence[Line], layout: Layout) -> None:
        self.lines = lines
        self.layout = layout
        self._opens: dict[int, bool] = {}

    def opens(self, index: int) -> bool:
        """Whether the line begins with a byline that opens a report."""
        if index >= len(self.lines):
            return False
        found = self._opens.get(index)
        if found is None:
            line = self.lines[index]
            found = line.kind in ("text", "list", "head") and bylines.opening(line.text, self.layout) is not None
            self._opens[index] = found
        return found

    def titled(self, index: int) -> bool:
        """Whether the line is a marked head that can be an article's title: no bold, no bare number, no 一、."""
        return self.titled_line(self.lines[index])

    @staticmethod
    def titled_line(line: Line) -> bool:
        """The same of a line."""
        return line.kind == "head" and line.level < BOLD and not line.number and not official.numeral(line.text)

    def running(self, index: int) -> bool:
        """Whether the line is a paragraph of running text."""
        if not 0 <= index < len(self.lines):
            return False
        line = self.lines[index]
        return line.kind in ("text", "list") and not line.headlike and (len(line.text) >= 30 or line.ended)

    def after_top(self, index: int) -> int:
        """Index of the first line after the head lines, bylines and source lines that begin at `index`."""
        while index < len(self.lines) and (
            self.lines[index].kind in _TOP or self.lines[index].level or self.lines[index].headlike
        ):
            if self.opens(index):
                break
            index += 1
        return index

    def headed(self, index: int) -> bool:
        """Whether the line can stand among the head lines of an article."""
        line = self.lines[index]
        if line.kind in ("byline", "meta", "number"):
            return True
        return (bool(line.level) or line.headlike) and not self.opens(index)

    def closed(self, index: int) -> bool:
        """Whether what stands before the line closes an article: its byline, a rule, a link to the original."""
        before = index - 1
        while before > 0 and self.lines[before].kind in ("caption",):
            before -= 1
        if before < 1:
            return False
        last = self.lines[before]
        if last.kind == "byline":
            return self.running(before - 1) and not last.text.startswith("图")
        return last.kind in ("rule", "furniture") and (self.running(before - 1) or self.lines[before - 1].kind in _TOP)


def parts(lines: Sequence[Line], layout: Layout, single: bool) -> tuple[list[Line], list[Part]]:
    """The lines before the first article, and the articles; `single` says that the page is known to be one."""
    page = Reading(lines, layout)
    listed = _contents(page)
    marked, level = _marked(page)
    plain = _plain(page, listed)
    if listed and any(bare(lines[i].text) in listed for i in plain):
        marked = [i for i in marked if bare(lines[i].text) in listed]
    starts = sorted({*marked, *plain})
    if not starts or (single and len(starts) < 2):
        starts = [_first(page)]
    elif not listed and any(page.running(i) for i in range(starts[0])):
        starts = [_first(page), *starts]
    ends = [*starts[1:], len(lines)]
    return list(lines[: starts[0]]), [_part(page, a, b, level, len(starts)) for a, b in zip(starts, ends, strict=True)]


def _first(page: Reading) -> int:
    """Index of the first line that is not rule or furniture."""
    return next((i for i, line in enumerate(page.lines) if line.kind not in ("rule", "furniture")), 0)


def bare(text: str) -> str:
    """A line of a table of contents without its number and its end mark."""
    return _LISTED.sub("", text).rstrip(";。,; ").replace(" ", "")


def _contents(page: Reading) -> frozenset[str]:
    """Entries of a table of contents at the page's top: listed lines of which a third, and three, stand again as heads."""
    entries: list[str] = []
    last = 0
    for index, line in enumerate(page.lines[:200]):
        if _ENTRY.match(line.text) and len(line.text) <= 90:
            entries.append(bare(line.text))
            last = index
        elif entries and not line.number and index > last + 2:
            break
        elif not entries and page.running(index) and len(line.text) > 60:
            break
    if len(entries) < 3:
        return frozenset()
    again = {bare(line.text) for line in page.lines[last:] if len(line.text) <= 90 and (line.headlike or page.titled_line(line))}
    known = again.intersection(entries)
    return frozenset(entries) if len(known) >= max(3, len(entries) // 3) else frozenset()


def _clusters(page: Reading) -> list[list[int]]:
    """Indices of marked heads that stand together, with no text between them."""
    found: list[list[int]] = []
    fresh = True
    for index, line in enumerate(page.lines):
        if page.titled(index):
            if fresh:
                found.append([])
            found[-1].append(index)
            fresh = False
        elif line.kind not in _TOP and not (line.kind == "text" and line.headlike and not page.opens(index)):
            fresh = True
        elif line.kind in ("rule", "furniture"):
            fresh = True
    return found


def _opened(page: Reading, cluster: Sequence[int]) -> bool:
    """Whether a byline, a source line or a document number follows the heads of a cluster."""
    after = page.after_top(cluster[-1] + 1)
    between = page.lines[cluster[0] : after]
    return page.opens(after) or any(line.kind in ("byline", "meta", "number") for line in between)


def _marked(page: Reading) -> tuple[list[int], int]:
    """Where articles with marked heads begin (at the kicker), and the level of their titles."""
    clusters = _clusters(page)
    if not clusters:
        return [], 0
    opened = [_opened(page, cluster) for cluster in clusters]
    votes = Counter(
        level
        for cluster, open_ in zip(clusters, opened, strict=True)
        if open_
        for level in {page.lines[i].level for i in cluster}
    )
    level = min(votes, key=lambda one: (-votes[one], one)) if votes else _shallowest(page, clusters)
    chosen: list[int] = []
    known = sum(1 for c in clusters if any(page.lines[i].level == level for i in c))
    most = votes[level] * 2 >= known if votes else True
    for cluster, open_ in zip(clusters, opened, strict=True):
        mains = [i for i in cluster if page.lines[i].level == level]
        if mains and (open_ or most or page.closed(cluster[0])):
            chosen.append(_begin(page, cluster, mains[0]))
        elif open_ and votes:
            chosen.append(cluster[0])
    return chosen, level


def _begin(page: Reading, cluster: Sequence[int], main: int) -> int:
    """Index where the article begins: at the deeper head before the title, which is its kicker."""
    before = [i for i in cluster if i < main]
    return before[-1] if before and page.lines[before[-1]].level > page.lines[main].level else main


def _shallowest(page: Reading, clusters: Sequence[Sequence[int]]) -> int:
    """The level of titles where no byline tells it: the shallowest, if it heads the page."""
    heads = [page.lines[i] for cluster in clusters for i in cluster]
    level = min(head.level for head in heads)
    tops = [head for head in heads if head.level == level]
    first = clusters[0][0]
    if any(page.running(i) for i in range(first)):
        return 0
    if len(tops) > 1 and sum(len(head.text) >= 7 for head in tops) * 2 <= len(tops):
        return 0
    return level


def _plain(page: Reading, listed: frozenset[str]) -> list[int]:
    """Where articles with plain heads begin: a short line followed by a byline that opens a report, or an entry of the
    table of contents, or a short line after what closes an article and before running text."""
    found: list[int] = []
    index = 0
    while index < len(page.lines):
        if not page.headed(index):
            index += 1
            continue
        after = index + 1
        while after < len(page.lines) and page.headed(after):
            after += 1
        start = _start(page, index, after, listed)
        if start is not None:
            found.append(start)
        index = after
    return found


def _start(page: Reading, begin: int, after: int, listed: frozenset[str]) -> int | None:
    """Index of the plain head with which an article begins among the head lines [begin, after), or None."""
    lines = page.lines
    heads = [i for i in range(begin, after) if lines[i].headlike and not lines[i].number]
    if not heads:
        return None
    for i in heads:
        if listed and bare(lines[i].text) in listed:
            return i
    if any(0 < lines[i].level < BOLD for i in range(max(begin - 1, 0), heads[0])) or len(heads) > 5:
        return None
    if page.opens(after) or any(lines[i].kind == "number" for i in range(begin, after)):
        return heads[0]
    return heads[0] if page.closed(heads[0]) and page.running(after) and len(heads) <= 3 else None


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
    top = [i for i in range(start, after) if (lines[i].kind in _TOP or i in spoken) and i not in used]
    rest = tuple(lines[i] for i in range(start, end) if i not in used and i not in top)
    return Part(_at(lines, kicker), (lines[main],), _at(lines, subtitle), _at(lines, top), rest)


def _of_plain(page: Reading, start: int, end: int) -> Part:
    lines = page.lines
    after = min(page.after_top(start), end)
    heads = [i for i in range(start, after) if lines[i].headlike and not lines[i].number]
    top = [i for i in range(start, after) if lines[i].kind in _TOP]
    title, subtitle, kicker = _told_apart(page, heads, top, after)
    spoken = [i for i in heads[1:] if i not in {*title, *subtitle, *kicker} and (_spoken(page, i) or _issued(page, i))]
    used = {*title, *subtitle, *kicker, *top, *spoken}
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
    while rest and _continues(lines[title[-1]], lines[rest[0]]):
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
