"""Schedules of benefits, in which every class has a value of each line: 一级医院起付标准300元,报销比例|80%; 支付比例基层|65%."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures import topics
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.model import Role
from extract.passage import line_start
from extract.records import record

_FAR = 240  # characters before a line in which it is told what its schedule is of
_LINED = ("percent", "percentage_point", "money")


@record
class Line:
    """The line of a schedule that a value is of, for whom, and how plainly it is a rule's."""

    name: View
    who: View
    role: Role
    measure: str
    strength: int
    base: View = NOTHING


def scheduled(place: Place, words: Words) -> Line | None:
    """The rate that a label names, or the line that ends the clause: 低保对象|住院报销比例|提高5%; None where there is none, or its share came about."""
    return (_rate(place, words) if place.amount.unit == "%" else None) or _lined(place, words) or _set_by(place, words) or _paid(place, words)


def _lined(place: Place, words: Words) -> Line | None:
    """The line in the clause of a value itself."""
    found = words["schedules.clause"].search(place.clause) if place.amount.kind in _LINED else None
    if found is None or words["schedules.reported"].search(found[0]):
        return None
    start = place.clause_start
    opens = found.start("name" if found["whoever"] or _is_parted(found, words) else "who")
    name = View.of(place.text, start + opens, start + found.end("name"))
    who = View.of(place.text, start + found.start("who"), start + min(opens, found.end("who")))
    return _set_or_moved(place, name, who, found["moved"] or "", words)


def _set_or_moved(place: Place, name: View, who: View, moved: str, words: Words) -> Line | None:
    """A line that is set to its value, or moved by it, which is a rate where that is a part; None where it is set to a value that it cannot have."""
    role = role_of_line(name.text, words)
    if not moved and (role == "rate") is (place.amount.kind == "money"):
        return None
    role = "rate" if moved and place.amount.unit == "%" else role
    return Line(whole(place.text, name, words), who, role, _measure(moved, role, words), 1 if moved else 2)


def _is_parted(found: re.Match[str], words: Words) -> bool:
    """Whether the words before a line are its class, and no part of its name: 三级医院|报销比例, but 职工基本医保年度支付限额."""
    return is_class(found["who"], words) and words["schedules.insured"].match(found["who"] + found["name"]) is None


def _paid(place: Place, words: Words) -> Line | None:
    """The share that is paid for a class of what was told before: 职工普通门诊年度支付限额800元;一级医疗机构报销75%、|二级|报销65%."""
    found = words["schedules.paid"].search(place.clause) if place.amount.unit == "%" else None
    topic = _topic(place.text, place.clause_start + found.start("who"), words) if found else NOTHING
    if found is None or not len(topic):
        return None
    return Line(topic + place.in_clause(found, "name"), place.in_clause(found), "rate", "level", 2)


def _set_by(place: Place, words: Words) -> Line | None:
    """A limit that is so much of a wage or a standard: 年度支付限额为|职工平均工资|的6倍."""
    found = words["schedules.set_by"].search(place.clause) if place.amount.unit in ("%", "x") else None
    if found is None or role_of_line(found["name"], words) != "cap":
        return None
    opens = "name" if _is_parted(found, words) else "who"
    name = View.of(place.text, place.clause_start + found.start(opens), place.clause_start + found.end("name"))
    who = NOTHING if opens == "who" else place.in_clause(found)
    measure = "multiple" if place.amount.unit == "x" else "level"
    return Line(whole(place.text, name, words), who, "cap", measure, 2, place.in_clause(found, "base"))


def _rate(place: Place, words: Words) -> Line | None:
    """The rate that a label names for somebody told behind it, in the value's own line or above the items of its list."""
    start = line_start(place.text, place.amount.start)
    label = words["schedules.rates"].match(place.text, start, place.amount.start) or _label_above(place, words)
    begin = label.end() if label and label.end() > start else start
    whose = words["schedules.whose"].fullmatch(place.text, begin, place.amount.start) if label else None
    if label is None or whose is None:
        return None
    return Line(View.of(place.text, *label.span("name")), View.of(place.text, *whose.span("who")), "rate", "level", 2)


def _label_above(place: Place, words: Words) -> re.Match[str] | None:
    """The label over the numbered items of a list of rates, of which the value's line is one."""
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
    """Whether words before a line are somebody, or a class of its schedule: 跨省, 三级医院."""
    return words.somebody.search(text) is not None or words["schedules.class"].fullmatch(text) is not None


def is_line(text: str, words: Words) -> bool:
    """Whether a label is the line of a schedule."""
    found = re.last(words["schedules.bare"], text)
    return found is not None and found.end() == len(text)


def role_of_line(name: str, words: Words) -> Role:
    """A share of what is spent, what is borne first, or what is paid at most."""
    if words["schedules.rate"].search(name):
        return "rate"
    return "threshold" if words["schedules.threshold"].search(name) else "cap"


def _measure(moved: str, role: Role, words: Words) -> str:
    if words["schedules.rise"].search(moved):
        return "increase"
    return "decrease" if moved else "share" if role == "rate" else "level"


def whole(text: str, name: View, words: Words) -> View:
    """The line without 最高, and with what the schedule is of where it says nothing of that itself."""
    most = words["schedules.most"].search(name.text)
    line = name.cut(0, most.start()) + name.cut(most.end()) if most else name
    return line if words["schedules.bare"].fullmatch(name.text) is None else _topic(text, name.start, words) + line


def _topic(text: str, end: int, words: Words) -> View:
    """What the schedule is of, as told before on its line: 市内住院|待遇:起付标准200元; 职工门诊|起付线:…;支付比例…"""
    start = max(text.rfind("\n", 0, end) + 1, end - _FAR)
    told = [one for one in words["schedules.topic"].finditer(text[start:end]) if not is_class(one["topic"], words)]
    return View.of(text, start + told[-1].start("topic"), start + told[-1].end("topic")) if told else NOTHING


def part_of(place: Place, words: Words) -> View:
    """Of what a share is paid, where the clause before it says so: 个人负担超过1万元的部分|,报销比例60%."""
    found = words["schedules.part"].search(place.text[place.segment : place.clause_start])
    return place.in_segment(found, "base") if found else NOTHING
