"""What may close a name: the matches of the rules' heads, the names of lists, the functions of public bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extract import expressions as re
from extract.patterns import Entry, Needed, Rule, Rules, from_rules
from extract.recognise import lists
from extract.recognise.organisations.words import Words, ending, parts, place_before, words
from extract.records import record

HAN = re.compile("[\u4e00-\u9fff]")
LISTS = (
    *("bodies", "party", "military", "media", "international", "universities", "research", "associations"),
    *("finance", "companies", "companies_ambiguous", "branches", "clubs"),
)
_FIRMS = ("companies", "companies_ambiguous", "finance")


@record
class Head:
    """What may close a name: the rule's match, or the name of a list with the list's full name for it."""

    start: int
    end: int
    rule: Rule
    name: str | None = None
    type: str | None = None


def closing(folded: str, rules: Rules) -> tuple[list[Head], list[lists.Named]]:
    """What may close a name, in reading order, and the names of lists that stand by themselves.

    >>> from extract.patterns import load_rules
    >>> heads, named = closing("榕江县水利局与华为签约", load_rules())
    >>> sorted({(head.start, head.end) for head in heads}), [(name.start, name.name) for name in named]
    ([(3, 6), (7, 9)], [(7, '华为技术有限公司')])
    """
    by_list, seeking = _machine(rules)
    wanted = tuple(source for source in LISTS if source in rules.lists)  # also those whose own rule is left out
    listed, functions = lists.names(folded, rules, wanted, "functions")
    known = words(rules)
    named = [name for name in listed if _stands(folded, name, known)]
    found = [Head(*match.span("head"), rule) for rule, match in seeking.matches(folded)]
    found += _listed(folded, named, by_list, known)
    found += _functions(folded, functions, by_list.get("functions"), _entries(rules))
    return sorted(found, key=lambda head: (head.end, head.start)), named


@from_rules
def _machine(rules: Rules) -> tuple[Mapping[str, Rule], Needed]:
    """The rules that judge the names of a list, by its name, and those that look for heads in the text."""
    bodies = rules.of("organisation")
    by_list = {rule.gives["list"]: rule for rule in bodies if "list" in rule.gives}
    apart = {"list", "from"}
    return by_list, Needed(r for r in bodies if apart.isdisjoint(r.gives) and r.gives.get("edge") != "unknown")


def with_part(folded: str, end: int, known: Words) -> int:
    """Where a body ends that has a part of it right behind its name (水利部|水土保持司), no verb between; `end` where none stands there.

    >>> from extract.patterns import load_rules
    >>> with_part("水利部水土保持司印发", 3, words(load_rules())), with_part("水利部召集管理中心", 3, words(load_rules()))
    (8, 3)
    """
    found = known.part.match(folded, end)
    if found is None:
        return end
    verb = not found["sure"] and any(folded[end : end + size] in known.breaks for size in (2, 3))
    return end if verb else found.end()


def _entries(rules: Rules) -> Mapping[str, Entry]:
    return {entry.id: entry for entry in rules.vocabularies.get("functions", ())}


def _listed(folded: str, named: list[lists.Named], by_list: Mapping[str, Rule], known: Words) -> Iterator[Head]:
    """The names of lists whose rule lets them stand."""
    for name in named:
        rule = by_list.get(name.list)
        if rule is not None and rule.match.match(folded, name.end - 1):
            start = _seat(folded, name, known) if name.list == "companies" else name.start
            usual = name.name if start == name.start else None
            end = _affiliate(folded, name, known) if name.list == "companies" else name.end
            usual = usual if end == name.end else None
            if name.list == "bodies":
                start, usual = _nation(folded, name, usual, known)
            yield Head(start, end, rule, usual)


def _functions(folded: str, found: list[lists.Named], rule: Rule | None, entries: Mapping[str, Entry]) -> Iterator[Head]:
    """The functions of public bodies with what closes them; with a division behind it, it is another body."""
    if rule is None:
        return
    for name in found:
        if match := rule.match.match(folded, name.start):
            end, entry = match.end("head"), entries.get(name.name)
            usual = name.name if end == name.end and (entry is None or entry["same"]) else None
            yield Head(name.start, end, rule, usual, entry["type"] if entry else None)


def _seat(folded: str, name: lists.Named, known: Words) -> int:
    """Where a company's name begins: at the place before it, where that is part of the name or opens an item of a row."""
    seat = place_before(folded, name.start, known)
    seated = ending(folded, name.end, known.closing, 3)  # 新加坡|金鹰集团 has its place in its name
    return seat if seated or folded[seat - 1] == "、" else name.start  # 、襄阳|鲁花


def _affiliate(folded: str, name: lists.Named, known: Words) -> int:
    """Where a company's name ends: behind the trade that makes it one of its family's, where that is no thing (南玻|节能、)."""
    if name.end - name.start > 3 or folded[name.start].isascii():
        return name.end
    sizes = (size for size in (4, 3, 2) if folded[name.end : name.end + size] in known.trade)
    size = next((size for size in sizes if known.affiliate.match(folded, name.end + size)), 0)
    return name.end + size if folded[name.end + size - 1] not in known.materials else name.end


def _nation(folded: str, name: lists.Named, usual: str | None, known: Words) -> tuple[int, str | None]:
    """Where a public body's name begins: at the 国家 or 中国 before it (国家|工信部)."""
    start = name.start
    if known.state.fullmatch(folded, max(start - 2, 0), start) and not known.state.match(folded, start):
        start, usual = start - 2, name.name
    if known.twice.match(folded, max(start - 2, 0), start + 2):
        start -= 2
    return start, usual


def _stands(folded: str, name: lists.Named, known: Words) -> bool:
    """Whether a listed name stands by itself: Latin letters bounded, no characters torn out of other words."""
    before = folded[name.start - 1 : name.start] if name.start else ""
    if _runs_on(folded, name, before):
        return False
    if name.end - name.start == 2 and not folded[name.start].isascii() and HAN.match(before):
        return _short_stands(folded, name, before, known)
    return name.list not in _FIRMS or not _torn(folded, name, known)


def _runs_on(folded: str, name: lists.Named, before: str) -> bool:
    """Whether a name that begins or ends in Latin letters is part of a longer word."""
    after = folded[name.end : name.end + 1]
    if folded[name.start].isascii() and ((before.isascii() and before.isalnum()) or before == "-"):
        return True
    return folded[name.end - 1].isascii() and after.isascii() and after.isalnum()


def _short_stands(folded: str, name: lists.Named, before: str, known: Words) -> bool:
    """Whether a name of two characters behind another character is a word of its own there."""
    if folded[name.start : name.end] in known.places and (before in known.towards or known.goes_on.match(folded, name.end)):  # 从拉萨到|阿里
        return False
    if folded[name.end - 1 : name.end + 1] in known.common and folded[name.end : name.end + 2] not in known.common:
        return False  # 中华人民共和国|网络, not 国网
    return before in known.openers or parts(folded, name.start, known)


def _torn(folded: str, name: lists.Named, known: Words) -> bool:
    """Whether a company's name lies across other words: 中国|节能降耗, 创|新和成|果."""
    if any(folded[name.end - 2 : name.end + size] in known.common for size in (1, 2)):
        return True
    opens = name.start > 0 and folded[name.start - 1 : name.start + 1] in known.common
    return name.end - name.start == 3 and opens and folded[name.end - 1 : name.end + 1] in known.common
