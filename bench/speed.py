"""How fast: characters a second of CPU time on text read for the first time, beside jieba, and how the time grows with the text.

    python bench/speed.py [FOLDER] [--json FILE]     FOLDER: bulletins (default: corpora/samples)

Every tool reads the same articles in a process of its own, the tools in turn, five rounds; medians count. What is loaded before
the first character (`start`) is apart. `first` is a pass over text that the process has not seen, `warm` the pass after it:
an archive is read once, so the first is what counts.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

ROUNDS = 5
TOOLS = ("ours", "jieba", "rjieba")
SIZES = (1_000, 10_000, 100_000, 300_000)  # characters of one article, for how the time grows
Read = Callable[[str], object]


def texts(folder: Path) -> list[str]:
    """The articles of a folder, as ours splits them."""
    from extract import pipeline, read
    from extract.errors import SourceError

    return [found.text for uri in read.sources([str(folder)]) for found in pipeline.articles(uri) if not isinstance(found, SourceError)]


def reader(tool: str) -> Read:
    """What reads a text, ready to begin."""
    if tool == "ours":
        import extract

        extract.annotate("榕江镇2022年完成投资3亿元。")
        return extract.annotate
    if tool == "rjieba":
        import rjieba

        return rjieba.cut
    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    return jieba.lcut


def measured(tool: str, file: Path) -> dict[str, float]:
    """Start, first and warm pass of one tool over the texts of a file, in seconds of CPU; memory in MB."""
    passages = json.loads(file.read_text("utf-8"))
    begun = time.process_time()
    read = reader(tool)
    marks = [time.process_time()]
    for _ in range(2):
        for text in passages:
            read(text)
        marks.append(time.process_time())
    return {"start": marks[0] - begun, "first": marks[1] - marks[0], "warm": marks[2] - marks[1], "MB": _megabytes()}


def _megabytes() -> float:
    """The most memory that this process held; what getrusage tells would be its parent's, where that held more."""
    status = Path("/proc/self/status")
    lines = status.read_text("utf-8").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def in_process(tool: str, file: Path) -> dict[str, float]:
    """The same, in a fresh process."""
    done = subprocess.run([sys.executable, __file__, "--tool", tool, str(file)], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def compared(file: Path, size: int) -> Iterator[dict[str, object]]:
    """For each tool its medians, and its speed against jieba's."""
    rounds = [{tool: in_process(tool, file) for tool in TOOLS} for _ in range(ROUNDS)]
    for tool in TOOLS:
        row = {key: median(one[tool][key] for one in rounds) for key in ("start", "first", "warm", "MB")}
        beside = {f"{key} / jieba": median(one["jieba"]["first"] / one[tool][key] for one in rounds) for key in ("first", "warm")}
        yield {"tool": tool, **row, "characters/s first": size / row["first"], "characters/s warm": size / row["warm"], **beside}


def growth(passages: list[str]) -> Iterator[dict[str, float]]:
    """Microseconds a character of one article, by its length."""
    read, whole = reader("ours"), "\n".join(passages)
    for size in SIZES:
        text = (whole * (size // len(whole) + 1))[:size]
        begun = time.process_time()
        read(text)
        yield {"characters": size, "us/character": (time.process_time() - begun) / size * 1e6}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parents[1] / "corpora" / "samples")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    parser.add_argument("--tool", choices=TOOLS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.tool:
        print(json.dumps(measured(given.tool, given.folder)))
        return
    passages = texts(given.folder)
    size = sum(map(len, passages))
    file = Path(given.json or "outputs/bench.json").with_suffix(".texts.json")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(passages), "utf-8")
    figures = {"articles": len(passages), "characters": size, "tools": list(compared(file, size)), "growth": list(growth(passages))}
    file.unlink()
    for row in (*figures["tools"], *figures["growth"]):
        print("  ".join(f"{key} {value if isinstance(value, str) else f'{value:,.2f}'}" for key, value in row.items()))
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1), "utf-8")


if __name__ == "__main__":
    main()
