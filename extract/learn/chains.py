"""Gold files -> chains and their weights: which words name a value, and which amounts state something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from extract import pipeline
from extract.assemble import naming, stating
from extract.assemble.surroundings import Surroundings, Window
from extract.learn.examples import day, lines
from extract.learn.field import NOTHING_BEFORE, Chain, field, kept, usual_features
from extract.model import Amount
from extract.patterns import Rules
from extract.score import is_reviewed
from extract.text import fold

# The cost of the squares of weights (L2): of 0.3 to 10 the best on passages held out
_SQUARE = {"indicator": 1.0, "recipient": 1.0, "stating": 3.0}
_ROUNDS = 80  # more change nothing on passages held out
_PASSAGES = 3  # in so many passages a feature must be seen: rarer ones hold in their own passages only
_LEAST = 0.01  # a weight below it decides nothing
_PIECE, _LOST = 1.0, 3.0  # costs: of each piece of a name printed in several, and of each character that is not found
_AWAY, _BEFORE = 0.02, 1.0  # costs: of a character between a piece and the value, and of a piece in the sentence before


def chains(files: Iterable[Path], rules: Rules) -> dict[str, list[Chain]]:
    """The chains of some gold files for each thing that is learned: `indicator`, the words of each value's window, and
    `stating`, each amount. A line may say with `first` what the rules answered when they first read it (`start`, `end`
    and `indicator` of each statement): only such lines teach how far the rules are to be trusted."""
    found: dict[str, list[Chain]] = {"indicator": [], "stating": []}
    for gold in lines(files):
        article = pipeline.annotate(gold["text"], published=day(gold.get("published")), rules=rules)
        folded = fold(article.text)
        around = Surroundings(article, folded, article)
        for amount in _judged(article.amounts, gold):
            window, record = around.of(amount), record_at(amount, (*gold["targets"], *gold["actuals"]))
            bound = None if "first" not in gold else record_at(amount, gold["first"]) is not None
            found["stating"].append(Chain(gold["doc"], (stating.facts(window, amount, bound),), (record is not None,)))
            if record is not None and record.get("indicator"):
                found["indicator"].append(chain(gold["doc"], window, amount.unit or "", record["indicator"], folded))
    return found


def _judged(amounts: Iterable[Amount], gold: Mapping[str, Any]) -> Iterator[Amount]:
    """The amounts that gold has reviewed."""
    return (amount for amount in amounts if is_reviewed(gold, amount.start))


def chain(passage: str, window: Window, unit: str, name: str, folded: str) -> Chain:
    """The chain of the words in the window of a value: their features, and which of them belong to its name."""
    words, inside = naming.features(window, unit), set(naming.words_at(window, printed(name, folded, window)))
    return Chain(passage, tuple(words), tuple(index in inside for index in range(len(words))))


def record_at(amount: Amount, records: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The first record that overlaps an amount; None where none does."""
    return next((one for one in records if one["start"] < amount.end and amount.start < one["end"]), None)


def printed(name: str, folded: str, window: Window) -> frozenset[int]:
    """The offsets in a window where a name is printed: in few pieces, near the value, none of them in the value itself."""
    name = "".join(fold(name).split())
    amount = window.words[window.value]
    begin, end, own = window.words[0].start, window.words[-1].end, window.words[window.own].start

    def away(at: int, size: int) -> float:
        gap = amount.start - at - size if at < amount.start else (at - amount.end) * 2
        return _PIECE + _AWAY * gap + _BEFORE * (at < own)

    @cache
    def rest(start: int) -> tuple[float, frozenset[int]]:
        if start == len(name):
            return 0.0, frozenset()
        cost, offsets = rest(start + 1)
        cheapest = (cost + _LOST, offsets)
        for stop in range(len(name), start, -1):
            for at in _found(name[start:stop], folded, begin, end):
                if at + stop - start <= amount.start or at >= amount.end:
                    cost, offsets = rest(stop)
                    cost += away(at, stop - start)
                    if cost < cheapest[0]:
                        cheapest = (cost, offsets | frozenset(range(at, at + stop - start)))
        return cheapest

    return rest(0)[1]


def _found(piece: str, folded: str, begin: int, end: int) -> Iterator[int]:
    at = folded.find(piece, begin, end)
    while at >= 0:
        yield at
        at = folded.find(piece, at + 1, end)


def learned(name: str, known: Sequence[Chain], before: Mapping[str, float] = NOTHING_BEFORE) -> dict[str, float]:
    """The weights of `name` (`indicator`, `stating` …), the same for the same chains; `before` are the weights that learning starts from."""
    usual = usual_features(((one.passage, name) for one in known for names in one.features for name in names), _PASSAGES)
    weights = field(known, sorted(usual | before.keys() - set(naming.CHAIN)), before, _SQUARE[name], _ROUNDS)
    return kept(weights, _LEAST) | {pair: round(weights[pair], 3) for pair in naming.CHAIN}
