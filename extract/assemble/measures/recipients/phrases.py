"""The recipient from 对, 支持 or the start of a provision to the first word of giving: 对|首次认定的国家级X|给予30万元."""

from __future__ import annotations

from collections.abc import Sequence

from extract import expressions as re
from extract.assemble.measures.provisions import last_mark
from extract.assemble.measures.recipients.cut import first_noun, is_whoever, tidied
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.records import record


def phrase(text: str, start: int, end: int, words: Words) -> View:
    """The recipient from 对, 支持 or the start to the first word of giving; nothing where these words are no recipient.

    >>> from extract.assemble.measures.words import words
    >>> from extract.patterns import load_rules
    >>> text = "对首次参展的企业给予每家2万元补助"
    >>> phrase(text, 0, 12, words(load_rules())).text
    '首次参展的企业'
    """
    start = _behind_purpose(text, start, end, words)
    begun = _begun(text, start, end, words) or _Begun(end, sure=False)
    begin = begun.at
    stop = until_given(text, begin, _told_until(text, begin, last_mark(text, start, end, ",\n:;。"), end, words), words)
    if stop <= begin:
        return NOTHING
    stop = _closed(text, begin, stop, words)
    begin = _behind_matter(text, begin, stop, words)
    if not begun.sure and not is_whoever(text[begin:stop]):
        begin = _own_clause(text, begin, stop, words)
    view = tidied(View.of(text, begin, _until_told(text, begin, stop, words)), words)
    if len(view) < 2 or words["recipients.its"].match(view.text):
        return NOTHING
    told = (stop < end or words.recipient.search(view.text)) if begun.sure else _tells(text[begin:stop], view.text, words)
    return view if told else NOTHING


def _until_told(text: str, begin: int, stop: int, words: Words) -> int:
    """The end of a recipient for whom something is done (为|特困老人家庭|实施防滑改造,…) or who gets another sum (|渔船|为每月333元,每年4000元); else `stop`."""
    served, paid = words["benefits.served"].match(text, begin - 1), words["recipients.paid_sum"].search(text, begin, stop)
    if paid and words.recipient.search(text[begin : paid.start()]):
        return paid.start()
    return served.end("who") if served and served.end("what") >= stop - 1 and words.recipient.search(served["who"]) else stop


def _own_clause(text: str, begin: int, end: int, words: Words) -> int:
    """The start of the last clause of a recipient, or of the one before that is only a further deed: |存栏500头以上,以繁育为主的猪场."""
    own = last_mark(text, begin, end, ",\n:")
    return begin if words["recipients.bounded_deed"].fullmatch(text, begin, own) else own


def _behind_matter(text: str, begin: int, end: int, words: Words) -> int:
    """The start of a recipient behind a matter that is favoured: 支持|改善住房需求,|生育二孩的家庭…; `begin` where a recipient is favoured."""
    comma = text.find(",", begin, end)
    if comma < 0 or not any(found.end() == begin for found in words.favour.finditer(text, max(begin - _FAVOUR, 0), begin)):
        return begin
    matter, rest = text[begin:comma], text[comma + 1 : end]
    told = "的" in matter or first_noun(matter, words)
    return begin if told or not (is_whoever(rest) or words.recipient.search(rest)) else comma + 1


_FAVOUR = 4  # characters of a word of favour, or of two: 鼓励支持


def _behind_purpose(text: str, start: int, end: int, words: Words) -> int:
    """The end of a clause of purpose: 为支持企业上云,|消费者购车的; `start` where there is none."""
    purpose = words["recipients.purpose"].match(text, start, end)
    return purpose.end() if purpose else start


def _tells(told: str, who: str, words: Words) -> bool:
    """Whether words without 对 or a word of favour are a recipient: a known noun or a case, and no benefit."""
    return (words.recipient.search(who) is not None or is_whoever(told)) and not words.named.search(who)


def _told_until(text: str, begin: int, own: int, end: int, words: Words) -> int:
    """The offset up to which a recipient may reach: the clause of the value, unless that clause continues it or is all there is."""
    apart = own > begin + 2 and not words["recipients.goes_on_telling"].match(text, own, end)
    return own - 1 if apart else end


@record
class _Begun:
    """The start of a recipient, and whether 对 or a word of favour makes it certain."""

    at: int
    sure: bool


def _begun(text: str, start: int, end: int, words: Words) -> _Begun | None:
    """The start of a recipient: behind 对 or a word of favour, else `start`, else the clause before the last where `start` begins with a giving."""
    pointed = list(words["recipients.for"].finditer(text, start, end))
    if pointed:
        return _Begun(_pointed_at(text, [found.end() for found in pointed], end, words), sure=True)
    favours = [found for found in words.favour.finditer(text, start, end) if _favours(text, start, found.start(), words)]
    if favours and favours[-1].end() < end - 2:
        return _Begun(favours[-1].end(), sure=True)
    if not words.stop.match(text, start) or words["recipients.may_open"].fullmatch(text[start]):
        return _Begun(start, sure=False)
    begin = last_mark(text, start, max(last_mark(text, start, end, ",\n:;。") - 1, start), ",\n:;。")
    return _Begun(begin, sure=False) if is_whoever(text[begin:end].split("\n")[0].split(",")[0]) else None


def _pointed_at(text: str, starts: Sequence[int], end: int, words: Words) -> int:
    """The end of the last 对, or of the one before it if that names a condition and the last anybody: 对首次入表|的,对企业给予奖励."""
    last = starts[-1]
    case = words["recipients.condition"].match(text, starts[-2]) if len(starts) > 1 else None
    return starts[-2] if case and words["recipients.anyone_given"].match(text, last, end) else last


def _favours(text: str, start: int, at: int, words: Words) -> bool:
    """Whether a word of favour opens a clause, an adverb aside: 大力|支持."""
    return at == start or text[at - 1] in ",\n:" or words["recipients.eagerly"].search(text, start, at) is not None


_BREAK = re.compile(r"[;。]|[,\n](?![^()]*\))")


def _closed(text: str, begin: int, end: int, words: Words) -> int:
    """The end of a recipient before ; and before a clause that is no part of it: 优秀的企业|,第二年可接续支持."""
    for mark in _BREAK.finditer(text, begin, end):
        told = text[begin : mark.start()].rstrip()
        if mark[0] in ";。" or words["recipients.shared"].search(text, mark.end(), end):
            return mark.start()
        if "的" in told and words["recipients.later"].match(text, mark.end(), end):
            return mark.start()
        if not told.endswith(("的", "者")) and words.recipient.search(told) and not _goes_on(text[mark.end() : end], words):
            return mark.start()
    return end


def _goes_on(rest: str, words: Words) -> bool:
    """Whether the words behind a recipient continue it: a case, or another noun for a recipient before a word of giving."""
    rest = rest.rstrip(" ,\n")
    ends = (rest, *(rest[: stop.start()] for stop in words.stop.finditer(rest)))
    return is_whoever(rest) or any(words.recipient.search(one) for one in ends)


def until_given(text: str, begin: int, end: int, words: Words) -> int:
    """The end of a recipient: a comma or 的 before a word of giving, else that word itself.

    >>> from extract.assemble.measures.words import words
    >>> from extract.patterns import load_rules
    >>> text = "首次参展的企业,给予每家补助"
    >>> text[: until_given(text, 0, len(text), words(load_rules()))]
    '首次参展的企业'
    """
    depth = 0
    for at in range(begin, end):
        char = text[at]
        depth += (char in "(“") - (char in ")”")
        if not depth and (_parts(text, at, words) or (at > begin + 1 and _is_giving(text, begin, at, words))):
            return at
    return end


def _parts(text: str, at: int, words: Words) -> bool:
    """Whether a mark parts the recipient from the giving, from who approves it, or from the time of the giving."""
    if text[at] not in ",\n":
        return False
    return any(words[name].match(text, at + 1) for name in ("recipients.approved", "recipients.during")) or _ends(text, at + 1, words)


def _is_giving(text: str, begin: int, at: int, words: Words) -> bool:
    """Whether a word of giving at `at` ends the recipient."""
    given = words.stop.match(text, at)
    if not given or words["recipients.of_each"].match(text, at - 1) or text[at - 1] in ",\n":
        return False
    if not words["recipients.may_go_on"].fullmatch(given[0]) or words["recipients.told"].search(text, begin, at):
        return True
    return words["recipients.gives_or_each"].fullmatch(given[0]) is not None and words.recipient.search(text[begin:at]) is not None


def _ends(text: str, at: int, words: Words) -> bool:
    """Whether a clause opens with a word of giving, and not with one that opens a condition (其本部租用办公用房的)."""
    given = words.stop.match(text, at)
    return given is not None and not (words["recipients.may_open"].fullmatch(given[0]) and words["recipients.condition"].match(text, at))
