"""HTML pages -> one page: the article's lines without the site's furniture, and what the page says of itself.

trafilatura and our own choice of lines both look for the article; the one that loses no figure and no row of a table
is taken, and of two that lose none the one with less around it. Nothing is fetched, no script runs, no entity is expanded.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from extract import expressions as re
from extract.errors import FormatError
from extract.model import Page, Reference, Source
from extract.patterns import Rules, phrases
from extract.read.encoding import decode
from extract.read.html.blocks import HEADS, Block, article, blocks, teasers, unmerged
from extract.read.html.choice import better, kept, left_out, several
from extract.read.html.evidence import Evidence, evidence
from extract.read.html.labels import labels
from extract.read.lines import bounded
from extract.read.raw import Raw
from extract.text import fold

_BYTES = 10_000_000
_ELEMENTS = 30_000  # elements of a page that trafilatura is asked about; no article comes near it
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})""", re.I)
_DRESS = re.compile(r"</?(?:a|b|big|em|font|i|small|span|strong|u)(?:\s[^<>]{0,2000})?>", re.I)
_DASHED = re.compile(r"[—–-]{1,3}\s?[^—–\-\s].{3,}")  # a subtitle
_COMMENTS = re.compile(r"(?:^|[-_ ])(?:comments?|cmt|pinglun|gentie|tie|reply|replies|huifu)(?:$|[-_ ])", re.I)

logging.getLogger("trafilatura").addHandler(logging.NullHandler())


def pages(raw: Raw, rules: Rules) -> Iterator[Page]:
    """The one page of an HTML file. Raises FormatError where it holds no text."""
    data = raw.whole(_BYTES)
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, raw.uri, raw.declared or (declared[1].decode("ascii") if declared else None))
    source = Source(uri=raw.uri, format="html", encoding=decoded.encoding, sha256=hashlib.sha256(data).hexdigest())
    tree = _tree(_without_server_code(decoded.text), raw.uri)
    lines = blocks(tree)
    if parted := several(lines, rules):
        source = replace(source, metadata={"replaced": decoded.replaced} if decoded.replaced else {})
        yield Page(source=source, text=bounded("\n".join(block.line for block in parted), raw.uri))
    else:
        yield _page(tree, lines, source, decoded.replaced, rules)


def _page(tree: lxml_html.HtmlElement, lines: list[Block], source: Source, replaced: int, rules: Rules) -> Page:
    """A page of one article: the lines that are its own, what the page says of it."""
    body = article(tree, lines)
    said = evidence(tree, lines, body, rules)
    chosen = better(kept(body, said, rules), kept(_without_teasers(_trafilatura(tree), lines), said, rules), lines)
    if not chosen:
        raise FormatError(source.uri, "no text in this page: nothing but links, pictures or scripts")
    notes: dict[str, Any] = {
        "record": dict(said.record),
        "author": said.author,
        "url": said.address,
        "furniture": left_out(lines, chosen, rules),
        "replaced": replaced,
    }
    text = [*_ahead(lines, body, chosen, said, rules), *(block.line for block in chosen), *_behind(lines, chosen, phrases(rules)["lines.signed"])]
    return Page(
        source=replace(source, metadata={key: value for key, value in notes.items() if value}),
        text=bounded("\n".join(text), source.uri),
        title=said.title,
        publisher=said.publisher,
        published=said.published,
        published_from="metadata" if said.published else None,
        reference=Reference(said.drawn.isoformat(), "document") if said.drawn else None,
    )


def _between(lines: list[Block], body: list[Block], title: str | None) -> list[Block]:
    """The short lines between the title and the article, where a page sets the article apart."""
    if not title or not body:
        return []
    end = next((i for i, block in enumerate(lines) if block is body[0]), 0)
    start = next((i for i in range(end - 1, -1, -1) if title in lines[i].text), end)
    return [block for block in lines[start + 1 : end] if len(block.text) <= 60 and not block.linked]


def _behind(lines: list[Block], chosen: list[Block], signed: re.Pattern[str]) -> list[str]:
    """The names of who wrote it, where a page sets them right below its article."""
    last = next((i for i in range(len(lines) - 1, -1, -1) if lines[i].text == chosen[-1].text), len(lines))
    below = (block.text for block in lines[last + 1 : last + 4] if len(block.text) <= 60 and not block.linked)
    return [text for text in below if signed.match(text)]


def _without_teasers(found: list[Block], lines: list[Block]) -> list[Block]:
    """These lines without what calls for other articles."""
    apart = teasers(lines)
    return [block for block in found if not any(block.text.startswith(text[:40]) for text in apart)]


def _ahead(lines: list[Block], body: list[Block], chosen: list[Block], said: Evidence, rules: Rules) -> list[str]:
    """What a page sets above its article and not into it: the subtitle under the title, the names of who wrote it."""
    known = {block.text for block in chosen}
    apart = [block.text for block in _between(lines, body, said.title) if block.text not in known]
    dashed = next(filter(_DASHED.fullmatch, apart), None)
    heads = [f"## {said.title}", f"### {dashed}"] if dashed else []
    return [*heads, *_reporters(apart, said, rules)]


def _reporters(apart: list[str], said: Evidence, rules: Rules) -> list[str]:
    """The lines with the names of who wrote it; the markup's own, where the lines have labels alone."""
    reporters = [text for text in apart if phrases(rules)["lines.reporters"].search(fold(text))]
    if said.credit and all(labels(rules).names(fold(text)) for text in reporters):
        return [said.credit if "记者" in said.credit else f"作者：{said.credit}"]
    return reporters


def _tree(text: str, uri: str) -> lxml_html.HtmlElement:
    """The parsed page; one whose tags never close is read without those that only dress its text."""
    for attempt in (text, None):
        parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
        source = _DRESS.sub("", text) if attempt is None else attempt
        try:
            tree = lxml_html.document_fromstring(source.encode("utf-8"), parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
            raise FormatError(uri, "no HTML that can be read") from error
        if not any("depth" in entry.message for entry in parser.error_log):
            return _without_comments(tree)
    raise FormatError(uri, "tags nested too deep; no page is made like that")


def _without_comments(tree: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    """The page without what its readers wrote below the article."""
    most = len(tree.text_content()) // 2
    for element in list(tree.iter("div", "section", "ul", "ol", "dl")):
        called = f"{element.get('id') or ''} {element.get('class') or ''}"
        if called != " " and _COMMENTS.search(called) and len(element.text_content()) < most:
            element.drop_tree()
    return tree


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
            lxml_html.tostring(unmerged(tree), encoding="unicode"),
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
