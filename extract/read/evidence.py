"""What an HTML page says of itself: title, day, publisher, author; from its markup, its labels, its addresses."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import html

from extract.patterns import Rules, from_words
from extract.read.blocks import Block
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
_AUTHOR = ("author", "article:author", "dc.creator")
_SITE = ("sitename", "og:site_name")
_TAIL = re.compile(r"\s*(?:[_|｜\-–—·]|\s[-–—]\s)\s*(?P<tail>[^_|｜\-–—]{1,24})$")
_SITE_WORD = re.compile(
    r"(?:网|报|网站|政府|门户|平台|频道|新闻|政务|中心|日报|晚报|时报|在线|客户端|央视|电视台|广播电视台|传媒|栏目|首页|动态|要闻|"
    r"局|委|厅|资讯|数字报|电子版|公司|集团|[\]】]|\.com|\.cn|\.net)$"
)
_LEAD = re.compile(
    r"^[^_|｜\-–—]{2,14}(?:数字报|数字版|电子报|电子版|新闻网|门户网站|日报|晚报|时报|网)\s*[_|｜\-]\s*(?=[^\s\-].{5})"
)
_MARK = re.compile(
    r"^\s*[\[【(（]\s*(?:视频|组图|图文|图|图片|高清|多图|专题|直播|回放|音频|滚动|原创|转载|独家视频)\s*[\]】)）]\s*"
)
_BARE_DAY = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")
_REPORTERS = re.compile(r"(?:记者|通讯员|特约撰稿)[/／:： 　]|记者.{2,12}(?:报道|摄)|^文\s?[/／]")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_CLASS = re.compile(r"(?:^|[-_ ])(?:title|tit|bt|biaoti|headline|newst|arti_?title)(?:$|[-_ \d])", re.I)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the page says; None where it says nothing."""

    title: str | None = None
    published: dt.date | None = None
    publisher: str | None = None
    author: str | None = None
    record: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of each kind, as an expression that gives what follows them."""

    after: dict[str, re.Pattern[str]]
    forms: tuple[str, ...]

    def value(self, kind: str, text: str) -> str | None:
        """What stands behind a label of this kind in a (folded) line, up to the next label or wide gap."""
        found = self.after[kind].search(text) if kind in self.after else None
        return found["value"].strip(" -|/[]()") or None if found else None

    def names(self, text: str) -> bool:
        """Whether a (folded) line consists of labels and what they label."""
        return any(pattern.match(text.lstrip(" [(【")) for pattern in self.after.values())


@from_words
def labels(rules: Rules) -> Labels:
    """The labels that these rules know."""
    entries = rules.vocabularies.get("labels", ())
    others = (entry for entry in rules.vocabularies.get("furniture", ()) if entry["at"] == "label")
    every = sorted({form for entry in (*entries, *others) for form in entry.forms}, key=lambda form: (-len(form), form))
    stop = "|".join(map(re.escape, every)) or "(?!)"
    after = {}
    for entry in entries:
        forms = "|".join(re.escape(form) for form in sorted(entry.forms, key=lambda form: (-len(form), form)))
        value = r"\s{0,3}[:]\s{0,3}(?P<value>(?:(?!\s{2}|(?:" + stop + r")\s{0,3}:|[|【]).){1,60})"
        after[entry.id] = re.compile(rf"(?<![一-鿿])(?:{forms}){value}")
    return Labels(after, tuple(form for entry in entries for form in entry.forms))


def evidence(tree: html.HtmlElement, lines: list[Block], body: list[Block], rules: Rules) -> Evidence:
    """Title, day, publisher and author of the page whose lines these are; `body` are those of the article."""
    meta = _meta(tree)
    linked = list(_json_ld(tree))
    known = labels(rules)
    title = _title(tree, meta, linked, lines, known)
    filed = record(lines, known)
    around = [*(f"{label}:{filed[label]}" for label in known.forms if label in filed), *_around(lines, body, title)]
    return Evidence(
        title=title,
        published=_published(tree, meta, linked, around, known),
        publisher=_publisher(meta, linked, around, known),
        author=_first(meta, _AUTHOR) or next(_values("author", around, known), None),
        record=filed,
    )


def record(lines: list[Block], known: Labels) -> dict[str, str]:
    """The page's own catalogue card, label by label: a table such as 索引号 | … | 发布日期 | … above many documents."""
    found: dict[str, str] = {}
    for block in lines[:200]:
        if not block.row:
            continue
        cells = row_cells(block.text)
        for label, value in zip(cells, [*cells[1:], ""], strict=True):
            name, _, inside = label.partition(":")
            if name in known.forms and (inside or value) and (inside or value).partition(":")[0] not in known.forms:
                found.setdefault(name, inside or value)
    return found if len(found) > 2 else {}


def row_cells(line: str) -> list[str]:
    """The cells of a `| a | b |` line, folded and without the blanks that spread a label: 索 引 号."""
    return ["".join(fold(cell).split()) if len(cell) < 12 else fold(cell) for cell in line.strip("| ").split(" | ")]


def plain_title(title: str, site: str | None = None) -> str:
    """The title without marks such as [视频] and without the site's name behind it.

    >>> plain_title("[视频]清溪镇新增三所学校_清溪新闻网")
    '清溪镇新增三所学校'
    """
    title = _MARK.sub("", " ".join(title[:1000].split()))
    title = _LEAD.sub("", title)
    while tail := _TAIL.search(title):
        name = tail["tail"].strip()
        named = bool(site) and (name in str(site) or str(site) in name)
        sure = named or _SITE_WORD.search(name) or title[tail.start() :].strip()[0] in "_|｜"
        if not sure or tail.start() < 4 or title[tail.start() - 1 : tail.start() + 2].count("—") > 1:
            break
        title = title[: tail.start()].rstrip()
    return title


def _meta(tree: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("name") or element.get("property") or element.get("itemprop") or "").strip().lower()
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name, content)
    return found


def _first(meta: dict[str, str], names: Iterable[str]) -> str | None:
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


def _title(
    tree: html.HtmlElement, meta: dict[str, str], linked: list[dict[str, object]], lines: list[Block], known: Labels
) -> str | None:
    site = _first(meta, _SITE)
    element = next(tree.iter("title"), None)
    head = " ".join("".join(element.itertext()).split()) if element is not None else ""
    heads = [block.text for block in lines if block.level and block.linked * 2 <= len(block.text)]
    stated = [
        *(str(item["headline"]) for item in linked if item.get("headline")),
        *(meta[n] for n in _TITLE if meta.get(n)),
    ]
    for whole in (*stated, head):
        # a head of the page that begins the stated title is the title without its tail, however the tail looks
        shorter = [text for text in heads if len(text) > 4 and _is_tail(_MARK.sub("", whole), text)]
        if shorter:
            return plain_title(max(shorter, key=len), site)
    best = stated[0] if stated else None
    best = best or next(
        (b.text for b in lines if b.level == 1 and b.linked * 2 <= len(b.text) and b.text != site), None
    )
    best = best or (head if plain_title(head, site) not in ("", site) else None)
    best = best or next(
        (b.text for b in lines if _CLASS.search(b.element.get("class") or "") and _is_title(b, known)), None
    )
    best = best or _above_the_day(lines, known)
    return (plain_title(best, site) or None) if best else None


def bylines(lines: list[Block], body: list[Block], title: str | None) -> list[Block]:
    """The lines that name reporters between the title and the article, where a page sets them apart from it."""
    if not title or not body:
        return []
    end = next((i for i, block in enumerate(lines) if block is body[0]), 0)
    start = next((i for i, block in enumerate(lines[:end]) if title in block.text), end)
    between = (block for block in lines[start + 1 : end] if len(block.text) <= 60 and not block.linked)
    return [block for block in between if _REPORTERS.search(block.text)]


def _is_tail(whole: str, text: str) -> bool:
    """Whether a stated title is this text and, behind it, nothing but what a site adds."""
    return whole.startswith(text) and whole[len(text) :].strip()[:1] in ("", *"_|｜-–—·[【(（")


def _is_title(block: Block, known: Labels) -> bool:
    return 3 < len(block.text) < 80 and not block.linked and not known.names(fold(block.text))


def _above_the_day(lines: list[Block], known: Labels) -> str | None:
    """The line above the one with the labelled day: where pages without any markup have their title."""
    for index, block in enumerate(lines[:60]):
        if known.value("published", fold(block.text)):
            above = (b for b in reversed(lines[max(index - 3, 0) : index]) if _is_title(b, known))
            return next((b.text for b in above), None)
    return None


def _around(lines: list[Block], body: list[Block], title: str | None) -> list[str]:
    """The short lines that may speak of the article, folded: from its title on, its own first, the page's last."""
    start = next((i for i, block in enumerate(lines) if title and title in block.text), 0)
    first = next((i for i, block in enumerate(body) if block.is_prose and len(block.text) > 60), 4)
    inside = {id(block) for block in body[first:-4]}
    after = [*lines[start:], *lines[:start]]
    return [fold(block.text) for block in after if len(block.text) <= 160 and id(block) not in inside and not block.row]


def _values(kind: str, around: list[str], known: Labels) -> Iterator[str]:
    return (value for line in around if (value := known.value(kind, line)))


def _published(
    tree: html.HtmlElement, meta: dict[str, str], linked: list[dict[str, object]], around: list[str], known: Labels
) -> dt.date | None:
    stated = [*(item.get("datePublished") for item in linked), *(meta.get(name) for name in _DAY)]
    stated += [
        e.get("datetime") or e.get("content") for e in tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate]")
    ]
    found = next((d for value in stated if (d := day(value))), None)
    found = found or next((d for value in _values("published", around, known) if (d := day(value))), None)
    found = found or _bare_day(around, known)
    found = found or next((d for value in _values("updated", around, known) if (d := day(value))), None)
    return found or _day_in_address(tree, meta)


def _bare_day(around: list[str], known: Labels) -> dt.date | None:
    """The day of a short line that is hardly more than a day, such as 2024-03-01 08:30 来源: … or 来源: … 2024-03-01."""
    for line in around[:12]:
        if len(line) <= 60 and (match := _BARE_DAY.search(line)):
            alone = len(_CLOCK.sub("", line[: match.start()] + line[match.end() :]).strip()) <= 12
            first = not line[: match.start()].strip(" ([|-")
            if (first or alone or known.names(line)) and (found := day(match[0])):
                return found
    return None


def _day_in_address(tree: html.HtmlElement, meta: dict[str, str]) -> dt.date | None:
    canonical = (e.get("href") for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical")
    return next(
        (d for url in (*canonical, meta.get("og:url"), meta.get("url")) if url and (d := day_in_name(url))), None
    )


def _publisher(meta: dict[str, str], linked: list[dict[str, object]], around: list[str], known: Labels) -> str | None:
    stated = _first(meta, _PUBLISHER)
    if stated and not stated.startswith(("http:", "https:", "//")):
        return stated
    for value in _values("publisher", around, known):
        name = _BARE_DAY.split(value)[0].strip(" -|/[]()")
        if name and len(name) <= 30:
            return name
    for item in linked:
        publisher = item.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else None
        if isinstance(name, str) and name.strip():
            return name.strip()
    return None
