"""Names of lists where they stand in a text, and the way to and from spaCy. The only room that knows spaCy.

A text becomes a Doc with one token for each character, so that token i is character i and every offset is exact.
All name lists together are one PhraseMatcher. The Doc costs more than any number of names, so it is made only of the
stretches where some name may begin, by the name's first three characters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from extract import expressions as re
from extract.model import Article
from extract.patterns import Rules, beginning

Labelled = tuple[int, int, str]
_GAP = "\n"  # stands in no name


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a list: where it stands, which list, and the full name that the list gives for it."""

    start: int
    end: int
    list: str
    name: str


def names(folded: str, rules: Rules, lists: tuple[str, ...], vocabulary: str = "") -> tuple[list[Named], list[Named]]:
    """The names of these lists in a folded text, and the forms of one vocabulary: two lists in reading order.

    Within each, names never overlap: the one that begins first is taken, and the longest of those.

    >>> from extract.patterns import load_rules
    >>> found, _ = names("国新办和财政部发布", load_rules(), ("bodies",))
    >>> [(n.start, n.end, n.list, n.name) for n in found]
    [(0, 3, 'bodies', '国务院新闻办公室'), (4, 7, 'bodies', '财政部')]
    """
    rules = rules.whole
    openings = _openings(rules, lists, vocabulary)
    windows = list(openings.windows(folded))
    found: tuple[list[Named], list[Named]] = ([], [])
    if not windows:
        return found
    matcher, vocab = _matcher(rules, lists, vocabulary)
    starts, shifts, at = [], [], 0  # where a window begins among the joined ones, and how far that is from its place
    for start, end in windows:
        starts.append(at)
        shifts.append(start - at)
        at += end - start + 1
    joined = _GAP.join([folded[start:end] for start, end in windows])
    last = [-1, -1]
    for start, minus_end, label in sorted((start, -end, label) for label, start, end in matcher(_characters(vocab, joined))):
        shift = shifts[bisect_right(starts, start) - 1]
        source = vocab.strings[label]
        kind = int(source == vocabulary)
        if start >= last[kind]:
            last[kind] = -minus_end
            name = openings.full[source][joined[start:-minus_end]]
            found[kind].append(Named(start + shift, shift - minus_end, source, name))
    return found


def entities(nlp: Callable[[str], Any], text: str) -> list[Labelled]:
    """What a spaCy pipeline with an `ner` finds: `(start, end, label)` in characters of the text.

    `nlp` is any loaded pipeline (zh_core_web_sm, one's own); its own tokenizer decides where tokens end.
    """
    return [(ent.start_char, ent.end_char, ent.label_) for ent in nlp(text).ents]


def merged(rules_found: Sequence[Labelled], model_found: Iterable[Labelled]) -> list[Labelled]:
    """Both, in reading order: where two overlap, the rules win; among the model's own, the earlier and longer one.

    >>> merged([(0, 4, "ORG")], [(2, 6, "ORG"), (8, 10, "GPE"), (8, 12, "ORG")])
    [(0, 4, 'ORG'), (8, 12, 'ORG')]
    """
    kept = list(rules_found)
    for span in sorted(model_found, key=lambda s: (s[0], -s[1], s[2])):
        if all(span[1] <= other[0] or other[1] <= span[0] for other in kept):
            kept.append(span)
    return sorted(kept)


@cache
def load(name_or_path: str) -> Any:
    """The spaCy pipeline of that name or path, with an entity recogniser in it; loaded once a process.

    Raises UsageError where it is not installed or holds no `ner`.
    """
    import spacy

    from extract.errors import UsageError

    try:
        nlp = spacy.load(name_or_path)
    except (OSError, ImportError) as error:
        raise UsageError(f"no spaCy pipeline {name_or_path}; install it, or name the folder of your own") from error
    if not {"ner", "entity_ruler"} & set(nlp.pipe_names):
        raise UsageError(f"the spaCy pipeline {name_or_path} has no `ner`; name one that recognises entities")
    return nlp


def to_doc(article: Article) -> Any:
    """The article as a spaCy Doc of one token for each character, with all that was found in it.

    `doc.ents` holds bodies, people, places, amounts and dates (the first of these wherever two overlap);
    `doc.spans` holds every kind under its key, `targets` and `actuals` too. displaCy and DocBin take it as it is.
    """
    from spacy.tokens import Span
    from spacy.util import filter_spans
    from spacy.vocab import Vocab

    doc = _characters(Vocab(), article.text)
    for key, label in _LABELS.items():
        spans = [(start, end) for record in getattr(article, key) for start, end in _extents(record)]
        doc.spans[key] = [Span(doc, start, end, label=label) for start, end in sorted(set(spans))]
    ents: list[Any] = []
    for key in _ENTITIES:
        taken = {i for span in ents for i in range(span.start, span.end)}
        ents += [span for span in filter_spans(doc.spans[key]) if taken.isdisjoint(range(span.start, span.end))]
    doc.ents = sorted(ents, key=lambda span: (span.start, span.end))
    return doc


_LABELS = {
    "organisations": "ORG",
    "persons": "PERSON",
    "places": "GPE",
    "amounts": "QUANTITY",
    "dates": "DATE",
    "documents": "LAW",
    "targets": "TARGET",
    "actuals": "ACTUAL",
}
_ENTITIES = ("organisations", "persons", "places", "amounts", "dates")


def _extents(record: Any) -> Iterable[tuple[int, int]]:
    return getattr(record, "mentions", None) or ((record.start, record.end),)


def _characters(vocab: Any, text: str) -> Any:
    from spacy.tokens import Doc

    return Doc(vocab, words=text, spaces=[False] * len(text))  # a string is the sequence of its characters


@dataclass(frozen=True, slots=True)
class _Openings:
    """How names begin: how far the longest reaches that begins with these two or three characters."""

    gate: re.Pattern[str]
    reach: Mapping[str, int]
    full: Mapping[str, Mapping[str, str]]

    def windows(self, folded: str) -> Iterator[tuple[int, int]]:
        """The stretches of a text that hold all names in it, in order and apart."""
        reach = self.reach.get
        first = last = -1
        for match in self.gate.finditer(folded):
            start = match.start()
            far = reach(folded[start : start + 3]) or reach(folded[start : start + 2])
            if far is None:
                continue
            if start > last:
                if last > 0:
                    yield first, last
                first = start
            last = max(last, start + far)
        if last > 0:
            yield first, min(last, len(folded))


@lru_cache(maxsize=4)
def _openings(rules: Rules, lists: tuple[str, ...], vocabulary: str) -> _Openings:
    full = {source: rules.lists.get(source, {}) for source in lists}
    if vocabulary:
        entries = rules.vocabularies.get(vocabulary, ())
        full[vocabulary] = {form: entry.id for entry in entries for form in entry.forms}
    reach: dict[str, int] = {}
    for name in (name for forms in full.values() for name in forms):
        opening = name[:3]
        reach[opening] = max(reach.get(opening, 0), len(name))
    for opening, far in sorted(reach.items()):  # 市委 is a name, 市委办 the opening of others
        if len(opening) == 3 and opening[:2] in reach:
            reach[opening] = max(far, reach[opening[:2]])
    return _Openings(beginning(reach), reach, full)


@lru_cache(maxsize=4)
def _matcher(rules: Rules, lists: tuple[str, ...], vocabulary: str) -> tuple[Any, Any]:
    from spacy.matcher import PhraseMatcher
    from spacy.vocab import Vocab

    vocab = Vocab()
    matcher = PhraseMatcher(vocab)
    for source, forms in _openings(rules, lists, vocabulary).full.items():
        matcher.add(source, [_characters(vocab, form) for form in forms])
    return matcher, vocab
