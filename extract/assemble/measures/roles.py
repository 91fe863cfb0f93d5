"""The role of a value in a rule (grant, rate, cap, floor, threshold or quota), and how clearly its wording says so."""

from __future__ import annotations

from collections.abc import Callable

from extract import expressions as re
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.words import Words
from extract.model import Role
from extract.records import record

GIVEN: tuple[Role, ...] = ("grant", "rate", "cap")  # the roles of what a rule gives
_PART = ("%", "x")


def role_of(place: Place, words: Words) -> Standing:
    """The role and its strength: 2 where only a rule is worded so, 1 where a report or a goal may be, 0 where nothing says it, -1 where it is none."""
    amount, says = place.amount, _Says(place, words)
    if _is_ratio(place):
        return _ratio(says)
    if says.on("roles.paid_out"):
        return "rate", -1
    if amount.unit in _PART or part_given(place, words):
        return _part(says)
    if amount.kind == "money":
        return _sum(says)
    return _timed(says) if amount.kind == "duration" else _first(_COUNTS, says, ("threshold", 0))


def _is_ratio(place: Place) -> bool:
    """Whether a value is a ratio of two numbers: 按1:2配套."""
    return place.amount.kind == "multiple" and ":" in place.text[place.amount.start : place.amount.end]


def _ratio(says: _Says) -> Standing:
    """The role of a ratio: a rate that matches what another gives (给予|1:1|配套), or a threshold where it is the least; else a way of paying."""
    if says.on("roles.matched"):
        return "rate", 2
    return ("threshold", 1) if says.floored else ("rate", -1)


def conditions(text: str, end: int, words: Words) -> bool:
    """Whether a sum is the condition of what is given right behind it: 3000万元以上|的奖励8万元.

    >>> from extract.assemble.measures.words import words as of_measures
    >>> from extract.patterns import load_rules
    >>> known = of_measures(load_rules())
    >>> text = "营业收入3000万元以上的奖励8万元"
    >>> conditions(text, 10, known)
    True
    """
    return words["roles.band"].match(text, end) is not None


def given_to(place: Place, words: Words) -> re.Match[str] | None:
    """The recipient between the verb of giving and the sum, as group `who`: 给予|甲类人才|30万元."""
    found = words["roles.given_who"].search(place.clause)
    known = found and (words.somebody.search(found["who"]) or words["roles.class"].match(found["who"]) or words["roles.party"].search(found["who"]))
    return found if known else None


def lasting(place: Place, words: Words) -> re.Match[str] | None:
    """The benefit that lasts for the length of time, as group `name`: 连续|三年|给予租金补助, 可申请|2年|的岗位补贴."""
    if place.amount.kind != "duration":
        return None
    if words["roles.running"].search(place.clause):
        names = ("roles.given_so_long", "roles.given_each_time", "roles.given_at_once")
        return next(filter(None, (words[name].match(place.tail) for name in names)), None)
    return words["roles.had_so_long"].match(place.tail) if words["roles.entitled"].search(place.clause) else None


def kept_up(place: Place, words: Words) -> re.Match[str] | None:
    """The deed that must, or must not, be done for the length of time, as group `deed`: 连续|6个月|为员工缴纳社会保险费, 5年|内不得转让."""
    if place.amount.kind != "duration":
        return None
    running = words["measured.so_long"].search(place.clause)
    return words["measured.deed_behind"].match(place.tail) if running else words["measured.not_done"].match(place.tail)


def part_given(place: Place, words: Words) -> Standing | None:
    """The role of a share that is given and bounded: 按不超过投资额的|20%|给予补助, 按不低于供养金|20%|的标准发放."""
    if _is_ratio(place):
        ratio = _ratio(_Says(place, words))
        return ratio if ratio[1] > 1 else None
    if place.amount.unit == "pp" and words["roles.part_raised"].search(place.clause):
        return "rate", 1
    if place.amount.unit != "%":
        return None
    if words["roles.part_at_most"].search(place.clause):
        return "rate", 2
    least = words["roles.part_at_least"].search(place.clause) and words["roles.part_given"].match(place.tail) and not words["roles.provided"].match(place.tail)
    return ("floor", 1) if least else None


@record
class _Says:
    """The words before a value in its clause and those behind it, queried by the names of phrases and words."""

    place: Place
    words: Words

    def has(self, *names: str) -> bool:
        """Whether the clause holds one of the phrases."""
        return any(self.words[name].search(self.place.clause) for name in names)

    def on(self, *names: str) -> bool:
        """Whether the text behind the value begins with one of the phrases."""
        return any(self.words[name].match(self.place.tail) for name in names)

    @property
    def given(self) -> bool:
        return self.words.given.search(self.place.clause) is not None

    @property
    def granted(self) -> bool:
        """Whether a benefit stands right behind the value: 30万元|奖励."""
        return self.words.granted.match(self.place.tail) is not None

    @property
    def capped(self) -> bool:
        return self.words.cap.search(self.place.clause) is not None

    @property
    def capped_behind(self) -> bool:
        return self.words.cap_after.match(self.place.tail) is not None

    @property
    def floored(self) -> bool:
        return self.words.floor.search(self.place.clause) is not None

    @property
    def benefit(self) -> bool:
        return self.words.benefit.search(self.place.clause) is not None


Standing = tuple[Role, int]
# A condition and the role that it makes; the first that holds decides.
Ladder = tuple[tuple[Callable[[_Says], bool], Standing], ...]


def _first(ladder: Ladder, says: _Says, otherwise: Standing) -> Standing:
    return next((role for holds, role in ladder if holds(says)), otherwise)


# A share: of what is paid (按投资额的|10%|给予补助), or that somebody must have (研发人员占比|10%|以上).
_SHARES: Ladder = (
    (lambda it: it.on("roles.provided"), ("threshold", 2)),
    (lambda it: it.has("roles.growth") and it.on("roles.who"), ("threshold", 2)),
    (lambda it: it.has("roles.growth"), ("threshold", 1)),
    (lambda it: it.on("roles.paid_of") or it.granted or (it.has("roles.of") and not it.has("roles.conditioned")), ("rate", 2)),
    (lambda it: it.given and not it.capped, ("rate", 2)),
    (lambda it: it.has("roles.share_paid", "roles.back"), ("rate", 2)),
    (lambda it: it.on("roles.who"), ("threshold", 2)),
    (lambda it: it.has("roles.owned"), ("threshold", 1)),
    (lambda it: it.has("roles.at_most"), ("cap", 1)),
    (lambda it: it.has("roles.lowest"), ("floor", 1)),
    (lambda it: it.place.amount.unit == "x" and it.has("roles.told_apart"), ("rate", 1)),
    (lambda it: it.has("roles.conditioned") or it.on("roles.top"), ("threshold", 1)),
)

# A sum: that is given (奖励|30万元), that bounds what is given (最高|30万元), that somebody must have (营收|1亿元以上).
_SUMS: Ladder = (
    (lambda it: it.has("roles.step"), ("threshold", 2)),
    (lambda it: it.has("roles.paid_by"), ("threshold", 1)),
    (lambda it: it.on("roles.paid_next") and not it.given, ("threshold", 2)),
    (lambda it: it.has("roles.than"), ("grant", 0)),
    (lambda it: it.has("roles.budget"), ("grant", -1)),
    (lambda it: it.on("roles.who", "roles.band") and not it.given, ("threshold", 2)),
    (lambda it: it.has("roles.owned") and not it.benefit, ("threshold", 1)),
    (lambda it: it.on("roles.line_of"), ("threshold", 2)),
    (lambda it: _is_cap(it) and it.words.benefit.search(it.place.lead + it.place.tail[:_NEAR]) is not None, ("cap", 2)),
    (lambda it: _is_cap(it), ("cap", 1)),
    (lambda it: it.has("roles.limited"), ("cap", 2)),
    (lambda it: _is_given(it), ("grant", 2)),
    (lambda it: it.words["roles.among_given"].search(it.place.lead) is not None, ("grant", 2)),
    (lambda it: it.has("roles.each_alone"), ("grant", 1)),
    (lambda it: it.has("roles.raised_to"), ("cap", 1)),
    (lambda it: it.has("roles.standard") and it.has("roles.maximum"), ("cap", 2)),
    (lambda it: it.has("roles.standard"), ("grant", 2)),
    (lambda it: _is_per(it) and it.has("roles.raised"), ("grant", 0)),
    (lambda it: _is_per(it), ("grant", 1)),
    (lambda it: it.has("roles.items"), ("grant", 2)),
    (lambda it: it.floored or it.has("roles.conditioned") or it.on("roles.top"), ("threshold", 1)),
    (lambda it: it.has("roles.highest"), ("cap", 1)),
)

# A count: that somebody must have (研发人员|20人以上), that may be had at most (每家企业不超过|3个).
_COUNTS: Ladder = (
    (lambda it: it.has("roles.prize"), ("quota", 2)),
    (lambda it: _is_required(it), ("threshold", 2)),
    (lambda it: _is_bound(it) and it.capped and it.place.amount.kind != "count", ("cap", 1)),
    (lambda it: _is_bound(it) and it.capped, ("quota", 1)),
    (lambda it: _is_bound(it), ("threshold", 1)),
    (lambda it: it.words["roles.times"].fullmatch(it.place.amount.unit or "") is not None and it.has("roles.often"), ("quota", -1)),
    (lambda it: it.place.amount.kind == "count" and (it.capped or it.capped_behind), ("quota", 1)),
    (lambda it: it.capped or it.capped_behind, ("cap", 1)),
    (lambda it: it.has("roles.quoted"), ("quota", 1)),
)

# A length: that lasts at most (补贴期限不超过|3年), that must have passed (成立|3年以上).
_LENGTHS: Ladder = (
    (lambda it: lasting(it.place, it.words) is not None, ("cap", 2)),
    (lambda it: kept_up(it.place, it.words) is not None, ("threshold", 1)),
    (lambda it: it.words["measured.reached"].search(it.place.clause) is not None, ("threshold", 1)),
    (lambda it: it.has("roles.lowest_before"), ("floor", 1)),
    (lambda it: _is_passed(it) and it.capped, ("cap", 1)),
    (lambda it: _is_passed(it) or it.floored, ("threshold", 1)),
    (lambda it: it.capped and it.has("roles.standing"), ("threshold", 1)),
    (lambda it: it.capped or it.has("roles.length"), ("cap", 1)),
    (lambda it: it.on("roles.within") and it.has("roles.due") and (it.has("roles.fresh") or it.on("roles.fresh_deed")), ("threshold", 1)),
    (lambda it: it.on("roles.within") and it.has("roles.due"), ("cap", 1)),
    (lambda it: it.has("roles.conditioned"), ("threshold", 1)),
)

_NEAR = 16  # characters behind a sum in which its benefit stands
_AGED, _YEARS = 8, 3  # characters before and behind a length of time in which an age is told: 年满60周岁


def _sum(says: _Says) -> Standing:
    """The role of a sum; grant in a table cell under a head of grants, where nothing says otherwise."""
    role = _first(_SUMS, says, ("threshold", 0))
    return ("grant", 2) if says.place.giving and role == ("threshold", 0) else role


def _timed(says: _Says) -> Standing:
    """The role of a length of time, of an age, or of a sum of so many months of a wage."""
    if says.words["roles.age"].search(says.place.amount.text):
        return "threshold", 1
    role, strength = _first(_LENGTHS, says, ("threshold", 0))
    if not any(says.place.times):
        return role, strength
    return ("grant" if role == "threshold" and not says.on("roles.who") else role), 2


def _part(says: _Says) -> Standing:
    if bounded := part_given(says.place, says.words):
        return bounded
    if says.has("roles.bound_of") and not says.granted:
        return ("threshold", 1) if says.has("roles.owned", "roles.low") or says.on("roles.who") else ("cap", 1)
    if says.has("roles.growth") and not says.on("roles.who", "roles.top"):
        return "threshold", 0
    return _first(_SHARES, says, ("threshold", 0))


def _is_cap(says: _Says) -> bool:
    return says.capped or says.capped_behind or ((says.given or given_to(says.place, says.words) is not None) and says.has("roles.highest_before"))


def _is_given(says: _Says) -> bool:
    return says.granted or says.given or says.has("roles.given_noun") or given_to(says.place, says.words) is not None


def _is_per(says: _Says) -> bool:
    """Whether a sum is paid per unit of something: 元/亩."""
    return "/" in (says.place.amount.unit or "") and not says.has("roles.conditioned")


def _is_required(says: _Says) -> bool:
    """Whether a count is told of who must have it: 20人以上的|企业."""
    return (says.on("roles.who") and says.on("roles.top", "roles.alone")) or says.words["roles.age"].search(says.place.tail[:2]) is not None


def _is_bound(says: _Says) -> bool:
    return says.on("roles.top", "roles.or_more") or says.floored or says.has("roles.conditioned")


def _is_passed(says: _Says) -> bool:
    """Whether a length of time has passed for somebody: an age, 3年以上."""
    aged = says.words["roles.age"].search(says.place.clause[-_AGED:] + says.place.tail[:_YEARS])
    return aged is not None or says.on("roles.who", "roles.top")
