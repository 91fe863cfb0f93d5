"""The bodies of an article, whole, with their types: list names, public bodies, and names that end in a form.

Candidates come from three sources, all of them data: the name lists, the vocabulary of functions, and the rules'
heads. Their left edges are settled in reading order (left_boundary), so that a body just found may open the next
name (国家统计局|佛山调查队). Names that share a body are merged (coreference).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract import expressions as re
from extract.model import Article, Organisation, Rejected
from extract.patterns import Needed, Rule, Rules, from_rules, from_words, one_of
from extract.recognise import lists
from extract.recognise.organisations import classes, coordination, coreference, left_boundary, unknown_names
from extract.recognise.organisations.coreference import Found
from extract.recognise.organisations.words import Words, ending, parts, place_after, place_before, words

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
_COORDINATION = "、和与及 "


@dataclass(frozen=True, slots=True)
class Head:
    """What may close a name: the rule's match, or the name of a list with the list's full name for it."""

    start: int
    end: int
    rule: Rule
    name: str | None = None
    type: str | None = None


@dataclass(slots=True)
class _State:
    """What has been settled so far, left to right.

    `ends` leads from where a body ends to where it begins, `inside` from the middle of a listed name to its start.
    """

    folded: str
    known: Words
    ends: dict[int, int]
    inside: dict[int, int]
    found: list[Found] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def find(text: str, folded: str, article: Article, rules: Rules) -> tuple[list[Organisation], list[Rejected]]:
    """The bodies of the article in reading order, each with all its mentions; and what was left alone.

    >>> from extract.patterns import load_rules
    >>> text = "瀚海市发改局、教育局和澄岳环境股份有限公司签约"
    >>> [body.text for body in find(text, text, None, load_rules())[0]]
    ['瀚海市发改局', '教育局', '澄岳环境股份有限公司']
    """
    heads, named = _heads(folded, rules)
    acting = [name for name in named if name.list in _ACTING]
    inside = {at: name.start for name in acting for at in range(name.start + 1, name.end)}
    state = _State(folded, words(rules), {name.end: name.start for name in acting}, inside)
    for head in heads:
        _settle(head, state)
    found = _longest(state.found)
    found = _ambiguous(found, named, folded, state.known)
    found = _longest(found + _brands(found, named, state, rules))
    found += coreference.repeated(found, folded, state.known)
    return coreference.merged(sorted(found, key=lambda f: f.start), text, folded), state.rejected


def acting(found: Sequence[Organisation], text: str, folded: str, rules: Rules) -> list[Organisation]:
    """The bodies without the mentions that are part of an office's name (市教育局|局长); a company before its chairman counts."""
    office = _offices(rules)
    kept = []
    for body in found:
        if body.type in _HOLDING:
            spans = tuple(span for span in body.mentions if not office.match(folded, span[1]))
            if not spans:
                continue
            start, end = spans[0]
            body = replace(body, text=text[start:end], start=start, end=end, mentions=spans)
        kept.append(body)
    return kept


_HOLDING = ("government", "party", "military")


@from_words
def _offices(rules: Rules) -> re.Pattern[str]:
    """An office of these bodies, with what may stand between: 党组|成员, 新任|局长."""
    entries = [entry for entry in rules.vocabularies.get("titles", ()) if entry["kind"] in ("office", "leaders")]
    forms = [form for entry in entries for form in entry.forms if form not in _SPOKEN]
    return re.compile(rf"(?:党组|党委|党工委|常务|专职|原|时任|[ ])*(?:成员(?=[、,兼副 ])|{one_of(forms)})")


_SPOKEN = ("相关负责人", "发言人", "新闻发言人")  # through them it is the body that speaks


def _heads(folded: str, rules: Rules) -> tuple[list[Head], list[lists.Named]]:
    by_list, seeking = _machine(rules)
    heads = [Head(*match.span("head"), rule) for rule, match in seeking.matches(folded)]
    wanted = tuple(source for source in _KNOWN if source in rules.lists)  # also those whose own rule is left out
    named, functions = lists.names(folded, rules, wanted, "functions")
    known = words(rules)
    named = [name for name in named if _stands(folded, name, known)]
    alike = {entry.id: entry for entry in rules.vocabularies.get("functions", ())}
    for name in (*named, *functions):
        rule_of = by_list.get(name.list)
        if rule_of is None:
            continue
        at = name.start if name.list == "functions" else name.end - 1
        if match := rule_of.match.match(folded, at):
            end = match.end("head") if name.list == "functions" else name.end
            entry = alike.get(name.name) if name.list == "functions" else None
            whole = name.list != "functions" or end == name.end  # with a division it is another body
            usual = name.name if whole and (entry is None or entry["same"]) else None
            seated = name.list == "companies" and ending(folded, end, known.closing, 3)  # 新加坡|金鹰集团 has its place in its name
            row = name.list == "companies" and folded[place_before(folded, name.start, known) - 1] == "、"  # 、襄阳|鲁花
            start = place_before(folded, name.start, known) if seated or row else name.start
            usual = usual if start == name.start else None
            if name.list == "bodies" and folded[start - 2 : start] in _NATIONS and folded[start : start + 2] not in _NATIONS:
                start, usual = start - 2, name.name  # 国家|工信部
            if name.list == "bodies" and folded[start - 2 : start] == "中国" and folded.startswith("国家", start):
                start -= 2
            heads.append(Head(start, end, rule_of, usual, entry["type"] if entry else None))
    return sorted(heads, key=lambda head: (head.end, head.start)), named


@from_rules
def _machine(rules: Rules) -> tuple[Mapping[str, Rule], Needed]:
    """The rules that judge the names of a list, by its name, and those that look for heads in the text."""
    bodies = rules.of("organisation")
    by_list = {rule.gives["list"]: rule for rule in bodies if "list" in rule.gives}
    apart = {"list", "from"}
    return by_list, Needed(r for r in bodies if apart.isdisjoint(r.gives) and r.gives.get("edge") != "unknown")


_NATIONS = ("国家", "中国")

_KNOWN = (
    *("bodies", "party", "military", "media", "international", "universities", "research", "associations"),
    *("finance", "companies", "companies_ambiguous", "branches", "clubs"),
)


def _stands(folded: str, name: lists.Named, known: Words) -> bool:
    """Whether a listed name stands by itself: Latin letters bounded, two characters not torn out of other words."""
    before, after = folded[name.start - 1 : name.start] if name.start else "", folded[name.end : name.end + 1]
    if folded[name.start].isascii() and ((before.isascii() and before.isalnum()) or before == "-"):
        return False
    if folded[name.end - 1].isascii() and after.isascii() and after.isalnum():
        return False
    if name.end - name.start == 2 and not folded[name.start].isascii() and _HAN.match(before):
        if folded[name.start : name.end] in known.places and (before in _TOWARDS or after == "地"):  # 从拉萨到|阿里
            return False
        if folded[name.end - 1 : name.end + 1] in known.common and folded[name.end : name.end + 2] not in known.common:
            return False  # 中华人民共和国|网络, not 国网
        return before in _OPENERS or parts(folded, name.start, known)
    if name.list in _BRANDS and any(folded[name.end - 2 : name.end + size] in known.common for size in (1, 2)):
        return False  # 中国|节能降耗
    if name.end - name.start == 3 and name.list in _BRANDS:  # 创|新和成|果
        torn = folded[name.start - 1 : name.start + 1] in known.common and name.start > 0
        return not (torn and folded[name.end - 1 : name.end + 1] in known.common)
    return True


_HAN = re.compile("[\u4e00-\u9fff]")
_TOWARDS = "到从赴往抵至离"
_BRANDS = ("companies", "companies_ambiguous", "finance")
_OPENERS = "如的和与及由在对向从被把将为是等到给让跟同或而了年月日、入出请助借靠引促自以受即据获经如像当称计料"


def _settle(head: Head, state: _State) -> None:
    gives = head.rule.gives
    kind = gives.get("edge", "whole")
    start, evidence, reason = head.start, "list", ""
    if head.name is not None and gives.get("list") == "branches":
        start, end = _branch(head, state)
        if start == head.start and end == head.end and not _alone(head, state):
            return
        head = replace(head, end=end, name=None)
    if kind == "body":
        start, evidence, reason = _body(head, state)
    elif kind == "country":
        start, evidence = head.start - 1, "abroad"
    elif kind == "name" and head.start in state.inside:  # 清华大学|乡村振兴远程教学站
        start, evidence = state.inside[head.start], "listed"
        if gives["type"] == "company":  # 北京|首农食品集团有限公司
            start = place_before(state.folded, start, state.known, abroad=False)
    elif kind == "name":
        found = left_boundary.name(state.folded, head.start, state.known, state.ends)
        start, evidence, reason = found.start, found.evidence or "", found.reason
        adjacent = head.start in state.ends or found.start >= head.start - 2
        if evidence and not _enough(evidence, gives.get("bare", "place"), adjacent):
            evidence, reason = "", f"no {gives.get('bare')} before it"
    if not evidence:
        state.rejected.append(Rejected(state.folded[start : head.end], start, head.end, head.rule.id, reason))
        return
    state.found.append(
        Found(start, head.end, head.start, head.type or gives["type"], head.rule.id, head.name, evidence)
    )
    if head.rule.id != _AMBIGUOUS:
        state.ends[head.end] = start


def _branch(head: Head, state: _State) -> tuple[int, int]:
    """A company's short name with the place right before or right behind it (江西|国轩, 中船|天津)."""
    start = place_before(state.folded, head.start, state.known, abroad=False)
    if start < head.start:
        return start, head.end
    return head.start, place_after(state.folded, head.end, state.known)


def _alone(head: Head, state: _State) -> bool:
    """Whether a company's short name is an item of its own: between stops, and no other word (引进北汽、…)."""
    folded = state.folded
    before, after = folded[head.start - 1 : head.start] if head.start else "", folded[head.end : head.end + 1]
    opened = not _HAN.match(before) or before in _OPENERS or parts(folded, head.start, state.known)
    return opened and (after in _STOPS or not after) and folded[head.start : head.end] not in state.known.common


_STOPS = frozenset(",、。;)和与及等外\n")


def _brands(found: list[Found], named: list[lists.Named], state: _State, rules: Rules) -> list[Found]:
    """Companies by a word of their own, where nothing else stands."""
    spans: list[tuple[int, int, Rule]] = []
    wanted = [rule for rule in rules.of("organisation") if rule.gives.get("edge") == "unknown"]
    for at in unknown_names.heads(state.folded, state.known) if wanted else ():
        for rule in wanted:
            if match := rule.match.match(state.folded, at):
                spans += [(*span, rule) for span in unknown_names.named(match, rule, state.known)]
    # a row may show that a word was only the beginning of a name (小米 in 小米澄岳)
    taken = {i for one in found if one.rule != _AMBIGUOUS for i in range(one.start, one.end)}
    new: list[Found] = []
    for start, end, rule in spans:
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            new.append(Found(start, end, end, rule.gives["type"], rule.id, None, "unknown"))
    companies = [(one.start, one.end) for one in (*found, *new) if one.type == "company"]
    companies += [(name.start, name.end) for name in named if name.list == "companies"]
    for rule in rules.of("organisation"):
        if rule.gives.get("from") in _BESIDE:
            for start, end in _BESIDE[rule.gives["from"]](state.folded, sorted(set(companies)), state.known):
                if taken.isdisjoint(range(start, end)) and rule.match.match(state.folded, end - 1):
                    taken.update(range(start, end))
                    new.append(Found(start, end, end, rule.gives["type"], rule.id, None, "unknown"))
    return new


_BESIDE = {"neighbours": unknown_names.neighbours, "rows": coordination.siblings, "classes": classes.classed}


def _enough(evidence: str, bare: str, adjacent: bool) -> bool:
    """Whether that much evidence will do for this kind of name; `adjacent`: nothing else stands before its head."""
    if bare == "abroad":
        return evidence == "abroad"
    if bare == "country":
        return evidence in ("place", "abroad", "listed", "part", "national")
    if bare.endswith("inside"):  # 省|实验室, 国家|创新中心, 华为|研发中心 are kinds, or the company's
        firm = evidence in ("place", "abroad", "part", "national", "level") and not (adjacent and evidence != "place")
        return firm or (bare == "unknown_inside" and evidence == "brand")
    if bare.endswith("local"):
        return evidence in ("place", "listed", "part", "level") or (bare == "unknown_local" and evidence == "brand")
    return evidence != "brand" or bare in ("brand", "unknown")


def _body(head: Head, state: _State) -> tuple[int, str, str]:
    """Edge of a public body: an earlier body that it belongs to, a place or level, or a list that it stands in."""
    if head.start in state.ends:
        leading = head.rule.id == _LEADING and _leads(state, head.start)
        return (head.start, "coordination", "") if leading else (state.ends[head.start], "listed", "")
    found = left_boundary.body(state.folded, head.start, state.known, state.ends)
    if found.evidence:
        joined = found.evidence == "place" and found.start in state.ends
        if joined and not _leads(state, found.start) and not _beside(head, found.start, state):
            return state.ends[found.start], "listed", ""
        return found.start, found.evidence, ""
    before = state.folded[head.start - 1 : head.start]
    if before and before in _COORDINATION and head.end - head.start >= 3 and state.found:
        last = state.found[-1]
        if (
            last.end == head.start - 1
            and last.evidence in ("place", "level", "coordination")
            and (last.rule == head.rule.id or last.rule == _LEADING)
        ):
            return head.start, "coordination", ""
    return found.start, "", found.reason


def _beside(head: Head, end: int, state: _State) -> bool:
    """Whether a body of a seat of its own stands right behind another such (桐溪区财政局|桐溪区公安局)."""
    seated = state.folded[head.start - 1] in left_boundary.SEATS
    return seated and any(one.end == end and one.rule == head.rule.id for one in state.found)


def _leads(state: _State, end: int) -> bool:
    """Whether the body that ends there is a leading one (省委), which has no parts named after it."""
    return any(one.end == end and one.rule == _LEADING for one in state.found)


def _longest(found: list[Found]) -> list[Found]:
    """None inside another: the longer one stays."""
    kept: list[Found] = []
    taken: set[int] = set()
    for one in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        if taken.isdisjoint(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)


def _ambiguous(found: list[Found], named: list[lists.Named], folded: str, known: Words) -> list[Found]:
    """Without the companies whose names are words, unless a company stands beside them, their project, or their full name.

    The list gives a full name for those that are seldom meant otherwise once it stands (中国联通 … 联通).
    """
    kept = [one for one in found if one.rule != _AMBIGUOUS]
    companies = [(one.start, one.end) for one in kept if one.type == "company"]
    companies += [(name.start, name.end) for name in named if name.list == "companies"]
    edges = {offset for span in companies for offset in span}
    settled: set[int] = set()
    doubtful = [one for one in found if one.rule == _AMBIGUOUS]
    for one in (*doubtful, *reversed(doubtful)):  # a row is known from either end
        left = one.start - 1 in edges and folded[one.start - 1] in _COORDINATION
        right = one.end + 1 in edges and folded[one.end : one.end + 1] in tuple(_COORDINATION)
        if one.start not in settled and (left or right or _called(one, kept, folded) or _builds(one, folded, known)):
            kept.append(one)
            settled.add(one.start)
            edges |= {one.start, one.end}
    return kept


def _called(one: Found, kept: list[Found], folded: str) -> bool:
    """Whether the full name that the list gives for a short one is among the bodies, or begins one."""
    if one.name is None or one.name == folded[one.start : one.end]:
        return False
    return any(body.type == one.type and folded.startswith(one.name, body.start) for body in kept)


def _builds(one: Found, folded: str, known: Words) -> bool:
    """Whether a short name that the list gives a full one for stands before a project, and is no other word there."""
    short = folded[one.start : one.end]
    if one.name is None or one.name == short or short in known.nouns or not unknown_names.PROJECT.match(folded, one.end):
        return False
    if short not in known.common and short not in known.places:
        return True
    return short in known.places and any(folded[one.end : one.end + size] in known.product for size in (2, 3))


_LEADING = "organisation.leadership"
_AMBIGUOUS = "organisation.list.companies_ambiguous"
