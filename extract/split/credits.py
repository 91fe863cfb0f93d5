"""Authors and publishers: bylines at the head and at the end, source lines, datelines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache

from extract import calendar
from extract import expressions as re
from extract.model import Byline
from extract.records import record
from extract.split.layout import HAN, Layout
from extract.text import fold

_SEPARATORS = re.compile(r"[\s、,;/|:()&\[\]【】□■◎○●◇◆★☆▣—\-]+")
_NAME = re.compile(rf"[{HAN}]{{2,4}}$|[{HAN}]{{1,8}}(?:·[{HAN}]{{1,8}})+$|[A-Z][A-Za-z.]{{1,20}}$")
_DAY = re.compile(r"(?P<y>(?:19|20)\d\d)\s?[年/.\-]\s?(?P<m>\d{1,2})\s?[月/.\-]\s?(?P<d>\d{1,2})日?(?!\d)")
_FIGURES = "〇○零一二三四五六七八九十"
_WRITTEN = re.compile(rf"(?P<y>[一二][{_FIGURES[:-1]}]{{3}})年(?P<m>[一二三四五六七八九十]{{1,2}})月(?P<d>[{_FIGURES[3:]}]{{1,3}})日")
_SIGNED = re.compile(rf"(?:(?:19|20)\d\d|[一二][{_FIGURES[:-1]}]{{3}})\s?年\s?[\d{_FIGURES[3:]}]{{1,2}}\s?月\s?[\d{_FIGURES[3:]}]{{1,3}}\s?日")
_REPORTED = re.compile(r"(?<=\S)[\s、/]+(?:摄影)?报[道导](?=[\s)\]】]*$)")  # behind names that have their role: 记者 林晓 报道
_TITLE_DAY = re.compile(r"\s*[(\[]?(?<!\d)(?:19|20)\d\d[年/.\-]\d{1,2}[月/.\-]\d{1,2}日?[)\]]?$")
_COMPACT = re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])(?!\d)")
_SPACED = re.compile(rf"(?<![{HAN}])([{HAN}])[ \xa0]{{1,2}}([{HAN}])(?![{HAN}])")


@record
class Credits:
    """The content of bylines: publisher, names with roles, the day of a full date.

    `drawn` is the day of the paper itself: its signature's, its date line's, that behind 成文日期.
    """

    publisher: str | None = None
    people: tuple[Byline, ...] = ()
    day: dt.date | None = None
    drawn: dt.date | None = None

    def __or__(self, later: Credits) -> Credits:
        """Both together: the earlier publisher and day stand, names are added once."""
        people = self.people + tuple(p for p in later.people if p not in self.people)
        return Credits(self.publisher or later.publisher, people, self.day or later.day, self.drawn or later.drawn)


@record
class Opening:
    """A byline that opens a paragraph: its stretches that are no text, and its credits."""

    drop: tuple[tuple[int, int], ...]
    credits: Credits


def day(text: str, compact: bool = False) -> dt.date | None:
    """The first full date of a line, or None; `compact` also reads 20220629.

    >>> day("2023年5月9日,榕江"), day("5月9日")
    (datetime.date(2023, 5, 9), None)
    """
    match = _DAY.search(text) or _WRITTEN.search(text) or (_COMPACT.search(text) if compact else None)
    if match is None:
        return None
    found = calendar.day(*(calendar.reading(match[part]) or 0 for part in "ymd"))
    return found[0] if found else None


def signature(text: str) -> dt.date | None:
    """The day of a line that holds nothing else, as papers are dated at their end, or None.

    >>> signature("2023年5月9日"), signature("二〇二三年五月九日"), signature("(2023年5月9日印发)")
    (datetime.date(2023, 5, 9), datetime.date(2023, 5, 9), None)
    """
    return day(text) if _SIGNED.fullmatch(text.strip(" ()")) else None


def title_end(text: str) -> int:
    """The end of a title with a day behind it on its line, 0 where there is none.

    >>> title_end("榕江再添公园 2023-05-09"), title_end("榕江再添公园(2023年5月9日)"), title_end("2023年5月9日")
    (6, 6, 0)
    """
    match = _TITLE_DAY.search(text)
    return match.start() if match and match.start() >= 4 else 0


def people(text: str, layout: Layout) -> Credits:
    """The names of a byline with their roles, and the publisher in front of the first.

    `text` is folded; a role holds until the next one.

    >>> from extract.patterns import load_rules
    >>> from extract.split.layout import of
    >>> found = people("榕江日报 记者 林晓 陈禾 通讯员 周岚", of(load_rules()))
    >>> found.publisher, [(one.name, one.role) for one in found.people]
    ('榕江日报', [('林晓', '记者'), ('陈禾', '记者'), ('周岚', '通讯员')])
    """
    text = _SPACED.sub(r"\1\2", text)
    text = _REPORTED.sub("", text) if layout.role.search(text) else text
    behind = layout.after.search(text.strip(" )】]"))
    if behind and not layout.role.search(behind[0]) and layout.role.search(text[: behind.start()]):
        text = text[: behind.start()] + behind["names"]
    roles = list(layout.role.finditer(text))
    if roles:
        return _by_roles(text, roles, layout)
    return Credits(people=_named(behind["names"], behind["role"])) if behind else Credits()


def _by_roles(text: str, roles: Sequence[re.Match[str]], layout: Layout) -> Credits:
    """The names behind each role, up to the next one; the publisher before the first, or between two."""
    found: list[Byline] = []
    publisher = _publisher(text[: roles[0].start()], layout)
    ends = [role.start() for role in roles[1:]] + [len(text)]
    for role, end in zip(roles, ends, strict=True):
        names, stem = _cut_publisher(text[role.end() : end], layout, last=end == len(text))
        publisher = publisher or stem
        found += _named(names, role["role"])
    return Credits(publisher, tuple(dict.fromkeys(found)))


def _cut_publisher(text: str, layout: Layout, last: bool) -> tuple[str, str | None]:
    """Names without the publisher that stands before the next role (`文/` + 珠江时报 + `记者`)."""
    parts = _SEPARATORS.split(text.strip())
    tail = parts[-1] if parts else ""
    if not last and tail and layout.publisher.fullmatch(tail):
        return text[: text.rindex(tail)], None if tail in layout.itself else tail
    return text, None


def _publisher(text: str, layout: Layout) -> str | None:
    for part in _SEPARATORS.split(text):
        if part and part not in layout.itself and layout.publisher.fullmatch(part):
            return part
    return None


def _named(names: str, role: str) -> tuple[Byline, ...]:
    return tuple(Byline(part, role) for part in _SEPARATORS.split(names) if _NAME.match(part))


def opening(text: str, layout: Layout) -> Opening | None:
    """The byline that opens a paragraph, or None.

    The dateline (6月24日, 广州6月24日) is left in the text: only what stands around it is dropped.

    >>> from extract.patterns import load_rules
    >>> from extract.split.layout import of
    >>> text = "榕江日报讯(记者/林晓)5月9日,榕江建成公园2座。"
    >>> found = opening(text, of(load_rules()))
    >>> [text[start:end] for start, end in found.drop], found.credits.publisher, found.credits.people
    (['榕江日报讯(记者/林晓)'], '榕江日报', (Byline(name='林晓', role='记者'),))
    """
    match = layout.opening.match(text)
    if match is None or _opens_text(match):
        return None
    parts = match.groupdict()
    publisher = next((parts[key] for key in _PUBLISHERS if parts[key]), None)
    found = joined(people(parts[key], layout) for key in _PEOPLE if parts[key])
    date = day(parts["keep"] or "") or day(text[match.end() : match.end() + 12])
    return Opening(_dropped(match), Credits(None if publisher in layout.itself else publisher, (), date) | found)


_PUBLISHERS = ("agency", "far", "paper", "site", "own")  # parts of an opening, the surest first
_PEOPLE = ("inside", "sent", "people", "by", "by2")


def _opens_text(match: re.Match[str]) -> bool:
    """Whether names open the sentence itself: no paper, no wire, no bracket stands before them."""
    named = match["people"] and match["paper"] is None and match["wire2"] is None
    return bool(named) and not match.string.startswith("(")


def _dropped(match: re.Match[str]) -> tuple[tuple[int, int], ...]:
    """The stretches of an opening that are no text: all of it but the dateline."""
    if not match["keep"] or match["keep"][-1] != "日":
        return ((0, match.end()),)
    end = match.end() - (match.string[match.end() - 1] in " ,")  # what parts the dateline from the text stays
    return ((0, match.start("keep")), (match.end("keep"), end))


def closing(text: str, layout: Layout) -> tuple[int, Credits] | None:
    """The start of a byline in brackets at a paragraph's end, and its credits, or None.

    >>> from extract.patterns import load_rules
    >>> from extract.split.layout import of
    >>> start, said = closing("榕江建成公园2座。(记者 林晓)", of(load_rules()))
    >>> start, said.people
    (9, (Byline(name='林晓', role='记者'),))
    """
    if text[-1:] != ")":
        return None
    tail = max(len(text) - 120, 0)
    match = layout.suffix.search(text, tail)
    return (match.start(), people(match[0].strip(" ()"), layout)) if match else None


def line(text: str, layout: Layout) -> Credits:
    """The credits of a whole byline or source line.

    >>> from extract.patterns import load_rules
    >>> from extract.split.layout import of
    >>> line("来源:榕江日报 2023-05-09 记者:林晓", of(load_rules()))
    Credits(publisher='榕江日报', people=(Byline(name='林晓', role='记者'),), day=datetime.date(2023, 5, 9), drawn=None)
    """
    source = layout.source.search(text)
    source = source or layout.imprint.fullmatch(text)
    drawn = layout.drawn.search(text)
    posted = layout.posted.search(text)
    stated = day(posted["day"]) if posted else None if drawn else day(text)
    publisher = layout.names.name(source["name"]) if source else None
    found = Credits(publisher, (), stated, day(drawn["day"]) if drawn else None)
    rest = layout.source.sub(" ", text)
    return found | people(rest, layout)


def speaker(text: str, layout: Layout) -> Credits | None:
    """The person who gives the report, from the line under its title: 市长 and the name.

    >>> from extract.patterns import load_rules
    >>> from extract.split.layout import of
    >>> speaker("榕江市市长 林 晓", of(load_rules())).people, speaker("榕江再添公园", of(load_rules()))
    ((Byline(name='林晓', role='榕江市市长'),), None)
    """
    match = layout.speaker.fullmatch(text) if len(text) <= 30 else None
    if match is None:
        return None
    return Credits(people=(Byline(_SPACED.sub(r"\1\2", match["name"]), match["role"]),))


def printed(credits: Credits, page: str) -> Credits:
    """The same credits in the page's own writing, as bylines are read on its fold.

    >>> printed(Credits("榕江日报", (Byline("林晓", "记者"),)), "榕江日報訊（記者 林曉）").publisher
    '榕江日報'
    """
    names = {name for one in credits.people for name in (one.name, one.role)} | {credits.publisher or ""}
    spelt = {name: name for name in names if name in page}
    for name in names - spelt.keys():
        at = _folded(page).find(name)
        spelt[name] = page[at : at + len(name)] if at >= 0 else name
    people = tuple(Byline(spelt[one.name], spelt[one.role]) for one in credits.people)
    return Credits(spelt[credits.publisher] if credits.publisher else None, people, credits.day, credits.drawn)


_folded = lru_cache(maxsize=1)(fold)


def joined(credits: Iterable[Credits]) -> Credits:
    """All of them in order.

    >>> joined([Credits("榕江日报"), Credits("云溪晚报", (Byline("林晓", "记者"),))])
    Credits(publisher='榕江日报', people=(Byline(name='林晓', role='记者'),), day=None, drawn=None)
    """
    whole = Credits()
    for one in credits:
        whole = whole | one
    return whole
