"""Faults in small: what `make torture` does two hundred times, once or twice; and documents that end their process."""

from __future__ import annotations

import faulthandler
import json
import multiprocessing
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import program
import pytest
import torture
from bulletin import article

from extract import archive, cache, cli, emit, expressions, pipeline
from extract.archive import lock, pool, shares, workers
from extract.archive.task import Share, Task, Unit
from extract.errors import LockedError, UsageError
from extract.model import Article
from extract.patterns import Rules, load_rules
from extract.turns import Turns

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes that are copies, and signals")
GUARDED = archive.Settings(workers=2)


@pytest.fixture
def bulletins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of files that a reader with faults is set on: the name of a file says what becomes of it."""
    monkeypatch.setattr(pipeline, "articles", faulty)
    monkeypatch.setattr(archive, "load_rules", lambda: Rules("abc", (), {}, {}))
    folder = tmp_path / "入"
    folder.mkdir()
    for name in ("甲", "乙", "丙", "丁"):
        (folder / f"{name}.txt").write_text(name, "utf-8")
    return folder


def faulty(source: Any, turns: Turns, **_: Any) -> Iterator[Any]:
    """Three articles of each source; at the second, what the source's bytes say."""
    for number in range(3):
        if not turns.begins_article():
            continue
        if refused := turns.refused(source.uri):
            yield refused
            continue
        if number == 1:
            misfortune(source.whole().decode())
        yield article(source.uri, number)
        turns.ends_article()
    turns.over = True


def misfortune(what: str) -> None:
    if what == "段错误":
        faulthandler.disable()  # pytest would print where it happened
        os.kill(os.getpid(), signal.SIGSEGV)
    if what == "退出":
        os._exit(3)
    if what == "杀一次" and not Path(os.environ["ONCE"]).exists():
        Path(os.environ["ONCE"]).write_text("", "utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "草稿" and not Path(os.environ["ONCE"]).exists():
        Path(os.environ["ONCE"]).write_text(tempfile.mkdtemp(), "utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "稍候":
        time.sleep(0.01)
    if what == "慢":
        time.sleep(60)
    if what == "大":
        hoard = bytearray(200_000_000)
        hoard[::4096] = b"x" * len(hoard[::4096])
        time.sleep(60)


def entries(folder: Path) -> dict[str, dict[str, Any]]:
    return {entry["uri"]: entry for entry in emit.read_manifest(folder)}


@pytest.mark.parametrize(
    ("what", "settings", "why"),
    [
        ("段错误", GUARDED, "ended its process by SIGSEGV"),
        ("退出", archive.Settings(workers=1), "ended its process with exit code 3"),
        ("慢", archive.Settings(workers=2, seconds=0.5), "took more than 0.5 seconds (--max-seconds)"),
        ("大", archive.Settings(workers=2, megabytes=100), "took more than 100 MB of memory (--max-mb)"),
    ],
)
def test_a_document_that_ends_its_process_is_named_and_the_rest_goes_on(
    bulletins: Path, tmp_path: Path, what: str, settings: archive.Settings, why: str
) -> None:
    out, whole = tmp_path / "出", tmp_path / "好"
    archive.run([bulletins], whole, settings=GUARDED)
    (bulletins / "乙.txt").write_text(what, "utf-8")
    told: list[str] = []
    archive.run([bulletins], out, settings=settings, report=told.append)
    assert told == [f"{bulletins}/乙.txt: article 2: {why}; it is left out"]
    assert {uri: (entry["status"], entry["articles"]) for uri, entry in entries(out).items()} == {
        f"{name}.txt": ("partial", 2) if name == "乙" else ("ok", 3) for name in "甲乙丙丁"
    }
    (bulletins / "乙.txt").write_text("乙", "utf-8")
    archive.run([bulletins], out, settings=settings)
    assert torture.contents(out) == torture.contents(whole)


def test_no_document_is_charged_with_the_memory_of_the_process_it_is_read_in(bulletins: Path, tmp_path: Path) -> None:
    held = bytearray(200_000_000)
    held[::4096] = b"x" * len(held[::4096])
    summary = archive.run([bulletins], tmp_path / "出", settings=archive.Settings(workers=2, megabytes=100))
    assert summary.errors == [] and summary.articles == 12


def test_a_process_that_was_killed_once_costs_nothing(bulletins: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONCE", str(tmp_path / "一次"))
    (bulletins / "乙.txt").write_text("杀一次", "utf-8")
    summary = archive.run([bulletins], tmp_path / "出", settings=GUARDED)
    assert (tmp_path / "一次").exists() and summary.errors == [] and summary.articles == 12


def test_temporary_files_of_a_process_that_was_killed_are_gone_with_the_run(bulletins: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, once = tmp_path / "出", tmp_path / "一次"
    monkeypatch.setenv("ONCE", str(once))
    (bulletins / "乙.txt").write_text("草稿", "utf-8")
    (out / pool.SCRATCH / "前").mkdir(parents=True)  # of a run that was killed itself
    archive.run([bulletins], out, settings=GUARDED)
    assert Path(once.read_text("utf-8")).parent == out / pool.SCRATCH
    assert sorted(path.name for path in out.iterdir()) == ["articles", "manifest.jsonl", "run.json"]


def test_processes_are_begun_before_there_is_a_plan_of_which_they_would_have_a_copy(bulletins: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    others = set(multiprocessing.active_children())

    def counted(*asked: Any) -> Any:
        begun.append(len(set(multiprocessing.active_children()) - others))
        return planned(*asked)

    planned = archive.planned
    monkeypatch.setattr(archive, "planned", counted)
    archive.run([bulletins], tmp_path / "出", settings=GUARDED)
    archive.run([bulletins / "甲.txt"], tmp_path / "又", settings=GUARDED)
    assert begun == [2, 0] and others >= set(multiprocessing.active_children())


def test_what_a_process_has_compiled_is_kept_for_the_next_run(bulletins: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def compiling(*given: Any, **named: Any) -> Iterator[Any]:
        expressions.compile("檀[渡溪]|乙")
        yield from faulty(*given, **named)

    monkeypatch.setattr(pipeline, "articles", compiling)
    monkeypatch.setenv(cache.WHERE, str(tmp_path / "藏"))
    archive.run([bulletins], tmp_path / "出", settings=GUARDED)
    assert ("re", "檀[渡溪]|乙", 0) in expressions._Store().known


def test_what_failed_in_three_runs_is_set_aside_and_taken_again_when_asked(bulletins: Path, tmp_path: Path) -> None:
    (bulletins / "乙.txt").write_text("退出", "utf-8")
    read = []
    for _ in range(5):
        summary = archive.run([bulletins], tmp_path / "出", settings=GUARDED)
        read.append(summary.read)
        assert summary.errors  # it is named in every run
    assert read == [4, 1, 1, 0, 0]
    assert any("1 source failed in three runs and is set aside; --retry-failed" in line for line in summary.lines())
    assert archive.run([bulletins], tmp_path / "出", settings=archive.Settings(workers=1, retry_failed=True)).read == 1
    (bulletins / "乙.txt").write_text("改", "utf-8")
    assert archive.run([bulletins], tmp_path / "出", settings=GUARDED).errors == []


def test_an_error_of_a_process_ends_the_run_with_its_words(bulletins: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(workers, "do_unit", full)
    with pytest.raises(UsageError, match="No space left on device; what is done so far is kept"):
        archive.run([bulletins], tmp_path / "出", settings=GUARDED)
    assert not list((tmp_path / "出/articles").iterdir())


@pytest.fixture(scope="module")
def few() -> Rules:
    """Some rules: what becomes of shares is the same for any."""
    whole = load_rules()
    return whole.only(*[rule.id for rule in whole.of("amount")[:3]])


@pytest.fixture(scope="module")
def large(few: Rules, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A folder with large sources, and the dataset that one process makes of it."""
    place = tmp_path_factory.mktemp("large")
    source = torture.archive(place / "入", 2, 12)
    archive.run([source], place / "好", rules=few)
    return source, torture.contents(place / "好")


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_source_in_shares_gives_the_part_of_the_whole(
    large: tuple[Path, dict[str, bytes]], few: Rules, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    source, wanted = large
    monkeypatch.setattr(workers, "_LARGE", 1000)
    archive.run([source], tmp_path / "出", rules=few, settings=archive.Settings(workers=count))
    assert torture.contents(tmp_path / "出") == wanted
    assert sum(b'"reprint"' in part for part in wanted.values()) == 1


@pytest.mark.parametrize("touched", [False, True])
def test_a_share_of_a_source_that_was_written_to_meanwhile_is_no_part_of_a_whole(
    few: Rules, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, touched: bool
) -> None:
    source = tmp_path / "甲.txt"
    source.write_text("云溪镇今年新建学校2所。", "utf-8")
    (tmp_path / emit.PARTS).mkdir()

    def found(*asked: Any) -> Iterator[Article]:
        yield from whole(*asked)
        if touched:
            os.utime(source, ns=(0, 0))

    whole = shares.found
    monkeypatch.setattr(shares, "found", found)
    share = shares.written(Task(tmp_path, archive.Options(), few), Unit(archive.Source("甲.txt", str(source)), 0, 0, 2), lambda number, busy: None)
    assert share.over is not touched


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_process_killed_when_shares_are_together_and_before_it_is_told(
    large: tuple[Path, dict[str, bytes]], few: Rules, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: int
) -> None:
    (source, wanted), once, out = large, tmp_path / "一次", tmp_path / "出"

    def removed(folder: Path, made: Sequence[Share]) -> None:
        with suppress(FileExistsError), once.open("x", encoding="utf-8"):
            remove(folder, made[:gone])
            os.kill(os.getpid(), signal.SIGKILL)
        remove(folder, made)

    remove = shares.remove
    monkeypatch.setattr(shares, "remove", removed)
    monkeypatch.setattr(workers, "_LARGE", 1000)
    archive.run([source], out, rules=few, settings=GUARDED)
    assert once.exists() and torture.contents(out) == wanted


@pytest.mark.parametrize(("members", "each"), [(0, 5), (3, 1), (3, 4)])
def test_articles_are_counted_once_in_archives_too(members: int, each: int) -> None:
    state = [0] * 5
    turns = Turns(at=lambda number, busy: pool._tell(state, number, busy))
    turns.opens("包.zip")
    for _ in range(members or 1):
        if members:
            turns.begins_member()
        for _ in range(each):
            turns.begins_article()
            turns.ends_article()
        if members:
            turns.ends_member("包.zip")
    assert state[pool._ARTICLES] == (members or 1) * each


def started(bulletins: Path, out: Path) -> Any:
    """A run in a process of its own."""
    process = multiprocessing.get_context("fork").Process(target=archive.run, args=([bulletins], out), kwargs={"settings": GUARDED})
    process.start()
    return process


def test_any_kill_and_then_the_dataset_of_an_undisturbed_run(bulletins: Path, tmp_path: Path) -> None:
    for number in range(60):
        (bulletins / f"{number}.txt").write_text("稍候", "utf-8")
    out, dice, killed = tmp_path / "出", random.Random(5), []
    archive.run([bulletins], tmp_path / "好", settings=GUARDED)
    for _ in range(8):
        process = started(bulletins, out)
        time.sleep(dice.uniform(0.05, 0.4))
        victims = torture.children(process.pid) if dice.random() < 0.5 else []
        victim = dice.choice(victims or [process.pid])
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)
        process.join()
    assert len(killed) > 4
    archive.run([bulletins], out, settings=GUARDED)
    assert torture.whole(out, torture.contents(tmp_path / "好"), again=False)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of a few bulletins."""
    place = tmp_path_factory.mktemp("dataset")
    archive.run([torture.archive(place / "入", 2, 12)], place / "出")
    return place / "出"


@pytest.mark.parametrize("form", torture.FORMS)
@pytest.mark.parametrize("part", [0.02, 0.9])
def test_tables_on_a_full_disk_are_all_made_or_none(dataset: Path, tmp_path: Path, form: str, part: float, capsys: pytest.CaptureFixture[str]) -> None:
    whole, out = tmp_path / torture.named("好", form), tmp_path / torture.named("表", form)
    assert cli.main(["table", str(dataset), "--to", form, "--out", str(whole)]) == 0
    capsys.readouterr()
    with bounded(int(part * max(map(len, torture.written(whole).values())))):
        assert cli.main(["table", str(dataset), "--to", form, "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"policy-extract: {out}") and said.count("\n") == 1 and torture.written(out) == {}
    assert [path.name for path in tmp_path.glob(".*")] == []
    assert cli.main(["table", str(dataset), "--to", form, "--out", str(out)]) == 0
    assert torture.written(out) == torture.written(whole)


@contextmanager
def bounded(size: int) -> Iterator[None]:
    """No file of this process grows beyond a size."""
    handler, limits = signal.getsignal(signal.SIGXFSZ), resource.getrlimit(resource.RLIMIT_FSIZE)
    torture.bounded(size)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)


def test_two_runs_at_once(bulletins: Path, tmp_path: Path) -> None:
    archive.run([bulletins], tmp_path / "好", settings=GUARDED)
    for process in [started(bulletins, tmp_path / "出") for _ in range(2)]:
        process.join()
    assert torture.contents(tmp_path / "出") == torture.contents(tmp_path / "好")


def test_a_lock_says_who_holds_it(tmp_path: Path) -> None:
    with lock.held(tmp_path), pytest.raises(LockedError, match=rf"another run \(process {os.getpid()} on .+, since 20.+\) is writing"), lock.held(tmp_path):
        pass


def test_the_log_tells_each_source_and_the_end(bulletins: Path, tmp_path: Path) -> None:
    said: list[str] = []
    watch = archive.Watch(verbose=True, log=tmp_path / "运行.jsonl", say=said.append)
    archive.run([bulletins], tmp_path / "出", settings=GUARDED, watch=watch)
    events = [json.loads(line) for line in (tmp_path / "运行.jsonl").read_text("utf-8").splitlines()]
    assert [event["event"] for event in events] == ["start", *["source"] * 4, "end"]
    assert (events[-1]["sources"], events[-1]["articles"]) == (4, 12)
    assert sorted(said) == sorted(f"ok, 3 articles: {bulletins}/{name}.txt" for name in "甲乙丙丁")


@pytest.mark.parametrize(("number", "code", "by"), [(signal.SIGINT, 130, ""), (signal.SIGTERM, 143, " by SIGTERM"), (signal.SIGHUP, 129, " by SIGHUP")])
def test_a_run_that_is_interrupted_says_how_it_goes_on(number: int, code: int, by: str, bulletins: Path, tmp_path: Path) -> None:
    (bulletins / "乙.txt").write_text("慢", "utf-8")  # so that the run is not over, however late the signal is
    call = ("run", str(bulletins), "--out", str(tmp_path / "出"), "--workers", "2")
    process = program.begun(*call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    journal = tmp_path / "出" / emit.JOURNAL
    while process.poll() is None and not (journal.exists() and journal.stat().st_size):
        time.sleep(0.01)
    process.send_signal(number)
    said = process.communicate()[1]
    assert (process.returncode, said.splitlines()[-1]) == (
        code,
        f"policy-extract: broken off{by}; what is done is kept in {tmp_path / '出'}, and the same call goes on",
    )
    assert "Traceback" not in said and not list((tmp_path / "出/articles").glob(".*"))
