"""Every expression of patterns/ against texts that repeat its own words: the time must grow with the text, not with its square."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator

import pytest

from extract import load_rules
from extract.patterns import Rule, Rules, phrases

HAN = re.compile("[\u4e00-\u9fff]+")
SHORT, MIDDLE, LONG = 500, 1_000, 4_000  # characters
# A text eight times as long takes eight times as long where growth is linear, sixty-four times where it is square. What is
# bounded ({0,20}) costs more a character until a text is longer than the bound: beyond SHORT never threefold.
MOST = 3.0
QUICK = 0.004  # seconds of CPU for a long text: a word repeated a thousand times is half a million steps where growth is square
# Where growth by the square makes the long text cost more than MOST, it makes the middle one cost 1.286 times as much a character as
# the short one: 1 + 1000b against 1 + 500b, with the b for which 1 + 4000b is 3 × (1 + 500b). What is square through and through doubles.
STEADY = 1.25
# Linear, too, is what tries a bounded row in every way that it can be cut, millions of ways from each place. No more than this for MIDDLE:
DEAR = 0.4  # seconds; six times what the slowest of ours takes
ROUNDS = 5  # of measuring what seems to grow: a busy machine makes one figure too high, not five
WORDS = 10  # of an expression: it is their repetition that matters, and long lists repeat alike


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


def pieces(rule: Rule) -> Iterator[str]:
    """What may lead a rule on without end: the words of its expression, its examples, and what it finds but for the last character."""
    yield from HAN.findall(rule.expression)[:WORDS]
    for example in (*rule.finds, *rule.leaves):
        yield example.text
        for start, end in example.spans:
            yield example.text[start:end]
            yield example.text[start : end - 1]


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """The CPU time of finding all there is."""
    begun = time.process_time()
    for _match in pattern.finditer(text):
        pass
    return time.process_time() - begun


def growth(pattern: re.Pattern[str], piece: str) -> float:
    """How many times as much a character costs in a long text as in a short one; 1 where the long one takes no time to speak of."""
    short, middle = ((piece * (size // len(piece) + 1))[:size] for size in (SHORT, MIDDLE))
    of_short = seconds(pattern, short)
    most = QUICK / (LONG / MIDDLE) ** 2  # from here on the long text takes time to speak of, where growth is square
    if of_short < most / (MIDDLE / SHORT) ** 3 or (of_middle := seconds(pattern, middle)) < most:
        return 1.0  # the middle one would take less even by the cube, or does
    if of_middle > DEAR and min(of_middle, seconds(pattern, middle)) > DEAR:
        return float("inf")
    of_short = min(of_short, seconds(pattern, short))  # what holds the machine up makes one figure too high, not both
    if of_middle > STEADY * of_short * MIDDLE / SHORT:
        of_short, of_middle = min(of_short, seconds(pattern, short)), min(of_middle, seconds(pattern, middle))
    if of_middle <= STEADY * of_short * MIDDLE / SHORT:
        return 1.0
    of_long = seconds(pattern, long := (piece * (LONG // len(piece) + 1))[:LONG])
    for _ in range(ROUNDS):
        if of_long < QUICK or of_long <= MOST * of_short * LONG / SHORT:
            break
        of_short, of_long = min(of_short, seconds(pattern, short)), min(of_long, seconds(pattern, long))
    return of_long / of_short / (LONG / SHORT) if of_long >= QUICK else 1.0


KINDS = ("amount", "date", "document", "organisation", "person", "phrase", "place", "reject", "unbound")


def test_every_kind_of_rule_is_tried(rules: Rules) -> None:
    assert {rule.kind for rule in rules.rules} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_no_expression_takes_time_by_the_square(rules: Rules, kind: str) -> None:
    compiled = phrases(rules)
    slow = []
    for rule in rules.of(kind):
        pattern = compiled[rule.id] if kind == "phrase" else rule.match
        for piece in dict.fromkeys(filter(None, pieces(rule))):
            if (times := growth(pattern, piece)) > MOST:  # type: ignore[arg-type]
                slow.append(f"{rule.where} {rule.id}: {piece[:20]} × {LONG // len(piece)} costs {times:.1f} times as much a character")
                break
    assert not slow, "\n".join(slow)


def test_growth_by_the_square_is_seen() -> None:
    assert growth(re.compile("(?:种植|专业)+社"), "种植专业") > MOST
    assert growth(re.compile("(?:种植|专业){1,6}社"), "种植专业") <= MOST


def test_a_bounded_row_that_is_cut_in_every_way_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "DEAR", 0.02)  # where rows of five are cut as others are where rows are longer
    assert growth(re.compile("(?:[和与][\u4e00-\u9fff]{2,6}){1,5}社"), "和与") > MOST
    assert growth(re.compile("(?:[、与][^、与]{2,6}){1,6}社"), "和与") <= MOST
