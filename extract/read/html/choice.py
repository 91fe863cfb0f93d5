"""Which lines of an HTML page are its article: without the site's own, no figure lost; and how many were the site's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain, groupby, pairwise

from extract import expressions as re
from extract.patterns import Rules
from extract.read.html.blocks import Block
from extract.read.html.evidence import Evidence
from extract.read.html.labels import Labels, labels, row_cells
from extract.read.html.titles import plain_title
from extract.read.lines import Furniture, furniture
from extract.text import fold

_FIGURE = re.compile(r"\d[\d,.]*")
_COPY = 40  # characters from which a paragraph that stands there again is a copy for print or for sharing
_ITEM = re.compile(r"(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百]{1,4}[条章])\s?\S{2}")
_MENU = re.compile(r"[·•]\s?\S{2,14}")  # an entry of a list of bodies or columns
_CAPTION = re.compile(r"(?:摄|摄影|供图)[)）]?$")
_ATTACHED = re.compile(r"附件?\s?(?:[:：]|\d)\s?\S|\d{1,2}[.、．]")


def kept(lines: Sequence[Block], said: Evidence, rules: Rules) -> list[Block]:
    """Of these lines those that are the article's own."""
    cards, again = _cards(lines, said), _again(lines)
    first, last = _prose(lines)
    found: list[Block] = []
    for index, block in enumerate(lines):
        if index in again or (index > last and _MENU.fullmatch(block.text)):
            continue
        told = _is_told(block, len(found), said, rules) or (block.element in cards and block.text.startswith("|"))
        if not told and not _is_others(block, found, first < index < last, rules):
            found.append(block)
    return found


def _prose(lines: Sequence[Block]) -> tuple[int, int]:
    """The first and the last of the lines that is prose of some length; behind all of them, where none is."""
    places = [index for index, block in enumerate(lines) if block.is_prose and len(block.text) > _SENTENCE]
    return (places[0], places[-1]) if places else (len(lines), len(lines))


_SENTENCE = 24  # characters; shorter prose may be a caption or an item of a menu


def _is_told(block: Block, count: int, said: Evidence, rules: Rules) -> bool:
    """Whether one of the first lines is the title, which stands above all."""
    return count < 3 and said.title is not None and _is_of_title(block, said.title, labels(rules))


def _is_others(block: Block, found: Sequence[Block], inside: bool, rules: Rules) -> bool:
    """Whether a line is a link or the site's own; `inside`: between the article's first paragraph and its last."""
    return _is_link(block, found) or _is_sites(block, furniture(rules), labels(rules), inside)


def _again(lines: Sequence[Block]) -> set[int]:
    """Which paragraphs stand here again as a copy of the article, for print or for sharing: in a run with its first one.

    Others may be said twice: two diseases have one condition in common, two procedures the same window.
    """
    texts = {index: block.text for index, block in enumerate(lines) if block.is_prose and len(block.text) > _COPY}
    first: dict[str, int] = {}
    copies = {index for index, text in texts.items() if first.setdefault(text, index) != index}
    runs = (list(run) for is_copy, run in groupby(texts, key=copies.__contains__) if is_copy)
    return set(chain.from_iterable(run for run in runs if next(iter(texts.values())) in map(texts.get, run)))


def several(lines: Sequence[Block], rules: Rules) -> list[Block]:
    """The lines of a page that holds several articles, each under a head with its own day below it; none of any other page."""
    odd, known = furniture(rules), labels(rules)
    dated = [index for index, (block, below) in enumerate(pairwise(lines)) if _is_head(block) and _says_day(below, known)]
    if not _are_articles(lines, dated):
        return []
    return [block for block in lines[dated[0] :] if not odd.holds(block.text) and not _is_link(block, ())]


def _are_articles(lines: Sequence[Block], dated: Sequence[int]) -> bool:
    """Whether dated heads are several, of one level, and text stands below each."""
    heads, texts = {lines[index].level for index in dated}, {lines[index].text for index in dated}
    prose = (any(block.is_prose for block in lines[a:b]) for a, b in pairwise([*dated, len(lines)]))
    return len(texts) >= 2 and len(heads) == 1 and all(prose)


def _is_head(block: Block) -> bool:
    """Whether a line is marked as a head, and is no link."""
    return 0 < block.level <= _HEADS and not block.linked and len(block.text) > 3


_HEADS = 3  # levels of heads that an article may have
_DAY = re.compile(r"(?:19|20)\d\d[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}")


def _says_day(block: Block, known: Labels) -> bool:
    """Whether a line says when an article appeared, and little else."""
    text = fold(block.text)
    return len(text) < 60 and not block.is_prose and _DAY.search(text) is not None and (len(text) < 24 or known.names(text))


def left_out(lines: Sequence[Block], article: Sequence[Block], rules: Rules) -> int:
    """How many lines of the page were left out as the site's furniture.

    Counted is, anywhere on the page, what the rules know as furniture or as a label (责任编辑, 扫一扫, 分享到, 上一篇,
    发布时间, 版权所有) and what consists of links inside the article; never a menu or a list of headlines around it.
    """
    odd, known = furniture(rules), labels(rules)
    ours = {block.text for block in article}
    places = [index for index, block in enumerate(lines) if block.text in ours] or [len(lines)]
    count = 0
    for index, block in enumerate(lines):
        if block.text not in ours:
            count += _is_furniture(block, odd, known, places[0] < index < places[-1])
    return count


def _is_furniture(block: Block, odd: Furniture, known: Labels, inside: bool) -> bool:
    """Whether a line that was left out is the site's, or a link inside the article."""
    if inside:
        return _is_sites(block, odd, known, inside) or _is_link(block, ())
    return block.linked < len(block.text) and _is_sites(block, odd, known, inside)


def better(own: list[Block], theirs: list[Block], page: Sequence[Block]) -> list[Block]:
    """Of two choices of the page's lines the one that loses no figure; of two that lose none the shorter.

    What one has beyond the other without any figure of its own is a teaser, a list of headlines or a comment.
    """
    if not own or not theirs:
        return own or theirs
    if _is_soup(theirs, page) or _loses(own, theirs):
        return own
    longer = _size(theirs) >= _size(own)
    return own if longer and not _figures(theirs) - _figures(own) else theirs


def _loses(own: list[Block], theirs: list[Block]) -> bool:
    """Whether their choice lacks a figure, an item, a caption, a row, or three tenths of the text of ours."""
    if _figures(own) - _figures(theirs) or _lost_items(own, theirs) or _captions(own) - _captions(theirs):
        return True
    rows, other_rows = (sum(block.row for block in found) for found in (own, theirs))
    return rows > other_rows or _size(theirs) * 10 < _size(own) * 7


def _cards(lines: Sequence[Block], said: Evidence) -> set[object]:
    """The tables that are the page's catalogue card: two of their rows say what the card says."""
    hits = Counter(block.element for block in lines if block.row and any(cell.partition(":")[0] in said.record for cell in row_cells(block.text)))
    return {element for element, count in hits.items() if count > 1}


def _is_of_title(block: Block, title: str, known: Labels) -> bool:
    """Whether a line is the title, or the one line of it that a page sets in several."""
    text = plain_title(block.text, known)
    part = block.level in (1, 2) and len(text) > 3 and f" {text} " in f" {title} "
    return text == title or part


def _is_link(block: Block, before: Sequence[Block]) -> bool:
    """Whether a line is hardly more than links, and none of the documents that come with the article."""
    if block.linked * 10 <= len(block.text) * 7 or block.prose or len(block.text) >= 60:
        return False
    attached = _ATTACHED.match(block.text)
    return not (attached and before and (block.text[0] == "附" or _ATTACHED.match(before[-1].text)))


def _is_sites(block: Block, odd: Furniture, known: Labels, inside: bool) -> bool:
    """Whether a line is the site's: furniture, an address, a label with its value; `inside` the text 时间: may be its own."""
    text = block.text
    if odd.holds(text) or (len(text) < 100 and not block.is_prose and "://" in text):
        return True
    return len(text) <= 100 and not block.row and known.names(fold(text), sure=inside)


def _is_soup(lines: Sequence[Block], page: Sequence[Block]) -> bool:
    """Whether the longest of these lines ran together what stands in several lines of the page."""
    longest = "".join(max((block.text for block in lines), key=len)[:20_000].split())
    texts = ("".join(block.text.split()) for block in page if not block.row)
    return any(len(a) > 3 < len(b) and a in longest and a + b in longest for a, b in pairwise(texts))


def _size(lines: Sequence[Block]) -> int:
    return sum(len(block.text) for block in lines)


def _figures(lines: Sequence[Block]) -> set[str]:
    """The figures of running text and of tables; those of headlines beside the article do not count."""
    return {figure.rstrip(".,") for block in lines if block.row or (block.is_prose and len(block.text) >= 20) for figure in _FIGURE.findall(block.text)}


def _lost_items(own: Sequence[Block], theirs: Sequence[Block]) -> bool:
    """Whether a numbered line, such as the head of a part, stands in one choice and not in the other."""
    whole = "".join("".join(block.text.split()) for block in theirs)
    items = Counter("".join(block.text.split()) for block in own if _ITEM.match(block.text) and not block.row)
    return any(whole.count(item) < count for item, count in items.items())


def _captions(lines: Sequence[Block]) -> set[str]:
    return {"".join(block.text.split()) for block in lines if _CAPTION.search(block.text)}
