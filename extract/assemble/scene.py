"""A value in its sentence (`Scene`), as the searches for its indicator see it, and what each of them may return (`Reading`)."""

from __future__ import annotations

from collections.abc import Sequence

from extract.assemble.clauses import PLACE, Slot
from extract.assemble.clauses import PLAIN as PLAIN
from extract.assemble.lexicon import KEPT, Lexicon
from extract.assemble.memory import Memory
from extract.assemble.phrases import Phrase
from extract.assemble.view import NOTHING, View
from extract.records import state

Spans = Sequence[tuple[int, int, str]]


@state
class Reading:
    """The indicator of a value, the verb that carries it with its kind, and the rule that found them."""

    indicator: View
    verb: View
    kind: str
    rule: str


@state
class Scene:
    """The slot of a value, the parts of its lead (`said`), the dates and places of its sentence (`spans`), and the memory from the clauses before."""

    slot: Slot
    said: Phrase
    spans: Spans
    memory: Memory
    words: Lexicon
    noun: View = NOTHING  # what follows the amount: 20家|高新技术企业

    @property
    def core(self) -> View:
        """The words of the lead that are the indicator's own."""
        return self.said.core

    @property
    def plain(self) -> bool:
        """Whether the unit counts no things: per cent, points, times, a rank; 位 may also count people (聘请|10位|专家)."""
        return self.slot.amount.unit in PLAIN and not self._counts_people

    @property
    def _counts_people(self) -> bool:
        amount = self.slot.amount
        return amount.unit == PLACE and amount.kind == "count" and self.words["scene.people"].match(self.noun.text) is not None

    @property
    def part_of_noun(self) -> bool:
        """Whether the value modifies the noun behind it: 100%|的乡镇."""
        return self.slot.tail.text.startswith(self.words.of)

    @property
    def money(self) -> bool:
        return self.slot.amount.kind == "money"

    @property
    def moved(self) -> bool:
        """Whether the predicate makes the value a change: 增长|5%."""
        return self.said.measure in ("growth", "decrease")

    def reading(self, indicator: View, rule: str) -> Reading:
        """A reading with this indicator and the clause's own verb."""
        return Reading(indicator, self.said.verb, self.said.verb_kind, rule)

    def resumed(self, indicator: View, rule: str) -> Reading:
        """A reading with this indicator and the verb of the clause before."""
        return Reading(indicator, self.memory.verb, self.memory.verb_kind, rule)

    def bare(self, indicator: View, rule: str) -> Reading:
        """A reading with this indicator and no verb."""
        return Reading(indicator, NOTHING, self.said.verb_kind, rule)


def with_verb(verb: View, kind: str, noun: View) -> View:
    """The noun, with the verb where that is part of the indicator: 建成|口袋公园, but 新增|岗位 -> 岗位.

    >>> with_verb(View.of("建成", 0, 2), "keep", View.of("建成口袋公园", 2, 6)).text, with_verb(View.of("新增", 0, 2), "new", View.of("新增岗位", 2, 4)).text
    ('建成口袋公园', '岗位')
    """
    return verb + noun if kind in KEPT else noun
