"""The role and terms of a value in a rule, and the value before it."""

from __future__ import annotations

from collections.abc import Callable

from extract import expressions as re
from extract.assemble.measures.bounding import Bounding
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.roles import GIVEN
from extract.assemble.view import NOTHING, View
from extract.model import Amount, Comparator, Role
from extract.records import record


@record
class Terms:
    """The role of a value in its rule, its recipient, its base, its name, its measure and what else is read of it."""

    role: Role
    recipient: View
    base: View
    indicator: View
    rough: View  # the name where it reads less like one
    measure: str
    comparator: Comparator
    unit: str = ""  # the unit of a further tier, where its own says less
    said: tuple[str, ...] = ()  # the features by which the role was weighed
    sure: bool = False  # whether the recipient of each value of a list or a schedule is certain
    named: bool = False  # whether the wording leaves no doubt about the name
    joined: bool = False  # whether the rules know the recipient better than the weights: put together from parts, right beside the value, or each of others
    near: View = NOTHING  # the part of the recipient nearest to the value, by which it may be named
    bounds: Bounding | None = None  # for a cap without a name of its own, the value that it bounds


class Norm:
    """The role of a value in a rule; its terms are only read when first asked for, as few values turn out to be limits."""

    __slots__ = ("_read", "role", "strength", "tier")

    def __init__(self, role: Role, strength: int, read: Callable[[], Terms], *, tier: bool = False) -> None:
        self.role, self.strength = role, strength
        self.tier = tier  # whether it differs from the value before only in its class
        self._read: Callable[[], Terms] | Terms = read

    @property
    def terms(self) -> Terms:
        if not isinstance(self._read, Terms):
            self._read = self._read()  # frees the closure, and with it the value before
        return self._read

    def but(self, change: Callable[[Terms], Terms]) -> Norm:
        """The same norm with its terms changed by `change`."""
        return Norm(self.role, self.strength, lambda: change(self.terms), tier=self.tier)


class Before:
    """The value before one, where lengths, growths and exceptions do not count, as they part no benefit from its tiers.

    Whether a per cent is a growth is only read when first asked for, as few values turn out to be limits.
    """

    __slots__ = ("_doubted", "_over", "earlier", "given", "kinds")

    def __init__(self, one: tuple[Place, Norm] | None = None, over: Before | None = None, given: tuple[Place, Norm] | None = None) -> None:
        self._doubted, self._over = one, over
        self.earlier: tuple[Place, Norm] | None = None  # the given value before `given`
        self.given = one if one is not None and one[1].role in GIVEN else given  # the last grant, rate or cap
        own = frozenset((one[0].amount.kind,)) if one is not None and one[1].role in GIVEN else frozenset[str]()
        self.kinds: frozenset[str] = own | over.kinds if over is not None else own  # the kinds of what is given there

    def is_of(self, place: Place) -> bool:
        """Whether the value before stands in the same row of a table of rules as `place`, or one of them in no row."""
        last = self.last if place.row is not None else None
        return last is None or last[0].row is None or last[0].row.label == (place.row and place.row.label)

    def then(self, place: Place, norm: Norm, amount: Amount, among: re.Match[str] | None) -> Before:
        """The value before, as seen from the value behind this one."""
        if amount.kind == "duration" or among is not None:
            return self
        made = Before((place, norm), self if amount.kind == "percent" else None, self.given)
        made.earlier = self.earlier if made.given is self.given else self.given
        return made

    @property
    def last(self) -> tuple[Place, Norm] | None:
        """The value before and its norm; None before the first."""
        if self._over is not None and self._doubted is not None:
            grows = self._doubted[1].terms.measure == "growth"
            self._doubted, self._over = self._over.last if grows else self._doubted, None
        return self._doubted
