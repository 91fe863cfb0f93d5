"""The condition of a limit: the thresholds that its sentence requires, as printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract import expressions as re
from extract.model import Line
from extract.patterns import Rules, from_words, one_of
from extract.text import fold

_BOUND = 8  # characters after a value in which its bound may stand: (含)及以上


@from_words
def bounds_behind(rules: Rules) -> re.Pattern[str]:
    """The expression for the bounds that may follow any value: 以上, （含）以上, 以内."""
    entries = (entry for entry in rules.vocabularies.get("comparators", ()) if (entry["side"], entry["kinds"]) == ("right", ""))
    forms = [form for entry in entries if entry["comparator"] in ("ge", "le") for form in entry.forms]
    return re.compile(one_of(forms))


def condition(record: Line, line: Line, behind: re.Pattern[str]) -> str | None:
    """The thresholds that the sentence of a limit requires, each from its indicator to its bound.

    `record` is a limit of `line`, `behind` the expression of `bounds_behind`; None where `record` is itself a threshold, or there is none for it.

    >>> from extract import annotate, load_rules
    >>> line = annotate("对年营业收入5000万元以上的企业，给予一次性奖励20万元。").as_dict()
    >>> condition(line["targets"][1], line, bounds_behind(load_rules()))
    '年营业收入5000万元以上'
    >>> line = annotate("年营业收入5000万元以上的企业，奖励20万元；年营业收入1亿元以上的，奖励50万元。").as_dict()
    >>> [condition(one, line, bounds_behind(load_rules())) for one in line["targets"] if one["role"] == "grant"]
    ['年营业收入5000万元以上', '年营业收入1亿元以上']
    """
    if record.get("role") == "threshold":
        return None
    start, end = _part(record, line), _end(record, line)
    inside = [one for one in _limits_of(record["sentence"], line) if start <= one["start"] < end]
    asked = [one for one in inside if one["role"] == "threshold"]
    given = [one for one in inside if (one["role"], one["unit"]) == (record["role"], record["unit"])]
    found = [_as_asked(one, asked, line["text"], behind) for one in _own(record, asked, given)]
    return "；".join(dict.fromkeys(found)) or None


def _part(record: Line, line: Line) -> int:
    """The start of the part of a sentence behind the last semicolon before a value; 0 where the recipient is not named in that part."""
    whom, first = record["recipient"], line["sentences"][record["sentence"]][0]
    start = max(line["text"].rfind(mark, first, record["start"]) for mark in ";；") + 1
    return start if whom and whom["start"] >= start else 0


def _end(record: Line, line: Line) -> int:
    """The end of the part of a sentence with a value, at the next semicolon (…按10%给予补助;|投资额超过10亿元的,另行商定), else the end of the sentence."""
    last: int = line["sentences"][record["sentence"]][1]
    return min((at for mark in ";；" if (at := line["text"].find(mark, record["end"], last)) >= 0), default=last)


def _limits_of(sentence: int, line: Line) -> list[Line]:
    return [one for one in line["targets"] if one["status"] == "limit" and one["sentence"] == sentence]


def _as_asked(one: Line, asked: Sequence[Line], text: str, behind: re.Pattern[str]) -> str:
    """A threshold as printed, from its indicator to its value and bound, without the values of other tiers between: 收入达到3000万元、|8000万元以上."""
    start, end = one["indicator"]["start"], one["indicator"]["end"]
    bound = behind.match(fold(text[one["end"] : one["end"] + _BOUND]))
    last = one["end"] + (bound.end() if bound else 0)
    between = [other["start"] for other in asked if end <= other["start"] < one["start"]]
    if between:
        return text[start : min(between)] + text[one["start"] : last]
    return text[min(start, one["start"]) : max(end, last)]


def _own(record: Line, asked: Sequence[Line], given: Sequence[Line]) -> Iterator[Line]:
    """The thresholds among `asked` that `record`, one of the limits `given` (tiers), depends on.

    Of as many thresholds of one kind as there are limits, the one in its place; else those behind the limit before it, or all where none parts the limits.
    """
    places = [one["start"] for one in given]
    place = places.index(record["start"])
    since = places[place - 1] if place else 0
    parted = any(places[0] < one["start"] < places[-1] for one in asked)
    for one in asked:
        alike = [other["start"] for other in asked if (other["indicator"]["text"], other["unit"]) == (one["indicator"]["text"], one["unit"])]
        tiered = len(alike) == len(given) > 1
        if (alike[place] == one["start"]) if tiered else (since < one["start"] < record["start"] or not parted):
            yield one
