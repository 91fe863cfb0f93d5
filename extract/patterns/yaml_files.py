"""Read one YAML file of patterns/, strictly, into its rules or the entries of its vocabulary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from extract import expressions as re
from extract.errors import PatternError
from extract.patterns.columns import Column, columns, is_number, of_entry
from extract.patterns.expressions import bounded, filled, guarded, one_of
from extract.patterns.gives import GIVES, NUMBER
from extract.patterns.nodes import Node, shown, unknown
from extract.patterns.records import EXAMPLES, Entry, Example, Proof, Rule
from extract.patterns.references import Named
from extract.records import state
from extract.text import fold

_FILE_OF_WORDS = {"vocabulary", "note", "apart", "makes", "each", "columns", "entries"}
_FILE_OF_RULES = {"kind", "note", "shared", "rules"}
MAKES = ("amount", "article", "date", "document", "organisation", "person", "place", "reject", "statement")
_RULE = {"id", "note", "needs", "match", "not_after", "not_before", "gives", *EXAMPLES}
_ENTRY = {"id", "note", "forms", *EXAMPLES}

_ID = re.compile(r"[\w.()-]+")


def vocabulary(head: Mapping[str, Node], ours: Mapping[str, Entry] | None = None) -> tuple[Entry, ...]:
    """The entries of a vocabulary, each with the columns that the head of the file declares.

    `ours` are the entries that these are laid over: an entry takes the columns that it leaves out from ours with the same id.
    An added entry needs an example of its own, even where the frames (`each`) of our file would do for ours.
    Raises PatternError for anything invalid, with file and line.
    """
    _known(head, _FILE_OF_WORDS)
    if "entries" not in head:
        raise PatternError(head["vocabulary"].where, "a vocabulary needs `entries`")
    known = columns(head["columns"]) if "columns" in head else {}
    added = ours is not None
    must_show = "makes" in head and (added or "each" not in head)
    entries: dict[str, Entry] = {}
    for node in head["entries"].sequence():
        entry = _entry(node, known, "，；、" if added else "，；", ours or {})
        if entry.id in entries:
            raise PatternError(entry.where, f"entry {entry.id} stands at {entries[entry.id].where} already; give it another id, or make one of the two")
        _proves_itself(entry, must_show, "makes" in head)
        entries[entry.id] = entry
    return tuple(entries.values())


def _proves_itself(entry: Entry, must_show: bool, makes: bool) -> None:
    """Raise PatternError where an entry `must_show` an example and has none, or has one in a vocabulary that `makes` no record."""
    if must_show and not (entry.finds or entry.leaves):
        raise PatternError(entry.where, f"entry {entry.id} decides something and has no example; add `finds` or `leaves`")
    if not makes and (entry.finds or entry.leaves or entry.todo):
        raise PatternError(entry.where, "an example of nothing; say in the head what kind of record it `makes`")


def proof(head: Mapping[str, Node]) -> Proof:
    """The kind of record that the examples of a vocabulary show, and the frames (`each`) run for entries without any."""
    makes = _one_of(head["makes"], "kind of record", MAKES)
    return Proof(makes, _examples(head, ("each",))["each"])


def _entry(node: Node, known: Mapping[str, Column], marks: str, ours: Mapping[str, Entry]) -> Entry:
    parts = node.mapping()
    _known(parts, {*_ENTRY, *known})
    if "id" not in parts or "forms" not in parts:
        raise PatternError(node.where, "an entry needs `id` and `forms`")
    forms = tuple(fold(form.word(marks)) for form in parts["forms"].sequence())
    if not forms:
        raise PatternError(parts["forms"].where, "no word stands in `forms`; write those that bulletins print")
    ident = _ident(parts["id"])
    replaced = ours[ident].columns if ident in ours else {}
    return Entry(
        id=ident,
        forms=forms,
        columns=dict(replaced) | of_entry(parts, {name: one for name, one in known.items() if name in parts or name not in replaced}, node.where),
        where=node.where,
        **_examples(parts),
    )


def kind_of(file: Path, head: Mapping[str, Node]) -> str:
    """The kind of the rules of a file. Raises PatternError where `kind` or `rules` is missing, or the kind is unknown."""
    if "kind" not in head or "rules" not in head:
        raise PatternError(f"{shown(file)}:1", "a file of rules needs `kind` and `rules`, one of words `vocabulary` and `entries`")
    _known(head, _FILE_OF_RULES)
    return _one_of(head["kind"], "kind", GIVES)


def shared_of(head: Mapping[str, Node], named: Named, ours: Mapping[str, str]) -> dict[str, str]:
    """The shared parts that the rules of a file may use, `ours` first and then its own: name -> expression."""
    shared = dict(ours)
    for name, node in (head["shared"].mapping() if "shared" in head else {}).items():
        shared[name] = _shared(node, shared, named)
    return shared


def rules_of(file: Path, head: Mapping[str, Node], named: Named, shared: Mapping[str, str]) -> Iterator[Rule]:
    """The rules of a file, with shared parts and the words of vocabularies and lists filled into their expressions."""
    kind = kind_of(file, head)
    for node in head["rules"].sequence():
        yield _rule(node, kind, shared, named)


def _shared(node: Node, shared: Mapping[str, str], named: Named) -> str:
    """The expression of a shared part of a file, which is written as an expression or as a list of words."""
    if node.is_sequence:
        return one_of(_worded(node, named))
    return filled(node.text(), partial(_meaning, shared, named, node.where))


@state
class _Typed:
    """A rule as typed, and as last filled: with other vocabularies its expression may differ."""

    rule: Rule
    filled: Rule
    parts: Mapping[str, Node]


def _rule(node: Node, kind: str, shared: Mapping[str, str], named: Named) -> Rule:
    typed = node.once(_typed_as(kind))
    expression = guarded(
        filled(typed.rule.expression, partial(_meaning, shared, named, typed.rule.line)),
        after=_listed(typed.parts, "not_after", named),
        before=_listed(typed.parts, "not_before", named),
    )
    if expression != typed.filled.expression:
        typed.filled = replace(typed.rule, expression=expression)
    return typed.filled


@cache
def _typed_as(kind: str) -> Callable[[Node], _Typed]:
    return partial(_typed, kind=kind)


def _typed(node: Node, kind: str) -> _Typed:
    parts = node.mapping()
    _known(parts, _RULE)
    for key in ("id", "match", "finds"):
        if key not in parts:
            what = "a rule without an example does not load; add `finds`" if key == "finds" else f"a rule needs `{key}`"
            raise PatternError(node.where, what)
    match = parts["match"]
    rule = Rule(
        id=_ident(parts["id"]),
        kind=kind,
        note=parts["note"].text() if "note" in parts else "",
        needs=tuple(fold(word.word()) for word in parts["needs"].sequence()) if "needs" in parts else (),
        expression=bounded(match.text(), match.where),
        gives=_gives(parts["gives"], kind) if "gives" in parts else {},
        where=node.where,
        line=match.where,
        **_examples(parts),
    )
    return _Typed(rule, rule, parts)


def _gives(node: Node, kind: str) -> dict[str, str]:
    """The fields that a rule gives every match; PatternError for a key or value that its kind does not know."""
    parts, known = node.mapping(), GIVES[kind]
    _known(parts, known)
    return {key: _given(value, key, known[key]) for key, value in parts.items()}


def _given(node: Node, key: str, known: tuple[str, ...]) -> str:
    if known == NUMBER:
        if not is_number(node.text()):
            raise PatternError(node.where, f"{key} {node.text()} is no number; write digits, as 1000 or 0.5")
        return node.text()
    return _one_of(node, key, known) if known else node.text()


def _listed(parts: Mapping[str, Node], key: str, named: Named) -> list[str]:
    """The words of a rule's `not_after` or `not_before`, behind or in front of which it does not match."""
    return _worded(parts[key], named) if key in parts else []


def _worded(node: Node, named: Named) -> list[str]:
    """The words of a list; a reference (`=cues.hedge.strive`) stands for the forms of that entry."""
    words: list[str] = []
    for item in node.sequence():
        form = item.text()
        words += named.entry(form, item.where) if form[:1] == "=" and len(form) > 1 else [fold(form)]
    return words


def _meaning(shared: Mapping[str, str], named: Named, where: str, name: str, column: str) -> str:
    """The expression for `{name}` or `{name.column}`: a shared part of the file, or any word of a vocabulary, of a kind in it, or of a list."""
    slot = f"{name}.{column}" if column else name
    return f"(?:{shared[slot]})" if slot in shared else one_of(named.words_of(name, column, where, shared))


def _examples(parts: Mapping[str, Node], keys: Sequence[str] = EXAMPLES) -> dict[str, Any]:
    return {key: tuple(_example(node) for node in parts[key].sequence()) if key in parts else () for key in keys}


def _example(node: Node) -> Example:
    """Read an example, written `…⟦250亿元⟧…` or `…⟦250亿元⟧…: {value: 25000000000}`."""
    marked, expected = node.text_and_fields()
    if "published" in expected:
        _day(expected["published"], node.where)
    return Example.of(marked, expected, node.where)


def _day(text: str, where: str) -> None:
    try:
        dt.date.fromisoformat(text)
    except ValueError as error:
        raise PatternError(where, f"published {text} is no day; write it as '2026-03-12'") from error


def _ident(node: Node) -> str:
    text = node.text()
    if not _ID.fullmatch(text):
        raise PatternError(node.where, f"`id: {text}`: an id is one word of letters, digits, `-` and `.`, as tea-output")
    return text


def _known(parts: Mapping[str, Node], keys: Mapping[str, object] | set[str]) -> None:
    for name, node in parts.items():
        if name not in keys:
            raise PatternError(node.where, unknown("key", name, sorted(keys)))


def _one_of(node: Node, what: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """The text of a node; PatternError where it is none of `known`."""
    text = node.text()
    if text not in known:
        raise PatternError(node.where, unknown(what, text, known))
    return text
