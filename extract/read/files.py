"""What a call names -> files: folders walked, globs expanded, each file with its path below the folder that was given."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path, PurePath

from extract.errors import UsageError
from extract.read import storage
from extract.read.kinds import ADVICE, suffix
from extract.text import counted

STDIN = "-"
_SHOWN = 3  # of the names in vain, in one line
_ENDINGS = 10  # of the endings that are not known, in one line

Inputs = Iterable[str | os.PathLike[str]]


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: `path` opens it and tells a person which; `folder` is the real path of the folder given, or of
    the folder that the file given lies in, and `inside` leads from there to the file, whatever the spelling was.
    """

    path: str
    folder: str
    inside: str

    @property
    def real(self) -> str:
        """The path that leads to it without any link."""
        if self.path == STDIN:
            return STDIN
        place = os.path.join(self.folder, self.inside)  # noqa: PTH118 (of a hundred thousand files, PurePath takes seconds)
        return os.path.realpath(place) if os.path.islink(place) else place  # noqa: PTH114


@dataclass(frozen=True, slots=True)
class Listing:
    """All files of a call in their order, the real paths of the folders that were walked for them, and how many files
    were left there for each ending that is not known (an empty string for none), the commonest first; `hidden` counts those of known endings that bear a name of the system's or of Office's own,
    `links` the folders that a link leads to: they are not entered, since links can lead in a circle.
    """

    files: tuple[File, ...]
    folders: tuple[str, ...]
    left: tuple[tuple[str, int], ...] = ()
    hidden: int = 0
    links: int = 0

    def remark(self) -> str | None:
        """What was left in the folders, and how it can be taken, in one line for a person; None where nothing was.

        >>> Listing((), (), ((".xml", 12), ("", 1))).remark()
        "left 13 files of endings that are not known: 12 .xml, 1 without ending; --include '*.xml' takes such files alone, --include '*' all"
        >>> Listing((), (), (), 2).remark()
        'left 2 hidden files (their names begin with . or ~$); name one to have it read'
        """
        hidden = f"left {counted(self.hidden, 'hidden file', ',')} (their names begin with . or ~$); name one to have it read"
        links = f"left {counted(self.links, 'linked folder', ',')} (links can lead in a circle); name one to have it read"
        told = ((self.left and self._unknown()), (self.hidden and hidden), (self.links and links))
        return "; ".join([one for one in told if one]) or None

    def _unknown(self) -> str:
        """What of unknown endings was left."""
        shown = ", ".join(f"{count:,} {ending or 'without ending'}" for ending, count in self.left[:_ENDINGS])
        more = f" and {len(self.left) - _ENDINGS} endings more" * (len(self.left) > _ENDINGS)
        first = next((f"--include '*{ending}' takes such files alone, " for ending, _ in self.left if ending), "")
        many = counted(sum(count for _, count in self.left), "file", ",")
        return f"left {many} of endings that are not known: {shown}{more}; {first}--include '*' {'' if first else 'takes '}all"


def listing(inputs: Inputs, kinds: Iterable[str], include: Sequence[str] = (), exclude: Sequence[str] = ()) -> Listing:
    """The files that inputs lead to: files, folders, URLs of stores, `-`, and globs that no shell has expanded.

    In folders, files of the known `kinds` are taken, or those that match a glob of `include`; never hidden ones, nor
    those that match `exclude`. Globs are tried on the name and on the path inside the folder. What is named itself is
    always taken. Raises UsageError for the address of a web page, and for what leads to no file.
    """
    wanted = _Wanted(frozenset(kinds) | ADVICE.keys(), tuple(include), tuple(exclude))
    found: list[File] = []
    folders: list[str] = []
    vain: list[str] = []
    for given in [storage.on_disk(os.fspath(item)) for item in inputs]:
        led = _led_to(given, wanted)
        if led is None:
            vain.append(given)
        else:
            found += led[0]
            folders += [led[1]] * bool(led[1])
    if vain:
        raise UsageError(_told(vain))
    return Listing(tuple(found), tuple(folders), _commonest_first(wanted.left), wanted.hidden.total(), wanted.links.total())


def _commonest_first(left: Counter[str]) -> tuple[tuple[str, int], ...]:
    """The endings that stand for any file, with how many; equally common ones in the order of their letters."""
    return tuple(sorted(((ending, count) for ending, count in left.items() if count), key=lambda item: (-item[1], item[0])))


def _led_to(given: str, wanted: _Wanted) -> tuple[list[File], str] | None:
    """The files that a name leads to, and the folder that was walked for them, if any; None for a name in vain."""
    if given == STDIN:
        return [File(STDIN, "", STDIN)], ""
    if storage.is_stored(given):
        url = given.rstrip("/")
        return (stored, url) if (stored := list(_stored(url, wanted))) else None
    if given and _is_there(given):
        return list(_files(given, wanted)), os.path.realpath(given) if _is_folder(given) else ""
    if matched := _expanded(given):
        root = fixed(given)
        return [_below(root, file) for name in matched for file in _files(name, wanted)], os.path.realpath(root)
    return None


@dataclass(frozen=True, slots=True)
class _Wanted:
    kinds: frozenset[str]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    left: Counter[str] = field(default_factory=Counter)
    """How many files were left for each ending, where nobody said which to take."""
    hidden: Counter[str] = field(default_factory=Counter)
    """Files of known endings whose names begin with . or ~$, counted by ending."""
    links: Counter[str] = field(default_factory=Counter)
    """Linked folders that were not entered, counted by the folder they are in."""

    def takes(self, inside: str) -> bool:
        """Whether a file is to be read; of those that are not, counts those whose ending alone stands against it."""
        name = inside.rpartition("/")[2]
        if name.startswith((".", "~$")):
            self.hidden[suffix(name)] += suffix(name) in self.kinds and not _matches(inside, self.exclude)
            return False
        if _matches(inside, self.exclude):
            return False
        if self.include:
            return _matches(inside, self.include)
        known = (ending := suffix(name)) in self.kinds
        self.left[ending] += not known
        return known


def _files(given: str, wanted: _Wanted) -> Iterator[File]:
    if not _is_folder(given):
        yield File(given, os.path.realpath(Path(given).parent), Path(given).name)
        return
    folder = os.path.realpath(given)
    for path, inside in _walk(str(Path(given)), wanted):
        yield File(path, folder, inside)


def _stored(url: str, wanted: _Wanted) -> Iterator[File]:
    """The files of a store below a URL, or the one that it names."""
    for inside in storage.below(url):
        if not inside:
            folder, _, name = url.rpartition("/")
            yield File(url, folder, name)
        elif wanted.takes(inside) and not any(part.startswith(".") for part in inside.split("/")):
            yield File(f"{url}/{inside}", url, inside)


def _walk(folder: str, wanted: _Wanted) -> Iterator[tuple[str, str]]:
    """The path of each file, and the way to it from the folder."""
    shut: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=shut.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        wanted.links[here] = sum(os.path.islink(os.path.join(here, name)) for name in folders)  # noqa: PTH114, PTH118 (as below)
        above = "" if here == folder else f"{_inside(here, folder)}/"
        for name in sorted(files):
            if wanted.takes(above + name):
                yield os.path.join(here, name).removeprefix("./"), above + name  # noqa: PTH118 (a tenth of the time of Path)
    # a folder that cannot be opened is a source that cannot be read
    yield from ((path, _inside(path, folder)) for path in sorted(os.fspath(error.filename) for error in shut))


def _inside(path: str, folder: str) -> str:
    return PurePath(path).relative_to(folder).as_posix()


def _below(root: str, file: File) -> File:
    """A file that a glob led to, under the folder that the glob begins with; also where the glob went through a link."""
    top, place = os.path.realpath(root), PurePath(file.folder, file.inside)
    return File(file.path, top, (place.relative_to(top) if place.is_relative_to(top) else PurePath(_inside(file.path, root))).as_posix())


def is_glob(given: str) -> bool:
    """Whether a name is a pattern for names, and no file or folder is called like that.

    >>> is_glob("新闻/*/要闻.txt"), is_glob("新闻/要闻.txt")
    (True, False)
    """
    return glob.has_magic(given) and not storage.is_url(given) and not _is_there(given)


def _expanded(given: str) -> list[str]:
    return sorted(glob.glob(given, recursive=True)) if is_glob(given) else []  # noqa: PTH207 (Path.glob wants a folder first)


def fixed(pattern: str) -> str:
    """The folder that a glob begins with, up to its first wildcard.

    >>> fixed("新闻/*/要闻.txt"), fixed("*.txt")
    ('新闻', '.')
    """
    parts = PurePath(pattern).parts
    fixed = next(number for number, part in enumerate(parts) if glob.has_magic(part))
    return str(PurePath(*parts[:fixed]))


def _is_there(given: str) -> bool:
    """Whether there is something of this name; also where a folder above it may not be opened: its reader tells."""
    try:
        Path(given).stat()
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
    return True


def _is_folder(given: str) -> bool:
    try:
        return Path(given).is_dir()
    except OSError:  # in a folder that may not be opened: its reader tells
        return False


def _matches(inside: str, globs: tuple[str, ...]) -> bool:
    return any(fnmatch(inside, glob) or fnmatch(inside.rpartition("/")[2], glob) for glob in globs)


def _told(vain: Sequence[str]) -> str:
    reasons = {given: _why(given) for given in vain}
    shown = "; ".join(f"{given}: {why}" for given, why in list(reasons.items())[:_SHOWN])
    quoted = "; a name that has blanks in it stands in quotes" * (len(reasons) > 1)
    return shown + f"; and {len(reasons) - _SHOWN} more" * (len(reasons) > _SHOWN) + quoted


def _why(given: str) -> str:
    if not given:
        return "an empty name, maybe of a variable that is not set; name a file or a folder, . for this one"
    if storage.is_web(given):
        return "a URL, and nothing is fetched; save the page and name its file"
    if glob.has_magic(given):
        return "no file matches"
    return "no such file or folder"
