"""What a rate is taken of, or a bound in per cent or times measured by: 按实际租金的50% -> 实际租金."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.provisions import Place, last_mark
from extract.assemble.view import NOTHING, View, trimmed

_FROM = re.compile(r"按照|返还|减免|减征|报销|按(?!时|期|规定|揭)|依照|给予|予以|不超过|不高于|不低于|不少于|不得超过|达到|超过|高于|低于|不足|不得高于|不得低于|不得少于|控制在|设定为|提高为|提高到|提高至|调整为|最高为|享受|减按|降至|补助|补贴|奖励|标准为|为(?!准|主)|占|以(?![上下内外])(?=[^,]{2,30}的$)|(?<![相面应核])对(?:其)?")
_LEFT = re.compile(r"^(?:其|该|每年|一次性|不超过|不低于|不少于|不高于|不得低于|不得高于|不得超过|按照?|最高|企业(?=实际)|单位(?=实际))+")
_RIGHT = re.compile(r"(?:的|为|最高|不超过|不低于|总额的|给予|予以|最高不超过|比例|不高于|奖励|补贴|补助|按|由[^,;]{2,12}|在[^,;的]{2,8}|折算后再?|再|各|,|、)+$")
_PAID_BY = re.compile(r"(?<=[的者])由[^,;]{2,14}$")
_ONLY = re.compile(r"^(?:最高|不超过|不低于|达|到|至|[\s,、和]|比例|标准|同比|增长|约|近)*$")


_GIVES = re.compile(r"(?:财政|政府|局|委|市|区|县|镇)(?:再|另|按比例)*(?:给予|予以)(?:最高|不超过)?$")


def base_of(place: Place, role: str) -> View:
    """The words of what a part or multiple is taken; nothing for other values."""
    if place.amount.unit not in ("%", "x") or role in ("grant", "quota"):
        return NOTHING
    start = max(last_mark(place.text, place.segment, place.amount.start, ",\n;。"), place.amount.start - 80)
    text = place.text[start : place.amount.start]
    marks = [m for m in _FROM.finditer(text) if not _ONLY.match(text[m.end() :]) and not _in_brackets(text, m.start())]
    if role == "threshold":
        marks = [m for m in marks if m[0] not in ("为", "按", "按照", "给予", "占", "对")]
    if not marks and role != "rate":
        return NOTHING
    if not marks and _GIVES.search(text):
        return NOTHING  # 所在地财政再给予|50%的资金配套: who gives, of nothing that is named
    given = re.search(r"对(?:其)?(?P<base>[^,;\n]{4,40}?)(?:给予|予以|补贴|补助)(?:最高|不超过)?$", text)
    if given:
        begin, end = given.span("base")
    else:
        begin, end = (marks[-1].end() if role == "threshold" else marks[0].end() if marks[0][0] in ("按", "按照", "以", "依照") else marks[-1].end()) if marks else 0, len(text)
    view = View.of(place.text, start + begin, start + end)
    paid = _PAID_BY.search(view.text)
    if paid and place.text[start + begin + paid.start() - 1] in "的者":
        return NOTHING  # 符合条件的|由基金按100%的比例支付: who pays, of nothing that is named
    right = _RIGHT.search(view.text)
    view = view.cut(0, right.start()) if right else view
    left = _LEFT.match(view.text)
    view = trimmed(view.cut(left.end()) if left else view)
    return view if len(view) >= 2 and not re.search(r"增长|比上年$|同比|^在(?![职校岗册])|不低于|不超过|比例$", view.text) and not (role == "threshold" and re.search(r"\d", view.text)) else NOTHING


def _in_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)
