"""Web archives (.warc, .warc.gz) -> the pages that servers answered with, through warcio (an extra: `[warc]`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO
from typing import Any
from urllib.parse import unquote, urlsplit

from extract import expressions as re
from extract.errors import FormatError, SourceError
from extract.read.packed.gzips import unpacked
from extract.read.raw import WHOLE, Raw, of_bytes

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.I)
_KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "text/csv": ".csv",
}


def responses(raw: Raw) -> Iterator[Raw | SourceError]:
    """Every answer that holds a document of a kind that we read; redirects, pictures and scripts are passed over.

    Raises FormatError where warcio is not installed, or the archive is damaged.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError as error:
        raise FormatError(raw.uri, "a web archive; install policy-extract[warc] to read it") from error
    packed = raw.start(2) == b"\x1f\x8b"
    with unpacked(raw.open(), raw.uri) if packed else raw.open() as stream:
        try:
            records = iter(ArchiveIterator(stream))
            while True:
                with redirect_stderr(StringIO()):  # warcio prints what it thinks of a damaged record
                    record = next(records, None)
                if record is None:
                    break
                yield from _answer(raw, record)
        except SourceError:
            raise
        except Exception as error:  # a damaged file makes the library stumble in ever new ways
            raise FormatError(raw.uri, "a damaged web archive; what stands behind the damage is lost") from error


def _answer(raw: Raw, record: object) -> Iterator[Raw | SourceError]:
    stated = _stated(record)
    kind = _KINDS.get(stated.partition(";")[0].strip().lower())
    if kind is None:
        return
    address = record.rec_headers.get_header("WARC-Target-URI") or ""  # type: ignore[attr-defined]
    data = record.content_stream().read(WHOLE + 1)  # type: ignore[attr-defined]
    uri = raw.member(address)
    if len(data) > WHOLE:
        yield FormatError(uri, f"more than {WHOLE // 1_000_000} MB in one piece")
        return
    charset = _CHARSET.search(stated)
    path = unquote(urlsplit(address).path).rstrip("/") or "index"
    yield of_bytes(uri, data, path if path.lower().endswith(kind) else path + kind, raw.depth + 1, charset[1] if charset else None)


def _stated(record: Any) -> str:
    """The type that a resource, or an answer that was found, is stated to be of; an empty string for any other record."""
    if record.rec_type == "resource":
        return record.rec_headers.get_header("Content-Type") or ""
    found = record.rec_type == "response" and record.http_headers and record.http_headers.get_statuscode() == "200"
    return (record.http_headers.get_header("Content-Type") or "") if found else ""
