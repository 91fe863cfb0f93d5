"""The base of a rate or of a bound in per cent or times: 按实际租金的50% -> 实际租金."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.provisions import Place, last_mark
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View, trimmed


def base_of(place: Place, role: str, words: Words) -> View:
    """The base of a rate or multiple; nothing for other values."""
    if any(place.times):
        return View.of(place.text, *place.times)
    if place.amount.unit not in ("%", "x"):
        return NOTHING
    return _ahead(place, role, words) or _before(place, role, words)


def _before(place: Place, role: str, words: Words) -> View:
    """The base in the words before a rate or multiple."""
    start = max(last_mark(place.text, place.segment, place.amount.start, ",\n;。"), place.amount.start - _FAR)
    text = place.text[start : place.amount.start]
    stretch = _stretch(text, role, words)
    if stretch is None:
        return NOTHING
    view = View.of(place.text, start + stretch[0], start + stretch[1])
    paid = words["bases.paid_by"].search(view.text)
    if paid:
        return NOTHING  # 符合条件的|由基金按100%的比例支付: the payer, and no base
    listed = words["bases.listed"].match(view.text) if role == "rate" else None
    view = _trimmed(view.cut(listed.end()) if listed else view, words)
    return view if len(view) >= 2 and not _unsound(view.text, role, words) and not _is_another(place, role, words) else NOTHING


def _ahead(place: Place, role: str, words: Words) -> View:
    """The base within the name of the benefit behind a rate: 给予不超过|30%|的房租补贴."""
    given = words["bases.ahead"].search(place.clause) if role == "rate" else None
    found = words["bases.behind"].match(place.tail) if given else None
    return View.of(place.text, place.behind + found.start("base"), place.behind + found.end("base")) if found else NOTHING


def _is_another(place: Place, role: str, words: Words) -> bool:
    """Whether the clause of a rate only names the recipient: 小微企业按|60%|返还."""
    who = words["bases.another"].fullmatch(place.clause) if role == "rate" else None
    return who is not None and _is_somebody(who["who"], words)


def _is_somebody(text: str, words: Words) -> bool:
    """Whether a phrase ends in a noun for a recipient, so that the base is that of the value before: 小微企业|按60%返还."""
    return words.recipient.search(text) is not None and any(noun.end() == len(text) for noun in words["doers.noun"].finditer(text))


_FAR = 80  # characters before a rate in which its base stands


def _stretch(text: str, role: str, words: Words) -> tuple[int, int] | None:
    """The span of the base in the text before a value; None where there is none, or only the giver."""
    marks = _marks(text, role, words)
    if role == "rate" and words["bases.says"].search(text):
        return None
    if not marks and (role != "rate" or words["bases.gives"].search(text)):
        return None  # 所在地财政再给予|50%的资金配套: the giver, and no base
    if given := words["bases.handed"].search(text):
        return given.span("base")
    if not marks:
        return 0, len(text)
    first = role != "threshold" and words["bases.by"].fullmatch(marks[0][0])
    return (marks[0] if first else marks[-1]).end(), len(text)


def _marks(text: str, role: str, words: Words) -> list[re.Match[str]]:
    """The words behind which a base may stand: 按, 给予, 不超过."""
    marks = [one for one in words["bases.from"].finditer(text) if not _in_brackets(text, one.start())]
    marks = [one for one in marks if not words["bases.only"].match(text[one.end() :])]
    return [one for one in marks if not words["bases.asks"].fullmatch(one[0])] if role == "threshold" else marks


def _trimmed(view: View, words: Words) -> View:
    right = words["bases.right"].search(view.text)
    view = view.cut(0, right.start()) if right else view
    whom = words["bases.whom"].search(view.text)
    view = view.cut(0, whom.start()) if whom and words.recipient.search(whom["who"]) else view
    left = words["bases.left"].match(view.text)
    return trimmed(view.cut(left.end()) if left else view)


def _unsound(text: str, role: str, words: Words) -> bool:
    """Whether the words cannot be a base."""
    return words["bases.unsound"].search(text) is not None or (role == "threshold" and any(char.isdecimal() for char in text))


def _in_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)
