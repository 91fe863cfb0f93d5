"""Sentence -> slots: each amount with the words that lead to it and those that follow it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter

from extract import expressions as re
from extract.assemble.lexicon import Lexicon
from extract.assemble.view import NOTHING, View, unblanked
from extract.model import Amount
from extract.passage import within_figure
from extract.patterns import Needed, Rules, from_rules
from extract.records import record
from extract.text import has_digit

_STRONG = ",;:。!?\n│|"
_BESIDE = "、,;:。)"  # what separates a phrase before a bracket from others
_PARTING = re.compile(rf"[{_STRONG}]|—(?=—)|(?<=—)—|(?<=[\u4e00-\u9fff][\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff][\u4e00-\u9fff])")
PLACE = "位"  # the unit of a rank
PLAIN = ("%", "pp", "x", PLACE)  # units that do not count things


@record
class Slot:
    """An amount in its clause.

    `lead` runs from the last boundary to the amount, `tail` from behind its bound (以上, 左右 …) to the next boundary.
    `topic` is the clause before, where that has no amount of its own (指数有所回升，|同比增长5%).
    `behind` returns the rest of its own clause and the clause after it, where only 、 or a comma separates them, each without the words
    between its verb and its last amount (实施…30公里|公路改造 -> 实施公路改造).
    `listed` says that only 、 or 和 separates it from the amount before, `joined` that 、 or 和 follows that amount.
    `among` says that 其中 stands between the two.
    `outside` is the phrase before the bracket that the amount opens (电梯|(占比11%)), empty where an amount stands before the bracket.
    `onward` says that its tail ends at the next amount of its clause (吸引|80户|农户流转土地|1300亩).
    `got` is the offset of the deed by which the recipients it counts get the next value (为|23家|企业|发放补贴312万元), -1 where there is none.
    `bracket` is the offset of the bracket in which the amount stands, -1 outside all brackets.
    `role` is `value`, or why the amount states nothing: `attribute`, or the `role` that a rule gave it.
    """

    amount: Amount
    clause: int
    lead: View
    tail: View
    after: int
    topic: View = NOTHING
    behind: Callable[[], tuple[View, ...]] = tuple
    role: str = "value"
    rule: str = ""
    reason: str = ""
    listed: bool = False
    joined: bool = False
    among: bool = False
    outside: View = NOTHING
    bracket: int = -1
    onward: bool = False
    got: int = -1


@from_rules
def unbound(rules: Rules) -> Needed:
    """The rules that give an amount a role, prepared once."""
    return Needed(rules.of("unbound"))


def slots(folded: str, span: tuple[int, int], amounts: Sequence[Amount], rules: Needed, words: Lexicon) -> list[Slot]:
    """The slots of the amounts in the sentence `folded[slice(*span)]`, in order."""
    sentence = _Sentence(folded, span, amounts, rules, words)
    for index, amount in enumerate(amounts):
        if amount.start >= sentence.floor:
            sentence.take(index)
    return sentence.found


class _Sentence:
    """Finds the slots of a sentence from left to right; `floor` is the offset from which the next lead may begin."""

    def __init__(self, folded: str, span: tuple[int, int], amounts: Sequence[Amount], rules: Needed, words: Lexicon) -> None:
        self._folded, self._amounts, self._rules, self._words = folded, amounts, rules, words
        self._start, self._end = span
        self._every, self._brackets = _boundaries(folded, *span), _brackets(folded, *span)
        self._outside = [mark for mark in self._every if not any(first < mark < last for first, last in self._brackets)]
        self.found: list[Slot] = []
        self.floor = self._start
        self._clause, self._splices = 0, list[tuple[int, int]]()  # `_splices`: what stands before the amount but is no part of its lead

    def take(self, index: int) -> None:
        """Read the amount at `index`; this may change the slot before it and decides where the next lead begins."""
        amount = self._amounts[index]
        marks = self._marks(amount)
        left = marks[bisect_right(marks, amount.start) - 1]
        if left > self.floor or not self.found:
            self.floor, self._clause, self._splices = max(self.floor, left), self._clause + 1, []
        self._leave_size(amount)
        slot = self._of_list(self._slot(index, marks, left))
        if self.found:
            self.found[-1], slot = _together(self._folded, self.found[-1], slot, self._words)
            if slot.role == "class" and self.found[-1].after == amount.start:
                self.found[-1] = replace(self.found[-1], tail=View.of(self._folded, amount.start, slot.after + len(slot.tail)))
        self.found.append(slot)
        self._move(slot)

    def _leave_size(self, amount: Amount) -> None:
        """Leave the size of the counted things, right before their count, out of its lead: 建设|装机4兆瓦的|38个电站."""
        before = self.found[-1] if self.found and amount.kind == "count" else None
        if before is None or before.role not in ("attribute", "class") or self._folded[before.after : amount.start] != self._words.of:
            return
        sized = self._words["clauses.size_before"].search(self._folded, self.floor, before.amount.start)
        self._splices = [*self._splices, (sized.start() if sized else before.amount.start, amount.start)]

    def _marks(self, amount: Amount) -> Sequence[int]:
        """The boundaries that hold for an amount: those inside its bracket, else those outside all brackets."""
        inside = next((span for span in self._brackets if span[0] < amount.start < span[1]), None)
        if inside is not None:
            return sorted([mark for mark in self._every if mark > inside[0]] + [inside[0] + 1, inside[1]])
        if self.found and self._folded[self.found[-1].after : self.found[-1].after + 1] == "(":
            closed = (last for first, last in self._brackets if first == self.found[-1].after)
            self.floor = max(self.floor, next(closed, self.floor))
        return self._outside

    def _slot(self, index: int, marks: Sequence[int], left: int) -> Slot:
        amount, folded, words = self._amounts[index], self._folded, self._words
        after = _after(folded, amount.end, self._end, words)
        ahead = bisect_right(marks, after)
        nearest = marks[ahead] - 1 if ahead < len(marks) else self._end
        following = self._amounts[index + 1].start if index + 1 < len(self._amounts) else self._end
        before = self.found[-1] if self.found and self.found[-1].clause == self._clause else None
        between = folded[before.after : amount.start] if before else ""
        slot = Slot(
            amount=amount,
            clause=self._clause,
            lead=unblanked(self._lead(left, amount.start)),
            tail=View.of(folded, after, max(min(nearest, following), after)),
            after=after,
            topic=unblanked(_topic(folded, left, marks, self.found)),
            behind=partial(_behind, folded, (after, self._end), marks, self._amounts, words),
            listed=before is not None and _is_list(between, words),
            joined=before is not None and folded[before.after : before.after + 1] in words.joints,
            outside=self._beside_bracket(left),
            bracket=self._bracket(amount.start),
            among=words["parts.among"].search(folded, self.found[-1].after if self.found else self._start, amount.start) is not None,
            onward=index + 1 < len(self._amounts) and following <= nearest,
        )
        return _with_role(_beside(slot, self.found, words), folded, self._rules, words)

    def _bracket(self, at: int) -> int:
        """The offset of the bracket in which `at` stands; -1 outside all brackets."""
        return next((first for first, last in self._brackets if first < at < last), -1)

    def _beside_bracket(self, left: int) -> View:
        """The phrase before the bracket that begins at boundary `left`; NOTHING where there is none, or an amount stands there."""
        folded = self._folded
        if folded[left - 1 : left] != "(" or (self.found and self.found[-1].after == left - 1):
            return NOTHING
        begin = max(folded.rfind(mark, self._start, left - 1) for mark in _BESIDE) + 1
        return View.of(folded, max(begin, self._start), left - 1)

    def _lead(self, left: int, start: int) -> View:
        """The lead of an amount, without brackets, splices and the colon behind its label."""
        named = _label(self._folded, left, start, self._every, self._words)
        colon = [] if named is None else [(left - 1, left)]
        brackets = [span for span in self._brackets if self.floor <= span[0] and span[1] <= start]
        begin = self.floor if named is None else named
        return _lead(self._folded, begin, start, [*self._splices, *colon, *brackets])

    def _of_list(self, slot: Slot) -> Slot:
        """The slot; a further value in a list of gaps or starting values gets the role of the one before."""
        if not slot.listed:
            return slot
        before = self.found[-1]
        shares = before.rule.startswith(_GAP) or before.role == "from"
        return replace(slot, role=before.role, rule=before.rule, reason=before.reason) if shares else slot

    def _move(self, slot: Slot) -> None:
        """Set where the lead of the next amount begins, and what is left out of it."""
        if slot.role == "adverbial" and slot.after > slot.amount.end and slot.tail.text.startswith(self._words.of):
            return  # 树龄|300年以上|的古树 names a class of things
        if slot.role == "adverbial":
            self._splices.append((_adverb_start(self._folded, self.floor, slot.amount.start, self._words), slot.after))
        elif slot.role not in ("attribute", "class"):
            told = (self._words["clauses.grown"], self._words["clauses.among"])
            grown = (phrase.match(self._folded, slot.after, self._end) for phrase in told)
            self.floor, self._splices = max(slot.got, next((match.end() for match in grown if match), slot.after)), []


def _together(folded: str, before: Slot, slot: Slot, words: Lexicon) -> tuple[Slot, Slot]:
    """Two neighbouring slots, changed where both amounts tell of one thing."""
    if _of_families(before, slot, words):
        return replace(before, tail=slot.tail), slot
    if _of_projects(before, slot, words):
        return _classed(folded, before, slot) if slot.amount.comparator in ("ge", "gt") else _projects(before, slot, words)
    if _of_a_size(before, slot, words) or _over_line(before, slot, words):
        things, size = _classed(folded, before, slot)
        return things, replace(size, rule=_SIZE)
    if (shared := _sharing(before, slot, words)) is not None:
        return shared
    if len(shared_things := _things_of_next(before, slot, words)):
        return _value(replace(before, tail=shared_things)), slot
    if _over(before, slot, words):
        told = View.of(folded, before.after, slot.amount.end)
        return _value(replace(before, tail=told)), replace(slot, lead=before.tail)
    return _silenced(folded, before, slot, words)


def _silenced(folded: str, before: Slot, slot: Slot, words: Lexicon) -> tuple[Slot, Slot]:
    """Two neighbouring slots, changed where one of them states nothing because of the other."""
    if _of_one_work(before, slot, words):
        return replace(before, role=slot.role, rule=slot.rule, reason=slot.reason), slot
    if _restated(folded, before, slot):
        return before, replace(slot, role="none", rule="statement.restated", reason="the value before it in another unit")
    return before, slot


def _of_one_work(before: Slot, slot: Slot, words: Lexicon) -> bool:
    """Whether two sides of one work are told in passing, the last of them with 的: 总投资|6亿元|、占地|120亩|的会展中心动工."""
    passing = slot.rule.startswith(_PASSING) and before.role == "value"
    return passing and words["clauses.side_of_work"].fullmatch(before.lead.text) is not None


_PASSING = ("unbound.worth", "unbound.size.passing", "unbound.silent.told.work")  # prefixes of the rules for the cost and the size of one work
_OPENING = 8  # characters that may open a clause before its count: 其中, 全镇, a place
_SAME = 0.03  # share of a value by which its rounded form in another unit may differ


def _over(before: Slot, slot: Slot, words: Lexicon) -> bool:
    """Whether an amount of money is the line that the counted things are over: 6个|集群规模超|百亿."""
    counted = before.role == "attribute" and before.rule == "statement.attribute" and before.amount.kind == "count"
    line = words["clauses.round"].match(slot.amount.text) is not None and slot.amount.kind == "money" and len(slot.tail) == 0
    return counted and line


def _over_line(before: Slot, slot: Slot, words: Lexicon) -> bool:
    """Whether an amount of money is the line that each of the counted things is over: 9个|村集体收入超过|50万元."""
    counted = before.role in ("value", "attribute") and before.amount.kind == "count" and before.clause == slot.clause and len(before.lead) < _OPENING
    line = slot.amount.kind == "money" and len(slot.tail) == 0 and words["clauses.line"].fullmatch(slot.amount.text) is not None
    return counted and line and words["clauses.each_over"].fullmatch(before.tail.text) is not None


def _restated(folded: str, before: Slot, slot: Slot) -> bool:
    """Whether a bracket repeats a value in another unit: 12万千瓦(|120MW|)."""
    first, second = before.amount, slot.amount
    if folded[before.after : second.start] != "(" or first.kind != second.kind:
        return False
    sizes = [float(one.value) * _ACRES.get(one.unit or "", 1.0) for one in (first, second) if one.value is not None]
    return len(sizes) > 1 and abs(sizes[0] - sizes[1]) <= _SAME * sizes[0]


def _of_families(before: Slot, slot: Slot, words: Lexicon) -> bool:
    """Whether a count of people right behind a count of families tells of the same people: 58户|126人|迁入新居."""
    return before.after == slot.amount.start and words["clauses.family"].fullmatch(f"{before.amount.unit}□{slot.amount.unit}") is not None


# gaps and starting values, whose role all values of a list share: 高于全国、全省|6.7个、|5.2个百分点; 从|42%、|33%|调整为…
_GAP = "unbound.gap"


def _of_projects(before: Slot, slot: Slot, words: Lexicon) -> bool:
    """Whether a count of projects and the sum of their cost open a clause: 18个|总投资96亿元的|重大项目集中开工."""
    opens = before.role == "attribute" and before.clause == slot.clause and slot.amount.kind == "money"
    return opens and words["clauses.sum"].fullmatch(before.tail.text) is not None and len(slot.tail) > 2


_SIZE = "unbound.silent.size"  # a size, which no other words turn into a statement of its own


def _of_a_size(before: Slot, slot: Slot, words: Lexicon) -> bool:
    """Whether the counted things are described by a minimum size: 培育5家|年产值10亿元以上的|龙头企业."""
    counted = before.amount.kind == "count" and before.clause == slot.clause and before.role in ("value", "attribute")
    sized = slot.amount.comparator in ("ge", "gt") and slot.tail.text.startswith(words.of) and len(slot.tail) > 2
    return counted and sized and words["clauses.of_size"].fullmatch(before.tail.text) is not None


def _classed(folded: str, before: Slot, slot: Slot) -> tuple[Slot, Slot]:
    """The count with the size in its tail, and the size as an attribute rather than their sum: 932个|投资500万元以上工业项目|全部开工."""
    tail = View.of(folded, before.after, slot.after) + slot.tail
    return _value(replace(before, tail=tail)), replace(slot, role="attribute", rule="statement.attribute", reason="the size by which things are counted")


def _projects(before: Slot, slot: Slot, words: Lexicon) -> tuple[Slot, Slot]:
    """The count of the projects and the sum of their cost: 重大项目集中开工, 集中开工重大项目总投资."""
    told = slot.tail.cut(slot.tail.text.rfind(words.of) + 1)
    at = next((one.start() for one in words.outcomes.finditer(told.text, 2)), len(told))
    at = re.matched(words["clauses.jointly"].search(told.text, 0, at)).start()
    named = told.cut(at) + told.cut(0, at) + before.tail
    return _value(replace(before, tail=told)), _value(replace(slot, lead=named, tail=NOTHING, joined=False))


def _sharing(before: Slot, slot: Slot, words: Lexicon) -> tuple[Slot, Slot] | None:
    """Two counts of different things that share one deed: 6个|项目、|300套|保障房开工 -> 项目开工, 保障房开工; None where they do not."""
    thing, told = words["clauses.beside_other"].fullmatch(before.tail.text), words["clauses.deed"].search(slot.tail.text, 2)
    if thing is None or told is None or not _counted_together(before, slot):
        return None
    deed = slot.tail.cut(told.start("deed"))
    verb = words.verbs.get(words.verbs.ending(before.lead.text))
    acts = verb is not None and verb["kind"] != "drop"  # 已|有
    if acts or words.outcomes.search(thing["thing"]) or not _is_told(deed.text, words):
        return None
    return _value(replace(before, tail=before.tail.cut(*thing.span("thing")) + deed)), replace(slot, lead=NOTHING, joined=False)


def _things_of_next(before: Slot, slot: Slot, words: Lexicon) -> View:
    """The class that a count tells, with the things behind the class of the next: 5个|千亿级、12个百亿级|产业集群; NOTHING where it tells more."""
    only, other = words["clauses.only_classed"].fullmatch(before.tail.text), words["clauses.classed_things"].match(slot.tail.text)
    if only is None or other is None or not _counted_together(before, slot):
        return NOTHING
    return before.tail.cut(0, only.end("class")) + slot.tail.cut(other.end())


def _counted_together(before: Slot, slot: Slot) -> bool:
    """Whether two amounts are counts in one clause, the first of them a value or an attribute."""
    return before.clause == slot.clause and before.amount.kind == slot.amount.kind == "count" and before.role in ("value", "attribute")


def _is_told(deed: str, words: Lexicon) -> bool:
    """Whether a phrase is a deed that closes a clause, or a deed with its object: 开工, 受益, 建立了中心."""
    return deed in words.stages or words.clauses.ending(deed) == deed or (len(deed) > 2 and words.outcomes.match(deed) is not None)


def _value(slot: Slot) -> Slot:
    return replace(slot, role="value", rule="", reason="")


def _served(slot: Slot, words: Lexicon) -> Slot | None:
    """The count of the recipients of what follows (为|23家|企业发放补贴312万元 -> 为企业发放补贴); None where it counts no recipients."""
    counted = words["clauses.served"].fullmatch(slot.amount.unit or "") and slot.after == slot.amount.end
    whom, deed = words["clauses.whom"].search(slot.lead.text), words.outcomes.search(slot.tail.text, 2)
    if not counted or whom is None or deed is None:
        return None
    return replace(slot, lead=NOTHING, tail=slot.lead.cut(*whom.span("for")) + slot.tail, got=slot.after + deed.start())


def _topic(folded: str, left: int, marks: Sequence[int], found: Sequence[Slot]) -> View:
    before = bisect_left(marks, left)
    start = marks[before - 1] if before else left
    bare = start < left and folded[left - 1] == "," and not (found and found[-1].amount.end > start)
    return View.of(folded, start, left - 1) if bare else NOTHING


def _behind(folded: str, span: tuple[int, int], marks: Sequence[int], amounts: Sequence[Amount], words: Lexicon) -> tuple[View, ...]:
    found: list[View] = []
    start, end = span
    ahead = bisect_right(marks, start)
    for mark in marks[ahead : ahead + 2]:
        found.append(_deed(folded, start, mark - 1, amounts, words))
        if folded[mark - 1 : mark] != ",":
            return tuple(found)
        start = mark
    return (*found, _deed(folded, start, end, amounts, words))[:2]


_START = attrgetter("start")


def _deed(folded: str, start: int, end: int, amounts: Sequence[Amount], words: Lexicon) -> View:
    """The clause `folded[start:end]`, without what stands between its verb and its last amount."""
    dated = words["clauses.dated"].match(folded, start, end)
    start = dated.end() if dated else start
    clause = View.of(folded, start, end)
    inside = amounts[bisect_left(amounts, start, key=_START) : bisect_left(amounts, end, key=_START)]
    if not inside:
        return clause
    last = _after(folded, inside[-1].end, end, words)
    if end - last < 2:
        first = _after(folded, inside[-2].end, end, words) if len(inside) > 1 else start
        return View.of(folded, first, inside[-1].start)
    lead = words.leads.opening(clause.text)
    opening = len(lead) + len(words.verbs.opening(clause.text[len(lead) :]))
    toward = words["clauses.toward"].match(clause.text) if not opening else None  # 对|3口鱼塘进行清淤
    return clause.cut(0, toward.end() if toward else opening) + View.of(folded, last, end)


_LABEL = 16  # characters of a label; a longer phrase before a colon announces what follows


def _label(folded: str, left: int, start: int, marks: Sequence[int], words: Lexicon) -> int | None:
    """The offset of the label that a colon separates from its value (总投资:|5.2亿元); None where there is none."""
    if folded[left - 1 : left] != ":":
        return None
    between = words["clauses.year"].sub("", folded[left:start]).strip()
    while between and (form := words.predicates.ending(between)):
        between = between[: -len(form)]
    first = max((mark for mark in marks if mark < left), default=left)
    return first if not between and _names(folded[first : left - 1].strip()) else None


def _names(label: str) -> bool:
    """Whether a label may name an indicator: it is short and holds no figure."""
    return 2 <= len(label) <= _LABEL and not has_digit(label[2:])


def _count_before(slot: Slot, found: Sequence[Slot], words: Lexicon) -> Slot | None:
    """The value before in the same clause that is a count with its noun; None where there is none."""
    before = found[-1] if found and found[-1].clause == slot.clause and found[-1].role == "value" else None
    counts = before is not None and (before.amount.kind == "count" or before.tail.text.startswith(words.of))
    return before if before and counts and len(before.tail) and before.tail.text[0] not in words.joints else None


def _beside(slot: Slot, found: Sequence[Slot], words: Lexicon) -> Slot:
    """The slot without the noun of the count before it in its lead: 建成100个|绿色工厂、|10个|能效工厂."""
    before = _count_before(slot, found, words)
    if before is None:
        return slot
    cut = next((m.end() for m in words["clauses.beside"].finditer(slot.lead.text) if m.start() >= 2), None)
    return slot if cut is None else replace(slot, lead=slot.lead.cut(cut), joined=True)


def _is_list(between: str, words: Lexicon) -> bool:
    """Whether only 、 or 和, or the colon of a ratio, stands between two amounts: 12.4:|43.1|:44.5."""
    return between == ":" or (between != "" and words["clauses.list"].fullmatch(between) is not None)


def _boundaries(folded: str, start: int, end: int) -> list[int]:
    """The offsets right behind each separator; the comma of thousands and the colon of a ratio are none."""
    places = (match.start() for match in _PARTING.finditer(folded, start, end))
    return [start, *(at + 1 for at in places if not within_figure(folded, at))]


_ASIDE = 14  # characters of a bracket beyond which it is a clause of its own: shorter ones explain a word (以下简称“园区”)
_BRACKET = re.compile(r"\([^()]{0,60}\)|〔[^〔〕]{0,40}〕")


def _brackets(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of brackets with a figure, a separator or more than a few words: a boundary inside counts for what is inside only."""
    return [m.span() for m in _BRACKET.finditer(folded, start, end) if any(char.isdigit() or char in _STRONG for char in m[0]) or len(m[0]) > _ASIDE]


def _after(folded: str, offset: int, end: int, words: Lexicon) -> int:
    return re.matched(words["clauses.after"].match(folded, offset, max(offset, end))).end()


def _lead(folded: str, start: int, end: int, splices: Sequence[tuple[int, int]]) -> View:
    if not splices:
        return View.of(folded, start, end)
    lead, at = NOTHING, start
    for first, last in sorted(splices):
        lead += View.of(folded, at, max(at, first))
        at = last
    return lead + View.of(folded, at, end)


def _adverb_start(folded: str, floor: int, start: int, words: Lexicon) -> int:
    return re.matched(words["clauses.adverb"].search(folded, min(floor, start), start)).start()


_LEAD, _TAIL = 24, 20  # characters before and behind an amount that a rule of unbound.yaml sees


def _with_role(slot: Slot, folded: str, rules: Needed, words: Lexicon) -> Slot:
    """The slot with the role from the rules of kind `unbound`, which see `lead□kind:unit□tail`."""
    amount = slot.amount
    seen = f"{slot.lead.text[-_LEAD:]}□{amount.kind}:{amount.unit}□{folded[amount.end : amount.end + _TAIL]}"
    for rule in rules.rules(seen):
        if rule.match.search(seen) and (rule.gives.get("only") != "round" or words["clauses.round"].match(amount.text)):
            return replace(slot, role=rule.gives.get("role", "none"), rule=rule.id, reason=rule.gives.get("reason", rule.note))
    if slot.onward and (served := _served(slot, words)):
        return served
    if slot.onward and amount.unit not in PLAIN and _is_attribute(slot, words):
        return replace(
            slot,
            role="attribute",
            rule="statement.attribute",
            reason="counts something inside a longer phrase that has its own value",
        )
    return slot


_ACRES = {"mu": 1 / 15, "km2": 100.0}  # hectares per unit of area


def _is_attribute(slot: Slot, words: Lexicon) -> bool:
    """Whether a count stands inside a longer phrase with a value of its own: 74个|断面水质优良比例达到|100%."""
    if not words["clauses.noun"].fullmatch(slot.tail.text.strip()) or words["clauses.among"].match(slot.tail.text):
        return False
    if words["clauses.moves"].fullmatch(slot.tail.text):
        return False  # 产值|3亿元|同比增长|5%
    lead = slot.lead.text.rstrip()
    if len(lead) > 1 and slot.amount.kind == "count" and slot.tail.text.strip() in words.sizes:
        return False  # 主变|6台|总容量…: both amounts tell of the thing
    form = words.predicates.ending(lead)
    return lead.endswith(words.of) or (not words.verbs.ending(lead) and (not form or words.predicates[form]["kind"] == "where"))
