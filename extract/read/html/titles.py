"""The title of the article on an HTML page, without the marks and the site's names that its markup wraps around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from lxml import html

from extract import expressions as re
from extract.read.html.blocks import Block
from extract.read.html.labels import Labels
from extract.text import fold

_TAIL = re.compile(r"\s*(?:[_|｜\-–—·]|\s[-–—]\s)\s*(?P<tail>[^_|｜\-–—]{1,24})$")
_CLASS = re.compile(
    r"(?:^|[-_ ])(?:(?:article|arti|content|con|news|info|detail|main|doc|xl|wz|page)?[-_]?(?:title|tit|bt)|biaoti|headline|newst)"
    r"(?:$|[-_ \d])",
    re.I,
)
_CUT = re.compile(r"(?:\.{2,}|…+)$")
_SPLIT = re.compile(r"[_|｜\-–—·>\s]+")
_DAY = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")


def title(tree: html.HtmlElement, stated: list[str], site: str | None, lines: list[Block], known: Labels) -> str | None:
    """The article's title: what markup states, else a head, else the line above the day; `site` is the site's name."""
    head = _of_markup(tree)
    seen = [block for block in lines if _is_title(block, known)]
    for whole in (*stated, head):
        if found := _first_within(lines, whole, known):
            return found
        if found := _shown(_without(known.phrases["titles.mark"], whole), seen, known):
            return plain_title(found, known, site)
    likely = (*stated, *_first_heads(lines, known), *_above_unless_shown(head, site, lines, known), head, *_called(lines, seen, known))
    plain = (plain_title(text, known, site) for text in likely if text)
    return next((text for text in plain if _names_article(text, site, known)), None)


def _of_markup(tree: html.HtmlElement) -> str:
    """What stands in <title>."""
    element = next(tree.iter("title"), None)
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _names_article(text: str, site: str | None, known: Labels) -> bool:
    """Whether a title is more than the name of the site."""
    return text not in ("", site) and not known.phrases["titles.site"].fullmatch(text)


def _first_within(lines: list[Block], whole: str, known: Labels) -> str | None:
    """A head in several parts that a stated title holds."""
    return next((text for text in _first_heads(lines, known) if " " in text and _close(text) in _close(whole)), None)


def _above_unless_shown(head: str, site: str | None, lines: list[Block], known: Labels) -> Iterator[str | None]:
    """The line above the day, where nothing on the page begins as its <title> does."""
    begins = plain_title(head, known, site)[:8]
    if not any(begins in block.text for block in lines):
        yield _above_the_day(lines, known)


def _called(lines: list[Block], seen: list[Block], known: Labels) -> Iterator[str | None]:
    """The lines that the markup calls a title, the value of a label such as 标题:, the line above the day."""
    yield from (block.text for block in seen if _is_called_title(block))
    labelled = (known.value("title", _despaced(block.text)) for block in lines[:_HEAD])
    yield next(filter(None, labelled), None)
    yield _above_the_day(lines, known)


def _without(opening: re.Pattern[str], title: str) -> str:
    """The title behind what opens it, matched on the fold: [視頻] too."""
    found = opening.match(fold(title))
    return title[found.end() :] if found else title


def plain_title(title: str, known: Labels, site: str | None = None) -> str:
    """The title without marks such as [视频] and without the site's name behind it.

    >>> from extract.patterns import load_rules
    >>> from extract.read.html.labels import labels
    >>> plain_title("[视频]清溪镇新增三所学校_清溪新闻网", labels(load_rules()))
    '清溪镇新增三所学校'
    """
    title = _without(known.phrases["titles.lead"], _without(known.phrases["titles.mark"], " ".join(title[:1000].split())))
    while tail := _TAIL.search(fold(title)):
        name = tail["tail"].strip()
        named = bool(site) and (name in str(site) or str(site) in name)
        sure = named or known.phrases["titles.site_word"].search(name) or title[tail.start() :].strip()[0] in "_|｜"
        if not sure or tail.start() < 4 or title[tail.start() - 1 : tail.start() + 2].count("—") > 1:
            break
        title = title[: tail.start()].rstrip()
    return title


def _shown(whole: str, seen: Iterable[Block], known: Labels) -> str | None:
    """The line of the page that a stated title begins or ends with, where the rest is what a site adds.

    A line in the markup of a head tells it however the rest looks; any other only where it is most of the whole.
    """
    site_word = known.phrases["titles.site_word"]
    seen = [block for block in seen if len(block.text) > 4]
    heads = [block.text for block in seen if block.level or _is_called_title(block)]
    if longer := _uncut(plain_title(whole, known), heads):
        return min(longer, key=len)
    likely = [*heads, *(block.text for block in seen if len(block.text) > max(7, len(whole) / 2))]
    return max(_leading(whole, likely, site_word) or _ending(whole, likely, heads, site_word), key=len, default=None)


def _uncut(plain: str, heads: Sequence[str]) -> list[str]:
    """The heads that go on where a stated title was cut: 榕江县出台新政…"""
    cut = _CUT.sub("", plain)
    return [text for text in heads if text.startswith(cut)] if cut != plain else []


def _leading(whole: str, likely: list[str], site_word: re.Pattern[str]) -> list[str]:
    """The lines that a stated title begins with."""
    return [text for text in likely if _is_lead(whole, text, site_word)]


def _ending(whole: str, likely: list[str], heads: list[str], site_word: re.Pattern[str]) -> list[str]:
    """The lines that a stated title ends with; of heads that a blank parts from the site's name those without its words."""
    tails = [text for text in likely if _is_tail(whole, text)]
    return tails or [text for text in heads if not site_word.search(text) and _is_blank_tail(whole, text, heads)]


def _is_tail(whole: str, text: str) -> bool:
    """Whether a stated title is this text and, behind it, nothing but what a site adds."""
    return whole.startswith(text) and whole[len(text) :].strip()[:1] in ("", *"_|｜-–—·[【(（")


def _is_blank_tail(whole: str, text: str, heads: list[str]) -> bool:
    """The same, where only a blank parts them: 县长谈旅游 在线访谈; never the second half of a title."""
    rest = whole[len(text) :]
    return whole.startswith(text) and rest[:1] == " " and not any(rest.strip().startswith(head) for head in heads)


def _is_lead(whole: str, text: str, site_word: re.Pattern[str]) -> bool:
    """Whether a stated title is this text and, before it, the site with its columns: 衡川市科技局 通知公告 …"""
    lead = whole[: -len(text)]
    parts = [part for part in _SPLIT.split(lead) if part]
    return bool(parts) and whole.endswith(text) and lead[-1] in "_|｜-–—>· " and site_word.search(parts[0]) is not None


def _first_heads(lines: list[Block], known: Labels) -> Iterator[str]:
    """The heads of the first level, each with all its lines, the body that issues a document with what it is about."""
    about = known.phrases["titles.about"]
    heads = (block for block in lines if block.level == 1 and block.linked * 2 <= len(block.text))
    found = [" ".join(block.text for block in parts) for _, parts in groupby(heads, key=lambda block: block.element)]
    for place, head in enumerate(found):
        below = found[place + 1] if place + 1 < len(found) else ""
        yield f"{head} {below}" if about.match(below) and not about.search(head) else head


def _is_of(block: Block, last: Block) -> bool:
    """Whether a line is one of several that one element, no table and no page, sets as a title."""
    return block.element is last.element and block.element.tag in ("p", "td", "th", "div", "center", "h2", "h3", "h4") and len(block.text) < 60


def _close(text: str) -> str:
    """A title without its blanks, as two writings of it are compared."""
    return "".join(fold(text).split())


def _is_labelled(text: str, known: Labels) -> bool:
    return known.names(text) or known.value("title", text) is not None


def _despaced(text: str) -> str:
    """A folded line without the blanks that spread its label: 名 称:…"""
    label, colon, value = fold(text).partition(":")
    return "".join(label.split()) + colon + value


def _is_called_title(block: Block) -> bool:
    """Whether the page's own names for an element say that it holds a title."""
    above = block.element.getparent()
    return any(
        _CLASS.search(f"{element.get('class') or ''} {element.get('id') or ''}")
        for element in (block.element, above if block.element.tag in ("p", "div", "h1", "h2", "h3") else None)
        if element is not None
    )


def _is_title(block: Block, known: Labels) -> bool:
    return 3 < len(block.text) < 80 and block.linked * 2 <= len(block.text) and not _is_labelled(_despaced(block.text), known)


def _above_the_day(lines: list[Block], known: Labels) -> str | None:
    """The line above the one with the day: where pages without any markup have their title."""
    dated = next((index for index, block in enumerate(lines[:_HEAD]) if _says_day(block, known)), None)
    if dated is not None:
        return _right_above(lines[:dated], known)
    for head, block in pairwise(lines[:_HEAD]):
        if _DAY.match(fold(block.text).lstrip(" [(【")) and head.level and _is_title(head, known):
            return head.text
    return None


def _right_above(lines: list[Block], known: Labels) -> str | None:
    """The last of three lines that can be a title, with the lines above that it goes on with."""
    above = (block for block in reversed(lines[-3:]) if _is_title(block, known) and not block.linked)
    last = next(above, None)
    return None if last is None else " ".join(block.text for block in lines if block is last or _is_of(block, last))


_HEAD = 60  # lines of a page in which its title and its day stand


def _says_day(block: Block, known: Labels) -> bool:
    """Whether a line says when the article was published."""
    text = fold(block.text)
    return bool(known.value("published", text) or (known.names(text) and _DAY.search(text)))
