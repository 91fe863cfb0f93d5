"""A folder of pattern files -> Rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from extract.errors import PatternError
from extract.patterns import own
from extract.patterns.fingerprint import fingerprint
from extract.patterns.name_tables import TABLES
from extract.patterns.nodes import Node, shown
from extract.patterns.records import Entry, Rule, Rules
from extract.patterns.references import Named, resolved
from extract.patterns.shared_words import SHARED, with_shared
from extract.patterns.yaml_files import proof, rules_of, vocabulary
from extract.text import fold


def folder() -> Path:
    """Where the pattern files lie: inside an installed wheel, or at the top of the repository."""
    inside = Path(__file__).parents[1] / "_patterns"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "patterns"


def load_rules(path: Path | str | None = None) -> Rules:
    """All rules of a folder of pattern files (our own, where none is named).

    Raises PatternError, naming file and line, for anything in them that is not exactly as it should be. Our own
    expressions are proved by the tests and compiled when first tried; those of a named folder are compiled here.
    """
    if path is None:
        return _own()
    rules = _load(Path(path))
    for rule in rules.rules:
        _ = rule.match
    return rules


@cache
def _own() -> Rules:
    return own.kept(folder(), _load)


@cache
def _load(path: Path) -> Rules:
    if not path.is_dir():
        raise PatternError(str(path), "no folder of pattern files; name one that holds *.yaml rules")
    texts = {file: _text(file) for file in _files(path)}
    heads = {file: Node.of_file(file, text).mapping() for file, text in texts.items() if file.suffix == ".yaml"}
    words, lists = _words(heads, texts), _lists(texts)
    named = Named(words, lists)
    rules = _told_apart(rule for file, head in heads.items() if "vocabulary" not in head for rule in rules_of(file, head, named))
    weights = {file.stem: _weights(file, text) for file, text in texts.items() if file.parent.name == "weights"}
    proofs = {head["vocabulary"].text(): proof(head) for head in heads.values() if "makes" in head}
    origin = None if path == folder() else path
    return Rules(fingerprint(rules, words, lists, weights), rules, words, lists, weights, proofs, origin)


def _files(path: Path) -> list[Path]:
    """The files of a folder that hold patterns, in an order that no file system changes."""
    kinds = ("*.yaml", "*.txt", SHARED, *TABLES)
    return [*sorted(file for kind in kinds for file in path.glob(kind)), *sorted(path.glob("weights/*.tsv"))]


def _words(heads: Mapping[Path, Mapping[str, Node]], texts: Mapping[Path, str]) -> dict[str, tuple[Entry, ...]]:
    """The vocabularies, each entry with its own words, the shared ones and those of the entries that it names."""
    typed = {head["vocabulary"].text(): vocabulary(head) for head in heads.values() if "vocabulary" in head}
    return resolved(with_shared(typed, {file: text for file, text in texts.items() if file.name == SHARED}))


def _text(file: Path) -> str:
    """What a file says, with one writing of the ends of lines."""
    return file.read_bytes().replace(b"\r\n", b"\n").decode("utf-8")


def _told_apart(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules, no two of one id."""
    by_id: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in by_id:
            raise PatternError(rule.where, f"rule {rule.id} stands already at {by_id[rule.id].where}; give it another id")
        by_id[rule.id] = rule
    return tuple(by_id.values())


def _lists(texts: Mapping[Path, str]) -> dict[str, dict[str, str]]:
    """All lists by their names: a file each, and those of the tables of names and of words."""
    lists = {file.stem: _name_list(file, text) for file, text in texts.items() if file.suffix == ".txt"}
    for file, text in texts.items():
        lists |= TABLES[file.name](file, text) if file.name in TABLES and file.parent.name != "weights" else {}
    return lists


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
    """Name as it is matched -> its canonical form, out of a list of a name a line."""
    names: dict[str, str] = {}
    lines = zip(text.splitlines(), fold(text).splitlines(), strict=True)  # folded in one go, which is ten times as fast
    for number, (line, folded) in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, canonical = line.partition("\t")
        key = folded[: len(name)]
        if name != name.strip() or not name:
            raise PatternError(f"{shown(file)}:{number}", "a name with blanks around it; write name, tab, canonical form")
        if key in names:
            raise PatternError(f"{shown(file)}:{number}", f"{name} stands in this list already; remove one of the two")
        names[key] = canonical or name
    return names
