"""Rules of measures: the role of a value in a rule, its recipient, its base, and the name of the benefit or indicator.

A provision is read from its own words; `strength` says how clearly they belong to a rule. `norms` holds the result; `whom` and `recipients`
find the recipient, `kinds` reads values whose kind has wording of its own, `tiers` gives each value of a list its recipient, `carried` and
`completed` name the value, `among` says what a further threshold measures.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from extract.assemble.measures import measured
from extract.assemble.measures.among import among_which, measured_above
from extract.assemble.measures.bases import base_of
from extract.assemble.measures.benefits import benefit_of, by_clause, is_label, is_share, labelled, unpriced
from extract.assemble.measures.bounding import is_near
from extract.assemble.measures.carried import (
    bounded_name,
    carried_name,
    over_several,
    sound_name,
)
from extract.assemble.measures.completed import completed, edged, is_general, of_line, sided
from extract.assemble.measures.headings import Outline
from extract.assemble.measures.kinds import line_terms, of_class, of_kind
from extract.assemble.measures.norms import Before, Norm, Terms
from extract.assemble.measures.paid_per import paid_per
from extract.assemble.measures.provisions import Place, Provisions
from extract.assemble.measures.recipients.cases import is_joined, own_part, told_whole
from extract.assemble.measures.recipients.clauses import is_paid_to, paid_for
from extract.assemble.measures.recipients.thresholds import aged, is_told_behind
from extract.assemble.measures.recipients.tiers import bracketed, is_among
from extract.assemble.measures.recipients.titles import item, titled
from extract.assemble.measures.recipients.whole import is_served, opening_case
from extract.assemble.measures.recipients.whole import whole as whole_case
from extract.assemble.measures.roles import GIVEN, Standing, lasting, part_given, role_of
from extract.assemble.measures.schedules import is_line, whole
from extract.assemble.measures.several import named_so, several
from extract.assemble.measures.shares import cost
from extract.assemble.measures.standards import parted, role_in, standards
from extract.assemble.measures.standing import Standings, facts
from extract.assemble.measures.tabled import in_row, row_name
from extract.assemble.measures.tiers import (
    Bounds,
    Handed,
    Row,
    handed_to,
    kinds_before,
    named_before,
    next_tier,
    reached,
    rows,
    shared_out,
    shared_unit,
    tiers,
)
from extract.assemble.measures.topics import named_above
from extract.assemble.measures.whom import (
    capped,
    inherited,
    is_alike,
    is_anew,
    only_another,
    others,
    told_apart,
    whom,
)
from extract.assemble.measures.words import Words, words
from extract.assemble.view import NOTHING, View
from extract.grid.provisions import Provision
from extract.model import Amount, Printed, Role
from extract.passage import line_start
from extract.patterns import Rules

_YEAR = 8  # characters of the year before, and the mark before it: 上一会计年度
_UNREAD = 40  # norms: of so many one is read at once, so that no row of them asks each the one before


class Measures:
    """The provisions of an article and the role of each value in them."""

    def __init__(self, outline: Outline, tabled: Sequence[Provision], rules: Rules) -> None:
        self._words, self._standings = words(rules), Standings(rules)
        self._provisions = Provisions(outline, self._words, tabled)
        self._text = outline.text
        self._called: tuple[Place, View] | None = None  # the value before with a name that tells what it is of
        self._whom: tuple[Place, View] | None = None  # the value before that is for somebody, and for whom
        self._rated: tuple[Place, View] | None = None  # the rate before, and what it is taken of
        self._names: dict[int, View] = {}  # by where it begins, what a value is called
        self._norms: Mapping[int, Norm] = {}
        self._starts: Sequence[int] = ()  # where the values begin

    def norms(self, amounts: Sequence[Amount]) -> Mapping[int, Norm]:
        """The norm of each amount that is a rule's value, by the start of the amount."""
        found: dict[int, Norm] = {}
        runs: list[list[Place]] = []  # tiers, of which each but the first names only another class
        listed = standards(self._text, amounts, self._words)
        before = Before()
        bounds: list[tuple[Place, Norm]] = []
        listing: Bounds | None = None  # the thresholds listed last
        for count, row in enumerate(rows(self._text, amounts, self._words), 1):
            chain = row.amounts
            place = self._provisions.place(chain[0], chain[-1] if len(chain) > 1 else None)
            before = before if before.is_of(place) else Before()
            among = among_which(place, self._words)
            norm = measured_above(self._norm(place, before), place, among, bounds, self._words)
            norm = self._standard(norm, place, listed, before.last) if chain[0].start in listed else norm
            if norm.tier:
                runs[-1].append(place)
            else:
                runs.append([place])
            if count % _UNREAD == 0:
                _ = norm.terms, before.last
            found.update(self._each(norm, place, row, listing))
            if norm.role == "threshold":
                bounds.append((place, norm))
                listing = listing.then(place, chain, norm) if listing else Bounds(place, chain, norm)
            before = before.then(place, norm, chain[0], among)
        self._shared(found, runs)
        self._norms, self._starts = found, sorted(found)
        return found

    def parts(self, phrase: View, amount: Amount) -> bool:
        """Whether a list item begins between a phrase and a value behind it: 1.对|企业|给予补贴。⏎2.出让年限不低于|20年."""
        return len(phrase) > 0 and self._provisions.parts(phrase.start, amount.start)

    def is_another(self, whom: View, amount: Amount) -> bool:
        """Whether the recipient `whom` stands in another list item than a threshold, or on a line above that has a value of its own, to which it belongs."""
        if self.parts(whom, amount):
            return True
        norm = self._norms.get(amount.start)
        if norm is None or norm.role != "threshold" or not len(whom) or self._words["recipients.for"].match(self._text, line_start(self._text, whom.start)):
            return False
        end = self._text.find("\n", whom.start, amount.start)
        valued = end >= 0 and bisect_left(self._starts, whom.start) < bisect_left(self._starts, end)
        return valued and self._provisions.place(amount).is_line_apart(end, self._words)

    def completed(self, amount: Amount, name: View, recipient: Printed | None) -> View:
        """The name of a value, completed where it says nothing alone; to be called for the values in reading order."""
        place = self._provisions.place(amount)
        name = self._of_bounded(amount, unpriced(edged(name, self._words), self._words))
        general = is_general(name, self._words) and not self._is_sound(amount) and not self._words["completed.lasting"].fullmatch(name.text)
        if general:
            who = self._told_of(place, recipient)
            name = completed(place, name, who, self._near(place, who), self._words)
            general = is_general(name, self._words)
        name = sided(place, self._of_label(place, self._come(amount, self._of_sum(place, name))), self._words)
        name = edged(name, self._words)
        if not general:
            self._called = place, name
        self._names[amount.start] = name
        self._whom = (place, self._nearest(place, recipient)) if recipient else self._whom
        return name

    def _is_sound(self, amount: Amount) -> bool:
        """Whether the wording around a value leaves no doubt about its name."""
        norm = self._norms.get(amount.start)
        return norm is not None and norm.terms.named

    def _of_sum(self, place: Place, name: View) -> View:
        """The name of a cap on a rate of a sum, made from the topic of its line; any other name unchanged."""
        norm = self._norms.get(place.amount.start)
        terms = norm.terms if norm else None
        if terms and terms.role == "rate" and len(terms.base):
            self._rated = place, terms.base
        before, base = self._rated or (place, NOTHING)
        capped = terms is not None and terms.role == "cap" and place.amount.kind == "money" and before.start == place.start
        return of_line(place, name, base, self._words) if capped else name

    def _of_label(self, place: Place, name: View) -> View:
        """The name of a grant that mentions no kind of money, replaced by the label of its line where that does: (五)场地租金补贴。…100平方米以上的每年不超过|5000元."""
        norm = self._norms.get(place.amount.start)
        untold = norm is not None and norm.terms.role in GIVEN and place.amount.kind == "money" and self._words.benefit.search(name.text) is None
        told = labelled(place, self._words) if untold else NOTHING
        return told or name

    def _come(self, amount: Amount, name: View) -> View:
        """The name of a threshold without the word for new, which its measure expresses (新增|产值); for a sum, with the year before (|上年度|营业收入)."""
        norm = self._norms.get(amount.start)
        if norm is None or norm.role != "threshold" or not len(name):
            return name
        found = self._words["completed.anew"].match(name.text) if norm.terms.measure == "increase" else None
        name = name.cut(found.end()) if found else name
        dated = self._words["completed.year_before"].search(self._text, max(name.start - _YEAR, 0), name.start) if amount.kind == "money" else None
        return View.of(self._text, *dated.span()) + name if dated else name

    def _nearest(self, place: Place, recipient: Printed) -> View:
        """The recipient of a value; of a recipient put together from parts, the part nearest to the value."""
        norm = self._norms.get(place.amount.start)
        near = norm.terms.near if norm else NOTHING
        whole = near and near.at != norm.terms.recipient.at if norm else False
        return near if whole else View.of(self._text, recipient.start, recipient.end)

    def _told_of(self, place: Place, recipient: Printed | None) -> View:
        """The recipient of a value; where that is missing or may be anybody, the one of the value before in the sentence: …合同,按4%奖励,|同一企业|年度奖励金额."""
        who = self._nearest(place, recipient) if recipient else NOTHING
        before, told = self._whom or (place, NOTHING)
        anybody = not len(who) or self._words["benefits.anybody"].fullmatch(who.text.removeprefix("同一"))
        near = len(told) > 0 and "。" not in self._text[before.behind : place.amount.start]
        who = told if anybody and near else who
        return NOTHING if len(who) and line_start(self._text, place.start) <= who.end <= place.start else who  # of the sentence before

    def _of_bounded(self, amount: Amount, name: View) -> View:
        """The name of a cap that only bounds another value, taken from the name of that value; any other name unchanged."""
        norm = self._norms.get(amount.start)
        bounds = norm.terms.bounds if norm else None
        return (bounds.name(self._names.get(bounds.at, NOTHING)) if bounds else NOTHING) or name

    def _near(self, place: Place, who: View) -> View:
        """The name of the value before, in the same provision or on the line above; nothing where another recipient, or one with a deed, is named since."""
        before, last = self._called or (place, NOTHING)
        if len(who) and who.start >= before.behind and (self._words["completed.deed"].match(who.text) or self._is_other(place, who, last)):
            return NOTHING
        return last if is_near(place, before, self._words) else NOTHING

    def _is_other(self, place: Place, who: View, last: View) -> bool:
        """Whether the recipient in the clause is another than the one who is part of the last name: 领军企业额度不超过10万元,|示范企业|额度不超过5万元."""
        told = self._whom[1] if self._whom and who.start >= place.clause_start else NOTHING
        anybody = any(self._words[name].fullmatch(who.text) for name in ("benefits.anybody", "benefits.any_firm"))
        theirs = self._words["recipients.its"].match(who.text)
        return not anybody and not theirs and not set(told.at).isdisjoint(last.at)

    def _each(self, norm: Norm, place: Place, row: Row, listing: Bounds | None) -> Iterator[tuple[int, Norm]]:
        """The norm of each value of a list, with its own recipient where the text lists one for each value."""
        listing = handed_to(place, row.count, listing, self._words)
        handed = Handed(
            cache(lambda: self._shares(norm, place, row.count)),
            cache(lambda: reached(place, listing, norm.terms.recipient, self._words)),
            listing,
        )
        names = several(place, len(row.amounts), self._words)
        for index, amount in enumerate(row.amounts):
            own = norm if not index else self._next(norm, replace(place, amount=amount))
            own = own.but(partial(named_so, names[index], self._words)) if names else own
            yield amount.start, own if names or row.count == 1 else own.but(partial(shared_out, handed, row.first + index, self._words))

    def _shares(self, norm: Norm, place: Place, count: int) -> Sequence[View]:
        """The recipient of each value of a list: the parts of the common recipient, else the classes named before."""
        recipient = norm.terms.recipient
        told = named_before(place, count, self._words) or kinds_before(place, count, self._words)
        return tiers(recipient, count, self._words) or [recipient + one for one in told]

    def _standard(self, norm: Norm, place: Place, listed: Mapping[int, tuple[View, View]], last: tuple[Place, Norm] | None) -> Norm:
        """The norm of a value in a list of standards: 租金标准:锦湖公寓28元、望江苑|22元."""
        told, who = listed[place.amount.start]
        if self._words["roles.step"].search(place.clause):
            return norm
        who = NOTHING if self._words["recipients.no_one"].search(who.text) else who
        role = role_in(self._text, told, norm.role, self._words)
        bare = self._words.standard.match(told.text + ":") if self._text[told.end] != "(" else None
        lined = is_line(told.text, self._words)
        above = named_above(replace(place, amount=replace(place.amount, start=told.start)), told, self._words) if bare else NOTHING
        label = above or told
        goes_on = last is not None and listed.get(last[0].amount.start, (NOTHING,))[0] is told

        def terms() -> Terms:
            own = norm.terms
            unit = shared_unit(place.amount.unit or "", last[1].terms.unit or last[0].amount.unit or "") if last and goes_on else own.unit
            if lined:
                told_so = line_terms(whole(self._text, label, self._words), who, place, role, self._words)
                return replace(told_so, unit=unit or told_so.unit)
            comparator = measured.comparator(place, role, self._words)
            if part := parted(label, who, self._words):
                return Terms(role, NOTHING, NOTHING, part, part, own.measure, comparator, unit, sure=True)
            return Terms(role, who, NOTHING, label, own.rough, own.measure, comparator, unit, sure=True)

        return Norm(role, 2 if lined else max(norm.strength, 1), terms)

    def _shared(self, found: dict[int, Norm], runs: Sequence[Sequence[Place]]) -> None:
        """Give the tiers of each run the benefit that only the last one names: 甲类30万元、乙类20万元|安家补贴."""
        for run in runs:
            place, first = run[-1], found[run[0].amount.start]
            told = self._words.benefit.search(run[0].clause) or self._words.granted.match(run[0].tail)
            if len(run) < 2 or told or not self._words.granted.match(place.tail):
                continue
            name = benefit_of(place, first.role, found[place.amount.start].terms.recipient, NOTHING, self._words)
            for one in run:
                found[one.amount.start] = found[one.amount.start].but(partial(replace, indicator=name))

    def _next(self, norm: Norm, place: Place) -> Norm:
        """The norm of a further value of a list: that of the first value, with its own comparator."""
        return norm.but(partial(replace, comparator=measured.comparator(place, norm.role, self._words)))

    def _tier(self, place: Place, last: tuple[Place, Norm]) -> Norm | None:
        """The norm of a further tier, which only names another class: 博士每月900元、|硕士|600元; None where the value is no such tier."""
        before, norm = last
        if norm.role not in GIVEN or place.amount.kind != before.amount.kind:
            return None
        first = norm.terms
        who = told_whole(place, next_tier(place, before, first.recipient, self._words), first.recipient, self._words)
        if not len(who):
            return None
        class_ = first.recipient.cut(first.recipient.text.rfind(",") + 1)
        own = len(class_) > 0 and not place.giving and first.indicator.text.startswith(class_.text)  # 博士|补贴 is 硕士|补贴 for the next
        named = who + first.indicator.cut(len(class_)) if own else first.indicator
        unit = shared_unit(place.amount.unit or "", first.unit or before.amount.unit or "")
        comparator = measured.comparator(place, norm.role, self._words)
        terms = replace(first, recipient=in_row(who, place, norm.role, self._words), indicator=named, comparator=comparator, unit=unit, sure=True)
        return Norm(norm.role, norm.strength, lambda: terms, tier=True)

    def _last(self, place: Place, before: Before) -> tuple[Place, Norm] | None:
        """The value before that this one may continue: one of a kind given there, unless this value begins a benefit of its own."""
        last = before.last if place.amount.kind in before.kinds else None
        return None if last and is_anew(place, last[0], self._words) else last

    def _norm(self, place: Place, before: Before) -> Norm:
        last = self._last(place, before)
        if last is not None and (tier := self._tier(place, last)):
            return tier
        if own := of_kind(place, before, self._words):
            return own
        role, strength = standing = role_of(place, self._words)
        if rank := of_class(place, standing, before, self._words):
            return rank
        if last is not None and is_alike(place, last) and only_another(place, recipient := whom(place, role, before, self._words), last, self._words):
            return self._alike(place, recipient, last[1])
        return Norm(role, strength, lambda: self._terms(place, standing, before))

    def _alike(self, place: Place, recipient: View, carried: Norm) -> Norm:
        """The norm of a value that differs from the one before only in its recipient and its comparator."""

        def terms() -> Terms:
            return replace(carried.terms, recipient=recipient, comparator=measured.comparator(place, carried.role, self._words), unit="", sure=True)

        return Norm(carried.role, carried.strength, terms)

    def _terms(self, place: Place, ladder: Standing, before: Before) -> Terms:
        """The terms of a value (recipient, base, name, measure …), from its own wording and from the value before."""
        said, last = facts(place, ladder), before.last
        role = ladder[0] if _is_plain(place, self._words) else self._standings.role(ladder[0], said)
        recipient, base, told, near = self._told(place, role, before)
        indicator = carried_name(place, role, self._name(place, role, near, base), last, self._words)
        over = over_several(place, role, before, recipient, self._words)
        bounds, whole_name = (None, over) if over else bounded_name(place, role, last, self._words)
        indicator = whole_name or indicator
        sound = unpriced(sound_name(place, role, indicator, before, self._words), self._words)
        sound = row_name(place, role, sound, self._words)
        measure = measured.measure(place, role, indicator, self._words)
        comparator = measured.comparator(place, role, self._words)
        below, other = capped(place, role, last, recipient, self._words), others(place, role, recipient, self._words)
        sure, joined = told or bool(below) or self._is_banded(sound, indicator), is_joined(recipient) or bool(other) or self._is_near(place, role)
        return Terms(
            role,
            _first(below, other, recipient),
            base,
            sound,
            indicator,
            measure,
            comparator,
            paid_per(place, role, self._words),
            said,
            sure=sure,
            joined=joined,
            named=len(over) > 0 or self._is_named(place, role, base, sound),
            near=near,
            bounds=bounds,
        )

    def _name(self, place: Place, role: Role, near: View, base: View) -> View:
        """The name of the indicator that a value measures, or of the benefit whose amount it is; a floor on a part that is paid counts as a benefit."""
        given = "rate" if role == "floor" and self._words["benefits.paid"].match(place.tail) else role
        named = measured.indicator if given in ("threshold", "quota", "floor") else partial(benefit_of, role=given)
        return named(place, recipient=near, base=base, words=self._words)

    def _is_banded(self, name: View, own: View) -> bool:
        """Whether a benefit is named by the band before it, because its own wording only says how much: 200亩以上的,每亩补助|4000元."""
        return len(name) > 0 and self._words["norms.band"].match(own.text) is not None

    def _is_named(self, place: Place, role: Role, base: View, name: View) -> bool:
        """Whether a value's name is beyond doubt: the label of its line, the opening of its segment, a share of a base, a quota of who may act."""
        if is_label(place, role, name, self._words):
            return True
        given = role in GIVEN and (len(by_clause(place, self._words)) > 0 or self._words["recipients.births"].fullmatch(place.clause) is not None)
        return given or is_share(place, role, base, self._words) or (role == "quota" and len(measured.by_whom(place, self._words)) > 0)

    def _is_case(self, place: Place, role: Role) -> bool:
        """Whether the clause of a grant says that it is for whoever bears a child, or for others than those named before."""
        return role in GIVEN and any(self._words[name].fullmatch(place.clause) for name in ("recipients.births", "recipients.other_ones"))

    def _told(self, place: Place, role: str, before: Before) -> tuple[View, View, bool, View]:
        """The recipient, the base, whether the recipient is certain (also where there is none), and the recipient by which a benefit may be named."""
        own = whom(place, role, before, self._words)
        who, case = self._whole(place, own, role, before), self._case(place, own, role, before)
        recipient, base = told_apart(place, role, who, self._base(place, role), self._words)
        if place.row is not None:
            whom_for = in_row(recipient, place, role, self._words)
            return whom_for, base, True, own_part(whom_for)
        recipient = recipient or self._goes_on(place, who, role, before)
        sure = len(case) > 0 or (len(who) > 0 and not len(recipient)) or self._is_told(place, role)
        near = _nearest(own, who, recipient)
        told = recipient or self._of_item(place, role)
        return case or told, base, sure, self._namer(own_part(near or told), told)

    def _base(self, place: Place, role: str) -> View:
        """The base of a value: by its own wording, or the cost that a rate pays."""
        return base_of(place, role, self._words) or (cost(place, self._words) if role == "rate" else NOTHING)

    def _namer(self, near: View, told: View) -> View:
        """The recipient by which a benefit is named: the nearest part, or the first where the nearest only names a kind of them: |购房农民|…,属改善型的."""
        kind = is_joined(told) and self._words["benefits.no_topic"].fullmatch(near.text) is not None
        return told.cut(0, len(told) - len(own_part(told))) if kind else near

    def _whole(self, place: Place, who: View, role: str, before: Before) -> View:
        """The recipient of a benefit in its full wording, with the case that one must be in; as full as the value before has it."""
        if role not in GIVEN:
            return who
        told = self._given_before(place, before)
        if told and who and told.start == who.start and told.end > who.end and told.start >= place.segment:
            return told
        return whole_case(place, told_whole(place, who, told, self._words), self._words)

    def _case(self, place: Place, who: View, role: str, before: Before) -> View:
        """The case that opens the segment of a grant, where no recipient stands in that segment."""
        open_ = role in GIVEN and (not len(who) or who.end <= place.segment)
        case = opening_case(place, self._words) if open_ else NOTHING
        return told_whole(place, case, self._given_before(place, before), self._words) if len(case) else case

    def _goes_on(self, place: Place, who: View, role: str, before: Before) -> View:
        """The recipient of the rate before, for a rate whose own wording only mentions years and money: 第一年按贡献的60%奖励;|第二年按贡献的|40%奖励."""
        last = before.last if role == "rate" and len(who) else None
        return inherited(place, role, last, self._words) if last and last[1].role == "rate" else NOTHING

    def _is_told(self, place: Place, role: str) -> bool:
        """Whether the wording leaves no doubt about the recipient: somebody among those before, somebody who is paid or served."""
        paid = is_paid_to(place, role, self._words) or len(paid_for(place, self._words)) > 0
        return is_among(place, self._words) or paid or is_served(place, self._words)

    def _is_near(self, place: Place, role: Role) -> bool:
        """Whether the recipient stands right beside the value, whoever else the sentence names: the noun behind an age, a class in a bracket."""
        beside = bracketed(place, self._words) or aged(place, role, self._words) or self._is_case(place, role)
        return bool(beside) or is_told_behind(place, role, self._words)

    def _of_item(self, place: Place, role: str) -> View:
        """The recipient that the list item or its title names, for a grant whose clause names none."""
        return item(place, self._words) or titled(place, self._words) if role in GIVEN else NOTHING

    def _given_before(self, place: Place, before: Before) -> View:
        """The recipient of the last grant, rate or cap of the same provision."""
        return before.given[1].terms.recipient if before.given and before.given[0].start == place.start else NOTHING


def _first(*told: View) -> View:
    """The first of several views that is not empty."""
    return next(filter(None, told), NOTHING)


def _nearest(own: View, who: View, recipient: View) -> View:
    """The recipient by which a benefit may be named: the short form `own`, where `who` is only its full wording."""
    return own if recipient is who and own.text in who.text else recipient


def _is_plain(place: Place, words: Words) -> bool:
    """Whether the clause alone decides the role of a value: a sum of so many months of a wage, a step, a length that is given, a bounded part."""
    told = words["roles.step"].search(place.clause) or lasting(place, words) or part_given(place, words)
    return any(place.times) or told is not None
