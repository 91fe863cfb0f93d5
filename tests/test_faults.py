"""What raises costs its own sentence: a fault in any recogniser or statement function leaves all else as it is."""

from __future__ import annotations

import datetime as dt
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from each import each

import extract
from extract import archive, emit, pipeline
from extract.errors import UsageError
from extract.faults import FAULT
from extract.model import RECORDS, Article
from extract.passage import Passage
from extract.patterns import load_rules

BAD = "去年，雷坪镇工业总产值35.2亿元，增长6.1%。"
GOOD = (
    "到2028年，榕江县绿道里程达到80公里，由县城管局局长孟广田负责。",
    "根据《榕江县绿道建设方案》，单个驿站最高奖励20万元。",
    "一季度，县内第一、二产业增加值分别增长3.5%和6.8%，孵化器由上年的2家增加到5至8家。",
    "到2029年，榕江县农业发展公司计划投资5亿元，建成温室12座。",
)
TEXT = "".join((GOOD[0], BAD, *GOOD[1:]))
DAY = dt.date(2026, 3, 1)
AMOUNTS = 10
RECOGNISERS = ("amounts", "dates", "organisations", "persons", "places", "documents")


def annotated(text: str = TEXT) -> Article:
    return extract.annotate(text, published=DAY)


def outside(article: Article) -> dict[str, list[tuple[Any, ...]]]:
    """What was found outside the bad sentence."""
    start = TEXT.index(BAD)
    span = range(start, start + len(BAD))
    return {kind: [(one.text, one.start) for one in getattr(article, kind) if one.start not in span] for kind in RECORDS}


def faults(article: Article) -> list[str]:
    return [warning.code for warning in article.warnings if warning.code.startswith(FAULT)]


def functions(room: str) -> Iterator[tuple[ModuleType, str]]:
    """Every function of a room's modules, as (module, name)."""
    pipeline.annotate("热身。", published=DAY)
    for name, module in sorted(sys.modules.items()):
        if name == room or name.startswith(room + "."):
            for key, value in sorted(vars(module).items()):
                if inspect.isfunction(value) and value.__module__ == name and not inspect.isgeneratorfunction(value):
                    yield module, key


@cache
def holders() -> dict[int, list[tuple[ModuleType, str]]]:
    """By function, each module of ours that holds it, and under which name."""
    found: dict[int, list[tuple[ModuleType, str]]] = {}
    for module in [module for name, module in sys.modules.items() if name.startswith("extract")]:
        for key, value in vars(module).items():
            if inspect.isfunction(value):
                found.setdefault(id(value), []).append((module, key))
    return found


def costs_the_bad_sentence(article: Article, whole: Article, fault: str) -> None:
    """All else is found as without the fault, and one warning names the fault and the sentence."""
    assert outside(article) == outside(whole)
    assert faults(article) == [f"{FAULT}{fault}"]
    [warning] = [one for one in article.warnings if one.code.startswith(FAULT)]
    assert article.text[warning.start : warning.end] == BAD


@pytest.mark.parametrize("room", RECOGNISERS)
def test_a_recogniser_that_trips_over_one_sentence_reads_the_others(room: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = annotated()
    module = sys.modules[f"extract.recognise.{room}"]
    find = module.find

    def tripping(passage: Passage, *rest: Any) -> Any:
        if "雷坪" in passage.text:
            raise ValueError("tripped")
        return find(passage, *rest)

    monkeypatch.setattr(module, "find", tripping)
    costs_the_bad_sentence(annotated(), whole, f"{room}:ValueError")


def test_statements_that_trip_over_one_sentence_are_made_of_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = annotated()
    from extract.assemble import bind

    bound = bind.bound

    def tripping(slots: Any, *rest: Any) -> Any:
        if any("工业总产值" in slot.lead.text for slot in slots):
            raise KeyError("tripped")
        return bound(slots, *rest)

    monkeypatch.setattr(bind, "bound", tripping)
    article = annotated()
    costs_the_bad_sentence(article, whole, "statements:KeyError")
    assert len(article.amounts) == len(whole.amounts) == AMOUNTS


ROOMS = ("extract.assemble", "extract.recognise")


# The sentences one by one, short ones first, then two and last all of them: some functions are only called where a text has several.
TEXTS = (*sorted((BAD, *GOOD), key=len), GOOD[2] + GOOD[1], TEXT)


@cache
def reached() -> dict[tuple[str, str], str]:
    """The functions that the sentences above go through, by module and name, with the first text that leads there: to break another changes nothing."""
    found: dict[tuple[str, str], str] = {}
    for text in TEXTS:

        def profiler(frame: Any, event: str, _: Any, text: str = text) -> None:
            if event == "call":
                found.setdefault((frame.f_globals.get("__name__", ""), frame.f_code.co_qualname), text)

        annotated(text)  # what is made once for a rule set is made
        sys.setprofile(profiler)
        try:
            annotated(text)
        finally:
            sys.setprofile(None)
    return found


@cache
def amounts(text: str) -> int:
    """How many amounts a text has where nothing trips."""
    return len(annotated(text).amounts)


def of_both_rooms() -> Iterator[tuple[str, str]]:
    """The functions of statements and of recognisers that the sentences above go through; found when they are asked for."""
    for room in ROOMS:
        yield from ((module.__name__, name) for module, name in functions(room) if (module.__name__, name) in reached())


@each(of_both_rooms())
def test_a_function_that_always_raises_costs_its_stage_alone(function: tuple[str, str]) -> None:
    """On the shortest text that leads there: of several sentences, each would be tried anew. That others are kept is asked above."""
    (module, name), called, text = function, [], reached()[function]
    whole = amounts(text)

    def raising(*args: Any, **named: Any) -> Any:
        called.append(name)
        raise ZeroDivisionError(name)

    with pytest.MonkeyPatch.context() as monkeypatch:
        for holder, key in holders()[id(vars(sys.modules[module])[name])]:
            monkeypatch.setattr(holder, key, raising)
        article = annotated(text)
    assert article.text == text
    assert bool(called) == bool(faults(article))  # not called: held by a table of functions, too
    if module.startswith("extract.assemble.") and called:
        assert len(article.amounts) == whole


def test_most_functions_were_broken_for_real() -> None:
    """The sentences above go through the greater part of both rooms."""
    for room in ROOMS:
        every = {(module.__name__, name) for module, name in functions(room)}
        assert len(reached().keys() & every) > 0.4 * len(every)  # the others make tables of words, once for a rule set


def test_an_article_that_trips_the_split_is_kept_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from extract import split

    def raising(*_: Any) -> Any:
        raise IndexError("tripped")

    monkeypatch.setattr(split, "articles", raising)
    file = tmp_path / "榕江.txt"
    file.write_text(TEXT, "utf-8")
    told: list[str] = []
    summary = archive.run([file], tmp_path / "out", rules=load_rules(), report=told.append)
    [line] = emit.read_jsonl(tmp_path / "out")
    assert line["text"] == TEXT and len(line["amounts"]) == AMOUNTS
    assert [f"{tmp_path}/{error}" for error in summary.errors] == told and "unexpected IndexError in split" in told[0] and "榕江.txt" in told[0]


def test_a_wrong_pattern_file_still_stops_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    from extract.recognise import amounts

    def wrong(*_: Any) -> Any:
        raise extract.PatternError("patterns/数.yaml:3", "no such unit")

    monkeypatch.setattr(amounts, "find", wrong)
    with pytest.raises(extract.PatternError):
        annotated()


@pytest.mark.parametrize("given", [None, b"\xe4\xb9\xa1", 7], ids=["None", "bytes", "int"])
def test_what_is_no_text_or_source_is_a_wrong_call(given: Any) -> None:
    with pytest.raises(UsageError, match=f"not {type(given).__name__}; articles\\(path\\) reads files"):
        extract.annotate(given)
    with pytest.raises(UsageError, match=f"a source is a path, - or a pair of name and bytes, not {type(given).__name__}"):
        list(extract.articles(given))
