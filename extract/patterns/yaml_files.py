"""One YAML file of patterns/ -> its rules, or the entries of its vocabulary; both read strictly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from extract.errors import PatternError
from extract.patterns.expressions import bounded, filled, one_of
from extract.patterns.gives import GIVES
from extract.patterns.nodes import Node, shown
from extract.patterns.records import EXAMPLES, Entry, Example, Rule
from extract.text import fold

_FILE_OF_WORDS = {"vocabulary", "note", "columns", "entries"}
_FILE_OF_RULES = {"kind", "note", "shared", "rules"}
_RULE = {"id", "note", "needs", "match", "gives", *EXAMPLES}
_ENTRY = {"id", "note", "forms", *EXAMPLES}

Words = Mapping[str, tuple[Entry, ...]]


def vocabulary(head: Mapping[str, Node]) -> tuple[Entry, ...]:
    """The entries of a vocabulary, each with the columns that the head of the file names."""
    _known(head, _FILE_OF_WORDS)
    columns = [node.text() for node in head["columns"].sequence()] if "columns" in head else []
    entries: dict[str, Entry] = {}
    for node in head["entries"].sequence():
        entry = _entry(node, columns)
        if entry.id in entries:
            raise PatternError(entry.where, f"entry {entry.id} stands in this vocabulary already")
        entries[entry.id] = entry
    return tuple(entries.values())


def _entry(node: Node, columns: list[str]) -> Entry:
    parts = node.mapping()
    _known(parts, {*_ENTRY, *columns})
    if "id" not in parts or "forms" not in parts:
        raise PatternError(node.where, "an entry needs `id` and `forms`")
    return Entry(
        id=parts["id"].text(),
        forms=tuple(fold(form.text()) for form in parts["forms"].sequence()),
        columns={name: parts[name].text() for name in columns if name in parts},
        where=node.where,
        **_examples(parts),
    )


def rules_of(file: Path, head: Mapping[str, Node], words: Words) -> Iterator[Rule]:
    """The rules of a file, their expressions filled with its shared parts and with the words of vocabularies."""
    _known(head, _FILE_OF_RULES)
    if "kind" not in head or "rules" not in head:
        raise PatternError(f"{shown(file)}:1", "a file of rules needs `kind` and `rules`")
    kind = _one_of(head["kind"], "kind", GIVES)
    shared: dict[str, str] = {}
    for name, node in (head["shared"].mapping() if "shared" in head else {}).items():
        shared[name] = filled(node.text(), partial(_meaning, shared, words, node.where))
    for node in head["rules"].sequence():
        yield _rule(node, kind, shared, words)


def _rule(node: Node, kind: str, shared: Mapping[str, str], words: Words) -> Rule:
    parts = node.mapping()
    _known(parts, _RULE)
    for key in ("id", "match", "finds"):
        if key not in parts:
            what = "a rule without an example does not load; add `finds`" if key == "finds" else f"a rule needs `{key}`"
            raise PatternError(node.where, what)
    match = parts["match"]
    return Rule(
        id=parts["id"].text(),
        kind=kind,
        note=parts["note"].text() if "note" in parts else "",
        needs=tuple(word.text() for word in parts["needs"].sequence()) if "needs" in parts else (),
        expression=filled(bounded(match.text(), match.where), partial(_meaning, shared, words, match.where)),
        gives=_gives(parts["gives"], kind) if "gives" in parts else {},
        where=node.where,
        line=match.where,
        **_examples(parts),
    )


def _gives(node: Node, kind: str) -> dict[str, str]:
    """What a rule gives every match, with each key and value as its kind knows them."""
    parts, known = node.mapping(), GIVES[kind]
    _known(parts, known)
    return {key: _one_of(value, key, known[key]) if known[key] else value.text() for key, value in parts.items()}


def _meaning(shared: Mapping[str, str], words: Words, where: str, name: str, column: str) -> str:
    """What `{name}` stands for: a shared part of the file, or all forms of a vocabulary (`{units}`, `{units.money}`)."""
    slot = f"{name}.{column}" if column else name
    if slot in shared:
        return f"(?:{shared[slot]})"
    if name not in words:
        raise PatternError(where, f"{{{slot}}} is no shared part of this file and no vocabulary")
    forms = {form for entry in words[name] if column in ("", entry["kind"]) for form in entry.forms}
    if not forms:
        raise PatternError(where, f"no entry of vocabulary {name} has kind {column}")
    return one_of(forms)


def _examples(parts: Mapping[str, Node]) -> dict[str, Any]:
    return {key: tuple(_example(node) for node in parts[key].sequence()) if key in parts else () for key in EXAMPLES}


def _example(node: Node) -> Example:
    """`…⟦250亿元⟧…` or `…⟦250亿元⟧…: {value: 25000000000}`."""
    marked, expected = node.text_and_fields()
    text, spans, start = "", [], None
    for piece in re.split("([⟦⟧])", marked):
        if piece == "⟦":
            start = len(text)
        elif piece == "⟧":
            if start is None:
                raise PatternError(node.where, "an example closes ⟧ what it never opened")
            spans.append((start, len(text)))
            start = None
        else:
            text += piece
    if start is not None:
        raise PatternError(node.where, "an example opens ⟦ and never closes it")
    return Example(text, tuple(spans), expected, node.where)


def _known(parts: Mapping[str, Node], keys: Mapping[str, object] | set[str]) -> None:
    for name, node in parts.items():
        if name not in keys:
            raise PatternError(node.where, f"unknown key {name}; one of {', '.join(sorted(keys))}")


def _one_of(node: Node, what: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """The text of a node, where it is one of those known."""
    text = node.text()
    if text not in known:
        raise PatternError(node.where, f"unknown {what} {text}; one of {', '.join(known)}")
    return text
