"""An HTML tree -> its lines in reading order, and which of them are the article.

A block is what a browser sets as one line or paragraph. The article is looked for from the top down: as long as one
child holds nearly all of the prose, it is the one. Prose is what has commas and full stops and is not made of links;
a sidebar's headlines weigh next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from lxml import etree, html

from extract import expressions as re
from extract.read.lines import squeezed, table_lines
from extract.read.spans import spread

_BLOCK_NAMES = (
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul caption"
)
_SKIPPED_NAMES = (
    "script style noscript iframe object embed select option button textarea input svg template head title meta link audio video canvas map nav rt rp"
)
_BLOCK = frozenset(_BLOCK_NAMES.split())
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
HEADS = {f"h{level}": level for level in range(1, 7)}
_INDENTED = re.compile(r"(?:^|\n)[ \t\u00a0\u3000]{2,}\S")
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=[ \t\u00a0\u3000]{2,}\S)")
_MARKS = re.compile(r"[，。；]|[,;] ?[⺀-鿿]")
_TEASER = re.compile(r"(?:^|[-_ ])(?:brief|summary|abstract|jianjie|digest|daodu|zhaiyao|lead-?in|video_brief)(?:$|[-_ ])", re.I)
_FOOT = re.compile(r"(?:^|[-_ ])(?:foot(?:er)?|copyright|banquan)(?:$|[-_ ])", re.I)
_BOLD = 7  # level of a head that is only set in bold: below all that markup calls heads
_CALL = 25  # characters of a head that ends in ！
_COPY = 200  # characters of a hidden text that may be an article: some sites show it only once a script has run
_PROBE, _PROBES = 16, 12  # characters of a probe, and how many are made to tell a copy
_GAPS = re.compile(r"[\s|]+")
_SHARE = 0.8  # of the prose, in one child: the article is inside it


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a page: its text, the element that it fills, its head level (0: none), how much of it is link."""

    text: str
    element: html.HtmlElement
    level: int = 0
    linked: int = 0
    row: bool = False

    @property
    def line(self) -> str:
        """The line as it stands in a page's text."""
        if self.level == _BOLD:
            return f"**{self.text}**"
        return "#" * max(self.level, 2) + " " + self.text if self.level else self.text

    @property
    def is_prose(self) -> bool:
        """Whether it is running text and not a row, a link or a head."""
        return not self.row and self.linked * 2 <= len(self.text) and _MARKS.search(self.text) is not None

    @property
    def prose(self) -> int:
        """How much running text the block is."""
        if self.row:
            return len(self.text) // 2
        free = len(self.text) - self.linked
        if self.linked * 2 > len(self.text):
            return 0
        return free if self.is_prose else free // 8


def blocks(tree: html.HtmlElement) -> list[Block]:
    """Every line of the page, navigation and all, in the order of the source."""
    walk = _Walk(tree)
    walker = etree.iterwalk(tree, events=("start", "end"))
    skipped: Any = None
    for event, element in walker:
        if event == "end" and element is skipped:
            skipped = None
            walk.print(element.tail)
        elif event == "end":
            walk.close(element)
        elif not walk.open(element):
            skipped = element
            walker.skip_subtree()
    walk.flush()
    return _without_copies(walk.found)


class _Walk:
    """The lines of a page as its elements are walked through; the counts say how many of each kind are open."""

    def __init__(self, tree: html.HtmlElement) -> None:
        self.found: list[Block] = []
        self._tree, self._open = tree, [tree]
        self._pieces: list[str] = []
        self._linked = self._strong = 0  # characters of the line in links and in bold
        self._links = self._bold = self._plain = 0

    def flush(self) -> None:
        """Take what was printed so far as a line."""
        text = squeezed("".join(self._pieces))
        if text:
            level = next((HEADS[element.tag] for element in self._open[-3:] if element.tag in HEADS), 0)
            if not level and self._strong >= len(text) and _is_bold_head(text):
                level = _BOLD
            self.found.append(Block(text, self._open[-1], level, min(self._linked, len(text))))
        self._pieces.clear()
        self._linked = self._strong = 0

    def open(self, element: html.HtmlElement) -> bool:
        """Enter an element; False for one that is passed over: what cannot be seen, and a table, whose rows are taken whole."""
        tag = element.tag
        if tag in _SKIPPED or _is_hidden(element):
            return False
        if tag == "table" and is_data(element):
            self.flush()
            self.found.extend(_rows(element))
            return False
        if tag == "br" or tag in _BLOCK:
            self.flush()
        if tag in _BLOCK:
            self._open.append(element)
        self._plain += tag == "pre"
        self._count(tag, 1)
        self.print(element.text)
        return True

    def close(self, element: html.HtmlElement) -> None:
        """Leave an element, with what stands behind it."""
        if element.tag in _BLOCK:
            self.flush()
            self._open.pop()
            self._plain -= element.tag == "pre"
        else:
            self._count(element.tag, -1)
        self.print(element.tail if element is not self._tree else None)

    def _count(self, tag: object, one: int) -> None:
        self._links += one * (tag == "a")
        self._bold += one * (tag in ("b", "strong"))

    def print(self, text: str | None) -> None:
        """Take text as a browser would show it; in a `pre` each of its lines is one."""
        for number, piece in enumerate(_printed(text) if self._plain else (text or "",)):
            if number:
                self.flush()
            self._pieces.append(piece)
            self._linked += len(piece.strip()) if self._links > 0 else 0
            self._strong += len(piece.strip()) if self._bold > 0 else 0


def _without_copies(found: list[Block]) -> list[Block]:
    """The lines without hidden ones that say once more what can be seen, for a voice to read or for sharing."""
    hidden = [block for block in found if len(block.text) >= _COPY and any(map(_is_unseen, _path(block.element)))]
    if not hidden:
        return found
    seen = "".join(_GAPS.sub("", block.text) for block in _without(found, hidden))
    return _without(found, [block for block in hidden if _is_copy(_GAPS.sub("", block.text), seen)])


def _without(found: list[Block], others: list[Block]) -> list[Block]:
    apart = {id(block) for block in others}
    return [block for block in found if id(block) not in apart]


def _is_copy(text: str, seen: str) -> bool:
    """Whether most probes of a text, stand in another."""
    places = range(0, len(text) - _PROBE + 1, max(len(text) // _PROBES, 1))
    return sum(text[place : place + _PROBE] in seen for place in places) * 2 > len(places)


def _path(element: html.HtmlElement) -> list[html.HtmlElement]:
    return [element, *element.iterancestors()]


def _printed(text: str | None) -> list[str]:
    """The paragraphs of preformatted text: where it indents them, lines that are not indented go on with the one above."""
    return (_PARAGRAPH.split(text) if _INDENTED.search(text) else text.split("\n")) if text else []


def _is_bold_head(text: str) -> bool:
    """Whether a line that is bold from end to end is a head, and no sentence that somebody stressed."""
    called = text[-1] in "！!" and len(text) > _CALL
    return 4 <= len(text) <= 45 and text[-1] not in "。；，：:;,." and "。" not in text and not called


def article(tree: html.HtmlElement, lines: list[Block]) -> list[Block]:
    """The blocks that lie in the element that holds the prose of the page."""
    lines = _without_teasers(lines)
    rows = {block.element for block in lines if block.row}
    weight, here = _weights(lines), tree
    while (inner := max(here, key=lambda child: weight.get(child, 0), default=None)) is not None:
        if inner.tag == "p" or inner in rows or weight.get(inner, 0) < _SHARE * max(weight.get(here, 0), 1):
            break
        here = inner
    inside = set(here.iter())
    return [block for block in lines if block.element in inside]


def _without_teasers(lines: list[Block]) -> list[Block]:
    """The lines that lead to no other article; all, where each does."""
    known: dict[html.HtmlElement, bool] = {}
    apart = teasers(lines)
    return [block for block in lines if block.text not in apart and not _is_teaser(block.element, known)] or lines


def _weights(lines: list[Block]) -> dict[html.HtmlElement, int]:
    """How much prose each element holds."""
    weight: dict[html.HtmlElement, int] = {}
    for block in lines:
        element, prose = block.element, block.prose
        while element is not None and prose:
            weight[element] = weight.get(element, 0) + prose
            element = element.getparent()
    return weight


def teasers(lines: list[Block]) -> set[str]:
    """The texts that only call for other articles: each stands under a headline that is a link, three or more of them."""
    found = {block.text for above, block in pairwise(lines) if block.is_prose and len(above.text) > 5 and above.linked * 10 > len(above.text) * 8}
    rest = any(block.is_prose and len(block.text) > 20 and block.text not in found for block in lines)
    return found if len(found) > 2 and rest else set()


def _is_teaser(element: html.HtmlElement, known: dict[html.HtmlElement, bool]) -> bool:
    """Whether the page itself calls this, or what it stands in, a summary of what stands below, or its foot."""
    path = []
    found = False
    here = element
    while here is not None and here not in known:
        path.append(here)
        called = f"{here.get('class') or ''} {here.get('id') or ''}"
        if _TEASER.search(called) or (here.tag != "body" and _FOOT.search(called)):
            found = True
            break
        here = here.getparent()
    found = found or (here is not None and known.get(here, False))
    known.update(dict.fromkeys(path, found))
    return found


def is_data(table: html.HtmlElement) -> bool:
    """Whether a table holds cells to read across, and is not there to place things on the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    full = 0
    for row in table.iterdescendants("tr"):
        cells = [len("".join(cell.itertext()).strip()) for cell in row if cell.tag in ("td", "th")]
        if any(size > 300 for size in cells):
            return False
        full += sum(size > 0 for size in cells) > 1
        if full > 1:
            return True
    return False


def _rows(table: html.HtmlElement) -> Iterator[Block]:
    groups = groupby(table.iterdescendants("tr"), key=html.HtmlElement.getparent)  # no cell reaches out of its tbody
    rows = [row for _, group in groups for row in spread(map(_cells, group))]
    for line in table_lines([row for row in rows if any(row)]):
        yield Block(line, table, row=True)


def unmerged(tree: html.HtmlElement) -> html.HtmlElement:
    """The page with a cell of its own for each row and column that one spans; the same page where none does."""
    spanning = tree.xpath("//table[.//@rowspan[. > 1] or .//@colspan[. > 1]][not(.//table)]")
    if not spanning:
        return tree
    whole = deepcopy(tree)
    for table in whole.xpath("//table[.//@rowspan[. > 1] or .//@colspan[. > 1]][not(.//table)]"):
        if is_data(table) and next(table.iter("a"), None) is None:  # of links it would make words
            for _, group in groupby(list(table.iter("tr")), key=html.HtmlElement.getparent):
                _unmerge(list(group))
    return whole


def _unmerge(rows: Sequence[html.HtmlElement]) -> None:
    """Gives each row of a table the cells that reach into it."""
    for row, texts in zip(rows, list(spread(map(_cells, rows))), strict=True):
        for cell in list(row):
            row.remove(cell)
        for text in texts:
            etree.SubElement(row, "td").text = text


def _cells(row: html.HtmlElement) -> Iterator[tuple[str, int, int]]:
    """The text of each cell of a row, and the columns and rows that it spans."""
    for cell in row:
        if cell.tag in ("td", "th"):
            yield squeezed("".join(cell.itertext())), _span(cell, "colspan", 12), _span(cell, "rowspan", 1000)


def _span(cell: html.HtmlElement, name: str, most: int) -> int:
    span = str(cell.get(name, "1")).strip()
    return max(min(int(span), most), 1) if span.isdecimal() and len(span) < 10 else 1


def _is_hidden(element: html.HtmlElement) -> bool:
    return _is_unseen(element) and sum(len(piece) for piece in element.itertext()) < _COPY


def _is_unseen(element: html.HtmlElement) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
