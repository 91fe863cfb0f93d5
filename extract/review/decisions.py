"""Decisions of a review and the dataset that they are about -> gold of what was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract import emit
from extract.errors import UsageError
from extract.model import STATEMENTS, Line, sentence_at
from extract.report import REVIEW
from extract.review.gold import judged, passage, statement

_JUDGING = ("accept", "correct", "reject", "add")


@dataclass(slots=True)
class Review:
    """The decisions that hold, by article and statement; and, once they are applied, how many of each kind there were."""

    articles: dict[str, dict[str, Line]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)

    @property
    def agreement(self) -> float:
        """The share of statements that were accepted as they are, of all that were judged; what was missed counts against it."""
        total = sum(self.counts[name] for name in _JUDGING)
        return self.counts["accept"] / total if total else 0.0

    def lines(self) -> list[Line]:
        """The decisions that hold."""
        return [line for held in self.articles.values() for line in held.values()]

    def add(self, line: Line) -> None:
        """Let a decision hold in place of an earlier one on the same statement."""
        key = f"{line.get('id') or ''}:{line['start']}:{line['end']}:{line.get('list')}"
        held = self.articles.setdefault(line["article"], {})
        held.pop(key, None)
        if line["decision"] != "undo":
            held[key] = line


def read(files: Iterable[Path]) -> Review:
    """The review of some files of decisions, in their order. Raises UsageError, with file and line, for what is no decision."""
    review = Review()
    for file in files:
        for number, line in enumerate(emit.read_jsonl(file), 1):
            if not is_decision(line):
                raise UsageError(f"{file}:{number}: no decision of a review; the page of `report` and `serve` write them")
            review.add(line)
    return review


def is_decision(line: Any) -> bool:
    """Whether this is a line of a review: what it decides, and of which stretch of which article."""
    if not isinstance(line, dict) or line.get("review") != REVIEW or line.get("decision") not in (*_JUDGING, "undo", "done"):
        return False
    says = line.get("decision") not in ("correct", "add") or isinstance(line.get("statement"), dict)
    return says and isinstance(line.get("article"), str) and all(isinstance(line.get(key), int) for key in ("start", "end"))


def applied(lines: Iterable[Line], review: Review) -> Iterator[dict[str, Any]]:
    """A gold line for each article on which something was decided.

    `reviewed` are the stretches that were judged: sentences of which no statement was left undecided, and in other
    sentences the values that were decided on. It is missing where that is the whole text.
    """
    left = dict(review.articles)
    for line in lines:
        decided = left.pop(line["id"], None)
        if decided:
            yield _gold(line, list(decided.values()), review)
    review.lost += [f"article {name} is not in the dataset" for name, decided in left.items() if decided]


def _gold(line: Line, decided: list[Line], review: Review) -> dict[str, Any]:
    judged = list(_pairs(line, decided))
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in STATEMENTS}
    for name, record, decision in judged:
        if decision is not None:
            review.counts[decision["decision"]] += 1
            _enter(found, record, name, decision)
    review.lost += _lost(line, decided)
    rows = {name: sorted(rows, key=lambda row: (row["start"], row["end"])) for name, rows in found.items()}
    return {**passage(line), **_reviewed(line, judged, any(one["decision"] == "done" for one in decided)), **rows}


Pair = tuple[str, Line, Line | None]
"""A list of statements, one of its records (empty where it was added), and what was decided on it."""


def _pairs(line: Line, decided: list[Line]) -> Iterator[Pair]:
    held = {_key(one): one for one in decided}
    for name in STATEMENTS:
        yield from ((name, record, held.get((name, record["id"], record["start"], record["end"]))) for record in line[name])
    yield from ((one["list"], {}, one) for one in decided if one["decision"] == "add")


def _key(decision: Line) -> tuple[Any, ...]:
    return decision.get("list"), decision.get("id"), decision["start"], decision["end"]


def _lost(line: Line, decided: list[Line]) -> Iterator[str]:
    """What was decided on statements that the article no longer has."""
    there = {(name, record["id"], record["start"], record["end"]) for name in STATEMENTS for record in line[name]}
    for one in decided:
        if one["decision"] not in ("add", "done") and _key(one) not in there:
            yield f"{line['source']['uri']}: no statement {one.get('id')} at {one['start']}-{one['end']}; was it run anew since?"


def _reviewed(line: Line, judged: list[Pair], done: bool) -> dict[str, Any]:
    """The stretches that were judged: a sentence that is closed as a whole, of one that is still open the values decided on."""
    undecided = {record["sentence"] for _, record, decision in judged if decision is None}
    if done and not undecided:
        return {}
    spans = [span for _, record, decision in judged if decision is not None for span in _decided(line, record, decision, undecided)]
    return {"reviewed": [list(span) for span in sorted(set(spans))]}


def _decided(line: Line, record: Line, decision: Line, undecided: set[int]) -> Iterator[tuple[int, int]]:
    """The stretches that one decision judges: its sentence, or its value where it stands and where it was corrected to stand."""
    at = record["sentence"] if record else max(sentence_at(line["sentences"], decision["start"]), 0)
    if at not in undecided:
        start, end = line["sentences"][at]
        yield start, end
        return
    for one in (decision, decision.get("statement") or {}):
        if "start" in one and "end" in one:
            yield one["start"], one["end"]


def _enter(found: dict[str, list[dict[str, Any]]], record: Line, name: str, decision: Line) -> None:
    """Put what a decision leaves of a statement into the list that its status belongs to."""
    if decision["decision"] == "accept":
        found[name].append(statement(record))
    elif decision["decision"] in ("correct", "add"):
        says = judged(decision["statement"])
        found["targets" if says["status"] in ("target", "limit") else "actuals"].append(says)
