"""The bodies of an article, whole, with their types: list names, public bodies, and names that end in a form.

Candidates come from three sources, all of them data: the name lists, the vocabulary of functions, and the rules'
heads. Their left edges are settled in reading order (left_boundary), so that a body just found may open the next
name (国家统计局|佛山调查队). Names that share a body are merged (coreference).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from operator import itemgetter
from typing import Any

from extract.model import Organisation, Rejected, Span
from extract.passage import Passage
from extract.patterns import Rule, Rules
from extract.recognise import lists
from extract.recognise.findings import Findings, Found
from extract.recognise.organisations import classes, coordination, coreference, heads, left_boundary, unknown_names
from extract.recognise.organisations.coreference import Name
from extract.recognise.organisations.heads import HAN, Head
from extract.recognise.organisations.left_boundary import Edge
from extract.recognise.organisations.words import Words, parts, place_after, place_before, words
from extract.records import record

_ACTING = (
    "bodies",
    "party",
    "companies",
    "finance",
    "universities",
    "research",
    "international",
    "military",
    "branches",
)


@record
class _State:
    """What is settled so far, left to right.

    `ends` leads from where a body ends to where it begins, `inside` from the middle of a listed name to its start.
    """

    folded: str
    known: Words
    ends: dict[int, int]
    inside: dict[int, int]
    found: list[Name] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def find(passage: Passage, context: Findings, rules: Rules) -> Found[Organisation]:
    """The bodies of the article in reading order, each with all its mentions; and what was left alone.

    >>> from extract.patterns import load_rules
    >>> text = "瀚海市发改局、教育局和澄岳环境股份有限公司签约"
    >>> [body.text for body in find(Passage.of(text), Findings(), load_rules()).records]
    ['瀚海市发改局', '教育局', '澄岳环境股份有限公司']
    """
    folded = passage.folded
    closing, named = heads.closing(folded, rules)
    acting = [name for name in named if name.list in _ACTING]
    inside = {at: name.start for name in acting for at in range(name.start + 1, name.end)}
    state = _State(folded, words(rules), {name.end: name.start for name in acting}, inside)
    for head in closing:
        _settle(head, state)
    found = _longest(state.found)
    found = _ambiguous(found, named, folded, state.known)
    found = _longest(found + _brands(found, named, state, rules))
    found += coreference.repeated(found, folded, state.known)
    return Found(coreference.merged(sorted(found, key=lambda f: f.start), passage, state.known), state.rejected)


def acting(found: Sequence[Organisation], passage: Passage, rules: Rules) -> list[Organisation]:
    """The bodies without the mentions that are part of an office's name (市教育局|局长); a company before its chairman counts.

    >>> from extract.patterns import load_rules
    >>> rules, passage = load_rules(), Passage.of("榕江县教育局局长周晓岚到榕江县水利局调研")
    >>> [body.name for body in acting(find(passage, Findings(), rules).records, passage, rules)]
    ['榕江县水利局']
    """
    known, folded, text = words(rules), passage.folded, passage.text
    kept = []
    for body in found:
        if body.type in _HOLDING or body.rule == _FUNCTION:
            spans = tuple(span for span in body.mentions if not _is_office(folded, span[1], body, known))
            if not spans:
                continue
            start, end = spans[0]
            body = replace(body, text=text[start:end], start=start, end=end, mentions=spans)
        kept.append(body)
    return kept


def _is_office(folded: str, end: int, body: Organisation, known: Words) -> bool:
    """Whether an office stands behind a body, or an official of a local one; a body that a list names speaks through its own."""
    return bool(known.office.match(folded, end) or (not body.rule.startswith(_LISTS) and known.official.match(folded, end)))


_HOLDING = ("government", "party", "military")
_LISTS = "organisation.list."
_PARTED = ("government", "education", "research", "health")  # a company's centres are its own
_FUNCTION = "organisation.function"  # of a place's women's federation or hospital, too, an office is none of its own


def _settle(head: Head, state: _State) -> None:
    if head.name is not None and head.rule.gives.get("list") == "branches":
        start, end = _branch(head, state)
        if start == head.start and end == head.end and not _alone(head, state):
            return
        head = replace(head, start=start, end=end, name=None)
    boundary = _boundary(head, state)
    if not boundary.evidence:
        text = state.folded[boundary.start : head.end]
        state.rejected.append(Rejected(text, boundary.start, head.end, head.rule.id, boundary.reason))
        return
    kind = head.type or head.rule.gives["type"]
    state.found.append(Name(boundary.start, head.end, head.start, kind, head.rule.id, head.name, boundary.evidence))
    if head.rule.id != _AMBIGUOUS:
        state.ends[head.end] = min(boundary.start, state.ends.get(head.end, boundary.start))
    _add_part(state.found[-1], state)


def _add_part(body: Name, state: _State) -> None:
    """The body with the part of it that stands right behind its name; a leading one has none (市政府)."""
    if body.type not in _PARTED or body.rule == _LEADING:
        return
    end = heads.with_part(state.folded, body.end, state.known)
    if end > body.end:
        state.found.append(replace(body, end=end, head=end, name=None, evidence="part"))


def _boundary(head: Head, state: _State) -> Edge:
    """The start of the name that a head closes, as its rule says that it is to be read."""
    kind = head.rule.gives.get("edge", "whole")
    if kind == "body":
        return _public(head, state)
    if kind == "country":
        return Edge(head.start - 1, "abroad")
    if kind == "name":
        return _listed(head, state) if head.start in state.inside else _named(head, state)
    return Edge(head.start, "list")


def _listed(head: Head, state: _State) -> Edge:
    """A listed name that runs into the head: 清华大学|乡村振兴远程教学站; a company's with its seat: 北京|首农食品集团有限公司."""
    start = state.inside[head.start]
    if head.rule.gives["type"] == "company":
        start = place_before(state.folded, start, state.known, abroad=False)
    return Edge(start, "listed")


def _named(head: Head, state: _State) -> Edge:
    """The boundary of a name that ends in a form, where what stands there is enough for its kind."""
    found = left_boundary.name(state.folded, head.start, state.known, state.ends)
    adjacent = head.start in state.ends or found.start >= head.start - 2
    if found.evidence and not _enough(found.evidence, head.rule.gives.get("bare", "place"), adjacent):
        return Edge(found.start, None, f"no {head.rule.gives.get('bare')} before it")
    return found


def _branch(head: Head, state: _State) -> tuple[int, int]:
    """A company's short name with the place right before or right behind it (江西|国轩, 中船|天津)."""
    start = place_before(state.folded, head.start, state.known, abroad=False)
    if start < head.start:
        return start, head.end
    return head.start, place_after(state.folded, head.end, state.known)


def _alone(head: Head, state: _State) -> bool:
    """Whether a company's short name is an item of its own: between stops, and no other word (引进北汽、…)."""
    folded = state.folded
    before = folded[head.start - 1 : head.start] if head.start else ""
    opened = not HAN.match(before) or before in state.known.openers or parts(folded, head.start, state.known)
    return opened and bool(state.known.stops.match(folded, head.end)) and folded[head.start : head.end] not in state.known.common


def _brands(found: list[Name], named: list[lists.Named], state: _State, rules: Rules) -> list[Name]:
    """Companies by a word of their own, where nothing else stands."""
    # a row may show that a word was only the beginning of a name (小米 in 小米澄岳)
    taken = {i for one in found if one.rule != _AMBIGUOUS for i in range(one.start, one.end)}
    new = list(_unlisted(list(_unknown(state, rules)), taken))
    companies = {(one.start, one.end) for one in (*found, *new) if one.type == "company"}
    companies |= {(name.start, name.end) for name in named if name.list == "companies"}
    return new + list(_unlisted(_beside_companies(sorted(companies), state, rules), taken))


def _unlisted(spans: Iterable[tuple[int, int, Rule]], taken: set[int]) -> Iterator[Name]:
    """A record for each span whose characters are all free; it takes them."""
    for start, end, rule in spans:
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            yield Name(start, end, end, rule.gives["type"], rule.id, None, "unknown")


def _unknown(state: _State, rules: Rules) -> Iterator[tuple[int, int, Rule]]:
    """Unknown words at the head of an item, where a rule says what must follow."""
    wanted = [rule for rule in rules.of("organisation") if rule.gives.get("edge") == "unknown"]
    places = list(unknown_names.heads(state.folded, state.known))
    found: list[tuple[int, int, Rule, Any]] = []
    for order, rule in enumerate(wanted):  # rule by rule: an expression that has just run is still at hand for the processor
        match = rule.match.match
        found += [(at, order, rule, one) for at in places if (one := match(state.folded, at))]
    for _, _, rule, one in sorted(found, key=itemgetter(0, 1)):
        yield from ((*span, rule) for span in unknown_names.named(one, rule, state.known))


def _beside_companies(companies: list[Span], state: _State, rules: Rules) -> Iterator[tuple[int, int, Rule]]:
    """Names that stand in rows with companies, or in rows that a class of companies closes."""
    for rule in rules.of("organisation"):
        if rule.gives.get("from") in _BESIDE:
            for start, end in _BESIDE[rule.gives["from"]](state.folded, companies, state.known):
                if rule.match.match(state.folded, end - 1):
                    yield start, end, rule


_BESIDE = {"neighbours": unknown_names.neighbours, "rows": coordination.siblings, "classes": classes.classed}


def _enough(evidence: str, bare: str, adjacent: bool) -> bool:
    """Whether the evidence is enough for this kind of name; `adjacent` where nothing else stands before its head."""
    if bare in _EVIDENCE:
        return evidence in _EVIDENCE[bare]
    if bare.endswith("inside"):  # 省|实验室, 国家|创新中心, 华为|研发中心 are kinds, or the company's
        if evidence == "brand":
            return bare == "unknown_inside"
        return evidence == "place" or (evidence in _INSIDE and not adjacent)
    return evidence != "brand" or bare in ("brand", "unknown")


_EVIDENCE = {
    "abroad": ("abroad",),
    "country": ("place", "abroad", "listed", "part", "national"),
    "local": ("place", "listed", "part", "level"),
    "unknown_local": ("place", "listed", "part", "level", "brand"),
}
_INSIDE = ("abroad", "part", "national", "level")


def _public(head: Head, state: _State) -> Edge:
    """The boundary of a public body: an earlier body that it belongs to, a place or level, or a list that it stands in."""
    if head.start in state.ends:
        return Edge(head.start, "coordination") if _stands_apart(head, state) else Edge(state.ends[head.start], "listed")
    found = left_boundary.body(state.folded, head.start, state.known, state.ends)
    if found.evidence:
        joined = found.evidence == "place" and found.start in state.ends
        part = joined and not _leads(state, found.start) and not _beside(head, found.start, state)
        return Edge(state.ends[found.start], "listed") if part else found
    return Edge(head.start, "coordination") if _coordinated(head, state) else found


def _stands_apart(head: Head, state: _State) -> bool:
    """Whether a body right behind another is no part of it (省委|省政府, 经开区党工委|管委会)."""
    leading = head.rule.id == _LEADING and _leads(state, head.start)
    return leading or bool(state.known.beside.match(state.folded, head.start))


def _coordinated(head: Head, state: _State) -> bool:
    """Whether a body stands in a list right behind another that has its place or level (市教育局、|财政局)."""
    before = state.folded[head.start - 1 : head.start]
    if before not in state.known.coordination or head.end - head.start < 3 or not state.found:
        return False
    last = state.found[-1]
    alike = last.rule in (head.rule.id, _LEADING)
    return alike and last.end == head.start - 1 and last.evidence in ("place", "level", "coordination")


def _beside(head: Head, end: int, state: _State) -> bool:
    """Whether a body of a seat of its own stands right behind another such (桐溪区财政局|桐溪区公安局)."""
    seated = state.folded[head.start - 1] in state.known.seats
    return seated and any(one.end == end and one.rule == head.rule.id for one in state.found)


def _leads(state: _State, end: int) -> bool:
    """Whether the body that ends there is a leading one (省委), which has no parts named after it."""
    return any(one.end == end and one.rule == _LEADING for one in state.found)


def _longest(found: list[Name]) -> list[Name]:
    """The names without those inside another; of two alike the one stays that says what kind of body it is."""
    kept: list[Name] = []
    taken: set[int] = set()
    for one in sorted(found, key=lambda f: (f.start - f.end, f.start, f.rule in _WIDE)):
        if taken.isdisjoint(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)


def _ambiguous(found: list[Name], named: list[lists.Named], folded: str, known: Words) -> list[Name]:
    """Without the companies whose names are words, unless a company stands beside them, their project, or their full name.

    The list gives a full name for those that are seldom meant otherwise once it stands (中国联通 … 联通).
    """
    kept = [one for one in found if one.rule != _AMBIGUOUS]
    doubtful = [one for one in found if one.rule == _AMBIGUOUS]
    edges, settled = _company_edges(kept, named) | set(_made_by(doubtful, folded, known)), set[int]()
    for one in (*doubtful, *reversed(doubtful)):  # a row is known from either end
        if one.start not in settled and (_in_row(one, edges, folded, known) or _called(one, kept, folded) or _builds(one, folded, known)):
            kept.append(one)
            settled.add(one.start)
            edges |= {one.start, one.end}
    return kept


def _made_by(doubtful: list[Name], folded: str, known: Words) -> Iterator[int]:
    """Where doubtful names end that a row of makers begins with, two of them at least (奔驰、宝马等汽车制造商)."""
    starts = {one.start for one in doubtful}
    return (one.end for one in doubtful if one.end + 1 in starts and known.makers.match(folded, one.end))


def _company_edges(kept: list[Name], named: list[lists.Named]) -> set[int]:
    """Where companies begin and end: those found, and those of the list."""
    found = {offset for one in kept if one.type == "company" for offset in (one.start, one.end)}
    return found | {offset for name in named if name.list == "companies" for offset in (name.start, name.end)}


def _in_row(one: Name, edges: set[int], folded: str, known: Words) -> bool:
    """Whether a mark of a list parts a name from a company."""
    left = one.start - 1 in edges and folded[one.start - 1] in known.coordination
    return left or (one.end + 1 in edges and folded[one.end : one.end + 1] in known.coordination)


def _called(one: Name, kept: list[Name], folded: str) -> bool:
    """Whether the full name that the list gives for a short one is among the bodies, or begins one."""
    if one.name is None or one.name == folded[one.start : one.end]:
        return False
    return any(body.type == one.type and folded.startswith(one.name, body.start) for body in kept)


def _builds(one: Name, folded: str, known: Words) -> bool:
    """Whether a short name that the list gives a full one for stands before a project, and is no other word there."""
    short = folded[one.start : one.end]
    if one.name is None or one.name == short or short in known.nouns or not known.project.match(folded, one.end):
        return False
    if short not in known.common and short not in known.places:
        return True
    return short in known.places and any(folded[one.end : one.end + size] in known.product for size in (2, 3))


_LEADING = "organisation.leadership"
_WIDE = ("organisation.informant", "organisation.committee_local", "organisation.centre_local")
_AMBIGUOUS = "organisation.list.companies_ambiguous"
