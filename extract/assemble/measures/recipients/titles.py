"""The recipient in the label of a line or the heading of an item: (一)在校学生:每人…; 智慧水务示范项目⏎补助标准⏎…; 支持|科技服务机构|提升能力⏎…"""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.bounds import joined, somebody
from extract.assemble.measures.doers import acts, is_task
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.recipients.above import is_condition
from extract.assemble.measures.topics import behind_number, lines_above
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.passage import line_start

_HEADS = 6  # lines above a value among which its heading must stand
_PROSE = re.compile(r"[,;。!?]|\d")
_LINE = 30  # most characters of a heading
_ITEM = 1500  # most characters between the heading of an item and a value in its sections
_NAMED = 4  # least characters of a specific recipient in a title: 企业 is anybody


def labelled(place: Place, role: str, words: Words) -> View:
    """The recipient that labels a list item: (一)在校学生:每人…; 1.特色型园区。年产值超过…"""
    start = line_start(place.text, place.amount.start)
    if thing := words["recipients.labelled_standard"].match(place.text, start):
        return View.of(place.text, *thing.span("who"))
    found = words["recipients.labelled"].match(place.text, start, place.amount.start)
    if found is None:
        return _owner(place, start, words)
    who = found["who"]
    if _is_formal(who, words):
        return NOTHING
    return View.of(place.text, *found.span("who")) if words.recipient.search(who) or (role == "threshold" and _is_class(who, words)) else NOTHING


def _is_formal(label: str, words: Words) -> bool:
    """Whether the label of a list item is a topic, and no recipient: 补助标准, 支持企业上云."""
    told = (words["titles.opens"].match(label), words.benefit.search(label), words.formal.search(label))
    return any(one is not None for one in told) or is_task(label, words)


def _is_class(label: str, words: Words) -> bool:
    """Whether the label of a list item is a class that must meet its conditions: a kind of zone, a trade."""
    return (words.zone.search(label) or words["recipients.trade"].search(label)) is not None


def _owner(place: Place, start: int, words: Words) -> View:
    """The recipient in the label of a benefit: 企业技改项目|投资补助专项:按设备投入的2%…"""
    found = words["recipients.fund"].match(place.text, start, place.amount.start)
    named = words.named.search(found["name"]) if found else None
    if found is None or named is None:
        return NOTHING
    ends = [one.end() for one in words.bearer.finditer(found["name"], 0, named.start())]
    return View.of(place.text, start, start + ends[-1]) if ends else NOTHING


def headed(place: Place, words: Words) -> View:
    """The recipient in the nearest heading above; nothing where that names a benefit or a form."""
    for count, (start, end) in enumerate(lines_above(place)):
        begin = behind_number(place.text, start, end, words)
        line = _without_sum(place.text[begin:end].rstrip(" :"), words)
        if len(own := _owner(place, start, words)):
            return own
        if count < _HEADS and _is_heading(line) and not is_condition(line, words):
            found = _heading(place, start, begin, line, words)
            if found is not None:
                return found
    return NOTHING


def _without_sum(line: str, words: Words) -> str:
    """A line without a sum in a bracket at its end: 职业高中|(每人2000元)|."""
    summed = words["titles.sum"].search(line)
    return line[: summed.start()] if summed else line


def _is_heading(line: str) -> bool:
    """Whether a line is no longer than a heading, and no prose."""
    return 4 <= len(line) <= _LINE and _PROSE.search(line) is None


def _heading(place: Place, start: int, begin: int, line: str, words: Words) -> View | None:
    """The recipient in a heading; nothing where it names a benefit or is the heading of the value's own item; None where the search goes on above."""
    favoured = words.favour.match(line) if begin > start else None
    if words.named.search(line) and not favoured:
        return NOTHING
    who = View.of(place.text, begin + (favoured.end() if favoured else 0), begin + len(line))
    if _heads(line, who.text, words) or (begin > start and words["cells.illness"].search(line)):
        return who
    return NOTHING if begin > start > place.section >= 0 else None


def _heads(line: str, who: str, words: Words) -> bool:
    """Whether a heading names a recipient, and no form."""
    known = words.recipient.search(line) or words.zone.search(line)
    return known is not None and not words["recipients.form"].search(line) and somebody(who, words)


def item(place: Place, words: Words) -> View:
    """The recipient in the heading above the first section of an item: 智慧水务示范项目⏎|支持方向⏎…⏎补助标准⏎按投资额的20%补助."""
    found, seen, titled = NOTHING, set[str](), False
    for start, end in lines_above(place, _ITEM) if place.section >= 0 else ():
        begin = behind_number(place.text, start, end, words)
        label = words["headings.section"].match(place.text, start)
        own = place.text[begin : label.end()] if label else ""
        if own in seen:
            break  # of the item before
        if titled and not label:
            line = View.of(place.text, begin, end)
            found = line.cut(0, len(line.text.rstrip(" :")))
        titled = label is not None
        seen.update((own,) if own else ())
    return found if _is_heading(found.text) and words.recipient.search(found.text) else NOTHING


def titled(place: Place, words: Words) -> View:
    """The recipient that the title of the value's line favours, or the nearest numbered heading above: 支持建设|区域物流中心|⏎最高500万元."""
    start = line_start(place.text, place.amount.start)
    begin = behind_number(place.text, start, place.amount.start, words)
    title = words["titles.own"].match(place.text, begin, place.amount.start) if begin > start else None
    if title:
        return _favoured_by(View.of(place.text, *title.span("title")), words)
    for start, end in lines_above(place):
        begin = behind_number(place.text, start, end, words)
        line = place.text[begin:end].rstrip(" :。")
        if begin > start and _is_heading(line) and not words.formal.search(line):
            return _favoured_by(View.of(place.text, begin, begin + len(line)), words)
    return NOTHING


def _favoured_by(title: View, words: Words) -> View:
    """The recipient that a title favours, up to what it is to do; nothing where there is none, or it may be anybody."""
    opens = words["titles.opens"].match(title.text)
    if opens is None:
        return NOTHING
    who = title.cut(opens.end())
    ends = [end for end in range(_NAMED, len(who) + 1) if _ends_somebody(who.text, end, words)]
    end = max((end for end in ends if end < len(who) and acts(who.text[end:], words)), default=len(who) if len(who) in ends else 0)
    return who.cut(0, end) if end else NOTHING


def _ends_somebody(text: str, end: int, words: Words) -> bool:
    """Whether a noun for a recipient or a kind of zone ends at offset `end` of a title."""
    known = words.recipient.search(text[:end]) or words.zone.search(text[:end]) or any(one.end() == end for one in words.bearer.finditer(text, 0, end))
    return bool(known) and not joined(text, end, words)
