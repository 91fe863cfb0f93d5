"""How fast: characters a second of CPU time beside other tools, stage by stage, and how the time grows; a table, JSON and a plot.

    python bench/speed.py [FOLDER] [--rounds 5] [--only tools stages …] [--out outputs/bench]

FOLDER holds bulletins (default: corpora/samples; our own, so that ours has seen their words). Every tool reads the same articles in a
process of its own, the tools in turn; medians count. What is loaded before the first character (`start`) is apart. `first` is a
pass over text that the process has not seen, `warm` the pass after it: an archive is read once, so the first is what counts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

TOOLS = ("ours", "jieba", "rjieba", "spaCy characters", "JioNLP", "Recognizers-Text")
SIZES = (1_000, 10_000, 100_000, 1_000_000)  # characters of one article, for how the time grows
SLOW = 20_000  # characters that the slow tools are given: they read some thousands a second
STAGES = "stages"
Read = Callable[[str], object]
Row = dict[str, Any]


def texts(folder: Path) -> list[str]:
    """The articles of a folder, as ours splits them."""
    from extract import pipeline, read
    from extract.errors import SourceError

    return [found.text for uri in read.sources([str(folder)]) for found in pipeline.articles(uri) if not isinstance(found, SourceError)]


def reader(tool: str) -> Read:
    """What reads a text, ready to begin; ImportError where it is not installed."""
    return {"ours": _ours, "jieba": _jieba, "rjieba": _rjieba, "spaCy characters": _spacy, "JioNLP": _jionlp, "Recognizers-Text": _recognizers}[tool]()


def _ours() -> Read:
    import extract

    extract.annotate("榕江镇2022年完成投资3亿元。")
    return extract.annotate


def _jieba() -> Read:
    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    return jieba.lcut


def _rjieba() -> Read:
    import rjieba

    return rjieba.cut


def _spacy() -> Read:
    import spacy

    return spacy.blank("zh")


def _jionlp() -> Read:
    from bench import jionlp  # its times and sums of money

    read = jionlp().read
    return lambda text: read(text, dt.date(2025, 3, 1))


def _recognizers() -> Read:
    from bench import recognizers

    read = recognizers().read
    return lambda text: read(text, dt.date(2025, 3, 1))


def measured(tool: str, file: Path) -> Row:
    """Start, first and warm pass of one tool over the texts of a file, in seconds of CPU; memory in MB."""
    passages = json.loads(file.read_text("utf-8"))
    if tool in TOOLS[4:]:
        passages = ["".join(passages)[:SLOW]]
    begun = time.process_time()
    read = reader(tool)
    marks = [time.process_time()]
    for _ in range(2):
        for text in passages:
            read(text)
        marks.append(time.process_time())
    return {"start": marks[0] - begun, "first": marks[1] - marks[0], "warm": marks[2] - marks[1], "MB": _megabytes(), "characters": sum(map(len, passages))}


def _megabytes() -> float:
    """The most memory that this process held; what getrusage tells would be its parent's, where that held more."""
    status = Path("/proc/self/status")
    lines = status.read_text("utf-8").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def in_process(tool: str, file: Path) -> Any:
    """The same, in a fresh process; None where the tool is not installed, which is told."""
    done = subprocess.run([sys.executable, __file__, "--tool", tool, str(file)], capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{tool}: left out ({(done.stderr.splitlines() or ['no reason given'])[-1]}); pip install '.[bench]'")
        return None
    return json.loads(done.stdout.splitlines()[-1])


def tools(file: Path, rounds: int) -> Iterator[Row]:
    """For each tool its medians, and its speed against jieba's in the same round."""
    found: dict[str, list[Row]] = {}
    left = set[str]()
    for _ in range(rounds):
        for tool in TOOLS:
            if tool not in left and (row := in_process(tool, file)):
                found.setdefault(tool, []).append(row)
            elif tool not in found:
                left.add(tool)
    bare = [row["characters"] / row["first"] for row in found["jieba"]]
    for tool, rows in found.items():
        speeds = {key: [row["characters"] / row[key] for row in rows] for key in ("first", "warm")}
        said = {f"characters/s {key}": median(some) for key, some in speeds.items()}
        beside = {f"{key} / jieba": median(one / other for one, other in zip(some, bare, strict=False)) for key, some in speeds.items()}
        yield {"tool": tool, "start s": median(row["start"] for row in rows), "MB": median(row["MB"] for row in rows), **said, **beside}


def stages(passages: Sequence[str]) -> Iterator[Row]:
    """What share of a first pass each stage takes; in a process that has not seen the texts."""
    from extract.faults import Attempts

    read, spent, tried = reader("ours"), Counter[str](), Attempts.tried

    def timed(self: Attempts, stage: str, work: Any, nothing: Any) -> Any:
        begun = time.process_time()
        try:
            return tried(self, stage, work, nothing)
        finally:
            spent[stage] += time.process_time() - begun

    Attempts.tried = timed  # type: ignore[method-assign]
    begun = time.process_time()
    for text in passages:
        read(text)
    whole = time.process_time() - begun
    Attempts.tried = tried  # type: ignore[method-assign]
    spent["splitting and putting together"] = whole - sum(spent.values())
    size = sum(map(len, passages))
    for stage, seconds in spent.most_common():
        yield {"stage": stage, "share": seconds / whole, "us/character": seconds / size * 1e6}


def growth(passages: Sequence[str]) -> Iterator[Row]:
    """Microseconds a character of one article, by its length, and the slope between the logarithms (1: the time grows with the text)."""
    read, whole = reader("ours"), "\n".join(passages)
    found = []
    for size in SIZES:
        text = (whole * (size // len(whole) + 1))[:size]
        begun = time.process_time()
        read(text)
        found.append((math.log(size), math.log(time.process_time() - begun)))
        yield {"characters": size, "us/character": math.exp(found[-1][1]) / size * 1e6}
    x, y = (sum(one) / len(found) for one in zip(*found, strict=True))
    yield {"slope": sum((a - x) * (b - y) for a, b in found) / sum((a - x) ** 2 for a, _ in found), "bar": 1.05}


def doubled(passages: Sequence[str]) -> Iterator[Row]:
    """How many times as long a warm pass takes with every rule of patterns/ twice."""
    import extract

    rules = extract.load_rules()
    twice = replace(rules, rules=(*rules.rules, *(replace(rule, id=f"{rule.id}.again") for rule in rules.rules)), digest="twice")
    spent: dict[str, list[float]] = {"once": [], "twice": []}
    for _ in range(4):
        for name, known in (("once", rules), ("twice", twice)):
            begun = time.process_time()
            for text in passages:
                extract.annotate(text, rules=known)
            spent[name].append(time.process_time() - begun)
    yield {"rules": len(twice.rules), "times as long": min(spent["twice"]) / min(spent["once"]), "bar": 1.3}


def starts(folder: Path, rounds: int) -> Iterator[Row]:
    """CPU and wall time of whole processes: help, one sentence, one page, the folder with one worker and with two, its tables."""
    page = next(iter(sorted(file for file in folder.rglob("*") if file.is_file())))
    sentence = "import extract; extract.annotate('全县粮食产量达到3万吨。')"
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        calls: dict[str, list[str]] = {
            "--help": ["-m", "extract", "--help"],
            "one sentence": ["-c", sentence],
            "one page": ["-m", "extract", "run", str(page), "--out", str(place / "page")],
            "the folder": ["-m", "extract", "run", str(folder), "--out", str(place / "one"), "--force"],
            "the folder, 2 workers": ["-m", "extract", "run", str(folder), "--out", str(place / "two"), "--force", "--workers", "2"],
            "table --to csv": ["-m", "extract", "table", str(place / "one"), "--to", "csv", "--out", str(place / "csv")],
            "table --to xlsx": ["-m", "extract", "table", str(place / "one"), "--to", "xlsx", "--out", str(place / "xlsx")],
        }
        for what, call in calls.items():
            runs = [_process(call) for _ in range(rounds + 1)][1:]  # the first fills the cache
            yield {"process": what, "CPU s": median(cpu for cpu, _ in runs), "wall s": median(wall for _, wall in runs)}


def _process(call: list[str]) -> tuple[float, float]:
    """CPU and wall time of a process and its children; modules are compiled once, as they are for a user."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run([sys.executable, *call], capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        print(f"{' '.join(call)}: {(done.stderr.splitlines() or [''])[-1]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - begun


def plot(figures: dict[str, list[Row]]) -> str:
    """Characters a second of each tool on a first pass, as bars on a logarithmic scale, in SVG."""
    rows = [(row["tool"], row["characters/s first"]) for row in figures.get("tools", [])]
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="{40 + 28 * len(rows)}" font-family="sans-serif" font-size="13">']
    lines.append('<text x="8" y="18">characters a second of CPU time, first pass (logarithmic)</text>')
    for index, (tool, speed) in enumerate(rows):
        y, width = 32 + 28 * index, max(4, (math.log10(speed) - 3) * 110)  # from 1,000 a second on
        lines.append(
            f'<text x="8" y="{y + 15}">{tool}</text><rect x="150" y="{y}" width="{width:.0f}" height="20" fill="{"#b3412e" if tool == "ours" else "#8a9bb0"}"/>'
        )
        lines.append(f'<text x="{156 + width:.0f}" y="{y + 15}">{speed:,.0f}</text>')
    return "\n".join([*lines, "</svg>"])


def shown(row: Row) -> str:
    return "  ".join(f"{key} {value if isinstance(value, str) else f'{value:,.2f}' if value < 100 else f'{value:,.0f}'}" for key, value in row.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parents[1] / "corpora" / "samples")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=("tools", STAGES, "growth", "doubled", "starts"), help="leave out the others")
    parser.add_argument("--out", type=Path, default=Path("outputs/bench"), help="where bench.json and bench.svg are written")
    parser.add_argument("--tool", choices=(*TOOLS, STAGES), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.tool:
        print(json.dumps(list(stages(json.loads(given.folder.read_text("utf-8")))) if given.tool == STAGES else measured(given.tool, given.folder)))
        return
    given.out.mkdir(parents=True, exist_ok=True)
    passages, file = texts(given.folder), given.out / "texts.json"
    file.write_text(json.dumps(passages), "utf-8")
    print(f"{len(passages)} articles, {sum(map(len, passages)):,} characters")
    parts: dict[str, Callable[[], Iterator[Row]]] = {
        "tools": lambda: tools(file, given.rounds),
        "stages": lambda: iter(in_process(STAGES, file) or ()),
        "growth": lambda: growth(passages),
        "doubled": lambda: doubled(passages),
        "starts": lambda: starts(given.folder, given.rounds),
    }
    figures: dict[str, list[Row]] = {}
    for name, part in parts.items():
        if given.only and name not in given.only:
            continue
        print(f"\n{name}")
        figures[name] = []
        for row in part():
            figures[name].append(row)
            print(shown(row), flush=True)
    file.unlink()
    (given.out / "bench.json").write_text(json.dumps(figures, indent=1, ensure_ascii=False), "utf-8")
    (given.out / "bench.svg").write_text(plot(figures), "utf-8")


if __name__ == "__main__":
    main()
