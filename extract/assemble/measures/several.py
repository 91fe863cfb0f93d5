"""Several benefits in one clause, each with its own value: 高龄老人津贴和孤儿生活补贴标准分别为|150元、900元."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.assemble.measures.benefits import kind_of
from extract.assemble.measures.norms import Terms
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.recipients.cut import first_noun
from extract.assemble.measures.words import Words, parted
from extract.assemble.view import NOTHING, View


def several(place: Place, count: int, words: Words) -> Sequence[View]:
    """The names of the benefits, one for each value; nothing where the clause names another number of them, or things that are no benefits."""
    found = words["tiers.several"].match(place.clause) if count > 1 else None
    if found is None:
        return ()
    side = place.in_clause(found, "side") if found["side"] else NOTHING
    listed = place.in_clause(found, "names")
    parts = [listed.cut(*part) for part in parted(listed.text, words["tiers.and"])]
    named = len(parts) == count and all(len(kind_of(part, words)) for part in parts)
    return [part + side for part in parts] if named else ()


def named_so(name: View, words: Words, terms: Terms) -> Terms:
    """The terms of a value with the name of its benefit, and with the recipient that the name begins with: |困难残疾人|生活补贴标准."""
    who = name.cut(0, first_noun(name.text, words))
    return replace(terms, indicator=name, rough=name, recipient=who or terms.recipient, measure="level", sure=True)
