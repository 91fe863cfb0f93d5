"""What a value is to a rule, and the value before it."""

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
    """What a value is to its rule, whom it is for, of what it is taken, what it is."""

    role: Role
    recipient: View
    base: View
    indicator: View
    rough: View  # the same, where it reads less like a name
    measure: str
    comparator: Comparator
    unit: str = ""  # of a further tier, where its own says less
    said: tuple[str, ...] = ()  # the features by which its role was weighed
    sure: bool = False  # whether it is told whom each value of a list or a schedule is for
    named: bool = False  # whether its own words leave no doubt how it is called
    joined: bool = False  # whether the rules know better than the weights whom it is for: of words that stand apart, right beside the value, each of others
    near: View = NOTHING  # of these words, the part nearest to the value, by which it may be named
    bounds: Bounding | None = None  # of a cap that has no name of its own, the value that it bounds


class Norm:
    """What a value is to a rule; its terms are read when they are first asked for, as few values turn out to be limits."""

    __slots__ = ("_read", "role", "strength", "tier")

    def __init__(self, role: Role, strength: int, read: Callable[[], Terms], *, tier: bool = False) -> None:
        self.role, self.strength = role, strength
        self.tier = tier  # whether only another class parts it from the value before
        self._read: Callable[[], Terms] | Terms = read

    @property
    def terms(self) -> Terms:
        if not isinstance(self._read, Terms):
            self._read = self._read()  # what read it, and with that the value before it, is let go
        return self._read

    def but(self, change: Callable[[Terms], Terms]) -> Norm:
        """The same norm with terms that are made of its own."""
        return Norm(self.role, self.strength, lambda: change(self.terms), tier=self.tier)


class Before:
    """The value before one, lengths, growths and exceptions aside, which part no benefit from its tiers.

    Whether a per cent is a growth is read when it is first asked, as few values turn out to be limits.
    """

    __slots__ = ("_doubted", "_over", "earlier", "given", "kinds")

    def __init__(self, one: tuple[Place, Norm] | None = None, over: Before | None = None, given: tuple[Place, Norm] | None = None) -> None:
        self._doubted, self._over = one, over
        self.earlier: tuple[Place, Norm] | None = None  # and the one before it
        self.given = one if one is not None and one[1].role in GIVEN else given  # the last value that somebody gets
        own = frozenset((one[0].amount.kind,)) if one is not None and one[1].role in GIVEN else frozenset[str]()
        self.kinds: frozenset[str] = own | over.kinds if over is not None else own  # of what may be given there

    def is_of(self, place: Place) -> bool:
        """Whether the value before stands in the same row of a table of rules as another, or in no such row."""
        last = self.last if place.row is not None else None
        return last is None or last[0].row is None or last[0].row.label == (place.row and place.row.label)

    def then(self, place: Place, norm: Norm, amount: Amount, among: re.Match[str] | None) -> Before:
        """What stands before the next value."""
        if amount.kind == "duration" or among is not None:
            return self
        made = Before((place, norm), self if amount.kind == "percent" else None, self.given)
        made.earlier = self.earlier if made.given is self.given else self.given
        return made

    @property
    def last(self) -> tuple[Place, Norm] | None:
        """The value and its norm; None before the first."""
        if self._over is not None and self._doubted is not None:
            grows = self._doubted[1].terms.measure == "growth"
            self._doubted, self._over = self._over.last if grows else self._doubted, None
        return self._doubted
