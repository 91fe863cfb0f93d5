"""What an HTML page says of itself: title, day, publisher, author; from its markup, its labels, its addresses."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from lxml import html

from extract import expressions as re
from extract.patterns import Rules
from extract.publishers import publishers
from extract.read.html import papers
from extract.read.html.blocks import Block
from extract.read.html.labels import AROUND, Labels, labels, record
from extract.read.html.names import Names, names
from extract.read.html.titles import title as title_of
from extract.read.lines import furniture
from extract.read.metadata import day, day_in_name
from extract.text import fold

# Names of meta elements: the government sites' standard (国办发〔2017〕47号), Open Graph, Dublin Core, common systems.
_TITLE = ("articletitle", "og:title", "twitter:title", "dc.title", "title")
_DAY = ("pubdate", "article:published_time", "og:published_time", "publishdate", "publish_date", "datepublished",
        "dc.date.issued", "dc.date", "og:release_date", "publishtime", "firstpublishedtime", "weibo:article:create_at", "date")  # fmt: skip
_PUBLISHER = (
    "contentsource",
    "source",
    "article:publisher",
    "dc.publisher",
    "mediaid",
    "og:article:author",
    "publisher",
)
_DAY_NAME = re.compile(r"publish(?:ed)?[-_]?(?:time|date)$|pub[-_]?date$|release[-_]?(?:time|date)$")
_AUTHOR = ("author", "article:author", "dc.creator")
_SITE_NAME = ("sitename", "og:site_name")
_BARE_DAY = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?")
_TAILS = re.compile(r"\s*[_|｜\-－—]+\s*")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_TIME_NAME = re.compile(r"(?:pub(?:lish)?|post|release|issue|article|art|news|fabu|pages|info|h)[-_]?(?:time|date)(?![a-z])")
_SOURCE_NAME = re.compile(r"(?:^| )(?:(?:article|news|media|info)?[-_]?source(?:[-_]?name)?|js_name|laiyuan)(?:$| )")
_SET_BY_SCRIPT = re.compile(r"\b(?:ct|createTime|publish_?[Tt]ime)\s*=\s*[\"']([\d :/-]{10,20})[\"']")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the page says; None where it says nothing. `credit` is an author who is a person, as a byline,
    `drawn` the day of the paper itself, which may have been posted later, `address` that of the page on the web."""

    title: str | None = None
    published: dt.date | None = None
    drawn: dt.date | None = None
    publisher: str | None = None
    author: str | None = None
    credit: str | None = None
    address: str | None = None
    record: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as evidence is looked for in it; `around` are the short lines that may speak of the article."""

    tree: html.HtmlElement
    meta: Mapping[str, str]
    linked: list[dict[str, object]]
    lines: list[Block]
    around: list[str]
    known: Labels
    names: Names


def evidence(tree: html.HtmlElement, lines: list[Block], body: list[Block], rules: Rules) -> Evidence:
    """Title, day, publisher and author of the page whose lines these are; `body` are those of the article."""
    meta, linked, known = _meta(tree), list(_json_ld(tree)), labels(rules)
    title = title_of(tree, _stated(meta, linked), _first(meta, _SITE_NAME), lines, known)
    filed = record(lines, known)
    around = [*(f"{label}:{filed[label]}" for label in known.forms if label in filed), *_around(lines, body, title)]
    page = _Page(tree, meta, linked, lines, around, known, names(rules))
    authors = [value for value in _authors(page) if any(map(str.isalpha, value))]
    return Evidence(
        title=title,
        published=_published(page, rules),
        drawn=next(filter(None, map(day, _values("drawn", page))), None),
        publisher=_publisher(page, rules),
        author=next(iter(authors), None),
        credit=next((value for value in authors if page.names.credits(fold(value))), None),
        address=_address(page),
        record=filed,
    )


def _stated(meta: Mapping[str, str], linked: Sequence[Mapping[str, Any]]) -> list[str]:
    """The titles that the page's markup states."""
    return [*(str(item["headline"]) for item in linked if item.get("headline")), *(meta[name] for name in _TITLE if meta.get(name))]


def _meta(tree: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("name") or element.get("property") or element.get("itemprop") or "").strip().lower()
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name, content)
    return found


def _first(meta: Mapping[str, str], names: Iterable[str]) -> str | None:
    return next((meta[name] for name in names if meta.get(name)), None)


def _json_ld(tree: html.HtmlElement) -> Iterator[dict[str, object]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            value = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        graph = value.get("@graph", value) if isinstance(value, dict) else value
        yield from (item for item in (graph if isinstance(graph, list) else [graph]) if isinstance(item, dict))


def _around(lines: list[Block], body: list[Block], title: str | None) -> list[str]:
    """The short lines that may speak of the article: from its title on, its own first, the page's last."""
    start = _title_line(lines, title) if title else 0
    apart = {id(block) for block in _inside(body)}
    others = (block for block in (*lines[start:], *lines[:start]) if id(block) not in apart)
    return [block.text for block in others if len(block.text) <= 160 and not block.row]


def _inside(body: list[Block]) -> list[Block]:
    """What of an article cannot speak of it: from its first long paragraph to its last one."""
    prose = [i for i, block in enumerate(body) if _is_paragraph(block)]
    long = (i for i in prose if len(body[i].text) > 60)
    return body[next(long, prose[0]) : prose[-1]] if prose else body[4:-4]


def _title_line(lines: list[Block], title: str) -> int:
    """Where the title stands: where it is no link, if it stands so anywhere."""
    titled = [i for i, block in enumerate(lines) if title in block.text]
    return next((i for i in titled if not lines[i].linked), titled[0] if titled else 0)


def _is_paragraph(block: Block) -> bool:
    """Whether a block is running text, and no line with the day of publication."""
    return block.is_prose and len(block.text) > 24 and not _BARE_DAY.search(block.text[:60])


def _values(kind: str, page: _Page) -> Iterator[str]:
    return (value for line in page.around if (value := page.known.value(kind, line)))


def _authors(page: _Page) -> Iterator[str]:
    """Whom the page names as author: by a label, in its markup."""
    yield from _values("author", page)
    if stated := _first(page.meta, _AUTHOR):
        yield stated
    for item in page.linked:
        people = item.get("author")
        found = [_name(person) for person in (people if isinstance(people, list) else [people])]
        if stated := "、".join(filter(None, found)):
            yield stated


def _name(item: object) -> str:
    """The name of a thing of JSON-LD, which may be the name itself."""
    name = item.get("name") if isinstance(item, dict) else item
    return name.strip() if isinstance(name, str) else ""


def _published(page: _Page, rules: Rules) -> dt.date | None:
    """When the article was published: as stated, labelled, marked, set by a script; else when it was made or changed."""
    told = chain(_stated_days(page), _values("published", page), _named(page.tree, _TIME_NAME))
    published = _first_day(told) or _bare_day(page) or _set_by_script(page.tree)
    changed = (value for kind in ("drawn", "entered", "updated") for value in _values(kind, page))
    return published or _first_day(changed) or papers.issue_day(page.lines, rules) or _day_in_address(page)


def _first_day(values: Iterable[Any]) -> dt.date | None:
    return next((found for value in values if (found := day(value))), None)


def _stated_days(page: _Page) -> Iterator[Any]:
    """The days that a page states for machines."""
    yield from (item.get("datePublished") for item in page.linked)
    yield from (page.meta.get(name) for name in _DAY)
    yield from (value for name, value in page.meta.items() if _DAY_NAME.search(name))
    for element in page.tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate]"):
        yield element.get("datetime") or element.get("content")


def _named(tree: html.HtmlElement, names: re.Pattern[str]) -> Iterator[str]:
    """The short texts of elements whose id or class says what they hold; none of a list beside the article."""
    for element in tree.iter("span", "div", "p", "em", "i", "a", "strong", "time", "td"):
        called = f"{element.get('id') or ''} {element.get('class') or ''}".lower()
        if called != " " and names.search(called) and next(element.iterancestors("li"), None) is None:
            text = " ".join(element.text_content().split())
            if 0 < len(text) <= 60:
                yield text


def _bare_day(page: _Page) -> dt.date | None:
    """The day of a short line that is hardly more than a day, such as 2024-03-01 08:30 来源: … or 来源: … 2024-03-01."""
    for line in map(fold, page.around[:12]):
        if len(line) <= 60 and (match := _BARE_DAY.search(line)):
            alone = len(_CLOCK.sub("", line[: match.start()] + line[match.end() :]).strip()) <= 12
            first = not line[: match.start()].strip(" ([|-【")
            if (first or alone or page.known.names(line)) and (found := day(match[0])):
                return found
    return None


def _set_by_script(tree: html.HtmlElement) -> dt.date | None:
    """The day that a page of an official account holds only in a script."""
    if tree.get_element_by_id("js_content", None) is None:
        return None
    found = (_SET_BY_SCRIPT.search(script.text or "") for script in tree.iter("script"))
    return next((d for match in found if match and (d := day(match[1]))), None)


def _day_in_address(page: _Page) -> dt.date | None:
    return next((d for url in _addresses(page) if (d := day_in_name(url))), None)


def _address(page: _Page) -> str | None:
    """The address of the page on the web, where it gives one."""
    return next((url for url in _addresses(page) if url.startswith(("http://", "https://"))), None)


def _addresses(page: _Page) -> Iterator[str]:
    """The addresses that a page gives of itself, the canonical one first."""
    canonical = (e.get("href") for e in page.tree.iter("link") if (e.get("rel") or "").lower() == "canonical")
    return (url.strip() for url in (*canonical, page.meta.get("og:url"), page.meta.get("url")) if url)


def _publisher(page: _Page, rules: Rules) -> str | None:
    """Who published: what is stated, labelled, marked; else the name beside the day; else the site, the paper."""
    return next((name for tells in _PUBLISHERS if (name := tells(page, rules))), None)


def _stated_publisher(page: _Page, rules: Rules) -> str | None:
    stated = _first(page.meta, _PUBLISHER)
    return publishers(rules).name(stated) if stated and not stated.startswith(("http:", "https:", "//")) else None


def _labelled_publisher(page: _Page, rules: Rules) -> str | None:
    return next((name for value in _values("publisher", page) if (name := _source(value, rules))), None)


def _poster(page: _Page, rules: Rules) -> str | None:
    """The last name in the first line of who has put the article up that has any."""
    lines = ([part for part in value.split("-") if page.names.publishes(fold(part))] for value in _values("poster", page))
    return next((posters[-1] for posters in lines if posters), None)


def _marked_publisher(page: _Page, rules: Rules) -> str | None:
    marked = (text for text in _named(page.tree, _SOURCE_NAME) if 1 < len(text) <= 30 and not day(text))
    unlabelled = (text for text in marked if not page.known.names(fold(text)))
    return next((name for text in unlabelled if (name := publishers(rules).name(text))), None)


def _linked_publisher(page: _Page, rules: Rules) -> str | None:
    return next((name for item in page.linked if (name := _name(item.get("publisher")))), None)


def _site(page: _Page, rules: Rules) -> str | None:
    """The name of the site; that of a platform of many is none."""
    site = _first(page.meta, _SITE_NAME)
    return site if site and not site.endswith("平台") else None


def _in_title(page: _Page, rules: Rules) -> str | None:
    """The name of the site behind the title that a window shows."""
    tails = _TAILS.split(page.tree.findtext(".//title") or "")[1:]
    return next((word for word in tails if page.names.owns(fold(word))), None)


def _source(value: str, rules: Rules) -> str | None:
    """The name that stands behind a label such as 来源, without the day and the buttons behind it."""
    undated = _BARE_DAY.search(fold(value))
    words = value[: undated.start() if undated else None].strip(AROUND).split(" ")
    while len(words) > 1 and fold(words[-1]).strip(AROUND).lower() in furniture(rules).whole:
        words.pop()
    name = publishers(rules).name(" ".join(words).strip(AROUND))
    return name if name and len(name) <= 30 else None


def _beside_the_day(page: _Page) -> str | None:
    """The body or the paper on the line of the bare day: 清溪县农业农村局 2023-04-12 08:51."""
    for line in page.around[:12]:
        if len(line) <= 60 and (match := _BARE_DAY.search(fold(line))):
            words = _CLOCK.sub(" ", line[: match.start()] + " " + line[match.end() :]).strip(AROUND).split()
            known = [word.lstrip("-") for word in words if page.names.publishes(fold(word.lstrip("-")))]
            if known and sum(map(len, words)) <= 24:
                return known[0]
    return None


# Who tells the publisher, the surest first.
_PUBLISHERS: tuple[Callable[[_Page, Rules], str | None], ...] = (
    _stated_publisher,
    _labelled_publisher,
    _poster,
    _marked_publisher,
    lambda page, rules: _beside_the_day(page),
    _linked_publisher,
    lambda page, rules: papers.paper(page.tree, page.lines, rules),
    _site,
    _in_title,
)
