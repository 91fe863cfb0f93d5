"""The columns of each table in their order, and the kind of values that each holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.model import RECORDS

_ARTICLE = ("article.title", "published", "reference_year", "reference_from", "publisher", "url", "reprint_of")
_PLACED = ("place", "place_code", "year")
_SOURCE = ("uri", "sheet", "row", "article_id", "copy")
_MENTION = (*_SOURCE, "id", "start", "end", "rule")
_VALUE = ("comparator", "value", "value_max", "unit", "readable", "approximate")
_CATALOGUE = ("theme", "dimension", "indicator.id")
_STATEMENT = (
    *("evidence", *_PLACED, "indicator.name", "indicator.text", "measure", "basis", *_VALUE, "from_value", "baseline"),
    *("period.text", "period.first", "period.last", "hedges", "status", "subject.text", "place_from", "single"),
    *("confidence", "text", *_ARTICLE, *_CATALOGUE, *_MENTION, "same_as"),
)
_SIDE = ("", "_max", "_comparator", "_approximate", "_readable", "_confidence", "_count", "_conflict", "_evidence", "_article")
COLUMNS: dict[str, tuple[str, ...]] = {
    "targets": _STATEMENT,
    "actuals": _STATEMENT,
    "limits": (
        *("evidence", "place", "place_code", "recipient.text", "benefit", "role", *_VALUE, "base.text", "condition"),
        *("measure", "basis", "period.text", "hedges", "status", "indicator.name", "subject.text", "place_from"),
        *("confidence", "text", *_ARTICLE, *_CATALOGUE, *_MENTION, "same_as"),
    ),
    "panel": (
        *("place_code", "place", "indicator_id", "indicator_name", "theme", "year", "period", "aspect", "unit"),
        *(f"target{part}" for part in _SIDE),
        *("actual", "actual_status", *(f"actual{part}" for part in _SIDE[1:])),
    ),
    "amounts": ("evidence", "text", "kind", *_VALUE, "item", *_ARTICLE, *_MENTION),
    "dates": ("evidence", "text", "type", "value", "first", "last", "modifier", "resolved_from", *_ARTICLE, *_MENTION),
    "organisations": ("evidence", "name", "type", "aliases", "mentions", *_ARTICLE, *_MENTION),
    "persons": ("evidence", "name", "titles", "organisation", "mentions", *_ARTICLE, *_MENTION),
    "places": ("evidence", "name", "code", "mentions", *_ARTICLE, *_MENTION),
    "documents": ("evidence", "title", "kind", "stage", "issuer", "mentions", *_ARTICLE, *_MENTION),
    "articles": (
        *("title", "kicker", "subtitle", "published", "published_from", "reference", "reference_from", "publisher", "byline"),
        *("place", "place_code", "place_from"),
        *RECORDS,
        *("characters", "sentences", "url", "reprint_of", "uri", "sheet", "row", "index", "article_id", "copy"),
    ),
    "warnings": ("evidence", "code", "text", *_ARTICLE, *_SOURCE, "start", "end"),
    "codebook": ("table", "column", "head_zh", "type", "code", "code_zh", "meaning", "meaning_zh"),
}
"""The keys of each table's columns: keys of the record (with a dot: of an object inside it), of its article, or of what `rows` derives from both."""

KEPT = "row_"  # prefix of the columns kept from the input rows
_DAYS = frozenset(("published", "first", "last", "period_first", "period_last"))
_NUMBERS = frozenset(
    ("value", "value_max", "from_value", "target", "target_max", "actual", "actual_max", "confidence", "target_confidence", "actual_confidence")
)
_WHOLE = frozenset(("start", "end", "index", "copy", "row", "characters", "year", "reference_year", "mentions", "target_count", "actual_count"))
_COUNTS = frozenset((*RECORDS, "sentences"))
_LONG = frozenset(("evidence", "target_evidence", "actual_evidence", "condition", "meaning", "meaning_zh"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the key that its cells are found under, its head, and the kind of its values.

    `kind` is text, number (with decimals), integer, day or yes/no. Long text is wrapped where it is shown.
    """

    key: str
    head: str
    kind: str

    @property
    def long(self) -> bool:
        """Whether its cells hold whole sentences."""
        return self.head in _LONG


def column(table: str, key: str) -> Column:
    """The column of a key in a table; the `value` of a date is text.

    >>> column("targets", "period.last")
    Column(key='period.last', head='period_last', kind='day')
    """
    head = key.replace(".", "_")
    return Column(key, head, "text" if (table, head) == ("dates", "value") or key.startswith(KEPT) else _kind(table, head))


def _kind(table: str, head: str) -> str:
    if head in _DAYS:
        return "day"
    if head in _NUMBERS:
        return "number"
    if head in _WHOLE or (table == "articles" and head in _COUNTS):
        return "integer"
    return "yes/no" if head.endswith("approximate") else "text"


def tables(keep: Iterable[str] = (), only: Iterable[str] = ()) -> dict[str, tuple[Column, ...]]:
    """The columns of all tables, or of those in `only`; `keep` are columns of the input rows, which are put behind the URL.

    >>> [column.head for column in tables(keep=["区县代码"])["amounts"]][12:17]
    ['reference_year', 'reference_from', 'publisher', 'url', 'row_区县代码']
    """
    wanted = tuple(only) or tuple(COLUMNS)
    return {name: tuple(column(name, key) for key in _with_rows(COLUMNS[name], tuple(keep))) for name in COLUMNS if name in wanted}


def _with_rows(keys: tuple[str, ...], keep: tuple[str, ...]) -> tuple[str, ...]:
    at = keys.index("url") + 1 if "url" in keys else len(keys)
    return (*keys[:at], *(f"{KEPT}{name}" for name in keep if "url" in keys), *keys[at:])
