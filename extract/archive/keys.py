"""The name by which a dataset knows each file, whatever path was typed and wherever the archive lies.

A source is called by its path below the input folder: 2024/03/要闻.txt. The first input of a dataset gives no more than
that; each further one puts its own name in front, with two slashes, which no path holds: 二月//要闻.txt. That name is
the folder's own, with as many of those above it as it takes to tell it from the dataset's other inputs. The dataset
remembers where its inputs lie (run.json), so a file is the same by any path; an input that has moved, with what is in
it, goes on under its name.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePath

from extract.archive.parts import BETWEEN, Source, sha256
from extract.emit import Entry
from extract.errors import PolicyExtractError
from extract.read import storage
from extract.read.files import STDIN, File

_TRIED = 200  # sources that are compared with a dataset's: enough to tell a moved archive from another one


@dataclass(frozen=True, slots=True)
class Input:
    """An input folder of a dataset: its name there, the prefix of its keys, and its path when last read."""

    name: str
    prefix: str
    path: str

    def holds(self, path: str) -> bool:
        """Whether a path is this folder or lies below it."""
        return bool(self.path) and (path == self.path or path.startswith(os.path.join(self.path, "")))  # noqa: PTH118 (half the time of PurePath)

    def inside(self, path: str) -> str:
        """The relative path from this folder to a path below it."""
        return path[len(os.path.join(self.path, "")) :].replace(os.sep, "/")  # noqa: PTH118 (a tenth of the time of PurePath)

    def is_gone(self) -> bool:
        """Whether the folder is not where it was."""
        return not (self.path and storage.is_folder(self.path))


def known_inputs(kept: Iterable[Mapping[str, str]], before: Mapping[str, Entry]) -> list[Input]:
    """The inputs of a dataset: those in run.json, and those that only its manifest names."""
    inputs = {item["name"]: Input(item["name"], item["prefix"], item["path"]) for item in kept}
    for uri, entry in before.items():
        name = entry.get("input", STDIN)
        if name not in (STDIN, *inputs):
            inputs[name] = Input(name, f"{name}{BETWEEN}" if BETWEEN in uri else "", "")
    return list(inputs.values())


def with_folders(inputs: Sequence[Input], files: Sequence[File], before: Mapping[str, Entry]) -> list[Input]:
    """The inputs of a dataset, with the folders of a call found among them or added."""
    known = list(inputs)
    given = dict.fromkeys(file.folder for file in files if file.path != STDIN)
    for folder in given:
        inside_another = any(folder != other and Input("", "", other).holds(folder) for other in given)
        if inside_another or any(item.holds(folder) for item in known):
            continue
        at = _moved(known, folder, files, before)
        if at is None:
            known.append(_entered(folder, known))
        else:
            known[at] = replace(known[at], path=folder)
    return known


@lru_cache(16)
def folder_name(folder: str) -> str:
    """The name of a folder; where it has no letters, such as a day, with the names above it up to one with letters.

    >>> folder_name("/srv/新闻"), folder_name("/srv/新闻/2024-03/05")
    ('新闻', '新闻/2024-03/05')
    """
    parts = PurePath(folder).parts[1:] or ("root",)
    start = len(parts) - 1
    while start and not any(char.isalpha() for char in parts[start]):
        start -= 1
    return "/".join(parts[start:])


def each_once(files: Iterable[File]) -> tuple[dict[str, File], int]:
    """The files by real path (each by a path that is no link, if there is one), and how many were named again."""
    found: dict[str, File] = {}
    again = 0
    for file in files:
        real = file.real
        again += real in found
        if real not in found or (Path(found[real].path).is_symlink() and not Path(file.path).is_symlink()):
            found[real] = file
    return found, again


def places(inputs: Iterable[Input], before: Mapping[str, Entry]) -> dict[str, str]:
    """Name -> path of each source of a dataset whose input folder is known."""
    folders = {item.name: item.path for item in inputs if item.path}
    known = ((uri, folders.get(entry.get("input", STDIN))) for uri, entry in before.items())
    return {uri: os.path.join(folder, uri.rpartition(BETWEEN)[2]) for uri, folder in known if folder}  # noqa: PTH118


def sources(files: Mapping[str, File], inputs: Sequence[Input], known: Mapping[str, str]) -> dict[str, Source]:
    """Real path -> source of each file; `known` are the names in the dataset, each with its path."""
    named = {place if place in files else os.path.realpath(place): uri for uri, place in known.items()}
    return {real: _source(file, inputs, named.get(real)) for real, file in files.items()}


def check_parts(parts: Iterable[tuple[str, str]]) -> None:
    """Raise PolicyExtractError where two sources have the same part, which one would overwrite."""
    owner: dict[str, str] = {}
    for uri, part in parts:
        other = owner.setdefault(part.casefold(), uri)
        if other != uri:
            raise PolicyExtractError(f"{uri} and {other} would both be written to {part}; rename one of the two")


def _source(file: File, inputs: Sequence[Input], uri: str | None) -> Source:
    if file.path == STDIN:
        return Source(STDIN, STDIN)
    place = os.path.join(file.folder, file.inside)  # noqa: PTH118
    holder = next(item for item in inputs if item.holds(place))
    inside = file.inside if holder.path == file.folder else holder.inside(place)  # the same string, once in memory
    return Source(uri or holder.prefix + inside, file.path, holder.name, folder_name(holder.path))


def _entered(folder: str, known: Sequence[Input]) -> Input:
    """A further input, under the shortest name that no other has."""
    taken = {item.name for item in known}
    name, above = folder_name(folder), PurePath(folder).parts[1:]
    while name in taken and (size := name.count("/") + 2) <= len(above):
        name = "/".join(above[-size:])
    while name in taken:
        name += "~"
    return Input(name, f"{name}{BETWEEN}" if any(not item.prefix for item in known) else "", folder)


def _moved(known: Sequence[Input], folder: str, files: Iterable[File], before: Mapping[str, Entry]) -> int | None:
    """The index of the input that has moved to this folder: most of its sources in the dataset are here with the same bytes; else None."""
    here = [file for file in files if file.folder == folder]
    for number, item in enumerate(known):
        if item.is_gone():
            both = [(file, before[item.prefix + file.inside]) for file in here if item.prefix + file.inside in before]
            same = sum(bool(entry["sha256"]) and entry["sha256"] == sha256(file.path) for file, entry in both[:_TRIED])
            if same > len(both[:_TRIED]) / 2:
                return number
    return None
