"""The recipient of one value in a list of tiers, named right before it: …为职工每人每月300元、|居民|每人每月200元."""

from __future__ import annotations

from extract.assemble.measures.provisions import Place, last_mark
from extract.assemble.measures.recipients.cut import gives, tidied
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View


def listed(place: Place, words: Words) -> View:
    """The recipient right before the value, in a list of tiers: …为职工|每人每月300元、|居民|每人每月200元."""
    found = words["recipients.tier"].search(place.lead)
    if not found:
        return NOTHING
    start, end = found.span("who" if found["who"] else "among")
    start = _opening(place.lead, start, end, words)
    view = tidied(View.of(place.text, place.segment + start, place.segment + end), words)
    if len(view) < 2 or gives(view.text, words):
        return NOTHING
    told = words.somebody.search(view.text) or words["recipients.whose"].match(place.text, view.end) or words["recipients.pupils"].match(place.text, view.end)
    return view if told else NOTHING


def bracketed(place: Place, words: Words) -> View:
    """The class in the bracket behind a value, where others have one too: 5000元|(高职毕业生)|、3000元|(中职毕业生)|."""
    own = words["recipients.bracketed"].match(place.text, place.amount.end)
    if own is None:
        return NOTHING
    beside = words["recipients.bracketed_on"].match(place.text, own.end()) or words["recipients.bracketed_before"].search(place.lead)
    return View.of(place.text, *own.span("who")) if beside else NOTHING


def first_of_tiers(place: Place, words: Words) -> View:
    """The first of several tiers with a value right behind each: 按照|初级|不超过1000元、中级不超过1500元."""
    first, second = words["recipients.first_of_tiers"].search(place.lead), words["recipients.second_of_tiers"].match(place.tail)
    if not first or not second or gives(first["who"], words):
        return NOTHING
    view = place.in_segment(first)
    led = words["recipients.opening"].match(view.text)
    return view.cut(led.end()) if led else view  # 其中|自理老人


def is_among(place: Place, words: Words) -> bool:
    """Whether the words right before the value pick its recipient from those named before: …发放补贴,其中|博士|6万元."""
    found = words["recipients.tier"].search(place.lead)
    told = found is not None and found["among"] is not None and words.somebody.search(found["among"]) is not None
    return told or len(first_of_tiers(place, words)) > 0


def _opening(lead: str, start: int, end: int, words: Words) -> int:
    """The start of the recipient of a value in a list: the whole of a list of recipients (|博士、硕士), else behind 为 and 按 (标准为|老人, 按|博士每人…)."""
    if lead[start - 1 : start] == "、":
        opens = last_mark(lead, 0, start, ",;:\n")
        parts = lead[opens : start - 1].split("、")
        if all(words.recipient.search(one) for one in parts):
            return opens
    inner = max((led.end() for led in words["recipients.led_by"].finditer(lead, start, end)), default=start)
    return inner if inner > start and end - inner >= 2 and not words["recipients.narrowed"].match(lead, start, end) else start
