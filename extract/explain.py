"""An article to read beside its records: each sentence, below it what was found in it and by which rule, and what was
left alone and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extract.model import Amount, Article, Date, Mention, Reasons, Rejected, Statement, number

_KINDS = ("targets", "actuals", "amounts", "dates", "organisations", "persons", "places", "documents")
_SIGNS = {"eq": "=", "gt": ">", "ge": "≥", "lt": "<", "le": "≤", "range": "="}


def lines(article: Article, reasons: Reasons | None = None) -> Iterator[str]:
    """The lines of an explanation: title, then sentence by sentence."""
    reasons = reasons or Reasons()
    yield f"# {article.title or '(no title)'}"
    yield _about(article)
    for index, (start, end) in enumerate(article.sentences):
        yield ""
        yield f"[{start}:{end}] {article.text[start:end].strip()}"
        for kind in _KINDS:
            for record in getattr(article, kind):
                if record.sentence == index:
                    label = getattr(record, "status", kind[:-1])
                    yield f"    {label:<12} {_span(record)} {_said(record)}  — {record.rule}"
                    if isinstance(record, Statement) and record.start in reasons.evidence:
                        yield f"    {'':<12} because {reasons.evidence[record.start]}"
        for candidate in reasons.rejected:
            if start <= candidate.start < end:
                yield f"    {'rejected':<12} {_span(candidate)} {candidate.reason}  — {candidate.rule}"
    for warning in article.warnings:
        yield f"    {'warning':<12} {article.text[warning.start : warning.end]} [{warning.start}:{warning.end}] {warning.code}"
    yield ""


def _about(article: Article) -> str:
    byline = "、".join(f"{item.role} {item.name}" for item in article.byline)
    parts = (article.source.uri, article.publisher, byline, _dated(article))
    return " · ".join(part for part in parts if part)


def _dated(article: Article) -> str:
    """The day of publication, and against what 今年 and 6月底 were read where that is something else."""
    said = [f"published {article.published} ({article.published_from})"] if article.published else []
    if reference := article.reference:
        said += [f"read as of {reference.value} ({reference.origin})"] if reference.value != str(article.published) else []
    return ", ".join(said) or "no date known (--published DATE gives one)"


def _span(record: Mention | Rejected) -> str:
    return f"{record.text} [{record.start}:{record.end}]"


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
    details = [getattr(record, name, None) for name in ("type", "kind", "code", "stage", "issuer", "titles", "aliases")]
    words = ["、".join(item) if isinstance(item, tuple) else item for item in details if item]
    return " ".join([getattr(record, "name", None) or record.title, *words])


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
    parts += [f"{name} {words.text}" for name, words in (("for", record.recipient), ("base", record.base)) if words]
    if record.hedges:
        parts.append(f"cues {'、'.join(record.hedges)}")
    return " ".join([*parts, f"repeats {record.same_as}"] if record.same_as else parts)


def _quantity(record: Amount | Statement) -> str:
    upper = f"…{number(record.value_max)}" if record.value_max is not None else ""
    about = "~" if record.approximate else ""
    return f"{_SIGNS.get(record.comparator, record.comparator)} {about}{number(record.value)}{upper} {record.unit or ''}".rstrip()
