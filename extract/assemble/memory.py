"""What the clauses of a sentence leave to those behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from extract.assemble.phrases import Phrase
from extract.assemble.view import NOTHING, View
from extract.model import Amount


@dataclass(slots=True)
class Memory:
    """What the clauses before have left: the indicator to carry on, its base, a list of them, a verb, a from-value."""

    last: View = NOTHING
    topic: View = NOTHING
    row: list[View] = field(default_factory=list)
    recent: list[View] = field(default_factory=list)
    verb: View = NOTHING
    verb_kind: str = ""
    start: Decimal | None = None
    starts: list[Decimal | None] = field(default_factory=list)
    start_phrase: Phrase | None = None
    start_clause: int = -1
    subject: View = NOTHING
    clause: int = -1
    whole: View = NOTHING
    whole_units: frozenset[str] = frozenset()
    grant: View = NOTHING
    unit: str | None = None
    measure: str = ""
    counted: bool = True
    start_unit: str | None = None
    site: bool = False
    owner: View = NOTHING
    trade: View = NOTHING
    ranking: View = NOTHING
    event: View = NOTHING
    before: Mapping[str, View] = field(default_factory=dict)
    works: View = NOTHING
    works_unit: str | None = None
    part: View = NOTHING
    outlay: View = NOTHING
    sum: View = NOTHING
    sum_amount: Amount | None = None
    sum_verb: View = NOTHING
    sum_moved: bool = False
    parted: bool = False
