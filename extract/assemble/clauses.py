"""Sentence -> slots: each amount with the words that lead to it and the words that follow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extract.assemble.view import NOTHING, View
from extract.model import Amount
from extract.patterns import Rule

_STRONG = ",;:。!?\n—│|"
_OPEN, _CLOSE = "([{〔【", ")]}〕】"
_AFTER = regex.compile(r"(?:\((?:含|不含)[^()]{0,8}\))?\s?(?:及?以[上下内外]|左右|上下(?!游|级|联)|之间|大关|关口|台阶|新?台阶|多|余)?(?:规模|大关|关口|新?台阶)?")
_JOIN = ("、", "和", "与", "及")
_LIST = regex.compile(r"[、,]?(?:和|与|及|以及|或)?")


@dataclass(frozen=True, slots=True)
class Slot:
    """An amount in its clause.

    `lead` runs from the last boundary to the amount, `tail` from behind its 以上, 左右 … to the next boundary.
    `listed` says that only 、 or 和 parts it from the amount before, `joined` that 、 or 和 follows that amount.
    `role` is `value`, or why the amount states nothing: `attribute`, or the `role` that a rule gave it.
    """

    amount: Amount
    clause: int
    lead: View
    tail: View
    after: int
    role: str = "value"
    rule: str = ""
    reason: str = ""
    listed: bool = False
    joined: bool = False


def slots(text: str, folded: str, start: int, end: int, amounts: Sequence[Amount], rules: Sequence[Rule]) -> list[Slot]:
    """The amounts of the sentence `text[start:end]`, in order, each between its boundaries."""
    marks = _boundaries(folded, start, end)
    found: list[Slot] = []
    floor, clause, splices = start, 0, list[tuple[int, int]]()
    for index, amount in enumerate(amounts):
        if amount.start < floor:
            continue
        left = max((mark for mark in marks if mark <= amount.start), default=start)
        if left > floor or not found:
            floor, clause, splices = max(floor, left), clause + 1, []
        after = _after(folded, amount.end, end)
        nearest = min((mark - 1 for mark in marks if mark > after), default=end)
        following = amounts[index + 1].start if index + 1 < len(amounts) else end
        stop = max(min(nearest, following), after)
        slot = Slot(
            amount=amount,
            clause=clause,
            lead=_lead(folded, floor, amount.start, splices),
            tail=View.of(folded, after, stop),
            after=after,
            listed=bool(found) and found[-1].clause == clause and _is_list(folded[found[-1].after : amount.start]),
            joined=bool(found) and found[-1].clause == clause and folded[found[-1].after : found[-1].after + 1] in _JOIN,
        )
        slot = _with_role(slot, folded, rules, index + 1 < len(amounts) and following <= nearest)
        found.append(slot)
        if slot.role == "adverbial":
            splices.append((_adverb_start(folded, floor, amount.start), after))
        elif slot.role not in ("attribute", "class"):
            floor, splices = after, []
    return found


def _is_list(between: str) -> bool:
    match = _LIST.fullmatch(between)
    return match is not None and between != ""


def _boundaries(folded: str, start: int, end: int) -> list[int]:
    """Offsets right behind each separator; brackets are boundaries on both sides, a thousands comma is none."""
    marks, depth = [start], 0
    for offset in range(start, end):
        char = folded[offset]
        if char in _STRONG:
            if char == ":" and offset and folded[offset - 1].isdigit() and folded[offset + 1 : offset + 2].isdigit():
                continue
            marks.append(offset + 1)
        elif char in _OPEN:
            depth += 1
            if _holds_figure(folded, offset, end):
                marks.append(offset + 1)
        elif char in _CLOSE and depth:
            depth -= 1
    return marks


def _holds_figure(folded: str, offset: int, end: int) -> bool:
    close = min((at for at in (folded.find(mark, offset, end) for mark in _CLOSE) if at > 0), default=-1)
    return close > 0 and any(char.isdigit() for char in folded[offset:close])


def _after(folded: str, offset: int, end: int) -> int:
    match = _AFTER.match(folded, offset, end)
    return match.end() if match else offset


def _lead(folded: str, start: int, end: int, splices: Sequence[tuple[int, int]]) -> View:
    lead, at = NOTHING, start
    for first, last in splices:
        lead += View.of(folded, at, max(at, first))
        at = last
    return lead + View.of(folded, at, end)


_ADVERB = regex.compile(r"(?:连续|时隔|提前|历时|历经|用时|已|用|近|约|经过|通过)*$")


def _adverb_start(folded: str, floor: int, start: int) -> int:
    match = _ADVERB.search(folded, floor, start)
    return match.start() if match else start


def _with_role(slot: Slot, folded: str, rules: Sequence[Rule], runs_on: bool) -> Slot:
    """The slot with the role that the rules of kind `unbound` give it; they see `lead□unit□tail`."""
    amount = slot.amount
    seen = f"{slot.lead.text[-24:]}□{amount.kind}:{amount.unit}□{folded[amount.end : amount.end + 20]}"
    for rule in rules:
        if next(rule.matches(seen), None):
            return replace(slot, role=rule.gives.get("role", "none"), rule=rule.id, reason=rule.gives.get("reason", rule.note))
    if runs_on and amount.unit not in ("%", "pp", "x", "位") and _is_attribute(slot):
        return replace(slot, role="attribute", rule="statement.attribute", reason="counts something inside a longer phrase that has its own value")
    return slot


_NOUN = regex.compile(r"[^\W\d_、,和与及]{2,30}$")


def _is_attribute(slot: Slot) -> bool:
    return bool(_NOUN.fullmatch(slot.tail.text.strip()))
