"""HTML pages -> one page: the article's lines without the site's furniture, and what the page says of itself.

trafilatura and our own choice of lines both look for the article; the one that loses no figure and no row of a table
is taken, and of two that lose none the one with less around it. Nothing is fetched, no script runs, no entity is expanded.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from extract.errors import FormatError
from extract.model import Page, Source
from extract.patterns import Rules
from extract.read.blocks import HEADS, Block, article, blocks
from extract.read.encoding import decode
from extract.read.evidence import Evidence, bylines, evidence, labels, plain_title, row_cells
from extract.read.lines import bounded, furniture
from extract.read.raw import Raw
from extract.text import fold

_BYTES = 10_000_000
_ELEMENTS = 30_000  # elements of a page that trafilatura is asked about; no article comes near it
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})""", re.I)
_DRESS = re.compile(r"</?(?:a|b|big|em|font|i|small|span|strong|u)(?:\s[^<>]{0,2000})?>", re.I)
Kept = tuple[list[Block], int]
_FIGURE = re.compile(r"\d[\d,.]*")

logging.getLogger("trafilatura").addHandler(logging.NullHandler())


def pages(raw: Raw, rules: Rules) -> Iterator[Page]:
    """The one page of an HTML file. Raises FormatError where it holds no text."""
    data = raw.whole(_BYTES)
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, raw.uri, raw.declared or (declared[1].decode("ascii") if declared else None))
    tree = _tree(_without_server_code(decoded.text), raw.uri)
    lines = blocks(tree)
    body = article(tree, lines)
    said = evidence(tree, lines, body, rules)
    kept, dropped = _better(_kept(body, said, rules), _kept(_trafilatura(tree), said, rules))
    ahead = [block for block in bylines(lines, body, said.title) if all(block.text != other.text for other in kept)]
    kept = [*ahead, *kept] if kept else kept
    if not kept:
        raise FormatError(raw.uri, "no text in this page: nothing but links, pictures or scripts")
    notes: dict[str, Any] = {
        "record": dict(said.record),
        "author": said.author,
        "furniture": dropped,
        "replaced": decoded.replaced,
    }
    source = Source(
        uri=raw.uri,
        format="html",
        encoding=decoded.encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        metadata={key: value for key, value in notes.items() if value},
    )
    yield Page(
        source=source,
        text=bounded("\n".join(block.line for block in kept), raw.uri),
        title=said.title,
        publisher=said.publisher,
        published=said.published,
        published_from="metadata" if said.published else None,
    )


def _tree(text: str, uri: str) -> lxml_html.HtmlElement:
    """The parsed page; one whose tags never close is read without those that only dress its text."""
    for attempt in (text, None):
        parser = lxml_html.HTMLParser(
            encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
        )
        source = _DRESS.sub("", text) if attempt is None else attempt
        try:
            tree = lxml_html.document_fromstring(source.encode("utf-8"), parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
            raise FormatError(uri, "no HTML that can be read") from error
        if not any("depth" in entry.message for entry in parser.error_log):
            return tree
    raise FormatError(uri, "tags nested too deep; no page is made like that")


def _without_server_code(text: str) -> str:
    """The page without the parts that a server would have run: <% … %>, <?php … ?>."""
    for opening, closing in (("<%", "%>"), ("<?php", "?>")):
        kept, start = [], 0
        while (begin := text.find(opening, start)) >= 0 and (end := text.find(closing, begin)) >= 0:
            kept.append(text[start:begin])
            start = end + len(closing)
        text = "".join((*kept, text[start:]))
    return text


def _trafilatura(tree: lxml_html.HtmlElement) -> list[Block]:
    """The lines that trafilatura takes for the article; it is not asked about a page of monstrous size."""
    if sum(1 for _ in tree.iter()) > _ELEMENTS:
        return []
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            lxml_html.tostring(tree, encoding="unicode"),
            fast=True,
            include_comments=False,
            include_tables=True,
            favor_recall=True,
        )
        body = getattr(found, "body", None)
        return blocks(_as_html(body)) if body is not None else []
    except Exception:  # a page that it stumbles on is left to our own choice
        return []


_TAGS = {
    "head": "h2",
    "item": "li",
    "list": "ul",
    "row": "tr",
    "cell": "td",
    "lb": "br",
    "quote": "blockquote",
    "hi": "b",
    "ref": "a",
}


def _as_html(body: Any) -> lxml_html.HtmlElement:
    """trafilatura's TEI elements by their HTML names."""
    for element in body.iter(*_TAGS):
        rend = str(element.get("rend"))
        element.tag = rend if element.tag == "head" and rend in HEADS else _TAGS[element.tag]
    return lxml_html.fragment_fromstring(etree.tostring(body, encoding="unicode"), create_parent="div")


def _kept(lines: list[Block], said: Evidence, rules: Rules) -> Kept:
    """The article's own lines, and how many of the site's were dropped."""
    odd, known = furniture(rules), labels(rules)
    kept: list[Block] = []
    dropped = 0
    for block in lines:
        links = block.linked * 10 > len(block.text) * 7 and block.prose == 0 and len(block.text) < 60
        address = len(block.text) < 100 and not block.is_prose and "://" in block.text
        label = len(block.text) <= 100 and known.names(fold(block.text)) and not block.row
        title = len(kept) < 3 and said.title is not None and plain_title(block.text) == said.title
        filed = block.row and row_cells(block.text)[0].partition(":")[0] in said.record
        if filed or links or address or label or title or odd.holds(block.text):
            dropped += 1
        else:
            kept.append(block)
    return kept, dropped


def _better(own: Kept, theirs: Kept) -> Kept:
    """Of the two choices of lines the one that loses no figure; of two that lose none the shorter.

    What one has beyond the other without any figure of its own is a teaser, a list of headlines or a comment.
    """
    if not own[0] or not theirs[0]:
        return own if own[0] else theirs
    if _is_soup(theirs[0], own[0]):
        return own
    ours, others = _figures(own[0]), _figures(theirs[0])
    rows, other_rows = (sum(block.row for block in kept) for kept, _ in (own, theirs))
    if ours - others or rows > other_rows or _size(theirs) * 10 < _size(own) * 7:
        return own
    if others - ours:
        return theirs
    return theirs if _size(theirs) < _size(own) else own


def _is_soup(lines: list[Block], own: list[Block]) -> bool:
    """Whether these lines ran together what stands in several of our own."""
    longest = "".join(max((block.text for block in lines), key=len).split())
    return sum("".join(block.text.split()) in longest for block in own if len(block.text) > 4) > 1


def _size(kept: Kept) -> int:
    return sum(len(block.text) for block in kept[0])


def _figures(lines: list[Block]) -> set[str]:
    """The figures of running text and of tables; those of headlines beside the article do not count."""
    return {
        figure.rstrip(".,")
        for block in lines
        if block.row or (block.is_prose and len(block.text) >= 20)
        for figure in _FIGURE.findall(block.text)
    }
