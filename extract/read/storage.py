"""Where bytes lie: on a disk, or in a store behind a URL (s3://, hdfs://, gs:// and whatever fsspec knows).

The only room that knows fsspec. A place is a path or a URL. Web pages are not fetched: a run is to give the same tomorrow.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from extract import expressions as re
from extract.errors import SourceError, UsageError

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)  # two letters at least: C:// is a disk of Windows
_WEB = ("http://", "https://", "ftp://")
_PIECE = 1 << 20  # bytes that are fetched at a time


def is_url(place: str) -> bool:
    """Whether a place is a URL.

    >>> is_url("s3://归档/2024/要闻.txt"), is_url("2024/要闻.txt"), is_url("C://要闻.txt")
    (True, False, False)
    """
    return bool(_URL.match(place))


def is_web(place: str) -> bool:
    """Whether a place is the address of a web page.

    >>> is_web("https://例.cn/要闻.html"), is_web("s3://归档/要闻.html")
    (True, False)
    """
    return place.lower().startswith(_WEB)


def is_stored(place: str) -> bool:
    """Whether a place lies in a store.

    >>> is_stored("s3://归档/要闻.html"), is_stored("归档/要闻.html")
    (True, False)
    """
    return is_url(place) and not is_web(place)


def on_disk(place: str) -> str:
    """The path that a `file://` URL stands for; any other place as it is.

    >>> on_disk("file:///srv/%E8%A6%81%E9%97%BB.txt"), on_disk("s3://归档/要闻.txt")
    ('/srv/要闻.txt', 's3://归档/要闻.txt')
    """
    return unquote(urlsplit(place).path) if place.lower().startswith("file://") else place


def below(url: str) -> list[str]:
    """The ways from a URL to all files below it, in order; `[""]` where it is a file itself, none where there is nothing.

    Raises UsageError where the store cannot be had.
    """
    store, root = _store(url)
    try:
        if store.isfile(root):
            return [""]
        found = store.find(root)
    except Exception as error:  # each kind of store has errors of its own
        raise UsageError(f"{url}: cannot be listed: {_one_line(error)}") from error
    return sorted(name[len(root.rstrip("/")) :].lstrip("/") for name in found)


def is_file(place: str) -> bool:
    """Whether there is a file that can be opened."""
    try:
        if not is_url(place):
            return os.path.isfile(place) and os.access(place, os.R_OK)  # noqa: PTH113
        store, name = _store(place)
        return bool(store.isfile(name))
    except Exception:
        return False


def is_folder(place: str) -> bool:
    """Whether there is a folder."""
    try:
        if not is_url(place):
            return Path(place).is_dir()
        store, name = _store(place)
        return bool(store.isdir(name))
    except Exception:
        return False


def size(place: str) -> int:
    """The bytes of a file; 0 where that cannot be told."""
    try:
        if not is_url(place):
            return Path(place).stat().st_size
        store, name = _store(place)
        return int(store.size(name) or 0)
    except Exception:
        return 0


@contextmanager
def fetched(place: str, uri: str, folder: Path | None = None) -> Iterator[str]:
    """The path of a file; of one in a store, that of a copy in `folder`, which is gone afterwards.

    It is fetched whole before it is read, so that a line that breaks costs the source, to be read another time, and no
    half of it passes for the whole. Raises SourceError where it cannot be.
    """
    if not is_url(place):
        yield place
        return
    import tempfile

    with tempfile.NamedTemporaryFile(dir=folder, prefix=".fetched-", suffix=".jsonl.part") as copy:
        for piece in pieces(place, uri):
            copy.write(piece)
        copy.flush()
        yield copy.name


def pieces(url: str, uri: str) -> Iterator[bytes]:
    """The bytes of a file in a store. Raises SourceError where they cannot be had."""
    try:
        store, name = _store(url)
        with store.open(name, "rb") as file:
            while piece := file.read(_PIECE):
                yield piece
    except Exception as error:
        raise SourceError(uri, f"cannot be fetched: {_one_line(error)}") from error


def _store(url: str) -> tuple[Any, str]:
    """The store of a URL, and the name by which it knows the file. Raises UsageError where there is none."""
    try:
        from fsspec.core import url_to_fs

        store, name = url_to_fs(url)
    except ModuleNotFoundError as error:
        if error.name == "fsspec":
            raise UsageError(f"{url}: URLs need fsspec: pip install 'policy-extract[cluster]'") from error
        raise UsageError(f"{url}: {_one_line(error)}") from error
    except (ImportError, ValueError) as error:
        raise UsageError(f"{url}: {_one_line(error)}") from error
    return store, str(name)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
