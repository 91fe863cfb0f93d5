"""A sum whose clause names only the class of its recipients (B档每人每月|570元, 3A级最高|45万元), and the benefit it belongs to."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures import topics
from extract.assemble.measures.benefits import kind_of, labelled, topic_of
from extract.assemble.measures.norms import Before
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.recipients.cut import tidied
from extract.assemble.measures.roles import GIVEN
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.passage import line_start
from extract.records import record


@record
class Class:
    """The recipients of one class, and the benefit of which they get the sum."""

    who: View
    name: View


def ranked(place: Place, before: Before, words: Words) -> Class | None:
    """The rank of a benefit (对危房户按照|一级补助|3万元、|二级补助|2万元) with the recipient in its clause or of the sum before; None where there is no rank."""
    found = words["classes.ranked"].search(place.clause) if place.amount.kind == "money" else None
    if found is None:
        return None
    name, label = place.in_clause(found, "rank") + place.in_clause(found, "kind"), topics.label(place, words)
    named = len(label) >= _NAMED and not len(kind_of(label, words))
    return Class(_ranked_for(place, found.start("rank"), before, words), label + name if named else name)


def _ranked_for(place: Place, until: int, before: Before, words: Words) -> View:
    """The recipient in the clause before offset `until`, else the recipient of the sum before in the same provision."""
    told = tidied(View.of(place.text, place.clause_start, place.clause_start + until), words)
    pointing = words["recipients.for"].match(told.text)
    told = told.cut(pointing.end()) if pointing else told
    goes_on = before.last is not None and before.last[0].start == place.start
    return told if words.recipient.search(told.text) else before.last[1].terms.recipient if before.last and goes_on else NOTHING


_NAMED = 3  # least characters of a label that names a benefit


def classed(place: Place, before: Before, words: Words) -> Class | None:
    """The class that a sum is for and the benefit named before it; None where the clause says more, or no benefit is named."""
    untold = place.amount.kind == "money" and words["tiers.own"].match(place.tail) is None
    found = words["classes.alone"].search(place.text, place.segment, place.amount.start) if untold else None
    if found is None:
        return None
    name = _given_before(place, found.start("who"), words) or labelled(place, words) or _standard(place, before)
    return Class(View.of(place.text, *found.span("who")), name) if len(name) else None


def _given_before(place: Place, until: int, words: Words) -> View:
    """The benefit named before in the sentence, by its full name or by its recipients: 给予经营机构|连锁运营补贴|,其中3A级…"""
    named = re.last(words.benefit, place.text, place.start, until - 1)
    if named is None:
        return NOTHING
    name = topics.whole(place.text, *named.span(), words)
    while led := words["classes.led"].match(name.text):
        name = name.cut(led.end())
    return name if len(name) > named.end() - named.start() else _of_all(place, until, words)


def _of_all(place: Place, until: int, words: Words) -> View:
    """The benefit named by all its recipients: 对|新认定的示范园区|给予|奖励|,国家级…"""
    found = re.last(words["classes.of_all"], place.text, place.start, until)
    topic = topic_of(View.of(place.text, *found.span("what")), words) if found else NOTHING
    return topic + View.of(place.text, *found.span("kind")) if found and len(topic) else NOTHING


def _standard(place: Place, before: Before) -> View:
    """The name of the value before on the line, if that is a standard whose classes follow: 城市低保标准890元,分为三档,B档…"""
    last = before.last
    if last is None or last[0].amount.start < line_start(place.text, place.amount.start) or last[1].role not in GIVEN:
        return NOTHING
    return last[1].terms.indicator or last[1].terms.rough
