"""Chains -> weights: a linear-chain conditional random field of two states (Lafferty et al. 2001), in or out, by SciPy's L-BFGS.

Learning may start from earlier weights: each new weight costs the square of its distance from the earlier one
(Chelba and Acero 2004), so that weights on which the new chains have no bearing stay as they were.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from extract.assemble.naming import CHAIN

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray[tuple[Any, ...], numpy.dtype[Any]]


NOTHING_BEFORE: Mapping[str, float] = MappingProxyType({})  # nothing was learned before


@dataclass(frozen=True, slots=True)
class Chain:
    """A sequence of items, each with its features and whether it holds: words that name a value or do not; or a single amount."""

    passage: str
    features: tuple[tuple[str, ...], ...]
    holds: tuple[bool, ...]


def field(known: Sequence[Chain], usual: Sequence[str], before: Mapping[str, float], square: float, rounds: int) -> dict[str, float]:
    """The weights of the `usual` features and of neighbours; `square` is the cost of the square of each weight's distance from the one in `before`."""
    import numpy
    from scipy.optimize import minimize

    names = [*usual, *CHAIN]
    seen = indicators([row for one in known for row in one.features], usual)
    holds = numpy.array([float(one) for chain in known for one in chain.holds])
    pairs = numpy.array([_pairs(known)]).reshape(2, 2)
    rows = _Rows.of([len(one.holds) for one in known])
    start = numpy.array([before.get(name, 0.0) for name in names])

    def cost(weights: Array) -> tuple[float, Array]:
        scores, between, away = seen @ weights[:-4], weights[-4:].reshape(2, 2), weights - start
        total, inside, expected = rows.expected(scores, between)
        lost = total - scores @ holds - (between * pairs).sum() + square / 2 * away @ away
        slope = numpy.concatenate([seen.T @ (inside - holds), (expected - pairs).ravel()])
        return lost, slope + square * away

    weights = minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds}).x
    return dict(zip(names, map(float, weights), strict=True))


def usual_features(seen: Iterable[tuple[str, str]], least: int) -> set[str]:
    """The features that at least `least` passages have; `seen` are pairs of a passage and a feature."""
    passages = defaultdict[str, set[str]](set)
    for passage, name in seen:
        passages[name].add(passage)
    return {name for name, several in passages.items() if len(several) >= least}


def kept(weights: Mapping[str, float], least: float) -> dict[str, float]:
    """The weights of size `least` or more, rounded as they are written."""
    return {name: round(weight, 3) for name, weight in weights.items() if abs(weight) >= least}


def indicators(rows: Sequence[Sequence[str]], usual: Sequence[str]) -> Any:
    """A sparse matrix: a row for each item, a 1 for each usual feature that it has."""
    from scipy.sparse import csr_matrix

    number = {name: index for index, name in enumerate(usual)}
    found = [[number[name] for name in names if name in number] for names in rows]
    begins = [0, *accumulate(map(len, found))]
    return csr_matrix(([1.0] * begins[-1], [index for row in found for index in row], begins), shape=(len(found), len(usual)))


def _pairs(known: Sequence[Chain]) -> list[int]:
    """The counts of neighbours that are in and in, in and out, out and in, out and out."""
    counts = [0] * 4
    for chain in known:
        for one, other in pairwise(chain.holds):
            counts[2 * (not one) + (not other)] += 1
    return counts


@dataclass(frozen=True, slots=True)
class _Rows:
    """Chains side by side, the longest first: for each position, the indices of the items there."""

    places: tuple[Array, ...]

    @classmethod
    def of(cls, sizes: Sequence[int]) -> _Rows:
        import numpy

        first = numpy.cumsum([0, *sizes])[:-1]
        order = numpy.argsort([-size for size in sizes], kind="stable")
        longest = numpy.array(sizes)[order]
        return cls(tuple(first[order[longest > place]] + place for place in range(longest[0])))

    def expected(self, scores: Array, between: Array) -> tuple[float, Array, Array]:
        """The logarithms of all ways' sums added up, how likely each thing is in, how often neighbours are expected so.

        Forward and backward, each place scaled to 1 (Rabiner 1989).
        """
        import numpy

        pair = numpy.exp(between)
        own = [numpy.stack([numpy.exp(scores[at]), numpy.ones(len(at))], 1) for at in self.places]
        ahead: list[Array] = []
        sums: list[Array] = []
        for place, here in enumerate(own):
            raised = here * (ahead[-1][: len(here)] @ pair) if place else here
            sums.append(raised.sum(1))
            ahead.append(raised / sums[-1][:, None])
        inside, expected = numpy.empty(len(scores)), numpy.zeros((2, 2))
        behind = numpy.ones((0, 2))  # what follows a place, for the chains that reach beyond it
        for place in range(len(own) - 1, -1, -1):
            so_far = numpy.ones_like(ahead[place])
            if going := len(behind):
                follows = own[place + 1] * behind / sums[place + 1][:, None]
                so_far[:going] = follows @ pair.T
                expected += pair * (ahead[place][:going].T @ follows)
            inside[self.places[place]] = ahead[place][:, 0] * so_far[:, 0]
            behind = so_far
        return float(sum(numpy.log(one).sum() for one in sums)), inside, expected
