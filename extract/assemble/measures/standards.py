"""Lists of standards: 租金标准:锦湖公寓28元、望江苑22元 -> the label names each value, the words before a value its recipient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile

from extract import expressions as re
from extract.assemble.measures.schedules import is_line, role_of_line
from extract.assemble.measures.topics import behind_number
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.model import Amount, Role

_BEFORE = 80  # characters before the first value of a list, in which its label and first item stand


def standards(text: str, amounts: Sequence[Amount], words: Words) -> Mapping[int, tuple[View, View]]:
    """For each value of such a list, by its start: the label of the list and the recipient of the value."""
    found: dict[int, tuple[View, View]] = {}
    for run in _runs(text, amounts, words):
        first = _first(text, run[0], words)
        if first is None:
            continue
        label = View.of(text, behind_number(text, *first.span("label"), words), first.end("label"))
        items = [first, *(_item(text, a, b, words) for a, b in pairwise(run))]
        whom = list(takewhile(len, (_whom(text, item, words) for item in items)))
        if len(whom) == len(run) or (len(whom) > 1 and is_line(label.text, words)):
            label, whom = _of_status(label, _beside(items, whom, words), words)
            found.update({amount.start: (label, who) for amount, who in zip(run, whom, strict=False)})
    return found


def _first(text: str, amount: Amount, words: Words) -> re.Match[str] | None:
    """The label of a list before its first value; for a list of shares, only the label of a schedule's line."""
    start = max(amount.start - _BEFORE, 0)
    names = ("standards.explained", "standards.glued", "standards.revised", "standards.first", "standards.headed")[: 5 if amount.kind == "money" else 2]
    return next(filter(None, (words[name].search(text, start, amount.start) for name in names)), None)


def _runs(text: str, amounts: Sequence[Amount], words: Words) -> Iterator[list[Amount]]:
    """Runs of two or more sums of one unit with no more than a recipient between each and the next."""
    runs: list[list[Amount]] = [[]]
    for amount in (amount for amount in amounts if (amount.unit or "").startswith(("CNY", "%"))):
        if runs[-1] and not _goes_on(text, runs[-1][-1], amount, words):
            runs.append([])
        runs[-1].append(amount)
    return (run for run in runs if len(run) > 1)


def _goes_on(text: str, last: Amount, amount: Amount, words: Words) -> bool:
    alike = (amount.unit or "").split("/")[0] == (last.unit or "").split("/")[0]
    moved = words["standards.moved"].search(text, last.end, amount.start)
    return alike and moved is None and _item(text, last, amount, words) is not None


def _item(text: str, last: Amount, amount: Amount, words: Words) -> re.Match[str] | None:
    """The words between two values, if they are no more than the recipient of the second."""
    return words["standards.item"].fullmatch(text, last.end, amount.start) or words["standards.items"].fullmatch(text, last.end, amount.start)


def _whom(text: str, found: re.Match[str] | None, words: Words) -> View:
    """The recipient of a value of the list; nothing where the words are a time, another sum, or a benefit of their own."""
    if found is None or words["standards.money"].search(found["who"]) or words["standards.time"].match(found["who"]):
        return NOTHING
    if found.groupdict().get("aside") and words["schedules.class"].fullmatch(found["who"]) is None:
        return NOTHING  # 28元(比上年提高|2元)
    if words["standards.own"].search(found["who"]) or words["schedules.bare"].search(found["who"]):
        return NOTHING
    return View.of(text, *found.span("who"))


def _beside(items: Sequence[re.Match[str] | None], whom: Sequence[View], words: Words) -> list[View]:
    """The recipient of each value, those in brackets with the class before the bracket: 二级在职85%(|退休|90%) -> 二级退休."""
    told: list[View] = []
    for item, who in zip(items, whom, strict=False):
        told.append(_without_status(told[-1], words) + who if told and _is_beside(item, who, words) else who)
    return told


def _is_beside(item: re.Match[str] | None, who: View, words: Words) -> bool:
    """Whether a bracket names the retired or the employed of the class before it, not those of all classes (退休统一|95%)."""
    aside = item is not None and item.groupdict().get("aside") and words["standards.for_all"].search(item[0]) is None
    return bool(aside) and words["standards.status"].fullmatch(who.text) is not None


def _without_status(who: View, words: Words) -> View:
    found = words["standards.status"].search(who.text)
    return who.cut(0, found.start()) if found else who


def _of_status(label: View, whom: list[View], words: Words) -> tuple[View, list[View]]:
    """The label without the status that opens it, which is added to the recipients: |在职|报销比例三级90% -> 在职三级."""
    led = words["standards.status_led"].match(label.text)
    if led is None or not is_line(label.text, words):
        return label, whom
    return label.cut(led.end()), [who if words["standards.status"].search(who.text) else label.cut(0, led.end()) + who for who in whom]


def parted(label: View, who: View, words: Words) -> View:
    """The label with one class in place of the two that it fuses: 城乡|低保标准 for 城市 -> 城市低保标准; nothing where it fuses none."""
    fused = words["standards.fused"].search(label.text) if words["standards.part"].fullmatch(who.text) else None
    return who + label.cut(fused.end()) if fused else NOTHING


def role_in(text: str, label: View, role: Role, words: Words) -> Role:
    """The role of a value in a list of standards: cap in a list of bounds, else what its line or its own wording says."""
    if is_bounded(text, label, words):
        return "cap"
    if is_line(label.text, words):
        return role_of_line(label.text, words)
    return "cap" if words["standards.most"].search(label.text) else "grant" if role == "threshold" else role


def is_bounded(text: str, label: View, words: Words) -> bool:
    """Whether the words behind the label of a list say that its values are bounds: 创作资助额度|不超过以下标准:话剧项目250万元."""
    return words["standards.bounded"].match(text, label.end) is not None
