"""Runs from end to end, with nothing standing in for anything: good bulletins, bad ones, the same bytes each time."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import jsonschema
import parsed
import program
import pytest

from extract import cli, emit, tables
from extract.model import RECORDS
from extract.patterns import folder, layers
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


SAMPLES = Path(__file__).parents[1] / "corpora" / "samples"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run makes of our samples."""
    out = tmp_path_factory.mktemp("samples") / "出"
    assert cli.main(["run", str(SAMPLES), "--tokens", "--workers", "1", "--out", str(out)]) == 0
    return out


def test_every_line_obeys_the_schema_and_every_record_its_span(samples: Path) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    lines = list(emit.read_jsonl(samples))
    assert len(lines) > 8
    for line in lines:
        validator.validate(line)
        for kind in RECORDS:
            for record in line[kind]:
                assert line["text"][record["start"] : record["end"]] == record["text"]


def test_the_same_input_is_the_same_bytes_whatever_the_hash_seed_and_the_locale(samples: Path, tmp_path: Path) -> None:
    """Of this process and of others: its hashes are by chance, unless it was given a seed."""
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    done = run("run", str(SAMPLES), "--tokens", "--workers", "1", "--out", str(tmp_path), PYTHONHASHSEED=seed, LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, "")
    made = [{path.name: path.read_bytes() for path in sorted(out.rglob("*.jsonl"))} for out in (samples, tmp_path)]
    assert made[0] == made[1] and len(made[0]) > 5


def test_standard_input_is_a_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode("gb18030"))))
    assert (cli.main(["run", "-", "--out", str(tmp_path / "出")]), capsys.readouterr().err) == (0, "")
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
    assert cli.main(["run", str(folder), "--workers", "1", "--out", str(tmp_path / "一")]) == 0
    call = ["run", str(folder), "--workers", "2", "--out", str(tmp_path / "二")]
    process = program.begun(*call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    parts = tmp_path / "二" / emit.PARTS
    while process.poll() is None and len(list(parts.glob("*.jsonl"))) < 3:
        time.sleep(0.01)
    process.kill()
    process.wait()
    code, _, said = program.called(*call)
    assert (code, said) == (0, "")
    made = [{path.name: path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file() and path.name != "run.json"} for name in ("一", "二")]
    assert made[0] == made[1] and len(made[0]) == 13


def test_what_a_table_was_taken_for_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "序号,时间,落实情况\n1,2023-03-05,青荷镇今年改造小区12个\n2,2024-04-11,白鹭乡今年建成村道18公里\n"
    (tmp_path / "台账.csv").write_text(rows, "utf-8")
    call = ["run", str(tmp_path / "台账.csv"), "--out", str(tmp_path / "出")]
    assert cli.main(call) == 0
    said = capsys.readouterr().err
    assert "its 2 rows (序号, 时间, 落实情况) are read as one table in one article" in said
    assert said.endswith("--column text=落实情况 --column published=时间\n")
    assert [line["reference"] for line in emit.read_jsonl(tmp_path / "出")] == [None]  # the first row dates itself alone
    cli.main([*call, "--column", "text=落实情况", "--column", "published=时间"])
    assert [line["published"] for line in emit.read_jsonl(tmp_path / "出")] == ["2023-03-05", "2024-04-11"]


def test_a_table_of_policies_is_advised_to_nothing_that_makes_it_worse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "序号,政策名称,支持对象,支持标准\n1,技改设备补助,规上工业企业,按设备投资额的8%给予补助，最高200万元\n2,首店奖励,知名品牌首店,一次性奖励20万元\n"
    (tmp_path / "清单.csv").write_text(rows, "utf-8")
    assert cli.main(["run", str(tmp_path / "清单.csv"), "--out", str(tmp_path / "出")]) == 0
    said = capsys.readouterr().err
    assert "each rule with the benefit and the recipients that its row names" in said and "--column text" not in said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_a_pipe_in_a_folder_is_named_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管.txt")
    process = program.begun("run", str(tmp_path / "管.txt"), "--out", str(tmp_path / "出"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said.decode()) == (1, f"policy-extract: {tmp_path / '管.txt'}: no ordinary file\n")


def test_a_folder_that_may_not_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
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


def test_lines_go_to_standard_output_and_nothing_else_does(tmp_path: Path) -> None:
    process = program.begun("run", "-", "--out", "-", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path)
    out, said = process.communicate(GOOD.encode())
    [line] = map(json.loads, out.decode().splitlines())
    assert (process.returncode, line["source"]["uri"], line["targets"][0]["value"]) == (0, "-", 1_500_000_000)
    assert said.decode() == "policy-extract: done: 1 source, 1 article\n"
    assert list(tmp_path.iterdir()) == []


def test_a_stream_is_what_a_dataset_would_hold(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = bad.parent / "出"
    assert cli.main(["run", str(bad), "--out", str(out)]) == 1
    told = capsys.readouterr().err
    assert cli.main(["run", str(bad), "--out", "-"]) == 1
    said = capsys.readouterr()
    assert list(map(json.loads, said.out.splitlines())) == list(emit.read_jsonl(out))
    *lines, last = said.err.splitlines()
    assert (sorted(lines), last) == (sorted(told.splitlines()), "policy-extract: done: 5 sources (4 failed), 3 articles")
    assert cli.main(["run", str(bad / "好.txt"), "--out", "-", "--limit", "1"]) == 0
    assert json.loads(capsys.readouterr().out)["source"]["uri"] == "好.txt"


@pytest.mark.skipif(os.name == "nt", reason="no SIGPIPE")
def test_a_reader_of_a_stream_that_goes_away_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "讯.jsonl").write_text((json.dumps({"text": GOOD}, ensure_ascii=False) + "\n") * 300, "utf-8")
    process = program.begun("run", "讯.jsonl", "--out", "-", stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path)
    assert process.stdout is not None and process.stderr is not None
    assert process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read()
    assert (process.wait(), said) == (0, b"")
    process.stderr.close()


@pytest.mark.parametrize("option", ["--prune", "--dry-run"])
def test_a_stream_has_no_dataset(option: str, bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run", str(bad), "--out", "-", option]) == 2
    assert "--prune and --dry-run are for one" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("没有.txt", "没有.txt: no such file or folder"),
        ("来稿/没有/", "来稿/没有/: no such file or folder"),
        ("没有*.txt", "没有*.txt: no file matches"),
        ("https://www.example.gov.cn/t1.html", "https://www.example.gov.cn/t1.html: a URL, and nothing is fetched; save the page and name its file"),
        ("file:///没有/t1.html", "/没有/t1.html: no such file or folder"),
        ("memory://bucket/t1.txt", "memory://bucket/t1.txt: no such file or folder"),
    ],
)
@pytest.mark.parametrize("out", ["出", "-", None], ids=["出", "流", "无"])
def test_what_leads_to_no_file_is_a_wrong_call_and_makes_no_folder(
    given: str, said: str, out: str | None, bad: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(bad.parent)
    assert cli.main(["run", "来稿", given, *(["--out", out] if out else [])]) == 2
    told = capsys.readouterr()
    assert told.err.startswith(f"policy-extract: {said}") and told.err.count("\n") == 1 and told.out == ""
    assert [path.name for path in bad.parent.iterdir()] == ["来稿"]


def test_a_quiet_run_says_why_its_exit_code_is_what_it_is_each_night(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["run", str(bad), "--out", str(bad.parent / "出"), "-q"]
    for night in range(5):
        assert cli.main(call) == 1
        said = capsys.readouterr()
        assert said.out == "" and said.err, night
    assert re.search(
        r"errors known from earlier runs \(.+\.\w+.*\): .+manifest\.jsonl says of what\n.*3 sources failed in three runs and are set aside", said.err
    )


def test_all_that_leads_to_no_file_is_named_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run", *(f"{number}.txt" for number in range(5))]) == 2
    assert "1.txt: no such file or folder; 2.txt: no such file or folder; and 2 more" in capsys.readouterr().err


def test_a_glob_in_quotes_is_expanded_and_a_file_of_such_a_name_is_a_file(bad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(bad.parent)
    (bad / "[一].txt").write_text(GOOD, "utf-8")
    (bad / "三月").mkdir()
    (bad / "三月/好.txt").write_text(GOOD, "utf-8")
    assert cli.main(["run", "来稿/**/好.txt", "--out", "出"]) == 0
    assert cli.main(["run", "来稿/[一].txt", "--out", "出"]) == 0
    assert {entry["uri"] for entry in emit.read_manifest(Path("出"))} == {"好.txt", "三月/好.txt", "[一].txt"}
    assert cli.main(["run", "来稿/**/好.txt"]) == 0 and (bad.parent / "outputs/来稿/manifest.jsonl").is_file()


def test_a_run_says_in_its_last_line_what_was_done(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = bad.parent / "出"
    cli.main(["run", str(bad), "--out", str(out)])
    assert capsys.readouterr().out.splitlines()[-1] == f"done: 5 sources (5 read, 0 unchanged, 3 failed, 1 in part), 3 articles in {out}"
    cli.main(["run", str(bad / "好.txt"), "--out", str(out)])
    assert capsys.readouterr().out.splitlines()[-1] == f"done: 1 source (0 read, 1 unchanged), 3 articles in {out}"


def test_a_dry_run_makes_no_folder(bad: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(bad.parent)
    assert cli.main(["run", "来稿", "--dry-run", "--limit", "2"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in said[:-1]] == ["new", "new"]
    assert said[-1] == "would read 2 of 5 sources (0 unchanged, 3 left by --limit); nothing is written"
    assert [path.name for path in bad.parent.iterdir()] == ["来稿"]


def test_force_and_prune_are_options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    files = [tmp_path / "入" / name for name in ("甲.txt", "乙.txt")]
    files[0].parent.mkdir()
    for file in files:
        file.write_text(GOOD, "utf-8")
    cli.main(["run", "入", "--out", "出"])
    files[0].unlink()
    capsys.readouterr()
    cli.main(["run", "入", "--out", "出", "--force"])
    said = capsys.readouterr().out
    assert "(1 read, 0 unchanged)" in said and "1 source of the dataset is no longer in the input: 1 still in 出; --prune takes them out" in said
    cli.main(["run", "入", "--out", "出", "--prune"])
    assert "no longer in the input: taken out" in capsys.readouterr().out
    assert [entry["uri"] for entry in emit.read_manifest(Path("出"))] == ["乙.txt"]
    assert cli.main(["run", "入", "--out", "出", "--dry-run", "--force"]) == 0
    assert "forced: 入/乙.txt" in capsys.readouterr().out


def test_a_dataset_inside_its_input_is_no_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "好.txt").write_text(GOOD, "utf-8")
    for _ in range(2):
        assert cli.main(["run", ".", "--out", "出"]) == 0
        cli.main(["table", "出", "--to", "csv"])
    assert [entry["uri"] for entry in emit.read_manifest(Path("出"))] == ["好.txt"]


def test_tables_in_one_file_inside_a_dataset_are_no_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("好.txt").write_text(GOOD, "utf-8")
    assert cli.main(["run", ".", "--out", "出", "-q"]) == 0
    for form in tables.ONE_FILE:
        Path("出", f"tables.{form}").write_bytes(b"")
    for out in ("出", "另"):
        capsys.readouterr()
        assert cli.main(["run", ".", "--include", "*", "--out", out, "--dry-run"]) == 0
        assert "of 1 sources" in capsys.readouterr().out


def test_a_day_in_a_folder_above_the_input_is_still_told(tmp_path: Path) -> None:
    day = tmp_path / "报" / "2022-06" / "29"
    day.mkdir(parents=True)
    (day / "要闻.txt").write_text(GOOD, "utf-8")
    for place, out in ((tmp_path / "报", "一"), (day, "二"), (day / "要闻.txt", "三")):
        cli.main(["run", str(place), "--out", str(tmp_path / out)])
        [line] = emit.read_jsonl(tmp_path / out)
        assert (line["published"], line["published_from"]) == ("2022-06-29", "filename"), place


def test_comments_in_patterns_read_nothing_again_and_a_new_form_reads_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layers, "proved", lambda rule: None)  # that each rule ends in time is asked elsewhere, and takes half the time here
    parsed.once(monkeypatch)
    ours = tmp_path / "规则"
    shutil.copytree(folder(), ours)
    (tmp_path / "好.txt").write_text(GOOD, "utf-8")
    call = ["run", str(tmp_path / "好.txt"), "--patterns", str(ours), "--out", str(tmp_path / "出")]
    cli.main(call)
    units = ours / "units.yaml"
    units.write_text("# 一句说明\n\n" + units.read_text("utf-8"), "utf-8")
    sys.modules["extract.patterns.folder"]._load.cache_clear()  # type: ignore[attr-defined]
    capsys.readouterr()
    cli.main([*call, "--dry-run"])
    assert "would read 0 of 1 sources (1 unchanged)" in capsys.readouterr().out
    units.write_text(units.read_text("utf-8").replace("forms: [亩]", "forms: [亩, 市制亩]", 1), "utf-8")
    sys.modules["extract.patterns.folder"]._load.cache_clear()  # type: ignore[attr-defined]
    cli.main([*call, "--dry-run"])
    assert "program, patterns or options changed: " in capsys.readouterr().out


def test_datasets_that_lie_in_an_input_folder_are_no_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither this run's own, with its tables and its page, nor another's; what else lies in such a folder is read."""
    monkeypatch.chdir(tmp_path)
    Path("柳溪.txt").write_text("2026年3月1日，柳溪县新增企业5家。\n", "utf-8")
    for out in ("甲", "乙/丙"):
        assert cli.main(["run", ".", "--out", out, "-q"]) == 0
        assert cli.main(["table", out, "--to", "csv", "-q"]) == cli.main(["report", out, "-q"]) == 0
    Path("甲/报告.txt").write_text("2026年3月2日，柳溪县新增企业6家。\n", "utf-8")
    capsys.readouterr()
    assert cli.main(["run", ".", "--out", "乙/丙"]) == 0
    assert "done: 2 sources (1 read, 1 unchanged)" in capsys.readouterr().out
