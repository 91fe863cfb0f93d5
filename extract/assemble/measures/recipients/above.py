"""The recipient named on a line above: 首次参展的⏎按每次2万元…; 申报企业须满足以下条件:⏎…; …的老年人可享受就餐补贴。补贴标准为…"""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.bounds import somebody
from extract.assemble.measures.doers import doer
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.recipients.cut import first_noun, is_whoever, tidied
from extract.assemble.measures.recipients.each import each
from extract.assemble.measures.recipients.phrases import phrase
from extract.assemble.measures.topics import behind_number
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.passage import line_start

_PARAGRAPH = 160  # characters before a provision in which its paragraph may say who is entitled
_SENTENCES = 2  # sentences before a provision, of which one may name the recipient
_ABOVE_LINE = 70  # most characters of a line that names the recipient for the line below it
_FIGURE = re.compile(r"\d")
_MARKED = re.compile(r"[。;:!?]")
_ABOVE = 240  # characters between the head of a list and each of its conditions
_LIST = 800  # characters of a list whose lines are all numbered
_NAMED = 14  # most characters of a line that only names who must meet the list below it: 申报人:


def line_above(place: Place, words: Words) -> View:
    """The recipient on the line above, where the value's own line only gives: 首次参展的⏎按每次|2万元|的标准⏎给予补助."""
    own = line_start(place.text, place.amount.start) - 1
    lead = place.text[own + 1 : place.amount.start]
    if own < place.start or not words.stop.match(lead) or "对" in lead:
        return NOTHING
    start = _pointed_above(place, max(line_start(place.text, own), place.start), own, words)
    line = place.text[start:own].rstrip(", ")
    return tidied(View.of(place.text, start, start + len(line)), words) if _tells(line, words) else NOTHING


def _pointed_above(place: Place, start: int, end: int, words: Words) -> int:
    """The start of the recipient on a line, or of the one that 对 points at on the line above, where the line is only its case: 对插秧的合作社⏎面积达到500亩以上的⏎按…"""
    above = max(line_start(place.text, start - 1), place.start) if start > place.start else start
    pointed = words["recipients.for"].match(place.text, above, start) if above < start and is_whoever(place.text[start:end]) else None
    return pointed.end() if pointed and words.recipient.search(place.text[above : start - 1].rstrip(", ")) else start


def _tells(line: str, words: Words) -> bool:
    """Whether a line is one phrase for a recipient or a case."""
    plain = 4 <= len(line) <= _ABOVE_LINE and not _MARKED.search(line) and not words.stop.match(line)
    case = words["recipients.bounded_case"].search(line) or words["recipients.banded_case"].search(line)
    return plain and (line.endswith(("的", "者")) or case is not None or words.recipient.search(line) is not None)


def entitled(place: Place, words: Words) -> View:
    """Who is entitled to the benefit, by a sentence before: …的老年人可享受就餐补贴。补贴标准为|3元, 对…的旅行社进行奖励。每满一万人奖励|1万元."""
    return _may_have(place, words) or _given_before(place, words)


def _given_before(place: Place, words: Words) -> View:
    """The recipient of a benefit without a sum in a sentence before, on the same line; nothing where the value has its own, or is a length of time."""
    own = words["recipients.for"].search(place.text, place.start, place.amount.start) or len(each(place, words))
    if own or place.amount.kind == "duration":
        return NOTHING
    start = line_start(place.text, place.start)
    for sentence in reversed(list(words["recipients.sentence"].finditer(place.text, start, place.start))[-_SENTENCES:]):
        given = words["recipients.gives_at_all"].search(sentence[0])
        if given:
            end = sentence.start() + given.start()
            who = phrase(place.text, sentence.start(), end, words)
            return NOTHING if len(who) and _FIGURE.search(place.text, who.end, end) else who
    return NOTHING


def _may_have(place: Place, words: Words) -> View:
    """Who may have the benefit of which the value is the standard."""
    if not words.standard.match(place.text, place.start, place.amount.start):
        return NOTHING
    start = max(line_start(place.text, place.start), place.start - _PARAGRAPH)
    found = words["recipients.entitled"].search(place.text, start, place.start)
    if not found:
        return NOTHING
    view = tidied(View.of(place.text, found.start("who"), found.start("who") + first_noun(found["who"], words)), words)
    return view.cut(behind_number(view.text, 0, len(view), words))


def chief(place: Place, words: Words) -> View:
    """Who must meet a list of conditions, by the line above the list: 申报企业须满足以下条件."""
    begin = max(place.start - _ABOVE, 0)
    far = _listed(place, words)
    for line in reversed(place.text[far : place.start].split("\n")):
        if name := _listed_for(line.rstrip(), words):
            at = place.text.rindex(name, far, place.start)
            return doer(place.text, at, at + len(name), words) or View.of(place.text, at, at + len(name))
    found = [m for m in words["recipients.chief"].finditer(place.text, begin, place.start) if words.recipient.search(m["who"])]
    return View.of(place.text, *found[-1].span("who")) if found else NOTHING


def _listed(place: Place, words: Words) -> int:
    """The start of the lines above a condition among which the head of its list may stand: some, or all its items up to the head."""
    begin = line_start(place.text, place.start)
    while begin > max(place.start - _LIST, 0):
        above = line_start(place.text, begin - 1)
        if behind_number(place.text, above, begin, words) == above or place.text.endswith(":", above, begin - 1):
            begin = above if words["recipients.list_head"].search(place.text[above : begin - 1].rstrip()) else begin
            break
        begin = above
    return max(min(begin, place.start - _ABOVE), 0)


def _listed_for(line: str, words: Words) -> str:
    """Who must meet the list below a line: 同时符合以下条件的|技能人才:, |申报人:; an empty string where the line names nobody."""
    if not line.endswith(":"):
        return ""
    headed = words["recipients.met_by"].search(line) or words["recipients.measured_by"].search(line)
    return str(headed["who"]) if headed else _asked_of(line, words) or _named(line, words)


def _asked_of(line: str, words: Words) -> str:
    """Who must meet the list below, by the head of the list: |申请扶持的企业|应当同时满足以下条件:."""
    told = words["recipients.list_head"].search(line)
    known = told and words.recipient.search(told["who"]) and somebody(told["who"].rpartition("的")[2], words)
    return str(told["who"]) if told and known else ""


def _named(line: str, words: Words) -> str:
    """The recipient that makes up the whole line above a list: |申报人|:."""
    name = line[behind_number(line, 0, len(line), words) : -1]
    return name if len(line) <= _NAMED and words.recipient.search(name) and not words.formal.search(name) else ""


def is_condition(line: str, words: Words) -> bool:
    """Whether a line above is a condition itself: 拥有必要的测试设备⏎|研发人员不少于20人.

    >>> from extract.assemble.measures.words import words
    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> is_condition("拥有必要的测试设备", known), is_condition("申报企业", known)
    (True, False)
    """
    line = line.lstrip()
    opens = words.having.match(line) is not None or words.openings.opening(line) != "" or words["recipients.must_be"].match(line) is not None
    return opens and words["recipients.others"].match(line) is None
