"""The full wording of a recipient before a benefit: 投保企业|,保费超过5万元的|,给予…, 制造业(含食品业,不含烟草)|企业, 牵头单位|以及参与单位."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.recipients.cases import is_joined
from extract.assemble.measures.recipients.cut import gives, is_whoever, tidied
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View


def whole(place: Place, own: View, words: Words) -> View:
    """A recipient with the rest of its clause and the conditions behind, up to the clause that gives.

    Nothing is added where what follows gives, names a sum that a rate is taken of, or says how the benefit is computed.
    """
    if not len(own) or is_joined(own) or is_served(place, words):
        return own
    if not place.segment <= own.start < own.end < place.clause_start - 1:
        return own
    end = _until_given(place, own.end, own.text.count("(") - own.text.count(")"), words)
    more = place.text[own.end : end]
    if end <= own.end + 1 or not _tells(more, words):
        return own
    return View.of(place.text, own.start, end - (place.text[end - 1] == "的"))


def is_served(place: Place, words: Words) -> bool:
    """Whether the clause right before says that something is done for the recipient: 为|特困老人家庭|实施防滑改造,…"""
    served = place.last(words["benefits.served"], place.segment)
    return served is not None and served.end() == place.clause_start and words.recipient.search(served["who"]) is not None


def _until_given(place: Place, begin: int, depth: int, words: Words) -> int:
    """The end of the clauses behind a recipient, before the first that gives or the value's own."""
    for at in range(begin, place.clause_start):
        char = place.text[at]
        depth += (char in "(“") - (char in ")”")
        if char == "," and depth <= 0 and (at + 1 == place.clause_start or _opens_giving(place.text, at + 1, words)):
            return at
    return begin


def _opens_giving(text: str, at: int, words: Words) -> bool:
    """Whether a clause begins at `at` that gives, or that says who approves the recipient or since when."""
    rest = text[at : at + 40]
    apart = (words["recipients.giver"].match(rest), *(words[name].match(text, at) for name in ("recipients.approved", "recipients.since", "recipients.during")))
    return gives(rest, words) or any(one is not None for one in apart)


def _tells(more: str, words: Words) -> bool:
    """Whether the words behind a recipient belong to it: a condition, or the end of a bracket or a list."""
    if words.stop.match(more) or words.benefit.search(_ASIDE.sub("", more)) or words["recipients.money"].search(more.rstrip("的")) or "\n" in more:
        return False
    return _is_case(more, words) or words.recipient.search(more) is not None


def opening_case(place: Place, words: Words) -> View:
    """The case that opens a segment without a recipient, right before the clause that gives: |60至69周岁|,每人每月75元."""
    text, end = place.text, place.clause_start - 1
    start = max(text.rfind("\n", place.segment, end) + 1, place.segment)
    told = text[start:end]
    if end <= start + 2 or "," in told or not _opens_giving(text, place.clause_start, words) or _is_said(told, words):
        return NOTHING
    return tidied(View.of(text, start, end), words) if _is_case(told, words) else NOTHING


def _is_said(told: str, words: Words) -> bool:
    """Whether a clause gives or favours something itself, or names a sum."""
    return any(
        one is not None
        for one in (
            words.stop.match(told),
            words["recipients.supposed"].match(told),
            words.favour.match(told),
            words.benefit.search(told),
            words["recipients.money"].search(told),
            words.cap.search(told),
        )
    )


_ASIDE = re.compile(r"\([^()\n]{0,60}\)")  # what a bracket excludes is not given: 购买用房(不含|配套|用房)


def _is_case(told: str, words: Words) -> bool:
    """Whether words are a case: whoever does something, a bound, or a band."""
    return is_whoever(told) or words["recipients.bounded_case"].search(told) is not None or words["recipients.banded_case"].search(told) is not None
