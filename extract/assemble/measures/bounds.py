"""Where a phrase of a rule begins and ends: 近两年研发投入|合计必须达到, 但|其中|高级工程师; and whether it can name something."""

from __future__ import annotations

from extract.assemble.measures.words import Words
from extract.assemble.view import View, trimmed


def bounded(view: View, words: Words, least: int = 1) -> View:
    """The phrase without modals, comparisons and adverbs at its end and connectors at its start; at least `least` characters stay.

    A word is never cut in two: the 应 of 供应 and the 有 of 国有 stay.
    """
    return opened(ended(view, words, least), words, least)


def ended(view: View, words: Words, least: int = 1) -> View:
    """The phrase without modals, comparisons and adverbs at its end: 年薪|应当不低于."""
    view = trimmed(view)
    while (form := words.closings.ending(view.text)) and len(view) - len(form) >= least:
        if joined(view.text, len(view) - len(form), words):
            break
        view = trimmed(view.cut(0, len(view) - len(form)))
    return view


def opened(view: View, words: Words, least: int = 1) -> View:
    """The phrase without connectors, modals and times at its start: 且|执行期内|应|新增产值."""
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
    """Whether a place inside a phrase stands within a common word: 供|应."""
    return 0 < at < len(text) and words.cuts_word(text, at)


def bound_to(text: str, begin: int, end: int, words: Words) -> tuple[int, int] | None:
    """Where the words end of somebody whom a rule binds, and where begins what they must do: 申请人|应当|缴纳; nothing where nobody is."""
    for modal in words.parts.finditer(text, begin, end):
        start, stop = modal.span()
        if start - begin > _SOMEBODY:
            return None
        if end - stop < _DEED or joined(text, start, words) or joined(text, stop, words):
            continue
        who = text[begin:start]
        known = words.somebody.search(who) or words.zone.search(who) or words.bearer.search(who[-_NOUN:])
        return (start, stop) if somebody(who, words) and (known or modal[0][0] == "经") else None
    return None


_SHORT = 2  # characters of a noun that makes one word with a verb: 申报|单位
_DEED = 2  # characters of what must be done
_NOUN = 3  # characters in which the noun of somebody ends
_SOMEBODY = 24  # characters of whom a rule binds


def somebody(text: str, words: Words) -> bool:
    """Whether a phrase can be whom a rule is for: neither a figure nor a deed nor money, and no modal in it."""
    if len(text) < 2 or any(char in ",、;:\n" for char in text[-1:]) or words.matter.search(text) or words.named.search(text) or words["bounds.figure"].search(text):
        return False
    acting = words.handling.match(text)
    if acting is None or "的" in text or joined(text, acting.end(), words):
        return True
    rest = text[acting.end() :]
    return not words.having.fullmatch(acting[0]) and len(rest) <= _SHORT and (len(rest) < _SHORT or words.recipient.search(rest) is not None)  # 申请人, 投资企业
