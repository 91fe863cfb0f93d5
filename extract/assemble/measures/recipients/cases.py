"""Cases of a recipient named once in a sentence: 对驻区培训机构,办理备案的给予10万元;|完成验收的|给予15万元, 水稻面积100亩的奖励1万元,|200亩以上|的奖励2万元."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from extract import expressions as re
from extract.assemble.measures.bounds import somebody
from extract.assemble.measures.provisions import Place, last_mark
from extract.assemble.measures.recipients.cut import is_whoever, tidied
from extract.assemble.measures.recipients.subjects import subject_of
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View

_ASIDE = re.compile(r"\([^()]*\)")  # (不含5亿元) qualifies the lower end of a band
_OPENING = 4  # most characters before a case in its clause: 其中, 对于
_SHORT = 2  # least characters of a noun with a figure: 库容
_FIGURE = re.compile(r"\d")
_NOUN = 16  # most characters of the noun behind a class
_ALIKE = 3  # characters with which two similar conditions open: 其本部, 增幅超


def told_whole(place: Place, own: View, told: View, words: Words) -> View:
    """A recipient with the subject named once in the sentence, or with the recipient of the value before, where only a case is given.

    `told` is the recipient of the value before in the same provision, if there is one.
    """
    if several := _of_them(told, own, words):
        return several
    if words["recipients.figure"].fullmatch(own.text):
        return told.cut(0, _figure_at(told.text, own.text, words)) + own
    own = _case_since(place, own, words) or own
    if len(classed := _of_classed(told, own, words)):
        return classed
    at = _again(told.text, own.text) if told.at != own.at else 0
    return told.cut(0, at) + own if at else _of_subject(place, own, words)


def _of_them(told: View, own: View, words: Words) -> View:
    """The number of them, with the recipient of the value before: 缴存人|每人每月1500元,|夫妻双方|为3000元; nothing for other words."""
    if not len(told) or told.at == own.at or words["tiers.of_them"].fullmatch(own.text) is None:
        return NOTHING
    end = next((found.start() for found in words["tiers.of_them"].finditer(told.text) if found.end() == len(told)), len(told))
    return told.cut(0, end) + own


def _figure_at(told: str, own: str, words: Words) -> int:
    """The start of the figure in `told` that the one in `own` replaces: the last of the same unit, the lower end of a band; 0 where there is none."""
    other = words["tiers.figure"].search(own)
    told = _ASIDE.sub(lambda aside: "_" * len(aside[0]), told)
    alike = [one for one in words["tiers.figure"].finditer(told) if other and one[0][-1] == other[0][-1]]
    banded = len(alike) > 1 and words["tiers.band"].fullmatch(told, alike[-2].end(), alike[-1].start()) is not None
    return len(words["recipients.led_to"].sub("", told[: alike[-1 - banded].start()])) if alike else 0


def _case_since(place: Place, own: View, words: Words) -> View:
    """The case right before the clause of a sum, where another sum stands between it and the recipient named first: …的奖励1万元,|增长20%以上|的,奖励2万元."""
    end = place.clause_start - 1
    if not len(own) or own.end > end or place.text[end] != ",":
        return NOTHING
    start = last_mark(place.text, own.end, end, ",\n:;。")
    if not is_whoever(place.text[own.end : end]) and not words["recipients.becoming"].match(place.text, start, end):
        return NOTHING
    between = words.benefit.search(place.text, own.end, start)
    return tidied(View.of(place.text, start, end), words) if between else NOTHING


def _again(told: str, own: str) -> int:
    """The start of the clause in `told` that opens like `own`: …的企业,|增幅超过20% before 增幅超过30%; or 0."""
    figure = _FIGURE.search(own)
    opening = own[: min(_ALIKE, max(figure.start(), _SHORT)) if figure else _ALIKE]
    return told.rfind("," + opening) + 1 if len(own) > _ALIKE and not told.startswith(opening) else 0


def _of_classed(told: View, own: View, words: Words) -> View:
    """Another class or level of the noun of the recipient before (一类|低保|…,|二类|…; 国家级|绿色工厂|…,|评为省级|的…); nothing where that has no class before a noun."""
    other = words["tiers.deed"].sub("", own.text, count=1)
    classes = [one for one in words["tiers.class"].finditer(told.text) if len(told) - one.end() >= _SHORT]  # 景|区 is none
    if not classes or not words["tiers.class"].fullmatch(other) or not _is_beside(classes[-1][0], other, words):
        return NOTHING
    noun = told.cut(classes[-1].end())
    return own + noun if len(noun) <= _NOUN else NOTHING


def _is_beside(one: str, other: str, words: Words) -> bool:
    """Whether two classes are of one system: both levels (国家级, 省级), or of one form (一类, 二类)."""
    levels = all(words["tiers.level"].fullmatch(each) for each in (one, other))
    return (levels or len(one) == len(other)) and one[-1] == other[-1]


def _of_subject(place: Place, own: View, words: Words) -> View:
    """A case with the subject before it."""
    if not own or is_joined(own) or own.start > place.amount.start:
        return own
    return _since_pointed(place, own, words) or _with_subject(place, own, words) or own


def _with_subject(place: Place, own: View, words: Words) -> View:
    """The subject that opens a sentence followed by the case; nothing where there is no subject, or no case."""
    subject = next(_subjects(place, own.start, words), NOTHING) if _is_case(place, own, words) else NOTHING
    return View.of(place.text, subject.start, subject.end + 1) + own if subject else NOTHING


def _since_pointed(place: Place, own: View, words: Words) -> View:
    """All that 对 points at before a case, if no giving stands between: 对|与快递企业签订协议⏎运营满半年的企业."""
    found = re.last(words["recipients.for"], place.text, place.segment, own.start)
    told = place.text[found.end() : own.start] if found else ""
    if found is None or len(told) <= _OPENING or words["recipients.between"].search(told) or words.benefit.search(told):
        return NOTHING
    return View.of(place.text, found.end(), own.end)


def _is_case(place: Place, own: View, words: Words) -> bool:
    """Whether words are what somebody does or has, and no recipient: 完成验收|的, 首次达到1000万元|的."""
    opens = own.start - last_mark(place.text, place.start, own.start, ",;:\n")
    if opens > _OPENING or place.text[own.end : own.end + 1] != "的" or words["recipients.pointed"].search(place.text, place.segment, own.start):
        return False
    return not len(subject_of(place, own.start, own.end, words)) and not words.recipient.search(own.text)


def _subjects(place: Place, end: int, words: Words) -> Iterator[View]:
    """The subjects that open the segment of a case and those before it in the provision, nearest first, up to one with 对."""
    segment = place.segment
    while segment >= place.start:
        mark = words["recipients.opening_subject"].match(place.text, segment, end)
        if mark and _is_subject(mark["who"], words):
            yield View.of(place.text, *mark.span("who"))
        if segment == place.start or (mark and mark["for"]):
            return
        end = segment - 1
        segment = max(last_mark(place.text, place.start, end, ";"), place.start)


def _is_subject(who: str, words: Words) -> bool:
    """Whether the words before a case are a known noun for a recipient."""
    noun = re.matched(words["doers.head"].search(who))[0]
    return words.recipient.search(who) is not None and somebody(noun, words)


def is_joined(who: View) -> bool:
    """Whether a recipient was put together from parts, so that the words around it say no more of it.

    >>> is_joined(View.of("示范社,获评国家级", 0, 3) + View.of("示范社,获评国家级", 4, 9)), is_joined(View.of("示范社", 0, 3))
    (True, False)
    """
    return len(who) > 0 and who.end - who.start > len(who)


def own_part(who: View) -> View:
    """The part of a joined recipient that stands nearest to the value: all behind the last gap.

    >>> text = "示范社获评省级的奖励1万元,获评国家级的奖励2万元"
    >>> own_part(View.of(text, 0, 3) + View.of(text, 14, 19)).text
    '获评国家级'
    """
    if not is_joined(who):
        return who
    return who.cut(max(index + 1 for index, (here, there) in enumerate(pairwise(who.at)) if there != here + 1))
