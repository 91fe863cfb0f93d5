"""Load the Rules of a folder of pattern files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from sys import intern

from extract import expressions as re
from extract.errors import PatternError
from extract.patterns import layers as layered
from extract.patterns import own
from extract.patterns.fingerprint import fingerprint
from extract.patterns.layers import Layer
from extract.patterns.name_tables import TABLES
from extract.patterns.nodes import Node, shown
from extract.patterns.records import Known, Rules
from extract.patterns.references import Named, resolved
from extract.patterns.shared_words import SHARED
from extract.patterns.weights import Weights
from extract.patterns.yaml_files import proof
from extract.text import fold

_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\u200b-\u200f\ufeff]")
"""Control characters, line ends that only some programs know, and characters without width."""


def folder() -> Path:
    """The folder of our own pattern files: inside an installed wheel, or at the top of the repository."""
    inside = Path(__file__).parents[1] / "_patterns"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "patterns"


def load_rules(path: Path | str | None = None, *, add: Path | str | Iterable[Path | str] = ()) -> Rules:
    """Load all rules of the folder `path` (our own by default), with those of the folders `add` laid over them.

    Raises PatternError, naming file and line, for anything invalid in them. Our own expressions are checked by the tests
    and compiled when first used; those of a named folder are compiled and tried here.
    """
    added = tuple(Path(one) for one in ((add,) if isinstance(add, Path | str) else add))
    if path is None and not added:
        return _own()
    named = (*((Path(path),) if path is not None else ()), *added)
    return _load(None if path is None else Path(path), added, tuple(map(_state, named)))


@cache
def _own() -> Rules:
    return own.kept(folder(), lambda _: _load(None, (), ()))


def _state(path: Path) -> tuple[object, ...]:
    """Name, time of change and size of each file of a folder, which show whether it was edited since (a notebook does so)."""
    return tuple((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in _files(path)) if path.is_dir() else ()


@lru_cache(maxsize=8)  # with every edit of added files there is one more
def _load(path: Path | None, added: tuple[Path, ...], state: tuple[object, ...]) -> Rules:
    layers = [_ours() if added and path is None else _layer(path or folder()), *map(_added, added)]
    words = resolved(layered.vocabularies(layers))
    lists = layered.lists(layers)
    rules = layered.rules(layers, Named(words, lists), ours=path is None)
    weights = {name: table for layer in layers for name, table in layer.weights.items()}
    proofs = {head["vocabulary"].text(): proof(head) for head in layers[0].heads.values() if "makes" in head}
    digest = fingerprint(rules, words, lists, layered.weighed(layers))
    where = str(path or folder())
    named = Known("vocabulary", where, words), Known("name list", where, lists), Known("table of weights", where, weights)
    return Rules(digest, rules, *named, proofs, path, added)


@cache
def _ours() -> Layer:
    """Our own files as read, kept for the next folder laid over them: reading them is two thirds of the time."""
    return _layer(folder())


def _layer(path: Path, ordered: bool = True) -> Layer:
    """Read one folder on its own, without comparing it to any other."""
    if not path.is_dir():
        raise PatternError(str(path), "no folder of pattern files; name one that holds *.yaml rules")
    return Layer(
        heads={file: Node.of_file(file, text).mapping() for file, text in _texts(path, "*.yaml")},
        lists={file.stem: _name_list(file, text) for file, text in _texts(path, "*.txt")},
        tables={name: names for file, text in _texts(path, *TABLES) for name, names in TABLES[file.name](file, text, ordered).items()},
        weights={file.stem: _weights(file, text) for file, text in _texts(path, "weights/*.tsv")},
        shared=dict(_texts(path, SHARED)),
    )


def _texts(path: Path, *kinds: str) -> Iterator[tuple[Path, str]]:
    """Each file that matches one of the globs `kinds`, with its text, sorted so that the file system does not matter."""
    return ((file, _text(file)) for kind in kinds for file in sorted(path.glob(kind)))


def _added(path: Path) -> Layer:
    """Read a folder that is laid over ours; PatternError where it has no pattern file, or a file that would not be read."""
    what = "`policy-extract new indicator --out FOLDER` writes a file to start from"
    if not path.is_dir():
        raise PatternError(str(path), f"no folder; name the one that holds your pattern files; {what}")
    if not _files(path):
        raise PatternError(str(path), f"no pattern file in this folder (*.yaml, *.txt, {', '.join(TABLES)}); {what}")
    for file in sorted(path.iterdir()):
        if file.name == SHARED:
            raise PatternError(shown(file), "shared words are ours alone; add yours to an entry: forms: [=vocabulary.entry, word]")
        if file.suffix.lower() in (".yml", ".yaml", ".tsv", ".csv") and file not in _files(path):
            raise PatternError(shown(file), f"a file of this name is not read; call it *.yaml, *.txt, {' or '.join(TABLES)}, or put it elsewhere")
    return _layer(path, ordered=False)


def _files(path: Path) -> list[Path]:
    """The pattern files of a folder, sorted so that the file system does not matter."""
    kinds = ("*.yaml", "*.txt", SHARED, *TABLES)
    return [*sorted(file for kind in kinds for file in path.glob(kind)), *sorted(path.glob("weights/*.tsv"))]


def _text(file: Path) -> str:
    """The text of a file, with every line end as a line feed; PatternError where it is no UTF-8 or has invisible characters."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise PatternError(shown(file), f"cannot be read: {error.strerror}") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise PatternError(f"{shown(file)}:{line}", "no UTF-8 text (GBK or UTF-16, perhaps); save the file as UTF-8") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if odd := _ODD.search(text):
        where = f"{shown(file)}:{text[: odd.start()].count(chr(10)) + 1}"
        raise PatternError(where, f"a character that nobody sees (U+{ord(odd[0]):04X}); remove it, and save the file as UTF-8 text")
    return text


def _weights(file: Path, text: str) -> Weights:
    """Map each feature to its weight, from a table of two columns."""
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
    return Weights(weights)


def _name_list(file: Path, text: str) -> dict[str, str]:
    """Map each name, as it is matched, to its canonical form, from a list with one name per line."""
    names: dict[str, str] = {}
    lines = zip(text.splitlines(), fold(text).splitlines(), strict=True)  # folded in one go, which is ten times as fast
    for number, (line, folded) in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, canonical = line.partition("\t")
        key = intern(folded[: len(name)])
        if name != name.strip() or not name:
            raise PatternError(f"{shown(file)}:{number}", "a name with blanks around it; write name, tab, canonical form")
        if key in names:
            raise PatternError(f"{shown(file)}:{number}", f"{name} stands in this list already; remove one of the two")
        names[key] = intern(canonical or name)
    return names
