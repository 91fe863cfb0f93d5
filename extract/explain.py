"""An article with its records for a reader: each sentence, followed by what was found in it and by which rule, and what was
rejected and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from extract import expressions as re
from extract.marked import marked, page
from extract.model import RECORDS, Amount, Article, Date, Reasons, Statement, number

_SIGNS = {"eq": "=", "gt": ">", "ge": "≥", "lt": "<", "le": "≤", "range": "="}
_COLOURS = {"target": 32, "limit": 33, "actual": 36, "estimate": 36, "rejected": 90, "warning": 31, "sentence": 1}
"""Of a terminal: green for goals, yellow for limits, cyan for reports, grey for what was rejected, red for warnings; bold sentences."""
_LEGEND = "weights: above 0 for a goal, below 0 for a report; 5 and more is a word that says so outright, below 1 a hint"


@dataclass(frozen=True, slots=True)
class Line:
    """One record, rejected find or warning: its text and span, what it says, its rule, and the evidence that was weighed (`because`)."""

    label: str
    text: str
    start: int
    end: int
    says: str
    rule: str
    because: str = ""


def lines(article: Article, reasons: Reasons | None = None, only: str = "", colour: bool = False) -> Iterator[str]:
    """The lines of an explanation: title, then sentence by sentence; with `only`, those about one kind of record."""
    paint = _painted if colour else _plain
    yield paint("sentence", f"# {article.title or '(no title)'}")
    yield _about(article)
    weighed = False
    for (start, end), found in _sentences(article, reasons or Reasons(), only):
        yield ""
        yield paint("sentence", f"[{start}:{end}] {article.text[start:end].strip()}")
        for line in found:
            yield f"    {paint(line.label, f'{line.label:<12}')} {line.text} [{line.start}:{line.end}] {line.says}{line.rule and f'  — {line.rule}'}"
            for reason in _in_words(line.because):
                yield paint("rejected", f"    {'':<12} {reason}")
                weighed = True
    if weighed:
        yield paint("rejected", f"\n{_LEGEND}")
    yield ""


def as_dict(article: Article, reasons: Reasons | None = None, only: str = "") -> dict[str, Any]:
    """The explanation as values for JSON."""
    sentences = [
        {"start": start, "end": end, "text": article.text[start:end], "found": [asdict(line) for line in found]}
        for (start, end), found in _sentences(article, reasons or Reasons(), only)
    ]
    return {"title": article.title, "about": _about(article), "sentences": sentences}


def html(article: Article, reasons: Reasons | None = None, only: str = "") -> str:
    """The explanation as a page of HTML: each sentence with its finds marked, and a row for each find."""
    body = []
    for (start, end), found in _sentences(article, reasons or Reasons(), only):
        spans = [(line.start - start, line.end - start, line.label, line.says) for line in found]
        rows = [(line.label, line.text, line.says, line.rule, "; ".join(_in_words(line.because))) for line in found]
        body.append((marked(article.text[start:end].strip("\n"), spans), rows))
    return page(article.title or "(no title)", _about(article), body, _LEGEND)


def _sentences(article: Article, reasons: Reasons, only: str) -> Iterator[tuple[tuple[int, int], list[Line]]]:
    """Each sentence with its lines, each figure once; with `only`, sentences without such a line are left out."""
    for index, span in enumerate(article.sentences):
        found = [line for line in (*_found(article, index, reasons), *_left(article, span, reasons)) if only in ("", line.label)]
        if found or not only:
            yield span, found


def _found(article: Article, index: int, reasons: Reasons) -> Iterator[Line]:
    """The records of a sentence; an amount that a statement uses is left out."""
    stated = {statement.amount for statement in (*article.targets, *article.actuals)}
    for kind in RECORDS:
        for record in getattr(article, kind):
            if record.sentence != index or (kind == "amounts" and record.id in stated):
                continue
            because = reasons.evidence.get(record.start, "") if isinstance(record, Statement) else ""
            yield Line(getattr(record, "status", kind[:-1]), record.text, record.start, record.end, _said(record), record.rule, because)


def _left(article: Article, span: tuple[int, int], reasons: Reasons) -> Iterator[Line]:
    """The rejected finds and the warnings in a sentence."""
    start, end = span
    for one in reasons.rejected:
        if start <= one.start < end:
            yield Line("rejected", one.text, one.start, one.end, one.reason, one.rule)
    for doubt in article.warnings:
        if start <= doubt.start < end:
            yield Line("warning", article.text[doubt.start : doubt.end], doubt.start, doubt.end, doubt.code, "")


def _plain(label: str, text: str) -> str:
    return text


def _painted(label: str, text: str) -> str:
    """The text in the colour of its label."""
    return f"\033[{_COLOURS[label]}m{text}\033[0m" if label in _COLOURS else text


_WEIGHT = re.compile(r"(?P<what>.+) (?P<weight>[+-][\d.]+)$")
_FEATURES = {
    "mood": "the passage around it",
    "head": "the heading above it",
    "date": "the date it goes with",
    "beforedate": "what stands before the date",
    "bound": "a bound on the value",
    "verdict": "all cues together say {}",
    "cue": "the cue {}",
    "last": "the last cue before it, {}",
    "where": "where the date stands",
    "over": "whether the date has passed",
    "bare|date": "the date, without a cue",
    "bare|mood": "the passage, without a cue",
    "bare|verdict": "the verdict, without a cue",
    "bare|head": "the heading, without a cue",
    "alone|mood": "the passage, with nothing else",
    "deed|passage": "deeds told in the passage",
    "passage": "the kind of passage",
    "measure": "what is measured",
    "stated": "a report of the same passage",
    "bias": "what is usual",
}
"""The features of a status in words; {} stands for the value of the feature."""


def _in_words(evidence: str) -> Iterator[str]:
    """The evidence in words: what named the value, what speaks for a goal, what for a report.

    >>> list(_in_words("茶叶产量 ← 达到; 力争 +6, verdict=target +1.79, mood -4.5"))
    ['named by 茶叶产量 ← 达到', 'for a goal: 力争 (+6), all cues together say target (+1.79)', 'for a report: the passage around it (-4.5)']
    """
    named, _, weighed = evidence.partition("; ")
    if named:
        yield f"named by {named}"
    found = [_WEIGHT.match(one) for one in weighed.split(", ")]
    for side, sign in (("goal", "+"), ("report", "-")):
        some = [f"{_feature(one['what'])} ({one['weight']})" for one in found if one and one["weight"].startswith(sign)]
        if some:
            yield f"for a {side}: {', '.join(some)}"


def _feature(name: str) -> str:
    """A feature in words.

    >>> _feature("cue=hedge.strive|clause"), _feature("where=sentence|date=7"), _feature("力争")
    ('the cue hedge.strive', 'where the date stands', '力争')
    """
    key, _, value = name.partition("=")
    return _FEATURES.get(key, name).format(value.partition("|")[0])


def _about(article: Article) -> str:
    byline = "、".join(f"{item.role} {item.name}" for item in article.byline)
    parts = (article.source.uri, article.publisher, byline, _dated(article))
    return " · ".join(part for part in parts if part)


def _dated(article: Article) -> str:
    """The day of publication, and the day that 今年 and 6月底 were read as of where that is another."""
    said = [f"published {article.published} ({article.published_from})"] if article.published else []
    if reference := article.reference:
        said += [f"read as of {reference.value} ({reference.origin})"] if reference.value != str(article.published) else []
    return ", ".join(said) or "no date known (--published DATE gives one)"


def _said(record: Any) -> str:
    """What a record says, in one line.

    A statement: indicator, measure, value, period, and the cue words that made it a target or an actual.
    """
    if isinstance(record, Statement):
        return _statement(record)
    if isinstance(record, Amount):
        return f"{record.kind} {_quantity(record)}" + (f" of {record.item}" if record.item else "")
    if isinstance(record, Date):
        return f"{record.type} {record.value} ({record.first or '?'} … {record.last or '?'})"
    return " ".join([getattr(record, "name", None) or record.title, *_details(record)])


def _details(record: Any) -> list[str]:
    """The further fields of a name: its type, kind, code, stage, issuer, titles, aliases."""
    told = [getattr(record, name, None) for name in ("type", "kind", "code", "stage", "issuer", "titles", "aliases")]
    return ["、".join(item) if isinstance(item, tuple) else item for item in told if item]


def _statement(record: Statement) -> str:
    parts = [record.indicator.text, record.measure, _quantity(record)]
    if record.indicator.id:
        parts.append(f"({record.indicator.id} {record.indicator.name})")
    if record.from_value is not None:
        parts.append(f"from {number(record.from_value)}")
    if record.period:
        parts.append(f"period {record.period.text} (… {record.period.last or '?'})")
    if record.subject:
        parts.append(f"of {record.subject.text} ({record.subject.origin})")
    if record.baseline:
        parts.append(f"against {record.baseline}")
    parts += filter(None, (record.basis, record.role))
    if record.recipient:
        parts.append(f"for {record.recipient.text}")
    if record.base:
        parts.append(f"base {record.base.text}")
    return " ".join([*parts, *_signs(record)])


def _signs(record: Statement) -> Iterator[str]:
    """The cues of a statement, and the id of the statement that it repeats."""
    if record.hedges:
        yield f"cues {'、'.join(record.hedges)}"
    if record.same_as:
        yield f"repeats {record.same_as}"


def _quantity(record: Amount | Statement) -> str:
    upper = f"…{number(record.value_max)}" if record.value_max is not None else ""
    about = "~" if record.approximate else ""
    return f"{_SIGNS.get(record.comparator, record.comparator)} {about}{number(record.value)}{upper} {record.unit or ''}".rstrip()
