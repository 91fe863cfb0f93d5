"""What kind of input it is: what its first bytes show goes before what its name says."""

from __future__ import annotations

from pathlib import PurePosixPath

from extract.errors import FormatError, SourceError
from extract.read.raw import Raw

ADVICE: dict[str, str] = {
    ".doc": "a Word file of the old kind; save it as .docx",
    ".wps": "a WPS document; save it as .docx",
    ".rtf": "rich text; save it as .docx",
    ".odt": "an OpenDocument text; save it as .docx",
    ".xls": "an Excel file of the old kind; save it as .xlsx",
    ".et": "a WPS sheet; save it as .xlsx",
    ".ods": "an OpenDocument sheet; save it as .xlsx",
    ".ppt": "slides; save their text as .docx",
    ".pptx": "slides; save their text as .docx",
    ".ofd": "an OFD document; save it as .pdf",
    ".caj": "a CAJ document; save it as .pdf",
    ".epub": "an e-book; save its chapters as .html",
    ".mht": "a web archive; save the page as .html",
    ".mhtml": "a web archive; save the page as .html",
    ".rar": "a RAR archive; pack it as .zip",
    ".7z": "a 7-Zip archive; pack it as .zip",
}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what old Office files begin with
_LOCKED = "EncryptedPackage\0".encode("utf-16-le")  # the stream in which Office keeps a file that a password locks
# What the first bytes say goes before what the name says: sites serve pages as .doc, people rename files.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", ".pdf"),
    (_OLE, ".doc"),
    (b"{\\rtf", ".rtf"),
    (b"Rar!\x1a\x07", ".rar"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"WARC/1.", ".warc"),
)
_TOLD = (
    *(".txt", ".text", ".md", ".markdown", ".html", ".htm", ".shtml", ".shtm", ".xhtml", ".jsp"),
    *(".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".sql", ".tar"),
)  # kinds without a mark of their own: the name is all there is
_BLANK = b"\xef\xbb\xbf \t\r\n"
_PACKED = (".docx", ".docm", ".xlsx", ".xlsm", ".zip")


def suffix(name: str) -> str:
    """The part of a name that tells its kind, in small letters; two of them for .tar.gz.

    >>> suffix("简报.TAR.GZ"), suffix("a.b/简报"), suffix("t1.jsp.html")
    ('.tar.gz', '', '.html')
    """
    base = name.replace("\\", "/").rpartition("/")[2].lower()
    return next((double for double in (".tar.gz", ".warc.gz") if base.endswith(double)), PurePosixPath(base).suffix)


def kind_of(raw: Raw) -> str:
    """The suffix by whose reader an input is read: what its first bytes show, else what its name says. Raises SourceError for an empty or a locked input."""
    head = raw.start()
    if not head.strip(_BLANK) and not raw.start(1 << 16).strip(_BLANK):
        raise SourceError(raw.uri, "empty: nothing to read in it")
    if head.startswith(_OLE) and _LOCKED in raw.whole():
        raise FormatError(raw.uri, "locked with a password; open it in Office and save it without one")
    named = suffix(raw.name)
    return _by_bytes(head, named) or (named if named in _TOLD else _guessed(raw, head, named))


def _by_bytes(head: bytes, named: str) -> str:
    """What the first bytes of a binary file show; of what is packed the name says what it holds; an empty string for text."""
    magic = next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")
    if magic:
        return named if magic == ".doc" and named in ADVICE else magic
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return named if named in (*_PACKED, *ADVICE) else ".zip"
    if head.startswith(b"\x1f\x8b"):
        return named if named in (".tgz", ".tar.gz", ".warc.gz") else ".gz"
    return ""


def _guessed(raw: Raw, head: bytes, named: str) -> str:
    """The kind of an input whose name does not tell, or tells what its bytes deny."""
    start = head.lstrip(_BLANK)[:512].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml", b"<div", b"<table", b"<p>", b"<%@")) or b"<html" in start:
        return ".html"
    if start.startswith((b'{"', b"{ ", b"[{")):
        return ".jsonl"
    if named in (*_PACKED, ".pdf"):
        raise FormatError(raw.uri, f"no {named} file: its bytes are something else, or damaged")
    if named in ADVICE and raw.start(1 << 16).isascii():  # sites serve texts as .doc, but none without a Chinese character
        raise FormatError(raw.uri, f"no {named} file and no Chinese text: its bytes are something else, or damaged")
    return ".txt"
