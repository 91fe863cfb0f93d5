"""Gold files -> the weights of the choice between a value's names: the rules' answer when the text was new to them, and what its words may name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract import pipeline
from extract.assemble.choice import Around, candidates, features
from extract.assemble.lexicon import lexicon
from extract.assemble.naming import Naming
from extract.assemble.surroundings import Surroundings, Window
from extract.assemble.view import NOTHING, View
from extract.learn.chains import Chain, learned, printed, record_at
from extract.learn.examples import day
from extract.learn.logistic import usual_features
from extract.patterns import Rules
from extract.score import likeness
from extract.text import fold

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray[tuple[Any, ...], numpy.dtype[Any]]

_FOLDS = 5  # the chain that names a passage's candidates has learned from the other four fifths
_PASSAGES = 3  # in so many passages a feature must be seen: rarer ones hold in their own passages only
_SHARP = 0.06  # how far a name must be behind the best in likeness to count for little; of 0.03 to 0.3 none is better
_SQUARE = 5.0  # what the squares of weights cost (L2): 3 to 10 do the same on passages held out
_ROUNDS = 200
_LEAST = 0.01  # a weight below it decides nothing
_TINY = 1e-300  # so that no share is 0, which has no logarithm


@dataclass(frozen=True, slots=True)
class Named:
    """A value with the name that gold gives it, and the rules' answer when they first read it (empty where they had none)."""

    passage: str
    window: Window
    unit: str
    folded: str
    name: str
    ruled: View


@dataclass(frozen=True, slots=True)
class Contest:
    """The candidates of one value: the features of each, and how much it is like gold's name."""

    passage: str
    features: tuple[tuple[str, ...], ...]
    likeness: tuple[float, ...]


def named(files: Iterable[Path], rules: Rules) -> Iterator[Named]:
    """The values of gold lines that say with `first` what the rules answered when they first read them."""
    lines = (line for file in files for line in file.read_text("utf-8").splitlines() if line.strip())
    for gold in (gold for gold in map(json.loads, lines) if "first" in gold):
        yield from _of_passage(gold, rules)


def _of_passage(gold: Mapping[str, Any], rules: Rules) -> Iterator[Named]:
    article = pipeline.annotate(gold["text"], published=day(gold.get("published")), rules=rules)
    folded = fold(article.text)
    around = Surroundings(article, folded, article)
    for amount in article.amounts:
        record, answer = (record_at(amount, records) for records in ((*gold["targets"], *gold["actuals"]), gold["first"]))
        if record is not None and record.get("indicator"):
            window, ruled = around.of(amount), NOTHING
            if answer is not None:
                ruled = View(fold(answer["indicator"]), tuple(sorted(printed(answer["indicator"], folded, window, amount))))
            yield Named(gold["doc"], window, amount.unit or "", folded, record["indicator"], ruled)


def contests(values: Sequence[Named], chains: Sequence[Chain], rules: Rules) -> list[Contest]:
    """What there is to choose from for each value: its candidates by a chain that has not learned from its passage."""
    fold_of = {passage: index % _FOLDS for index, passage in enumerate(sorted({one.passage for one in values}))}
    known, found = lexicon(rules).aliases, list[Contest]()
    for part in range(_FOLDS):
        naming = Naming(learned("indicator", [chain for chain in chains if fold_of.get(chain.passage) != part]))
        found += (_contest(one, naming, known) for one in values if fold_of[one.passage] == part)
    return found


def _contest(one: Named, naming: Naming, known: Mapping[str, object]) -> Contest:
    several = candidates(one.window, one.unit, one.ruled, naming, one.folded)
    around = Around.of(one.window, one.unit, one.ruled)
    named = tuple(features(around, candidate, known) for candidate in several)
    return Contest(one.passage, named, tuple(likeness(one.name, candidate.name.text) for candidate in several))


def chosen(known: Sequence[Contest]) -> dict[str, float]:
    """The weights of the candidates' features: a log-linear model of which is most like gold's name (SciPy's L-BFGS)."""
    import numpy
    from scipy.optimize import minimize

    usual = sorted(usual_features(((one.passage, name) for one in known for names in one.features for name in names), _PASSAGES))
    seen, sizes = _seen(known, usual), [len(one.likeness) for one in known]
    first, contest = numpy.cumsum([0, *sizes])[:-1], numpy.repeat(numpy.arange(len(known)), sizes)

    def shares(sums: Array) -> Array:
        raised: Array = numpy.exp(sums - numpy.maximum.reduceat(sums, first)[contest])
        return raised / numpy.add.reduceat(raised, first)[contest]

    wanted = shares(numpy.array([like / _SHARP for one in known for like in one.likeness]))

    def cost(weights: Array) -> tuple[float, Array]:
        likely = shares(seen @ weights)
        lost = -(wanted * numpy.log(numpy.maximum(likely, _TINY))).sum()
        return lost + _SQUARE / 2 * weights @ weights, seen.T @ (likely - wanted) + _SQUARE * weights

    weights = minimize(cost, numpy.zeros(len(usual)), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS}).x
    return {name: round(float(weight), 3) for name, weight in zip(usual, weights, strict=True) if abs(weight) >= _LEAST}


def _seen(known: Sequence[Contest], usual: Sequence[str]) -> Any:
    """A sparse matrix: a row for each candidate, a 1 for each usual feature that it has."""
    from scipy.sparse import csr_matrix

    number = {name: index for index, name in enumerate(usual)}
    rows = [[number[name] for name in names if name in number] for one in known for names in one.features]
    begins = [0, *accumulate(map(len, rows))]
    return csr_matrix(([1.0] * begins[-1], [index for row in rows for index in row], begins), shape=(len(rows), len(usual)))
