"""The meanings of all columns and codes of the tables, in English and Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

from extract.meanings import Meaning, codes, meanings, of_record
from extract.model import (
    Amount,
    Article,
    Date,
    Document,
    Indicator,
    Mention,
    Organisation,
    Period,
    Person,
    Place,
    Printed,
    Source,
    Statement,
    Subject,
    Warning,
)
from extract.patterns import Rules
from extract.readable import unit_name, unit_names
from extract.tables.columns import KEPT, Column
from extract.tables.files import Sheet

_RECORDS: Mapping[str, type] = {
    **{"targets": Statement, "actuals": Statement, "limits": Statement, "amounts": Amount, "dates": Date},
    **{"organisations": Organisation, "persons": Person, "places": Place, "documents": Document},
    **{"articles": Article, "warnings": Warning},
}
_INNER: Mapping[str, type] = {"indicator": Indicator, "subject": Subject, "period": Period, "recipient": Printed, "base": Printed}
INDICATORS, UNITS = "indicator_id", "unit"  # columns with so many codes that only those in use are listed


@cache
def meaning(table: str, column: Column) -> Meaning:
    """The meaning of a column: as entered for its table, else as entered for all tables, else as that of the record's key.

    >>> columns = Column("value", "value", "number"), Column("indicator.text", "indicator_text", "text"), Column("row_区县", "row_区县", "text")
    >>> [meaning("targets", column).head for column in columns]
    ['数值', '指标原文', 'row_区县']
    """
    known, head = meanings(), column.head
    if head.startswith(KEPT):
        return Meaning(head, known["kept"].english, known["kept"].chinese)
    for key in (f"{table}.{head}", head):
        if key in known:
            return known[key]
    outer, _, inner = column.key.partition(".")
    if inner and outer in _INNER:
        return of_record(_INNER[outer], inner)
    if table == "panel":  # columns taken over from statements
        return of_record(*{"indicator_id": (Indicator, "id"), "indicator_name": (Indicator, "name")}[head])
    return _of_records((_RECORDS[table], Article, Source, Mention), head)


def _of_records(records: Sequence[type], key: str) -> Meaning:
    for record in records:
        try:
            return of_record(record, key)
        except KeyError:
            continue
    raise KeyError(f"no meaning of {key}; enter it in meanings.tsv")


def sheets(tables: Mapping[str, tuple[Column, ...]], *, chinese: bool = False) -> dict[str, Sheet]:
    """Each table as a `Sheet`: its name, heads and meanings in English or Chinese.

    >>> made = sheets({"dates": (Column("first", "first", "day"),)}, chinese=True)
    >>> made["dates"].name, made["dates"].heads, made["dates"].meanings, made["dates"].truths
    ('日期', ('首日',), ('首日（含）',), ('否', '是'))
    """
    return {table: _sheet(table, columns, chinese) for table, columns in tables.items()}


def _sheet(table: str, columns: tuple[Column, ...], chinese: bool) -> Sheet:
    own, said = meanings()[table], [meaning(table, column) for column in columns]
    if chinese:
        no, yes = (one.head for one in codes("truth").values())
        return Sheet(own.head, columns, tuple(one.head for one in said), own.chinese, tuple(one.chinese for one in said), (no, yes))
    return Sheet(table, columns, tuple(column.head for column in columns), own.english, tuple(one.english for one in said))


def rows(tables: Mapping[str, tuple[Column, ...]], used: Mapping[str, Iterable[str]], rules: Rules) -> Iterator[dict[str, Any]]:
    """The rows of the codebook: each column, followed by the codes that it may hold; units and indicators only once, and only
    those in `used` (by column).

    >>> from extract.patterns import load_rules
    >>> found = rows({"amounts": (Column("unit", "unit", "text"),)}, {"unit": ["CNY/m2"]}, load_rules())
    >>> [(one["column"], one["head_zh"], one.get("code"), one.get("code_zh")) for one in found]
    [('unit', '单位', None, None), ('unit', '单位', 'CNY/m2', '元/平方米')]
    """
    listed: set[str] = set()
    for table, columns in tables.items():
        for column in columns:
            said = meaning(table, column)
            about = {"table": table, "column": column.head, "head_zh": said.head, "type": column.kind}
            yield {**about, "meaning": said.english, "meaning_zh": said.chinese}
            some = () if column.head in listed else sorted(used.get(column.head, ()))
            listed.add(column.head)
            yield from ({**about, **code} for code in (*_codes(table, column), *_listed(column.head, some, rules)))


def _codes(table: str, column: Column) -> Iterator[dict[str, str]]:
    for code, said in (codes(f"{table}.{column.head}") or codes(column.head)).items():
        yield {"code": code, "code_zh": said.head, "meaning": said.english, "meaning_zh": said.chinese}


def _listed(head: str, used: Iterable[str], rules: Rules) -> Iterator[dict[str, str]]:
    """The codebook entries of the `used` codes: of units with their names, of indicators with name, theme and dimension."""
    known = {entry.id: entry for entry in rules.vocabularies.get("indicators", ())} if head == INDICATORS else {}
    names = unit_names(rules)
    for code in used:
        if entry := known.get(code):
            yield {"code": code, "code_zh": entry["name"], "meaning": f"{entry['theme']}, {entry['dimension']}", "meaning_zh": entry["name"]}
        elif head == UNITS:
            shown = unit_name(code, names) or code
            yield {"code": code, "code_zh": shown, "meaning": code, "meaning_zh": shown}


def chinese_name_of(table: str, column: Column, rules: Rules) -> Callable[[str], str] | None:
    """A function from a code to its Chinese name, which returns other values as they are; None for a column without codes.

    >>> from extract.patterns import load_rules
    >>> asked = (("amounts", "unit", "CNY/m2"), ("targets", "status", "target"), ("warnings", "code", "two_values:s3"), ("targets", "text", "80公里"))
    >>> named = [(chinese_name_of(table, Column(key, key, "text"), load_rules()), code) for table, key, code in asked]
    >>> [name_of and name_of(code) for name_of, code in named]
    ['元/平方米', '目标', '前后数值不一:s3', None]
    """
    if column.head == UNITS:
        units = unit_names(rules)
        return lambda code: unit_name(code, units) or code  # unit_name has no name for the unit of a bare number
    if own := codes(f"{table}.{column.head}"):
        return partial(_with_detail, own)
    known = codes(column.head)
    return (lambda code: known[code].head if code in known else code) if known else None


def _with_detail(known: Mapping[str, Meaning], code: str) -> str:
    """The name of a code with the detail behind its colon, as warnings have one: two_values:s3."""
    plain, colon, detail = code.partition(":")
    return f"{known[plain].head if plain in known else plain}{colon}{detail}"
