"""The left boundary of a body's name: the evidence to the left of its head.

What closes a name is easily seen (有限公司, 教育局); what opens it is not (由|省科技厅, 与|瀚海环境有限公司). The search goes
left from the head over what holds names together - places, listed names, trade words - and ends at what breaks them:
punctuation, function words, verbs of the vocabulary name_words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import takewhile

from extract import expressions as re
from extract.recognise.organisations.words import Words, common_word, ending, last, place_before
from extract.records import record

REACH = 26
_TERM = 6  # characters of 第二十一届
_HAN = re.compile(r"[\u4e00-\u9fff·A-Za-z&]")


@record
class Edge:
    """The start of a name and the evidence for it: place, level, listed, part (of a listed body, with its place),
    national, brand or nothing (None)."""

    start: int
    evidence: str | None
    reason: str = ""


@record
class Piece:
    """A stretch before a head: a listed name, a place, a word of some kind, or unknown characters (open)."""

    start: int
    end: int
    kind: str


def body(folded: str, head: int, known: Words, ends: Mapping[int, int]) -> Edge:
    """The edge of a public body: places before its head, or a level (省|科技厅, 玖山县|教育局).

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.organisations.words import words
    >>> body("会同玖山县教育局", 5, words(load_rules()), {}), body("各县教育局", 2, words(load_rules()), {})
    (Edge(start=2, evidence='place', reason=''), Edge(start=1, evidence=None, reason='more than one body'))
    """
    if term := known.term.search(folded, max(0, head - _TERM), head):
        return _of_term(folded, term.start(), head, known, ends)
    within = known.within.match(folded, head)
    level = within[0] if within else ""
    at = head if folded.startswith(level * 2, head) else head + len(level)
    start = _places(folded, at, known)
    if start < at:
        return _one(folded, _glued(folded, start, known), head, known)
    if level:
        return _of_own_level(folded, head, level, known, ends)
    if level := last(folded, head, known.levels):
        return _level(folded, head, level, known, ends)
    unlisted = _lone_place(folded, head, known, ends)
    return Edge(head, None, "no place or level before it") if unlisted is None else _one(folded, unlisted, head, known)


def _of_term(folded: str, term: int, head: int, known: Words, ends: Mapping[int, int]) -> Edge:
    """The edge of a congress with its term (石坪区|第九届|人民代表大会); inside the name of a meeting it is no body."""
    found = body(folded, term, known, ends)
    inside = known.session.match(folded, head)
    return Edge(head, None, "the name of a meeting") if inside or found.evidence != "place" else found


def _of_own_level(folded: str, head: int, level: str, known: Words, ends: Mapping[int, int]) -> Edge:
    """The edge of a body whose function's form begins with a level: its seat before it; 街道|党工委 acts without one."""
    found = _level(folded, head + len(level), level, known, ends)
    return Edge(head, None, "a kind of body") if found.start == head and known.bare_level.match(folded, head) else found


def _one(folded: str, start: int, head: int, known: Words) -> Edge:
    """The edge at a place, where one body is meant."""
    return Edge(head, None, "more than one body") if _many(folded, start, known) else Edge(_party(folded, start, known), "place")


def _lone_place(folded: str, at: int, known: Words, ends: Mapping[int, int]) -> int | None:
    """Where an unlisted place without its level begins that a phrase opens with (榕澜|海关), or None."""
    start = _unlisted(folded, at, "", known, ends)
    torn = folded[at - 1 : at + 1] in known.common  # 平台|联网
    if torn or start is None or folded[start] in known.never_first or not 2 <= at - start <= 3:
        return None
    return start if _alone(folded, start, at, known) else None


def _many(folded: str, start: int, known: Words) -> bool:
    """Whether the words before mean several bodies, or none in particular (各州、市|人民政府)."""
    return start > 0 and (folded[start - 1] in known.many or bool(known.each.search(folded, max(0, start - 18), start)))


def _places(folded: str, at: int, known: Words) -> int:
    start = at
    while (before := place_before(folded, start, known)) < start:
        start = before
    return start


def _glued(folded: str, start: int, known: Words) -> int:
    """The start of a name that a listed place only closes (青|石桥镇, 汀澜|滨湖片区): the start of the phrase, if that is near.

    What stands between is no word, and none that the sentence may say before a place; before provinces and nations all is the sentence's.
    """
    if any(folded[start : start + size] in known.provinces or folded[start : start + size] in known.abroad for size in range(2, 9)):
        return start
    for size in (1, 2, 3):
        at = start - size
        if at < 0 or not _HAN.match(folded[at]):
            break
        if _begins(folded, at, known):
            return at if _is_own(folded[at:start], folded[at : start + 1], known) else start
    return start


def _begins(folded: str, at: int, known: Words) -> bool:
    """Whether a phrase begins here: behind a mark, a word that ends the search, or a character of the sentence (在, 向, 对)."""
    torn = at > 0 and (folded[at - 1].isdigit() or folded[at - 1 : at + 1] in known.common)  # 25|日, 获|得
    return not torn and (_opens(folded, at, known) or folded[at - 1] in known.sentence)


def _is_own(word: str, joined: str, known: Words) -> bool:
    """Whether characters before a place are part of its name: no word stands in them or crosses over, none is the sentence's."""
    others = known.sentence | known.many | known.leading
    if not others.isdisjoint(word) or word[-1] in known.seats or word[-1] in known.not_torn:
        return False
    pieces = {joined[i : i + size] for size in (2, 3) for i in range(len(joined) - size + 1)}
    return all(piece not in known.breaks and (len(word) == 1 or piece not in known.common) for piece in pieces)


def _party(folded: str, start: int, known: Words) -> int:
    named = known.party.search(folded, max(0, start - 2), start)
    return named.start() if named else start


def _level(folded: str, at: int, level: str, known: Words, ends: Mapping[int, int]) -> Edge:
    """The edge before a level that no listed place closes: an unlisted place (玖山|县), or the bare level."""
    bare = at - len(level)
    if known.union.fullmatch(folded, max(0, bare - 1), at):
        return Edge(bare, None, "a union of states")
    run = folded[at - ending(folded, at, known.runs, 3) : at]
    if run and not level.endswith(run):
        return Edge(bare, None, "a kind of body")
    seat = _unlisted(folded, bare, level, known, ends)
    if seat is None:
        return Edge(bare, None, "more than one body")
    start = _places(folded, _above(folded, seat, known, ends) if seat < bare else seat, known)
    if _many(folded, start, known):
        return Edge(bare, None, "more than one body")
    if start == bare and level in known.runs:
        return Edge(bare, None, "a kind of body")
    return Edge(_party(folded, start, known), "level" if start == bare else "place")


def _above(folded: str, seat: int, known: Words, ends: Mapping[int, int]) -> int:
    """The start of the unlisted place that an unlisted one lies in (澜江市|桐溪区); the place's own start where there is none."""
    level = folded[seat - 1 : seat] if seat else ""
    if level not in known.seats or place_before(folded, seat, known) < seat:
        return seat
    upper = _unlisted(folded, seat - len(level), level, known, ends)
    return upper if upper is not None and upper < seat - len(level) else seat


def _unlisted(folded: str, bare: int, level: str, known: Words, ends: Mapping[int, int]) -> int | None:
    """The start of an unlisted place before its level (澜江|市), `bare` where there is none; None where many are meant."""
    start = bare
    while start > 0 and bare - start < _LONGEST_PLACE and start not in ends and not _parts(folded, start, bare, known):
        if folded[start - 1] in known.many:
            return None
        start -= 1
    if bare - start == 1:
        start = _longer(folded, start, known)
    if bare - start >= 3 and folded[start] in known.leading:  # 经|汀澜|市
        start += 1
    return bare if _no_place(folded[start:bare], level, known) else start


def _longer(folded: str, end: int, known: Words) -> int:
    """Where a listed short name begins that one more character makes another place's (松溪|口|县); `end` where none does."""
    start = place_before(folded, end, known, abroad=False)
    whole = start == end or folded[end - 1] in known.seats or folded[end] in known.of_no_place
    return end if whole or not (_begins(folded, start, known) or place_before(folded, start, known) < start or folded[start - 1] in known.seats) else start


def _parts(folded: str, at: int, bare: int, known: Words) -> bool:
    """Whether the word that ends at `at` is no part of an unlisted place: a mark, a word, a listed place, the level of another."""
    before = folded[at - 1]
    if not _HAN.match(before) or before in known.own or (bare - at >= 2 and before in known.seats):
        return True
    words = (known.generic, known.trade, known.nouns)
    if ending(folded, at, known.breaks, 5) or any(ending(folded, at, among, 5) > 1 for among in words):
        return True
    return place_before(folded, at, known) < at


def _no_place(word: str, level: str, known: Words) -> bool:
    """Whether a word is too short or long for a place of that level, or is a common word; 长子 is one, 长子县 a place."""
    if len(word) in (1, _LONGEST_PLACE) or (len(word) != 2 and known.large.fullmatch(level)):
        return True
    return word in known.common and not any(word + seat in known.places for seat in known.counties)


def _alone(folded: str, start: int, end: int, known: Words) -> bool:
    """Whether the stretch is an unknown word at the head of its phrase (榕澜|海关)."""
    word = folded[start:end]
    pieces = {word[i : i + size] for size in (2, 3) for i in range(len(word) - size + 1)}
    if folded[start] in known.counted and folded[start - 1 : start].isdigit():
        return False
    return _opens(folded, start, known) and not any(piece in known.common for piece in pieces) and known.many.isdisjoint(word)


_LONGEST_PLACE = 5  # characters of an unlisted place; so many are rather a phrase


def name(folded: str, head: int, known: Words, listed: Mapping[int, int]) -> Edge:
    """The edge of a name that ends in a form: as far left as places, brand and trade words go.

    `listed` gives, for every offset at which a listed name or another body ends, where that begins.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.organisations.words import words
    >>> [name(text, len(text) - 4, words(load_rules()), {}) for text in ("由佛山澄岳环保有限公司", "一批外资有限公司")]
    [Edge(start=1, evidence='place', reason=''), Edge(start=4, evidence=None, reason='nothing before it is a name')]
    """
    pieces, firm = _built(folded, head, known, listed)
    if firm and _many(folded, firm.start, known):
        return Edge(head, None, "more than one body")
    if firm:
        return Edge(_torn(folded, firm.start, pieces, known), _evidence(firm, pieces))
    return _by_brand(folded, head, pieces, known)


def _by_brand(folded: str, head: int, pieces: list[Piece], known: Words) -> Edge:
    """The edge at an unknown word of the body's own, where no place or listed name shows it."""
    if any(piece.kind == "open" and not known.plain.isdisjoint(folded[piece.start : piece.end]) for piece in pieces[:-1]):
        return Edge(head, None, "no name of its own")
    brand = _last_open(pieces)
    if brand is None:
        return Edge(head, None, "nothing before it is a name")
    return _brand(folded, head, brand.start, brand.end, known)


def _built(folded: str, head: int, known: Words, listed: Mapping[int, int]) -> tuple[list[Piece], Piece | None]:
    """The pieces before a head, and the place or listed name that the name begins with.

    Before a legal form a verb may say what the company does (浙江|沃邦|爆破|工程|有限公司), where a place and a word of its own stand before it.
    """
    pieces = _pieces(folded, head, known, listed)
    firm = _firm(pieces)
    if firm or not known.legal.match(folded, head):
        return pieces, firm
    longer = _pieces(folded, head, known, listed, verbs=_WORKS)
    firm = _firm(longer)
    is_named = any(piece.kind == "open" and piece.end - piece.start > 1 for piece in longer)
    return (longer, firm) if firm and is_named else (pieces, None)


def _evidence(firm: Piece, pieces: list[Piece]) -> str:
    """The evidence of a firm piece for the name: a listed body with its place is one of its parts."""
    if firm.kind == "listed" and any(piece.kind in ("place", "province", "national") for piece in pieces):
        return "part"
    return "place" if firm.kind == "province" else firm.kind


def _last_open(pieces: list[Piece]) -> Piece | None:
    """The unknown word farthest from the head, no noun standing between."""
    nearer = takewhile(lambda piece: piece.kind != "noun", pieces)
    return next((piece for piece in reversed(list(nearer)) if piece.kind == "open"), None)


def _brand(folded: str, head: int, start: int, end: int, known: Words) -> Edge:
    """The edge at a brand: an unknown word that may have swallowed what stands before it (是|福斯…公司)."""
    while folded[start] in known.leading and end - start > 2:
        start += 1
    if end - start < 2:
        return Edge(head, None, "nothing before it is a name")
    return _own_word(folded, head, start, end, known) if end - start <= 8 else Edge(head, None, "no edge in sight")


def _own_word(folded: str, head: int, start: int, end: int, known: Words) -> Edge:
    """The edge at a word of the body's own, behind the common words that its stretch opens with."""
    unseen = _behind_common(folded, start, end, known)
    own = unseen if end - unseen >= 2 else start
    if known.legal.match(folded, head):
        return Edge(own, "brand")
    if unseen == end:
        return Edge(start, "brand") if _grouped(folded, head, start, end, known) else Edge(head, None, "common words only")
    if folded[own] in known.counted and own and folded[own - 1].isdigit():
        return Edge(head, None, "a kind of body")
    return Edge(head, None, "no name of its own") if folded[own] in known.never_first or _plain(folded[own:end], known) else Edge(own, "brand")


def _grouped(folded: str, head: int, start: int, end: int, known: Words) -> bool:
    """Whether common words are a group's name: few, at the head of a phrase, right before 集团."""
    grouped = known.grouped.match(folded, head) and end - start <= 3 and folded[start:end] not in known.breaks
    return bool(grouped) and (_opens(folded, start, known) or ending(folded, start, known.nouns, 4) > 1)


def _behind_common(folded: str, start: int, end: int, known: Words) -> int:
    """Where the common words end that a stretch opens with, the longest at each place."""
    while size := common_word(folded, start, end, known):
        start += size
    return start


def _plain(word: str, known: Words) -> bool:
    """Whether common words or function characters stand in what should be a brand (农医类|大学, 约占|公司)."""
    pieces = {word[i : i + 2] for i in range(len(word) - 1)}
    return any(piece in known.common for piece in pieces) or word[0] in known.numerals or not known.plain.isdisjoint(word)


def _firm(pieces: list[Piece]) -> Piece | None:
    """The leftmost place or listed name that still belongs to the name: an unknown word between two parts them."""
    firm: Piece | None = None
    parted = opened = False
    for piece in pieces:
        if (piece.kind == "noun" and (opened or firm)) or _other_place(firm, piece):
            break
        if piece.kind == "listed" or (piece.kind in _FIRM and not parted):
            firm, parted = piece, False
        parted |= firm is not None and piece.kind in _PARTING
        opened |= piece.kind == "open"
    return firm


_WORKS = 2  # verbs that may say what a company does (旅行|服务|有限公司)
_PARTING = ("open", "trade")  # pieces behind which a place is another's


def _other_place(firm: Piece | None, piece: Piece) -> bool:
    """Whether a place before a province is another than it: 洪洞县|山西…公司."""
    return firm is not None and firm.kind == "province" and piece.kind in ("place", "province")


def _torn(folded: str, start: int, pieces: list[Piece], known: Words) -> int:
    """The start, one to the left where a lone unknown character is left over there (明|月湖 is 明月湖)."""
    left = next((piece for piece in pieces if piece.end == start), None)
    if left is None or left.kind != "open" or pieces[-1] != left:
        return start
    if left.end - left.start == 1:
        return start if folded[start - 1] in known.not_torn else start - 1
    return _glued(folded, start, known)


_FIRM = ("place", "province", "abroad", "listed", "national", "level")


def _pieces(folded: str, head: int, known: Words, listed: Mapping[int, int], verbs: int = 0) -> list[Piece]:
    """What stands before a head, nearest first, until something breaks; unknown characters in a row are one piece.

    So many `verbs` that only trade words part from the head break nothing.
    """
    pieces: list[Piece] = []
    at, stop = head, max(0, head - REACH)
    while at > stop:
        piece = _marked(folded, at, stop, known, listed) or _word(folded, at, known, listed)
        if piece and verbs and _may_be_work(piece, pieces):
            piece, verbs = replace(piece, kind="trade"), verbs - 1
        if piece is None or piece.kind in ("break", "generic"):
            break
        _put(piece, pieces, folded, known)
        at = piece.start
    return pieces


def _may_be_work(piece: Piece, nearer: list[Piece]) -> bool:
    """Whether a verb may say what a company does: none of one character, with only trade words behind it."""
    return piece.kind == "break" and piece.end - piece.start > 1 and all(one.kind in ("trade", "noun") for one in nearer)


def _put(piece: Piece, pieces: list[Piece], folded: str, known: Words) -> None:
    """A piece put before the others, joined to the first where both are unknown characters."""
    last = pieces[-1].kind if pieces else ""
    if _is_lone_level(piece, last) and not _opens(folded, piece.end - 1, known):
        piece = replace(piece, kind="open")
    if piece.kind == last == "open":
        pieces[-1] = Piece(piece.start, pieces[-1].end, "open")
    else:
        pieces.append(piece)


def _marked(folded: str, at: int, stop: int, known: Words, listed: Mapping[int, int]) -> Piece | None:
    """What marks hold together: a bracket, a listed name or the nation with its dash (一汽-|大众, 中国-|东盟)."""
    before = folded[at - 1]
    if before == ")" and (opened := folded.rfind("(", max(stop, at - 12), at)) >= 0:
        return Piece(opened, at, "bracket")
    if before in "-—" and at - 1 in listed:
        return Piece(listed[at - 1], at, "listed")
    if before in "-—" and known.chinese.match(folded, max(stop, at - 3)):  # 中国-|东盟
        return Piece(at - 3, at, "listed")
    return None


def _word(folded: str, at: int, known: Words, listed: Mapping[int, int]) -> Piece | None:
    """The word that ends there, with its kind; None at a mark."""
    if not _HAN.match(folded[at - 1]):
        return None
    size, kind = _piece(folded, at, known, listed)
    return Piece(at - size, at, kind)


def _is_lone_level(piece: Piece, last: str) -> bool:
    return piece.kind == "level" and piece.end - piece.start == 1 and last == "open"


def _opens(folded: str, start: int, known: Words) -> bool:
    """Whether a phrase may begin here: no Chinese character stands before, or a word that ends the search."""
    return start == 0 or not _HAN.match(folded[start - 1]) or ending(folded, start, known.breaks, 5) > 0


def _piece(folded: str, i: int, known: Words, listed: Mapping[int, int]) -> tuple[int, str]:
    """The size and the kind of what ends there: the first that applies of a listed name, a place, a word, a level."""
    if i in listed:
        return i - listed[i], "listed"
    return _of_place(folded, i, known) or _of_word(folded, i, known) or _of_zone(folded, i, known, listed) or _of_level(folded, i, known, listed) or (1, "open")


def _of_place(folded: str, i: int, known: Words) -> tuple[int, str] | None:
    if size := i - place_before(folded, i, known, abroad=False):
        longer = place_before(folded, i - size + 1, known, abroad=False)  # 昌平|南口 is not 昌|平南|口
        size = i - longer if longer < i - size else size
        return size, "province" if folded[i - size : i] in known.provinces else "place"
    if size := i - place_before(folded, i, known):
        return size, "abroad"
    return None


def _of_word(folded: str, i: int, known: Words) -> tuple[int, str] | None:
    if nation := last(folded, i, known.national):
        return len(nation), "national"
    kinds = ((known.trade, 6, "trade"), (known.nouns, 4, "noun"), (known.breaks, 5, "break"), (known.generic, 4, "generic"))
    return next(((size, kind) for words, longest, kind in kinds if (size := ending(folded, i, words, longest))), None)


def _of_zone(folded: str, i: int, known: Words, listed: Mapping[int, int]) -> tuple[int, str] | None:
    if ward := last(folded, i, known.wards):
        bare = i - len(ward)
        seat = _unlisted(folded, bare, ward, known, listed)
        return (len(ward), "trade") if seat in (None, bare) else (i - seat, "place")
    zone = last(folded, i, known.zones)
    return (len(zone), "trade") if zone else None


def _of_level(folded: str, i: int, known: Words, listed: Mapping[int, int]) -> tuple[int, str] | None:
    if known.autonomous.fullmatch(folded, max(i - 3, 0), i):
        return 3, "level"
    if ending(folded, i, known.runs, 3):
        return 2, "noun"
    level, after = folded[i - 1], folded[i]
    if level in known.seats_of_kinds and after in known.of_kind:  # 市属|医院, 省级|实验室
        return 1, "generic"
    if level not in known.seats_of_kinds and not (level in known.banners and after not in known.not_of_banner):
        return None
    start = _unlisted(folded, i - 1, level, known, listed)
    return (1, "level") if start in (None, i - 1) else (i - start, "place")
