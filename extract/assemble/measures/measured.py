"""The indicator of a threshold (年营业收入不低于2000万元 -> 年营业收入), and the measure and comparator of a rule's value."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.bounds import bounded, ended, joined
from extract.assemble.measures.doers import until_verb
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.roles import kept_up
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View, trimmed
from extract.model import Comparator
from extract.passage import line_start

_DEED = 4  # characters of a verb before what is counted: 带动就业|20人
_NAME = 2  # characters that are left of a name at least


def indicator(place: Place, recipient: View, base: View, words: Words) -> View:
    """The indicator of a value: the words before it in its clause without subject and comparator, else the noun counted behind it."""
    outright = _done_so_long(place, words) or _outright(place, words)
    if len(outright):
        return outright
    view = _without_tail(ended(_lead(place, recipient, base), words, _NAME), words)
    if words["measured.aged"].search(place.text[place.amount.start : place.amount.end + 1]) and "年龄" not in view.text:
        return View.of(place.text, place.amount.start, place.amount.end).renamed("年龄")
    view = _picked(place, _uncompared(_opened(view, words), words), words)
    view = trimmed(_of_each(place, view, words))
    return _of_what(place, words) or _or_counted(place, view, words) or _told_before(place, words)


def _told_before(place: Place, words: Words) -> View:
    """The indicator of a value in a list, from the words before the colon of the list: 营业面积:|购物中心应大于4000平方米."""
    asked = words["norms.beside"].fullmatch(place.clause)
    found = words["measured.label"].match(place.text, line_start(place.text, place.clause_start), place.clause_start) if asked else None
    return View.of(place.text, *found.span("what")) if found else NOTHING


def _outright(place: Place, words: Words) -> View:
    """The indicator of a value with fixed wording: what may be had once, a prize, a rated deed, a thing that is paid."""
    if place.amount.kind == "count" and len(counted := _counted_outright(place, words)):
        return counted
    prize = words["roles.prize"].search(place.clause)
    if prize:
        return place.in_clause(prize, "prize")
    rated = words["measured.rated"].match(place.tail) if place.amount.unit == "%" else None
    if rated:
        part = View.of(place.text, place.behind, place.behind + rated.end())
        return part.cut(rated.start("what"), rated.end("what")) + part.cut(rated.start("rate"), rated.end("rate"))
    taken = words["measured.taken"].search(place.clause) if place.amount.kind == "money" else None
    paid = _noun(place, words) if taken else None
    return View.of(place.text, place.behind + paid.start("noun"), place.behind + paid.end("noun")) if paid else NOTHING


def _done_so_long(place: Place, words: Words) -> View:
    """What must be done for so long without a break: 连续|6个月|为员工缴纳社会保险费."""
    deed = kept_up(place, words)
    return View.of(place.text, place.behind + deed.start("deed"), place.behind + deed.end("deed")) if deed else NOTHING


def _counted_outright(place: Place, words: Words) -> View:
    """What may be had once, what somebody owns, or who alone may do something: 只能由1家|企业申请."""
    if once := words["recipients.once"].search(place.clause):
        return _allowed(place, once, words)
    if len(owned := _owned(place, words)):
        return owned
    return by_whom(place, words)


def by_whom(place: Place, words: Words) -> View:
    """Who alone may do something, and the deed: 只能由1家|企业申请."""
    by = words["measured.by_whom"].match(place.tail) if words["measured.only_by"].search(place.clause) else None
    return View.of(place.text, place.behind, place.behind + by.end()) if by else NOTHING


def _owned(place: Place, words: Words) -> View:
    """The verb of owning or buying and the noun that is counted: 拥有|2套及以上|商铺."""
    verb, noun = words["measured.owned"].search(place.clause), words["measured.owned_noun"].match(place.tail)
    if not verb or not noun:
        return NOTHING
    start = place.behind + noun.start("noun")
    return place.in_clause(verb, "verb") + View.of(place.text, start, start + len(until_verb(noun["noun"], words)))


def _lead(place: Place, recipient: View, base: View) -> View:
    """The words of the clause behind its subject, up to the base or the value; with both sides of 占: 研发人员占|职工总数."""
    start, end = place.clause_start, place.amount.start
    if len(base) and place.text[base.start - 1] == "占":
        return View.of(place.text, start, end)
    if len(recipient) and recipient.start >= start and recipient.end <= end and recipient.start - start < _SUBJECT:
        start = recipient.end
    elif len(recipient) > 0 and recipient.end <= start:
        start += _again(recipient.text, place.clause)
    return View.of(place.text, start, place.named_until(base.start if len(base) else 0))


def _again(who: str, clause: str) -> int:
    """The length of a clause's opening that repeats the end of the recipient `who`: 申报企业应满足…:|企业|年收入.

    >>> _again("申报企业", "企业年收入"), _again("申报企业", "年收入")
    (2, 0)
    """
    return next((size for size in range(_SUBJECT, 1, -1) if who.endswith(clause[:size])), 0)


_SUBJECT = 6  # characters that may stand before the subject of a clause


def _without_tail(view: View, words: Words) -> View:
    """The phrase without the words that lead on to the value: 年营业收入|应达到."""
    while len(view):
        cut = words["measured.tail"].search(view.text)
        if cut is None or cut.start() == len(view) or joined(view.text, cut.start(), words):
            break
        view = trimmed(view.cut(0, cut.start()))
    return view


def _opened(view: View, words: Words) -> View:
    """The phrase without other conditions and connectors before it: 具有法人资格、且|年营业收入."""
    further = words["measured.joined"].search(view.text)
    view = trimmed(view.cut(further.end()) if further and further.end() < len(view) - 1 else view)
    if words["measured.qualified"].match(view.text):
        return view
    head = words["measured.head"].match(view.text)
    view = trimmed(view.cut(head.end()) if head and head.end() < len(view) else view)
    at = view.text.rfind("、")
    if 0 < at < len(view) - 3 and "和" not in view.text[at:] and words["measured.entitled"].search(view.text[:at]):
        view = view.cut(at + 1)
    return bounded(view.cut(1) if view.text[:1] == "的" else view, words, _NAME)


def _of_each(place: Place, view: View, words: Words) -> View:
    """The size of each of several things, with the thing in place of 每处: 设置1个服务中心,|每处建筑面积|不少于500平方米."""
    each = words["measured.each"].match(view.text)
    told = place.last(words["measured.thing"], place.start) if each else None
    if each is None or told is None:
        return view
    return View.of(place.text, *told.span("what")) + view.cut(each.end())


def _or_counted(place: Place, view: View, words: Words) -> View:
    """The phrase, or the noun counted behind the value where the phrase is only a deed or says nothing: 带动就业|20人."""
    noun = _noun(place, words)
    verbal = noun is not None and place.amount.kind == "count" and _is_deed(view, words)
    if len(view) >= 2 and not verbal and not words["measured.bare_deed"].fullmatch(view.text):
        return view
    if noun and not words["measured.verbs"].match(noun["noun"]):
        start = place.behind + noun.start("noun")
        counted = View.of(place.text, start, start + len(until_verb(noun["noun"], words)))
        return _deed(view, words) + counted
    return view


def _deed(view: View, words: Words) -> View:
    """The deed in a phrase, without how often and where; nothing where somebody only has or gets what is counted."""
    if not words["measured.done"].search(view.text):
        return NOTHING
    before = words["measured.often"].match(view.text) or words["measured.where"].match(view.text)
    return view.cut(before.end() if before else 0)


def _is_deed(view: View, words: Words) -> bool:
    """Whether a phrase is only a deed: 带动就业, 评选, 主导创制."""
    return bool(len(view) <= _DEED or words["measured.picked"].fullmatch(view.text) or words["measured.done"].search(view.text))


def _of_what(place: Place, words: Words) -> View:
    """The papers that cover a length of time, or what is signed for it, where these stand behind the value."""
    return _papers(place, words) or _signed(place, words) if place.amount.kind == "duration" else NOTHING


def _papers(place: Place, words: Words) -> View:
    """The papers that cover a length of time: 1年以上|公积金缴存记录."""
    papers = words["measured.papers"].match(place.tail)
    return View.of(place.text, place.behind + papers.start("first"), place.behind + papers.end()) if papers else NOTHING


def _signed(place: Place, words: Words) -> View:
    """What is signed for a length of time: 签订|5年及以上|服务合同."""
    what = words["measured.signed"].match(place.tail) if words["measured.signing"].search(place.clause) else None
    return View.of(place.text, place.behind + what.start("what"), place.behind + what.end("what")) if what else NOTHING


def _noun(place: Place, words: Words) -> re.Match[str] | None:
    """The noun behind a value, unless it is the recipient that must meet it: 20人以上的|企业."""
    noun = words["measured.noun"].match(place.tail)
    bearer = noun and "的" in place.tail[: noun.start("noun")] and words.recipient.search(noun["noun"])
    return None if bearer else noun


def _uncompared(view: View, words: Words) -> View:
    """The indicator without what it is compared with: 软件收入|较2022年|增速."""
    than = words["measured.than"].search(view.text)
    return view.cut(0, than.start()) + view.cut(than.end()) if than else view


def _picked(place: Place, view: View, words: Words) -> View:
    """The heading with a deed that counts what is picked: 优秀产品奖励⏎本项目共评选|10件."""
    picked = words["measured.picked"].fullmatch(view.text)
    if picked is None or not place.head:
        return view
    return View.of(place.text, place.head_start, place.head_start + len(place.head)) + view.cut(picked.start("deed"))


def _allowed(place: Place, once: re.Match[str], words: Words) -> View:
    """What may be had so many times: the noun behind the value (只能享受一次|契税补贴), else the deed before it."""
    noun = words["measured.noun"].match(place.tail)
    if noun:
        return View.of(place.text, place.behind + noun.start("noun"), place.behind + noun.end("noun"))
    return View.of(place.text, place.clause_start + once.start("deed"), place.amount.start)


def measure(place: Place, role: str, indicator: View, words: Words) -> str:
    """The measure of a value: level, growth, share, increase, decrease, multiple or rank."""
    if plain := _plain(place, words):
        return plain
    if changed := _changed(place, words):
        return changed
    if place.amount.unit == "%" and not _is_paid(place, role, indicator, words) and (of_percent := _of_percent(place, indicator, words)):
        return of_percent
    return "increase" if role == "threshold" and words["measured.increase"].search(place.clause[-8:]) else "level"


def _is_paid(place: Place, role: str, indicator: View, words: Words) -> bool:
    """Whether a value is a share that is paid, and its name does not itself end in a word for a share (缴费|比例)."""
    paid = role == "rate" or (role == "cap" and words.granted.match(place.tail) is not None)
    return paid and words["measured.proportion"].search(indicator.text) is None


def _plain(place: Place, words: Words) -> str:
    """The measure that follows from the kind of the value alone: multiple or rank; empty for others."""
    if place.amount.unit == "x":
        return "multiple"
    ranked = place.amount.kind == "rank" or words["measured.ranked"].search(place.clause + place.amount.text)
    return "rank" if ranked else ""


def _changed(place: Place, words: Words) -> str:
    """increase or decrease, where the value is the amount of a change: 补助比例再提高|2个百分点, 按养老金的1%|增加, 每亩再增加补贴|20元; empty for others."""
    if place.amount.kind != "percentage_point" and words["measured.added"].match(place.tail):
        return "increase"
    name = _MOVED.get(place.amount.kind, "measured.moved")
    moved = words[name].search(place.clause) if name else None
    return "" if moved is None else "decrease" if moved["less"] else "increase"


# By the kind of an amount, the phrase that says that something is moved by it; a per cent is a growth then.
_MOVED = {"percentage_point": "measured.points", "percent": ""}


def _of_percent(place: Place, indicator: View, words: Words) -> str:
    """growth or share, by the words around a per cent; empty where they say neither."""
    if words["measured.growth"].search(place.clause[-14:]):
        return "growth"
    return "share" if words["measured.share"].search(place.clause) or words["measured.share"].search(indicator.text) else ""


def comparator(place: Place, role: str, words: Words) -> Comparator:
    """The amount's own comparator, else the one that the words of the rule imply: 最高 is le, 满 is ge."""
    own = place.amount.comparator
    if role in ("cap", "quota") and own in ("eq", "lt") and _at_most(place, words):
        return "le"
    if role == "threshold" and own in ("eq", "gt") and words["measured.included"].match(place.tail):
        return "ge"
    return _of_part(place, role, words) if own == "eq" else own


def _of_part(place: Place, role: str, words: Words) -> Comparator:
    """The comparator by the words before a value, also of a share before or behind its base: 不低于供养金的|20%, 最高为上年度贡献的|60%."""
    if words.floor.search(place.clause):
        return "ge"
    if place.amount.unit not in ("%", "x") or role not in ("rate", "floor"):
        return "eq"
    if words["measured.part_at_least"].search(place.clause):
        return "ge"
    return "le" if words["measured.part_at_most"].search(place.clause) else "eq"


def _at_most(place: Place, words: Words) -> bool:
    return any(
        (
            words.cap.search(place.clause),
            words.cap_after.match(place.tail),
            words["measured.only"].search(place.clause),
            words["measured.at_most"].search(place.clause),
        )
    )
