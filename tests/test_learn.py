"""Learned weights: the same examples give the same weights, what is read back is what was written, and a sum near 0 decides nothing."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from extract import annotate, load_rules, pipeline
from extract.assemble.goals import ENOUGH
from extract.errors import PatternError
from extract.learn import Example, examples, fitted, judged
from extract.patterns import folder

DAY = dt.date(2024, 3, 1)


def example(passage: int, *features: str, goal: bool) -> Example:
    return Example(f"p{passage}", "news" if passage % 2 else "plans", features, goal, cued=False)


KNOWN = [example(n, "bias", "cue=hedge.will|clause" if n % 3 else "cue=done.already|clause", goal=bool(n % 3)) for n in range(24)]


def test_weights_are_the_same_each_time_and_tell_the_classes_apart() -> None:
    weights = fitted(KNOWN)
    assert weights == fitted(KNOWN)
    assert weights["cue=hedge.will|clause"] > ENOUGH > -ENOUGH > weights["cue=done.already|clause"]


def test_a_feature_of_few_passages_gets_no_weight() -> None:
    rare = [replace(one, features=(*one.features, "rare")) if one.passage in ("p1", "p2") else one for one in KNOWN]
    assert "rare" not in fitted(rare)


def test_each_group_is_judged_by_what_the_others_taught() -> None:
    def decide(weights: object, one: Example) -> bool:
        return sum(dict(weights).get(name, 0.0) for name in one.features) > 0  # type: ignore[call-overload]

    assert judged(KNOWN, lambda one: one.group, decide) == {"news": (12, 4, 12), "plans": (12, 4, 12)}


AREA = {"unit": "mu", "indicator": "茶园面积"}


def test_examples_are_the_values_that_gold_has_statements_of(tmp_path: Path) -> None:
    text = "到2027年，全镇茶园面积达到3万亩。2023年全镇茶园面积为2.1万亩。"
    rows = {
        "targets": [{"start": text.index("3万亩"), "end": text.index("3万亩") + 3, "status": "target", **AREA, "value": 30000}],
        "actuals": [{"start": text.index("2.1"), "end": text.index("2.1") + 5, "status": "actual", **AREA, "value": 20000}],
    }
    gold = tmp_path / "town.jsonl"
    gold.write_text(json.dumps({"doc": "a", "text": text, "published": "2024-03-01", **rows}, ensure_ascii=False), "utf-8")
    every = examples([gold], load_rules())
    assert [one.holds for one in every["confidence"]] == [True, False]  # gold has another value for the second
    found = every["status"]
    assert [(one.group, one.holds) for one in found] == [("town", True), ("town", False)]
    assert "date=7" in found[0].features


def test_an_explanation_names_the_features_that_weighed_most() -> None:
    weights = load_rules().weights["status"]
    article = annotate("到2027年，全镇茶园面积达到3万亩。", published=DAY)
    [chain] = pipeline.reasons(article).evidence.values()
    named = [part.rsplit(" ", 1) for part in chain.split("; ", 1)[1].split(", ")]
    assert [(name, float(value)) for name, value in named if name in weights] == [
        (name, pytest.approx(weights[name], rel=0.01)) for name, _ in named if name in weights
    ]
    assert sum(name in weights for name, _ in named) == 3


def test_a_line_without_a_weight_is_named(tmp_path: Path) -> None:
    (tmp_path / "weights").mkdir()
    (tmp_path / "weights" / "status.tsv").write_text("# origin\nbias\theavy\n", "utf-8")
    with pytest.raises(PatternError, match=r"status\.tsv:2: no weight"):
        load_rules(tmp_path)


def test_without_weights_the_cues_decide() -> None:
    bare = replace(load_rules(), weights={}, digest="bare")
    text = "到2027年，全镇茶园面积达到3万亩。"
    assert [one.status for one in annotate(text, published=DAY, rules=bare).targets] == ["target"]
    assert folder().joinpath("weights", "status.tsv").is_file()


@pytest.mark.parametrize(
    ("text", "published", "status"),
    [
        # without any sign of the future a stated value is actual
        ("瀾溪街商业用地基准地价为860元/平方米，住宅用地为410元/平方米。", None, "actual"),
        ("全镇耕地面积1.9万亩，主要种植水稻和茶叶，总人口2.3万人。", None, "actual"),
        ("目前，青榕镇共有合作社46家，社员3200人。", None, "actual"),
        ("澜口村位于镇区以东，村域面积6.2平方公里，户籍人口2180人。", None, "actual"),
        ("青榕县上半年完成工业增加值48亿元，增长6.2%。", dt.date(2023, 7, 20), "actual"),
        # a plan that runs
        ("到2027年，全县将累计推广电动公交车超过300辆，更换比例达到60%。", None, "target"),
        ("要完成造林2万亩，新增耕地500亩。", None, "target"),
        ("项目建成后，年产值可达12亿元，带动就业800人。", None, "target"),
        ("明年新建公园5个，改造老旧小区12个。", DAY, "target"),
        ("力争全年接待游客500万人次。", dt.date(2023, 2, 20), "target"),
    ],
)
def test_goal_or_report(text: str, published: dt.date | None, status: str) -> None:
    article = annotate(text, published=published)
    assert {one.status for one in (*article.targets, *article.actuals)} == {status}
