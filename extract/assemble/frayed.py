"""A name as its rule gave it -> the name without words that no name begins with, ends with or contains."""

from __future__ import annotations

from collections.abc import Sequence

from extract import expressions as re
from extract.assemble.lexicon import Lexicon
from extract.assemble.surroundings import cut
from extract.assemble.view import View, stripped, trimmed

_BREAK = re.compile(r"[^\S\n]*\n\s*")
_ENDS = ("frayed.note", "frayed.how", "frayed.end", "frayed.last")
_HALF = 2  # characters on either side of a name's beginning that show whether it cuts a word
_WORD = 5  # characters of the longest common word, and one more
_LEAST = 2  # least characters of a name: a cut that would leave fewer is not made


def mended(name: View, folded: str, words: Lexicon, last: bool = False) -> View:
    """The name without numbers of items and notes, adverbs before it and predicates behind it, its last word whole.

    `last`: no better name was found, so this one also loses a linking word before it, a final 中 or 基础上, and the adverbs before its deed.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> text = "⑨新建书屋、茶馆等30家,群众参与人次超6万"
    >>> mended(View.of(text, 0, 9), text, lexicon(load_rules())).text, mended(View.of(text, 13, 20), text, lexicon(load_rules())).text
    ('新建书屋、茶馆', '群众参与人次')
    """
    name = _paired(_without_then(name, words) if last else name)
    begun = _begun(_unsawn(_untorn(name, folded, words), folded, words), words)
    ended = _ended(begun, folded, words, _ENDS if last else _ENDS[:-1])
    told = _told_as_done(ended, words)
    return _whole(_deed_alone(told, words) if last else told, folded, words)


def _begun(name: View, words: Lexicon) -> View:
    """The name from its first word on, in one line: without the number of an item or a note, an adverb, or 在…方面 around it."""
    name = stripped(name, " ")
    while broken := _BREAK.search(name.text):
        name = name.cut(0, broken.start()) + name.cut(broken.end())
    inside = words["frayed.inside"].match(name.text)
    name = name.cut(*inside.span("what")) if inside else name
    found = words["frayed.front"].match(name.text)
    return _kept(name, name.cut(found.end())) if found else name


def _without_then(name: View, words: Lexicon) -> View:
    """The name without the words that link it to the clause before: 的|资助额度, 截至|完成金额."""
    then = words["frayed.then"].match(name.text)
    return _kept(name, name.cut(then.end())) if then else name


def _untorn(name: View, folded: str, words: Lexicon) -> View:
    """The name with the first part of its first word restored, where it lost that: 其中有|效专利 -> 有效专利."""
    start = name.start
    torn = words["frayed.torn"].search(folded, max(start - _HALF, 0), start + _HALF) if start else None
    return View.of(folded, torn.start(), start) + name if torn and torn.end() == start else name


def _unsawn(name: View, folded: str, words: Lexicon) -> View:
    """The name with the beginning of its first word restored, where it begins inside that: 申请|人年度用水量, 对经|济林的补助."""
    start = name.start
    if not start or not folded[start - 1].isalpha() or words.opening_word(folded[start : start + _WORD]):
        return name
    begin = max(start - _WORD, 0)
    sawn = next((word for word in cut(folded[begin : start + _WORD], begin) if word.start < start < word.end), None)
    if sawn is None or words["frayed.particle"].fullmatch(sawn.text) or folded[sawn.start - 1 : sawn.start].isdigit():
        return name
    return View.of(folded, sawn.start, start) + name


def _paired(name: View) -> View:
    """The name without the rest of a bracket that it only opens or only closes: 建设期内自然年)|交易额."""
    closed, opened = name.text.find(")"), name.text.rfind("(")
    if closed >= 0 and "(" not in name.text[:closed]:
        return _kept(name, name.cut(closed + 1))
    if name.text[:1] == "(" and name.text.count("(") > name.text.count(")"):
        return _kept(name, name.cut(1))
    return _kept(name, name.cut(0, opened)) if opened > 0 and ")" not in name.text[opened:] else name


def _ended(name: View, folded: str, words: Lexicon, ends: Sequence[str]) -> View:
    """The name up to its last word: without a note, 等, or the predicate that leads on to the value."""
    for what in ends:
        found = words[what].search(name.text)
        name = _kept(name, name.cut(0, found.start())) if found else name
    leads = words["frayed.leading"].search(name.text)
    if leads is None or not words["frayed.value"].match(folded, name.at[-1] + 1) or words.cuts_word(name.text, leads.start()):
        return name
    return _kept(name, name.cut(0, leads.start()))


def _told_as_done(name: View, words: Lexicon) -> View:
    """The name without 了 behind its verb, 进行 before its deed, and a number in words: 组建|了|招商中心, 路面|进行|养护, 解决|一批|问题."""
    for found in reversed(list(words["frayed.done"].finditer(name.text))):
        if not (words.cuts_word(name.text, found.start()) or words.cuts_word(name.text, found.end())):
            name = name.cut(0, found.start()) + name.cut(found.end())
    return name


def _deed_alone(name: View, words: Lexicon) -> View:
    """The name without the adverbs before its deed: 茶企|均已|复工, but 茶企|已|签约项目到位率, where the deed says which are meant."""
    found = words["frayed.meanwhile"].search(name.text)
    if found is None or words.facets.ending(name.text):
        return name
    deed = name.text[found.end() :]
    acts = words.acts(deed) or deed[:_HALF] in words.acting
    return name.cut(0, found.start()) + name.cut(found.end()) if acts and not words.cuts_word(name.text, found.end()) else name


def _whole(name: View, folded: str, words: Lexicon) -> View:
    """The name with the end of its last word, where that was cut off: 奖励金|额."""
    end = name.at[-1] + 1
    sawn = words["frayed.sawn"].search(folded, end - 1, end + 1)
    return name + View.of(folded, end, end + 1) if sawn else name


def _kept(name: View, less: View) -> View:
    """The shortened name `less`, trimmed, or `name` where too little would be left."""
    less = trimmed(less)
    return less if len(less) >= _LEAST else name
