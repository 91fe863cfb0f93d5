"""A table of rules -> its text cells that grant or require something, each with its benefit and its recipient."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from extract.grid.asking import said
from extract.grid.columns import numeric
from extract.grid.figures import NEAR
from extract.grid.parts import Part, parts
from extract.grid.rows import Cell, Row, blocks
from extract.grid.words import TableWords, table_words
from extract.model import Span
from extract.patterns import Rules
from extract.records import record
from extract.text import has_digit

_NORMS, _GIVING, _WHOM = frozenset({"norm", "most", "least"}), frozenset({"giving", "most"}), frozenset({"whom"})  # roles of heads


@record
class Provision:
    """A cell with the text of a rule, and the cells that name its benefit (`label`) and its recipient (`whom`)."""

    cell: Span
    label: Span | None
    whom: Span | None = None
    giving: bool = False  # its head is of grants, not of conditions
    head: Span | None = None
    condition: Span | None = None  # the cell of the row with the condition, for another cell that grants


@lru_cache(maxsize=2)  # asked for twice: for limits, and for the values of a row
def provisions(folded: str, rules: Rules, title: str = "") -> Sequence[Provision]:
    """The text cells under heads of grants or conditions, in reading order; `title` is the article's.

    >>> from extract.patterns import load_rules
    >>> text = "| 名称 | 补贴内容 | 备注 |\\n| 新秀租房补贴 | 硕士每月600元,博士每月900元 | 按季发放 |"
    >>> [(text[slice(*one.cell)], text[slice(*one.label)]) for one in provisions(text, load_rules())]
    [('硕士每月600元,博士每月900元', '新秀租房补贴')]
    """
    if "|" not in folded:
        return []
    words = table_words(rules)
    first = folded.find("|") <= NEAR
    told = enumerate(blocks(folded, words))
    return [one for count, block in told for part in parts(block, words, about="" if count or not first else title) for one in _told(part)]


def _told(part: Part) -> Iterator[Provision]:
    words, heads = part.words, part.heads[-1] if part.heads else ()
    whom = next(iter(_of(heads, _WHOM, words)), len(heads))
    told = _columns(part, heads, whom)
    lined = _of_benefits(part, heads, (*told, whom)) if told or part.grants() else []
    if not told and not lined:
        return
    naming = min(_naming(heads, (*(told or lined), whom), words), whom, key=lambda at: at >= len(heads))
    for row in part.rows():
        yield from _of_row(row, heads, told, (naming, whom, words))
        yield from _under_benefits(row, heads, [index for index in lined if index != naming], (naming, whom, words))


def _columns(part: Part, heads: Row, whom: int) -> list[int]:
    """The indices of the text columns that grant or require."""
    norms = _of(heads, _NORMS, part.words)
    if norms or (whom == len(heads) and not _names_benefits(part, heads)):
        return [index for index in norms if _is_prose(part, index)]
    return _by_cells(part, heads, whom)


def _of_row(row: Row, heads: Row, told: Sequence[int], known: tuple[int, int, TableWords]) -> Iterator[Provision]:
    """The provisions in the columns `told` of a row; one that grants has the condition cell of its row."""
    naming, whom, words = known
    asking = [index for index, head in enumerate(heads) if words.asked.search(head.text)]
    for index in told:
        if cell := _span(row, index):
            giving = _gives(heads[index], words)
            asked = asking[0] if asking and index not in asking else len(row)
            yield Provision(cell, _span(row, naming), _span(row, whom), giving, heads[index].span, _span(row, asked))


def _under_benefits(row: Row, heads: Row, lined: Sequence[int], known: tuple[int, int, TableWords]) -> Iterator[Provision]:
    """The provisions of a row under heads that are benefits, with the row's name as recipient; or under classes of recipients, with it as benefit."""
    naming, whom, words = known
    for index in sorted({*lined, *_others(row, heads, known)}) if lined else ():
        cell = _span(row, index)
        if cell and words.told_apart.match(heads[index].text):
            yield Provision(cell, _span(row, naming), _span(row, whom) or heads[index].span, True, heads[index].span)
        elif cell:
            yield Provision(cell, heads[index].span, _span(row, whom) or _span(row, naming), True, heads[index].span)


def _others(row: Row, heads: Row, known: tuple[int, int, TableWords]) -> Iterator[int]:
    """The further columns in which the cell of this row states an amount in words."""
    naming, whom, words = known
    return (at for at, cell in enumerate(row[: len(heads)]) if at not in (naming, whom) and _is_another(heads[at], cell, words))


def _is_another(head: Cell, cell: Cell, words: TableWords) -> bool:
    """Whether a cell states an amount in words under a head without a known role: 家属安置 | 每月补助2000元."""
    return words.role(head.text) == "" and not words.roles(head.text) and _tells_amount(cell, words)


def _of(heads: Row, roles: frozenset[str], words: TableWords) -> list[int]:
    """The indices of the columns whose head has one of `roles`."""
    return [index for index, head in enumerate(heads) if not said([head], words).isdisjoint(roles)]


def _gives(head: Cell, words: TableWords) -> bool:
    """Whether a head is of grants or their extent: 补助标准, 奖励比例."""
    return not words.roles(head.text).isdisjoint(_GIVING) or words.granted.search(head.text) is not None


def _is_prose(part: Part, index: int) -> bool:
    """Whether some cell of a column is more than a figure: then its plain figures (36万元) are provisions, too."""
    return any(index < len(row) and row[index] and not numeric(row[index], part.words) for row in part.rows())


def _by_cells(part: Part, heads: Row, whom: int) -> list[int]:
    """The column of rules in a table whose heads name none, in a list: the one in which most cells state an amount in words; empty where none is."""
    free = [index for index, head in enumerate(heads) if index != whom and part.words.role(head.text) in ("", "name")]
    shares = {index: sum(_tells_amount(row[index], part.words) for row in part.rows() if index < len(row)) for index in free}
    best = max(shares, key=lambda index: shares[index], default=-1)
    return [best] if best >= 0 and 2 * shares[best] > len(part.rows()) else []


def _of_benefits(part: Part, heads: Row, others: Sequence[int]) -> list[int]:
    """The text columns whose head is a benefit that the rows receive: 人才层次 | 生活补贴 | 购房补贴; or a class of recipients: 城市 | 农村."""
    words = part.words
    return [at for at, head in enumerate(heads) if at not in others and _heads_grants(head, words) and _is_prose(part, at)]


def _heads_grants(head: Cell, words: TableWords) -> bool:
    """Whether a head names a benefit or a class of recipients."""
    return words.benefit.search(head.text) is not None or words.told_apart.match(head.text) is not None


def _names_benefits(part: Part, heads: Row) -> bool:
    """Whether most names of the rows are benefits: 高新企业奖励."""
    naming, words = _naming(heads, [], part.words), part.words
    cells = [row[naming] for row in part.rows() if naming < len(row) and row[naming]]
    return bool(cells) and 2 * sum(words.benefit.search(cell.text) is not None for cell in cells) > len(cells)


def _tells_amount(cell: Cell, words: TableWords) -> bool:
    return has_digit(cell.text) and not numeric(cell, words) and len(cell.text) >= _SAYING


_SAYING = 6  # characters of a cell with a figure that states something at least; shorter ones are document numbers or years


def _naming(heads: Row, told: Sequence[int], words: TableWords) -> int:
    """The column that names the rows, by its head: a name, else an entity, else the first before those of `told` with an unknown head, else a class."""
    free = [index for index in range(len(heads)) if index not in told]
    roles = {words.role(heads[index].text): index for index in free}
    before = min(told, default=0)
    unknown = (at for at in free if at < before and heads[at] and not words.role(heads[at].text) and not words.roles(heads[at].text))
    return roles.get("name", roles.get("entity", next(unknown, roles.get("class", len(heads)))))


def _span(row: Row, index: int) -> Span | None:
    return row[index].span if index < len(row) and row[index] else None
