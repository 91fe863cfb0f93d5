"""What a sentence is handed by those before it, and what its clauses leave to those behind them."""

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
    """What is told in parts: the indicator, and the units in which it was told (消费品零售总额|50亿元; 按地域分,城镇|30亿元)."""

    indicator: View = NOTHING
    units: frozenset[str] = frozenset()


NO_WHOLE = Whole()


class Handed(NamedTuple):
    """What the sentences before one hand on to it, the same for all its values.

    whole: what the sentence before told first; a sentence that parts it (按地域分,城镇…) tells the parts of that.
    unfinished: what the line above told last, where it breaks off and this one goes on (进港量560万件⏎|同比增长34%).
    counted: by unit, the things that the sentence before counted; this one may tell how far they are (建设停车位5万个。|已建成|1.4万个).
    trade: the trade that heads the item in which the sentence stands (一是茶叶产业。|产值3亿元).
    ranking: the list by which places or firms are ranked that was named last (发布“百强区”榜单。|云溪区位列|第10位).
    event: what projects come to at an event that was told of last (开工|仪式举行。|7个|外资项目).
    part: of what the paragraph told a share last (出口|占全市外贸|的40%。农产品出口2亿元,|占|6%).
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
    """What is known at a value: what the sentences before handed on, and what the clauses before it in its own have told."""

    handed: Handed = NOTHING_HANDED
    whole: Whole = NO_WHOLE  # what is told in parts: first as handed on, then a part that names its own side

    # The values before
    last: View = NOTHING  # the indicator of the last one
    task: View = NOTHING  # the words of the task whose own figure the last one was (年度目标|6亿元|的51.7%)
    planned: View = NOTHING  # the same without the plan that it is a per cent of (投资|占年度计划)
    topic: View = NOTHING  # the last indicator that was named in full, of which sides may follow (茶园3万亩,|产量|5000吨)
    counted: bool = True  # whether the topic was a count of things
    row: list[View] = field(default_factory=list)  # those of the last list, which later values may share out
    recent: list[View] = field(default_factory=list)  # all so far, each once
    verb: View = NOTHING  # that of the last one with words of its own
    verb_kind: str = ""
    subject: View = NOTHING  # whose the last one was
    unit: str | None = None  # that of the last one
    measure: str = ""  # that of the last one, where it was a change in per cent
    clause: int = -1  # in which the last one stood

    # The value from which one changes (由|2万亩|扩大到3万亩)
    start: Decimal | None = None
    starts: list[Decimal | None] = field(default_factory=list)  # all of a list of them
    start_unit: str | None = None
    start_phrase: Phrase | None = None  # what stood before 由
    start_clause: int = -1

    # What later values may be of
    grant: View = NOTHING  # the benefit that was told last
    site: bool = False  # whether the values are those of one site or building
    owner: View = NOTHING  # whose the bare sides are (企业|利润)
    works: View = NOTHING  # things counted, whose stages may follow (改造开工300户,|竣工|280户)
    works_unit: str | None = None
    part: View = NOTHING  # of what a share is (占任务数的96%,…|占|75%)
    outlay: View = NOTHING  # the sum that was told last, of which parts are spent

    # What is parted inside the sentence (…, 其中|国道|90公里)
    parted: bool = False  # whether it is
    sum: View = NOTHING  # the indicator that is parted
    sum_amount: Amount | None = None
    sum_verb: View = NOTHING
    sum_moved: bool = False  # whether its value is a change
    parts: int = 0  # how many parts of it were told in a row
    apart: bool = False  # whether only counts tell its parts apart (20家茶企中,|12家|获评省级企业,|3家|…)

    @classmethod
    def of(cls, handed: Handed) -> Memory:
        """The memory at the beginning of a sentence, or of an item in it."""
        return cls(handed, handed.whole, last=handed.unfinished, topic=handed.unfinished, part=handed.part)

    def copy(self) -> Memory:
        """The same, which what is told from now on leaves as it is."""
        return replace(self, starts=[*self.starts], row=[*self.row], recent=[*self.recent])


class Outside:
    """What was known before a bracket, which what stands behind it takes up: 学生3000人(女生1400人),|占总人口的|6%."""

    def __init__(self) -> None:
        self._kept: Memory | None = None
        self._bracket = -1

    def at(self, bracket: int, memory: Memory) -> Memory:
        """What is known at a value that stands in a bracket, or in none (-1)."""
        if bracket != self._bracket:
            if self._kept is not None and len(self._kept.last):
                memory = self._kept
            self._kept = memory.copy() if bracket >= 0 else None
            self._bracket = bracket
        return memory
