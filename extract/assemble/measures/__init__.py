"""Rules of measures: what a value is to a rule, whom it is for, of what it is taken, which benefit it states.

A provision is read from its own words; `strength` says how plainly they are a rule's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import takewhile

from extract import expressions as re
from extract.assemble.measures import measured
from extract.assemble.measures.bases import base_of
from extract.assemble.measures.benefits import benefit_of, by_whom, unpriced
from extract.assemble.measures.bounding import Bounding, bounding, is_near
from extract.assemble.measures.bounds import joined
from extract.assemble.measures.completed import completed, edged, is_general
from extract.assemble.measures.headings import Outline
from extract.assemble.measures.paid_per import paid_per
from extract.assemble.measures.provisions import Place, Provisions, last_mark
from extract.assemble.measures.raises import Raise, raised
from extract.assemble.measures.recipients import each, each_capped, recipient_of, subject
from extract.assemble.measures.roles import GIVEN, Standing, conditions, lasting, role_of
from extract.assemble.measures.schedules import Line, is_line, part_of, scheduled, whole
from extract.assemble.measures.standards import parted, role_in, standards
from extract.assemble.measures.standing import Standings, facts
from extract.assemble.measures.tiers import named_before, next_tier, shared_unit, tiers
from extract.assemble.measures.topics import named_above
from extract.assemble.measures.words import Words, words
from extract.assemble.view import NOTHING, View
from extract.grid.provisions import Provision
from extract.model import Amount, Comparator, Printed, Role
from extract.passage import line_start
from extract.patterns import Rules


@dataclass(slots=True)  # not frozen: made so often that it would cost
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
    bounds: Bounding | None = None  # of a cap that has no name of its own, the value that it bounds


class Norm:
    """What a value is to a rule; its terms are read when they are first asked for, as few values turn out to be limits."""

    __slots__ = ("_read", "grows", "role", "strength", "tier")

    def __init__(self, role: Role, strength: int, read: Callable[[], Terms], *, tier: bool = False, grows: bool = False) -> None:
        self.role, self.strength = role, strength
        self.tier = tier  # whether only another class parts it from the value before
        self.grows = grows  # whether its own clause says that it is a growth, so that its terms need not be asked
        self._read: Callable[[], Terms] | Terms = read

    @property
    def terms(self) -> Terms:
        if not isinstance(self._read, Terms):
            self._read = self._read()  # what read it, and with that the value before it, is let go
        return self._read

    def but(self, change: Callable[[Terms], Terms]) -> Norm:
        """The same norm with terms that are made of its own."""
        return Norm(self.role, self.strength, lambda: change(self.terms), tier=self.tier)


class _Before:
    """The value before one, lengths, growths and exceptions aside, which part no benefit from its tiers.

    Whether a per cent is a growth is read when it is first asked, as few values turn out to be limits.
    """

    __slots__ = ("_doubted", "_over", "given", "kinds")

    def __init__(self, one: tuple[Place, Norm] | None = None, over: _Before | None = None, given: tuple[Place, Norm] | None = None) -> None:
        self._doubted, self._over = one, over
        gets = one if one is not None and one[1].role in GIVEN else None
        self.given = gets or given  # the last value that somebody gets
        own = frozenset((gets[0].amount.kind,)) if gets else frozenset[str]()
        self.kinds: frozenset[str] = own | over.kinds if over is not None else own  # of what may be given there

    def then(self, place: Place, norm: Norm, amount: Amount, among: re.Match[str] | None) -> _Before:
        """What stands before the next value."""
        if amount.kind == "duration" or norm.grows or among is not None:
            return self
        return _Before((place, norm), self if amount.kind == "percent" else None, self.given)

    @property
    def last(self) -> tuple[Place, Norm] | None:
        """The value and its norm; None before the first."""
        if self._over is not None and self._doubted is not None:
            grows = self._doubted[1].terms.measure == "growth"
            self._doubted, self._over = self._over.last if grows else self._doubted, None
        return self._doubted


class Measures:
    """The provisions of an article and what its values are to them."""

    def __init__(self, outline: Outline, tabled: Sequence[Provision], rules: Rules) -> None:
        self._words, self._standings = words(rules), Standings(rules)
        self._provisions = Provisions(outline, self._words, tabled)
        self._text = outline.text
        self._called: tuple[Place, View] | None = None  # the value before with a name that tells what it is of
        self._whom: tuple[Place, View] | None = None  # the value before that is for somebody, and for whom
        self._names: dict[int, View] = {}  # by where it begins, what a value is called
        self._norms: Mapping[int, Norm] = {}
        self._alone = False  # whether one provision alone gives anything

    def norms(self, amounts: Sequence[Amount]) -> Mapping[int, Norm]:
        """By where an amount begins, what it is to a rule."""
        found: dict[int, Norm] = {}
        places: dict[int, tuple[int, int]] = {}
        runs: list[list[Place]] = []  # tiers, of which each but the first names only another class
        listed = standards(self._text, amounts, self._words)
        before = _Before()
        bounds: list[tuple[Place, Norm]] = []
        reached: tuple[Place, Sequence[Amount]] | None = None  # the thresholds listed last
        for count, chain in enumerate(_chains(self._text, amounts, self._words), 1):
            place = self._provisions.place(chain[0])
            if len(chain) > 1:
                place = replace(place, behind=chain[-1].end)
            among = _among(place, self._words)
            norm = self._bounded(self._norm(place, before), place, among, bounds)
            norm = self._standard(norm, place, listed, before.last) if chain[0].start in listed else norm
            if norm.tier:
                runs[-1].append(place)
            else:
                runs.append([place])
            if norm.role == "threshold":
                bounds.append((place, norm))
            if count % _UNREAD == 0:
                _ = norm.terms, before.last
            found.update(self._each(norm, place, chain, reached))
            reached = (place, chain) if norm.role == "threshold" else reached
            places.update((amount.start, (place.start, line_start(self._text, place.amount.start))) for amount in chain)
            before = before.then(place, norm, chain[0], among)
        self._shared(found, runs)
        self._norms = self._plain(found, places)
        return self._norms

    def completed(self, amount: Amount, name: View, recipient: Printed | None) -> View:
        """The name of a value, completed where it says nothing alone; values are asked for in reading order."""
        place = self._provisions.place(amount)
        name = self._of_bounded(amount, unpriced(edged(name, self._words), self._words))
        general = is_general(name, self._words)
        if general and not (self._alone and self._words.benefit.search(name.text)):
            name = completed(place, name, self._told_of(place, recipient), self._near(place), self._words)
            general = is_general(name, self._words)
        if not general:
            self._called = place, name
        self._names[amount.start] = name
        self._whom = (place, View.of(self._text, recipient.start, recipient.end)) if recipient else self._whom
        return name

    def _told_of(self, place: Place, recipient: Printed | None) -> View:
        """Whom a value is for; where that may be anybody, whom the value before it in the sentence is for: …合同,按4%奖励,|同一企业|年度奖励金额."""
        whom = View.of(self._text, recipient.start, recipient.end) if recipient else NOTHING
        before, told = self._whom or (place, NOTHING)
        anybody = not len(whom) or self._words["benefits.anybody"].fullmatch(whom.text.removeprefix("同一"))
        near = len(told) > 0 and "。" not in self._text[before.behind : place.amount.start]
        return told if anybody and near else whom

    def _of_bounded(self, amount: Amount, name: View) -> View:
        """The name of a cap that only bounds another value, by what that is called; any other name as it is."""
        norm = self._norms.get(amount.start)
        bounds = norm.terms.bounds if norm else None
        return (bounds.name(self._names.get(bounds.at, NOTHING)) if bounds else NOTHING) or name

    def _near(self, place: Place) -> View:
        """The name of the value before, where that stands in the same provision or on the line above."""
        before, last = self._called or (place, NOTHING)
        return last if is_near(place, before) else NOTHING

    def _bounded(self, norm: Norm, place: Place, among: re.Match[str] | None, bounds: list[tuple[Place, Norm]]) -> Norm:
        """A threshold with what the one before it measures: of some among those (其中…), or where it names nothing itself."""
        if norm.role != "threshold" or not (among or (_has_alike(place, bounds) and self._words["norms.compared_only"].fullmatch(place.clause))):
            return norm
        while bounds and not len(bounds[-1][1].terms.indicator):
            bounds.pop()  # it measures nothing that is named
        if not bounds:
            return norm
        return _excepted(norm, place, among, bounds[-1]) if among else _measured_before(norm, place, bounds[-1])

    def _each(self, norm: Norm, place: Place, chain: Sequence[Amount], reached: tuple[Place, Sequence[Amount]] | None) -> Iterator[tuple[int, Norm]]:
        """The norm of each value of a list, with its own recipient where as many are listed."""
        shares = cache(lambda: self._shares(norm, place, len(chain)) or _reached(place, len(chain), reached, self._words))
        for index, amount in enumerate(chain):
            own = norm if not index else self._next(norm, replace(place, amount=amount))
            yield amount.start, own if len(chain) == 1 else own.but(partial(_shared_out, shares, index, self._words))

    def _shares(self, norm: Norm, place: Place, count: int) -> Sequence[View]:
        """Whom each value of a list is for: the parts of its recipient, else the classes that are told before."""
        recipient = norm.terms.recipient
        parts = tiers(recipient, count, self._words)
        return parts or [recipient + one for one in named_before(place, count, self._words)]

    def _standard(self, norm: Norm, place: Place, listed: Mapping[int, tuple[View, View]], last: tuple[Place, Norm] | None) -> Norm:
        """The norm of a value in a list of standards: 租金标准:锦湖公寓28元、望江苑|22元."""
        told, who = listed[place.amount.start]
        if self._words["roles.step"].search(place.clause):
            return norm
        who = NOTHING if self._words["recipients.no_one"].search(who.text) else who
        role = role_in(told, norm.role, self._words)
        bare = self._words.standard.match(told.text + ":")
        label = (named_above(replace(place, amount=replace(place.amount, start=told.start)), told, self._words) or _of_each(who, told, self._words) if bare else NOTHING) or told
        lined = is_line(told.text, self._words)
        goes_on = last is not None and listed.get(last[0].amount.start, (NOTHING,))[0] is told

        def terms() -> Terms:
            own = norm.terms
            unit = shared_unit(place.amount.unit or "", last[1].terms.unit or last[0].amount.unit or "") if last and goes_on else own.unit
            if lined:
                return self._of_line(whole(self._text, label, self._words), who, place, role, unit)
            comparator = measured.comparator(place, role, self._words)
            if part := parted(label, who, self._words):
                return Terms(role, NOTHING, NOTHING, part, part, own.measure, comparator, unit, sure=True)
            return Terms(role, who, NOTHING, label, own.rough, own.measure, comparator, unit, sure=True)

        return Norm(role, 2 if lined else max(norm.strength, 1), terms)

    def _of_line(self, name: View, who: View, place: Place, role: Role, unit: str = "") -> Terms:
        """The terms of a value in a list under the line of a schedule: 支付比例基层|65%(退休|70%)."""
        comparator = measured.comparator(place, role, self._words)
        comparator = "le" if (role, comparator) == ("cap", "eq") else comparator
        return Terms(role, who, NOTHING, name, name, "share" if role == "rate" else "level", comparator, unit or paid_per(place, role, self._words), sure=True)

    def _shared(self, found: dict[int, Norm], runs: Sequence[Sequence[Place]]) -> None:
        """Give the tiers of each run the benefit that only the last names: 甲类30万元、乙类20万元|安家补贴."""
        for run in runs:
            place, first = run[-1], found[run[0].amount.start]
            if len(run) < 2 or self._words.benefit.search(run[0].clause) or not self._words.granted.match(place.tail):
                continue
            name = benefit_of(place, first.role, found[place.amount.start].terms.recipient, NOTHING, self._words)
            for one in run:
                found[one.amount.start] = found[one.amount.start].but(partial(replace, indicator=name))

    def _plain(self, found: dict[int, Norm], places: Mapping[int, tuple[int, int]]) -> Mapping[int, Norm]:
        """Benefits by their bare names (奖励), where only one line of one provision gives any, so that there is nothing to tell apart."""
        giving = {places[at] for at, norm in found.items() if norm.role in ("grant", "rate", "cap") and norm.strength > 0}
        self._alone = len(giving) == 1
        if not self._alone:
            return found
        return {at: norm.but(self._bare) if norm.role in ("grant", "cap") else norm for at, norm in found.items()}

    def _bare(self, terms: Terms) -> Terms:
        """The benefit alone, where its name was made of whom it is for."""
        name = terms.indicator
        if not len(name) or name.at[-1] - name.at[0] < len(name):
            return terms
        kinds = list(self._words.benefit.finditer(name.text))
        return replace(terms, indicator=name.cut(kinds[-1].start())) if kinds and kinds[-1].end() == len(name) else terms

    def _kind(self, name: View) -> View:
        """The benefit alone, where a name that cannot stand ends in one: 给予|补助."""
        kinds = list(self._words.benefit.finditer(name.text)) if self._words["norms.handed"].match(name.text) else []
        return name.cut(kinds[-1].start()) if kinds and kinds[-1].end() == len(name) and len(kinds[-1][0]) > 1 else NOTHING

    def _silent(self, place: Place, last: tuple[Place, Norm]) -> bool:
        """Whether no benefit is named since the semicolon, so that the one before is meant: 对硕士给予10万元."""
        before, norm = last
        named = self._words.benefit.search(place.lead + place.tail[:14])
        money = place.amount.kind == before.amount.kind == "money"
        bare = self._words.given.search(place.clause) is not None or self._words["roles.each_alone"].search(place.clause) is not None
        return bare and not named and money and before.start == place.start and norm.role in ("grant", "cap")

    def _same(self, place: Place, indicator: View, last: tuple[Place, Norm]) -> bool:
        """Whether the clause names only another one to whom the rule before it applies: 个人最高30万元,企业最高|300万元.

        Whoever is counted is what the value measures: 科技型企业50家,其中高新技术企业|10家.
        """
        before, norm = last
        if before.start != place.start or before.amount.kind != place.amount.kind or place.amount.kind == "count" or not len(norm.terms.indicator):
            return False
        return len(indicator) < 8 and self._words.recipient.search(indicator.text) is not None and not self._words.named.search(indicator.text)

    def _next_class(self, place: Place, last: tuple[Place, Norm]) -> bool:
        """Whether only another class stands between two sums of one standard: …为一级:60元/亩;二级:|41元/亩."""
        before, norm = last
        if place.amount.unit != before.amount.unit or norm.role not in ("grant", "cap", "rate") or place.amount.start - before.behind > _CLASS:
            return False
        found = self._words["norms.classed"].fullmatch(place.text, before.behind, place.amount.start)
        return found is not None and not self._words.named.search(found["who"])  # 缴费标准为…,|补助标准|为每人…

    def _next(self, norm: Norm, place: Place) -> Norm:
        """The norm of a further value of a list: the first one's, with its own comparator; what bounds the first of several sums bounds all."""
        own = measured.comparator(place, norm.role, self._words)
        return norm.but(lambda terms: terms if (own, terms.role) == ("eq", "cap") else replace(terms, comparator=own))

    def _tier(self, place: Place, last: tuple[Place, Norm]) -> Norm | None:
        """The norm of a further tier, which only names another class: 博士每月900元、|硕士|600元."""
        before, norm = last
        if norm.role not in GIVEN or place.amount.kind != before.amount.kind:
            return None
        first = norm.terms
        who = next_tier(place, before, first.recipient, self._words)
        if not len(who):
            return None
        own = not place.giving and first.indicator.text.startswith(first.recipient.text)  # 博士|补贴 is 硕士|补贴 for the next
        named = who + first.indicator.cut(len(first.recipient)) if own else first.indicator
        unit = shared_unit(place.amount.unit or "", first.unit or before.amount.unit or "")
        comparator = measured.comparator(place, norm.role, self._words)
        terms = replace(first, recipient=who, indicator=named, comparator=comparator, unit=unit, sure=True)
        return Norm(norm.role, norm.strength, lambda: terms, tier=True)

    def _norm(self, place: Place, before: _Before) -> Norm:
        last = before.last if place.amount.kind in before.kinds else None
        if last is not None and (tier := self._tier(place, last)):
            return tier
        if line := scheduled(place, self._words):
            return self._lined(line, place, before)
        if more := raised(place, self._words):
            return self._raised(more, place, before)
        role, strength = standing = role_of(place, self._words)
        if last is not None and _is_alike(place, last) and _carried(place, recipient := self._recipient(place, role, last), last, self._words):
            carried = last[1]
            comparator = partial(measured.comparator, place, carried.role, self._words)

            def terms() -> Terms:
                unit = shared_unit(place.amount.unit or "", carried.terms.unit)
                return replace(carried.terms, recipient=recipient, comparator=comparator(), unit=unit if unit != place.amount.unit else "", sure=True)

            return Norm(carried.role, carried.strength, terms)
        return Norm(role, strength, lambda: self._terms(place, standing, before), grows=measured.grows(place, role, self._words))

    def _terms(self, place: Place, ladder: Standing, before: _Before) -> Terms:
        """Whom a value is for, of what it is taken and what it is, by its own words and those of the value before it."""
        said, last = facts(place, ladder), before.last
        role = ladder[0] if _is_plain(place, self._words) else self._standings.role(ladder[0], said)
        whom = _whole(self._recipient(place, role, last), before, self._words)
        recipient, base = _told_apart(place, role, whom, base_of(place, role, self._words), self._words)
        nobody = len(whom) > 0 and not len(recipient)
        named = measured.indicator if role in ("threshold", "quota", "floor") else partial(benefit_of, role=role)
        indicator = self._carried_name(place, role, named(place, recipient=recipient, base=base, words=self._words), last)
        bounds, whole = _bounded_name(place, role, last, self._words)
        indicator = whole or indicator
        sound = unpriced(self._sound_name(place, role, indicator, last), self._words)
        measure = measured.measure(place, role, indicator, self._words)
        comparator = measured.comparator(place, role, self._words)
        capped = self._capped(place, role, last)
        return Terms(role, capped or recipient, base, sound, indicator, measure, comparator, paid_per(place, role, self._words), said, sure=nobody or len(capped) > 0, bounds=bounds)

    def _carried_name(self, place: Place, role: str, indicator: View, last: tuple[Place, Norm] | None) -> View:
        """The indicator, or that of the value before it, where the clause names no benefit of its own or only bounds that one."""
        if last is None:
            return indicator
        if role in ("grant", "cap") and self._silent(place, last):
            indicator = last[1].terms.indicator or last[1].terms.rough
        if self._same(place, indicator, last) or _lasts(place, role, last, self._words) or self._next_class(place, last):
            return last[1].terms.indicator or indicator
        return indicator

    def _sound_name(self, place: Place, role: str, indicator: View, last: tuple[Place, Norm] | None) -> View:
        """The indicator, where it can name something; else the benefit that it ends in, else that of the value before it."""
        told = self._words["norms.year"].sub("", indicator.text) if role == "rate" else indicator.text
        if _sound(self._words, told):
            return indicator
        sound = self._kind(indicator) if role in GIVEN else NOTHING
        if len(sound) or last is None or last[0].start != place.start:
            return sound
        return last[1].terms.indicator if role in ("grant", "cap") and last[1].role in ("grant", "cap") else sound

    def _recipient(self, place: Place, role: str, last: tuple[Place, Norm] | None) -> View:
        """Whom a value is for by its own words, by those of the value before it, or by what it is for each of."""
        recipient = recipient_of(place, role, self._words)
        if not len(recipient) and last is not None:
            recipient = self._of_last(place, role, last)
        if not len(recipient) and role in ("grant", "cap", "rate", "quota"):
            recipient = each(place, self._words)
        if not len(recipient) and role in ("cap", "quota"):
            recipient = subject(place, self._words)
        return recipient

    def _of_last(self, place: Place, role: str, last: tuple[Place, Norm]) -> View:
        """Whom the value before is for, else each of another kind: 每个乡镇2个,每个|推荐对象|10万元."""
        whom = _inherited(place, role, last, self._words)
        other = len(whom) and self._words["norms.each_before"].search(place.text, max(whom.start - 2, 0), whom.start)
        return (each(place, self._words) if other else NOTHING) or whom

    def _capped(self, place: Place, role: str, last: tuple[Place, Norm] | None) -> View:
        """Each of those whom a cap bounds on the line below what it bounds: …给予补助⏎|单个企业|最高20万元; in a sentence they are those told before."""
        below = last is not None and role == "cap" and place.text.count("\n", last[0].behind, place.clause_start) == 1
        return each_capped(place, self._words) if below else NOTHING

    def _lined(self, line: Line, place: Place, before: _Before) -> Norm:
        """The norm of the line of a schedule; one that names nobody is for whom the line before it is: 县医院起付标准300元,报销比例|80%."""

        def terms() -> Terms:
            last = before.last
            goes_on = last is not None and last[0].segment == place.segment
            who = line.who or (last[1].terms.recipient if last and goes_on else NOTHING)
            told = self._of_line(line.name, who, place, line.role)
            base = part_of(place, self._words) if line.role == "rate" else NOTHING
            return replace(told, measure=line.measure, base=base, recipient=NOTHING if base and not line.who else who)

        return Norm(line.role, line.strength, terms)

    def _raised(self, more: Raise, place: Place, before: _Before) -> Norm:
        """The norm of what is added to a benefit: …每人每月增加|30元, 奖励标准上浮|20%."""
        role: Role = "rate" if len(more.base) else "grant"

        def terms() -> Terms:
            who = more.who or recipient_of(place, role, self._words) or (_inherited(place, role, last, self._words) if (last := before.last) else NOTHING)
            comparator = measured.comparator(place, role, self._words)
            return Terms(role, who, more.base, more.what, more.what, more.measure, comparator, paid_per(place, role, self._words), sure=len(more.who) > 0)

        return Norm(role, 2, terms)


def _whole(figure: View, before: _Before, words: Words) -> View:
    """Whom the value before is for with another figure, where only that is told: 水稻面积100亩的奖励1万元,|200亩以上|的奖励2万元."""
    if before.given is None or words["recipients.figure"].fullmatch(figure.text) is None:
        return figure
    told = before.given[1].terms.recipient
    at = next((index for index, char in enumerate(told.text) if char.isdigit()), 0)
    return told.cut(0, at) + figure if at else figure


def _reached(place: Place, count: int, listed: tuple[Place, Sequence[Amount]] | None, words: Words) -> Sequence[View]:
    """Whoever reached each of as many bounds in the clause before: 零售企业零售额达2亿元、5亿元,分别奖励|10万元、20万元."""
    if listed is None or listed[0].segment != place.segment or len(listed[1]) != count or not words["tiers.each"].search(place.clause):
        return ()
    first, bounds = listed
    head = View.of(place.text, _subject_start(first, words), first.amount.start)
    if "\n" in head.text or words["recipients.for"].match(head.text) or first.behind > place.clause_start:
        return ()
    end = place.text.find(",", bounds[-1].end, place.clause_start)
    tail = View.of(place.text, bounds[-1].end, end if 0 <= end - bounds[-1].end <= _TAIL else bounds[-1].end)
    return [head + View.of(place.text, one.start, one.end) + tail for one in bounds]


_TAIL = 30  # characters that a condition behind the last bound may have: 且达到一定规模


def _subject_start(first: Place, words: Words) -> int:
    """Where the clause of a bound begins, with the clause before that only says who: 专业子公司,|注册资本达到1亿元."""
    comma = first.clause_start - 1
    start = last_mark(first.text, first.segment, max(comma, first.segment), ",;:。\n")
    who = first.text[start:comma]
    return start if words.recipient.search(who) and not any(char.isdigit() for char in who) else first.clause_start


def _of_each(who: View, label: View, words: Words) -> View:
    """The benefit of one of several by what it is for, where the label names only its kind: 补助标准:智能温室|2万元 -> 智能温室补助."""
    kind = words.benefit.match(label.text)
    told = len(who) > 0 and words["roles.prize"].search(who.text) is None  # 一等奖 is a grade of the same
    return who + label.cut(0, kind.end()) if kind and told and words.thing.search(kind[0]) is None else NOTHING


_UNREAD = 40  # norms: of so many one is read at once, so that no row of them asks each the one before


def _among(place: Place, words: Words) -> re.Match[str] | None:
    """The words of a value that is only of some among those of the value before it: 其中企业类的不低于|6%, 15人(农业类企业不少于|12人)."""
    aside = words["norms.among_aside"].fullmatch(place.clause) if place.text[place.clause_start - 1 : place.clause_start] == "(" else None
    counted = words["norms.bearers"].fullmatch(place.amount.unit or "")
    return aside if aside and words.recipient.search(aside["who"]) and not counted else words["norms.among"].fullmatch(place.clause)


def _has_alike(place: Place, bounds: Sequence[tuple[Place, Norm]]) -> bool:
    """Whether a threshold of the same provision has the same unit."""
    here = takewhile(lambda bound: bound[0].start == place.start, reversed(bounds))
    return any(before.amount.unit == place.amount.unit for before, _ in here)


def _measured_before(norm: Norm, place: Place, bound: tuple[Place, Norm]) -> Norm:
    """The threshold, which names nothing, with what the one before it measures: 1亿元至5亿元的,给予…"""
    before, first = bound
    if before.start != place.start or before.amount.unit != place.amount.unit:
        return norm

    def measured_so(terms: Terms) -> Terms:
        named = len(terms.indicator) and place.clause == ""
        return terms if named else replace(terms, indicator=first.terms.indicator, measure=first.terms.measure)

    return norm.but(measured_so)


def _shared_out(shares: Callable[[], Sequence[View]], index: int, words: Words, terms: Terms) -> Terms:
    """The terms of a value of a list, with its own recipient where as many are listed.

    A name that was made of whom all are for (零售企业|奖励) is made of what each has reached: 零售企业零售额|奖励.
    """
    if not shares():
        return terms
    whom, name = shares()[index], terms.indicator
    reached = words["completed.reached"].match(whom.text) if len(terms.recipient) and name.text.startswith(terms.recipient.text) else None
    named = whom.cut(*reached.span("what")) + name.cut(len(terms.recipient)) if reached and whom.text.startswith(terms.recipient.text) else name
    return replace(terms, recipient=whom, indicator=named, sure=True)


def _excepted(norm: Norm, place: Place, among: re.Match[str], bound: tuple[Place, Norm]) -> Norm:
    """The threshold of some among those of the one before it, with what that measures."""
    before, first = bound
    if place.amount.unit != before.amount.unit:
        return norm
    who = View.of(place.text, place.clause_start + among.start("who"), place.clause_start + among.end("who"))
    named = first.terms
    return norm.but(partial(replace, indicator=named.indicator, measure=named.measure, base=named.base, recipient=who, sure=True))




def _told_apart(place: Place, role: str, recipient: View, base: View, words: Words) -> tuple[View, View]:
    """Whom a value is for and of what it is taken: the measure itself and what is put first are nobody, money is a base."""
    if words["recipients.this"].match(recipient.text) or words["recipients.no_one"].search(recipient.text):
        return NOTHING, base
    if len(recipient) and words["recipients.preferred"].search(place.text, max(recipient.start - _FIRST, 0), recipient.start):
        return NOTHING, base
    if words["recipients.money"].search(recipient.text):
        return _owner(recipient, words), base if len(base) or role != "rate" else recipient
    return recipient, base


_FIRST = 20  # characters before somebody in which it is said that they come first: 优先支持


def _owner(money: View, words: Words) -> View:
    """Whose money it is of which a part is given: 企业|购买软件的实际支出."""
    found = words.bearer.match(money.text)
    return money.cut(0, found.end()) if found and not joined(money.text, found.end(), words) else NOTHING


def _inherited(place: Place, role: str, last: tuple[Place, Norm], words: Words) -> View:
    """Whom the value before it in the same provision is for: …给予补贴,最高30万元."""
    before, norm = last
    if before.start != place.start:
        near = "\n" not in place.text[before.behind : place.amount.start]
        return norm.terms.recipient if near and norm.role in GIVEN and role in GIVEN and words["norms.refers"].match(place.text, place.start, place.amount.start) else NOTHING
    if role == "threshold" or norm.role == "threshold":
        return norm.terms.recipient if (role == norm.role) else NOTHING
    return norm.terms.recipient


_CLASS = 30  # characters of a class between two sums


def _bounds(place: Place, role: str, last: tuple[Place, Norm] | None, words: Words) -> Bounding | None:
    """What a cap bounds that names nothing itself: the sum before it, or the rate, where that is taken of something named."""
    found = bounding(place, last[0], words) if last is not None and role == "cap" and place.amount.kind == "money" else None
    if found is None or last is None:
        return None
    return found if _is_sum(last) or (len(place.head) <= _HEADED and _is_of_something(last[1].terms, words)) else None


_HEADED = 3  # characters of a heading that names no benefit


def _is_sum(last: tuple[Place, Norm]) -> bool:
    """Whether a value is a sum that is given, be it at most, by a name of its own."""
    terms = last[1].terms
    return terms.role == "grant" or (terms.role == "cap" and last[0].amount.kind == "money" and terms.bounds is None)


def _is_of_something(terms: Terms, words: Words) -> bool:
    """Whether a value is a part of something named."""
    return len(terms.base) > 0 and not words["norms.any_base"].fullmatch(terms.base.text)


def _bounded_name(place: Place, role: str, last: tuple[Place, Norm] | None, words: Words) -> tuple[Bounding | None, View]:
    """What a cap bounds, and its name: that of what it bounds; of a rate by whom that is for, which then is its own.

    对中试平台按建设投资的30%给予补助,最高|500万元 -> 中试平台补助.
    """
    bounds = _bounds(place, role, last, words)
    if bounds is None or last is None:
        return None, NOTHING
    before, terms = last[0], last[1].terms
    own = bounds.name(by_whom(before, terms.recipient, terms.indicator, words)) if terms.role != "grant" else NOTHING
    return (None, own) if len(own) else (bounds, bounds.name(terms.indicator))


def _is_plain(place: Place, words: Words) -> bool:
    """Whether its words alone say what a value is to its rule: so many months of a wage read as a sum, so much more, so long given."""
    return any(place.times) or words["roles.step"].search(place.clause) is not None or lasting(place, words) is not None


def _lasts(place: Place, role: str, last: tuple[Place, Norm], words: Words) -> bool:
    """Whether a clause only says how long the benefit before it is given: 每年津贴2万元,最多发放|5年."""
    before, norm = last
    given = role == "cap" and norm.role in GIVEN and before.start == place.start
    return given and place.amount.kind == "duration" and words["norms.lasting"].fullmatch(place.clause) is not None


def _sound(words: Words, indicator: str) -> bool:
    """Whether a phrase can name something: no comparator at its end, no figure in it."""
    return len(indicator) > 1 and words["norms.unsound"].search(indicator) is None


def _is_alike(place: Place, last: tuple[Place, Norm]) -> bool:
    """Whether the value before one is given in the same provision, and of the same kind."""
    before, norm = last
    return norm.role in ("grant", "cap") and place.amount.kind == before.amount.kind and before.start == place.start


def _carried(place: Place, recipient: View, last: tuple[Place, Norm], words: Words) -> bool:
    """Whether only another recipient stands between two values that are alike: 职工每人每月300元、|居民每人每月|200元."""
    before, _ = last
    between = place.text[before.behind : place.amount.start]
    if not len(recipient) or recipient.start < before.behind or len(between) > len(recipient) + 12:
        return False
    return words["norms.open"].fullmatch(between.replace(recipient.text, "", 1).strip("、,;:和及 \n")) is not None


def _chains(text: str, amounts: Sequence[Amount], words: Words) -> list[list[Amount]]:
    """Amounts that only 、 or 和 parts, of one unit: 80万元、30万元、20万元."""
    chains: list[list[Amount]] = []
    for amount in amounts:
        banded = chains and amount.comparator != chains[-1][-1].comparator and conditions(text, amount.end, words)
        if chains and not banded and amount.unit == chains[-1][-1].unit and words["norms.listed"].fullmatch(text, chains[-1][-1].end, amount.start):
            chains[-1].append(amount)
        else:
            chains.append([amount])
    return chains
