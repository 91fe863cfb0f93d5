"""Learned weights over the rules: which amounts state something, and the names of values where the rules are in doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract import expressions as re
from extract.assemble.bind import Bound
from extract.assemble.choice import UNTOLD, Around, Choice, Told
from extract.assemble.clauses import Slot
from extract.assemble.lexicon import Lexicon
from extract.assemble.measure import measure_of
from extract.assemble.measures.benefits import kind_of
from extract.assemble.measures.recipients.cut import named_alone
from extract.assemble.measures.roles import GIVEN
from extract.assemble.measures.words import words as of_measures
from extract.assemble.phrases import phrase
from extract.assemble.reach import BEFORE, CARRIED, Spans
from extract.assemble.stating import Stating
from extract.assemble.surroundings import Surroundings
from extract.assemble.view import NOTHING, View, trimmed
from extract.model import Amount, Article, Mentions, Printed, Role, Statement
from extract.patterns import Rules

# Sums of weights, set on 110 passages from which nothing was learned: an amount that the rules cannot bind is admitted above 0
# (as likely as not), one that a rule of unbound.yaml leaves out where a statement is seven times as likely; a bound value is dropped
# only where it is three times as likely to state nothing
_ADMIT, _RULED, _KEEP = 0.0, 2.0, -1.0
# Statements of the rules with this confidence keep their name: above it, on the same passages, no fewer names were right than by the weights
_SURE = 0.75
# The rules whose names the choice improves: of 1,285 unread values, the names by other rules (of lists, objects, counted nouns)
# were right as often as those by the weights
_DOUBTED = (BEFORE, CARRIED, "statement.norm")
_NAMED = 2  # characters of a name; a single one names nothing
_LEFT = "unbound."  # prefix of the rules that say why an amount states nothing
_SILENT = (
    "unbound.silent",
    "unbound.missed",
    "unbound.age.class",
)  # prefixes of those whose answer stands: terms of procedure, repeated lines, missed goals, the age of a group
RULE = "statement.weighed"
# Values of a sentence: the fullest of 300 articles has 34. One with more is a table or a list run together, from which no weight was learned
_CROWDED = 100
_WORD = 5  # characters of the longest common word, plus one
_LEAD = 12  # characters before a count in which the word for its recipients may stand
_EACH = 2  # characters of 每家, 单个
_LENGTHS = ("a", "mo")  # units of the time for which something is given
_PAIRS = (("(", ")"), ("“", "”"), ("《", "》"))
_SENTENCE = frozenset("。\n")
_ENDS = _SENTENCE | {";"}
_CLAUSES = _ENDS | {","}
_PARTS = ("、", "(")  # marks that separate or complete parts of a name
_FIGURE = re.compile(r"[\d.,]")

Unbound = tuple[Slot, str, str]


class Weighed:
    """Applies the learned weights to the values of one article."""

    def __init__(self, article: Article, folded: str, mentions: Mentions, words: Lexicon, rules: Rules) -> None:
        self._around = Surroundings(article, folded, mentions)
        self._stating, self._choice, self._recipients = Stating(rules), Choice.of_names(rules, words.aliases), Choice.of_recipients(rules)
        self._words, self._rules = words, of_measures(rules)
        self._folded = folded
        self._whom: dict[tuple[int, Role, View], View] = {}
        self._names: dict[tuple[int, str], View] = {}  # the name taken, by sentence and the rules' name
        self._places = {span for place in mentions.places for span in place.mentions}
        self._starts = {amount.start for amount in mentions.amounts}
        self._crowded = {sentence for sentence, values in Counter(amount.sentence for amount in mentions.amounts).items() if values > _CROWDED}

    def admitted(self, found: Sequence[Bound], unbound: Sequence[Unbound], spans: Spans) -> tuple[list[Bound], list[Unbound]]:
        """The bound values of a sentence, with those that only the weights admit, and the amounts that state nothing, with the reason."""
        kept, left = list[Bound](), list[Unbound]()
        if any(slot.amount.sentence in self._crowded for slot in (*(one.slot for one in found[:1]), *(slot for slot, _, _ in unbound[:1]))):
            return list(found), list(unbound)
        for one in found:
            told = self._doubted(one)
            if isinstance(told, Bound):
                kept.append(told)
            else:
                left.append(told)
        for rejected in unbound:
            bound = self._bound(rejected, spans)
            if bound is None:
                left.append(rejected)
            else:
                kept.append(bound)
        return sorted(kept, key=lambda one: one.amount.start), left

    def _doubted(self, one: Bound) -> Bound | Unbound:
        """A value that the rules bind, or why it states nothing: its words hardly ever do, or it names only a place and the weights know no better.

        A value with a name of the catalogue, or with a word for its recipients, is not doubted.
        """
        if one.indicator.text in self._words.aliases or len(self.served(one.amount)):
            return one
        total = self._stating.sum(*self._around.own(one.amount), one.amount, True)
        if total < _KEEP:
            return one.slot, "statement.unlikely", f"values in such words hardly ever state anything (weighed {total:.1f})"
        told = self._renamed(one) if self._is_place(one.indicator) else one
        return told or (one.slot, "statement.place", "nothing but a place is told of this value")

    def served(self, amount: Amount) -> View:
        """The word before a count of recipients (|为|335对夫妻提供辅导); NOTHING where there is none."""
        whom = self._words["weighed.whom"].search(self._folded, max(amount.start - _LEAD, 0), amount.start)
        done = whom and self._words["weighed.service"].match(self._folded, amount.end)
        return View.of(self._folded, *whom.span("to")) if whom and done else NOTHING

    def _bound(self, one: Unbound, spans: Spans) -> Bound | None:
        """An amount that the rules leave out, bound where the weights find a statement and a name; else None."""
        slot, rule, _ = one
        if slot.role == "from" or rule.startswith(_SILENT) or self._is_cell(slot.amount):
            return None
        if self._stating.sum(*self._around.own(slot.amount), slot.amount, False) <= (_RULED if rule.startswith(_LEFT) else _ADMIT):
            return None
        name = self._named(slot.amount, NOTHING, UNTOLD)
        if not self._is_name(name):
            return None
        said = phrase(slot.lead, spans, self._words, slot.amount.unit)
        return Bound(slot, name, measure_of(slot, said, name, "", self._words), RULE, said.predicate)

    def _is_cell(self, amount: Amount) -> bool:
        """Whether an amount fills its table cell alone: then the table names it, or it states nothing."""
        return self._folded.startswith("| ", amount.start - 2) and self._folded.startswith(" |", amount.end)

    def _is_place(self, name: View) -> bool:
        """Whether a name is a place and nothing else: 西部|8县."""
        return (name.start, name.end) in self._places or self._words["weighed.region"].fullmatch(name.text) is not None

    def _renamed(self, one: Bound) -> Bound | None:
        """A value named only by a place, with the name that the weights give it; None where they give none."""
        name = self._named(one.amount, NOTHING, UNTOLD)
        return replace(one, indicator=name, rule=RULE) if self._is_name(name) else None

    def named(self, one: Bound, made: Statement) -> Bound:
        """A bound value with the name that the weights give it, where the rules are not sure of theirs.

        A value that a rule of the text gives is always weighed, even where its name was put together: the words around say what it is for
        as well as any rule does. A name that names nothing (于|出让起始价) is not taken.
        A value carried on from one before (…,增长5%) gets the same name as that.
        """
        told = one.amount.sentence, one.indicator.text
        if one.rule == CARRIED and made.role not in GIVEN and told in self._names:
            name = self._names[told]
            return one if name is one.indicator else replace(one, indicator=name, rule=RULE)
        weighed = self._weighed(one, made)
        self._names[told] = weighed.indicator
        return weighed

    def _weighed(self, one: Bound, made: Statement) -> Bound:
        """A bound value with the name that the weights give it, where that is better than the rules'."""
        ruled = one.indicator if self._is_lawful(one.indicator) else NOTHING
        if one.slot.listed or made.sentence in self._crowded or not self._is_open(one, made, ruled):
            return one
        name = self._named(one.amount, ruled, Told.of(made))
        return replace(one, indicator=name, rule=RULE) if self._is_better(name, ruled, made) else one

    def _is_open(self, one: Bound, made: Statement, ruled: View) -> bool:
        """Whether the weights may name a value better than the rules; not where the rules put the name together and no rule of the text gives the value."""
        return made.role in GIVEN or not len(ruled) or (_is_doubted(one, made) and self._is_printed(ruled))

    def _is_better(self, name: View, ruled: View, made: Statement) -> bool:
        """Whether a name may replace that of the rules: it is whole, no part of theirs, and without words that stand elsewhere in the statement."""
        if name.text == ruled.text or not self._is_name(name):
            return False
        if self._is_part(name, ruled) or self._is_bracketed(name, made) or self._ends_in_predicate(name, ruled, made.start):
            return False
        return self._is_better_benefit(name, ruled, made) if made.role in GIVEN else self._is_better_measure(name, ruled, made)

    def _is_better_benefit(self, name: View, ruled: View, made: Statement) -> bool:
        """Whether a name is better for a benefit: it is of no other benefit, and says all that the rules' name does."""
        torn = self._is_torn_off(name) or self._begins_with(name, self._rules.benefit)
        return not (torn or self._loses(name, ruled, made) or self._is_of_another(name, ruled))

    def _is_better_measure(self, name: View, ruled: View, made: Statement) -> bool:
        """Whether a name is better for a measured value: it holds no other deed, no label of money, and neither recipient nor base."""
        torn = self._cuts_within(name, ruled) or self._does_another(name, ruled) or self._begins_with(name, self._rules.named)
        return not (torn or _takes(name, ruled, made.base, made.recipient))

    def _is_part(self, name: View, ruled: View) -> bool:
        """Whether a name is a part of the rules' that only says where in a place something is."""
        return name.text in ruled.text and self._words["cores.of_place"].match(name.text) is not None

    def _ends_in_predicate(self, name: View, ruled: View, value: int) -> bool:
        """Whether a name is the rules' with the word of the predicate between it and the value: 检查频次|压减, 播种进度|过; 均 alone may be of the name (人均)."""
        rest = name.text[len(ruled) :] if len(ruled) and name.at[-1] + 1 == value and name.text.startswith(ruled.text) else ""
        return (len(rest) > 1 and rest in self._words.predicates) or self._words["phrases.past"].fullmatch(rest) is not None

    def _is_torn_off(self, name: View) -> bool:
        """Whether a part of a name belongs to a benefit of an earlier sentence: |购房|补贴每年6万元。补贴期限… for 购房社会保险补贴."""
        ends = (here for here, there in _gaps(name) if "。" in self._folded[here:there])
        return any(self._rules.benefit.match(self._folded, here) for here in ends)

    def _is_bracketed(self, name: View, made: Statement) -> bool:
        """Whether a name stands in a bracket that closes before the value: 操作指南(不包括|内部指南|)2项."""
        between = self._folded[name.at[-1] : made.start]
        return between.count(")") > between.count("(")

    def _does_another(self, name: View, ruled: View) -> bool:
        """Whether a name adds another deed of a list before the rules' name: 新建小学2所、|改扩建中学|1所."""
        more = 0 < len(ruled) < len(name) and name.text.endswith(ruled.text) and self._folded.endswith(_PARTS[0], 0, ruled.start)
        return more and len(self._words.verbs.opening(ruled.text)) > 1

    def _cuts_within(self, name: View, ruled: View) -> bool:
        """Whether a name leaves out words inside the rules' name other than an adverb (已, 每月): 公共网络|实现的|商品销售额."""
        return set(name.at) < set(ruled.at) and any(self._words["weighed.midst"].fullmatch(self._folded, *gap) is None for gap in _gaps(name))

    def _tears(self, name: View, ruled: View) -> bool:
        """Whether a name leaves out a list item or a bracket of the rules' name: 绿色工厂、|绿色园区|奖励, 示范企业|(示范车间)|奖励."""
        return set(name.at) < set(ruled.at) and any(name.text.count(mark) < ruled.text.count(mark) for mark in _PARTS)

    def _is_of_another(self, name: View, ruled: View) -> bool:
        """Whether a name takes its purpose from an earlier sentence, and the rules' from this one: …的|能繁母猪|补助;⏎新建|养殖场|的补助5万元."""
        theirs, own = self._topic(name), self._topic(ruled)
        return len(theirs) > 0 and len(own) > 0 and not _SENTENCE.isdisjoint(self._folded[theirs.at[-1] : own.at[0]])

    def _loses(self, name: View, ruled: View, made: Statement) -> bool:
        """Whether a name loses something of the rules': the kind of benefit, a list item, its purpose, a part of the base."""
        return self._drops_kind(name, ruled, made) or self._tears(name, ruled) or self._tells_less(name, ruled) or _halves(name, ruled, made.base)

    def _drops_kind(self, name: View, ruled: View, made: Statement) -> bool:
        """Whether a name no longer says what kind of benefit a share or a term is of: 招商项目财政贡献 for |奖励扶持|."""
        told = (
            self._rules.benefit.search(ruled.text)
            if made.unit == "CNY"
            else len(kind_of(ruled, self._rules)) > 0 and (made.unit in _LENGTHS or made.role == "rate")
        )
        return bool(told) and not self._rules.benefit.search(name.text)

    def _tells_less(self, name: View, ruled: View) -> bool:
        """Whether a name has no purpose, or one that fits any benefit, and the rules' has a particular one: 每个|产品补助 of those who passed a test."""
        own = self._topic(ruled)
        bare = self._is_anything(self._topic(name)) or self._rules["completed.general"].fullmatch(name.text)
        return len(own) > 0 and bool(bare) and not self._is_anything(own)

    def _is_anything(self, topic: View) -> bool:
        return any(self._rules[told].fullmatch(topic.text) for told in ("benefits.anything", "benefits.any_firm"))

    def _begins_with(self, name: View, kind: re.Pattern[str]) -> bool:
        """Whether a name of several parts begins with nothing but `kind`, the kind of money or the label of a standard: 奖励|销售额."""
        gaps = _gaps(name)
        return bool(gaps) and kind.fullmatch(self._folded, name.start, gaps[0][0]) is not None

    def _topic(self, name: View) -> View:
        """The words of a benefit's name before the kind of money at its end; NOTHING where it ends in none."""
        kind = kind_of(name, self._rules)
        return name.cut(0, len(name) - len(kind)) if len(kind) else NOTHING

    def recipient(self, amount: Amount, role: Role, ruled: View) -> View:
        """The recipient of a rule's value by the weights, beside the rules' answer; kept, since a statement is made anew under each of its names."""
        asked = (amount.start, role, ruled)
        if asked not in self._whom:
            self._whom[asked] = self._recipient(amount, role, ruled)
        return self._whom[asked]

    def _recipient(self, amount: Amount, role: Role, ruled: View) -> View:
        found = self._recipients.name(Around(self._around.of(amount), role, ruled.text, UNTOLD), ruled, self._folded)
        being = self._words["weighed.being"].match(found.text)
        found = found.cut(being.end()) if being else found
        found = named_alone(self._without_each(found), self._rules)
        return found if self._may_be_taken(found, ruled, role, amount) else ruled

    def _without_each(self, whom: View) -> View:
        """The recipient without a part behind it that says how many the value is for: …的农户|,每亩补助800元,|单户."""
        each = (whom.at.index(there) for _, there in _gaps(whom) if self._words["weighed.each"].match(self._folded, there))
        return whom.cut(0, next(each, None))

    def _may_be_taken(self, whom: View, ruled: View, role: Role, amount: Amount) -> bool:
        """Whether a phrase may replace the rules' recipient: it names somebody, is no mere part of theirs, and is not of an earlier sentence or clause."""
        if not self._is_somebody(whom) or self._is_cut(whom, ruled) or self._is_earlier(whom, ruled, amount):
            return False
        if role in GIVEN and len(ruled) and set(whom.at).isdisjoint(ruled.at):
            return not self._is_each(whom)
        return role != "threshold" or not self._is_aside(whom, ruled, amount)

    def _is_cut(self, whom: View, ruled: View) -> bool:
        """Whether a phrase is a part of the rules' recipient, or of a list, that cannot stand for the whole."""
        return self._cuts_case(whom, ruled) or _is_inside(whom, ruled) or _drops_bracket(whom, ruled) or self._is_torn(whom)

    def _is_torn(self, whom: View) -> bool:
        """Whether a phrase leaves out items inside a list, or a value without its bound."""
        torn, bounds = self._words["weighed.torn"], self._words["weighed.bounds"]
        return any(torn.fullmatch(self._folded, *gap) or bounds.match(self._folded, gap[1]) for gap in _gaps(whom))

    def _is_earlier(self, whom: View, ruled: View, amount: Amount) -> bool:
        """Whether a phrase stands in an earlier sentence, and the rules' recipient in that of the value: 引进的|博士|…。对|租房|的,每月1000元."""
        if not len(whom) or not len(ruled):
            return False
        return "。" in self._folded[whom.end : amount.start] and "。" not in self._folded[ruled.end : amount.start]

    def _cuts_case(self, whom: View, ruled: View) -> bool:
        """Whether a phrase is the beginning of a condition without its end, and no noun for somebody: 完成改造并通过|验收|的."""
        opens = len(whom) > 0 and len(ruled) > len(whom) and ruled.text.startswith(whom.text)
        return opens and self._folded[ruled.end : ruled.end + 1] == "的" and self._rules.recipient.search(whom.text) is None

    def _is_aside(self, whom: View, ruled: View, amount: Amount) -> bool:
        """Whether a phrase stands in an earlier clause than the value, and is no part of the rules' recipient."""
        if not len(whom) or not len(ruled) or not set(whom.at).isdisjoint(ruled.at):
            return False
        return not _CLAUSES.isdisjoint(self._folded[whom.at[-1] + 1 : amount.start])

    def _is_each(self, whom: View) -> bool:
        """Whether a phrase means each of those named before: …的培训机构,按每人次300元补贴,每家|机构|每年最高…"""
        start = max(whom.start - _EACH, 0) if len(whom) else 0
        return len(whom) > 0 and self._rules["norms.each_before"].search(self._folded, start, whom.start) is not None

    def _is_somebody(self, whom: View) -> bool:
        """Whether a phrase is whole, of one sentence and no condition; an empty one, for no recipient, is too."""
        if not len(whom):
            return True
        parted = not _ENDS.isdisjoint(self._folded[whom.start : whom.end])
        told = self._words["weighed.headless"].match(whom.text) or self._rules["recipients.no_one"].search(whom.text)
        return not parted and not told and self._is_sound(whom)

    def _is_sound(self, phrase: View) -> bool:
        """Whether a phrase begins and ends as a name does, with its brackets in pairs."""
        paired = all(phrase.text.count(opens) == phrase.text.count(closes) for opens, closes in _PAIRS)
        told = any(self._words[name].search(phrase.text) for name in ("weighed.unsound", "weighed.giving", "weighed.aside"))
        return paired and not told and not self._is_sawn(phrase)

    def _is_sawn(self, phrase: View) -> bool:
        """Whether a phrase begins inside a word (经|营户贷款, 该|款产品)."""
        start = phrase.start if len(phrase) else 0
        opens = self._words["weighed.sawn_before"].search(self._folded, start - 1, start + 1) if start else None
        if opens is None or opens["of"]:
            return opens is not None
        return self._words.cuts_word(self._folded, start) and not self._words.opening_word(self._folded[start : start + _WORD])

    def _is_lawful(self, name: View) -> bool:
        """Whether a name is sound, does not end in what something has become, and leaves out nothing that joins its parts."""
        if not self._is_sound(name) or self._words["weighed.becoming"].search(name.text):
            return False
        return not any(self._words["weighed.gap"].fullmatch(self._folded, *gap) for gap in _gaps(name))

    def _named(self, amount: Amount, ruled: View, told: Told) -> View:
        """The name that the weights give a value, beside the rules' answer."""
        around = Around(self._around.of(amount), amount.unit or "", ruled.text, told)
        name = self._without_next(self._choice.name(around, ruled, self._folded), amount)
        if name is ruled or self._is_of_next(name, amount):
            return ruled
        each, tail = self._words["weighed.each"].match(name.text), self._words["weighed.tail"].search(name.text)
        return trimmed(name.cut(each.end() if each else 0, tail.start() if tail else None))

    def _without_next(self, name: View, amount: Amount) -> View:
        """A name behind its value without the side that the next value is of: 30个|重点项目|总投资50亿元."""
        if not len(name) or name.start < amount.end or name.at[-1] + 1 not in self._starts:
            return name
        side = max(self._words.facets.ending(name.text), self._words.spending.ending(name.text), key=len)
        return name.cut(0, len(name) - len(side)) if len(side) < len(name) else name

    def _is_of_next(self, name: View, amount: Amount) -> bool:
        """Whether a name stands in a later sentence, or part of one, than the value: 最高|50万元|;对租房的给予|租房补贴."""
        return len(name) > 0 and name.at[-1] >= amount.end and not _ENDS.isdisjoint(self._folded[amount.end : name.at[-1]])

    def _is_name(self, name: View) -> bool:
        """Whether a phrase is long enough for a name, shares nothing out (分别) and begins with no half figure: 2.|0版新政兑现资金."""
        if self._words["weighed.parting"].search(name.text) or not self._is_lawful(name):
            return False
        if any(self._words["weighed.parts"].fullmatch(self._folded, *gap) for gap in _gaps(name)):
            return False
        halved = name.text[:1].isdigit() and _FIGURE.fullmatch(self._folded, name.start - 1, name.start) is not None
        return len(name) >= _NAMED and not halved

    def _is_printed(self, name: View) -> bool:
        """Whether a name stands in the text as it is, rather than put together of parts."""
        return self._folded[name.start : name.end] == name.text


def _gaps(name: View) -> list[tuple[int, int]]:
    """The spans that a name leaves out between its parts."""
    return [(here + 1, there) for here, there in pairwise(name.at) if there > here + 1]


def _is_inside(whom: View, ruled: View) -> bool:
    """Whether a phrase lies inside a recipient that is printed whole, so that its noun is another: 持证的|毕业生|创办的企业."""
    printed = len(ruled) > 0 and ruled.end - ruled.start == len(ruled) and "\n" not in ruled.text
    return printed and len(whom) > 0 and ruled.start < whom.start and whom.end < ruled.end


def _drops_bracket(whom: View, ruled: View) -> bool:
    """Whether a phrase is the rules' recipient without the bracket at its end: 领军人才|(A类人才)."""
    rest = ruled.text.removeprefix(whom.text)
    return rest != ruled.text and rest.startswith("(") and rest.endswith(")")


def _is_doubted(one: Bound, made: Statement) -> bool:
    """Whether the rules are not sure of the name of a value."""
    return one.rule in _DOUBTED and (made.confidence is None or made.confidence < _SURE)


def _halves(name: View, ruled: View, base: Printed | None) -> bool:
    """Whether a name has only the beginning of the base of a rate, and the rules' name has its end: |年度销售额|比上年新增部分."""
    if base is None or base.end - 1 not in ruled.at:
        return False
    return base.end - 1 not in name.at and not set(range(base.start, base.end)).isdisjoint(name.at)


def _takes(name: View, ruled: View, *told: Printed | None) -> bool:
    """Whether a name holds words of `told` (base, recipient) that the rules' name leaves out."""
    more = set(name.at) - set(ruled.at)
    return any(one is not None and not more.isdisjoint(range(one.start, one.end)) for one in told)
