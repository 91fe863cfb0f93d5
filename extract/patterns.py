"""Pattern files -> checked, compiled rules. The only room that knows YAML.

Three kinds of file live in patterns/, and learned weights in patterns/weights/ (`*.tsv`: feature, tab, weight):

- rules (`kind: amount`, `shared:`, `rules:`): expressions with the examples that prove them;
- vocabularies (`vocabulary: units`, `columns:`, `entries:`): words that mean the same, with what they mean;
- name lists (`*.txt`): a name a line, a tab, its canonical form.

All are read strictly: every scalar stays the text that was typed; an unknown or repeated key, a rule without an
example, a numbered group or an unbounded `.*` stops the load with file, line and what to do.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache, wraps
from pathlib import Path
from typing import Any, TypeVar

import regex
import yaml

from extract.errors import PatternError
from extract.text import fold

KINDS = ("amount", "date", "document", "organisation", "person", "place", "reject", "statement", "unbound")
EXAMPLES = ("finds", "leaves", "todo")
FLAGS = regex.VERBOSE | regex.VERSION0
_RULE_KEYS = {"id", "note", "needs", "match", "gives", *EXAMPLES}
_UNBOUNDED = regex.compile(r"(?<!\\)(?:\.|\\[SWD]|\[\^(?:[^\]\\]|\\.)*\])(?:[*+](?!\+)|\{\d*,\})")
_SLOT = regex.compile(r"\{([a-z_]+(?:\.[a-z_]+)?)\}")

Span = tuple[int, int]
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the spans that a rule must find in it (none: it must leave the text alone)."""

    text: str
    spans: tuple[Span, ...]
    expected: Mapping[str, str]
    where: str


@dataclass(frozen=True)
class Rule:
    """One expression, matched on the folded text; `gives` are fields that every match of it has.

    Compiling all expressions takes longer than reading a bulletin, so each is compiled when it is first tried.
    """

    id: str
    kind: str
    note: str
    needs: tuple[str, ...]
    expression: str
    gives: Mapping[str, str]
    finds: tuple[Example, ...]
    leaves: tuple[Example, ...]
    todo: tuple[Example, ...]
    where: str
    line: str  # where its expression stands

    @cached_property
    def match(self) -> regex.Pattern[str]:
        """The expression, compiled."""
        return _compile(self.expression, self.line)

    def matches(self, folded: str) -> Iterator[regex.Match[str]]:
        """All matches in a folded text; nothing is tried where none of `needs` stands in it."""
        for word in self.needs or ("",):
            if word in folded:
                return self.match.finditer(folded)
        return iter(())


class Needed:
    """Some rules, and the stretches of a text where each is worth trying: around the words that it needs.

    All words are looked for in one go. A rule whose `needs` stand in the text finds no more there than `Rule.matches`
    does; what it finds stands within `_BEFORE` and `_AFTER` characters of a word that it needs.
    """

    _BEFORE, _AFTER = 40, 60

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        words = {word for rule in self._rules for word in rule.needs}
        firsts = "".join(re.escape(char) for char in sorted({word[0] for word in words}))
        self._words = re.compile(f"(?=[{firsts}])(?=({one_of(words)}))" if words else "(?!)")
        self._by_word = {word: frozenset(self._needing(word)) for word in words}
        self._always = frozenset(order for order, rule in enumerate(self._rules) if not rule.needs)

    def _needing(self, word: str) -> Iterator[int]:
        return (order for order, rule in enumerate(self._rules) if word.startswith(rule.needs))

    def rules(self, text: str) -> list[Rule]:
        """The rules whose needs stand in a short text, in their order."""
        words = set(self._words.findall(text))
        return [self._rules[order] for order in sorted(self._always.union(*map(self._by_word.__getitem__, words)))]

    def matches(self, folded: str) -> Iterator[tuple[Rule, regex.Match[str]]]:
        """Each rule with its matches, rule by rule."""
        stretches: dict[int, list[Span]] = {order: [(0, len(folded))] for order in self._always}
        for hit in self._words.finditer(folded):
            start, end = max(hit.start() - self._BEFORE, 0), hit.start() + self._AFTER
            for order in self._by_word[hit[1]]:
                known = stretches.setdefault(order, [])
                known.append((known.pop()[0] if known and known[-1][1] >= start else start, end))
        for order in sorted(stretches):
            rule = self._rules[order]
            for start, end in stretches[order]:
                for match in rule.match.finditer(folded, start, end):
                    yield rule, match


def one_of(forms: Iterable[str]) -> str:
    """An expression for any of the forms, the longest first, one that matches nothing where there is none.

    `re` tries those of one first character together.

    >>> one_of(["公里", "亩", "公顷", "公里/小时"]), one_of([])
    ('(?:公(?:里/小时|里|顷)|亩)', '(?!)')
    """
    rests: dict[str, list[str]] = {}
    for form in sorted(set(forms), key=lambda form: (-len(form), form)):
        rests.setdefault(form[:1], []).append(re.escape(form[1:]))
    return "(?:" + "|".join(re.escape(char) + _either(rest) for char, rest in rests.items()) + ")" if rests else "(?!)"


def beginning(names: Collection[str]) -> re.Pattern[str]:
    """An expression for the first character of what may be one of the names, by their first three characters.

    >>> names = beginning(["佛山", "佛冈县", "中山市"])
    >>> [bool(names.match(text)) for text in ("佛山到", "中山市", "中山路", "佛冈人")]
    [True, True, False, False]
    """
    pairs, triples = {name for name in names if len(name) == 2}, {name[:3] for name in names if len(name) > 2}
    two, three = f"(?<={_any_at(0, pairs)}){_any_at(1, pairs)}", f"{_any_at(1, triples)}{_any_at(2, triples)}"
    return re.compile(f"{_any_at(0, pairs | triples)}(?={two}|{three})")


def _any_at(place: int, openings: Iterable[str]) -> str:
    """A class of the characters that stand at a place."""
    chars = "".join(sorted({opening[place] for opening in openings}))
    return f"[{re.escape(chars)}]" if chars else "(?!)"


def _either(rests: Sequence[str]) -> str:
    return rests[0] if len(rests) == 1 else f"(?:{'|'.join(rests)})"


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a vocabulary: the forms that bulletins print for it, and its columns."""

    id: str
    forms: tuple[str, ...]
    columns: Mapping[str, str]
    finds: tuple[Example, ...]
    leaves: tuple[Example, ...]
    todo: tuple[Example, ...]
    where: str

    def __getitem__(self, column: str) -> str:
        return self.columns.get(column, "")


@dataclass(frozen=True)
class Rules:
    """Everything that patterns/ says. `digest` changes when any of the files does."""

    digest: str
    rules: tuple[Rule, ...]
    vocabularies: Mapping[str, tuple[Entry, ...]]
    lists: Mapping[str, Mapping[str, str]]
    weights: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    origin: Path | None = field(default=None, compare=False)
    """The folder they were loaded from; None for our own."""
    _kinds: dict[str, tuple[Rule, ...]] = field(default_factory=dict, repr=False, compare=False)
    _whole: Rules | None = field(default=None, repr=False, compare=False)

    def __hash__(self) -> int:
        return hash((self.digest, len(self.rules)))

    def of(self, kind: str) -> tuple[Rule, ...]:
        """The rules of one kind, in the order of their files."""
        found = self._kinds.get(kind)
        if found is None:
            found = self._kinds[kind] = tuple(rule for rule in self.rules if rule.kind == kind)
        return found

    def only(self, *ids: str) -> Rules:
        """The same knowledge with only the named rules."""
        kept = tuple(rule for rule in self.rules if rule.id in ids)
        return replace(self, digest="+".join((self.digest, *ids)), rules=kept, _kinds={}, _whole=self.whole)

    @property
    def whole(self) -> Rules:
        """All the rules, where these are some of them: the same vocabularies and lists."""
        return self._whole or self


def from_words(make: Callable[[Rules], Made]) -> Callable[[Rules], Made]:
    """`make`, for what vocabularies and lists alone decide: made once for all rules that share them."""
    made = lru_cache(maxsize=4)(make)

    @wraps(make)
    def known(rules: Rules) -> Made:
        return made(rules.whole)

    return known


def folder() -> Path:
    """Where the pattern files lie: inside an installed wheel, or at the top of the repository."""
    inside = Path(__file__).parent / "_patterns"
    return inside if inside.is_dir() else Path(__file__).parents[1] / "patterns"


def load_rules(path: Path | str | None = None) -> Rules:
    """All rules of a folder of pattern files (our own, where none is named).

    Raises PatternError, naming file and line, for anything in them that is not exactly as it should be. Our own
    expressions are proved by the tests and compiled when first tried; those of a named folder are compiled here.
    """
    rules = _load(Path(path) if path is not None else folder())
    for rule in rules.rules if path is not None else ():
        _ = rule.match
    return rules


@cache
def _load(path: Path) -> Rules:
    if not path.is_dir():
        raise PatternError(str(path), "no folder of pattern files; name one that holds *.yaml rules")
    digest = hashlib.sha256()
    heads: list[tuple[Path, dict[str, _Node]]] = []
    lists: dict[str, Mapping[str, str]] = {}
    for file in sorted([*path.glob("*.yaml"), *path.glob("*.txt")]):
        data = file.read_bytes()
        digest.update(file.name.encode() + b"\0" + data.replace(b"\r\n", b"\n") + b"\0")
        text = data.decode("utf-8")
        if file.suffix == ".txt":
            lists[file.stem] = _name_list(file, text)
        else:
            heads.append((file, _Node.of_file(file, text).mapping()))
    weights: dict[str, Mapping[str, float]] = {}
    for file in sorted(path.glob("weights/*.tsv")):
        data = file.read_bytes().replace(b"\r\n", b"\n")
        digest.update(file.name.encode() + b"\0" + data + b"\0")
        weights[file.stem] = _weights(file, data.decode("utf-8"))
    vocabularies: dict[str, tuple[Entry, ...]] = {}
    for file, head in heads:
        if "vocabulary" in head:
            vocabularies[head["vocabulary"].text()] = _vocabulary(file, head)
    rules = [rule for file, head in heads if "vocabulary" not in head for rule in _rules(file, head, vocabularies)]
    seen: dict[str, str] = {}
    for rule in rules:
        if rule.id in seen:
            raise PatternError(rule.where, f"rule {rule.id} stands already at {seen[rule.id]}; give it another id")
        seen[rule.id] = rule.where
    origin = None if path == folder() else path
    return Rules(digest.hexdigest()[:12], tuple(rules), vocabularies, lists, weights, origin)


def _weights(file: Path, text: str) -> dict[str, float]:
    """Feature -> weight, out of a table of two columns."""
    weights: dict[str, float] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#") or not line:
            continue
        name, _, weight = line.partition("\t")
        try:
            weights[name] = float(weight)
        except ValueError:
            where = f"{file.parent.parent.name}/weights/{file.name}:{number}"
            raise PatternError(where, "no weight behind the tab; write feature, tab, number") from None
    return weights


def _name_list(file: Path, text: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, canonical = line.partition("\t")
        if name != name.strip() or not name:
            raise PatternError(f"{_shown(file)}:{number}", "a name with blanks around it; write name, tab, canonical form")
        if name in names:
            raise PatternError(f"{_shown(file)}:{number}", f"{name} stands in this list already; remove one of the two")
        names[fold(name)] = canonical or name
    return names


def _vocabulary(file: Path, head: dict[str, _Node]) -> tuple[Entry, ...]:
    _known(head, {"vocabulary", "note", "columns", "entries"}, file)
    columns = {node.text() for node in head["columns"].sequence()} if "columns" in head else set()
    entries: list[Entry] = []
    seen: set[str] = set()
    for node in head["entries"].sequence():
        parts = node.mapping()
        _known(parts, {"id", "note", "forms", *columns, *EXAMPLES}, file)
        if "id" not in parts or "forms" not in parts:
            raise PatternError(node.where, "an entry needs `id` and `forms`")
        ident = parts["id"].text()
        if ident in seen:
            raise PatternError(node.where, f"entry {ident} stands in this vocabulary already")
        seen.add(ident)
        entries.append(
            Entry(
                id=ident,
                forms=tuple(fold(form.text()) for form in parts["forms"].sequence()),
                columns={name: parts[name].text() for name in columns if name in parts},
                where=node.where,
                **_examples(parts),
            )
        )
    return tuple(entries)


def _rules(file: Path, head: dict[str, _Node], vocabularies: Mapping[str, tuple[Entry, ...]]) -> Iterator[Rule]:
    _known(head, {"kind", "note", "shared", "rules"}, file)
    if "kind" not in head or "rules" not in head:
        raise PatternError(f"{_shown(file)}:1", "a file of rules needs `kind` and `rules`")
    kind = head["kind"].text()
    if kind not in KINDS:
        raise PatternError(head["kind"].where, f"unknown kind {kind}; one of {', '.join(KINDS)}")
    shared: dict[str, str] = {}
    for name, node in (head["shared"].mapping() if "shared" in head else {}).items():
        shared[name] = _fill(node.text(), shared, vocabularies, node.where)
    for node in head["rules"].sequence():
        parts = node.mapping()
        _known(parts, _RULE_KEYS, file)
        for key in ("id", "match", "finds"):
            if key not in parts:
                what = "a rule without an example does not load; add `finds`" if key == "finds" else f"a rule needs `{key}`"
                raise PatternError(node.where, what)
        yield Rule(
            id=parts["id"].text(),
            kind=kind,
            note=parts["note"].text() if "note" in parts else "",
            needs=tuple(word.text() for word in parts["needs"].sequence()) if "needs" in parts else (),
            expression=_expression(parts["match"], shared, vocabularies),
            gives={name: value.text() for name, value in parts["gives"].mapping().items()} if "gives" in parts else {},
            where=node.where,
            line=parts["match"].where,
            **_examples(parts),
        )


def _fill(match: str, shared: Mapping[str, str], vocabularies: Mapping[str, tuple[Entry, ...]], where: str) -> str:
    """The expression with `{name}` replaced: a shared part, or all forms of a vocabulary (`{units}`, `{units.money}`)."""

    def part(slot: regex.Match[str]) -> str:
        name, _, column = slot[1].partition(".")
        if slot[1] in shared:
            return f"(?:{shared[slot[1]]})"
        if name not in vocabularies:
            raise PatternError(where, f"{{{slot[1]}}} is no shared part of this file and no vocabulary")
        forms = {form for entry in vocabularies[name] if column in ("", entry["kind"]) for form in entry.forms}
        if not forms:
            raise PatternError(where, f"no entry of vocabulary {name} has kind {column}")
        return one_of(forms)

    return _SLOT.sub(part, match)


def _expression(node: _Node, shared: Mapping[str, str], vocabularies: Mapping[str, tuple[Entry, ...]]) -> str:
    typed = node.text()
    loose = _UNBOUNDED.search(typed)
    if loose:
        raise PatternError(node.where, f"unbounded {loose[0]}; give it a bound such as {{0,20}}")
    return _fill(typed, shared, vocabularies, node.where)


def _compile(expression: str, where: str) -> regex.Pattern[str]:
    try:
        pattern = regex.compile(expression, FLAGS)
    except regex.error as error:
        raise PatternError(where, f"not an expression: {error}") from error
    if pattern.groups != len(pattern.groupindex):
        raise PatternError(where, "a numbered group; name it (?<name>…) or leave it open (?:…)")
    if pattern.fullmatch(""):
        raise PatternError(where, "this expression matches nothing at all; make some part of it required")
    return pattern


def _examples(parts: Mapping[str, _Node]) -> dict[str, Any]:
    return {key: tuple(_example(node) for node in parts[key].sequence()) if key in parts else () for key in EXAMPLES}


def _example(node: _Node) -> Example:
    """`…⟦250亿元⟧…` or `…⟦250亿元⟧…: {value: 25000000000}`."""
    marked, expected = node.text_and_fields()
    text, spans, start = "", [], None
    for char in marked:
        if char == "⟦":
            start = len(text)
        elif char == "⟧":
            if start is None:
                raise PatternError(node.where, "an example closes ⟧ what it never opened")
            spans.append((start, len(text)))
            start = None
        else:
            text += char
    if start is not None:
        raise PatternError(node.where, "an example opens ⟦ and never closes it")
    return Example(text, tuple(spans), expected, node.where)


def _known(parts: Mapping[str, _Node], keys: set[str], file: Path) -> None:
    for name, node in parts.items():
        if name not in keys:
            raise PatternError(node.where, f"unknown key {name}; one of {', '.join(sorted(keys))}")


def _shown(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


@dataclass(frozen=True, slots=True)
class _Node:
    """A YAML node that knows where it stands; scalars are the text that was typed."""

    file: Path
    node: yaml.Node

    @classmethod
    def of_file(cls, file: Path, text: str) -> _Node:
        try:
            node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise PatternError(f"{_shown(file)}:{line}", f"not YAML: {error.problem}") from error
        if node is None:
            raise PatternError(f"{_shown(file)}:1", "an empty file; remove it or write rules")
        return cls(file, node)

    @property
    def where(self) -> str:
        return f"{_shown(self.file)}:{self.node.start_mark.line + 1}"

    def text(self) -> str:
        if not isinstance(self.node, yaml.ScalarNode):
            raise PatternError(self.where, "text was expected here; put quotes around it")
        return str(self.node.value)

    def sequence(self) -> list[_Node]:
        if not isinstance(self.node, yaml.SequenceNode):
            raise PatternError(self.where, "a list was expected here; begin each item with `- ` or write [a, b]")
        return [_Node(self.file, item) for item in self.node.value]

    def mapping(self) -> dict[str, _Node]:
        if not isinstance(self.node, yaml.MappingNode):
            raise PatternError(self.where, "keys and values were expected here")
        found: dict[str, _Node] = {}
        for key, value in self.node.value:
            name = _Node(self.file, key).text()
            if name in found:
                raise PatternError(_Node(self.file, key).where, f"key {name} is repeated; keep one")
            found[name] = _Node(self.file, value)
        return found

    def text_and_fields(self) -> tuple[str, dict[str, str]]:
        if isinstance(self.node, yaml.ScalarNode):
            return self.text(), {}
        parts = self.mapping()
        if len(parts) != 1:
            raise PatternError(self.where, "an example is a text, or one text: {field: value}")
        [(text, fields)] = parts.items()
        return text, {name: value.text() for name, value in fields.mapping().items()}
