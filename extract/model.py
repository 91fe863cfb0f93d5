"""The records: the vocabulary of everything, in the words of the output.

All records are frozen. Offsets are Unicode code points, half-open, into the `text` of their article:
`article.text[record.start:record.end] == record.text` always holds. `as_dict` is the JSON line.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from functools import cache
from html import escape
from operator import itemgetter
from typing import Any, Literal, get_args

from extract.marked import STYLE, marked

SCHEMA = "policy-extract/2"
READABLE = (SCHEMA, "policy-extract/1")  # 1 has no role, recipient, base
Span = tuple[int, int]
Line = Mapping[str, Any]
"""An article as its line of JSON, or a record of it."""
STATEMENTS = ("targets", "actuals")
MENTIONS = ("amounts", "dates", "organisations", "persons", "places", "documents")
RECORDS = (*STATEMENTS, *MENTIONS)
"""The lists of a line that hold records, in its order."""
LISTS = (*RECORDS, "warnings")
"""The same with the warnings, which have a place in the text, too."""
_MARKED = dict.fromkeys((*STATEMENTS, "amounts", "dates", "documents", *MENTIONS))  # of two that overlap the first: a paper, and no body in its title
_FIRST = itemgetter(0)

# What may stand in a line for a few things only; the schema reads it from here, and mypy holds the code to it.
PublishedFrom = Literal["metadata", "filename", "text", "option"]
ReferenceOrigin = Literal["document", "title", "column", "sheet", "filename", "metadata", "text", "option", "default", "context"]
SubjectOrigin = Literal["sentence", "section", "title", "publisher"]
Comparator = Literal["eq", "gt", "ge", "lt", "le", "range"]
Status = Literal["target", "limit", "actual", "estimate"]
Measure = Literal["level", "increase", "decrease", "growth", "share", "multiple", "rank"]
Basis = Literal["annual_average", "cumulative", "year_on_year"]
Role = Literal["grant", "rate", "cap", "floor", "threshold", "quota"]

# What pattern files say in one of these words -> the word, known to be one.
COMPARATORS: Mapping[str, Comparator] = {word: word for word in get_args(Comparator)}
MEASURES: Mapping[str, Measure] = {word: word for word in get_args(Measure)}
BASES: Mapping[str, Basis] = {word: word for word in get_args(Basis)}


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article came from; `index` is its place in that source, from 0."""

    uri: str
    format: str
    encoding: str | None
    sha256: str
    index: int = 0
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """One reading unit of a source, as its reader decoded it.

    `text` is what all alignments lead back to: plain lines, heads marked as in Markdown (`## …`), table rows as
    `| cell | cell |`. `whole` says that the page is one article and is never split (a row of a table).
    `title`, `publisher` and `published` are what markup, row or file name said; `published_from` says which
    (`metadata`, `filename` or `option`). `reference` is the day, month or year that the source itself says its text is
    of: a column, the paper's own date on its card (`document`), a sheet's or a file's name, an option.
    """

    source: Source
    text: str
    whole: bool = False
    title: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    published_from: PublishedFrom | None = None
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Byline:
    """One name of a byline with its role as printed: 记者, 见习记者, 实习生, 通讯员, 摄影 …"""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Section:
    """A head inside an article and the extent of the text below it (the head's own line included)."""

    heading: str
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Caption:
    """A picture's caption, kept out of the text."""

    text: str
    credit: str | None


@dataclass(frozen=True, slots=True)
class Reference:
    """What relative and year-less dates were resolved against: an ISO day, month or year, and where it came from.

    `document` is the paper's own date (成文日期, signature, date line, document number), `title` the year in its title,
    `column`, `sheet` and `filename` are what the source says around the text, `metadata` and `text` the day of
    publication as the source or the page's text states it, `option` and `default` what the caller gave, `context`
    what an undated text tells of itself.
    """

    value: str
    origin: ReferenceOrigin = field(metadata={"key": "from"})


@dataclass(frozen=True, slots=True)
class Warning:
    """What the pipeline could not settle: a short code, and the span that it is about."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What made the records: package version, digest of the pattern files, name of the plugged-in NER."""

    version: str
    patterns: str
    ner: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of an article's text that a rule recognised; every record begins like this."""

    id: str
    text: str
    start: int
    end: int
    sentence: int
    rule: str


@dataclass(frozen=True, slots=True)
class Amount(Mention):
    """A quantity in base units: 1000亿元 is 100000000000 CNY."""

    kind: str
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    comparator: Comparator
    approximate: bool
    item: str | None


@dataclass(frozen=True, slots=True)
class Date(Mention):
    """A calendar expression; `first` and `last` are inclusive days, None where unknown."""

    type: str
    value: str
    first: dt.date | None
    last: dt.date | None
    modifier: str | None
    resolved_from: str | None


@dataclass(frozen=True, slots=True)
class Organisation(Mention):
    """A body with all its mentions; `text`, `start`, `end` are those of the first."""

    name: str
    type: str
    aliases: tuple[str, ...]
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Person(Mention):
    """A person of the text (never of the byline) with offices as printed."""

    name: str
    titles: tuple[str, ...]
    organisation: str | None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Place(Mention):
    """A place; `code` is its GB/T 2260 (or town-level statistical) code where the article leaves no doubt."""

    name: str
    code: str | None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Document(Mention):
    """A policy, plan, law or notice named in 《》."""

    title: str
    kind: str
    stage: str | None
    issuer: str | None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """The indicator of a statement as printed; `name` and `id` are the catalogue's, None outside it."""

    text: str
    start: int
    end: int
    name: str | None
    id: str | None


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose indicator it is, and where that was read: sentence, section, title or publisher."""

    text: str
    origin: SubjectOrigin = field(metadata={"key": "from"})


@dataclass(frozen=True, slots=True)
class Period:
    """When, or by when; `date` is the id of the date record."""

    text: str
    first: dt.date | None
    last: dt.date | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Printed:
    """Words as printed, and where they stand; a tier's may be parted by what stands between (国家级、|省级|创业园)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement(Mention):
    """An indicator has, or is to have, a value: a target (or limit) or an actual (or estimate).

    `basis` tells the yearly average of several years and their sum from growth within one. Of limits `role` is what the value is to a rule (grant, rate, cap, floor, threshold, quota), `recipient` whom it is
    for or who must meet it, `base` what a part or a multiple is taken of.
    """

    indicator: Indicator
    subject: Subject | None
    measure: Measure
    amount: str
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    comparator: Comparator
    approximate: bool
    from_value: Decimal | None
    baseline: str | None
    basis: Basis | None = field(default=None, kw_only=True)
    period: Period | None
    hedges: tuple[str, ...]
    status: Status
    role: Role | None
    recipient: Printed | None
    base: Printed | None
    confidence: Decimal | None
    same_as: str | None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that was left alone, and why; for `explain`, never in the output."""

    text: str
    start: int
    end: int
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why records are as they are, for `explain`: what was left alone, and by where its amount begins what made a statement."""

    rejected: tuple[Rejected, ...] = ()
    evidence: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mentions:
    """Everything recognised in one article, each list in reading order."""

    amounts: tuple[Amount, ...] = ()
    dates: tuple[Date, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    persons: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    documents: tuple[Document, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its text, where each character came from, and everything found in it.

    `alignment` is made of runs `(start, source_start, length)`; `source_offset` carries an offset back.
    """

    id: str
    source: Source
    title: str | None
    kicker: str | None
    subtitle: str | None
    publisher: str | None
    byline: tuple[Byline, ...]
    published: dt.date | None
    published_from: PublishedFrom | None
    reference: Reference | None
    text: str
    alignment: tuple[tuple[int, int, int], ...]
    sections: tuple[Section, ...]
    captions: tuple[Caption, ...]
    sentences: tuple[Span, ...]
    tokens: tuple[tuple[int, int, str], ...] | None = None
    targets: tuple[Statement, ...] = ()
    actuals: tuple[Statement, ...] = ()
    amounts: tuple[Amount, ...] = ()
    dates: tuple[Date, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    persons: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    documents: tuple[Document, ...] = ()
    warnings: tuple[Warning, ...] = ()
    pipeline: Pipeline | None = None

    def as_dict(self) -> dict[str, Any]:
        """The article as its JSON line: keys in the contract's order, `tokens` only where asked for."""
        line: dict[str, Any] = {"schema": SCHEMA}
        line.update(_plain(self))
        if self.tokens is None:
            del line["tokens"]
        return line

    def _repr_html_(self) -> str:
        """The article in a notebook: its text with amounts, dates and names marked, and what each says where the mouse rests."""
        spans = [span for kind in _MARKED for record in getattr(self, kind) for span in _marks(record, getattr(record, "status", kind[:-1]))]
        title = f"<h4>{escape(self.title)}</h4>" if self.title else ""
        return f'<div class="pe"><style>{STYLE}</style>{title}<p style="white-space:pre-wrap">{marked(self.text, spans)}</p></div>'

    def source_offset(self, offset: int) -> int:
        """Where the character at `offset` of the text stands in the decoded source."""
        return led_back(self.alignment, offset)

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds `offset` (of the nearest before it, between sentences)."""
        return max(sentence_at(self.sentences, offset), 0)


def led_back(alignment: Sequence[Sequence[int]], offset: int) -> int:
    """The place of offset `offset` of a text in the decoded source, by the runs of its alignment; the same offset without runs.

    >>> led_back([(0, 2, 4), (4, 9, 3)], 5), led_back([], 5)
    (10, 5)
    """
    if not alignment:
        return offset
    start, source_start, _ = alignment[max(bisect_right(alignment, offset, key=_FIRST) - 1, 0)]
    return source_start + offset - start


def alignment_fault(alignment: Sequence[Sequence[int]], size: int) -> str | None:
    """What is wrong with the runs of an alignment; None where each follows on the one before it and all `size` characters are led back.

    >>> alignment_fault([(0, 2, 4), (4, 9, 3)], 7), alignment_fault([(0, 2, 4)], 7)
    (None, 'only 4 of 7 characters are led back')
    """
    at = before = 0
    for start, source_start, length in alignment:
        if start != at or length < 1 or source_start < before:
            return f"the run at {start} does not follow on the one before it"
        at, before = start + length, source_start + length
    return None if at == size else f"only {at} of {size} characters are led back"


def sentence_at(sentences: Sequence[Sequence[int]], offset: int) -> int:
    """Index of the sentence that holds `offset` (of the nearest before it, between sentences); -1 before the first.

    >>> sentence_at([(2, 8), (9, 15)], 8), sentence_at([(2, 8), (9, 15)], 0)
    (0, -1)
    """
    return bisect_right(sentences, offset, key=_FIRST) - 1


def _marks(record: Any, label: str) -> list[tuple[int, int, str, str]]:
    """The spans of a record that a notebook marks, and the text for each: indicator and value of a statement, the fullest form of a name."""
    says = [getattr(record, name, None) for name in ("name", "title", "value", "unit", "first", "last")]
    if isinstance(record, Statement):
        says = [record.indicator.text, record.comparator, record.value, record.unit, record.period and record.period.last]
    told = " ".join(str(one) for one in (label, *says) if one is not None)
    return [(start, end, label, told) for start, end in getattr(record, "mentions", ((record.start, record.end),))]


def number(value: Decimal) -> int | float:
    """A Decimal as JSON has it: an integer where it is integral, else the shortest decimal.

    >>> number(Decimal("5.50")), number(Decimal("1E+11"))
    (5.5, 100000000000)
    """
    return int(value) if value == value.to_integral_value() else float(value)


@cache
def _keys(record: type) -> tuple[tuple[str, str], ...]:
    return tuple((f.name, f.metadata.get("key", f.name)) for f in fields(record))


_AS_IS = (str, int, float, bool, type(None))
_MADE: Mapping[type, Callable[[Any], Any]] = {Decimal: number, dt.date: dt.date.isoformat}


def _plain(value: Any) -> Any:
    kind: Any = type(value)
    if kind in _AS_IS:
        return value
    if kind is tuple or kind is list:
        return [_plain(item) for item in value]
    if kind in _MADE:
        return _MADE[kind](value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if hasattr(kind, "__dataclass_fields__"):
        return {key: _plain(getattr(value, name)) for name, key in _keys(kind)}
    return str(value)
