"""What sentences hand on to later ones (`Handed`), and values to those behind them in their sentence (`Memory`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from extract.assemble.phrases import Phrase
from extract.assemble.view import NOTHING, View
from extract.model import Amount
from extract.records import state


class Whole(NamedTuple):
    """The whole that later values are parts of: its indicator, and the units it was given in (消费品零售总额|50亿元; 按地域分,城镇|30亿元)."""

    indicator: View = NOTHING
    units: frozenset[str] = frozenset()


NO_WHOLE = Whole()


class Handed(NamedTuple):
    """What a sentence has from those before it, the same for all its values.

    whole: the first indicator of the sentence before; a sentence that divides (按地域分,城镇…) gives the parts of that.
    unfinished: the last indicator of the line above, where it breaks off and this one goes on (进港量560万件⏎|同比增长34%).
    counted: by unit, the things that the sentence before counted; this one may say how far they have come (建设停车位5万个。|已建成|1.4万个).
    trade: the trade that heads the list item of the sentence (一是茶叶产业。|产值3亿元).
    ranking: the last named list that ranks places or firms (发布“百强区”榜单。|云溪区位列|第10位).
    event: what projects reach at the last named event (开工|仪式举行。|7个|外资项目).
    part: the words for what the last share in the paragraph is of (出口|占全市外贸|的40%。农产品出口2亿元,|占|6%).
    """

    whole: Whole = NO_WHOLE
    unfinished: View = NOTHING
    counted: Mapping[str, View] = MappingProxyType({})
    trade: View = NOTHING
    ranking: View = NOTHING
    event: View = NOTHING
    part: View = NOTHING


NOTHING_HANDED = Handed()


@state
class Memory:
    """What is known at a value: what the sentences before handed on, and what the values before it in its own sentence left."""

    handed: Handed = NOTHING_HANDED
    whole: Whole = NO_WHOLE  # the whole that values are parts of: first as handed on, then a part that names its own side

    # The values before
    last: View = NOTHING  # the indicator of the last value
    task: View = NOTHING  # the words of the task whose own figure the last value was (年度目标|6亿元|的51.7%)
    planned: View = NOTHING  # the last indicator without the plan that it is a per cent of (投资|占年度计划)
    topic: View = NOTHING  # the last indicator that was named in full, of which sides may follow (茶园3万亩,|产量|5000吨)
    counted: bool = True  # whether the topic was a count of things
    row: list[View] = field(default_factory=list)  # the indicators of the last list, to which later values may belong in turn
    recent: list[View] = field(default_factory=list)  # all indicators so far, each once
    verb: View = NOTHING  # that of the last value with words of its own
    verb_kind: str = ""
    subject: View = NOTHING  # that of the last value
    unit: str | None = None  # that of the last value
    measure: str = ""  # that of the last value, where it was a change in per cent
    clause: int = -1  # that of the last value

    # The value from which another one changes (由|2万亩|扩大到3万亩)
    start: Decimal | None = None
    starts: list[Decimal | None] = field(default_factory=list)  # those of a whole list
    start_unit: str | None = None
    start_phrase: Phrase | None = None  # what stood before 由
    start_clause: int = -1

    # What later values may refer to
    grant: View = NOTHING  # the last benefit
    site: bool = False  # whether the values are those of one site or building
    owner: View = NOTHING  # the owner of sides that name none (企业|利润)
    works: View = NOTHING  # things counted, whose stages may follow (改造开工300户,|竣工|280户)
    works_unit: str | None = None
    part: View = NOTHING  # the words for what the last share is of (占任务数的96%,…|占|75%)
    outlay: View = NOTHING  # the last sum, of which parts are spent

    # A whole whose parts follow in its sentence (…, 其中|国道|90公里)
    parted: bool = False  # whether there is one
    sum: View = NOTHING  # its indicator
    sum_amount: Amount | None = None
    sum_verb: View = NOTHING
    sum_moved: bool = False  # whether its value is a change
    parts: int = 0  # how many parts of it were given in a row
    apart: bool = False  # whether only counts distinguish its parts (20家茶企中,|12家|获评省级企业,|3家|…)

    @classmethod
    def of(cls, handed: Handed) -> Memory:
        """The memory at the beginning of a sentence, or of an item in it."""
        return cls(handed, handed.whole, last=handed.unfinished, topic=handed.unfinished, part=handed.part)

    def copy(self) -> Memory:
        """A copy, which later values leave as it is."""
        return replace(self, starts=[*self.starts], row=[*self.row], recent=[*self.recent])


class Outside:
    """The memory from before a bracket, which the words behind the bracket take up: 学生3000人(女生1400人),|占总人口的|6%."""

    def __init__(self) -> None:
        self._kept: Memory | None = None
        self._bracket = -1

    def at(self, bracket: int, memory: Memory) -> Memory:
        """The memory at a value in the bracket that opens at `bracket` (-1: in none)."""
        if bracket != self._bracket:
            if self._kept is not None and len(self._kept.last):
                memory = self._kept
            self._kept = memory.copy() if bracket >= 0 else None
            self._bracket = bracket
        return memory
