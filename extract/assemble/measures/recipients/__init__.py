"""Whom a rule's value is for, or who must meet it: 对首次认定的国家级X给予30万元 -> 首次认定的国家级X.

`recipient_of` asks the rooms in order and takes the first that knows. A new way to tell somebody goes into the room that says where it is told:

- `phrases`: behind 对 or 支持, up to the first word of giving; `clauses`: in the value's own clause, or the one right before it;
- `tiers`: right before one value of a list; `each`: 单个企业, 同一企业, 每户 before a bound;
- `subjects`: who opens a clause and does something; `thresholds`: who must meet a threshold, behind it or before;
- `titles`: the label of the line, a heading; `above`: another line above; `cases`: the subject that a sentence names once for its cases;
- `cut`: what is taken off any phrase of somebody.
"""

from __future__ import annotations

from extract.assemble.measures.doers import acts
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.recipients.above import entitled, line_above
from extract.assemble.measures.recipients.clauses import (
    case,
    class_of_its_own,
    clause_before,
    handed,
    holder,
    opener,
    paid_for,
    payee,
    whoever,
)
from extract.assemble.measures.recipients.cut import alone, is_case
from extract.assemble.measures.recipients.each import few, once, same
from extract.assemble.measures.recipients.phrases import phrase
from extract.assemble.measures.recipients.subjects import doer_before
from extract.assemble.measures.recipients.thresholds import bearer
from extract.assemble.measures.recipients.tiers import bracketed, first_of_tiers, listed
from extract.assemble.measures.recipients.titles import headed, labelled
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View


def recipient_of(place: Place, role: str, words: Words) -> View:
    """The words of whom it is for; nothing where the segment names nobody."""
    found = _by_label(place, role, words) or (bearer(place, words) if role == "threshold" else _favoured(place, words))
    if words["recipients.clause"].search(found.text):  # nobody: 补助比例不超过投资额|的
        found = clause_before(place, words) or entitled(place, words)
    deed = role == "threshold" and _is_deed(place, found, words)
    return alone(place, found, words) if found and not deed else NOTHING


def _by_label(place: Place, role: str, words: Words) -> View:
    """Who is told by the bracket behind a value or the label of its line, or as one who may have so many at most."""
    own = bracketed(place, words) or labelled(place, role, words) or (once(place, words) or few(place, words) if role == "quota" else paid_for(place, words))
    return own or (same(place, words) if role in ("cap", "quota") else NOTHING)


def _is_deed(place: Place, found: View, words: Words) -> bool:
    """Whether words are what must be done or had, and nobody: |获得观众普遍好评|,票房达1000万元."""
    if not found or is_case(place, found) or words.recipient.search(found.text) or words.zone.search(found.text):
        return False
    known = any(noun.end() == len(found) for noun in words.bearer.finditer(found.text)) or words["cells.illness"].search(found.text)
    return not known and acts(found.text, words)


def _favoured(place: Place, words: Words) -> View:
    """Whom a benefit is for: the first that is told apart by the words around the sum, else whom the words before the giving narrow."""
    paid = payee(place, words)
    if paid and not _is_anyone(paid, words):
        return _conditioned(place, paid, words) or paid
    found = list(filter(None, (find(place, words) for find in _APART)))
    told = filter(lambda own: words["recipients.anyone"].fullmatch(own.text) is None, found)
    return next(told, NOTHING) or _narrowed(place, words) or paid or next(iter(found), NOTHING)


_APART = (whoever, class_of_its_own, first_of_tiers, listed, holder, opener, line_above, case)


def _narrowed(place: Place, words: Words) -> View:
    """Whom the words before the giving narrow: 对技改项目,…给予企业|奖励."""
    directly = handed(place, words)
    directly = NOTHING if words["recipients.one_of"].match(directly.text) else directly
    found = _conditioned(place, directly, words) or clause_before(place, words) or directly
    return found or doer_before(place, words) or entitled(place, words) or headed(place, words)


def _conditioned(place: Place, paid: View, words: Words) -> View:
    """Whom the words before the giving tell, with those to whom it is handed on that condition: 示范园区|运营主体."""
    found = next((own for start in dict.fromkeys((place.segment, place.start)) if len(own := phrase(place.text, start, place.amount.start, words))), NOTHING)
    if not len(found) or not len(paid) or paid.text in found.text:
        return found
    if _is_anyone(paid, words):
        return found if _tells_more(place, found, paid, words) else paid
    return found + paid if _narrows(place, found, paid, words) else paid


def _tells_more(place: Place, found: View, paid: View, words: Words) -> bool:
    """Whether words before the giving tell more than anybody to whom it is given: somebody, or a case (获评省级|的,给予企业10万元)."""
    somebody = words.recipient.search(found.text) or words["recipients.one_of"].match(paid.text)
    return somebody is not None or words["recipients.told_case"].match(place.text, found.end) is not None


def _is_anyone(who: View, words: Words) -> bool:
    """Whether those to whom something is handed are told apart by nothing: 给予|企业|奖励, 给予|每个项目|补助."""
    return words["recipients.anyone"].fullmatch(who.text) is not None or words["recipients.one_of"].match(who.text) is not None


def _narrows(place: Place, found: View, paid: View, words: Words) -> bool:
    """Whether words narrow those to whom a benefit is handed behind them: somebody whom 对 points at, and no other benefit between."""
    giving = min(paid.start, place.amount.start)
    if found.end + 1 >= giving or words.benefit.search(place.text, found.end, giving):
        return False
    return words.recipient.search(found.text) is not None and words["recipients.pointed"].search(place.text, place.start, found.start) is not None
