"""Runs that are killed, starved and started twice: `python tests/torture.py [--kills N]`, or `make torture`.

Whatever happens to a run, the next one completes it, and its dataset is that of a run that nothing happened to, byte for
byte, with no file left over; `verify` finds nothing in it. A table is made whole or not at all. Bulletins are made up by a generator with a fixed seed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from extract import tables
from extract.archive import verify
from extract.patterns import Rules, load_rules

COMMAND = [sys.executable, "-m", "extract"]
FORMS = tuple(sorted(tables.FORMS))
_SENTENCES = (
    "{place}今年完成固定资产投资{many}亿元，同比增长{rate}%。",
    "到{year}年，全县绿道里程达到{many}公里。",
    "全镇粮食产量{many}万吨，农村居民人均可支配收入增长{rate}%。",
    "计划投资{many}万元，建成温室{count}座。",
    "{year}年力争新增就业{count}人以上。",
    "{place}召开工作会议，镇长孟广田主持。",
)


def articles(count: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """So many short bulletins: title and text."""
    dice = random.Random(seed)
    for number in range(count):
        place = dice.choice("榕云桥溪梅岭竹石") + dice.choice("江山湖塘坪") + dice.choice("镇县")
        told = [
            dice.choice(_SENTENCES).format(
                place=place, many=round(dice.uniform(1, 90), 1), rate=round(dice.uniform(1, 20), 1), year=dice.randint(2024, 2030), count=dice.randint(2, 900)
            )
            for _ in range(6)
        ]
        yield f"{place}要闻{number}", "".join(told)


def rows(file: Path, count: int, seed: int = 7) -> None:
    """A JSONL file of so many bulletins, and the first of them once more at its end."""
    lines = [json.dumps({"title": title, "text": text, "published": "2024-03-05"}, ensure_ascii=False) for title, text in articles(count, seed)]
    file.write_text("\n".join([*lines, "{", lines[0]]) + "\n", "utf-8")


def archive(folder: Path, files: int, large: int) -> Path:
    """A folder of small files, a large file of rows and a large archive."""
    folder.mkdir()
    for number, (title, text) in enumerate(articles(files)):
        (folder / f"{number:04}.txt").write_text(f"{title}\n2024年3月5日\n{text}\n", "utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    rows(folder / "行.jsonl", large)
    with zipfile.ZipFile(folder / "包.zip", "w") as packed:
        for number, (title, text) in enumerate(articles(large, 8)):
            packed.writestr(f"{number:04}.txt", f"{title}\n2024年3月5日\n{text}\n")
    return folder


def contents(dataset: Path) -> dict[str, bytes]:
    """All files of a dataset but the one that tells times."""
    return {str(path.relative_to(dataset)): path.read_bytes() for path in sorted(dataset.rglob("*")) if path.is_file() and path.name != "run.json"}


@cache
def _patterns() -> Rules:
    return load_rules()


def whole(dataset: Path, wanted: dict[str, bytes], *, again: bool = True) -> bool:
    """Whether a dataset is what it should be: byte for byte, with no file left over, and nothing that `verify` finds."""
    found = list(verify.findings([dataset], verify.Checked(), verify.Asked(rules=_patterns() if again else None, again=again)))
    assert not found, [str(one) for one in found]
    return contents(dataset) == wanted


@contextmanager
def small_disk(place: Path, kilobytes: int) -> Iterator[bool]:
    """Whether there is a file system of that size at a place; only some users may make one."""
    place.mkdir(exist_ok=True)
    made = not subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)], capture_output=True, check=False).returncode
    try:
        yield made
    finally:
        if made:
            subprocess.run(["umount", str(place)], check=True)


def enlarge(place: Path) -> None:
    """Give a small file system room."""
    subprocess.run(["mount", "-o", "remount,size=200m", str(place)], check=True)


def bounded(size: int) -> None:
    """Let no file of this process grow beyond a size: the same error comes from the same call as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def run(source: Path, dataset: Path, *more: str, bound: int | None = None) -> subprocess.Popen[str]:
    """A run that is begun; it hears Ctrl-C also where this process, in the background of a shell, does not."""

    def first() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if bound is not None:
            bounded(bound)

    call = [*COMMAND, "run", str(source), "--out", str(dataset), *more]
    return subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8", preexec_fn=first)


def completed(source: Path, dataset: Path, *more: str) -> str:
    """What a run says on stderr that nothing happens to."""
    process = run(source, dataset, *more)
    said = process.communicate()[1]
    assert process.returncode in (0, 1), (process.returncode, said)
    return said


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    try:
        return [int(number) for number in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]
    except OSError:
        return []


def killed(source: Path, dataset: Path, dice: random.Random, within: float) -> str:
    """What was killed of a run, at a moment that nobody chose: the run, one of its processes, or neither where it was over."""
    process = run(source, dataset, "--workers", "2")
    time.sleep(dice.uniform(0, within))
    victims = children(process.pid) if dice.random() < 0.5 else []
    what = "worker" if victims else "run"
    for victim in [dice.choice(victims)] if victims else [process.pid]:
        try:
            os.kill(victim, dice.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT)) if what == "run" else signal.SIGKILL)
        except ProcessLookupError:
            what = "nothing"
    process.communicate()
    assert what == "run" or process.returncode in (0, 1), process.returncode
    return what


def kills(folder: Path, count: int, seed: int = 1, files: int = 15, large: int = 170) -> dict[str, int]:
    """How often what was killed; each dataset is completed after some kills and is then what it should be."""
    source = archive(folder / "来稿", files, large)
    began = time.monotonic()
    completed(source, folder / "好", "--workers", "2")
    within = 1.1 * (time.monotonic() - began)
    wanted = contents(folder / "好")
    dice, told, number = random.Random(seed), {"run": 0, "worker": 0, "nothing": 0}, 0
    while told["run"] + told["worker"] < count:
        number += 1
        dataset = folder / f"坏{number}"
        for _ in range(dice.randint(1, 5)):
            told[killed(source, dataset, dice, within)] += 1
        completed(source, dataset, "--workers", str(dice.randint(1, 2)))
        assert whole(dataset, wanted), dataset
        shutil.rmtree(dataset)
    return told


def full_disk(folder: Path, steps: int, files: int = 15, large: int = 170) -> int:
    """In how many runs there was no room for a file to grow beyond a bound, at one bound after another; each is completed."""
    source = archive(folder / "来稿", files, large)
    completed(source, folder / "好")
    wanted = contents(folder / "好")
    failed = 0
    for step in range(steps):
        bound = int(max(map(len, wanted.values())) * (step / steps) ** 2)
        dataset = folder / f"满{step}"
        process = run(source, dataset, "--workers", "2", bound=bound)
        said = process.communicate()[1]
        assert process.returncode == 2 and "Traceback" not in said, (process.returncode, said)
        failed += 1
        completed(source, dataset)
        assert whole(dataset, wanted), dataset
        shutil.rmtree(dataset)
    return failed


def full_tmpfs(folder: Path, steps: int, files: int = 15, large: int = 170) -> int | None:
    """The same on a small file system of its own; None where none can be had."""
    source, place = archive(folder / "来稿", files, large), folder / "盘"
    completed(source, folder / "好")
    wanted = contents(folder / "好")
    for step in range(steps):
        with small_disk(place, 20 + sum(map(len, wanted.values())) * step // steps // 1024) as made:
            if not made:
                return None
            process = run(source, place / "出")
            said = process.communicate()[1]
            assert process.returncode == 2 and "Traceback" not in said and "No space left" in said, (process.returncode, said)
            enlarge(place)
            completed(source, place / "出")
            assert whole(place / "出", wanted)
    return steps


def full_tables(folder: Path, steps: int, files: int = 15, large: int = 170) -> int | None:
    """In how many calls of `table` a small disk was full, with one line said and nothing left; the next call makes the tables."""
    completed(archive(folder / "来稿", files, large), folder / "好")
    for form in FORMS:
        table(folder / "好", folder / named("表", form), form)
        wanted = written(folder / named("表", form))
        for step in range(steps):
            with small_disk(folder / "盘", 8 + sum(map(len, wanted.values())) * step // steps // 1024) as made:
                if not made:
                    return None
                out = folder / "盘" / named("表", form)
                done = table(folder / "好", out, form)
                assert done.returncode == 2 and done.stderr.count("\n") == 1 and "cannot be written" in done.stderr, (form, done)
                assert written(out) == {}, (form, written(out).keys())
                enlarge(folder / "盘")
                table(folder / "好", out, form)
                assert written(out) == wanted, form
    return steps * len(FORMS)


def named(stem: str, form: str) -> str:
    """What tables are called: a file with its ending, or a folder."""
    return f"{stem}.{form}" if form in tables.ONE_FILE else f"{stem}-{form}"


def table(dataset: Path, out: Path, form: str) -> subprocess.CompletedProcess[str]:
    """A call of `table` that is over."""
    return subprocess.run([*COMMAND, "table", str(dataset), "--to", form, "--out", str(out)], capture_output=True, text=True, encoding="utf-8", check=False)


def written(out: Path) -> dict[str, bytes]:
    """The files of tables, hidden ones among them, by their way from there."""
    return {str(path.relative_to(out)): path.read_bytes() for path in ([out] if out.is_file() else sorted(out.glob("*")))}


def two_at_once(folder: Path, count: int, files: int = 15, large: int = 170) -> int:
    """How often one of two runs that were started together found the dataset locked; it is whole in any case."""
    source = archive(folder / "来稿", files, large)
    completed(source, folder / "好")
    wanted, locked = contents(folder / "好"), 0
    for number in range(count):
        dataset = folder / f"双{number}"
        both = [run(source, dataset) for _ in range(2)]
        said = [process.communicate()[1] for process in both]
        codes = sorted(process.returncode for process in both)
        assert codes in ([1, 3], [1, 1]), (codes, said)
        if codes == [1, 3]:
            locked += 1
            assert any("another run (process" in one for one in said), said
        assert whole(dataset, wanted)
    return locked


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(argv)
    for name, torture in (
        ("kills", lambda folder: kills(folder, given.kills, given.seed)),
        ("full disk (RLIMIT_FSIZE)", lambda folder: full_disk(folder, given.steps)),
        ("full disk (tmpfs)", lambda folder: full_tmpfs(folder, given.steps)),
        ("tables on a full disk (tmpfs)", lambda folder: full_tables(folder, given.steps // 4)),
        ("two at once", lambda folder: two_at_once(folder, given.steps // 2)),
    ):
        with tempfile.TemporaryDirectory() as folder:
            began = time.monotonic()
            print(f"{name}: {torture(Path(folder))}, {time.monotonic() - began:.0f} s; no dataset differs", flush=True)


if __name__ == "__main__":
    main()
