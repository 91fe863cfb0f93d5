"""Old Office files are turned by LibreOffice where it is installed; a stand-in on the PATH takes its place here."""

from __future__ import annotations

import hashlib
import io
import shlex
import sys
from pathlib import Path

import docx
import pytest

import extract
from extract.errors import FormatError
from extract.read import old_office

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def standing_in(place: Path, monkeypatch: pytest.MonkeyPatch, does: str) -> None:
    """A `soffice` on the PATH that does this to `out`, the folder that it is to write to."""
    program, script = place / "soffice", place / "soffice.py"  # a first line (#!) can name no path with a blank in it
    head = "import sys, time\nfrom pathlib import Path\nout = Path(sys.argv[sys.argv.index('--outdir') + 1])\n"
    script.write_text(f"{head}out.mkdir()\n{does}\n", "utf-8")
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {shlex.quote(str(script))} "$@"\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(place))


def word(text: str) -> bytes:
    made = docx.Document()
    made.add_paragraph(text)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["通知.doc", "通知.wps", "无尾巴"])
def test_an_old_word_file_is_read_as_libreoffice_turns_it(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made").write_bytes(word("到2027年，全镇茶园面积达到3万亩。"))
    standing_in(tmp_path, monkeypatch, f"(out / 'input.docx').write_bytes(Path({str(tmp_path / 'made')!r}).read_bytes())")
    (tmp_path / name).write_bytes(OLD)
    [article] = extract.articles(tmp_path / name)
    assert [target.value for target in article.targets] == [30000]
    assert article.source.uri == str(tmp_path / name) and article.source.sha256 == hashlib.sha256(OLD).hexdigest()


@pytest.mark.parametrize(
    ("does", "what"),
    [("", r"LibreOffice makes nothing of it; open it and save it as \.docx"), ("time.sleep(60)", r"did not end in 1 seconds; save it as \.docx")],
    ids=["nothing", "endless"],
)
def test_what_libreoffice_cannot_turn_is_named(does: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    standing_in(tmp_path, monkeypatch, does)
    monkeypatch.setattr(old_office, "_SECONDS", 1 if does else 60)
    (tmp_path / "通知.doc").write_bytes(OLD)
    with pytest.raises(FormatError, match=what):
        list(extract.articles(tmp_path / "通知.doc"))


def test_without_libreoffice_there_is_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "表.xls").write_bytes(OLD)
    with pytest.raises(FormatError, match=r"save it as \.xlsx, or install LibreOffice"):
        list(extract.articles(tmp_path / "表.xls"))


def test_an_old_file_is_read_where_scratch_files_stand_under_a_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made").write_bytes(word("到2027年，全镇茶园面积达到3万亩。"))
    standing_in(tmp_path, monkeypatch, f"(out / 'input.docx').write_bytes(Path({str(tmp_path / 'made')!r}).read_bytes())")
    (tmp_path / "暂").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", "暂")
    [article] = extract.articles(("通知.doc", OLD))
    assert [target.value for target in article.targets] == [30000]
