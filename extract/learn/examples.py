"""Gold files -> examples: the features of each value that gold has a statement of, and whether it is a goal."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract import assemble, pipeline, recognise
from extract.assemble.statements import is_target
from extract.patterns import Rules


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated value: its passage, the passage's group, its features, whether gold calls it a goal, whether the cues do."""

    passage: str
    group: str
    features: tuple[str, ...]
    goal: bool
    cued: bool


def examples(files: Iterable[Path], rules: Rules) -> Iterator[Example]:
    """The examples of some gold files, in their order; a file is a group, unless its passages name a kind."""
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            if line.strip():
                yield from _of_passage(json.loads(line), file.stem, rules)


def _of_passage(gold: Mapping[str, Any], stem: str, rules: Rules) -> Iterator[Example]:
    day = gold.get("published")
    article = pipeline.annotate(gold["text"], published=dt.date.fromisoformat(day) if day else None, rules=rules)
    told = assemble.explained(article, recognise.mentions(article, rules, None), rules)[1]
    for start, features in sorted(told.facts.items()):
        record = _at(gold, start)
        if record is not None and record["status"] != "limit":
            goal, cued = is_target(record["status"]), "verdict=target" in features
            yield Example(gold["doc"], gold.get("kind") or stem, features, goal, cued)


def _at(gold: Mapping[str, Any], start: int) -> Mapping[str, Any] | None:
    """Gold's statement of the value that begins here, or None where it has none."""
    for record in (*gold["targets"], *gold["actuals"]):
        if record["start"] <= start < record["end"]:
            return dict(record)
    return None
