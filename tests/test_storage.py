"""Sources behind URLs: read as those on a disk are, and whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torture

from extract import archive, cli, emit, read
from extract.archive import workers
from extract.errors import SourceError, UsageError
from extract.patterns import Rules, load_rules
from extract.read import storage

fsspec = pytest.importorskip("fsspec")


@pytest.fixture(scope="module")
def few() -> Rules:
    """Some rules, compiled in no time."""
    whole = load_rules()
    return whole.only(*[rule.id for rule in whole.of("amount")[:3]])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Any]:
    """A store in memory with the files of the folder 入, and what nobody asked for."""
    folder = torture.archive(tmp_path / "入", 2, 8)
    memory = fsspec.filesystem("memory")
    memory.put(str(folder), "/库/入", recursive=True)
    memory.pipe("/库/入/.藏/丙.txt", b"1")
    yield memory
    memory.rm("/库", recursive=True)


def test_sources_in_a_store_give_the_bytes_of_those_on_a_disk(store: Any, tmp_path: Path, few: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.run([tmp_path / "入"], tmp_path / "好", rules=few)
    monkeypatch.setattr(workers, "_LARGE", 1000)
    for count in (0, 2):
        told: list[str] = []
        archive.run(["memory://库/入/"], tmp_path / f"出{count}", rules=few, settings=archive.Settings(workers=count), report=told.append)
        assert torture.contents(tmp_path / f"出{count}") == torture.contents(tmp_path / "好")
        assert "memory://库/入/坏.docx: a damaged zip file" in told


def test_only_what_changed_in_a_store_is_read_again(store: Any, tmp_path: Path, few: Rules) -> None:
    def run(**settings: Any) -> archive.Summary:
        return archive.run(["memory://库/入"], tmp_path / "出", rules=few, settings=archive.Settings(**settings))

    assert run().read == 5
    assert run().read == 1  # the damaged one: it failed before
    store.pipe("/库/入/0001.txt", "全镇粮食产量3万吨。".encode())
    store.rm("/库/入/0000.txt")
    summary = run()
    assert (summary.read, summary.gone) == (2, 1)
    assert run(prune=True).pruned == 1


def test_a_source_that_breaks_off_is_failed_and_no_half_of_it_stands(store: Any, tmp_path: Path, few: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = storage.pieces

    def broken(url: str, uri: str) -> Iterator[bytes]:
        yield from (piece[:40] for piece in whole(url, uri))
        if url.endswith(".jsonl"):
            raise SourceError(uri, "cannot be fetched: the line is down")

    with monkeypatch.context() as patched:
        patched.setattr(storage, "pieces", broken)
        summary = archive.run(["memory://库/入/行.jsonl"], tmp_path / "出", rules=few)
    assert summary.errors == ["行.jsonl: cannot be fetched: the line is down"] and summary.articles == 0
    assert archive.run(["memory://库/入/行.jsonl"], tmp_path / "出", rules=few).articles == 9
    assert sorted(path.suffix for path in (tmp_path / "出/articles").iterdir()) == [".jsonl"]


def test_what_is_no_store_is_told_before_anything_is_written(store: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for url, why in (("memory://库/无", "no such file"), ("天书://库/入", "天书"), ("https://例.cn/a.html", "a URL"), ("nosuch://库/入", "Protocol not known")):
        with pytest.raises(UsageError, match=why):
            read.listing([url])
    assert cli.main(["run", str(tmp_path / "入"), "--out", "memory://库/出"]) == 2
    assert "a dataset is written to a disk" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["入"]


def test_a_file_url_is_the_path(tmp_path: Path, few: Rules) -> None:
    (tmp_path / "入").mkdir()
    (tmp_path / "入/甲.txt").write_text("全镇粮食产量3万吨。", "utf-8")
    archive.run([f"file://{tmp_path}/入"], tmp_path / "出", rules=few)
    assert archive.run([tmp_path / "入"], tmp_path / "出", rules=few).unchanged == 1
    assert [entry["uri"] for entry in emit.read_manifest(tmp_path / "出")] == ["甲.txt"]
    shutil.rmtree(tmp_path / "出")
