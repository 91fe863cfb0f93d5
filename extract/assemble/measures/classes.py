"""A rank of a benefit that a sum is (一级补助|3万元), and the benefit that labels the line of a sum: 养老服务中心建设补贴。2A级最高|18万元."""

from __future__ import annotations

from extract.assemble.measures import topics
from extract.assemble.measures.benefits import kind_of
from extract.assemble.measures.norms import Before
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.recipients.cut import tidied
from extract.assemble.measures.roles import GIVEN
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.records import record


@record
class Rank:
    """Those of a rank of a benefit, and the benefit of that rank."""

    who: View
    name: View


def ranked(place: Place, before: Before, words: Words) -> Rank | None:
    """The rank of a benefit that a sum is (对危房户按照|一级补助|3万元、|二级补助|2万元), for whom its clause tells or the sum before was; None of any other sum."""
    found = words["classes.ranked"].search(place.clause) if place.amount.kind == "money" else None
    if found is None:
        return None
    name, label = place.in_clause(found, "rank") + place.in_clause(found, "kind"), topics.label(place, words)
    named = len(label) >= _NAMED and not len(kind_of(label, words))
    return Rank(_ranked_for(place, found.start("rank"), before, words), label + name if named else name)


def _ranked_for(place: Place, until: int, before: Before, words: Words) -> View:
    """Whom the clause of a rank tells up to a place in it, else whom the sum before in the same provision is for."""
    told = tidied(View.of(place.text, place.clause_start, place.clause_start + until), words)
    pointing = words["recipients.for"].match(told.text)
    told = told.cut(pointing.end()) if pointing else told
    last = before.last
    goes_on = last is not None and last[0].start == place.start and last[1].role in GIVEN
    return told if words.recipient.search(told.text) else last[1].terms.recipient if last and goes_on else NOTHING


_NAMED = 3  # characters of a label that names a benefit


def labelled(place: Place, words: Words) -> View:
    """The benefit that labels the line (养老服务中心建设补贴。2A级最高…), or the sentence; nothing where neither label says a kind of money."""
    label = topics.label(place, words)
    if len(kind_of(label, words)):
        return label
    opening = words["benefits.opens_list"].match(place.text, place.start, place.amount.start)
    return View.of(place.text, *opening.span("name")) if opening else NOTHING


def is_label(place: Place, role: str, name: View, words: Words) -> bool:
    """Whether the name of what is given is what its line is headed by: 方向2|工具采购奖励|。支持…,单个企业奖励金额最高不超过500万元."""
    return role in GIVEN and len(kind_of(name, words)) > 0 and name.text == topics.label(place, words).text
