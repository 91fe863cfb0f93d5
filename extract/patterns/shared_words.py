"""`shared.tsv`: words that several vocabularies need, one row per word with all entries that it belongs to.

完成 is a verb that is left out of an indicator, a cue of a report, and no part of a name: one row, three entries. Each of
these entries has `=shared` among its forms, in the place of the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from extract.errors import PatternError
from extract.patterns.name_tables import rows
from extract.patterns.nodes import shown
from extract.patterns.records import Entry

SHARED = "shared.tsv"
COLUMNS = ("word", "entries")
_HERE = "=shared"

Words = Mapping[str, tuple[Entry, ...]]


def with_shared(words: Words, tables: Mapping[Path, str]) -> dict[str, tuple[Entry, ...]]:
    """The vocabularies, with each `=shared` replaced by the words that the table gives to that entry.

    Raises PatternError for an unknown entry, one without `=shared`, and a word that the entry has already.
    """
    known = {f"{name}.{entry.id}": entry for name, entries in words.items() for entry in entries}
    given: dict[str, list[str]] = {}
    for file, text in tables.items():
        for word, name, where in _roles(file, text):
            _check(word, known.get(name), name, where)
            given.setdefault(name, []).append(word)
    return {name: tuple(_filled(entry, given.get(f"{name}.{entry.id}", ())) for entry in entries) for name, entries in words.items()}


def _roles(file: Path, text: str) -> Iterator[tuple[str, str, str]]:
    """Each word with each entry that it belongs to, and the file and line that say so."""
    for number, (word, line) in enumerate(rows(file, text, COLUMNS), 2):
        for name in line.partition("\t")[2].split(" "):
            yield word, name, f"{shown(file)}:{number}"


def _check(word: str, entry: Entry | None, name: str, where: str) -> None:
    if entry is None:
        raise PatternError(where, f"{name or 'nothing'} is no entry of a vocabulary; write vocabulary.entry, parted by blanks")
    if word in entry.forms:
        raise PatternError(where, f"{word} stands at {entry.where} already; remove one of the two")
    if _HERE not in entry.forms:
        raise PatternError(where, f"{name} does not ask for shared words; write {_HERE} among its forms ({entry.where})")


def _filled(entry: Entry, given: list[str] | tuple[()]) -> Entry:
    if _HERE not in entry.forms:
        return entry
    if not given:
        raise PatternError(entry.where, f"{_HERE}, but {SHARED} names this entry nowhere; remove it, or add a row")
    return replace(entry, forms=tuple(word for form in entry.forms for word in (given if form == _HERE else (form,))))
