"""The role of a value by learned weights, with the answer of the rules' ladder as one of the features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from extract.assemble.features import BLANKS, by_kind, summed
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.roles import Standing
from extract.assemble.surroundings import cut
from extract.model import Role
from extract.patterns import Rules, from_words
from extract.patterns.weights import once

ROLES: tuple[Role, ...] = get_args(Role)
_NEAR = 3  # words on each side whose position counts
_LEAD = 60  # characters before a value whose words count at any position
_BEHIND = 24  # characters behind a value, likewise
_EDGES = ("|",) * _NEAR


def facts(place: Place, ladder: Standing) -> tuple[str, ...]:
    """The features of a value; `ladder` is the answer of the rules."""
    clause, lead, tail = (_cut(text) for text in (place.clause[-_LEAD:], place.lead[-_LEAD:], place.tail[:_BEHIND]))
    before, after = [*clause[::-1], *_EDGES][:_NEAR], [*tail, *_EDGES][:_NEAR]
    names = [*_of_value(place), *_near(place, before, after)]
    for where, words in (("clause", clause), ("lead", lead), ("tail", tail)):
        names += [f"{where}={word}" for word in words]
    names += [f"ladder={said}" for said in (ladder[0], f"{ladder[0]}|{ladder[1]}", f"{ladder[0]}|{place.amount.kind}", f"{ladder[0]}|{before[0]}")]
    return tuple(dict.fromkeys(names))


def _cut(text: str) -> list[str]:
    """The words of a stretch of text, as features name them."""
    return [word.text.translate(BLANKS) for word in cut(text)]


def _of_value(place: Place) -> list[str]:
    """The features of the value itself and of its heading."""
    amount = place.amount
    return [
        "bias",
        f"unit={amount.unit}",
        "kind=" + amount.kind,
        f"comparator={amount.comparator}|{amount.kind}",
        f"giving={place.giving}",
        "head=" + place.head[-2:].translate(BLANKS),
    ]


def _near(place: Place, before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The features of the words next to a value, by position and in pairs."""
    kind = place.amount.kind
    names = [f"before{at}={word}" for at, word in enumerate(before)] + [f"after{at}={word}" for at, word in enumerate(after)]
    names += [f"near={one}|{other}" for one, other in ((before[1], before[0]), (kind, before[0]), (kind, after[0]), (before[0], after[0]))]
    return [*names, "end=" + place.clause[-1:].translate(BLANKS)]


def of_role(role: Role, said: Sequence[str]) -> tuple[str, ...]:
    """The features `said`, named for one role.

    >>> of_role("grant", ("unit=CNY", "after0=奖励"))
    ('grant|unit=CNY', 'grant|after0=奖励')
    """
    return tuple(f"{role}|{name}" for name in said)


class Standings:
    """The roles of an article's values by learned weights; the ladder's answer where nothing was learned."""

    def __init__(self, rules: Rules) -> None:
        self._weights = _by_role(rules)

    def role(self, ladder: Role, said: Sequence[str]) -> Role:
        """The likeliest role of a value with the features `said`."""
        if not self._weights:
            return ladder
        sums = {role: summed(weights, said) for role, weights in self._weights.items()}
        return max(ROLES, key=lambda role: (sums[role], role == ladder))


@from_words
def _by_role(rules: Rules) -> Mapping[Role, Mapping[str, float]]:
    return _parted(rules.weights.get("roles", {}))


@once
def _parted(weights: Mapping[str, float]) -> Mapping[Role, Mapping[str, float]]:
    """The weights of each role by the features' own names; none where nothing was learned."""
    learned = by_kind(weights, "|")
    return {role: learned.get(role, {}) for role in ROLES if learned}
