"""The recipient of a rule's value, also of a threshold: 对首次认定的国家级X给予30万元 -> 首次认定的国家级X.

`recipient_of` asks these modules in order and takes the first answer. A new way to name a recipient goes into the module for its place:

- `phrases`: behind 对 or 支持, up to the first word of giving; `clauses`: in the value's own clause, or the one right before it;
- `tiers`: right before one value of a list; `each`: 单个企业, 同一企业, 每户 before a bound;
- `subjects`: the subject of a clause; `thresholds`: who must meet a threshold, behind or before it;
- `titles`: the label of the line, a heading; `above`: another line above; `cases`: the subject that a sentence names once for its cases;
- `cut`: what is cut off any phrase for a recipient.
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
from extract.assemble.measures.recipients.thresholds import bearer, of_sex
from extract.assemble.measures.recipients.tiers import bracketed, first_of_tiers, listed
from extract.assemble.measures.recipients.titles import headed, labelled
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View


def recipient_of(place: Place, role: str, words: Words) -> View:
    """The recipient of a value with a given role; nothing where none is named."""
    found = _by_label(place, role, words) or (bearer(place, words) if role == "threshold" else _favoured(place, words))
    if words["recipients.clause"].search(found.text):  # nobody: 补助比例不超过投资额|的
        found = clause_before(place, words) or entitled(place, words)
    deed = role == "threshold" and _is_deed(place, found, words)
    return alone(place, found, words) if found and not deed else NOTHING


def _by_label(place: Place, role: str, words: Words) -> View:
    """The sex that an age is of, the recipient in the bracket behind a value, in the label of its line, or with a limit on how many or how often."""
    own = (
        of_sex(place, role, words)
        or bracketed(place, words)
        or labelled(place, role, words)
        or (once(place, words) or few(place, words) if role == "quota" else paid_for(place, words))
    )
    return own or (same(place, words) if role in ("cap", "quota") else NOTHING)


def _is_deed(place: Place, found: View, words: Words) -> bool:
    """Whether the words are a deed or a condition, and no recipient: |获得观众普遍好评|,票房达1000万元."""
    if not found or is_case(place, found) or words.recipient.search(found.text) or words.zone.search(found.text):
        return False
    known = any(noun.end() == len(found) for noun in words.bearer.finditer(found.text)) or words["cells.illness"].search(found.text)
    return not known and acts(found.text, words)


def _favoured(place: Place, words: Words) -> View:
    """The recipient of a benefit: the first specific one in the words around the sum, else the one that the words before the giving narrow."""
    paid = payee(place, words)
    if paid and not _is_anyone(paid, words):
        return _conditioned(place, paid, words) or paid
    found = list(filter(None, (find(place, words) for find in _APART)))
    told = filter(lambda own: words["recipients.anyone"].fullmatch(own.text) is None, found)
    return next(told, NOTHING) or _narrowed(place, words) or paid or next(iter(found), NOTHING)


_APART = (whoever, class_of_its_own, first_of_tiers, listed, holder, opener, line_above, case)


def _narrowed(place: Place, words: Words) -> View:
    """The recipient that the words before the giving narrow: 对技改项目,…给予企业|奖励."""
    directly = handed(place, words)
    directly = NOTHING if words["recipients.one_of"].match(directly.text) else directly
    found = _conditioned(place, directly, words) or clause_before(place, words) or directly
    return found or doer_before(place, words) or entitled(place, words) or headed(place, words)


def _conditioned(place: Place, paid: View, words: Words) -> View:
    """The recipient in the words before the giving, with those to whom the benefit is handed: 示范园区|运营主体."""
    found = next((own for start in dict.fromkeys((place.segment, place.start)) if len(own := phrase(place.text, start, place.amount.start, words))), NOTHING)
    if not len(found) or not len(paid) or paid.text in found.text:
        return found
    if _is_anyone(paid, words):
        return found if _tells_more(place, found, paid, words) else paid
    return found + paid if _narrows(place, found, paid, words) else paid


def _tells_more(place: Place, found: View, paid: View, words: Words) -> bool:
    """Whether `found` says more than `paid`, who may be anybody: it is a recipient itself, or a case (获评省级|的,给予企业10万元)."""
    somebody = words.recipient.search(found.text) or words["recipients.one_of"].match(paid.text)
    return somebody is not None or words["recipients.told_case"].match(place.text, found.end) is not None


def _is_anyone(who: View, words: Words) -> bool:
    """Whether a recipient is not specific: 给予|企业|奖励, 给予|每个项目|补助."""
    return words["recipients.anyone"].fullmatch(who.text) is not None or words["recipients.one_of"].match(who.text) is not None


def _narrows(place: Place, found: View, paid: View, words: Words) -> bool:
    """Whether `found` narrows the recipient `paid` behind it: 对 points at it, and no other benefit stands between."""
    giving = min(paid.start, place.amount.start)
    if found.end + 1 >= giving or words.benefit.search(place.text, found.end, giving):
        return False
    return words.recipient.search(found.text) is not None and words["recipients.pointed"].search(place.text, place.start, found.start) is not None
