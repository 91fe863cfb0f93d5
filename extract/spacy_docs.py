"""Articles as spaCy Docs, and the pipeline as a component of spaCy: `nlp.add_pipe("policy_extract")`.

All that was found stays with the Doc as the article's line, in `doc.user_data`, so that DocBin and `to_bytes` carry it along;
`doc._.targets` and its like read it there, `span._.value` and `span._.unit` say what stands for a span of `doc.spans`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from extract import emit, patterns, pipeline
from extract.model import Article
from extract.patterns import Rules

NAME = "policy_extract"
"""What the component is called, and the key of `doc.user_data` under which the line lies."""
LABELS = {
    "organisations": "ORG",
    "persons": "PERSON",
    "places": "GPE",
    "amounts": "QUANTITY",
    "dates": "DATE",
    "documents": "LAW",
    "targets": "TARGET",
    "actuals": "ACTUAL",
}
"""Kinds of record, and what spaCy calls their spans."""
_ENTITIES = ("organisations", "persons", "places", "amounts", "dates")


def to_doc(article: Article) -> Doc:
    """The article as a spaCy Doc of one token for each character, with all that was found in it.

    `doc.ents` holds bodies, people, places, amounts and dates (the first of these wherever two overlap);
    `doc.spans` holds every kind under its key, `targets` and `actuals` too, and `doc._` the records with all that they say.
    displaCy and DocBin take it as it is.
    """
    doc = Doc(Vocab(), words=article.text, spaces=[False] * len(article.text))  # a string is the sequence of its characters
    filled(doc, article)
    doc.ents = _apart([doc.spans[key] for key in _ENTITIES])
    return doc


def filled(doc: Doc, article: Article) -> None:
    """Put what was found in an article into a Doc of its text, whatever its tokens: a span that ends within one takes the whole."""
    line = doc.user_data[NAME] = json.loads(emit.line(article))
    for key, label in LABELS.items():
        places = {(start, end, record["id"]) for record in line[key] for start, end in _extents(record)}
        spans = [doc.char_span(start, end, label, alignment_mode="expand", span_id=ident) for start, end, ident in sorted(places)]
        doc.spans[key] = [span for span in spans if span is not None]


@Language.factory(NAME, default_config={"published": None, "add_patterns": [], "ents": True}, assigns=["doc.spans"])  # type: ignore[untyped-decorator,unused-ignore]
def component(nlp: Language, name: str, published: str | None, add_patterns: Sequence[str], ents: bool) -> Component:
    """What `nlp.add_pipe("policy_extract")` adds.

    `published` is the day of all texts, `doc._.published` that of one; with `ents`, finds become entities where no other
    component has set any. `add_patterns` are folders of one's own pattern files.
    """
    return Component(patterns.load_rules(add=add_patterns), published, ents)


class Component:
    """A Doc -> the same with all that the pipeline finds in its text."""

    def __init__(self, rules: Rules, published: str | None, ents: bool) -> None:
        self._rules, self._published, self._ents = rules, published, ents

    def __call__(self, doc: Doc) -> Doc:
        filled(doc, pipeline.annotate(doc.text, published=doc._.published or self._published, rules=self._rules))
        if self._ents:
            doc.ents = _apart([doc.ents, *(doc.spans[key] for key in _ENTITIES)])
        return doc


def _apart(groups: Iterable[Iterable[Span]]) -> list[Span]:
    """The spans of all groups in reading order; of those that overlap, that of the first group."""
    kept: list[Span] = []
    for group in groups:
        taken = {i for span in kept for i in range(span.start, span.end)}
        kept += [span for span in filter_spans(group) if taken.isdisjoint(range(span.start, span.end))]
    return sorted(kept, key=lambda span: (span.start, span.end))


def _extents(record: Mapping[str, Any]) -> Iterable[tuple[int, int]]:
    return [(start, end) for start, end in record.get("mentions", ())] or [(record["start"], record["end"])]


def _records(key: str) -> Any:
    """A getter of the records of one kind."""
    return lambda doc: doc.user_data.get(NAME, {}).get(key, [])


def _of(key: str) -> Any:
    """A getter of what the record of a span says; None where the span is none of ours."""
    return lambda span: (_record(span) or {}).get(key)


def _record(span: Span) -> Any:
    """The record that a span stands for, known by its id."""
    line = span.doc.user_data.get(NAME, {})
    return next((one for key in LABELS for one in line.get(key, ()) if get_string_id(one["id"]) == span.id), None)


for _key in (*LABELS, "warnings"):
    Doc.set_extension(_key, getter=_records(_key), force=True)
Doc.set_extension("published", default=None, force=True)
Span.set_extension("record", getter=_record, force=True)
for _key in ("value", "unit"):
    Span.set_extension(_key, getter=_of(_key), force=True)
