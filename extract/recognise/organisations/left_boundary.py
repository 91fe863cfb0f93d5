"""Where the name of a body begins: evidence to the left of its head.

What closes a name is easily seen (有限公司, 教育局); what opens it is not (由|省科技厅, 与|瀚海环境有限公司). The search goes
left from the head over what holds names together - places, listed names, trade words - and ends at what breaks them:
punctuation, function words, verbs of the vocabulary name_words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extract import expressions as re
from extract.recognise.organisations.words import Words, ending, place_before

REACH = 26
_HAN = re.compile(r"[\u4e00-\u9fff·A-Za-z&]")
_ZONES = ("经济技术开发区", "高新技术产业开发区", "高新技术开发区", "经济开发区", "工业园区", "经开区", "高新区", "开发区")
_LEVELS = (
    *_ZONES,
    "自治区", "自治州", "自治县", "地区", "示范区", "度假区", "保税区", "新区", "街道", "社区", "兵团",
    "林区", "矿区", "省", "市", "区", "县", "州", "盟", "旗", "镇", "乡", "村", "团",
)  # fmt: skip
_WITHIN = ("街道", "社区", "镇", "乡", "村")  # levels that a function's form may begin with: 街道办事处
_NOT_ONE = frozenset("各每全两几级个多哪某首")  # 各市, 每个县: more than one body, or none in particular
_NATIONAL = ("国家", "中国", "全国", "中华", "首都")


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a name begins and what speaks for it: place, level, listed, part (of a listed body, with its place),
    national, brand or nothing (None)."""

    start: int
    evidence: str | None
    reason: str = ""


def body(folded: str, head: int, known: Words, ends: Mapping[int, int]) -> Edge:
    """The edge of a public body: places before its head, or a level (省|科技厅, 玖山县|教育局)."""
    level = next((name for name in _WITHIN if folded.startswith(name, head)), "")
    level = "" if folded.startswith("乡村", head) else level  # 省|乡村振兴局
    at = head + len(level) if folded[head : head + len(level) + 1] != level else head
    start = _places(folded, at, known)
    if start == at and not level:
        level = next((name for name in _LEVELS if folded.endswith(name, 0, head)), "")
        at = head
    if start == at and level:
        found = _level(folded, at, level, known, ends)
        bare = found.start == head and level in _WITHIN and folded[head + len(level)] != "党"  # 街道|党工委 acts
        return Edge(head, None, "a kind of body") if bare else found
    if start == at:
        before = _unlisted(folded, at, "", known, ends)
        torn = folded[at - 1 : at + 1] in known.common  # 平台|联网
        if torn or before is None or not 2 <= at - before <= 3 or not _alone(folded, before, at, known):
            return Edge(head, None, "no place or level before it")
        start = before
    if _many(folded, start):
        return Edge(head, None, "more than one body")
    return Edge(_party(folded, start), "place")


_EACH = re.compile(r"各[^,。;:!?\n各的]{0,14}(?<![府局委厅会])[、和]$|[\d多余][家个所座]$")


def _many(folded: str, start: int) -> bool:
    """Whether what stands before says that several bodies are meant, or none in particular (各州、市|人民政府)."""
    return start > 0 and (folded[start - 1] in _NOT_ONE or bool(_EACH.search(folded, max(0, start - 18), start)))


def _places(folded: str, at: int, known: Words) -> int:
    start = at
    while (before := place_before(folded, start, known)) < start:
        start = before
    return start


def _party(folded: str, start: int) -> int:
    return start - 2 if folded.endswith("中共", 0, start) else start


def _level(folded: str, at: int, level: str, known: Words, ends: Mapping[int, int]) -> Edge:
    """The edge before a level that no listed place closes: an unlisted place (玖山|县), or the bare level."""
    bare = at - len(level)
    if level == "盟" and folded[bare - 1 : bare] in _UNIONS:
        return Edge(bare, None, "a union of states")
    run = folded[at - ending(folded, at, known.runs, 3) : at]
    if run and not level.endswith(run):
        return Edge(bare, None, "a kind of body")
    i = _unlisted(folded, bare, level, known, ends)
    if i is None:
        return Edge(bare, None, "more than one body")
    above = next((name for name in SEATS if folded.endswith(name, 0, i)), "")
    if i < bare and above and place_before(folded, i, known) == i:  # 澜江市|桐溪区
        upper = _unlisted(folded, i - len(above), above, known, ends)
        i = upper if upper is not None and upper < i - len(above) else i
    start = _places(folded, i, known)
    if _many(folded, start):
        return Edge(bare, None, "more than one body")
    return Edge(_party(folded, start), "level" if start == bare else "place")


def _unlisted(folded: str, bare: int, level: str, known: Words, ends: Mapping[int, int]) -> int | None:
    """Where an unlisted place before its level begins (澜江|市), `bare` where none does; None where many are meant."""
    i = bare
    while i > 0 and bare - i < 5 and _HAN.match(folded[i - 1]) and i not in ends:
        words = (known.generic, known.trade, known.nouns)
        if ending(folded, i, known.breaks, 5) or any(ending(folded, i, among, 5) > 1 for among in words):
            break
        if (
            place_before(folded, i, known) < i
            or folded[i - 1] in "我本届"
            or (bare - i >= 2 and folded[i - 1] in SEATS)
        ):
            break
        if folded[i - 1] in _NOT_ONE:
            return None
        i -= 1
    if bare - i >= 3 and folded[i] in _LEADING:  # 经|汀澜|市
        i += 1
    size, word = bare - i, folded[i:bare]  # 长子 is a word, 长子县 a place
    wrong = size in (1, 5) or (level in ("省", "自治区") and size != 2) or (word in known.common and not known.places.intersection((word + "县", word + "市")))
    return bare if wrong else i


def _alone(folded: str, start: int, end: int, known: Words) -> bool:
    """Whether what stands there is a word that nothing explains, at the head of its phrase (榕澜|海关)."""
    word = folded[start:end]
    pieces = {word[i : i + size] for size in (2, 3) for i in range(len(word) - size + 1)}
    if folded[start] in _COUNTED and folded[start - 1 : start].isdigit():
        return False
    return _opens(folded, start, known) and pieces.isdisjoint(known.common) and not set(word) & _NOT_ONE


_UNIONS = tuple("东欧非阿联")  # 东|盟, 欧|盟
SEATS = ("省", "市", "区", "县", "州", "盟", "旗", "镇", "乡", "村")


def name(folded: str, head: int, known: Words, listed: Mapping[int, int]) -> Edge:
    """The edge of a name that ends in a form: as far left as places, brand and trade words go.

    `listed` gives, for every offset at which a listed name or another body ends, where that begins.
    """
    pieces = _pieces(folded, head, known, listed)
    firm = _firm(pieces)
    if firm:
        start, _, kind = firm
        if _many(folded, start):
            return Edge(head, None, "more than one body")
        seated = any(piece[2] in ("place", "province", "national") for piece in pieces)
        kind = "part" if kind == "listed" and seated else "place" if kind == "province" else kind
        return Edge(_torn(folded, start, pieces), kind)
    if any(piece[2] == "open" and not _PLAIN.isdisjoint(folded[piece[0] : piece[1]]) for piece in pieces[:-1]):
        return Edge(head, None, "no name of its own")
    nouns = [n for n, piece in enumerate(pieces) if piece[2] == "noun"]
    pieces = pieces[: nouns[0]] if nouns else pieces
    while pieces and pieces[-1][2] != "open":
        pieces.pop()
    if not pieces:
        return Edge(head, None, "nothing before it is a name")
    return _brand(folded, head, pieces[-1][0], pieces[-1][1], known)


def _brand(folded: str, head: int, start: int, end: int, known: Words) -> Edge:
    """The edge at a brand: an unknown word that may have swallowed what stands before it (是|福斯…公司)."""
    while folded[start] in _LEADING and end - start > 2:
        start += 1
    word = folded[start:end]
    if not 2 <= len(word) <= 8:
        return Edge(head, None, "nothing before it is a name" if len(word) < 2 else "no edge in sight")
    at = start
    while size := next((size for size in (4, 3, 2) if folded[at : at + size] in known.common and at + size <= end), 0):
        at += size
    if folded.startswith(_LEGAL, head):
        return Edge(at if end - at >= 2 else start, "brand")
    if at == end:
        named = folded.startswith("集团", head) and len(word) <= 3 and word not in known.breaks and _opens(folded, start, known)
        return Edge(start, "brand") if named else Edge(head, None, "common words only")
    start = at if end - at >= 2 else start
    if folded[start] in _COUNTED and start and folded[start - 1].isdigit():
        return Edge(head, None, "a kind of body")
    return Edge(head, None, "no name of its own") if _plain(folded[start:end], known) else Edge(start, "brand")


def _plain(word: str, known: Words) -> bool:
    """Whether common words or function characters stand in what should be a brand (农医类|大学, 约占|公司)."""
    pieces = {word[i : i + 2] for i in range(len(word) - 1)}
    return not pieces.isdisjoint(known.common) or word[0] in _NUMERALS or not set(word).isdisjoint(_PLAIN)


_COUNTED = frozenset("家个所座项只支批")
_NUMERALS = frozenset("百千万亿三两二四五六七八九十第每")
_PLAIN = frozenset("为的了约占类仍均将等含其该各到")


_LEGAL = ("有限", "股份有限", "集团有限", "集团股份", "控股")


def _firm(pieces: list[tuple[int, int, str]]) -> tuple[int, int, str] | None:
    """The leftmost place or listed name that still belongs to the name: an unknown word between two parts them."""
    firm: tuple[int, int, str] | None = None
    parted = opened = False
    for piece in pieces:
        if piece[2] == "noun" and (opened or firm):
            break
        if firm and firm[2] == "province" and piece[2] in ("place", "province"):  # 洪洞县|山西…公司: two places
            break
        if piece[2] in _FIRM and (not parted or piece[2] == "listed"):
            firm, parted = piece, False
        elif firm and piece[2] in ("open", "trade"):
            parted = True
        opened = opened or piece[2] == "open"
    return firm


def _torn(folded: str, start: int, pieces: list[tuple[int, int, str]]) -> int:
    """The start, one to the left where a lone unknown character is left over there (明|月湖 is 明月湖)."""
    left = next((piece for piece in pieces if piece[1] == start), None)
    lone = left is not None and left[2] == "open" and left[1] - left[0] == 1 and pieces[-1] == left
    return start - 1 if lone and folded[start - 1] not in _NOT_TORN else start


_NOT_TORN = frozenset("以非摄报受经称获先托请求县区市省第原据由与和及在对向从被把将为是有的了到等并让给经即各该某多家个所号")
_LEADING = frozenset("非摄经据按随因是为有现原任称据过自以用入由让再年其将被令和")
_FIRM = ("place", "province", "abroad", "listed", "national", "level")


def _pieces(folded: str, head: int, known: Words, listed: Mapping[int, int]) -> list[tuple[int, int, str]]:
    """What stands before a head, nearest first: (start, end, kind), until something breaks."""
    pieces: list[tuple[int, int, str]] = []
    i, stop = head, max(0, head - REACH)
    while i > stop:
        if folded[i - 1] == ")" and (j := folded.rfind("(", max(stop, i - 12), i)) >= 0 and i < head + 1:
            pieces.append((j, i, "bracket"))
            i = j
            continue
        if folded[i - 1] in "-—" and i - 1 in listed:  # 一汽-|大众
            pieces.append((listed[i - 1], i, "listed"))
            i = listed[i - 1]
            continue
        if not _HAN.match(folded[i - 1]):
            break
        size, kind = _piece(folded, i, known, listed)
        if kind in ("break", "generic"):
            break
        if kind == "level" and size == 1 and pieces and pieces[-1][2] == "open" and not _opens(folded, i - 1, known):
            kind = "open"
        if kind == "open" and pieces and pieces[-1][2] == "open":
            pieces[-1] = (i - size, pieces[-1][1], "open")
        else:
            pieces.append((i - size, i, kind))
        i -= size
    return pieces


def _opens(folded: str, start: int, known: Words) -> bool:
    """Whether a phrase may begin here: no Chinese character stands before, or a word that ends the search."""
    return start == 0 or not _HAN.match(folded[start - 1]) or ending(folded, start, known.breaks, 5) > 0


def _piece(folded: str, i: int, known: Words, listed: Mapping[int, int]) -> tuple[int, str]:
    if i in listed:
        return i - listed[i], "listed"
    if size := i - place_before(folded, i, known, abroad=False):
        longer = place_before(folded, i - size + 1, known, abroad=False)  # 昌平|南口 is not 昌|平南|口
        size = i - longer if longer < i - size else size
        return size, "province" if folded[i - size : i] in known.provinces else "place"
    if size := i - place_before(folded, i, known):
        return size, "abroad"
    if size := next((len(word) for word in _NATIONAL if folded.endswith(word, 0, i)), 0):
        return size, "national"
    if size := ending(folded, i, known.trade, 6):
        return size, "trade"
    if size := ending(folded, i, known.nouns, 4):
        return size, "noun"
    if size := ending(folded, i, known.breaks, 5):
        return size, "break"
    if size := ending(folded, i, known.generic, 4):
        return size, "generic"
    if folded.endswith(("街道", "新区"), 0, i):
        seat = _unlisted(folded, i - 2, folded[i - 2 : i], known, listed)
        return (2, "trade") if seat in (None, i - 2) else (i - seat, "place")
    if zone := next((len(name) for name in _ZONES if folded.endswith(name, 0, i)), 0):
        return zone, "trade"
    if folded.endswith(("自治区", "自治州", "自治县"), 0, i):
        return 3, "level"
    if ending(folded, i, known.runs, 3):
        return 2, "noun"
    if folded[i - 1] in "省市县区州镇乡" and folded[i] in "属级管":  # 市属|医院, 省级|实验室
        return 1, "generic"
    if folded[i - 1] in "省市县区州镇乡" or (folded[i - 1] == "旗" and folded[i] not in "下舰"):
        start = _unlisted(folded, i - 1, folded[i - 1], known, listed)
        return (1, "level") if start in (None, i - 1) else (i - start, "place")
    return 1, "open"
