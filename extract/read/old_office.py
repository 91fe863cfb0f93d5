"""Old Office files (.doc, .xls, .wps, .et …) -> the same in today's format, by LibreOffice where it is installed."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from pathlib import Path

from extract.errors import FormatError
from extract.read.raw import Raw, of_bytes

TURNED: Mapping[str, str] = {
    ".doc": ".docx",
    ".wps": ".docx",
    ".rtf": ".docx",
    ".odt": ".docx",
    ".xls": ".xlsx",
    ".et": ".xlsx",
    ".ods": ".xlsx",
}
"""What is turned into what."""
# How LibreOffice is to read each: left to itself it takes a broken file for plain text
_READ_AS: Mapping[str, str] = {
    ".doc": "MS Word 97",
    ".wps": "MS Word 97",
    ".rtf": "Rich Text Format",
    ".odt": "writer8",
    ".xls": "MS Excel 97",
    ".et": "MS Excel 97",
    ".ods": "calc8",
}
_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 120  # a document of a thousand pages takes half a minute; one that takes longer will not end


def program() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    import shutil  # here and below: what only a rare file needs is not loaded at every start

    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def turned(raw: Raw, kind: str, office: str) -> Raw:
    """The input in today's format, under its own name. Raises FormatError where LibreOffice makes nothing of it.

    Each call has a profile of its own, so that calls do not wait for each other or for a window that stands open; macros do not run.
    """
    import tempfile

    new = TURNED[kind]
    with tempfile.TemporaryDirectory(prefix="policy-extract-") as name:
        top = Path(name).absolute()  # a run keeps its scratch files under --out, which may be relative
        (top / f"input{kind}").write_bytes(raw.whole())
        profile = f"-env:UserInstallation={(top / 'profile').as_uri()}"
        call = [
            office,
            profile,
            "--headless",
            "--norestore",
            f"--infilter={_READ_AS[kind]}",
            "--convert-to",
            new[1:],
            "--outdir",
            str(top / "out"),
            str(top / f"input{kind}"),
        ]
        _run(call, raw.uri, new)
        made = top / "out" / f"input{new}"
        if not made.is_file():
            raise FormatError(raw.uri, f"LibreOffice makes nothing of it; open it and save it as {new}")
        return of_bytes(raw.uri, made.read_bytes(), f"{raw.name}{new}", raw.depth, raw.declared)


def _run(call: list[str], uri: str, new: str) -> None:
    """Let LibreOffice do it; FormatError where it cannot be started, or does not end: then it goes with all that it has started."""
    import subprocess

    try:
        office = subprocess.Popen(call, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    except OSError as error:
        raise FormatError(uri, f"LibreOffice cannot be started ({error.strerror}); save it as {new}") from error
    try:
        office.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        if hasattr(os, "killpg"):
            os.killpg(office.pid, signal.SIGKILL)
        office.kill()
        office.wait()
        raise FormatError(uri, f"LibreOffice did not end in {_SECONDS} seconds; save it as {new}") from error
