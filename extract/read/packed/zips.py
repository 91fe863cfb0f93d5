"""A zip file that was looked at before anything in it is unpacked: bounded in members, in size and in ratio."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import BinaryIO

from extract.errors import FormatError

MEMBERS = 100_000
TOTAL = 2_000_000_000  # bytes of all members together
RATIO = 250  # text packs 3 to 30 times; only a bomb packs more than this
SMALL = 5_000_000  # bytes below which no ratio is suspicious
_OFFICE = {
    "word/document.xml": ("a Word file", ".docx"),
    "xl/workbook.xml": ("an Excel file", ".xlsx"),
    "ppt/presentation.xml": ("slides", ".pptx"),
}


def _is_of_another(packed: zipfile.ZipFile) -> bool:
    """Whether the file begins as a zip file does, with a member that the list of members does not know.

    zipfile takes the last list that it finds; where the file was cut off, that is the list of an archive packed inside it.
    """
    stream = packed.fp
    if stream is None or any(member.header_offset == 0 for member in packed.infolist()):
        return False
    stream.seek(0)
    return stream.read(4) == b"PK\x03\x04"


def under_its_name(packed: zipfile.ZipFile, uri: str) -> None:
    """FormatError where an archive is itself one file of an office program, under another name."""
    names = frozenset(packed.namelist())
    for part, (what, ending) in _OFFICE.items():
        if part in names and "[Content_Types].xml" in names:
            raise FormatError(uri, f"{what} under another name; rename it to {ending}")


def checked(data: bytes | BinaryIO, uri: str, total: int = TOTAL) -> zipfile.ZipFile:
    """The opened archive. Raises FormatError for a damaged one, and for one that would unpack beyond all measure."""
    try:
        packed = zipfile.ZipFile(BytesIO(data) if isinstance(data, bytes) else data)
    except (
        zipfile.BadZipFile,
        ValueError,
        OSError,
        EOFError,
        NotImplementedError,
        OverflowError,
        UnicodeDecodeError,
    ) as error:
        raise FormatError(uri, "a damaged zip file") from error
    members = packed.infolist()
    if _is_of_another(packed):
        packed.close()
        raise FormatError(uri, "a damaged zip file: its end is missing, and what is listed is an archive inside it")
    size = sum(member.file_size for member in members)
    squeezed = sum(member.compress_size for member in members)
    if len(members) > MEMBERS:
        what = f"an archive of more than {MEMBERS:,} members"
    elif size > total:
        what = f"an archive that unpacks to more than {total // 1_000_000} MB"
    elif size > SMALL and size > RATIO * max(squeezed, 1):
        what = f"an archive that unpacks to {size // max(squeezed, 1)} times its size; no text does"
    else:
        return packed
    packed.close()
    raise FormatError(uri, what)
