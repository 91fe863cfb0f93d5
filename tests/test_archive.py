"""A run over many sources: nothing half-written, nothing lost, nothing done twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bulletin import article

from extract import archive, emit, pipeline
from extract.archive import last_run, lock
from extract.errors import FormatError, RowError, UsageError
from extract.model import Article
from extract.patterns import Rules

Found = Article | RowError


class Reader:
    """Stands for the pipeline: says what a source holds by its name, and keeps count."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, source: Any, **_: Any) -> Iterator[Found]:
        uri = getattr(source, "uri", source)
        self.read.append(Path(uri).name)
        if "坏" in uri:
            raise FormatError(uri, "an empty\nfile")
        yield article(uri)
        if "行" in uri:
            yield RowError(uri, 7, "no text in this row")
        if "虫" in uri:
            raise ZeroDivisionError("一处程序错误")
        if "停" in uri:
            raise KeyboardInterrupt
        yield article(uri, 1)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    made = Reader()
    monkeypatch.setattr(pipeline, "articles", made, raising=False)
    monkeypatch.setattr(archive, "load_rules", lambda: Rules("abc", (), {}, {}))
    return made


def files(folder: Path, *names: str) -> list[str]:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(name, "utf-8")
    return [str(folder / name) for name in names]


def contents(folder: Path) -> dict[str, bytes]:
    """All that a dataset holds, but for the times of its last run."""
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and path.name != last_run.RUN}


def test_one_part_and_one_manifest_line_a_source_in_the_order_given(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "乙.txt", "甲.txt")
    summary = archive.run(sources, tmp_path / "出")
    manifest = emit.read_manifest(tmp_path / "出")
    assert [entry["uri"] for entry in manifest] == ["乙.txt", "甲.txt"]
    assert manifest[0]["articles"] == 2 and manifest[0]["records"]["targets"] == 2
    assert {entry["status"] for entry in manifest} == {"ok"}
    assert len(list(emit.read_jsonl(tmp_path / "出"))) == 4
    assert (summary.sources, summary.articles, summary.records["amounts"]) == (2, 4, 8)


def test_two_sources_of_one_name_have_two_parts(tmp_path: Path, reader: Reader) -> None:
    archive.run(files(tmp_path / "入", "一月/要闻.txt", "二月/要闻.txt"), tmp_path / "出")
    parts = sorted(path.name for path in (tmp_path / "出/articles").iterdir())
    assert len(parts) == 2 and all(name.startswith("要闻-") for name in parts)


@pytest.mark.parametrize(
    "uri", ["a/b:c?*.txt", "very" * 200 + ".txt", "关于" * 200, "...", "卷\n.txt", "C:\\新闻\\甲.docx"]
)
def test_part_names_are_names_anywhere(uri: str) -> None:
    name = archive.part_name(uri)
    assert len(name.encode()) < 255 and not set(name) & set('<>:"/\\|?*\n') and not name.startswith(".")


def test_what_fails_is_reported_and_the_rest_goes_on(tmp_path: Path, reader: Reader) -> None:
    said: list[str] = []
    sources = files(tmp_path / "入", "坏.txt", "行.jsonl", "虫.txt", "好.txt")
    summary = archive.run(sources, tmp_path / "出", report=said.append)
    states = {Path(entry["uri"]).name: entry["status"] for entry in emit.read_manifest(tmp_path / "出")}
    assert states == {"坏.txt": "failed", "行.jsonl": "partial", "虫.txt": "partial", "好.txt": "ok"}
    assert said == [str(tmp_path / "入" / error) for error in summary.errors]
    assert said[0] == f"{sources[0]}: an empty file"
    assert said[1] == f"{sources[1]}:7: no text in this row"
    assert "unexpected ZeroDivisionError" in said[2]
    assert len(list((tmp_path / "出/articles").iterdir())) == 3


def test_the_same_run_again_reads_nothing_and_gives_the_same_bytes(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "甲.txt", "坏.txt", "乙.txt")
    archive.run(sources, tmp_path / "出")
    before = contents(tmp_path / "出")
    reader.read.clear()
    summary = archive.run(sources, tmp_path / "出")
    assert reader.read == ["坏.txt"] and summary.unchanged == 2
    assert contents(tmp_path / "出") == before
    assert summary.articles == 4


def test_a_changed_source_or_option_is_read_again(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "甲.txt", "乙.txt")
    archive.run(sources, tmp_path / "出")
    Path(sources[0]).write_text("改过了", "utf-8")
    reader.read.clear()
    archive.run(sources, tmp_path / "出")
    assert reader.read == ["甲.txt"]
    archive.run(sources, tmp_path / "出", archive.Options(tokens=True))
    assert reader.read == ["甲.txt", "甲.txt", "乙.txt"]


def test_a_lost_part_is_made_again(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "甲.txt")
    archive.run(sources, tmp_path / "出")
    before = contents(tmp_path / "出")
    next((tmp_path / "出/articles").iterdir()).unlink()
    archive.run(sources, tmp_path / "出")
    assert contents(tmp_path / "出") == before


def test_a_run_broken_off_leaves_whole_files_and_the_next_goes_on(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "甲.txt", "停.txt", "乙.txt")
    with pytest.raises(KeyboardInterrupt):
        archive.run(sources, tmp_path / "出")
    out = tmp_path / "出"
    assert not (out / emit.MANIFEST).exists()
    assert json.loads((out / last_run.RUN).read_text("utf-8"))["state"] == "broken off"
    assert [path.name.split("-")[0] for path in (out / "articles").iterdir()] == ["甲"]
    for path in (out / "articles").iterdir():
        assert all(json.loads(line) for line in path.read_text("utf-8").splitlines())
    assert len(list(emit.read_jsonl(out))) == 2
    reader.read.clear()
    archive.run([sources[0], sources[2]], out)
    assert reader.read == ["乙.txt"]
    assert not (out / emit.JOURNAL).exists()


def test_what_a_killed_run_left_unfinished_is_removed(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "甲.txt")
    out = tmp_path / "出"
    archive.run(sources, out)
    before = contents(out)
    (out / "articles/.乙-123456.jsonl.part").write_text('{"半', "utf-8")
    (out / emit.JOURNAL).write_text('{"uri":"丙.txt","sta', "utf-8")
    archive.run(sources, out)
    assert contents(out) == before


def test_a_source_that_fails_now_loses_its_old_part(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = files(tmp_path / "入", "甲.txt")
    archive.run(sources, tmp_path / "出")
    Path(sources[0]).write_text("坏了", "utf-8")

    def broken(source: Any, **_: Any) -> Iterator[Found]:
        raise FormatError(source.uri, "damaged")

    monkeypatch.setattr(pipeline, "articles", broken)
    archive.run(sources, tmp_path / "出")
    assert list((tmp_path / "出/articles").iterdir()) == []
    assert list(emit.read_jsonl(tmp_path / "出")) == []


def test_sources_of_earlier_runs_stay_in_the_dataset(tmp_path: Path, reader: Reader) -> None:
    first, second = files(tmp_path / "入", "甲.txt", "乙.txt")
    archive.run([first], tmp_path / "出")
    summary = archive.run([second], tmp_path / "出")
    assert summary.earlier == 1 and summary.sources == 1
    assert [entry["uri"] for entry in emit.read_manifest(tmp_path / "出")] == ["甲.txt", "乙.txt"]


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, reader: Reader) -> None:
    (tmp_path / "占").write_text("", "utf-8")
    with pytest.raises(UsageError, match="cannot be written to"):
        archive.run([], tmp_path / "占")


def test_a_second_run_on_the_same_folder_stops_and_nothing_is_lost(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "甲.txt")
    archive.run(sources, tmp_path / "出")
    before = contents(tmp_path / "出")
    with lock.held(tmp_path / "出"):
        with pytest.raises(UsageError, match=f"another run \\(process {os.getpid()}\\) is writing to it"):
            archive.run(sources, tmp_path / "出")
        assert lock.is_held(tmp_path / "出")
    assert not lock.is_held(tmp_path / "出")
    assert contents(tmp_path / "出") == before


def test_the_lock_of_a_dead_process_holds_nobody_up(tmp_path: Path, reader: Reader) -> None:
    out = tmp_path / "出"
    out.mkdir()
    code = f"import os; from pathlib import Path; from extract.archive import lock; held = lock.held(Path({str(out)!r})); held.__enter__(); os._exit(9)"
    subprocess.run([sys.executable, "-c", code], check=False)
    assert (out / lock.LOCK).exists()
    archive.run(files(tmp_path / "入", "甲.txt"), out)
    assert not (out / lock.LOCK).exists()


def test_a_file_by_several_paths_is_read_once(tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    [source] = files(tmp_path / "入", "甲.txt")
    (tmp_path / "入/a.txt").symlink_to(source)
    monkeypatch.chdir(tmp_path)
    paths = [str(tmp_path / "入/a.txt"), source, "入/甲.txt", "./入/../入/甲.txt"]
    summary = archive.run(paths, tmp_path / "出")
    assert reader.read == ["甲.txt"] and (summary.sources, summary.again) == (1, 3)
    assert "(3 given again by another path)" in summary.lines()[0]
    again = archive.run(["入/甲.txt"], tmp_path / "出")
    assert reader.read == ["甲.txt"] and (again.unchanged, again.earlier) == (1, 0)


def test_a_file_of_the_same_name_elsewhere_is_another_file(tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("一", "二"):
        files(tmp_path / place, "甲.txt")[0]
        (tmp_path / place / "甲.txt").write_text(place, "utf-8")
    monkeypatch.chdir(tmp_path / "一")
    archive.run(["甲.txt"], tmp_path / "出")
    monkeypatch.chdir(tmp_path / "二")
    summary = archive.run([str(tmp_path / "二/甲.txt")], tmp_path / "出")
    assert reader.read == ["甲.txt", "甲.txt"] and summary.earlier == 1


def test_what_was_done_before_a_second_break_is_not_lost(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "甲.txt", "停.txt", "乙.txt")
    out = tmp_path / "出"
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            archive.run([sources[1], sources[0]] if reader.read else sources, out)
    assert emit.is_unfinished(out)
    assert [line["source"]["uri"] for line in emit.read_jsonl(out)] == ["甲.txt"] * 2


def test_a_dataset_with_a_broken_off_run_is_read_as_far_as_it_came(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "甲.txt", "乙.txt", "停.txt")
    out = tmp_path / "出"
    archive.run(sources[:1], out)
    with pytest.raises(KeyboardInterrupt):
        archive.run(sources[1:], out)
    assert [line["source"]["uri"] for line in emit.read_jsonl(out)] == ["甲.txt"] * 2 + ["乙.txt"] * 2


def test_a_source_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    [source] = files(tmp_path / "入", "甲.txt")

    def changing(uri: Any, **options: Any) -> Iterator[Found]:
        yield from reader(uri, **options)
        Path(source).write_text("又来一句", "utf-8")

    monkeypatch.setattr(pipeline, "articles", changing)
    archive.run([source], tmp_path / "出")
    monkeypatch.setattr(pipeline, "articles", reader)
    archive.run([source], tmp_path / "出")
    assert reader.read == ["甲.txt", "甲.txt"]


def test_statements_are_counted_by_status_and_repeats_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: Reader) -> None:
    made = article("甲.txt")
    [target] = made.targets
    limit, twin = replace(target, id="t2", status="limit"), replace(target, id="t3", same_as="t1")
    monkeypatch.setattr(pipeline, "articles", lambda uri, **_: iter([replace(made, targets=(target, limit, twin))]))
    summary = archive.run(files(tmp_path / "入", "甲.txt"), tmp_path / "出")
    said = "2 targets, 1 limit, 1 actual, 0 estimates; 1 of them repeats an earlier one (same_as; left out of tables)"
    assert summary.lines()[1] == said


def test_a_full_disk_is_one_line_that_says_what_to_do(tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, records: Any) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(emit, "write", full)
    with pytest.raises(UsageError, match="No space left on device; what is done so far is kept"):
        archive.run(files(tmp_path / "入", "甲.txt"), tmp_path / "出")
