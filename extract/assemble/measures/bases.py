"""What a rate is taken of, or a bound in per cent or times measured by: 按实际租金的50% -> 实际租金."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.norms import Norm
from extract.assemble.measures.provisions import Place, last_mark
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View, trimmed


def base_of(place: Place, role: str, words: Words) -> View:
    """The words of what a part or multiple is taken; nothing for other values."""
    if any(place.times):
        return View.of(place.text, *place.times)
    if place.amount.unit not in ("%", "x") or role in ("grant", "quota"):
        return NOTHING
    return _ahead(place, role, words) or _before(place, role, words) or _told_once(place, role, words)


def _before(place: Place, role: str, words: Words) -> View:
    """The words before a part or multiple that say of what it is taken."""
    start = max(last_mark(place.text, place.segment, place.amount.start, ",\n;。"), place.amount.start - _FAR)
    text = place.text[start : place.amount.start]
    stretch = _stretch(text, role, words)
    if stretch is None:
        return NOTHING
    view = View.of(place.text, start + stretch[0], start + stretch[1])
    paid = words["bases.paid_by"].search(view.text)
    if paid:
        return NOTHING  # 符合条件的|由基金按100%的比例支付: who pays, of nothing that is named
    listed = words["bases.listed"].match(view.text) if role == "rate" else None
    view = _trimmed(view.cut(listed.end()) if listed else view, words)
    return view if len(view) >= 2 and not _unsound(view.text, role, words) and not _is_another(place, role, words) else NOTHING


def _told_once(place: Place, role: str, words: Words) -> View:
    """What is told before the parts of several years: 按其年度贡献额度,第一年给予100%,|第二年给予|80%."""
    yearly = role == "rate" and words["bases.years"].fullmatch(place.clause) is not None
    told = re.last(words["bases.once"], place.text, place.start, place.clause_start) if yearly else None
    return View.of(place.text, *told.span("base")) if told else NOTHING


def _ahead(place: Place, role: str, words: Words) -> View:
    """What a part is of that the name of the benefit behind it tells: 给予不超过|30%|的房租补贴."""
    given = words["bases.ahead"].search(place.clause) if role == "rate" else None
    alone = given is not None and (given["who"] is None or words.recipient.search(given["who"]) is not None)
    found = words["bases.behind"].match(place.tail) if alone else None
    return View.of(place.text, place.behind + found.start("base"), place.behind + found.end("base")) if found else NOTHING


def _is_another(place: Place, role: str, words: Words) -> bool:
    """Whether the clause of a rate says nothing but who gets it: 小微企业按|60%|返还."""
    who = words["bases.another"].fullmatch(place.clause) if role == "rate" else None
    return who is not None and _is_somebody(who["who"], words)


def _is_somebody(text: str, words: Words) -> bool:
    """Whether a phrase ends in a noun of those who get a part, which then is of what the value before tells: 小微企业|按60%返还."""
    return words.recipient.search(text) is not None and any(noun.end() == len(text) for noun in words["doers.noun"].finditer(text))


def same_base(place: Place, role: str, last: tuple[Place, Norm] | None, words: Words) -> View:
    """Of what the rate before is taken, where only another one who gets it is told: 大型企业按保费的30%返还;对小微企业按|60%|返还."""
    if last is None or (role, last[1].role) != ("rate", "rate") or not _goes_on(place, last[0]):
        return NOTHING
    return last[1].terms.base if _is_another(place, role, words) else NOTHING


def _goes_on(place: Place, before: Place) -> bool:
    """Whether a value stands in the same provision as the one before it, or opens the sentence right behind that one's."""
    return before.start == place.start or (
        place.clause_start == place.start and place.text[before.behind : place.start].count("。") == 1 and "\n" not in place.text[before.behind : place.start]
    )


_FAR = 80  # characters before a part in which it is said what it is of


def _stretch(text: str, role: str, words: Words) -> tuple[int, int] | None:
    """Where what stands before a value says of what it is taken; None where it says nothing, or only who gives."""
    marks = _marks(text, role, words)
    if role == "rate" and words["bases.says"].search(text):
        return None
    if not marks and (role != "rate" or words["bases.gives"].search(text)):
        return None  # 所在地财政再给予|50%的资金配套: who gives, of nothing that is named
    if given := words["bases.handed"].search(text):
        return given.span("base")
    if not marks:
        return 0, len(text)
    first = role != "threshold" and words["bases.by"].fullmatch(marks[0][0])
    return (marks[0] if first else marks[-1]).end(), len(text)


def _marks(text: str, role: str, words: Words) -> list[re.Match[str]]:
    """The words behind which it may stand of what a value is taken: 按, 给予, 不超过."""
    marks = [one for one in words["bases.from"].finditer(text) if not _in_brackets(text, one.start())]
    marks = [one for one in marks if not words["bases.only"].match(text[one.end() :])]
    return [one for one in marks if not words["bases.asks"].fullmatch(one[0])] if role == "threshold" else marks


def _trimmed(view: View, words: Words) -> View:
    beside = words["bases.bracketed"].search(view.text)
    view = view.cut(0, beside.start()) if beside else view
    right = words["bases.right"].search(view.text)
    view = view.cut(0, right.start()) if right else view
    whom = words["bases.whom"].search(view.text)
    someone = whom and (words.recipient.search(whom["who"]) or words["benefits.anybody"].search(whom["who"]))
    view = view.cut(0, whom.start()) if whom and someone else view
    left = words["bases.left"].match(view.text)
    return trimmed(view.cut(left.end()) if left else view)


def _unsound(text: str, role: str, words: Words) -> bool:
    """Whether nothing can be taken of what the words name."""
    return words["bases.unsound"].search(text) is not None or (role == "threshold" and any(char.isdecimal() for char in text))


def _in_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)
