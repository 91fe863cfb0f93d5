"""The work that a run does on each source, and the units that it is divided into."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from extract import __version__, emit
from extract.archive import parts
from extract.archive.parts import Counts, Options, Source, extracted, sha256
from extract.archive.states import state, watched
from extract.emit import Entry
from extract.errors import SourceError
from extract.patterns import Rules
from extract.turns import Turns

At = Callable[[int, bool], None]
"""Called with the number of each item of a unit that is reached, and whether it is being worked on."""
_AROUND = (
    "__init__",
    "__main__",
    "archive",
    "check",
    "cli",
    "cluster",
    "explain",
    "learn",
    "meanings",
    "readable",
    "report",
    "review",
    "schema",
    "score",
    "serve",
    "spacy_docs",
    "tables",
)
"""Rooms that do not affect what stands in a part: neither the pipeline nor what writes its articles imports them."""
PART_BYTES = "part_bytes"
"""The key of a manifest line for the size of its part: a run that finds another size reads the source again."""


@dataclass(frozen=True, slots=True)
class Share:
    """The result of one share of a source: the file with the lines of its items, and their counts.

    `digest` is that of the source when the share was begun; `over` is whether the source was read to its end, and not written to meanwhile.
    """

    file: str
    digest: str | None
    counts: Counts
    over: bool


UnitResult = Entry | Share | None
"""The result of a unit: a manifest line, a share, or None where shares could not be put together."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of work: a whole source, one share of it out of `of`, or, if `shares` are given, putting them together.

    `aside` are the items that are left out, `stop` is the item at which reading ends, as in `Turns`. `size` is in bytes.
    """

    source: Source
    size: int = 0
    share: int = 0
    of: int = 1
    shares: tuple[Share, ...] = ()
    aside: Mapping[int, str] = field(default_factory=dict)
    stop: tuple[int, str] | None = None

    def turns(self, at: At) -> Turns:
        """The `Turns` that say which items belong to the unit."""
        return Turns(self.share, self.of, self.aside, self.stop, at)


@dataclass(frozen=True)
class Task:
    """The work that a run does on each source; `folder` is that of the dataset."""

    folder: Path
    options: Options
    rules: Rules

    def entry(self, unit: Unit, at: At, *, settled: bool = False) -> Entry:
        """Write the articles of a whole source to its part, if `settled` forced to the disk; returns its manifest line."""
        try:
            with unit.source.at_hand(self.folder / emit.PARTS) as source:
                before = state(source.path)
                entry = extracted(source, self.folder, self.options, self.rules, unit.turns(at), settled=settled)
                return self.stamped(watched(entry, source, before))
        except SourceError as error:  # it could not be fetched
            return self.stamped(Counts().entry(unit.source, None, "", [str(error)]))

    def stamped(self, entry: Entry) -> Entry:
        """A manifest line with digest and size of its part, which `verify` and `run` check, and with the digest `made`."""
        part = self.folder / entry["part"] if entry["part"] else None
        size = {PART_BYTES: part.stat().st_size} if part else {}
        return {**entry, "part_sha256": sha256(str(part)) if part else None, **size, "made": self.made}

    @cached_property
    def made(self) -> str:
        """A digest of all that a part depends on besides its source: program, patterns, options."""
        asked = self.options
        wanted = f"{asked.published} {asked.published_default} {asked.tokens} {asked.ner} {sorted(asked.columns.items())}"
        return hashlib.sha256(f"{__version__} {_program()} {self.rules.digest} {wanted}".encode()).hexdigest()[:12]


@cache
def _program() -> str:
    """The digest of all modules that affect what stands in a part; those of runs, tables and commands do not."""
    digest = hashlib.sha256()
    top = Path(__file__).parents[1]
    for file in sorted(top.rglob("*.py"), key=lambda path: path.relative_to(top).as_posix()):
        if file == Path(parts.__file__) or file.relative_to(top).parts[0].removesuffix(".py") not in _AROUND:
            digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
