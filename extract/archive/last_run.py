"""run.json: what the last run into a dataset did, when and with what; the only file of a dataset with times and paths."""

from __future__ import annotations

import datetime as dt
import json
import platform
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar

from extract import emit
from extract import expressions as re
from extract.archive.keys import Input
from extract.archive.parts import Settings
from extract.archive.summary import Summary
from extract.archive.task import Task

RUN = "run.json"
_Kept = TypeVar("_Kept")
_PACKAGE = "policy-extract"


def inputs(folder: Path) -> list[dict[str, str]]:
    """Where the inputs of a dataset lay when they were last read; nothing where run.json is lost or broken."""
    return _kept(folder, lambda run: [{key: str(item[key]) for key in ("name", "prefix", "path")} for item in run["inputs"]], [])


def tries(folder: Path) -> dict[str, int]:
    """Source -> number of successive runs that failed at it, from run.json; empty where that is lost or broken."""
    return _kept(folder, lambda run: {str(uri): int(count) for uri, count in run["tries"].items()}, {})


def columns(folder: Path) -> dict[str, str]:
    """Role -> column that the last run was told to read; empty where run.json is lost or broken."""
    return _kept(folder, lambda run: {str(role): str(name) for role, name in run["options"].get("columns", {}).items()}, {})


def _kept(folder: Path, take: Callable[[Any], _Kept], lost: _Kept) -> _Kept:
    """What `take` reads from run.json; `lost` where that is lost or broken."""
    try:
        return take(json.loads((folder / RUN).read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return lost


@dataclass(frozen=True, slots=True)
class _Run:
    folder: Path
    told: Mapping[str, Any]
    started: dt.datetime
    clock: float

    def write(self, state: str, summary: Summary) -> None:
        over = {} if state == "running" else _over(summary) | {"ended": _now().isoformat(), "seconds": round(time.monotonic() - self.clock, 3)}
        with emit.replacing(self.folder / RUN) as file:
            json.dump({"state": state, "started": self.started.isoformat(), **over, **self.told, "tries": summary.tries}, file, ensure_ascii=False, indent=1)
            file.write("\n")


@contextmanager
def recorded(task: Task, settings: Settings, known: Sequence[Input], summary: Summary) -> Iterator[None]:
    """run.json, written at the start of a run (`running`), and at its end: `done`, `limited` where --limit left sources, or `broken off` on an exception."""
    told = {
        "versions": {**versions(), "patterns": task.rules.digest, "made": task.made},
        "options": {name: value for name, value in asdict(task.options).items() if value},
        "settings": settings.as_dict(),
        "inputs": [asdict(item) for item in known],
    }
    run = _Run(task.folder, json.loads(json.dumps(told, default=str)), _now(), time.monotonic())
    run.write("running", summary)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            run.write("broken off", summary)
        raise
    run.write("limited" if summary.left else "done", summary)


@cache
def versions() -> Mapping[str, Any]:
    """The versions of our package, of Python, and of the packages that ours requires."""
    try:
        wanted = metadata.requires(_PACKAGE) or []
        ours = metadata.version(_PACKAGE)
    except metadata.PackageNotFoundError:
        wanted, ours = [], "0+source"
    names = sorted({re.split(r"[\[<>=!~ ;]", line)[0] for line in wanted if "extra ==" not in line})
    return {_PACKAGE: ours, "python": platform.python_version(), "packages": {name: found for name in names if (found := _version(name))}}


def _version(name: str) -> str | None:
    with suppress(metadata.PackageNotFoundError):
        return metadata.version(name)
    return None


def _over(summary: Summary) -> dict[str, Any]:
    return {
        "counts": {
            **{
                name: getattr(summary, name)
                for name in ("sources", "unchanged", "read", "failed", "partial", "left", "again", "gone", "renamed", "pruned", "earlier")
            },
            "reasons": dict(sorted(summary.reasons.items())),
        },
        "dataset": {"sources": summary.held, "articles": summary.articles, "records": dict(summary.records), "statements": dict(summary.statements)},
        "failures": summary.failures,
    }


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
