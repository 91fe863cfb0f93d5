"""The benefit that labels the line of a sum: 养老服务中心建设补贴。2A级最高|18万元."""

from __future__ import annotations

from extract.assemble.measures import topics
from extract.assemble.measures.benefits import kind_of
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.roles import GIVEN
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View


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
