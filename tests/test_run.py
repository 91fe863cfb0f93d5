"""Runs from end to end, with nothing standing in for anything: good bulletins, bad ones, the same bytes each time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from extract import cli, emit
from extract.schema import schema

GOOD = "檀渡镇力争到2028年茶叶总产值突破15亿元。"


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A folder with one good bulletin and every kind of bad one."""
    folder = tmp_path / "来稿"
    folder.mkdir()
    (folder / "好.txt").write_text(GOOD, "utf-8")
    (folder / "空.txt").write_bytes(b"")
    (folder / "二进制.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "何种编码.txt").write_bytes(b"\x81\xff\xfe\xfd\xff\x80\xff" * 50)
    row = json.dumps({"text": GOOD}, ensure_ascii=False)
    rows = [row, '{"title": "无正文"}', '{"text": "断', row]
    (folder / "行.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
    return folder


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "extract", *arguments]
    whole = {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=whole, check=False)


def test_bad_bulletins_are_named_and_the_rest_goes_on(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = bad.parent / "出"
    assert cli.main(["run", str(bad), "--out", str(out)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert all(line.startswith(f"policy-extract: {bad}") for line in said)
    for name in ("空.txt: ", "二进制.txt: ", "何种编码.txt: ", "行.jsonl:2: ", "行.jsonl:3: "):
        assert len([line for line in said if name in line]) == 1, (name, said)
    assert len(said) == 5
    assert not [line for line in said if "unexpected" in line]
    states = {Path(entry["uri"]).stem: entry["status"] for entry in emit.read_manifest(out)}
    assert states == {
        "好": "ok",
        "行": "partial",
        **dict.fromkeys(("空", "二进制", "何种编码"), "failed"),
    }
    lines = list(emit.read_jsonl(out))
    assert len(lines) == 3 and all(line["targets"] for line in lines)
    assert not [path for path in out.rglob("*") if path.name.endswith(".part")]


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_that_may_not_be_read_is_named(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bad / "好.txt").chmod(0)
    assert cli.main(["run", str(bad / "好.txt"), "--out", str(bad.parent / "出")]) == 1
    assert "好.txt: " in capsys.readouterr().err


def test_every_line_obeys_the_schema_and_every_record_its_span(tmp_path: Path) -> None:
    samples = Path(__file__).parents[1] / "corpora" / "samples"
    assert cli.main(["run", str(samples), "--tokens", "--out", str(tmp_path / "出")]) == 0
    validator = jsonschema.Draft202012Validator(schema())
    lines = list(emit.read_jsonl(tmp_path / "出"))
    assert len(lines) > 8
    for line in lines:
        validator.validate(line)
        for kind in ("targets", "actuals", "amounts", "dates", "organisations", "persons", "places", "documents"):
            for record in line[kind]:
                assert line["text"][record["start"] : record["end"]] == record["text"]


def test_the_same_input_is_the_same_bytes_whatever_the_hash_seed_and_the_locale(tmp_path: Path) -> None:
    samples = Path(__file__).parents[1] / "corpora" / "samples"
    made = []
    for name, environment in (("甲", {"PYTHONHASHSEED": "1"}), ("乙", {"PYTHONHASHSEED": "2", "LC_ALL": "C"})):
        out = tmp_path / name
        done = run("run", str(samples), "--out", str(out), **environment)
        assert (done.returncode, done.stderr) == (0, "")
        made.append({path.name: path.read_bytes() for path in sorted(out.rglob("*.jsonl"))})
    assert made[0] == made[1]


def test_standard_input_is_a_source(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "extract", "run", "-", "--out", str(tmp_path / "出")]
    done = subprocess.run(command, input=GOOD.encode("gb18030"), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    [line] = emit.read_jsonl(tmp_path / "出")
    assert line["source"]["uri"] == "-" and line["targets"][0]["value"] == 1_500_000_000


def test_the_day_of_the_option_is_the_articles_day(tmp_path: Path) -> None:
    (tmp_path / "讯.txt").write_text("去年，全镇完成固定资产投资21.6亿元。", "utf-8")
    cli.main(["run", str(tmp_path / "讯.txt"), "--published", "2026-03-12", "--out", str(tmp_path / "出")])
    [line] = emit.read_jsonl(tmp_path / "出")
    assert (line["published"], line["published_from"]) == ("2026-03-12", "option")
    assert json.dumps(line["actuals"][0]["period"]["last"]) == '"2025-12-31"'


def test_the_same_bytes_for_any_number_of_workers_and_after_any_kill(tmp_path: Path) -> None:
    folder = tmp_path / "来 稿"
    folder.mkdir()
    for number in range(12):
        (folder / f"第{number}期.txt").write_text(f"檀渡镇力争到2028年茶叶总产值突破{number + 3}亿元。" * (number + 1), "utf-8")
    assert run("run", str(folder), "--out", str(tmp_path / "一")).returncode == 0
    command = [sys.executable, "-m", "extract", "run", str(folder), "--workers", "2", "--out", str(tmp_path / "二")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    parts = tmp_path / "二" / emit.PARTS
    while process.poll() is None and len(list(parts.glob("*.jsonl"))) < 3:
        time.sleep(0.01)
    process.kill()
    process.wait()
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    made = [{path.name: path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file() and path.name != "run.json"} for name in ("一", "二")]
    assert made[0] == made[1] and len(made[0]) == 13


def test_what_a_table_was_taken_for_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "序号,时间,落实情况\n1,2023-03-05,青荷镇今年改造小区12个\n2,2024-04-11,白鹭乡今年建成村道18公里\n"
    (tmp_path / "台账.csv").write_text(rows, "utf-8")
    call = ["run", str(tmp_path / "台账.csv"), "--out", str(tmp_path / "出")]
    assert cli.main(call) == 0
    said = capsys.readouterr().err
    assert "no column is known to hold texts (序号, 时间, 落实情况), so its 2 rows are read as one table in one article" in said
    assert said.endswith("--column text=落实情况 --column published=时间\n")
    assert [line["reference"] for line in emit.read_jsonl(tmp_path / "出")] == [None]  # the first row dates itself alone
    cli.main([*call, "--column", "text=落实情况", "--column", "published=时间"])
    assert [line["published"] for line in emit.read_jsonl(tmp_path / "出")] == ["2023-03-05", "2024-04-11"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_a_pipe_in_a_folder_is_named_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管.txt")
    command = [sys.executable, "-m", "extract", "run", str(tmp_path / "管.txt"), "--out", str(tmp_path / "出")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert (done.returncode, done.stderr) == (1, f"policy-extract: {tmp_path / '管.txt'}: no ordinary file\n")


def test_a_folder_that_may_not_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shut = tmp_path / "来稿" / "密"
    shut.mkdir(parents=True)
    (tmp_path / "来稿" / "好.txt").write_text(GOOD, "utf-8")
    (shut / "内.txt").write_text(GOOD, "utf-8")
    scandir, listdir, stat = os.scandir, os.listdir, os.stat

    def refused(real: Any) -> Any:
        def opened(path: Any = ".", *rest: Any, **more: Any) -> Any:
            if isinstance(path, str | os.PathLike) and Path(path) in (shut, shut / "内.txt") and (real is not stat or Path(path) != shut):
                raise PermissionError(13, "Permission denied", str(path))
            return real(path, *rest, **more)

        return opened

    for name, real in (("scandir", scandir), ("listdir", listdir), ("stat", stat)):
        monkeypatch.setattr(os, name, refused(real))
    assert cli.main(["run", str(tmp_path / "来稿"), "--out", str(tmp_path / "出")]) == 1
    assert f"{shut}: cannot be opened: Permission denied; nothing in this folder was read" in capsys.readouterr().err
    assert len(list(emit.read_jsonl(tmp_path / "出"))) == 1
    assert cli.main(["run", str(shut / "内.txt"), "--out", str(tmp_path / "出")]) == 1
    assert "内.txt: cannot be read: Permission denied" in capsys.readouterr().err
