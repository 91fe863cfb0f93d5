"""Archives -> their members, one by one. Nothing is ever written to disk; sizes are bounded before unpacking.

Names that were packed under a Chinese Windows are GBK without saying so and are read as such. A member whose name
would lead out of the archive, a link, a locked member: each is told as an error, and the others are read.
"""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from extract.errors import EncodingError, FormatError, SourceError
from extract.read.encoding import decode
from extract.read.packed.gzips import unpacked
from extract.read.packed.zips import MEMBERS, TOTAL, checked, under_its_name
from extract.read.raw import DEPTH, WHOLE, Raw, of_bytes

_UNPACKING = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)
_UTF8 = 0x800
_LOCKED = 0x1
_UNICODE_NAME = 0x7075


def zipped(raw: Raw) -> Iterator[Raw | SourceError]:
    """The files of a .zip, in its order. Raises FormatError where it is damaged, or a file of Office under another name."""
    _not_too_deep(raw)
    with raw.open() as stream, checked(_seekable(stream, raw), raw.uri) as packed:
        under_its_name(packed, raw.uri)
        encoding = names_encoding(packed)
        for member in packed.infolist():
            name = zip_name(member, encoding)
            if member.is_dir() or _is_litter(name):
                continue
            if member.flag_bits & _LOCKED:
                yield FormatError(raw.member(name), "locked with a password; unpack it first")
            elif error := _refused(raw, name, member.file_size):
                yield error
            else:
                yield _taken(raw, name, packed, member)


def tarred(raw: Raw) -> Iterator[Raw | SourceError]:
    """The files of a .tar, also of one that is packed by gzip. Raises FormatError where it is damaged, or holds more than any archive of texts."""
    _not_too_deep(raw)
    size = count = 0
    try:
        with raw.open() as stream, _tar(stream, raw) as packed:
            for member in packed:
                name = _tar_name(member.name)
                size += member.size
                count += 1
                if size > TOTAL or count > MEMBERS:
                    raise FormatError(raw.uri, f"an archive of more than {TOTAL // 1_000_000} MB or {MEMBERS:,} members")
                if member.isdir() or _is_litter(name):
                    continue
                if not member.isreg():
                    yield FormatError(raw.member(name), "a link or a device, and no file")
                elif error := _refused(raw, name, member.size):
                    yield error
                else:
                    file = packed.extractfile(member)
                    yield of_bytes(raw.member(name), file.read() if file else b"", name, raw.depth + 1)
    except (tarfile.TarError, *_UNPACKING) as error:
        raise FormatError(raw.uri, "a damaged archive; what stands behind the damage is lost") from error


def gunzipped(raw: Raw) -> Raw:
    """The file that a .gz holds; its bytes are unpacked as they are read, within bounds."""
    _not_too_deep(raw)
    name = raw.name[:-3] if raw.name.lower().endswith(".gz") else raw.name
    return Raw(raw.uri, name, lambda: unpacked(raw.open(), raw.uri), raw.depth + 1, raw.declared)


def zip_name(member: zipfile.ZipInfo, encoding: str) -> str:
    """The name of a member as it was meant: UTF-8 where it says so or is, else what the archive's names are in."""
    if member.flag_bits & _UTF8:
        return member.filename
    try:
        return _unicode_name(member) or _raw_name(member).decode(encoding)
    except UnicodeError:
        return member.filename


def names_encoding(packed: zipfile.ZipFile) -> str:
    """The encoding of the names that do not say theirs, told by all of them together; few of them are taken for GBK."""
    raw = b"\n".join(_raw_name(member) for member in packed.infolist() if not member.flag_bits & _UTF8)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        try:
            big5 = len(raw) > 40 and decode(raw, declared="gb18030").encoding == "big5"
        except EncodingError:
            big5 = False
        return "big5hkscs" if big5 else "gb18030"
    return "utf-8"


def _raw_name(member: zipfile.ZipInfo) -> bytes:
    """The bytes of a name: zipfile shows those that do not say they are UTF-8 in the code page of the first PC."""
    try:
        return member.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return member.orig_filename.encode("utf-8")


def _unicode_name(member: zipfile.ZipInfo) -> str | None:
    """The name in UTF-8 that some packers put into an extra field beside the one in their own code page."""
    extra = member.extra
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == _UNICODE_NAME and size > 5:
            return extra[9 : 4 + size].decode("utf-8", errors="replace")
        extra = extra[4 + size :]
    return None


def _tar_name(name: str) -> str:
    """tarfile keeps the bytes of a name that is no UTF-8 as surrogates; most of these are GBK."""
    data = name.encode("utf-8", errors="surrogateescape")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _refused(raw: Raw, name: str, size: int) -> FormatError | None:
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or parts[0].endswith(":"):
        return FormatError(raw.member(name), "a name that leads out of the archive")
    if size > WHOLE:
        return FormatError(raw.member(name), f"more than {WHOLE // 1_000_000} MB in one piece; split it")
    return None


def _taken(raw: Raw, name: str, packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> Raw | SourceError:
    try:
        return of_bytes(raw.member(name), packed.read(member), name, raw.depth + 1)
    except _UNPACKING:
        return FormatError(raw.member(name), "damaged in the archive, or packed by a method that we do not know")


def _not_too_deep(raw: Raw) -> None:
    if raw.depth >= DEPTH:
        raise FormatError(raw.uri, "an archive in an archive in an archive; unpack the outer ones first")


def _is_litter(name: str) -> bool:
    """Whether a packer left this beside the files: __MACOSX/._a.txt, .DS_Store, Thumbs.db."""
    parts = name.replace("\\", "/").split("/")
    return parts[0] == "__MACOSX" or (parts[-1].startswith((".", "~$")) and ".." not in parts)


def _seekable(stream: BinaryIO, raw: Raw) -> BinaryIO:
    return stream if stream.seekable() else io.BytesIO(raw.whole())


def _tar(stream: BinaryIO, raw: Raw) -> tarfile.TarFile:
    packed = raw.start(2) == b"\x1f\x8b"
    return tarfile.open(fileobj=unpacked(stream, raw.uri) if packed else stream, mode="r|", encoding="utf-8")
