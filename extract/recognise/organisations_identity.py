"""Which mentions name the same body: list forms, short forms of a company, a level for its place (市发改委)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extract.model import Organisation
from extract.patterns import Rules

_LEGAL = regex.compile(r"(?:集团)?(?:股份|控股)?有限(?:责任)?公司$|集团(?:公司)?$|股份公司$|公司$")
_BRACKET = regex.compile(r"\(.{1,8}\)")


@dataclass(frozen=True, slots=True)
class Found:
    """One mention: `head` is where what closes its name begins, `name` the list's full name or the function's id."""

    start: int
    end: int
    head: int
    type: str
    rule: str
    name: str | None
    evidence: str


def repeated(found: list[Found], folded: str, rules: Rules) -> list[Found]:
    """Later mentions of a company by its short form (澄岳环境 after 澄岳环境股份有限公司)."""
    rule = next((rule for rule in rules.of("organisation") if rule.gives.get("from") == "article"), None)
    if rule is None:
        return []
    taken = {i for one in found for i in range(one.start, one.end)}
    again: list[Found] = []
    for one in found:
        if one.type not in ("company", "finance") or one.evidence == "list":
            continue
        short = _short(folded[one.start : one.end])
        at = folded.find(short) if len(short) >= 2 else -1
        while at >= 0:
            end = at + len(short)
            if taken.isdisjoint(range(at, end)) and rule.match.match(folded, end - 1):
                taken.update(range(at, end))
                again.append(Found(at, end, end, one.type, rule.id, folded[one.start : one.end], "article"))
            at = folded.find(short, end)
    return again


def _short(full: str) -> str:
    """
    >>> _short("澄岳(瀚海)环境股份有限公司")
    '澄岳环境'
    """
    return _BRACKET.sub("", _LEGAL.sub("", full))


def merged(found: list[Found], text: str) -> list[Organisation]:
    """One record for each body, in the order of the first mentions, named by the fullest form in the article."""
    groups: dict[str, list[Found]] = {}
    for one in found:
        groups.setdefault(_key(one, text), []).append(one)
    return [_record(group, text) for group in groups.values()]


def _key(one: Found, text: str) -> str:
    printed = text[one.start : one.end]
    return one.name if one.name and one.evidence in ("list", "article") else printed


def _record(group: list[Found], text: str) -> Organisation:
    forms = list(dict.fromkeys(text[one.start : one.end] for one in group))
    fullest = max(forms, key=len)
    first = group[0]
    return Organisation(
        id="",
        text=text[first.start : first.end],
        start=first.start,
        end=first.end,
        sentence=-1,
        rule=first.rule,
        name=fullest,
        type=first.type,
        aliases=tuple(form for form in forms if form != fullest),
        mentions=tuple((one.start, one.end) for one in group),
    )


