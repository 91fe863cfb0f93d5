"""The catalogue of indicators: one owner a form, known units and themes, and statements that carry its names."""

from __future__ import annotations

import re
from collections import Counter

from each import each, each_row

from extract.patterns import Entry, load_rules
from extract.pipeline import annotate
from extract.text import fold

RULES = load_rules()
INDICATORS = RULES.vocabularies["indicators"]
BY_ID = {entry.id: entry for entry in INDICATORS}

THEMES = {
    "economy", "industry", "innovation", "finance", "trade", "agriculture", "living", "employment", "education", "health",
    "environment", "energy", "transport", "urban", "governance", "digital", "culture",
}  # fmt: skip
DIMENSIONS = {
    "money", "percent", "count", "area", "length", "mass", "volume", "energy", "power", "duration", "rank", "score",
    "multiple", "other",
}  # fmt: skip
KIND_OF = {"percentage_point": "percent", "coin": "money", "per": "other"}

each_indicator = each(INDICATORS, lambda entry: entry.id)


def test_the_catalogue_is_large_and_spread_over_the_themes() -> None:
    themes = Counter(entry["theme"] for entry in INDICATORS)
    assert len(INDICATORS) >= 240
    assert set(themes) == THEMES and min(themes.values()) >= 10


def test_no_form_belongs_to_two_indicators() -> None:
    owners: dict[str, list[str]] = {}
    for entry in INDICATORS:
        for form in entry.forms:
            owners.setdefault(form, []).append(entry.id)
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


def test_no_two_indicators_have_one_name() -> None:
    names = Counter(entry["name"] for entry in INDICATORS)
    assert [name for name, count in names.items() if count > 1] == []


@each_indicator
def test_an_indicator_is_complete(entry: Entry) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.id)
    assert entry["theme"] in THEMES and entry["dimension"] in DIMENSIONS
    assert fold(entry["name"]) in entry.forms, "the name is a form too"


@each_indicator
def test_forms_are_written_as_they_are_matched(entry: Entry) -> None:
    assert [form for form in entry.forms if form != fold(form).strip() or len(form) < 2] == []


def test_units_are_codes_of_the_unit_table_and_fit_the_dimension() -> None:
    kinds = {unit["code"]: unit["kind"] for unit in RULES.vocabularies["units"]} | {"x": "multiple", "位": "rank"}
    for entry in INDICATORS:
        code, _, per = entry["unit"].partition("/")
        if not code:
            continue
        assert code in kinds, f"{entry.id}: {code} is no code of units.yaml"
        if not per:
            assert KIND_OF.get(kinds[code], kinds[code]) == entry["dimension"], entry.id


@each_row(
    [
        ("去年，全县GDP达到296亿元。", "gdp"),
        ("全市生产总值增长5.8%。", "gdp"),
        ("规上工业增加值同比增长7.2%。", "industrial-va"),
        ("到2027年，R&D投入占GDP比重达到3.1%。", "rd-intensity"),
        ("去年，全县城镇新增就业6200人。", "urban-jobs"),
        ("全年PM2.5平均浓度为24微克/立方米。", "pm25"),
        ("常住人口城镇化率提高到61%。", "urbanisation"),
        ("新建高标准农田3.2万亩。", "high-standard-farmland"),
    ],
    ids=lambda value: value[:12],
)
def test_a_statement_carries_the_name_and_key_of_its_indicator(text: str, indicator: str) -> None:
    article = annotate(text)
    found = [one.indicator for one in (*article.targets, *article.actuals)]
    assert [(one.id, one.name) for one in found] == [(indicator, BY_ID[indicator]["name"])]


def test_what_narrows_an_indicator_is_not_the_wider_one() -> None:
    owner = {form: entry.id for entry in INDICATORS for form in entry.forms}
    wider = [
        ("工业用电量", "全社会用电量"),
        ("玉米产量", "粮食产量"),
        ("风电装机容量", "电力装机容量"),
        ("城镇居民人均可支配收入", "居民人均可支配收入"),
        ("城镇登记失业率", "城镇调查失业率"),
    ]
    assert [pair for pair in wider if owner[pair[0]] == owner[pair[1]]] == []


def test_an_indicator_outside_the_catalogue_keeps_its_phrase() -> None:
    article = annotate("全镇竹编灯笼年销量达到3.4万只。")
    [statement] = article.actuals
    assert statement.indicator.text == "竹编灯笼年销量"
    assert statement.indicator.id is None and statement.indicator.name is None
