"""Runs the examples of the pattern files: each rule alone, and within the whole rule set.

Alone, a rule must find exactly what its example marks; within the whole set, no other rule may take or change that. A
`todo` is a strict expected failure: once it passes, it must be promoted to `finds` or `leaves`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from extract import assemble, pipeline, recognise
from extract.model import MENTIONS, STATEMENTS, Article, Mention, Rejected
from extract.patterns import EXAMPLES, Entry, Example, Proof, Rule, Rules, phrases
from extract.text import fold

_LISTS = {
    **{name.removesuffix("s"): (name,) for name in MENTIONS},
    "statement": STATEMENTS,
}
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Case:
    """One example to run: its rule or entry, the kind of record that this makes, and the key that the example stands under."""

    rule: str
    kind: str
    key: str
    alone: bool
    example: Example

    def __str__(self) -> str:
        return f"{self.rule} {self.key} {' '.join(self.example.text[:24].split())}"


@dataclass(frozen=True, slots=True)
class Failure:
    """An example whose outcome differs from what it says."""

    case: Case
    what: str

    def __str__(self) -> str:
        text = self.case.example.text.replace("\n", "⏎")
        return f"{self.case.example.where}: {self.case.rule}: {self.what}: {text}"


def cases(rules: Rules) -> list[Case]:
    """Every example of every rule and of every vocabulary entry, in the order of the files."""
    owners: list[tuple[Rule | Entry, str, bool]] = [(rule, rule.kind, rule.kind != "statement") for rule in rules.rules]
    for name, proof in rules.proofs.items():
        owners += [(_shown(entry, proof), proof.makes, False) for entry in rules.vocabularies[name]]
    return [Case(owner.id, kind, key, alone, example) for owner, kind, alone in owners for key in EXAMPLES for example in getattr(owner, key)]


def _shown(entry: Entry, proof: Proof) -> Entry:
    """The entry with examples: its own, or else those that its vocabulary makes with the first form of each entry.

    `{form}`, `{id}` and `{column}` stand for what the entry has there, `{column_2}` for the second word of a column.
    """
    if entry.finds or entry.leaves:
        return entry
    words = {**entry.columns, "id": entry.id, "form": entry.forms[0]}
    words |= {f"{name}_{place}": part for name, text in entry.columns.items() for place, part in enumerate(text.split(), 1)}
    return replace(entry, finds=tuple(example.with_words(words, entry.where) for example in proof.each))


def failures(case: Case, rules: Rules) -> list[Failure]:
    """The failures of one example; empty where its outcome is as it says."""
    run = {"article": _of_page, "phrase": _of_phrase}.get(case.kind, _failures)
    found = list(run(case, rules))
    if case.key != "todo":
        return [Failure(case, what) for what in found]
    return [] if found else [Failure(case, "this todo passes now; promote it to finds or leaves")]


def _failures(case: Case, rules: Rules) -> Iterator[str]:
    expected = dict(case.example.expected)
    day = expected.pop("published", None)
    published = dt.date.fromisoformat(day) if day else None
    article = pipeline.annotate(case.example.text, published=published, rules=rules)
    finds = bool(case.example.spans) and case.key != "leaves"
    if case.alone:
        marked = set(case.example.spans) if finds else set()
        yield from _differences(article.text, marked, _alone(case, article, rules), "the rule alone")
    elif not finds:
        yield from _statements_left(case, article)
    for span in case.example.spans if finds else ():
        if case.kind == "unbound":
            yield from _bound(article, span)
        elif case.kind != "reject":
            yield from _whole(case, article, span, expected)


def _of_phrase(case: Case, rules: Rules) -> Iterator[str]:
    """What is wrong with the spans of a phrase and with its named groups."""
    text = fold(case.example.text)
    found = {match.span(): match for match in phrases(rules)[case.rule].finditer(text) if match[0]}
    marked = case.example.spans if case.key != "leaves" else ()
    yield from _differences(text, set(marked), set(found), "the phrase")
    for span in (span for span in marked if span in found):
        for key, expected in case.example.expected.items():
            if found[span].groupdict().get(key) != expected:
                yield f"⟦{found[span][0]}⟧ has {key} {found[span].groupdict().get(key)}, not {expected}"


def _of_page(case: Case, rules: Rules) -> Iterator[str]:
    """What is wrong with the articles of a page: their texts must be what is marked, the fields of the first as expected."""
    expected = {"uri": "example.txt", **case.example.expected}
    source = (expected.pop("uri"), case.example.text.encode())
    found = [item for item in pipeline.articles(source, rules=rules) if isinstance(item, Article)]
    marked = [case.example.text[slice(*span)] for span in case.example.spans]
    texts = [article.text for article in found]
    if marked and marked != texts:
        yield f"the page has the articles ⟦{'⟧; ⟦'.join(texts)}⟧"
    line = found[0].as_dict() if found else {}
    for key, text in expected.items():
        if wrong := _wrong(line, key, text):
            yield f"the page has {wrong}"


def _alone(case: Case, article: Article, rules: Rules) -> set[Span]:
    """The spans that a rule finds with no other rule of its kind beside it."""
    only = _only(case.rule, rules)
    found: Iterable[Mention | Rejected]
    if case.kind == "unbound":  # an unbound rule is about amounts, so those must be there
        found = assemble.explained(article, recognise.mentions(article, rules), only)[1].unbound
    else:
        name = "rejected" if case.kind == "reject" else _LISTS[case.kind][0]
        found = getattr(recognise.mentions(article, only), name)
    return {(item.start, item.end) for item in found if item.rule == case.rule}


@lru_cache(maxsize=1)
def _only(rule: str, rules: Rules) -> Rules:
    """The rule set with one rule alone, made once for all examples of the rule, which follow each other."""
    return rules.only(rule)


def _bound(article: Article, span: Span) -> Iterator[str]:
    """The statements made at a span for which an example says that there is none."""
    for record in _records("statement", article):
        if span in _spans(record, article):
            yield f"the whole rule set makes a statement of ⟦{record['text']}⟧ by {record['rule']}"


def _differences(text: str, marked: set[Span], found: set[Span], who: str) -> Iterator[str]:
    for start, end in sorted(marked - found):
        yield f"{who} does not find ⟦{text[start:end]}⟧"
    for start, end in sorted(found - marked):
        yield f"{who} finds ⟦{text[start:end]}⟧, which is not marked"


def _statements_left(case: Case, article: Article) -> Iterator[str]:
    """The records at a marked span, or by the example's own rule or indicator, in a text where there must be none."""
    for record in _records(case.kind, article):
        spans = _spans(record, article)
        ours = case.rule in (record["rule"], (record.get("indicator") or {}).get("id"))
        if any(span in case.example.spans for span in spans) or (ours and not case.example.spans):
            yield f"the whole rule set makes {record['text']} a {case.kind} by {record['rule']}"


def _whole(case: Case, article: Article, span: Span, expected: Mapping[str, str]) -> Iterator[str]:
    """How the records of the whole rule set at a marked span differ from what the example says."""
    marked = article.text[span[0] : span[1]]
    here = [record for record in _records(case.kind, article) if span in _spans(record, article)]
    if not here:
        yield f"the whole rule set makes no {case.kind} of ⟦{marked}⟧"
        return
    wrong = [[_wrong(record, key, text) for key, text in expected.items()] for record in here]
    fewest = min(([item for item in found if item] for found in wrong), key=len)
    for item in fewest:
        yield f"⟦{marked}⟧ has {item}"


def _records(kind: str, article: Article) -> list[dict[str, Any]]:
    line = article.as_dict()
    return [record for name in _LISTS[kind] for record in line[name]]


def _spans(record: Mapping[str, Any], article: Article) -> list[Span]:
    """The spans of a record: its own, those of its mentions and, for a statement, that of its amount."""
    spans = [(record["start"], record["end"]), *(tuple(span) for span in record.get("mentions", ()))]
    amounts = {amount.id: (amount.start, amount.end) for amount in article.amounts}
    return [*spans, amounts[record["amount"]]] if record.get("amount") in amounts else spans


def _wrong(record: Mapping[str, Any], key: str, expected: str) -> str | None:
    """`key X, not Y` where a field differs from what an example says; None where it does not."""
    found = _field(record, key)
    return None if found == expected or _equal(found, expected) else f"{key} {found}, not {expected}"


def _field(record: Mapping[str, Any], key: str) -> str:
    """The text of a field as YAML has it: `last` of a statement is that of its period, `indicator` its printed text."""
    outer, _, inner = key.partition(".")
    if outer in ("first", "last") and "period" in record:
        outer, inner = "period", outer
    value = record.get(outer)
    if isinstance(value, Mapping):
        value = value.get(inner or "text")
    if isinstance(value, list):
        return "、".join(map(_named, value))
    return _OF_YAML.get(str(value), str(value))


_OF_YAML = {"None": "null", "True": "true", "False": "false"}


def _named(item: Any) -> str:
    """The name of a list item, or the item itself where it has none."""
    return str(item.get("name", item) if isinstance(item, Mapping) else item)


def _equal(found: str, expected: str) -> bool:
    try:
        return Decimal(found) == Decimal(expected)
    except InvalidOperation:
        return False
