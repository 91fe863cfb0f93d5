"""Runs whose work is done on a cluster: the same bytes, whatever becomes of a machine."""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torture

from extract import archive, cluster
from extract.archive import away, lock, remote, workers
from extract.archive.pool import Do, Limits, Pool
from extract.archive.remote import RemoteWorker
from extract.archive.task import At, Task, Unit
from extract.errors import SourceError, UsageError
from extract.patterns import Rules, load_rules

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals, and processes that are counted")


@pytest.fixture(scope="module")
def machines() -> Iterator[Any]:
    """A scheduler and two workers, processes of their own."""
    distributed = pytest.importorskip("distributed")
    import dask

    with (
        dask.config.set({"distributed.worker.multiprocessing-method": "forkserver"}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as made,
    ):
        yield made


@pytest.fixture(scope="module")
def few() -> Rules:
    """Some rules: those that are compiled in no time. They reach the workers by value."""
    whole = load_rules()
    return whole.only(*[rule.id for rule in whole.of("amount")[:3]])


@pytest.fixture
def bulletins(tmp_path: Path, few: Rules, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Small files and two that go out in shares, read by one process into 好."""
    folder = torture.archive(tmp_path / "入", 2, 30)
    archive.run([folder], tmp_path / "好", rules=few)
    monkeypatch.setattr(workers, "_LARGE", 2000)
    monkeypatch.setattr(away, "AHEAD", 3)
    return folder


class OneMachine:
    """A cluster of this machine alone, to which everything goes as bytes; `lost` batches come back as such."""

    def __init__(self, lost: int = 0) -> None:
        self.lost = lost

    def size(self) -> int:
        return 1

    def results(self, tool: RemoteWorker, take: Callable[[], Any]) -> Iterator[tuple[Any, Any]]:
        tool = pickle.loads(pickle.dumps(tool))
        try:
            while batch := take():
                self.lost -= 1
                yield (
                    batch,
                    SimpleNamespace(reason="4 workers were lost at it")
                    if self.lost >= 0
                    else pickle.loads(pickle.dumps(tool(pickle.loads(pickle.dumps(batch))))),
                )
        finally:
            tool.rest()  # a copy of this process that lives on holds whatever this process had open, a browser's pipes too


def deadly(task: Task, unit: Unit, at: At) -> Any:
    """What comes of a unit whose source says what befalls its second article."""
    what = Path(unit.source.path).read_text("utf-8")
    turns, errors = unit.turns(at), list[str]()
    articles = 0
    try:
        turns.opens(unit.source.uri)
        for number in range(3):
            turns.begins_article()
            if refused := turns.refused(unit.source.uri):
                errors.append(str(refused))
                continue
            if number == 1 and what == "段错误":
                faulthandler.disable()  # pytest would print where it happened
                os.kill(os.getpid(), signal.SIGSEGV)
            if number == 1 and what == "慢":
                time.sleep(60)
            articles += 1
            turns.ends_article()
    except SourceError as error:
        errors.append(str(error))
    part = f"articles/{unit.source.uri}l" if articles else None
    if part:
        (task.folder / part).write_text("行\n" * articles, "utf-8")
    return {"uri": unit.source.uri, "sha256": None, "part": part, "articles": articles, "records": {}, "statements": {}, "status": "ok", "errors": errors}


def copied(count: int, folder: Path | None, do: Do, limits: Limits, copies: bool) -> Pool:
    """A pool of copies of this process, which take less time to begin."""
    return Pool(count, folder, do, limits)


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., archive.Summary]:
    """A run over four sources of which the second says what befalls it, with work that is none."""
    monkeypatch.setattr(workers, "do_unit", deadly)
    monkeypatch.setattr(remote, "Pool", copied)
    (tmp_path / "入").mkdir()

    def run(what: str, machine: Any, **settings: Any) -> archive.Summary:
        for name in "甲乙丙丁":
            (tmp_path / "入" / f"{name}.txt").write_text(what if name == "乙" else name, "utf-8")
        rules = Rules("abc", (), {}, {})
        return archive.run([tmp_path / "入"], tmp_path / "出", rules=rules, settings=archive.Settings(cluster=machine, **settings))

    return run


@pytest.mark.parametrize(
    ("what", "settings", "why"),
    [("段错误", {}, "ended its process by SIGSEGV"), ("慢", {"seconds": 0.5}, "took more than 0.5 seconds (--max-seconds)")],
)
def test_a_document_is_watched_where_it_is_read(sources: Callable[..., archive.Summary], tmp_path: Path, what: str, settings: dict[str, Any], why: str) -> None:
    summary = sources(what, OneMachine(), **settings)
    assert summary.errors == [f"乙.txt: article 2: {why}; it is left out"] and summary.articles == 11
    assert (tmp_path / "出/articles/乙.txtl").read_text("utf-8") == "行\n" * 2


def test_a_source_at_which_every_machine_is_lost_is_named_in_the_end(sources: Callable[..., archive.Summary], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(away, "AHEAD", 1)
    assert sources("乙", OneMachine(lost=2)).errors == []
    errors = sources("又乙", OneMachine(lost=3)).errors
    assert [error.partition(": ")[2] for error in errors] == ["4 workers were lost at it"]


def test_folders_of_workers_that_were_killed_are_taken_away(sources: Callable[..., archive.Summary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, held = tmp_path / "policy-extract-remote-1", tmp_path / "policy-extract-remote-2"
    for folder in (left, held):
        (folder / "articles").mkdir(parents=True)
        (folder / lock.LOCK).touch()
    with lock.held(held):
        assert sources("乙", OneMachine()).errors == []
        assert held.is_dir() and not left.exists()


def test_a_machine_that_does_not_see_the_sources_is_named(sources: Callable[..., archive.Summary], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "is_seen", lambda source: False)
    with pytest.raises(UsageError, match=r"a worker of the cluster, cannot open .+\.txt, which this machine can; workers need the same disk"):
        sources("乙", OneMachine())


def test_what_cannot_be_opened_anywhere_is_named_as_without_a_cluster(tmp_path: Path, few: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "Pool", copied)
    (tmp_path / "入").mkdir()
    (tmp_path / "入/通.txt").write_text("全镇粮食产量3万吨。", "utf-8")
    (tmp_path / "入/断.txt").symlink_to(tmp_path / "无")
    told: list[list[str]] = [[], []]
    for number, machine in enumerate((None, OneMachine())):
        archive.run([tmp_path / "入"], tmp_path / f"出{number}", rules=few, settings=archive.Settings(cluster=machine), report=told[number].append)
    assert told[0] == told[1] == [f"{tmp_path}/入/断.txt: no such file"]
    assert torture.contents(tmp_path / "出0") == torture.contents(tmp_path / "出1")


def test_sources_in_a_store_are_fetched_where_they_are_read(tmp_path: Path, few: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = pytest.importorskip("fsspec").filesystem("memory")
    monkeypatch.setattr(remote, "Pool", copied)
    folder = torture.archive(tmp_path / "入", 2, 5)
    memory.put(str(folder), "/群/入", recursive=True)
    archive.run([folder], tmp_path / "好", rules=few)
    archive.run(["memory://群/入"], tmp_path / "出", rules=few, settings=archive.Settings(cluster=OneMachine()))
    memory.rm("/群", recursive=True)
    assert torture.contents(tmp_path / "出") == torture.contents(tmp_path / "好")


@pytest.mark.parametrize(
    "other", [{"made": "0"}, {"rules": Rules("def", (), {}, {})}, {"versions": {"policy-extract": "0.0.1", "python": "3.11.1", "packages": {}}}]
)
def test_a_machine_with_another_program_or_other_patterns_refuses(tmp_path: Path, other: dict[str, Any]) -> None:
    from extract.archive import last_run

    rules = Rules("abc", (), {}, {})
    options = archive.Options()
    told = RemoteWorker(options, rules, Limits(), deadly, Task(tmp_path, options, rules).made, last_run.versions())
    assert told([]) == []
    with pytest.raises(UsageError, match=r"would give other records: .+; install the same there as here"):
        replace(told, **other)([])


def test_two_workers_give_the_bytes_of_one_process(machines: Any, bulletins: Path, tmp_path: Path, few: Rules) -> None:
    with cluster.connected(machines.scheduler_address) as connected:
        assert connected.size() == 2
        summary = archive.run([bulletins], tmp_path / "出", rules=few, settings=archive.Settings(cluster=connected))
    assert summary.articles == 2 + 31 + 30 and torture.contents(tmp_path / "出") == torture.contents(tmp_path / "好")


def test_a_worker_killed_half_way_costs_only_its_time(machines: Any, bulletins: Path, tmp_path: Path, few: Rules) -> None:
    killed: list[int] = []

    def kill(line: str) -> None:
        if not killed:
            killed.append(next(iter(machines.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    with cluster.connected(machines.scheduler_address) as connected:
        archive.run([bulletins], tmp_path / "出", rules=few, settings=archive.Settings(cluster=connected), watch=archive.Watch(verbose=True, say=kill))
    assert killed and torture.contents(tmp_path / "出") == torture.contents(tmp_path / "好")


@pytest.mark.parametrize("given", ["node7", "node7:8786", "tcp://node7", "坏.json", "空.json"])
def test_what_is_no_address_of_a_scheduler_is_told_at_once(given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.chdir(tmp_path)
    Path("坏.json").write_text("{", "utf-8")
    Path("空.json").write_text('{"address": null}', "utf-8")
    with pytest.raises(UsageError, match=f"{given}: no address of a scheduler"), cluster.connected(given):
        pass


def test_no_scheduler_and_no_dask_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "_PATIENCE", 0.3)
    with pytest.raises(UsageError, match=r"tcp://127.0.0.1:9: no scheduler answers there"), cluster.connected("tcp://127.0.0.1:9"):
        pass
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'policy-extract\[cluster\]'"), cluster.connected("tcp://127.0.0.1:9"):
        pass
