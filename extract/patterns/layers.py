"""Lay folders of pattern files over each other: a researcher's entries, rules and names beside ours, or in their place.

Added files use the columns, kinds and shared parts of ours. An added entry, rule or name replaces the one with the same id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from extract.errors import PatternError
from extract.patterns.columns import Column, columns
from extract.patterns.name_tables import Lists
from extract.patterns.nodes import Node, unknown
from extract.patterns.phrases import KIND
from extract.patterns.records import Entry, Rule
from extract.patterns.references import Named
from extract.patterns.shared_words import Words, with_shared
from extract.patterns.trials import proved
from extract.patterns.yaml_files import kind_of, rules_of, shared_of, vocabulary

Head = Mapping[str, Node]
One = TypeVar("One", Entry, Rule)


@dataclass(frozen=True)
class Layer:
    """One folder as read; `lists` come from files of one list each, `tables` from files that hold several lists."""

    heads: Mapping[Path, Head]
    lists: Lists
    tables: Lists
    weights: Mapping[str, Mapping[str, float]]
    shared: Mapping[Path, str]

    @cached_property
    def words(self) -> dict[str, tuple[Entry, ...]]:
        """Its own vocabularies, read once for all folders laid over it: half of the time that laying one takes."""
        return with_shared({name: vocabulary(head) for name, head in _heads(self).items()}, self.shared)

    @cached_property
    def weighed(self) -> dict[str, str]:
        """The digest of each of its tables of weights, taken once: with 200,000 features half of the time that laying a folder takes."""
        tables = {name: repr([*table.items()]).encode("utf-8", "surrogatepass") for name, table in self.weights.items()}
        return {name: hashlib.sha256(table).hexdigest() for name, table in tables.items()}


def vocabularies(layers: Sequence[Layer]) -> Words:
    """The vocabularies of the first folder, with the entries of the others added."""
    heads, words = _heads(layers[0]), dict(layers[0].words)
    for layer in layers[1:]:
        for name, entries in _added_entries(layer, heads, words).items():
            words[name] = tuple(_laid(words[name], _referring(words[name], entries, name)))
    for name, head in heads.items():
        if "apart" in head:
            _told_apart(words[name])
    _in_other_columns(heads, words)
    return words


def _added_entries(layer: Layer, heads: Mapping[str, Head], words: Words) -> dict[str, list[Entry]]:
    """The entries that a folder adds to each vocabulary; PatternError where two of its files have an entry with the same id."""
    added: dict[str, dict[str, Entry]] = {}
    for head in _of_words(layer):
        name = _ours(head, heads)
        known = added.setdefault(name, {})
        for entry in vocabulary({**heads[name], **head}, {entry.id: entry for entry in words[name]}):
            if entry.id in known:
                raise PatternError(entry.where, f"entry {entry.id} stands at {known[entry.id].where} already; make one of the two, or give it another id")
            known[entry.id] = entry
    return {name: [*known.values()] for name, known in added.items()}


def rules(layers: Sequence[Layer], named: Named, ours: bool) -> tuple[Rule, ...]:
    """The rules of the first folder, with those of the others added; an added rule may use the shared parts of its kind.

    Every rule is tried, except those of the first folder if it is `ours`: the tests check them, and compiling takes long.
    """
    shared: dict[str, dict[str, str]] = {}
    found: tuple[Rule, ...] = ()
    for number, layer in enumerate(layers):
        some: list[Rule] = []
        for file, head in _of_rules(layer):
            kind = kind_of(file, head)
            parts = shared_of(head, named, shared.get(kind, {}) if number else {})
            some += rules_of(file, head, named, parts)
            if not number:
                shared.setdefault(kind, {}).update(parts)
        _apart_by_id(some)
        for rule in some if number or not ours else ():
            proved(rule)
            if number:
                _complete(rule)
        found = tuple(_laid(found, some))
    return found


def lists(layers: Sequence[Layer]) -> Lists:
    """The name lists of the first folder, with the names of the others added; a name in an added table leaves our lists of that table.

    Raises PatternError for a list that the first folder does not have.
    """
    found = {name: dict(names) for name, names in (layers[0].lists | layers[0].tables).items()}
    for layer in layers[1:]:
        moved = {ident for names in layer.tables.values() for ident in names}
        for name in layer.tables:
            found[name] = {ident: full for ident, full in found[name].items() if ident not in moved}
        for name, names in (layer.lists | layer.tables).items():
            if name not in found:
                raise PatternError(f"{name}.txt", unknown("name list", name, sorted(found)))
            found[name] |= names
    return found


def weighed(layers: Sequence[Layer]) -> dict[str, str]:
    """The digest of each table of weights, taken from the last folder that has it."""
    return {name: digest for layer in layers for name, digest in layer.weighed.items()}


def _heads(layer: Layer) -> dict[str, Head]:
    """The heads of the vocabulary files of a folder, by name of vocabulary; PatternError where two files have the same one."""
    heads: dict[str, Head] = {}
    for head in _of_words(layer):
        node = head["vocabulary"]
        if node.text() in heads:
            raise PatternError(
                node.where,
                f"vocabulary {node.text()} stands at {heads[node.text()]['vocabulary'].where} already; put the entries there",
            )
        heads[node.text()] = head
    return heads


def _of_words(layer: Layer) -> Iterator[Head]:
    return (head for head in layer.heads.values() if "vocabulary" in head)


def _of_rules(layer: Layer) -> Iterator[tuple[Path, Head]]:
    return ((file, head) for file, head in layer.heads.items() if "vocabulary" not in head)


def _ours(head: Head, heads: Mapping[str, Head]) -> str:
    """The name of our vocabulary that a file adds to; PatternError where we have none, or where the file repeats its head."""
    node = head["vocabulary"]
    if node.text() not in heads:
        raise PatternError(node.where, unknown("vocabulary", node.text(), sorted(heads)))
    for key in ("columns", "makes", "each", "apart"):
        if key in head:
            raise PatternError(
                head[key].where,
                f"`{key}` of this vocabulary stands in ours ({heads[node.text()]['vocabulary'].file}); leave it out here",
            )
    return node.text()


def _referring(ours: Iterable[Entry], added: Iterable[Entry], name: str) -> Iterator[Entry]:
    """The added entries; a reference to the entry of ours that one replaces is replaced by the forms of that entry."""
    forms = {entry.id: entry.forms for entry in ours}
    for entry in added:
        own = f"={name}.{entry.id}"
        if "=shared" in entry.forms:
            raise PatternError(entry.where, f"=shared stands for words of ours; write {own} for all that our entry has")
        if own in entry.forms and entry.id in forms:
            entry = replace(entry, forms=tuple(form for one in entry.forms for form in (forms[entry.id] if one == own else (one,))))
        yield entry


def _laid(ours: Iterable[One], added: Iterable[One]) -> Iterator[One]:
    """`ours` with `added`: each added one in the place of the one with its id, else at the end."""
    new = {one.id: one for one in added}
    for one in ours:
        yield new.pop(one.id, one)
    yield from new.values()


def _apart_by_id(found: Iterable[Rule]) -> None:
    by_id: dict[str, Rule] = {}
    for rule in found:
        if rule.id in by_id:
            raise PatternError(rule.where, f"rule {rule.id} stands already at {by_id[rule.id].where}; give it another id")
        by_id[rule.id] = rule


def _complete(rule: Rule) -> None:
    """Raise PatternError where an added rule has no `note`, or no `needs` (a phrase may) and so would be tried on every text."""
    if not rule.note:
        raise PatternError(rule.where, f"rule {rule.id} needs a `note`: what it finds, in a sentence")
    if not rule.needs and rule.kind != KIND:
        raise PatternError(
            rule.where,
            f"rule {rule.id} needs `needs`: a list of words of which one stands in every text that it finds something in",
        )


def _told_apart(entries: Iterable[Entry]) -> None:
    """Raise PatternError where two entries have the same form."""
    owners: dict[str, Entry] = {}
    for entry in entries:
        for form in dict.fromkeys(entry.forms):
            if form in owners:
                owner = owners[form]
                what = f"{form} stands for {owner.id} already ({owner.where}); leave it out here, or write `id: {owner.id}` to replace that entry"
                raise PatternError(entry.where, what)
            owners[form] = entry


def _in_other_columns(heads: Mapping[str, Head], words: Words) -> None:
    """Raise PatternError where a value should be one of another vocabulary's column (`=units.code`) and is not."""
    for name, head in heads.items():
        asked = {key: column for key, column in (columns(head["columns"]) if "columns" in head else {}).items() if column.other}
        for key, column in asked.items():
            _in_other_column(words[name], key, column, words)


def _in_other_column(entries: Iterable[Entry], key: str, column: Column, words: Words) -> None:
    other, _, theirs = column.other.partition(".")
    known = {entry[theirs] for entry in words.get(other, ())}
    for entry in entries:
        whole, _, _ = entry[key].partition("/")  # CNY/m2 is a CNY for each of something
        if known and whole and whole not in known:
            raise PatternError(
                entry.where,
                unknown(key, whole, sorted(known)) + f"; or add an entry with `{theirs}: {whole}` to {other}",
            )
