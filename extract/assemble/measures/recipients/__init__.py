"""Whom a rule's value is for, or who must meet it: 对首次认定的国家级X给予30万元 -> 首次认定的国家级X.

`recipient_of` asks the rooms in order and takes the first that knows. A new way to tell somebody goes into the room that says where it is told:

- `phrases`: behind 对 or 支持, up to the first word of giving; `clauses`: in the value's own clause, or the one right before it;
- `tiers`: right before one value of a list; `each`: 单个企业, 同一企业, 每户 before a bound;
- `subjects`: who opens a clause and does something; `thresholds`: who must meet a threshold, behind it or before;
- `above`: the label of the line, a line above, a heading; `cut`: what is taken off any phrase of somebody.
"""

from __future__ import annotations

from extract.assemble.measures.provisions import Place
from extract.assemble.measures.recipients.above import entitled, headed, labelled, line_above
from extract.assemble.measures.recipients.clauses import around_giving, case, clause_before, handed, holder, opener
from extract.assemble.measures.recipients.cut import alone
from extract.assemble.measures.recipients.each import once, same
from extract.assemble.measures.recipients.phrases import phrase
from extract.assemble.measures.recipients.subjects import doer_before
from extract.assemble.measures.recipients.thresholds import bearer
from extract.assemble.measures.recipients.tiers import first_of_tiers, listed
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View


def recipient_of(place: Place, role: str, words: Words) -> View:
    """The words of whom it is for; nothing where the segment names nobody."""
    own = labelled(place, role, words) or (once(place, words) if role == "quota" else NOTHING)
    own = own or (same(place, words) if role in ("cap", "quota") else NOTHING)
    found = own or (bearer(place, words) if role == "threshold" else _favoured(place, words))
    found = clause_before(place, words) if words["recipients.clause"].search(found.text) else found
    return alone(place, found, words) if len(found) else NOTHING


def _favoured(place: Place, words: Words) -> View:
    """Whom a benefit is for: the first that is told apart by the words around the sum, else whom the words before the giving narrow."""
    found = [own for find in (around_giving, first_of_tiers, listed, holder, opener, line_above, case) if len(own := find(place, words))]
    told = next((own for own in found if words["recipients.anyone"].fullmatch(own.text) is None), NOTHING)
    return told or _narrowed(place, words) or next(iter(found), NOTHING)


def _narrowed(place: Place, words: Words) -> View:
    """Whom the words before the giving narrow: 对技改项目,…给予企业|奖励."""
    directly = handed(place, words)
    directly = NOTHING if words["recipients.one_of"].match(directly.text) else directly
    for start in dict.fromkeys((place.segment, place.start)):
        found = phrase(place, start, words)
        if len(found):
            return directly if len(directly) and not words.recipient.search(found.text) else found
    return clause_before(place, words) or directly or doer_before(place, words) or entitled(place, words) or headed(place, words)
