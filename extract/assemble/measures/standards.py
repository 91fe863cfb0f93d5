"""Lists of standards: 租金标准:锦湖公寓28元、望江苑22元 -> the words before the list name each value, its own words whom it is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extract import expressions as re
from extract.assemble.measures.words import MARKER
from extract.assemble.view import NOTHING, View
from extract.model import Amount

_HOW = r"(?:每[\u4e00-\u9fff]{1,3}?|分别|各|为|是|按|最高|不超过|给予|发放|一次性|补贴|补助|奖励|资助|收取|:|\s)*"
_WHO = rf"(?:{MARKER})?(?P<who>[^、,;:。|\n\d]{{1,20}}?)(?:\([^()\n]{{1,24}}\))?{_HOW}"
_ITEM = re.compile(rf"(?:\([^()\n]{{1,24}}\))?\s*[、,;和及]*\s*{_WHO}")
_FIRST = re.compile(
    r"(?:^|[,;。:\n\s、.)])(?P<label>[^,;。:、\n\d()]{1,24}(?:标准|价格?|单价|费用?|租金|补贴|补助|津贴|奖励|奖金|保证金|限额|额度|金额))"
    rf"(?:\([^()\n]{{1,24}}\))?(?:如下|具体|调整|执行|收取|按[^,;:\d]{2,8}(?:确定|执行|划分)|分别|暂定|统一|各)*(?:(?:为|是|:)+\s*|\n){_WHO}$"
)
_BEFORE = 80  # characters before the first value of a list, in which its label and first item stand
_MONEY = re.compile(r"(?:标准|价格|补贴|补助|奖励|津贴|资助|金额|总额|限额|额度|费用?|资金)$")  # of money, not of somebody
_TIME = re.compile(r"第?[一二三四五首次][年月次]|[每其按对再另]|以[上下]|当年")
_MOST = re.compile(r"限额|最高|上限")


def standards(text: str, amounts: Sequence[Amount]) -> Mapping[int, tuple[View, View]]:
    """By where a value of such a list begins: what the list is of, and whom this value is for."""
    found: dict[int, tuple[View, View]] = {}
    for run in _runs(text, amounts):
        first = _FIRST.search(text, max(run[0].start - _BEFORE, 0), run[0].start)
        if first is None:
            continue
        label = View.of(text, *first.span("label"))
        whom = [_whom(text, first), *(_whom(text, _ITEM.fullmatch(text, a.end, b.start)) for a, b in pairwise(run))]
        if all(whom):
            found.update({amount.start: (label, who) for amount, who in zip(run, whom, strict=True)})
    return found


def _runs(text: str, amounts: Sequence[Amount]) -> Iterator[list[Amount]]:
    """Two or more sums of one unit, with no more than somebody's words between each and the next."""
    run: list[Amount] = []
    for amount in amounts:
        if run and ((amount.unit or "").split("/")[0] != (run[-1].unit or "").split("/")[0] or not _ITEM.fullmatch(text, run[-1].end, amount.start)):
            if len(run) > 1:
                yield run
            run = []
        run = [*run, amount] if (amount.unit or "").startswith("CNY") else []
    if len(run) > 1:
        yield run


def _whom(text: str, found: re.Match[str] | None) -> View:
    """Whom a value of the list is for; nothing where the words name a time or another sum."""
    if found is None or _MONEY.search(found["who"]) or _TIME.match(found["who"]):
        return NOTHING
    return View.of(text, *found.span("who"))


def role_in(label: View, role: str) -> str:
    """The role of a value in a list of standards, which is granted or charged unless the list is one of bounds."""
    return "cap" if _MOST.search(label.text) else "grant" if role == "threshold" else role
