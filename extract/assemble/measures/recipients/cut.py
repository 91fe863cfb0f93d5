"""Cutting of phrases for a recipient (每个|乡镇, 申请人|应当缴纳, 企业|可), and the end of the first noun."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.bounds import bound_to, joined
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View, trimmed


def alone(place: Place, found: View, words: Words) -> View:
    """A recipient without 每个 before it and what it must do behind; nothing where another value opens the phrase."""
    found = named_alone(found, words)
    if found.text.count("“") != found.text.count("”"):
        return NOTHING  # 评选|“榕港工匠|”每两年一次
    if words["recipients.begun_by_sum"].match(found.text):
        return NOTHING
    return found if is_case(place, found) else _unbound(found, words)


def is_case(place: Place, found: View) -> bool:
    """Whether the words are a case (获得认定|的, 完成改造|者), and not the base of a value: 投入不得低于收入|的5%."""
    return place.text[found.end : found.end + 1] in ("的", "者") and found.end + 1 != place.amount.start


def named_alone(found: View, words: Words) -> View:
    """A recipient without 每个, a 《title》, a number or a connector before it and without small words behind: |每个|乡镇, |或|个人, 企业|可.

    >>> from extract.assemble.measures.words import words
    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> named_alone(View.of("每个乡镇", 0, 4), known).text, named_alone(View.of("参保企业可", 0, 5), known).text
    ('乡镇', '参保企业')
    """
    before = next(filter(None, (words[name].match(found.text) for name in _BEFORE)), None)
    tail = words["recipients.closing"].search(found.text)
    return trimmed(found.cut(before.end() if before else 0, tail.start() if tail else None)) if before or tail else found


_BEFORE = ("recipients.titled", "recipients.each_of_them", "recipients.joining")  # what leads to somebody


def _unbound(found: View, words: Words) -> View:
    """A recipient without what it must do (申请人|应当缴纳); nothing where a short phrase is a matter and no recipient."""
    bound = bound_to(found.text, 0, len(found), words)
    found = found.cut(0, bound[0]) if bound else found
    matter = len(found) <= _SHORT and words.matter.search(found.text) and not words.recipient.search(found.text)
    return NOTHING if matter else found


_SHORT = 6  # most characters of a noun that stands alone: 支持|资金, 支持|周期


def tidied(view: View, words: Words) -> View:
    """A recipient without the title, the label and the small words before it, and without a remark in brackets behind.

    >>> from extract.assemble.measures.words import words
    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> tidied(View.of("其中,参保企业(下称企业)", 0, 13), known).text
    '参保企业'
    """
    view = trimmed(view)
    for before in (words["recipients.titled"], words["recipients.opening"], words["recipients.label"]):
        found = before.match(view.text)
        view = view.cut(found.end()) if found else view
    view = named_alone(view, words)
    remark = words["recipients.remark"].search(view.text)
    return named_alone(trimmed(view.cut(0, remark.start())), words) if remark else view


def first_noun(text: str, words: Words) -> int:
    """The end of the first noun for a recipient with those right behind it (学校|食堂), or 0.

    >>> from extract.assemble.measures.words import words
    >>> from extract.patterns import load_rules
    >>> first_noun("户籍老年人接受助餐服务", words(load_rules()))
    5
    """
    end = next((found.end() for found in words.bearer.finditer(text) if len(found[0]) > _WORD or not joined(text, found.end(), words)), 0)
    while end and (more := words.bearer.match(text, end)):
        end = more.end()
    return end


_WORD = 2  # most characters of a noun that may be cut out of two words; a longer one is whole: 残疾人|生活


def until_noun(who: View, words: Words) -> View:
    """A recipient up to its last noun, where more stands behind it.

    >>> from extract.assemble.measures.words import words
    >>> from extract.patterns import load_rules
    >>> until_noun(View.of("用人单位留用", 0, 6), words(load_rules())).text
    '用人单位'
    """
    if words.recipient.search(who.text):
        return who
    noun = max((end for end in range(2, len(who)) if words.recipient.search(who.text[:end])), default=0)
    return who.cut(0, noun) if noun else who


def gives(text: str, words: Words) -> bool:
    """Whether a phrase opens with a word of giving that cannot open a condition.

    >>> from extract.assemble.measures.words import words
    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> gives("给予企业", known), gives("采用新工艺", known)
    (True, False)
    """
    stop = words.stop.match(text)
    return stop is not None and words["recipients.may_open"].match(text) is None


def is_whoever(text: str) -> bool:
    """Whether words name whoever does or is something, a remark in brackets aside: 首次参展|的, 获得认定|者.

    >>> is_whoever("租用厂房的(不含仓库)"), is_whoever("租用厂房")
    (True, False)
    """
    return _ASIDE.sub("", text.rstrip(" ,\n")).endswith(("的", "者"))


_ASIDE = re.compile(r"\([^()\n]{0,60}\)$")
