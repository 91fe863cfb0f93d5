"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import program
import pytest
from bulletin import article

from extract import archive, cli, emit, explain, pipeline, tables
from extract.archive import lock
from extract.errors import FormatError, PatternError
from extract.model import Article, Reasons, Reference, Rejected
from extract.patterns import Rules

REJECTED = Rejected("2026", 0, 4, "reject.year", "年份不是数量")


def fake(source: Any, **_: Any) -> Iterator[Any]:
    uri = getattr(source, "uri", source)
    if "坏" in uri:
        raise FormatError(uri, "an empty file")
    yield article(uri)


@pytest.fixture(autouse=True)
def stages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line alone: in place of the stages stand their promises."""
    nothing = Rules("abc", (), {}, {})
    monkeypatch.setattr("extract.patterns.load_rules", lambda path=None, add=(): nothing)
    monkeypatch.setattr(archive, "load_rules", lambda: nothing)
    for name in ("柳溪.txt", "坏.txt", "好.txt", "新闻/二月 要闻.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pipeline, "articles", fake, raising=False)
    reasons = Reasons((REJECTED,))
    monkeypatch.setattr(pipeline, "reasons", lambda article, rules=None, ner=None: reasons, raising=False)


def test_run_says_what_was_found_and_where_it_lies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run", "柳溪.txt", "--out", str(tmp_path / "出")]) == 0
    said = capsys.readouterr()
    assert "1 source: 1 article\n" in said.out and "\n1 target, 0 limits, 1 actual, 0 estimates\n2 amounts, " in said.out
    assert str(tmp_path / "出" / "articles") in said.out
    assert said.err == ""


def test_run_names_what_failed_and_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run", "坏.txt", "好.txt", "--out", str(tmp_path / "出")]) == 1
    said = capsys.readouterr()
    assert said.err == "policy-extract: 坏.txt: an empty file\n"
    assert len(list(emit.read_jsonl(tmp_path / "出"))) == 1


def test_run_writes_to_outputs_and_the_inputs_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    cli.main(["run", "新闻/二月 要闻.md"])
    assert (tmp_path / "outputs/二月 要闻/manifest.jsonl").is_file()


def test_run_with_nothing_to_read_is_a_wrong_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "空/出/articles").mkdir(parents=True)
    (tmp_path / "空/出/articles/旧.jsonl").write_text("{}\n", "utf-8")
    assert cli.main(["run", "空", "--out", "空/出"]) == 2
    assert "no file to read there" in capsys.readouterr().err
    assert not (tmp_path / "空/出/manifest.jsonl").exists()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_table_lies_in_the_dataset_unless_told_otherwise(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["run", "柳溪.txt", "--out", str(tmp_path / "出")])
    assert cli.main(["table", str(tmp_path / "出"), "--to", kind]) == 0
    made = tmp_path / "出" / ("tables.xlsx" if kind == "xlsx" else "tables/targets.csv")
    assert made.is_file()
    assert cli.main(["table", str(tmp_path / "出"), "--to", kind, "--out", str(tmp_path / "别处")]) == 0
    assert (tmp_path / "别处").exists()


def test_table_of_what_is_no_dataset_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["table", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith(f"policy-extract: {tmp_path}: no dataset; ")


def test_explain_shows_each_record_below_its_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "柳溪.txt"]) == 0
    lines = capsys.readouterr().out.splitlines()
    first = next(i for i, line in enumerate(lines) if "粮食总产量达到" in line)
    below = "\n".join(lines[first : lines.index("", first)])
    assert "target       1.5亿斤 [18:23] 粮食总产量 level = 150000000 jin" in below
    assert "cues 力争" in below and "— target.reach" in below
    assert "rejected     2026 [0:4] 年份不是数量  — reject.year" in below
    assert "２万亩" not in below


def test_explain_of_what_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "坏.txt"]) == 1
    assert capsys.readouterr().err == "policy-extract: 坏.txt: an empty file\n"


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["properties"]["schema"]["const"] == "policy-extract/2"


def test_wrong_patterns_end_the_run_with_file_and_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def wrong(path: object = None, add: object = ()) -> None:
        raise PatternError("patterns/x.yaml:23", "unknown key")

    monkeypatch.setattr("extract.patterns.load_rules", wrong)
    assert cli.main(["run", "柳溪.txt"]) == 2
    assert capsys.readouterr().err == "policy-extract: patterns/x.yaml:23: unknown key\n"


@pytest.mark.parametrize(
    "call",
    [[], ["run"], ["run", "a.txt", "--published", "去年"], ["run", "a.csv", "--column", "报道"], ["table", "d", "--to", "pdf"], ["列出"]],
    ids=lambda call: " ".join(call) or "无",
)
def test_a_wrong_call_is_2(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(call)
    assert stop.value.code == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2 and said[0].startswith("policy-extract: ") and said[1].endswith(" --help tells more")


@pytest.mark.parametrize(
    ("call", "right"),
    [
        (["run", "a.txt", "--pubished", "2024"], "run has no option --pubished; did you mean --published?"),
        (["run", "a.txt", "--date=2024"], "run has no option --date; did you mean --published?"),
        (["table", "d", "--csv"], "table has no option --csv; did you mean --to csv?"),
        (["table", "d", "--gold", "g"], "table has no option --gold; it has --to, --out, --heads, --keep, --only, --where, --repeated"),
        (["table", "d", "--to", "pdf"], "--to cannot be pdf; one of xlsx, csv"),
        (["explain", "甲", "乙"], "乙: one name too many"),
        (["tabel", "d"], "no command tabel; did you mean table?"),
        (["panel", "d"], "no command panel; it is a table: policy-extract table DATASET --only panel"),
        ([__file__], f"to read it: policy-extract run {__file__}"),
        ([], "a command is missing; run reads files"),
        (["review"], "review needs to be told what to do: apply"),
        (["diff", "d"], "required: NEW"),
    ],
    ids=lambda call: " ".join(call)[-20:] if isinstance(call, list) else "",
)
def test_a_wrong_call_says_what_would_be_right(call: list[str], right: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(call)
    assert right in capsys.readouterr().err


@pytest.mark.parametrize(("name", "kind"), [("表.xlsx", "a workbook"), ("文.txt", "a .txt file"), ("表.csv", "a .csv file")])
@pytest.mark.parametrize("command", ["table", "score"])
def test_an_input_in_place_of_a_dataset_is_told(command: str, name: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, gold = tmp_path / name, tmp_path / "金.jsonl"
    file.write_bytes(b"PK\x03\x04" + b"\0" * 50 if name.endswith("xlsx") else "年份,数\n2023,5\n".encode("gbk"))
    gold.write_text("", "utf-8")
    assert cli.main([command, *([str(gold)] if command == "score" else []), str(file)]) == 2
    said = capsys.readouterr().err
    assert f"{file}: {kind}, not the lines of a dataset; `policy-extract run {file}` reads it" in said


def test_a_table_of_an_unfinished_run_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "出"
    cli.main(["run", "柳溪.txt", "--out", str(out)])
    (out / emit.MANIFEST).rename(out / emit.JOURNAL)
    capsys.readouterr()
    assert cli.main(["table", str(out), "--to", "csv"]) == 0
    assert "its last run was broken off; here is what was done (1 source). Give the same `run` again" in capsys.readouterr().err
    with lock.held(out):
        cli.main(["table", str(out), "--to", "csv"])
    assert "a run is still writing to it" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["xlsx", "csv", "sqlite", "jsonl"])
def test_tables_that_another_call_is_making_are_left_to_it(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Else both would write into the same unfinished files, and the workbook of one would hold rows of half the dataset."""
    out = tmp_path / "表" / ("表" + f".{kind}" * (kind in tables.ONE_FILE))
    cli.main(["run", "柳溪.txt", "--out", str(tmp_path / "出")])
    call = ["table", str(tmp_path / "出"), "--to", kind, "--out", str(out)]
    with lock.alone(out):
        assert cli.main(call) == 3
        assert "another call (process" in capsys.readouterr().err and not out.exists()
    assert cli.main(call) == 0
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_a_page_that_another_call_is_making_is_left_to_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "页.html"
    cli.main(["run", "柳溪.txt", "--out", str(tmp_path / "出")])
    with lock.alone(out):
        assert cli.main(["report", str(tmp_path / "出"), "-o", str(out)]) == 3
    assert "another call (process" in capsys.readouterr().err and not out.exists()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_table_that_finds_no_room_names_its_file_and_leaves_none(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["run", "柳溪.txt", "--out", str(tmp_path / "出")])

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert cli.main(["table", str(tmp_path / "出"), "--to", kind]) == 2
    assert f"{tmp_path / '出' / 'tables'}" in capsys.readouterr().err
    assert not list((tmp_path / "出").rglob("*.part"))


def test_explain_says_what_dates_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    made = article()
    undated = replace(made, published=None, published_from=None)

    def about(one: Article) -> str:
        return list(explain.lines(one))[1]

    assert "None" not in about(replace(undated, reference=None))
    assert about(replace(undated, reference=None)).endswith("no date known (--published DATE gives one)")
    assert about(replace(undated, reference=Reference("2021", "title"))).endswith("read as of 2021 (title)")
    assert f"published {made.published} ({made.published_from})" in about(made)


def test_ctrl_c_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(source: Any, **_: Any) -> Iterator[Any]:
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(pipeline, "articles", stopped)
    assert cli.main(["explain", "柳溪.txt"]) == 130
    assert capsys.readouterr().err == "policy-extract: broken off\n"


def started(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)


def test_help_opens_no_heavy_room() -> None:
    heavy = "{'pandas', 'spacy', 'regex', 'jieba', 'yaml', 'openpyxl', 'jsonlines', 'tqdm', 'trafilatura'}"
    done = started(
        "import sys, contextlib, extract.cli\n"
        "with contextlib.suppress(SystemExit): extract.cli.main(['--help'])\n"
        f"print('heavy', sorted({heavy} & set(sys.modules)))"
    )
    assert done.stdout.endswith("heavy []\n"), done
    assert all(name in done.stdout for name in ("run", "table", "explain", "check", "schema"))


def test_import_prints_nothing_and_starts_nothing() -> None:
    done = started("import extract, sys; assert not {'extract.model', 'extract.pipeline', 'pandas'} & set(sys.modules)")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_public_names_open_their_room_when_used() -> None:
    done = started("import extract; print(extract.read_jsonl.__module__, extract.Article.__module__, extract.tables.frames)")
    assert done.stdout.startswith("extract.emit extract.model <function frames"), done
    done = started("import extract; extract.nothing")
    assert "has no attribute 'nothing'" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="no SIGPIPE")
def test_a_reader_that_goes_away_is_no_error() -> None:
    command = [sys.executable, "-m", "extract", "schema"]
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(command, stdout=write_end, stderr=subprocess.PIPE, check=False)
    os.close(write_end)
    assert (done.returncode, done.stderr) == (0, b"")


def test_every_public_name_is_there() -> None:
    import extract

    assert [name for name in extract.__all__ if not hasattr(extract, name)] == []
    assert set(extract.__all__) <= set(dir(extract))


def test_columns_of_rows_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    rows = tmp_path / "年鉴.csv"
    rows.write_text("编号,报道,见报日\n7,榕江镇今年新建学校3所。,2023-05-09\n", "utf-8")
    call = ["run", str(rows), "--out", str(tmp_path / "out"), "--column", "text=报道", "--column", "published=见报日"]
    assert cli.main(call) == cli.OK
    [line] = emit.read_jsonl(tmp_path / "out")
    assert (line["text"], line["published"], line["source"]["metadata"]["编号"]) == ("榕江镇今年新建学校3所。", "2023-05-09", "7")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a bulletin and its dataset."""
    top = tmp_path_factory.mktemp("写")
    (top / "入").mkdir()
    (top / "入/讯.txt").write_text("到2027年，云坞镇茶园面积达到3万亩。\n", "utf-8")
    assert cli.main(["run", str(top / "入"), "--out", str(top / "数"), "-q"]) == 0
    return top


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no file that is always full")
@pytest.mark.parametrize(("end", "why"), [("/dev/full", "No space left on device"), (None, "it is closed")], ids=["满", "关"])
@pytest.mark.parametrize("command", ["run 入 --out 新", "run 入 --out -", "verify 数", "schema", "explain 入/讯.txt", "table 数 --to csv", "--help"])
def test_output_that_cannot_be_written_is_one_line(command: str, end: str | None, why: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    with open(end or os.devnull, "w") as out:  # noqa: PTH123
        code, _, said = program.called(*command.split(), stdout=out, closed=None if end else 1, cwd=place)
    lines = [line for line in said.splitlines() if not line.startswith("policy-extract: done")]
    assert (code, lines) == (2, [f"policy-extract: standard output cannot be written to: {why}; send it elsewhere. What went to files is whole"])


def test_a_run_whose_reader_goes_away_says_in_its_code_what_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.4")
    reader, writer = os.pipe()
    os.close(reader)
    code, _, said = program.called("run", str(tmp_path), "--out", str(tmp_path / "数"), stdout=writer)
    os.close(writer)
    assert code == 1 and "Traceback" not in said, said


def test_ctrl_c_while_the_program_is_opened_is_one_line() -> None:
    done = started(
        "import sys, importlib.abc\n"
        "class Broken(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'extract.cli': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Broken())\n"
        "from extract.__main__ import main\n"
        "sys.exit(main())"
    )
    assert (done.returncode, done.stderr) == (130, "policy-extract: broken off\n")


def test_a_selection_in_place_of_the_whole_table_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run", "好.txt", "--out", "出", "-q"]) == 0
    asked = ["table", "出", "--to", "csv", "-q", "--only", "articles", "--where"]
    assert cli.main([*asked, "uri=好.txt"]) == 0
    assert "its articles now holds only rows with uri=好.txt; --out FOLDER keeps a selection apart" in capsys.readouterr().err
    assert cli.main([*asked, "uri=好.txt", "--out", "选"]) == 0 and capsys.readouterr().err == ""
    assert cli.main([*asked, "uri=无", "--out", "选"]) == 1
    assert "no row has uri=无" in capsys.readouterr().err
