"""Gold files -> the weights of the choice between a value's candidate names: the rules' first answer, and names made of the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract import pipeline
from extract.assemble.choice import UNTOLD, Around, Told, Traits, candidates
from extract.assemble.measures.standing import ROLES, of_role
from extract.assemble.naming import Naming
from extract.assemble.surroundings import Surroundings, Window
from extract.assemble.view import NOTHING, View
from extract.learn.chains import learned, printed, record_at
from extract.learn.examples import day, lines, said
from extract.learn.field import NOTHING_BEFORE, Chain, indicators, kept, usual_features
from extract.model import Amount, Article
from extract.patterns import Forms, Rules
from extract.score import likeness
from extract.text import fold

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray[tuple[Any, ...], numpy.dtype[Any]]

_FOLDS = 3  # the chain that names a passage's candidates has learned from the other two thirds
_PASSAGES = 3  # in so many passages a feature must be seen: rarer ones hold in their own passages only
_SHARP = 0.06  # how far a name must be behind the best in likeness to count for little; of 0.03 to 0.3 none is better
_SQUARE = 5.0  # what the squares of weights cost (L2): 3 to 10 do the same on passages held out
_ROUNDS = 200
_LEAST = 0.01  # a weight below it decides nothing
_TINY = 1e-300  # so that no share is 0, which has no logarithm


@dataclass(frozen=True, slots=True)
class Named:
    """A value with gold's name for it, the rules' answer when they first read it (empty where they had none), and its further features."""

    passage: str
    window: Window
    unit: str
    folded: str
    name: str
    ruled: View
    told: Told


@dataclass(frozen=True, slots=True)
class Contest:
    """The candidates of one value: the features of each, and its likeness to gold's name."""

    passage: str
    features: tuple[tuple[str, ...], ...]
    likeness: tuple[float, ...]


def named(files: Iterable[Path], rules: Rules) -> Iterator[Named]:
    """The values of the gold lines with `first`, the rules' answers when they first read them."""
    for gold, article, amount, window in _values(files, rules):
        record, answer = (record_at(amount, records) for records in ((*gold["targets"], *gold["actuals"]), gold["first"]))
        if record is not None and record.get("indicator"):
            folded, ruled = fold(article.text), answer["indicator"] if answer is not None else ""
            told = next((Told.of(one) for one in (*article.targets, *article.actuals) if one.amount == amount.id), UNTOLD)
            yield Named(gold["doc"], window, amount.unit or "", folded, record["indicator"], _answer(ruled, folded, window), told)


def recipients(files: Iterable[Path], rules: Rules) -> Iterator[Named]:
    """The limits of the gold lines with `first`, each with its recipient (empty where gold has none) and the rules' answer; its role stands for the unit."""
    for gold, article, amount, window in _values(files, rules):
        record, limit = record_at(amount, gold["targets"]), next((one for one in article.targets if one.role and one.amount == amount.id), None)
        if record is not None and limit is not None and "recipient" in record:
            folded, whom = fold(article.text), limit.recipient.text if limit.recipient else ""
            yield Named(gold["doc"], window, str(limit.role), folded, record["recipient"] or "", _answer(whom, folded, window), UNTOLD)


def _values(files: Iterable[Path], rules: Rules) -> Iterator[tuple[Mapping[str, Any], Article, Amount, Window]]:
    """The amounts of the gold lines with `first`, each with its line, the article made of that, and the window of words around it."""
    for gold in lines(files):
        if "first" in gold:
            article = pipeline.annotate(gold["text"], published=day(gold.get("published")), rules=rules)
            around = Surroundings(article, fold(article.text), article)
            yield from ((gold, article, amount, around.of(amount)) for amount in article.amounts)


def _answer(text: str, folded: str, window: Window) -> View:
    """The rules' answer with the offsets in the window where it is printed."""
    return View(fold(text), tuple(sorted(printed(text, folded, window)))) if text else NOTHING


def roles(files: Iterable[Path], rules: Rules) -> list[Contest]:
    """The contests between roles for each limit of gold files. Only lines with `first` teach how far the rules' own order is to be trusted."""
    return [contest for gold in lines(files) for contest in _roles(gold, rules)]


def _roles(gold: Mapping[str, Any], rules: Rules) -> Iterator[Contest]:
    article, told = said(gold["text"], gold.get("published"), rules)
    for amount in article.amounts:
        facts, record = told.facts["roles"].get(amount.start), record_at(amount, gold["targets"])
        if facts and record is not None and record.get("role"):
            new = tuple(name for name in facts if "first" in gold or not name.startswith("ladder="))
            yield Contest(gold["doc"], tuple(of_role(role, new) for role in ROLES), tuple(float(role == record["role"]) for role in ROLES))


def contests(values: Sequence[Named], chains: Sequence[Chain], known: Forms | None, before: Mapping[str, float] = NOTHING_BEFORE) -> list[Contest]:
    """The contest of each value, its candidates by a chain that was not learned from its passage; `known` are the catalogue's names."""
    fold_of = {passage: index % _FOLDS for index, passage in enumerate(sorted({one.passage for one in values}))}
    found = list[Contest]()
    for part in range(_FOLDS):
        naming = Naming(learned("indicator", [chain for chain in chains if fold_of.get(chain.passage) != part], before))
        found += (_contest(one, naming, known) for one in values if fold_of[one.passage] == part)
    return found


def _contest(one: Named, naming: Naming, known: Forms | None) -> Contest:
    around = Around(one.window, one.unit, one.ruled.text, one.told)
    several = candidates(around, one.ruled, naming, one.folded)
    traits = Traits(around, known)
    return Contest(one.passage, tuple(map(traits.features, several)), tuple(_alike(one.name, candidate.name.text) for candidate in several))


def _alike(name: str, other: str) -> float:
    """The likeness of two names; 1 where both are empty."""
    return likeness(name, other) if name or other else 1.0


def chosen(known: Sequence[Contest], before: Mapping[str, float] = NOTHING_BEFORE) -> dict[str, float]:
    """The weights of the candidates' features: a log-linear model of which is most like gold's name (SciPy's L-BFGS).

    `before` are the weights that learning starts from: the cost is of the distance from them.
    """
    import numpy
    from scipy.optimize import minimize

    common = usual_features(((one.passage, name) for one in known for names in one.features for name in names), _PASSAGES)
    usual = sorted(common | before.keys())
    seen, start = indicators([names for one in known for names in one.features], usual), numpy.array([before.get(name, 0.0) for name in usual])
    shared = _Shares.of([len(one.likeness) for one in known])
    wanted = shared.of_sums(numpy.array([like / _SHARP for one in known for like in one.likeness]))

    def cost(weights: Array) -> tuple[float, Array]:
        likely, away = shared.of_sums(seen @ weights), weights - start
        lost = -(wanted * numpy.log(numpy.maximum(likely, _TINY))).sum()
        return lost + _SQUARE / 2 * away @ away, seen.T @ (likely - wanted) + _SQUARE * away

    weights = minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS}).x
    return kept(dict(zip(usual, map(float, weights), strict=True)), _LEAST)


@dataclass(frozen=True, slots=True)
class _Shares:
    """The probability of each candidate in its contest; keeps where the contests begin, and to which each candidate belongs."""

    first: Array
    contest: Array

    @classmethod
    def of(cls, sizes: Sequence[int]) -> _Shares:
        import numpy

        return cls(numpy.cumsum([0, *sizes])[:-1], numpy.repeat(numpy.arange(len(sizes)), sizes))

    def of_sums(self, sums: Array) -> Array:
        import numpy

        raised: Array = numpy.exp(sums - numpy.maximum.reduceat(sums, self.first)[self.contest])
        return raised / numpy.add.reduceat(raised, self.first)[self.contest]
