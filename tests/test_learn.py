"""Learned weights: the same examples give the same weights, what is read back is what was written, and a sum near 0 decides nothing."""

from __future__ import annotations

import datetime as dt
import json
import random
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import pytest
from each import each_row

from extract import annotate, load_rules, pipeline
from extract.assemble.choice import UNTOLD, Around, candidates
from extract.assemble.goals import ENOUGH
from extract.assemble.naming import CHAIN, Naming, features, likeliest, worth
from extract.assemble.surroundings import Surroundings
from extract.assemble.view import NOTHING
from extract.errors import PatternError
from extract.learn import Example, chains, chosen, contests, examples, fitted, judged, learned, named
from extract.learn.chains import printed
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


@each_row(
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
    ]
)
def test_goal_or_report(text: str, published: dt.date | None, status: str) -> None:
    article = annotate(text, published=published)
    assert {one.status for one in (*article.targets, *article.actuals)} == {status}


def test_a_name_is_found_in_few_pieces_near_its_value() -> None:
    text = "白鹭镇有茶厂12家。今年新建茶厂仓库3座，茶厂产值2亿元。"
    article = annotate(text, published=DAY)
    window = Surroundings(article, text, article).of(article.amounts[-1])
    offsets = printed("茶厂产值", text, window)
    assert offsets == set(range(text.index("茶厂产值"), text.index("茶厂产值") + 4))
    parts = printed("茶厂仓库产值", text, window)
    assert "".join(text[at] for at in sorted(parts)) == "茶厂仓库产值"


def test_words_are_weighed_as_they_were_taught(tmp_path: Path) -> None:
    rows = []
    for town, what in product(("云岭", "松溪", "白鹭", "青榕"), ("茶园", "果园", "桑园")):
        text = f"{town}镇的{what}约有3万亩，另有5座凉亭。"
        at = text.index("3万亩")
        record = {"start": at, "end": at + 3, "indicator": what, "status": "actual", "value": 30000, "unit": "mu"}
        rows.append({"doc": town + what, "text": text, "targets": [], "actuals": [record]})
    gold = tmp_path / "gardens.jsonl"
    gold.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    taught = chains([gold], load_rules())
    names, states = (learned(name, taught[name]) for name in ("indicator", "stating"))
    assert names == learned("indicator", taught["indicator"])
    assert names["w=果园"] > 0 > names["value"]
    assert states["unit=mu"] > 0 > states["unit=座"]


def test_the_likeliest_ways_are_those_of_all_ways_that_are_worth_most() -> None:
    dice = random.Random(4)
    for size in (1, 2, 5, 8):
        scores = [dice.uniform(-7, 4) for _ in range(size)]
        chain = [dice.uniform(-2, 2) for _ in range(4)]
        hot = [index for index, score in enumerate(scores) if score > -1]  # colder words are not tried
        every = [words for many in range(len(hot) + 1) for words in combinations(hot, many)]
        ranked = sorted((worth(way, scores, chain) for way in every), reverse=True)[:6]
        assert [way.worth for way in likeliest(scores, chain, 6)] == pytest.approx(ranked)
        assert all(way.worth == pytest.approx(worth(way.words, scores, chain)) for way in likeliest(scores, chain, 6))


def test_a_name_is_chosen_as_lines_with_first_answers_taught(tmp_path: Path) -> None:
    rows = []
    for town, what in product(("云岭", "松溪", "白鹭", "青榕", "石湾"), ("茶园", "果园", "桑园", "竹园")):
        text = f"{town}镇的{what}约有3万亩，另有5座凉亭。"
        at = text.index("3万亩")
        record = {"start": at, "end": at + 3, "indicator": what, "status": "actual", "value": 30000, "unit": "mu"}
        first = [{"start": at, "end": at + 3, "indicator": f"{town}镇的{what}约有"}]  # the rules took all that stood before
        rows.append({"doc": town + what, "text": text, "targets": [], "actuals": [record], "first": first})
    gold = tmp_path / "gardens.jsonl"
    gold.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    rules = load_rules()
    values, known = list(named([gold], rules)), chains([gold], rules)["indicator"]
    assert {one.ruled.text[-4:] for one in values} == {"茶园约有", "果园约有", "桑园约有", "竹园约有"}
    several = contests(values, known, None)
    weights = chosen(several)
    assert weights == chosen(several)
    assert weights["after=果园|约"] > weights.get("rules=own", 0.0)
    taught = replace(rules, weights={**rules.weights, "choice": weights, "indicator": learned("indicator", known)}, digest="taught")
    article = annotate("石湾镇的桑园约有3万亩，另有5座凉亭。", published=DAY, rules=taught)
    assert [one.indicator.text for one in article.actuals][:1] == ["桑园"]


def test_no_name_says_a_word_twice() -> None:
    text = "对设备更新给予补助，按投资额的10%给予补助，单个企业最高补助200万元。"
    article = annotate(text, published=DAY)
    window, rules = Surroundings(article, text, article).of(article.amounts[-1]), load_rules()
    found = candidates(Around(window, "CNY", "", UNTOLD), NOTHING, Naming.of(rules), text)
    assert found
    for one in found:
        assert "补助补助" not in one.name.text, one.name.text


def test_tables_add_up_what_the_features_of_a_name_weigh() -> None:
    text = "今年 石湾镇新建桑园1200亩；|改造| 老茶园0.5万亩，其中云岭村3000亩，带动蚕农350户，户均增收2.4万元。"
    article, rules = annotate(text, published=DAY), load_rules()
    weights, around = rules.weights["indicator"], Surroundings(article, text, article)
    naming = Naming(weights)
    assert len(article.amounts) == 5
    for amount in article.amounts:
        window, unit = around.of(amount), amount.unit or ""
        summed = [sum(weights.get(name, 0.0) for name in names) for names in features(window, unit)]
        every, lattice = range(len(summed)), naming.lattice(window, unit)
        found = {way.words: way.worth for index in every for way in [lattice.way((index,))]}
        chain = [weights.get(name, 0.0) for name in CHAIN]
        assert [found[(index,)] for index in every] == pytest.approx([worth((index,), summed, chain) for index in every])


def test_no_line_without_a_first_answer_teaches_a_choice(tmp_path: Path) -> None:
    gold = tmp_path / "gardens.jsonl"
    gold.write_text(json.dumps({"doc": "a", "text": "茶园3万亩。", "targets": [], "actuals": []}, ensure_ascii=False), "utf-8")
    assert list(named([gold], load_rules())) == []


def test_what_no_rule_binds_is_named_by_its_words_and_says_so() -> None:
    text = "公司有丸剂、片剂等4个剂型，41个文号。"
    rules = load_rules()
    article = annotate(text, published=DAY)
    assert [one.indicator.text for one in article.actuals if one.rule == "statement.weighed"] == ["文号"]
    bare = {name: weights for name, weights in rules.weights.items() if name not in ("stating", "indicator")}
    article = annotate(text, published=DAY, rules=replace(rules, weights=bare, digest="bare"))
    assert [one.indicator.text for one in article.actuals] == ["剂型"]


def test_a_crowded_sentence_is_named_by_the_rules_alone() -> None:
    whole = "、".join(f"第{count}组茶园{count}亩" for count in range(1, 121)) + "。"
    found = annotate(whole)
    assert len(found.amounts) > 100
    assert {one.rule for one in found.actuals}.isdisjoint({"statement.weighed", "statement.unlikely"})
