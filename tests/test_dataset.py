"""Datasets as they are given to what reads them: folders, parts, globs; unfinished ones; totals that agree."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from bulletin import article, repeated

from extract import archive, cli, emit, pipeline
from extract.archive import dataset
from extract.errors import UsageError
from extract.patterns import Rules

Said = pytest.CaptureFixture[str]


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two datasets, 一 of two sources and 二 of one, each source of an article with a statement told twice."""
    monkeypatch.setattr(pipeline, "articles", lambda source, **_: iter([repeated(), article(index=1)]))
    monkeypatch.setattr(archive, "load_rules", lambda: Rules("abc", (), {}, {}))
    monkeypatch.chdir(tmp_path)
    for name, sources in (("一", ("甲.txt", "乙.txt")), ("二", ("丙.txt",))):
        for source in sources:
            Path(source).write_text(source, "utf-8")
        archive.run(sources, Path(name))
    return tmp_path


@pytest.mark.parametrize(
    ("given", "articles"),
    [
        (["一"], 4),
        (["一", "二"], 6),
        (["[一二]"], 6),
        (["一/articles/*.jsonl"], 4),
        (["一/articles/甲*.jsonl"], 2),
        (["一", "一/articles/甲*.jsonl", "./一"], 4),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_table_takes_folders_parts_and_globs(given: list[str], articles: int, two: Path, capsys: Said) -> None:
    assert cli.main(["table", *given, "--to", "csv", "--out", "表"]) == 0
    assert len(pd.read_csv("表/articles.csv")) == articles
    assert capsys.readouterr().out.startswith(f"{articles} articles: ")
    assert len(list(emit.read_jsonl(*given))) == articles


def test_a_part_and_parts_of_one_dataset_have_their_tables_beside_them(two: Path) -> None:
    cli.main(["table", "一/articles/*.jsonl", "--to", "csv"])
    assert (two / "一/articles/tables/articles.csv").is_file()


def test_two_datasets_need_a_place_for_their_tables(two: Path, capsys: Said) -> None:
    assert cli.main(["table", "一", "二"]) == 2
    assert "tables of 2 datasets: name with --out where they are to lie" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("无", "无: no such file or folder"),
        ("无*", "无*: nothing matches it"),
        (".", "no dataset; it holds datasets: 一, 二"),
        ("空", "空: no dataset; `policy-extract run` writes one"),
    ],
)
@pytest.mark.parametrize("command", ["table", "score"])
def test_what_is_no_dataset_is_a_wrong_call(command: str, given: str, said: str, two: Path, capsys: Said) -> None:
    Path("空").mkdir()
    Path("金.jsonl").write_text("", "utf-8")
    assert cli.main([command, *(["金.jsonl"] if command == "score" else []), given]) == 2
    if (command, given) == ("score", "无"):
        said = "无: no dataset yet; make it first of the same rows: policy-extract run"
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("given", ["一", "一/articles/*.jsonl"])
def test_an_unfinished_dataset_is_told_also_of_its_parts(given: str, two: Path, capsys: Said) -> None:
    Path("一", emit.MANIFEST).rename(Path("一", emit.JOURNAL))
    assert cli.main(["table", given, "--to", "csv", "--out", "表"]) == 0
    said = capsys.readouterr().err
    assert said.count("its last run was broken off; here is what was done (2 sources)") == 1
    with archive.lock.held(Path("一")):
        cli.main(["table", given, "--to", "csv", "--out", "表"])
    assert "一: a run is still writing to it" in capsys.readouterr().err


def test_a_part_that_is_gone_is_told_with_what_makes_it_anew(two: Path, capsys: Said) -> None:
    next(emit.parts(Path("一"))).unlink()
    assert cli.main(["table", "一", "--to", "csv", "--out", "表"]) != 0
    said = capsys.readouterr().err
    assert "is not there; `policy-extract run` over the same input makes it anew" in said and "Traceback" not in said


def test_of_an_unfinished_dataset_the_newest_line_of_each_source_counts(two: Path) -> None:
    first, second = emit.read_manifest(Path("一"))
    emit.write(Path("一", emit.JOURNAL), [first, second, {**first, "articles": 7}])
    assert [entry["articles"] for entry in emit.standing(Path("一"))] == [7, 2]
    assert len(list(emit.parts(Path("一")))) == 2


def test_totals_of_tables_are_those_of_the_run(two: Path, capsys: Said) -> None:
    cli.main(["table", "一", "--to", "csv"])
    out = capsys.readouterr().out.splitlines()
    assert out[:2] == [
        "4 articles: 6 targets, 0 limits, 4 actuals, 0 estimates; 2 of them repeat an earlier one (same_as; left out; --repeated has them)",
        "8 amounts, 8 dates, 4 organisations, 4 persons, 4 places, 4 documents",
    ]
    frame = pd.read_csv("一/tables/targets.csv")
    assert len(frame) == 6 - 2 and len(pd.read_csv("一/tables/amounts.csv")) == 8
    counted = [entry["statements"] for entry in emit.read_manifest(Path("一"))]
    assert sum(one["target"] for one in counted) == 6 and sum(one["repeat"] for one in counted) == 2


def test_totals_that_the_manifest_contradicts_are_told(two: Path, capsys: Said) -> None:
    part = next(emit.parts(Path("一")))
    part.write_text(part.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    cli.main(["table", "一", "--to", "csv"])
    assert "一: 4 articles in the manifest, 3 in the parts; `policy-extract verify` tells more" in capsys.readouterr().err


def test_totals_agree_with_a_manifest_line_only_where_all_is_the_same() -> None:
    totals = dataset.Totals()
    totals.add(json.loads(emit.line(repeated())))
    entry = {"articles": 1, "records": dict(totals.records), "statements": dict(totals.statements)}
    assert totals.agrees(entry)
    assert not totals.agrees({**entry, "articles": 2})
    assert not totals.agrees({**entry, "records": {**entry["records"], "dates": 9}})
    assert not totals.agrees({**entry, "statements": {**entry["statements"], "repeat": 0}})


def test_a_glob_that_is_the_name_of_a_file_is_that_file(tmp_path: Path) -> None:
    file = tmp_path / "一[1].jsonl"
    emit.write(file, [{"n": 1}])
    assert list(emit.read_jsonl(file)) == [{"n": 1}]
    with pytest.raises(UsageError, match="nothing matches"):
        emit.matches(tmp_path / "二*")
