"""The bounds of a phrase in a rule (近两年研发投入|合计必须达到, 但|其中|高级工程师), and whether it names a recipient."""

from __future__ import annotations

from extract.assemble.measures.words import Words
from extract.assemble.view import View, trimmed


def bounded(view: View, words: Words, least: int = 1) -> View:
    """The phrase without modals, comparisons and adverbs at its end and connectors at its start; at least `least` characters stay.

    A word is never cut in two: the 应 of 供应 and the 有 of 国有 stay.

    >>> from extract.assemble.measures.words import words
    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> bounded(View.of("且研发投入应当不低于", 0, 10), known).text, bounded(View.of("电力供应", 0, 4), known).text
    ('研发投入', '电力供应')
    """
    return opened(ended(view, words, least), words, least)


def ended(view: View, words: Words, least: int = 1) -> View:
    """The phrase without modals, comparisons and adverbs at its end: 年薪|应当不低于.

    >>> from extract.assemble.measures.words import words
    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> ended(View.of("年薪应当不低于", 0, 7), known).text
    '年薪'
    """
    view = trimmed(view)
    while (form := words.closings.ending(view.text)) and len(view) - len(form) >= least:
        if len(form) <= _TIED and joined(view.text, len(view) - len(form), words):
            break
        view = trimmed(view.cut(0, len(view) - len(form)))
    return view


def opened(view: View, words: Words, least: int = 1) -> View:
    """The phrase without connectors, modals and times at its start: 且|执行期内|应|新增产值.

    >>> from extract.assemble.measures.words import words
    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> opened(View.of("且应新增产值", 0, 6), known).text
    '新增产值'
    """
    view = trimmed(view)
    while len(view) > least:
        form = words.openings.opening(view.text)
        timed = words.meanwhile.match(view.text)
        size = len(form) if form and not joined(view.text, len(form), words) else timed.end() if timed else 0
        if not size or len(view) - size < least:
            break
        view = trimmed(view.cut(size))
    return view


def joined(text: str, at: int, words: Words) -> bool:
    """Whether offset `at` of a phrase lies within a common word: 供|应.

    >>> from extract.assemble.measures.words import words
    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> joined("电力供应", 3, known), joined("企业应", 2, known)
    (True, False)
    """
    return 0 < at < len(text) and words.cuts_word(text, at)


def bound_to(text: str, begin: int, end: int, words: Words) -> tuple[int, int] | None:
    """The end of the recipient before a modal, and the start of what it must do: 申请人|应当|缴纳; None where no recipient stands before a modal.

    >>> from extract.assemble.measures.words import words
    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> text = "申请人应当缴纳保证金"
    >>> bound_to(text, 0, len(text), known)
    (3, 5)
    """
    for modal in words.parts.finditer(text, begin, end):
        start, stop = modal.span()
        if start - begin > _SOMEBODY:
            return None
        if end - stop < _DEED or joined(text, start, words) or joined(text, stop, words):
            continue
        return (start, stop) if _binds(text[begin:start], words) else None
    return None


def _binds(who: str, words: Words) -> bool:
    """Whether the words before a modal are a known recipient."""
    return somebody(who, words) and (words.somebody.search(who) or words.bearer.search(who[-_NOUN:])) is not None


_TIED = 2  # most characters of a modal that may belong to the word before it: 供|应; a longer one does not: 净高|大于等于
_SHORT = 2  # most characters of a noun that makes one word with a verb: 申报|单位
_DEED = 2  # least characters of what must be done
_NOUN = 3  # characters at the end of a recipient in which its noun stands
_SOMEBODY = 24  # most characters of a recipient before a modal


def somebody(text: str, words: Words) -> bool:
    """Whether a phrase can be a recipient: no figure, deed, money or modal.

    >>> from extract.assemble.measures.words import words
    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> [somebody(who, known) for who in ("高校毕业生", "年营业收入5亿元", "奖励资金")]
    [True, False, False]
    """
    if len(text) < 2 or text[-1] in ",、;:\n" or _is_matter(text, words):
        return False
    acting = words.handling.match(text)
    if acting is None or "的" in text or joined(text, acting.end(), words):
        return True
    return _is_compound(acting[0], text[acting.end() :], words)


def _is_matter(text: str, words: Words) -> bool:
    """Whether a phrase is money or another matter, or holds a figure."""
    return any(pattern.search(text) for pattern in (words.matter, words.named, words["bounds.figure"]))


def _is_compound(deed: str, rest: str, words: Words) -> bool:
    """Whether a verb and a short noun make one word for a recipient: 申请|人, 投资|企业."""
    return not words.having.fullmatch(deed) and len(rest) <= _SHORT and (len(rest) < _SHORT or words.recipient.search(rest) is not None)
