"""A run over many sources: nothing half-written, nothing lost, nothing done twice."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bulletin import article
from each import each

from extract import archive, emit, pipeline, tables
from extract.archive import last_run, lock
from extract.errors import FormatError, PolicyExtractError, RowError, UsageError
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
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
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


@each(["a/b:c?*.txt", "very" * 200 + ".txt", "关于" * 200, "...", "卷\n.txt", "C:\\新闻\\甲.docx"])
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


def test_a_part_that_was_cut_short_is_made_again(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "甲.txt", "乙.txt")
    archive.run(sources, tmp_path / "出")
    whole = contents(tmp_path / "出")
    part = next((tmp_path / "出/articles").glob("乙*"))
    part.write_bytes(part.read_bytes()[:-20])
    assert archive.run(sources, tmp_path / "出").reasons == {"its part is damaged": 1}
    assert contents(tmp_path / "出") == whole


@pytest.mark.parametrize("name", [emit.MANIFEST, emit.JOURNAL])
def test_a_broken_line_of_the_manifest_says_what_to_do_and_force_does_it(name: str, tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "甲.txt", "乙.txt", "丙.txt")
    archive.run(sources, tmp_path / "出")
    whole = contents(tmp_path / "出")
    first, second, third = whole[emit.MANIFEST].splitlines(keepends=True)
    (tmp_path / "出" / name).write_bytes(first + second[:40] + b"\n" + b'{"uri": "' + b"\xff" + b'"}\n' + third)
    with pytest.raises(UsageError, match=rf"{name}:.+`policy-extract run … --force` writes anew what a run wrote"):
        archive.run(sources, tmp_path / "出")
    archive.run(sources[:2], tmp_path / "出", settings=archive.Settings(force=True))
    assert {entry["uri"] for entry in emit.read_manifest(tmp_path / "出")} == {"甲.txt", "乙.txt", "丙.txt"}
    archive.run(sources, tmp_path / "出", settings=archive.Settings(force=True))
    assert contents(tmp_path / "出").keys() == whole.keys()


def test_a_line_of_the_manifest_that_names_no_source_says_what_to_do(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "甲.txt")
    archive.run(sources, tmp_path / "出")
    with (tmp_path / "出" / emit.MANIFEST).open("a", encoding="utf-8") as file:
        file.write('{"part": null}\n')
    with pytest.raises(UsageError, match="a line without uri; the line is broken: `policy-extract run … --force`"):
        archive.run(sources, tmp_path / "出")
    archive.run(sources, tmp_path / "出", settings=archive.Settings(force=True))
    assert [entry["uri"] for entry in emit.read_manifest(tmp_path / "出")] == ["甲.txt"]


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


def test_a_source_that_fails_now_loses_its_old_part(tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_an_empty_name_is_not_this_folder(tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    files(tmp_path, "甲.txt")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="an empty name"):
        archive.run([""], tmp_path / "出")
    assert reader.read == [] and not (tmp_path / "出").exists()


def test_a_second_run_on_the_same_folder_stops_and_nothing_is_lost(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "甲.txt")
    archive.run(sources, tmp_path / "出")
    before = contents(tmp_path / "出")
    with lock.held(tmp_path / "出"):
        with pytest.raises(UsageError, match=f"another run \\(process {os.getpid()} on [^,]+, since 20[^)]+\\) is writing to it"):
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


def test_a_source_that_changes_while_it_is_read_is_read_again(tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    [source] = files(tmp_path / "入", "甲.txt")

    def changing(uri: Any, **options: Any) -> Iterator[Found]:
        yield from reader(uri, **options)
        Path(source).write_text("又来一句", "utf-8")

    monkeypatch.setattr(pipeline, "articles", changing)
    archive.run([source], tmp_path / "出")
    monkeypatch.setattr(pipeline, "articles", reader)
    archive.run([source], tmp_path / "出")
    assert reader.read == ["甲.txt", "甲.txt"]


@pytest.mark.parametrize(("then", "status"), [("", "partial"), ("甲.txt长了许多", "ok")], ids=["truncated", "grown"])
def test_a_source_that_is_as_before_after_it_changed_while_it_was_read_is_read_again(
    then: str, status: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: Reader
) -> None:
    said: list[str] = []
    [source] = files(tmp_path / "入", "甲.txt")

    def rewriting(given: Any, **asked: Any) -> Iterator[Found]:
        Path(source).write_text(then, "utf-8")
        yield from reader(given, **asked)

    monkeypatch.setattr(pipeline, "articles", rewriting)
    archive.run([source], tmp_path / "出", report=said.append)
    Path(source).write_text("甲.txt", "utf-8")
    assert said == [f"{source}: changed while it was read; the next run reads it again"]
    assert [entry["status"] for entry in emit.read_manifest(tmp_path / "出")] == [status]
    monkeypatch.setattr(pipeline, "articles", reader)
    assert archive.run([source], tmp_path / "出").reasons == {"changed": 1}
    assert archive.run([source], tmp_path / "出").unchanged == 1


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


def uris(folder: Path) -> list[str]:
    return [entry["uri"] for entry in emit.read_manifest(folder)]


def test_a_source_is_called_by_its_path_below_the_folder_given_by_any_spelling(tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    files(tmp_path / "入", "甲.txt", "三月/乙.txt")
    (tmp_path / "链").symlink_to(tmp_path / "入")
    monkeypatch.chdir(tmp_path)
    archive.run(["入"], tmp_path / "出")
    assert uris(tmp_path / "出") == ["甲.txt", "三月/乙.txt"]
    before = contents(tmp_path / "出")
    reader.read.clear()
    for spelled in (str(tmp_path / "入"), "./入", "入/../入/", "链", str(tmp_path / "链"), "入/*", "入/**/*.txt"):
        summary = archive.run([spelled], tmp_path / "出")
        assert (reader.read, summary.unchanged, summary.earlier) == ([], 2, 0), spelled
    assert archive.run(["入/三月"], tmp_path / "出").unchanged == 1  # a folder inside one that is known, too
    monkeypatch.chdir(tmp_path / "入/三月")
    assert archive.run(["乙.txt"], tmp_path / "出").unchanged == 1
    archive.run([".."], tmp_path / "出")
    assert reader.read == [] and contents(tmp_path / "出") == before


def test_the_folder_around_a_known_one_reads_only_what_is_new(tmp_path: Path, reader: Reader) -> None:
    files(tmp_path / "入", "甲.txt", "三月/乙.txt")
    archive.run([tmp_path / "入/三月"], tmp_path / "出")
    summary = archive.run([tmp_path / "入"], tmp_path / "出")
    assert reader.read == ["乙.txt", "甲.txt"] and (summary.unchanged, summary.articles) == (1, 4)
    assert sorted(uris(tmp_path / "出")) == ["乙.txt", "入//甲.txt"]


def test_two_inputs_with_the_same_path_are_told_apart_by_their_names_wherever_they_lie(tmp_path: Path, reader: Reader) -> None:
    made = []
    for place in ("此机", "彼机"):
        files(tmp_path / place, "一/新闻/甲.txt", "二/新闻/甲.txt", "二/公报/甲.txt")
        inputs = [tmp_path / place / name for name in ("一/新闻", "二/新闻", "二/公报")]
        archive.run(inputs, tmp_path / place / "出")
        made.append(contents(tmp_path / place / "出"))
        assert uris(tmp_path / place / "出") == ["甲.txt", "二/新闻//甲.txt", "公报//甲.txt"]
    assert made[0] == made[1] and len(made[0]) == 4
    one_by_one = tmp_path / "逐个"
    for folder in inputs:
        archive.run([folder], one_by_one)
    assert contents(one_by_one) == made[1]


def test_another_input_than_before_is_told(tmp_path: Path, reader: Reader) -> None:
    files(tmp_path / "一", "新闻/甲.txt")
    files(tmp_path / "二", "新闻/甲.txt")
    told = list[str]()
    for folder in ("一/新闻", "一/新闻", "二/新闻", "二/新闻"):
        archive.run([tmp_path / folder], tmp_path / "出", report=told.append, watch=archive.Watch())
    assert told == [f"{tmp_path / '二/新闻'}: another input than before ({tmp_path / '一/新闻'}); its sources are added, as 二/新闻//…"]
    (tmp_path / "一").rename(tmp_path / "三")
    archive.run([tmp_path / "三/新闻"], tmp_path / "出", report=told.append, watch=archive.Watch())
    assert len(told) == 1


def test_an_archive_that_moved_is_the_same_archive(tmp_path: Path, reader: Reader) -> None:
    files(tmp_path / "旧址", "甲.txt", "乙.txt", "丙.txt")
    archive.run([tmp_path / "旧址"], tmp_path / "出")
    (tmp_path / "旧址").rename(tmp_path / "新址")
    (tmp_path / "新址/丙.txt").write_text("改过了", "utf-8")
    reader.read.clear()
    summary = archive.run([tmp_path / "新址"], tmp_path / "出")
    assert reader.read == ["丙.txt"] and (summary.unchanged, summary.earlier, summary.gone) == (2, 0, 0)


@pytest.mark.parametrize("lost", [False, True], ids=["有记录", "无记录"])
def test_another_folder_in_the_place_of_one_that_is_gone_overwrites_nothing(lost: bool, tmp_path: Path, reader: Reader) -> None:
    for day in ("五日", "六日"):
        folder = tmp_path / day / "新闻"
        folder.mkdir(parents=True)
        (folder / "要闻.txt").write_text(day, "utf-8")
        summary = archive.run([folder], tmp_path / "出")
        (folder / "要闻.txt").unlink()
        folder.rmdir()
        if lost:
            (tmp_path / "出" / last_run.RUN).unlink()
    assert uris(tmp_path / "出") == ["要闻.txt", "六日/新闻//要闻.txt"] and summary.articles == 4


def test_a_dataset_that_lost_its_run_json_goes_on(tmp_path: Path, reader: Reader) -> None:
    files(tmp_path / "入", "甲.txt", "乙.txt")
    archive.run([tmp_path / "入"], tmp_path / "出")
    before = contents(tmp_path / "出")
    (tmp_path / "出" / last_run.RUN).write_text('{"inputs": [{"na', "utf-8")
    assert archive.run([tmp_path / "入"], tmp_path / "出").unchanged == 2
    assert contents(tmp_path / "出") == before


def earlier_kind(folder: Path, names: dict[str, str]) -> None:
    """Turn a dataset into one of the earlier kind: sources called by the path that was typed, short names of parts."""
    entries = emit.read_manifest(folder)
    for entry in entries:
        del entry["input"]
        entry["uri"] = names[entry["uri"]]
        if entry["part"]:
            short = re.sub(r"-[0-9a-f]{16}\.", f"-{hashlib.sha256(entry['uri'].encode()).hexdigest()[:6]}.", entry["part"])
            (folder / entry["part"]).rename(folder / short)
            entry["part"] = short
    emit.write(folder / emit.MANIFEST, entries)
    (folder / last_run.RUN).unlink()


@pytest.mark.parametrize("typed", ["入/{}", "./入/{}", "{top}/入/{}"], ids=["相对", "点", "绝对"])
@pytest.mark.parametrize("elsewhere", [False, True], ids=["原处", "别处"])
def test_a_dataset_of_the_earlier_kind_goes_on_under_the_new_names(
    typed: str, elsewhere: bool, tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    files(tmp_path / "入", "甲.txt", "三月/乙.txt", "丙.txt")
    out = tmp_path / "出"
    archive.run([tmp_path / "入"], out)
    fresh = contents(out)
    earlier_kind(out, {uri: typed.format(uri, top=tmp_path) for uri in uris(out)})
    monkeypatch.chdir("/" if elsewhere else tmp_path)
    (tmp_path / "入/丙.txt").write_text("改过了", "utf-8")
    with pytest.raises(KeyboardInterrupt):  # broken off as soon as it has begun: nothing stands twice, nothing is lost
        monkeypatch.setattr(archive.Work, "entries", interrupted)
        archive.run([tmp_path / "入"], out)
    assert len(list(emit.read_jsonl(out))) == 6 and len(emit.entries(out)) == 3
    monkeypatch.undo()
    monkeypatch.setattr(pipeline, "articles", reader)
    monkeypatch.setattr(archive, "load_rules", lambda: Rules("abc", (), {}, {}))
    (tmp_path / "入/丙.txt").write_text("丙.txt", "utf-8")
    summary = archive.run([tmp_path / "入"], out, settings=archive.Settings(force=True))
    assert contents(out) == fresh and (summary.sources, summary.earlier) == (3, 0)


def interrupted(*_: Any) -> Iterator[Any]:
    raise KeyboardInterrupt
    yield


def test_sources_of_the_earlier_kind_that_are_gone_can_be_pruned_in_any_later_run(tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = files(tmp_path / "入", "甲.txt", "三月/乙.txt")
    out = tmp_path / "出"
    archive.run([tmp_path / "入"], out)
    earlier_kind(out, {uri: f"入/{uri}" for uri in uris(out)})
    Path(sources[1]).rename(tmp_path / "入/丁.txt")
    assert archive.run([tmp_path / "入"], out).gone == 1
    monkeypatch.chdir("/")
    summary = archive.run([tmp_path / "入"], out, settings=archive.Settings(prune=True))
    assert summary.pruned == 1 and uris(out) == ["丁.txt", "甲.txt"]


def test_two_names_of_the_earlier_kind_for_one_file_become_one(tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    [source] = files(tmp_path / "入", "甲.txt")
    out = tmp_path / "出"
    archive.run([source], out)
    earlier_kind(out, {"甲.txt": "入/甲.txt"})
    [entry] = emit.read_manifest(out)
    emit.write(out / emit.MANIFEST, [entry, {**entry, "uri": source}])
    monkeypatch.chdir(tmp_path)
    assert archive.run(["入"], out).articles == 2 and uris(out) == ["甲.txt"]


def test_a_name_of_the_earlier_kind_that_may_be_another_files_is_kept(tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "出"
    archive.run(files(tmp_path / "一", "甲.txt"), out)
    earlier_kind(out, {"甲.txt": "甲.txt"})  # as it was typed in 一
    (tmp_path / "二").mkdir()
    (tmp_path / "二/甲.txt").write_text("另一篇", "utf-8")
    monkeypatch.chdir(tmp_path / "二")
    assert archive.run(["甲.txt"], out).articles == 4
    assert uris(out) == ["earlier//甲.txt", "甲.txt"] and len(list(emit.read_jsonl(out))) == 4


def test_part_names_have_sixteen_digits_and_two_of_one_name_stop_the_run(tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = files(tmp_path / "入", "一月/index.html", "二月/index.html")
    archive.run([tmp_path / "入"], tmp_path / "出")
    names = [path.name for path in (tmp_path / "出/articles").iterdir()]
    assert len(names) == 2 and all(re.fullmatch(r"index-[0-9a-f]{16}\.jsonl", name) for name in names)
    monkeypatch.setattr("extract.archive.plan.part_name", lambda uri: "index-0.jsonl")
    before = contents(tmp_path / "出")
    with pytest.raises(PolicyExtractError, match=r"二月/index.html and 一月/index.html would both be written to articles/index-0.jsonl"):
        archive.run(sources, tmp_path / "出", settings=archive.Settings(force=True))
    assert contents(tmp_path / "出") == before


def test_run_json_says_what_the_last_run_did_and_nothing_else_tells_times(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "甲.txt", "坏.txt", "行.jsonl")
    archive.run(sources[:1], tmp_path / "出")
    archive.run(sources, tmp_path / "出", archive.Options(published="2024"), archive.Settings(limit=3))
    said = json.loads((tmp_path / "出" / last_run.RUN).read_text("utf-8"))
    assert said["state"] == "done" and said["options"] == {"published": "2024"} and said["settings"]["limit"] == 3
    counts = {"sources": 3, "unchanged": 0, "read": 3, "failed": 1, "partial": 1, "left": 0, "earlier": 0}
    assert {name: said["counts"][name] for name in counts} == counts
    assert said["counts"]["reasons"] == {"new": 2, "program, patterns or options changed": 1}
    assert said["failures"] == [
        {"uri": "坏.txt", "status": "failed", "error": "坏.txt: an empty file"},
        {"uri": "行.jsonl", "status": "partial", "error": "行.jsonl:7: no text in this row"},
    ]
    assert said["dataset"] == {**said["dataset"], "sources": 3, "articles": 4}
    assert set(said["versions"]) == {"policy-extract", "python", "packages", "patterns", "made"}
    assert said["inputs"] == [{"name": "入", "prefix": "", "path": str(tmp_path / "入")}]
    assert dt.datetime.fromisoformat(said["started"]) <= dt.datetime.fromisoformat(said["ended"])
    others = b"".join(contents(tmp_path / "出").values()).decode()
    assert str(tmp_path) not in others and not re.search(r"\d\d:\d\d:\d\d", others)


def test_partial_sources_are_not_read_again_unless_they_change(tmp_path: Path, reader: Reader) -> None:
    [source] = files(tmp_path / "入", "行.jsonl")
    said: list[str] = []
    archive.run([source], tmp_path / "出")
    summary = archive.run([source], tmp_path / "出", report=said.append)
    assert reader.read == ["行.jsonl"] and summary.unchanged == 1 and said == []
    assert summary.errors == ["行.jsonl:7: no text in this row"]  # it is still not all there: exit code 1
    assert f"1 error known from earlier runs (行.jsonl): {tmp_path / '出' / emit.MANIFEST} says of what" in summary.lines()
    Path(source).write_text("改过了", "utf-8")
    archive.run([source], tmp_path / "出")
    assert reader.read == ["行.jsonl", "行.jsonl"]


def test_force_reads_all_again(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "甲.txt", "乙.txt")
    archive.run(sources, tmp_path / "出")
    before = contents(tmp_path / "出")
    archive.run(sources, tmp_path / "出", settings=archive.Settings(force=True))
    assert reader.read == ["甲.txt", "乙.txt"] * 2 and contents(tmp_path / "出") == before


def test_a_limit_leaves_the_rest_for_the_same_call(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "甲.txt", "乙.txt", "丙.txt")
    archive.run(sources, tmp_path / "全")
    archive.run(sources[:1], tmp_path / "出")
    Path(sources[0]).write_text("甲.txt", "utf-8")
    reader.read.clear()
    for left in (1, 0):
        summary = archive.run(sources, tmp_path / "出", settings=archive.Settings(limit=1))
        assert len(summary.lines()[-1:]) == 1 and summary.left == left and (summary.read, summary.unchanged) == (1, 2 - left)
    assert reader.read == ["乙.txt", "丙.txt"] and contents(tmp_path / "出") == contents(tmp_path / "全")


def test_what_a_limit_leaves_keeps_its_old_lines(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "甲.txt", "乙.txt")
    archive.run(sources, tmp_path / "出")
    for source in sources:
        Path(source).write_text("改过了", "utf-8")
    summary = archive.run(sources, tmp_path / "出", settings=archive.Settings(limit=1))
    assert json.loads((tmp_path / "出" / last_run.RUN).read_text("utf-8"))["state"] == "limited"
    assert summary.articles == 4 and "1 source left by --limit; the same call goes on" in summary.lines()


def test_sources_that_are_gone_stay_until_they_are_pruned(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "甲.txt", "乙.txt", "丙.txt")
    archive.run([tmp_path / "入"], tmp_path / "出")
    Path(sources[0]).unlink()
    Path(sources[1]).rename(tmp_path / "入/丁.txt")
    summary = archive.run([tmp_path / "入"], tmp_path / "出")
    assert (summary.gone, summary.renamed, summary.pruned, summary.articles) == (2, 1, 0, 8)
    told = f"2 sources of the dataset are no longer in the input (1 of them renamed): 2 still in {tmp_path / '出'}; --prune takes them out"
    assert told in summary.lines()
    assert archive.run([sources[2]], tmp_path / "出", settings=archive.Settings(prune=True)).pruned == 0  # a file says nothing of others
    summary = archive.run([tmp_path / "入"], tmp_path / "出", settings=archive.Settings(prune=True))
    assert (summary.gone, summary.pruned, summary.articles, summary.earlier) == (2, 2, 4, 0)
    assert uris(tmp_path / "出") == ["丁.txt", "丙.txt"] and len(list((tmp_path / "出/articles").iterdir())) == 2
    archive.run([tmp_path / "入"], tmp_path / "新")
    assert contents(tmp_path / "新") == contents(tmp_path / "出")


def test_what_a_glob_of_names_leaves_out_is_not_gone(tmp_path: Path, reader: Reader) -> None:
    files(tmp_path / "入", "甲.txt", "乙.md")
    archive.run([tmp_path / "入"], tmp_path / "出")
    summary = archive.run([tmp_path / "入"], tmp_path / "出", settings=archive.Settings(prune=True, include=["*.md"]))
    assert (summary.gone, summary.earlier, summary.articles) == (0, 1, 4)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a file that cannot be read, whoever tries")
def test_a_source_that_cannot_be_read_tonight_keeps_what_was_read_before(tmp_path: Path, reader: Reader) -> None:
    sources, out = files(tmp_path / "入", "甲.txt", "乙.txt"), tmp_path / "出"
    archive.run([tmp_path / "入"], out)
    before = contents(out)
    Path(sources[0]).unlink()
    os.mkfifo(sources[0])
    for _ in range(4):  # it is tried again each night, for nobody knows how many nights a disk is away
        summary = archive.run([tmp_path / "入"], out)
        assert (summary.read, summary.failed, summary.articles) == (1, 1, 4)
        assert summary.errors == ["甲.txt: no ordinary file; what was read of it before stays"]
    Path(sources[0]).unlink()
    files(tmp_path / "入", "甲.txt")
    archive.run([tmp_path / "入"], out)
    assert contents(out) == before
    Path(sources[0]).write_text("坏", "utf-8")
    (tmp_path / "入/坏.txt").write_text("坏", "utf-8")
    assert archive.run([tmp_path / "入"], out).failed == 1  # what was never read has nothing to keep


def test_nothing_is_pruned_while_a_limit_leaves_something(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "甲.txt", "乙.txt")
    archive.run([tmp_path / "入"], tmp_path / "出")
    Path(sources[0]).rename(tmp_path / "入/丁.txt")
    Path(sources[1]).write_text("改过了", "utf-8")
    summary = archive.run([tmp_path / "入"], tmp_path / "出", settings=archive.Settings(prune=True, limit=1))
    assert (summary.gone, summary.pruned, summary.left) == (1, 0, 1)


def test_a_plan_says_what_would_be_read_and_writes_nothing(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "甲.txt", "乙.txt", "坏.txt", "丙.txt")
    assert archive.preview(sources, tmp_path / "出").lines()[-1] == "would read 4 of 4 sources (0 unchanged); nothing is written"
    assert not (tmp_path / "出").exists()
    archive.run([tmp_path / "入"], tmp_path / "出")
    before = {path: path.read_bytes() for path in (tmp_path / "出").rglob("*") if path.is_file()}
    Path(sources[1]).write_text("改过了", "utf-8")
    Path(sources[3]).unlink()
    files(tmp_path / "入", "丁.txt")
    reader.read.clear()
    said = archive.preview([tmp_path / "入"], tmp_path / "出").lines()
    assert sorted(said[:-1]) == sorted(
        [
            f"new: {tmp_path / '入/丁.txt'}",
            f"changed: {sources[1]}",
            f"failed before: {sources[2]}",
            "no longer in the input: 丙.txt",
        ]
    )
    assert said[-1] == "would read 3 of 4 sources (1 unchanged, 1 no longer in the input); nothing is written"
    assert {path: path.read_bytes() for path in (tmp_path / "出").rglob("*") if path.is_file()} == before and reader.read == []


def test_the_totals_of_a_run_are_those_of_the_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: Reader) -> None:
    made = article("甲.txt")
    limit, twin = replace(made.targets[0], id="t2", status="limit"), replace(made.targets[0], id="t3", same_as="t1")
    monkeypatch.setattr(pipeline, "articles", lambda source, **_: iter([replace(made, targets=(*made.targets, limit, twin))]))
    sources = files(tmp_path / "入", "甲.txt", "乙.txt")
    archive.run(sources[:1], tmp_path / "出")
    summary = archive.run(sources[1:], tmp_path / "出")
    frames = tables.frames(emit.read_jsonl(tmp_path / "出"))
    assert summary.articles == len(frames["articles"]) == 2 and summary.earlier == 1
    for name in ("amounts", "dates", "organisations", "persons", "places", "documents"):
        assert summary.records[name] == len(frames[name])
    stated = sum(summary.statements[status] for status in ("target", "limit", "actual", "estimate"))
    assert stated - summary.statements["repeat"] == len(frames["targets"]) + len(frames["actuals"]) + len(frames["limits"])
    assert "2 articles in " in summary.lines()[-1]


def test_what_failed_before_does_not_hold_up_the_rest_of_a_limit(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "坏.txt", "甲.txt", "乙.txt")
    for _ in range(3):
        archive.run(sources, tmp_path / "出", settings=archive.Settings(limit=1))
    assert reader.read == ["坏.txt", "甲.txt", "乙.txt"]


def test_a_source_that_failed_and_is_gone_leaves_no_line(tmp_path: Path, reader: Reader) -> None:
    sources = files(tmp_path / "入", "坏.txt", "甲.txt")
    archive.run([tmp_path / "入"], tmp_path / "出")
    Path(sources[0]).unlink()
    summary = archive.run([tmp_path / "入"], tmp_path / "出")
    assert (summary.gone, uris(tmp_path / "出")) == (0, ["甲.txt"])


def test_files_with_names_that_hide_them_are_told(tmp_path: Path) -> None:
    for name in ("讯.txt", "._讯.txt", "~$讯.docx", ".DS_Store", "._略.txt"):
        (tmp_path / name).write_text("到2028年，产值突破15亿元。", "utf-8")
    settings = archive.Settings(exclude=["*略*"])
    assert (
        archive.preview([tmp_path], tmp_path / "out", settings=settings).passed
        == "left 2 hidden files (their names begin with . or ~$); name one to have it read"
    )


def test_files_of_other_names_are_told(tmp_path: Path) -> None:
    folder, told = tmp_path / "in", list[str]()
    folder.mkdir()
    for name in ("讯.txt", "讯.xml", "讯"):
        (folder / name).write_text("到2028年，产值突破15亿元。", "utf-8")
    archive.run([str(folder)], tmp_path / "out", report=told.append, watch=archive.Watch())
    line = "left 2 files of endings that are not known: 1 without ending, 1 .xml; --include '*.xml' takes such files alone, --include '*' all"
    assert told == [line]
    assert line in archive.preview([str(folder)], tmp_path / "out").lines()
