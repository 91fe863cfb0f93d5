"""Whom the label of a line names, a line above or a heading: (一)在校学生:每人…; 申报企业须满足以下条件:⏎…; 智慧水务示范项目⏎补助标准⏎…"""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.bounds import joined, somebody
from extract.assemble.measures.doers import is_task
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.recipients.cut import first_noun, tidied
from extract.assemble.measures.topics import behind_number, lines_above
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.passage import line_start

_HEADS = 6  # lines above a value among which its heading stands
_PROSE = re.compile(r"[,;。!?]|\d")
_LINE = 30  # characters of a heading
_ITEM = 1500  # characters that the sections of an item may have from its heading to a value
_PARAGRAPH = 160  # characters before a provision in which its paragraph says who is entitled
_ABOVE_LINE = 70  # characters of a line that says whom the line below it is for
_MARKED = re.compile(r"[。;:!?]")
_ABOVE = 240  # a list's head stands so near above each of its conditions
_NAMED = 14  # characters of a line that only says who must meet what is listed below it: 申报人:


def labelled(place: Place, role: str, words: Words) -> View:
    """Whom an item is for that opens with it: (一)在校学生:每人…; 1.特色型园区。年产值超过…"""
    start = line_start(place.text, place.amount.start)
    found = words["recipients.labelled"].match(place.text, start, place.amount.start)
    if found is None:
        return _owner(place, start, words)
    who = found["who"]
    if words.benefit.search(who) or words.formal.search(who) or is_task(who, words):
        return NOTHING
    return View.of(place.text, *found.span("who")) if words.recipient.search(who) or (role == "threshold" and _is_class(who, words)) else NOTHING


def _is_class(label: str, words: Words) -> bool:
    """Whether the label of an item is a class that must meet what the item asks for: a kind of zone, a trade."""
    return (words.zone.search(label) or words["recipients.trade"].search(label)) is not None


def _owner(place: Place, start: int, words: Words) -> View:
    """Whose benefit the label of a line names: 企业技改项目|投资补助专项:按设备投入的2%…"""
    found = words["recipients.fund"].match(place.text, start, place.amount.start)
    named = words.named.search(found["name"]) if found else None
    if found is None or named is None:
        return NOTHING
    ends = [one.end() for one in words.bearer.finditer(found["name"], 0, named.start()) if not joined(found["name"], one.end(), words)]
    return View.of(place.text, start, start + ends[-1]) if ends and ends[-1] >= 4 else NOTHING


def line_above(place: Place, words: Words) -> View:
    """Whom the line above is about, where the value's own line only gives: 首次参展的⏎按每次|2万元|的标准⏎给予补助."""
    own = line_start(place.text, place.amount.start) - 1
    lead = place.text[own + 1 : place.amount.start]
    if own < place.start or not words.stop.match(lead) or "对" in lead:
        return NOTHING
    start, end = _told_above(place, own, words)
    line = place.text[start:end].rstrip(", ")
    return tidied(View.of(place.text, start, start + len(line)), words) if _tells(line, words) else NOTHING


def _told_above(place: Place, end: int, words: Words) -> tuple[int, int]:
    """The line that ends at a place, or the one above where that only pays: 投保种植险的合作社⏎|财政给予补贴⏎每亩最高45元."""
    start = max(line_start(place.text, end), place.start)
    if start > place.start and words["recipients.paid"].match(place.text, start, end):
        return max(line_start(place.text, start - 1), place.start), start - 1
    return start, end


def _tells(line: str, words: Words) -> bool:
    """Whether a line is one phrase of somebody, or of whoever does something."""
    acting, whoever = words.stop.match(line), line.endswith(("的", "者"))
    gives = acting and not (words["recipients.may_open"].fullmatch(acting[0]) and whoever)
    plain = 4 <= len(line) <= _ABOVE_LINE and not _MARKED.search(line) and not gives
    return plain and (whoever or words.recipient.search(line) is not None)


def entitled(place: Place, words: Words) -> View:
    """Who may have the benefit, as the sentence before it says whose standard the value is."""
    if not words.standard.match(place.text, place.start, place.amount.start):
        return NOTHING
    start = max(line_start(place.text, place.start), place.start - _PARAGRAPH)
    found = words["recipients.entitled"].search(place.text, start, place.start)
    if not found:
        return NOTHING
    view = tidied(View.of(place.text, found.start("who"), found.start("who") + first_noun(found["who"], words)), words)
    view = view.cut(behind_number(view.text, 0, len(view), words))
    return view if len(view) >= 2 and somebody(view.text, words) else NOTHING


def chief(place: Place, words: Words) -> View:
    """Who must meet a list of conditions, as the line above the list says: 申报企业须满足以下条件."""
    begin = max(place.start - _ABOVE, 0)
    for line in reversed(place.text[begin : place.start].split("\n")):
        if name := _listed_for(line.rstrip(), words):
            at = place.text.rindex(name, begin, place.start)
            return View.of(place.text, at, at + len(name))
    found = [m for m in words["recipients.chief"].finditer(place.text, begin, place.start) if words.recipient.search(m["who"])]
    return View.of(place.text, *found[-1].span("who")) if found else NOTHING


def _listed_for(line: str, words: Words) -> str:
    """Who must meet what is listed below a line: 同时符合以下条件的|技能人才:, |申报人:; nothing where it says nobody."""
    if not line.endswith(":"):
        return ""
    headed = words["recipients.met_by"].search(line) or words["recipients.measured_by"].search(line)
    if headed:
        return str(headed["who"])
    name = line[behind_number(line, 0, len(line), words) : -1]
    known = len(line) <= _NAMED and words.recipient.search(name) and not words.formal.search(name) and not name.endswith("对象")
    return name if known and somebody(name, words) else ""


def is_condition(line: str, words: Words) -> bool:
    """Whether a line above is a condition of its own: 拥有必要的测试设备⏎|研发人员不少于20人.

    >>> from extract.assemble.measures.words import words
    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> is_condition("拥有必要的测试设备", known), is_condition("申报企业", known)
    (True, False)
    """
    line = line.lstrip()
    opens = words.having.match(line) is not None or words.openings.opening(line) != ""
    return opens and words["recipients.others"].match(line) is None


def headed(place: Place, words: Words) -> View:
    """Whom the item is for that the nearest heading above opens; nothing where that names a benefit or a form."""
    for count, (start, end) in enumerate(lines_above(place)):
        begin = behind_number(place.text, start, end, words)
        line = place.text[begin:end].rstrip(" :")
        if len(own := _owner(place, start, words) or _field(place, begin, line, words)):
            return own
        if count < _HEADS and _is_heading(line) and not is_condition(line, words):
            found = _heading(place, start, begin, line, words)
            if found is not None:
                return found
    return NOTHING


def _is_heading(line: str) -> bool:
    """Whether a line is as long as a heading, and no prose."""
    return 4 <= len(line) <= _LINE and _PROSE.search(line) is None


def _heading(place: Place, start: int, begin: int, line: str, words: Words) -> View | None:
    """Whom a heading names: nobody where it names a benefit, or where it is that of the value's own item; None where another one above may tell it."""
    favoured = words.favour.match(line) if begin > start else None
    if words.named.search(line) and not favoured:
        return NOTHING
    who = View.of(place.text, begin + (favoured.end() if favoured else 0), begin + len(line))
    if _heads(line, who.text, words) or (begin > start and words["cells.illness"].search(line)):
        return who
    return NOTHING if begin > start > place.section >= 0 else None


def _field(place: Place, begin: int, line: str, words: Words) -> View:
    """The field of research that a line opens: 方向二:|智能农机研发."""
    field = words["recipients.field"].match(line)
    return View.of(place.text, begin + field.start("who"), begin + field.end("who")) if field else NOTHING


def _heads(line: str, who: str, words: Words) -> bool:
    """Whether a heading names somebody, and no form."""
    known = words.recipient.search(line) or words.zone.search(line)
    return known is not None and not words["recipients.form"].search(line) and somebody(who, words)


def item(place: Place, words: Words) -> View:
    """Whom the heading above the first section of an item names: 智慧水务示范项目⏎|支持方向⏎…⏎补助标准⏎按投资额的20%补助."""
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
    return found if _is_item(found.text, words) else NOTHING


def _is_item(line: str, words: Words) -> bool:
    """Whether a line is the heading of an item that names somebody, and no benefit."""
    known = _is_heading(line) and words.recipient.search(line) is not None and _heads(line, line, words)
    return known and not words.named.search(line) and not words.favour.search(line)
