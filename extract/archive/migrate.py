"""Datasets of the earlier kind, whose sources are named by the path that was typed -> sources with their present names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from extract.archive.keys import Input
from extract.archive.parts import BETWEEN, Source, sha256
from extract.emit import Entry
from extract.read.files import STDIN

_EARLIER = "earlier"


def is_earlier(entry: Entry) -> bool:
    """Whether a manifest line is of the earlier kind: it does not say from which input its source is."""
    return "input" not in entry


def migrated(before: Mapping[str, Entry], found: Mapping[str, Source], inputs: Sequence[Input], places: Mapping[str, str]) -> dict[str, Entry]:
    """The manifest lines under the present names of their sources, those of one file under one name.

    `found` are the sources of this run by real path, `places` the real paths that names led to, where they can be told.
    A line of which nothing is known any more stays as it is.
    """
    names = {source.uri for source in found.values()}
    made = {uri: entry for uri, entry in before.items() if not is_earlier(entry)}
    for uri, entry in before.items():
        if is_earlier(entry):
            new, where = _name(places.get(uri, uri), found, inputs) or (uri, None)
            if where is None and uri in names:  # another file has this name now
                new, where = f"{_EARLIER}{BETWEEN}{uri}", _EARLIER
            made.setdefault(new, {**entry, "uri": new, **({"input": where} if where else {})})
    return made


def _name(place: str, found: Mapping[str, Source], inputs: Sequence[Input]) -> tuple[str, str] | None:
    """The present name of a file, and the input that it is from; None for one that lies in none of the inputs."""
    if place in found:
        return found[place].uri, found[place].input
    holder = next((item for item in inputs if item.holds(place)), None)
    return (holder.prefix + holder.inside(place), holder.name) if holder else None


def earlier_places(before: Mapping[str, Entry], found: Iterable[str]) -> dict[str, str]:
    """Name of the earlier kind -> the real path that it led to, where that is known."""
    names = [uri for uri, entry in before.items() if is_earlier(entry) and uri != STDIN]
    if not names:
        return {}
    base = _base([uri for uri in names if not Path(uri).is_absolute()], before, set(found))
    absolute = {uri: os.path.realpath(uri) for uri in names if Path(uri).is_absolute()}
    return absolute | {uri: os.path.realpath(Path(base, uri)) for uri in names if base and uri not in absolute}


def _base(names: Iterable[str], before: Mapping[str, Entry], found: set[str]) -> str | None:
    """The folder that relative names refer to: one from which a name leads to a file with the digest of its line; else None."""
    names = list(names)
    for base in _candidates(found):
        for uri in names:
            place = os.path.realpath(Path(base, uri))
            if place in found and before[uri]["sha256"] and before[uri]["sha256"] == sha256(place):
                return base
    return None


def _candidates(found: set[str]) -> Iterator[str]:
    yield str(Path.cwd())
    folders = [str(Path(place).parent) for place in found if place != STDIN]
    if folders:
        common = Path(os.path.commonpath(folders))
        yield from map(str, (common, *common.parents))
