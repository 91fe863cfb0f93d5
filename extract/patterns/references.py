"""Resolve references to words listed elsewhere: `forms: [=cues.hedge.strive, 务必]`, `not_before: [=cues.hedge.strive]`, `{units.money}`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

from extract import expressions as re
from extract.errors import PatternError
from extract.patterns.records import Entry
from extract.records import record

Words = Mapping[str, tuple[Entry, ...]]
_REFERENCE = re.compile(r"=([a-z_]+)\.([\w.-]+)")


@record
class Named:
    """What rules may refer to: vocabularies, with their kinds and entries, and name lists."""

    vocabularies: Words
    lists: Mapping[str, Mapping[str, str]]

    def words_of(self, name: str, kind: str, where: str, parts: Iterable[str] = ()) -> set[str]:
        """The words of a vocabulary (`{units}`), of one kind in it (`{units.money}`), or of a list (`{transliteration}`).

        `parts` are the names of the file's shared parts, for the hint in the error.
        Raises PatternError for an unknown name, and for a kind that no entry has.
        """
        if name in self.lists and not kind:
            return set(self.lists[name])
        if name not in self.vocabularies:
            near = get_close_matches(name, [*parts, *self.vocabularies, *self.lists], 1)
            meant = f"; did you mean {{{near[0]}}}?" if near else ""
            raise PatternError(where, f"{{{name}{kind and '.'}{kind}}} is no shared part of this file, no vocabulary and no list{meant}")
        words = {form for entry in self.vocabularies[name] if kind in ("", entry["kind"]) for form in entry.forms}
        if not words:
            raise PatternError(where, f"no entry of vocabulary {name} has kind {kind}")
        return words

    def entry(self, reference: str, where: str) -> tuple[str, ...]:
        """The forms of the entry that a `reference` (`=vocabulary.entry`) names. Raises PatternError where there is none."""
        name, _, ident = reference[1:].partition(".")
        for entry in self.vocabularies.get(name, ()):
            if entry.id == ident:
                return entry.forms
        raise PatternError(where, f"{reference} names no entry; write =vocabulary.entry")


def resolved(words: Words) -> dict[str, tuple[Entry, ...]]:
    """The vocabularies with each reference replaced by the forms of the entry that it names.

    Raises PatternError for a reference to an unknown entry, or to one that refers back.
    """
    known = {(name, entry.id): entry for name, entries in words.items() for entry in entries}
    return {name: tuple(_resolved(name, entry, known) for entry in entries) for name, entries in words.items()}


def _resolved(name: str, entry: Entry, known: Mapping[tuple[str, str], Entry]) -> Entry:
    if not any(form[0] == "=" and _REFERENCE.fullmatch(form) for form in entry.forms if form):
        return entry
    return replace(entry, forms=tuple(dict.fromkeys(_forms((name, entry.id), known, ()))))


def _forms(key: tuple[str, str], known: Mapping[tuple[str, str], Entry], above: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """The forms of an entry, with those of the entries that it refers to, in the order written; `above` are the entries being resolved."""
    entry = known[key]
    for form in entry.forms:
        reference = _REFERENCE.fullmatch(form)
        if reference is None:
            yield form
            continue
        other = (reference[1], reference[2])
        if other not in known:
            raise PatternError(entry.where, f"{form} names no entry; write =vocabulary.entry")
        if other == key or other in above:
            raise PatternError(entry.where, f"{form} refers back to {'.'.join(key)}; write the words in one of the two")
        yield from _forms(other, known, (*above, key))
