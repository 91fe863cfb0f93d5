"""The beginnings of articles on a page: marked heads, plain heads with a byline below, entries of its table of contents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from extract import expressions as re
from extract.records import record
from extract.split import credits, official, titles
from extract.split.layout import Layout
from extract.split.lines import BOLD, Line

TOP = ("byline", "meta", "number", "redhead", "rule", "furniture")
_YEAR = re.compile(r"(?:19|20)\d\d年度?")
_TOP = 8  # lines between a title and the text that a document has at most
_LISTED = re.compile(r"^(?:\(?\d{1,3}[.、)]|[(]?[一二三四五六七八九十]{1,3}[、)]|[-•●■])\s?")
_ENTRY = re.compile(r"^(?:\d{1,3}[.、]|[-•●■]\s?)(?=\D)")


class Reading:
    """The lines of a page, with what is asked of them more than once."""

    def __init__(self, lines: Sequence[Line], layout: Layout) -> None:
        self.lines = lines
        self.layout = layout
        self._opens: dict[int, bool] = {}

    def opens(self, index: int) -> bool:
        """Whether the line begins with a byline that opens a report.

        >>> from extract.patterns import load_rules
        >>> from extract.split import layout, lines
        >>> known = layout.of(load_rules())
        >>> page = Reading(lines.lines("榕江日报讯(记者/林晓)公园建成。\\n居民出门见绿。", known), known)
        >>> page.opens(0), page.opens(1), page.opens(2)
        (True, False, False)
        """
        if index >= len(self.lines):
            return False
        found = self._opens.get(index)
        if found is None:
            line = self.lines[index]
            found = line.kind in ("text", "list", "head") and credits.opening(line.text, self.layout) is not None
            self._opens[index] = found
        return found

    def titled(self, index: int) -> bool:
        """Whether the line is a marked head that can be an article's title: no bold, no bare number, no 一、.

        >>> from extract.patterns import load_rules
        >>> from extract.split import layout, lines
        >>> known = layout.of(load_rules())
        >>> page = Reading(lines.lines("## 榕江再添公园\\n## 一、总体要求\\n**居民出门见绿**", known), known)
        >>> [page.titled(index) for index in range(3)]
        [True, False, False]
        """
        return self.titled_line(self.lines[index])

    @staticmethod
    def titled_line(line: Line) -> bool:
        """The same for a line."""
        return line.kind == "head" and line.level < BOLD and not line.number and not official.numeral(line.text)

    def running(self, index: int) -> bool:
        """Whether the line is a paragraph of running text.

        >>> from extract.patterns import load_rules
        >>> from extract.split import layout, lines
        >>> known = layout.of(load_rules())
        >>> page = Reading(lines.lines("榕江再添公园\\n公园建成,居民出门见绿。", known), known)
        >>> page.running(0), page.running(1), page.running(2)
        (False, True, False)
        """
        if not 0 <= index < len(self.lines):
            return False
        line = self.lines[index]
        return line.kind in ("text", "list") and not line.headlike and (len(line.text) >= 30 or line.ended)

    def after_top(self, index: int) -> int:
        """Index of the first line after the head lines, bylines and source lines that begin at `index`.

        >>> from extract.patterns import load_rules
        >>> from extract.split import layout, lines
        >>> known = layout.of(load_rules())
        >>> page = Reading(lines.lines("榕江再添公园\\n居民出门见绿\\n记者 林晓\\n公园建成。", known), known)
        >>> page.after_top(0), page.after_top(3)
        (3, 3)
        """
        while index < len(self.lines) and (self.lines[index].kind in TOP or self.lines[index].level or self.lines[index].headlike):
            if self.opens(index):
                break
            index += 1
        return index

    def headed(self, index: int) -> bool:
        """Whether the line can stand among the head lines of an article.

        >>> from extract.patterns import load_rules
        >>> from extract.split import layout, lines
        >>> known = layout.of(load_rules())
        >>> page = Reading(lines.lines("榕江再添公园\\n记者 林晓\\n公园建成。", known), known)
        >>> [page.headed(index) for index in range(3)]
        [True, True, False]
        """
        line = self.lines[index]
        if line.kind in ("byline", "meta", "number", "redhead"):
            return True
        return (bool(line.level) or line.headlike) and not self.opens(index)

    def closed(self, index: int) -> bool:
        """Whether the line before closes an article: its byline, a rule, a link to the original.

        >>> from extract.patterns import load_rules
        >>> from extract.split import layout, lines
        >>> known = layout.of(load_rules())
        >>> page = Reading(lines.lines("榕江再添公园\\n公园建成,居民出门见绿。\\n记者 林晓\\n云溪镇种茶", known), known)
        >>> page.closed(2), page.closed(3)
        (False, True)
        """
        before = index - 1
        while before > 0 and self.lines[before].kind in ("caption",):
            before -= 1
        if before < 1:
            return False
        last = self.lines[before]
        if last.kind == "byline":
            return self.running(before - 1) and not last.text.startswith("图")
        return last.kind in ("rule", "furniture") and (self.running(before - 1) or self.lines[before - 1].kind in TOP)


def starts(page: Reading, single: bool) -> tuple[list[int], int]:
    """Indices of the lines with which articles begin, and the level of their titles where heads are marked (else 0).

    `single` says that the page is known to be one article.

    >>> from extract.patterns import load_rules
    >>> from extract.split import layout, lines
    >>> known = layout.of(load_rules())
    >>> text = "## 榕江再添公园\\n榕江日报讯(记者林晓)公园建成。\\n## 云溪镇种茶\\n榕江日报讯(记者林晓)茶园扩建。"
    >>> starts(Reading(lines.lines(text, known), known), single=False)
    ([0, 2], 2)
    """
    labelled = [i for i, line in enumerate(page.lines) if line.labelled]
    if labelled and not _any_text(page, labelled[0]):
        return labelled, page.lines[labelled[0]].level
    listed = _contents(page)
    marked, level = _marked(page)
    found = _of_contents(page, marked, [*_plain(page, listed), *_dated(page)], listed)
    if not found or (single and not _are_reports(page, found[1:])):
        return [_first(page)], level
    return ([_first(page), *found] if not listed and _any_text(page, found[0]) else found), level


def _are_reports(page: Reading, begins: Sequence[int]) -> bool:
    """Whether at least two of these heads are of reports with a byline, a source or a number of their own."""
    return sum(_is_report(page, begin) for begin in begins) >= 2


def _of_contents(page: Reading, marked: Sequence[int], plain: Sequence[int], listed: frozenset[str]) -> list[int]:
    """Marked and plain heads in order; where a table of contents lists plain ones, of the marked those that it lists, too."""
    if any(_is_listed(page, i, listed) for i in plain):
        marked = [i for i in marked if _is_listed(page, i, listed)]
    return sorted({*marked, *plain})


def _any_text(page: Reading, end: int) -> bool:
    """Whether running text stands above a line."""
    return any(page.running(i) for i in range(end))


def _is_listed(page: Reading, index: int, listed: frozenset[str]) -> bool:
    """Whether a line is an entry of the table of contents."""
    return bare(page.lines[index].text) in listed


def _dated(page: Reading) -> list[int]:
    """Where documents begin that stand one after the other in one file: each at a title with its day, or at a title that
    names its year; none where there is but one."""
    found = [i for i in range(len(page.lines)) if _begins_document(page, i)]
    dated = any(line.kind == "meta" or credits.title_end(line.text) for i in found for line in page.lines[i : page.after_top(i)])
    named = {_YEAR.sub("", bare(page.lines[i].text)) for i in found}
    return found if len(found) > 1 and (dated or len(named) == 1) else []


def _begins_document(page: Reading, index: int) -> bool:
    """Whether a title with a day below it, or with a year in it, stands here, what is above being closed, text below."""
    if _day_first(page, index):
        return True
    after = page.after_top(index) if _can_begin(page, index) else len(page.lines)
    if after >= len(page.lines) or after > index + _TOP:
        return False
    line = page.lines[index]
    if page.layout.yearly.match(line.text) is not None or (credits.title_end(line.text) and after == index + 1):
        return True
    return _day_below(page, index, after) and not _signs(page, index)


def _can_begin(page: Reading, index: int) -> bool:
    """Whether a line can be the title of a document, apart from the text above it."""
    line = page.lines[index]
    return line.headlike and not page.layout.field.match(line.text) and _stands_apart(page, index)


def _stands_apart(page: Reading, index: int) -> bool:
    """Whether the page begins here, or the line above closes a text, with a gap or a rule between."""
    if not index:
        return True
    above = page.lines[index - 1]
    if not page.lines[index].gap and above.kind != "rule":
        return False
    return above.ended or above.kind in ("rule", "table", "meta", "furniture", "byline")


def _day_below(page: Reading, index: int, after: int) -> bool:
    """Whether a day follows a title with no gap between; right below a numbered one."""
    below = page.lines[index + 1 : after]
    day = next((i for i, one in enumerate(below) if one.kind == "meta" and credits.day(one.text)), None)
    return day is not None and not any(one.gap for one in below[:day]) and not (page.lines[index].number and day > 0)


def _day_first(page: Reading, index: int) -> bool:
    """Whether a day stands here with a title right below it, and a text below that."""
    lines = page.lines[index : index + 3]
    if len(lines) < 3 or lines[0].kind != "meta" or credits.day(lines[0].text) is None or lines[1].gap:
        return False
    return (index == 0 or lines[0].gap) and lines[1].headlike and not _signs(page, index + 1) and page.running(index + 2)


def _signs(page: Reading, index: int) -> bool:
    """Whether a line is the name of a body that signs the text above: no 关于… of a title follows it."""
    below = [line.text for line in page.lines[index : index + _TOP]]
    return page.layout.issuers.fullmatch(below[0]) is not None and titles.reach(below, page.layout) == 1


def _is_report(page: Reading, begin: int) -> bool:
    """Whether a byline, a source line or a document number follows the head at `begin`, as none follows a subhead."""
    after = page.after_top(begin)
    return page.opens(after) or any(line.kind in ("byline", "meta", "number") for line in page.lines[begin:after])


def _first(page: Reading) -> int:
    """Index of the first line that is not rule or furniture."""
    return next((i for i, line in enumerate(page.lines) if line.kind not in ("rule", "furniture")), 0)


def bare(text: str) -> str:
    """A line of a table of contents without its number and its end mark.

    >>> bare("三、茶产业发展。")
    '茶产业发展'
    """
    return _LISTED.sub("", text).rstrip(";。, ").replace(" ", "")


def _contents(page: Reading) -> frozenset[str]:
    """Entries of a table of contents at the page's top: listed lines of which a third, and three, stand again as heads."""
    entries, last = _entries(page)
    if len(entries) < 3:
        return frozenset()
    below = (line for line in page.lines[last:] if len(line.text) <= _LONGEST_ENTRY)
    again = {bare(line.text) for line in below if line.headlike or page.titled_line(line)}
    return frozenset(entries) if len(again.intersection(entries)) >= max(3, len(entries) // 3) else frozenset()


def _entries(page: Reading) -> tuple[list[str], int]:
    """The listed lines at the page's top, and the index of the last; up to two other lines may stand between."""
    entries: list[str] = []
    last = 0
    for index, line in enumerate(page.lines[:200]):
        if _ENTRY.match(line.text) and len(line.text) <= _LONGEST_ENTRY:
            entries.append(bare(line.text))
            last = index
        elif _ends_contents(page, index, last) if entries else (page.running(index) and len(line.text) > 60):
            break
    return entries, last


def _ends_contents(page: Reading, index: int, last: int) -> bool:
    """Whether a table of contents is over: three lines behind its last entry, a numbered one aside."""
    return index > last + 2 and not page.lines[index].number


_LONGEST_ENTRY = 90  # characters of a line in a table of contents


@record
class _Cluster:
    """Marked heads that stand together with no text between them, by index, their levels, and whether a byline follows them."""

    heads: list[int]
    levels: frozenset[int]
    opened: bool


def _clusters(page: Reading) -> list[_Cluster]:
    """The marked heads of a page in clusters."""
    found: list[list[int]] = []
    fresh = True
    for index, line in enumerate(page.lines):
        if page.titled(index):
            if fresh:
                found.append([])
            found[-1].append(index)
            fresh = False
        elif line.kind not in ("byline", "meta", "number", "redhead") and (not line.headlike or page.opens(index)):
            fresh = True
    return [_Cluster(heads, frozenset(page.lines[i].level for i in heads), _opened(page, heads)) for heads in found]


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
    votes = Counter(level for cluster in clusters if cluster.opened for level in cluster.levels)
    level = min(votes, key=lambda one: (-votes[one], one)) if votes else _shallowest(page, clusters)
    most = not votes or votes[level] * 2 >= sum(level in cluster.levels for cluster in clusters)
    return list(_begins(page, clusters, level, most, voted=bool(votes))), level


def _begins(page: Reading, clusters: Sequence[_Cluster], level: int, most: bool, voted: bool) -> Iterator[int]:
    """Where articles begin: at each cluster of the title level (only those with a byline, or after a closed article, unless
    `most` of them have one); and, where bylines chose the level, at any other cluster with a byline."""
    for cluster in clusters:
        if level in cluster.levels and (cluster.opened or most or page.closed(cluster.heads[0])):
            yield _begin(page, cluster.heads, level)
        elif cluster.opened and voted:
            yield cluster.heads[0]


def _begin(page: Reading, cluster: Sequence[int], level: int) -> int:
    """Index where the article begins whose title has this level: at the deeper head before the title, which is its kicker."""
    main = next(i for i in cluster if page.lines[i].level == level)
    before = [i for i in cluster if i < main]
    return before[-1] if before and page.lines[before[-1]].level > level else main


def _shallowest(page: Reading, clusters: Sequence[_Cluster]) -> int:
    """The level of titles where no byline tells it: the shallowest, if it heads the page."""
    heads = [page.lines[i] for cluster in clusters for i in cluster.heads]
    level = min(head.level for head in heads)
    tops = [len(head.text) for head in heads if head.level == level]
    if _any_text(page, clusters[0].heads[0]):
        return 0
    return level if len(tops) == 1 or sum(length >= 7 for length in tops) * 2 > len(tops) else 0


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


def _after_signature(page: Reading, begin: int, after: int) -> int:
    """The start of the head lines [begin, after) behind the signature and the day that close the document above."""
    for i in range(begin, after - 2):
        day = page.lines[i + 1]
        if i and page.layout.issuers.fullmatch(page.lines[i].text) and day.kind == "meta" and page.lines[i + 2].gap:
            return i + 2
    return begin


def _start(page: Reading, begin: int, after: int, listed: frozenset[str]) -> int | None:
    """Index of the plain head with which an article begins among the head lines [begin, after), or None."""
    begin = _after_signature(page, begin, after)
    heads = [i for i in range(begin, after) if _is_plain_head(page, i)]
    named = next((i for i in heads if _is_listed(page, i, listed)), None)
    if named is not None:
        return named
    if not 0 < len(heads) <= _HEADS or _below_marked(page, begin, heads[0]):
        return None
    return heads[0] if _is_credited(page, begin, after) or _between_texts(page, heads, after) else None


_HEADS = 5  # lines of kicker, title and subtitle together
_BARE_HEADS = 3  # the same where no byline tells that they are an article's


def _below_marked(page: Reading, begin: int, head: int) -> bool:
    """Whether a marked head stands above a plain one, which then belongs to its article."""
    return any(0 < page.lines[i].level < BOLD for i in range(max(begin - 1, 0), head))


def _is_credited(page: Reading, begin: int, after: int) -> bool:
    """Whether a byline follows the head lines, or a document's number stands among them."""
    return page.opens(after) or any(_is_number(page, i) for i in range(begin, after))


def _between_texts(page: Reading, heads: Sequence[int], after: int) -> bool:
    """Whether the line above closes an article, and running text follows."""
    return page.closed(heads[0]) and page.running(after) and len(heads) <= _BARE_HEADS


def _is_plain_head(page: Reading, index: int) -> bool:
    line = page.lines[index]
    return line.headlike and not line.number and not page.layout.field.match(line.text)


def _is_number(page: Reading, index: int) -> bool:
    """Whether a line is a document's number, and not one of the fields of a form."""
    return page.lines[index].kind == "number" and not page.layout.field.match(page.lines[index].text)
