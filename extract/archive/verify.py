"""A dataset -> what is wrong with it: lines, spans, references, alignment, manifest against parts.

Nothing is written. A source that is still where it was is read again, and the alignment of its articles is checked
against the decoded text; those that cannot be checked are counted by reason.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from extract import emit
from extract.archive import conform, last_run, lines, lock
from extract.archive.dataset import Totals, folder_of
from extract.archive.parts import BETWEEN, sha256
from extract.emit import Entry
from extract.errors import SourceError
from extract.model import RECORDS, Line, alignment_fault
from extract.patterns import Rules, load_rules
from extract.pipeline import REPRINT
from extract.read.decoded import Reading, Texts, is_file, parts
from extract.read.raw import MEMBER

GONE, CHANGED, OTHERWISE, UNASKED = "gone", "changed since", "read with other patterns", "not asked for"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: its file, its line there (from 1), and what it is."""

    file: Path
    line: int | None
    what: str

    def __str__(self) -> str:
        what = self.what.replace("\n", "\\n")
        return f"{self.file}:{self.line}: {what}" if self.line else f"{self.file}: {what}"


@dataclass(frozen=True, slots=True)
class Asked:
    """How to verify: `sources` is a further folder to look for sources in, `rules` are those of the run, `again` is whether
    sources are read at all, and `passing` wraps the parts to show progress.
    """

    sources: Path | None = None
    rules: Rules | None = None
    again: bool = True
    passing: Callable[[Iterable[Path]], Iterable[Path]] = iter


@dataclass(slots=True)
class Checked:
    """The counts of what was checked: articles, records, alignments checked against their sources, and why others were not."""

    articles: int = 0
    records: int = 0
    aligned: int = 0
    unaligned: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    namesakes: dict[str, None] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """The counts as lines to be printed."""
        yield f"{self.articles} articles, {self.records} records"
        why = ", ".join(f"{count} of sources {reason}" for reason, count in sorted(self.unaligned.items()))
        sources = ", ".join(f"{count} {reason}" for reason, count in sorted(self.unread.items()))
        left = f"; {self.unaligned.total()} not ({why}; sources: {sources})" if self.unaligned else ""
        yield f"alignment: {self.aligned} held against their sources{left}"
        for uri in self.namesakes:
            yield f"{uri}: two members of the archive, or more, have this one name; source.sha256 tells apart those that differ"


def findings(paths: Sequence[Path], checked: Checked, asked: Asked | None = None) -> Iterator[Finding]:
    """Everything that is wrong with the datasets and parts in `paths`; what is checked is counted in `checked`."""
    whole = [path for path in paths if path.is_dir()]
    for folder in whole:
        yield from _folder(folder)
    datasets: dict[Path | None, _Dataset] = {}
    for part in (asked or Asked()).passing(emit.files(*paths)):
        home = folder_of(part)
        dataset = datasets.setdefault(home, _Dataset(home, asked or Asked()))
        yield from _Part(part, dataset, checked).findings()


def _folder(folder: Path) -> Iterator[Finding]:
    """What is wrong with a dataset apart from the lines of its parts."""
    manifest = folder / emit.MANIFEST
    if emit.is_unfinished(folder):
        yield Finding(
            folder / emit.JOURNAL, None, "a run is still writing here" if lock.is_held(folder) else "its last run was broken off; the same call goes on"
        )
    elif not manifest.is_file():
        yield Finding(manifest, None, "missing; the same run makes it anew")
    else:
        yield from _twice(manifest, folder)
    if not lock.is_held(folder):
        yield from _left_over(folder)


def _left_over(folder: Path) -> Iterator[Finding]:
    """Parts that no line of the manifest names."""
    named = {entry["part"] for entry in emit.standing(folder) if entry.get("part")}
    for file in sorted((folder / emit.PARTS).glob("*")):
        if file.is_file() and f"{emit.PARTS}/{file.name}" not in named and file.name.endswith((".jsonl", ".part")):
            yield Finding(file, None, "no source of the manifest has this part; the next run removes it")


def _twice(manifest: Path, folder: Path) -> Iterator[Finding]:
    """Sources and parts that two lines of a manifest name."""
    seen: dict[str, set[str]] = {"uri": set(), "part": set()}
    for number, entry in enumerate(emit.standing(folder), 1):
        for key, known in seen.items():
            if entry.get(key) in known:
                yield Finding(manifest, number, f"{key} {entry[key]} stands on two lines")
            known.update([entry[key]] if entry.get(key) is not None else ())


class _Dataset:
    """What the manifest and the last run say of the parts of one dataset."""

    def __init__(self, folder: Path | None, asked: Asked) -> None:
        self.folder, self.asked = folder, asked

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """The manifest lines by the part that they name."""
        known = emit.standing(self.folder) if self.folder else ()
        return {entry["part"]: emit.compact(entry) for entry in known if entry.get("part")}

    @cached_property
    def rules(self) -> Rules:
        """The patterns to read sources with."""
        return self.asked.rules or load_rules()

    @cached_property
    def columns(self) -> Mapping[str, str]:
        """Role -> column that the last run was told to read."""
        return last_run.columns(self.folder) if self.folder else {}

    @cached_property
    def _inputs(self) -> Mapping[str, Path]:
        """The path of each input of the last run, by name."""
        return {item["name"]: Path(item["path"]) for item in (last_run.inputs(self.folder) if self.folder else ())}

    def source(self, uri: str, entry: Entry | None) -> Path | str:
        """The file of a source; or why it cannot be read again."""
        if not self.asked.again:
            return UNASKED
        inside, digest = uri.rpartition(BETWEEN)[2], entry["sha256"] if entry else None
        folders = [self.asked.sources, self._inputs.get(entry.get("input", "")) if entry else None]
        for path in (*(folder / inside for folder in folders if folder), Path(uri)):
            if is_file(path):
                return path if digest is None or sha256(str(path)) == digest else CHANGED
        return GONE


class _Part:
    """One part, whose lines are checked one by one."""

    def __init__(self, path: Path, dataset: _Dataset, checked: Checked) -> None:
        self._path, self._dataset, self._checked = path, dataset, checked
        self._entry = dataset.entries.get(f"{emit.PARTS}/{path.name}")
        self._totals = Totals()
        self._seen: set[tuple[Any, ...]] = set()
        self._ids: set[str] = set()
        self._digests: dict[str, str] = {}
        self._texts: Texts | str | None = None

    def findings(self) -> Iterator[Finding]:
        """All that is wrong with the part, and with what the manifest says of it."""
        if not is_file(self._path):
            yield Finding(self._path, None, "the manifest names it, and it is not there; the next run makes it anew")
            return
        with self._path.open("rb") as file:
            for number, raw in enumerate(file, 1):
                for what in self._line(raw):
                    yield Finding(self._path, number, what)
        if self._entry is not None:
            for what in self._against(self._entry):
                yield Finding(self._path, None, what)
        if isinstance(self._texts, str):
            self._checked.unread[self._texts] += 1

    def _line(self, raw: bytes) -> Iterator[str]:
        try:
            line = json.loads(raw.decode("utf-8"))
        except ValueError:
            yield "no line of JSON in UTF-8"
            return
        if not raw.endswith(b"\n"):
            yield "cut off: there is no line end"
        said = list(conform.faults(line)) if isinstance(line, dict) else ["no JSON object"]
        yield from said
        if not said:
            self._totals.add(line)
            self._checked.articles += 1
            self._checked.records += sum(len(line[name]) for name in RECORDS)
            yield from lines.faults(line)
            yield from self._place(line)
            yield from self._alignment(line)

    def _place(self, line: Line) -> Iterator[str]:
        """What is wrong with an article's place: it stands in the part twice, or is of another source."""
        source = line["source"]
        key = (source["uri"], source["index"], str(source["metadata"].get("sheet")), str(source["metadata"].get("row")), line["id"])
        reprint = any(warning["code"] == REPRINT for warning in line["warnings"])
        if self._is_namesakes(source, twice=reprint and key in self._seen):
            self._checked.namesakes[source["uri"]] = None
        elif key in self._seen:
            yield f"article {line['id']} of {source['uri']} stands here twice"
        elif line["id"] in self._ids and not reprint:
            yield f"the id {line['id']} stands here before, and nothing says that it is a reprint"
        self._seen.add(key)
        self._ids.add(line["id"])
        if self._entry is not None and source["uri"] != self._entry["uri"] and not source["uri"].startswith(self._entry["uri"] + MEMBER):
            yield f"an article of {source['uri']} in the part of {self._entry['uri']}"

    def _is_namesakes(self, source: Line, *, twice: bool) -> bool:
        """Whether an article is of a second member of an archive with the same name as an earlier one; the bytes of both may be the same."""
        first = self._digests.setdefault(source["uri"], source["sha256"])
        return MEMBER in source["uri"] and (twice or source["sha256"] != first)

    def _against(self, entry: Entry) -> Iterator[str]:
        """What the manifest says of the part that is not true."""
        if (digest := entry.get("part_sha256")) and digest != sha256(str(self._path)):
            yield "its bytes are not those that were written (part_sha256 of the manifest); `policy-extract run … --force` makes it anew"
        if not self._totals.agrees(entry):
            yield f"the manifest counts {entry['articles']} articles and {sum(entry['records'].values())} records; here are {self._totals.articles} and {self._totals.records.total()}, or others"

    def _alignment(self, line: Line) -> Iterator[str]:
        """What is wrong with an alignment, checked against the source where that can be read again."""
        if self._texts is None:
            self._texts = self._opened(line)
        if isinstance(self._texts, str):
            self._checked.unaligned[self._texts] += 1
            return
        source, runs = parts(line)
        if alignment_fault(runs.alignment, len(runs.text)):  # `lines` has reported it
            return
        try:
            fault = runs.fault(self._texts.of(source, runs))
        except SourceError as error:
            fault = error.what
        if fault is None:
            self._checked.aligned += 1
        elif (line["pipeline"] or {}).get("patterns") != self._dataset.rules.digest:
            self._texts = OTHERWISE
            self._checked.unaligned[OTHERWISE] += 1
        else:
            yield f"alignment: {fault}"

    def _opened(self, line: Line) -> Texts | str:
        """The texts of the source, read again; or why it cannot be read."""
        uri = self._entry["uri"] if self._entry else line["source"]["uri"]
        place = self._dataset.source(uri, self._entry)
        if isinstance(place, str):
            return place
        return Texts(Reading(place, self._dataset.columns, self._dataset.rules, name=uri))
