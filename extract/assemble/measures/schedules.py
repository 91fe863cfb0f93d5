"""Schedules of benefits, with a value of each line for each class: 一级医院起付标准300元,报销比例|80%; 支付比例基层|65%."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures import topics
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.model import Role
from extract.passage import line_start
from extract.records import record

_FAR = 240  # characters before a line in which the topic of its schedule stands
_LINED = ("percent", "percentage_point", "money")


@record
class Line:
    """The line of a schedule that a value belongs to, with its recipient, role and measure."""

    name: View
    who: View
    role: Role
    measure: str


def scheduled(place: Place, words: Words) -> Line | None:
    """The rate named by a label, or the line that ends the clause: 镇卫生院|住院报销比例|85%; None where there is neither."""
    return (_rate(place, words) if place.amount.unit == "%" else None) or _lined(place, words)


def _lined(place: Place, words: Words) -> Line | None:
    """The line named in the clause of the value."""
    found = words["schedules.clause"].search(place.clause) if place.amount.kind in _LINED else None
    if found is None:
        return None
    name, who = place.in_clause(found, "name"), place.in_clause(found)
    if not is_class(who.text, words):
        name, who = who + name, NOTHING
    role = role_of_line(name.text, words)
    return Line(whole(place.text, name, words), who, role, "share" if role == "rate" else "level")


def _rate(place: Place, words: Words) -> Line | None:
    """The rate that a label names, before its recipient on the value's line or above the items of its list."""
    start = line_start(place.text, place.amount.start)
    label = words["schedules.rates"].match(place.text, start, place.amount.start) or _label_above(place, words)
    begin = label.end() if label and label.end() > start else start
    whose = words["schedules.whose"].fullmatch(place.text, begin, place.amount.start) if label else None
    if label is None or whose is None:
        return None
    return Line(View.of(place.text, *label.span("name")), View.of(place.text, *whose.span("who")), "rate", "level")


def _label_above(place: Place, words: Words) -> re.Match[str] | None:
    """The label above the numbered items of a list of rates, if the value's line is one of them."""
    own = line_start(place.text, place.amount.start)
    if topics.behind_number(place.text, own, place.amount.start, words) == own:
        return None
    for start, end in topics.lines_above(place):
        if found := words["schedules.rates"].fullmatch(place.text, start, end):
            return found
        if topics.behind_number(place.text, start, end, words) == start:
            return None
    return None


def is_class(text: str, words: Words) -> bool:
    """Whether the words before a line are a recipient: 三级医院."""
    return words.somebody.search(text) is not None


def is_line(text: str, words: Words) -> bool:
    """Whether a label ends in the name of a schedule's line."""
    found = re.last(words["schedules.bare"], text)
    return found is not None and found.end() == len(text)


def role_of_line(name: str, words: Words) -> Role:
    """The role of a line: rate for a share of what is spent, threshold for what is borne first, else cap."""
    if words["schedules.rate"].search(name):
        return "rate"
    return "threshold" if words["schedules.threshold"].search(name) else "cap"


def whole(text: str, name: View, words: Words) -> View:
    """The name of a line without 最高, and with the topic of the schedule where it has none itself."""
    most = words["schedules.most"].search(name.text)
    line = name.cut(0, most.start()) + name.cut(most.end()) if most else name
    return line if words["schedules.bare"].fullmatch(name.text) is None else _topic(text, name.start, words) + line


def _topic(text: str, end: int, words: Words) -> View:
    """The topic of a schedule, named before on its line: 市内住院|待遇:起付标准200元; 职工门诊|起付线:…;支付比例…"""
    start = max(line_start(text, end), end - _FAR)
    told = [one for one in words["schedules.topic"].finditer(text[start:end]) if not is_class(one["topic"], words)]
    return View.of(text, start + told[-1].start("topic"), start + told[-1].end("topic")) if told else NOTHING
