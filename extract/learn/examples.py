"""Gold files -> examples: the features of each value that gold has reviewed, and whether it is a goal, a limit, right."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract import assemble, pipeline, recognise
from extract.assemble.statements import Said, is_target
from extract.model import Article
from extract.patterns import Rules
from extract.score import LIKE, is_reviewed, likeness


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated value: its passage and group, its features, whether it holds by gold, and by the cues alone (for `confidence` always)."""

    passage: str
    group: str
    features: tuple[str, ...]
    holds: bool
    cued: bool


def examples(files: Iterable[Path], rules: Rules) -> dict[str, list[Example]]:
    """The examples of some gold files for each thing that is learned: `status`, whether a value is a goal, and `limits`,
    whether it is a rule's, and `confidence`, whether a statement is right. A file is a group, unless its passages name a kind."""
    found: dict[str, list[Example]] = {"status": [], "limits": [], "confidence": []}
    for file in files:
        for gold in lines([file]):
            _of_passage(gold, file.stem, rules, found)
    return found


def _of_passage(gold: Mapping[str, Any], stem: str, rules: Rules, found: dict[str, list[Example]]) -> None:
    doc, group = gold["doc"], gold.get("kind") or stem
    article, told = said(gold["text"], gold.get("published"), rules)
    for start, features in sorted(told.facts["status"].items()):
        record = _at(gold, start)
        if record is not None and record["status"] != "limit":
            goal, cued = is_target(record["status"]), "verdict=target" in features
            found["status"].append(Example(doc, group, features, goal, cued))
    found["limits"] += _ruled(gold, told, 0, group)
    if all("indicator" in record for record in (*gold["targets"], *gold["actuals"])):  # some give the status of values alone
        found["confidence"] += _right(gold, told, group)
    for start, end in article.sentences:  # each sentence alone, too, where its own words say what it is
        alone = _ruled(gold, said(gold["text"][start:end], gold.get("published"), rules)[1], start, group)
        found["limits"] += [one for one in alone if one.cued or not one.holds]


def _right(gold: Mapping[str, Any], told: Said, group: str) -> Iterator[Example]:
    """The statements of a passage, each with whether gold has the same value, unit, list and indicator."""
    for one in (one for one in told.statements if is_reviewed(gold, one.start)):
        record = _at(gold, one.start)
        same = record is not None and is_target(record["status"]) == is_target(one.status) and record["unit"] == one.unit
        holds = same and float(record["value"]) == float(one.value) and likeness(record["indicator"], one.indicator.text) >= LIKE  # type: ignore[index]
        yield Example(gold["doc"], group, told.facts["confidence"][one.start], bool(holds), True)


def day(given: str | None) -> dt.date | None:
    """The day that a gold line gives; None where it gives none."""
    return dt.date.fromisoformat(given) if given else None


def lines(files: Iterable[Path]) -> Iterator[Any]:
    """The lines of some gold files."""
    return (json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line.strip())


def said(text: str, published: str | None, rules: Rules) -> tuple[Article, Said]:
    """The article of a text, with what its statements were made of."""
    article = pipeline.annotate(text, published=day(published), rules=rules)
    return article, assemble.explained(article, recognise.mentions(article, rules, None), rules)[1]


def _ruled(gold: Mapping[str, Any], told: Said, offset: int, group: str) -> Iterator[Example]:
    """The values of a passage, or of a part of it that begins at `offset`, each with whether gold calls it a limit."""
    for start, features in sorted(told.facts["limits"].items()):
        if record := _at(gold, offset + start):
            plain = any(name.startswith("role=") and name.endswith("|2") for name in features)
            yield Example(gold["doc"], group, features, record["status"] == "limit", plain)


def _at(gold: Mapping[str, Any], start: int) -> Mapping[str, Any] | None:
    """Gold's record of the value at offset `start`; None where it has none."""
    for record in (*gold["targets"], *gold["actuals"]):
        if record["start"] <= start < record["end"]:
            return dict(record)
    return None
