"""Sums that are paid at a rate for each slice: 设备投资500万元以下部分按|5%、500万元至1000万元部分按|8%|给予奖励.

Each slice is a tier: its bounds are thresholds of the sum, its rate has the slice as base; where the rate has a base of its own
(按设备投资额的10%), the slice is the recipient.
"""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.recipients.cut import first_noun
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View, trimmed
from extract.records import record

_FAR = 240  # characters before a value in which the first slice begins
_BEHIND = 60  # characters behind a bound in which its slice and the rate of that end
_TIERS = 2  # least slices that make tiers


@record
class Slice:
    """The whole that is sliced, the slice, the kind of benefit, and the recipient; `bound` where the value bounds the slice and is not its rate."""

    what: View
    part: View
    kind: View
    who: View
    bound: bool

    def name(self) -> View:
        """The name of a bound, or of the benefit of a rate: 设备投资, 设备投资|奖励."""
        return self.what if self.bound else self.what + self.kind


def sliced(place: Place, words: Words) -> Slice | None:
    """The slice that a value bounds or is the rate of; None where no sum is paid by slices."""
    if place.amount.unit not in ("%", "CNY"):
        return None
    start = _begin(place)
    parts = list(words["slices.part"].finditer(place.text, start, place.amount.end + _BEHIND))
    own = next((at for at, one in enumerate(parts) if one.start() <= place.amount.start < one.end()), None)
    if own is None or len(parts) < _TIERS:
        return None
    led = next(((at, told) for at in range(own, -1, -1) if (told := _led(place, start, parts[at], words))), None)
    if led is None:
        return None
    (opens, (what, who)), found = led, parts[own]
    part = View.of(place.text, *found.span("part"))
    return Slice(what, what + part if own == opens else part, _kind(place, found, words), who, place.amount.start < found.end("part"))


def _begin(place: Place) -> int:
    """The start of the sentence in which a sum is sliced."""
    start = max(place.amount.start - _FAR, 0)
    return max(place.text.rfind(mark, start, place.amount.start) + 1 for mark in ("。", "\n\n")) or start


def _led(place: Place, start: int, part: re.Match[str], words: Words) -> tuple[View, View] | None:
    """The whole that is sliced and its recipient, from the words right before the first slice; None before a further one."""
    led = words["slices.led"].search(place.text, start, part.start("part"))
    if led is None:
        return None
    lead = trimmed(View.of(place.text, *led.span("what")))
    who = first_noun(lead.text, words)
    return trimmed(lead.cut(who)), lead.cut(0, who)


def _kind(place: Place, own: re.Match[str], words: Words) -> View:
    """The kind of benefit behind the rate or behind the last rate of the sentence: 按|5%|、…按10%|给予奖励; else the last before the slices."""
    end = re.search(r"[。\n]", place.text[own.start() :])
    stop = own.start() + end.start() if end else len(place.text)
    found = words.benefit.search(place.text, own.end(), min(stop, own.end() + _FAR))
    if found is None:
        found = re.last(words.benefit, place.text, max(own.start() - _FAR, 0), own.start())
    return View.of(place.text, *found.span()) if found else NOTHING
