"""Traditional text: matched as simplified, reported as printed."""

from __future__ import annotations

from typing import Any

import pytest

import extract
from extract.model import Article
from extract.pipeline import articles
from extract.text import fold

PAIRS = [
    (
        "榕江鎮力爭到2026年規模以上工業總產值突破100億元，新增高新技術企業20家。",
        "榕江镇力争到2026年规模以上工业总产值突破100亿元，新增高新技术企业20家。",
    ),
    (
        "去年，全縣實現地區生產總值八十二億元，同比增長6.3%；城鎮登記失業率控制在4%以內。",
        "去年，全县实现地区生产总值八十二亿元，同比增长6.3%；城镇登记失业率控制在4%以内。",
    ),
    (
        "縣發展和改革局局長林曉峰介紹，《榕江縣製造業當家三年行動方案（試行）》已經印發，單個項目最高獎勵300萬元。",
        "县发展和改革局局长林晓峰介绍，《榕江县制造业当家三年行动方案（试行）》已经印发，单个项目最高奖励300万元。",
    ),
    (
        "清溪區「十四五」時期新建學校六所，新增學位一萬個，佔全市的三成。",
        "清溪区“十四五”时期新建学校六所，新增学位一万个，占全市的三成。",
    ),
]


def folded(value: Any) -> Any:
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, (list, tuple)):
        return [folded(item) for item in value]
    if isinstance(value, dict):
        return {key: folded(item) for key, item in value.items() if key not in ("id", "source", "text")}
    return value


@pytest.mark.parametrize(("traditional", "simplified"), PAIRS, ids=[pair[1][:12] for pair in PAIRS])
def test_the_same_records_as_from_simplified_text(traditional: str, simplified: str) -> None:
    ours, plain = extract.annotate(traditional), extract.annotate(simplified)
    assert ours.targets or ours.actuals
    assert folded(ours.as_dict()) == folded(plain.as_dict())
    assert folded([record.text for record in ours.amounts]) == [fold(record.text) for record in plain.amounts]


def test_text_and_records_stay_as_printed() -> None:
    article = extract.annotate(PAIRS[0][0])
    assert article.text == PAIRS[0][0]
    assert [target.indicator.text for target in article.targets] == ["規模以上工業總產值", "高新技術企業"]
    for record in (*article.targets, *article.amounts, *article.dates, *article.places):
        assert article.text[record.start : record.end] == record.text


def test_a_big5_page_with_heads_byline_and_furniture() -> None:
    page = "## 榕江鎮新增三所學校\n\n榕江日報訊（記者/林曉）昨日，榕江鎮新建學校3所。\n\n責任編輯：陳海\n"
    [article] = [item for item in articles(("2023-05-09.md", page.encode("big5"))) if isinstance(item, Article)]
    assert (article.source.encoding, article.publisher) == ("big5", "榕江日報")
    assert [(one.name, one.role) for one in article.byline] == [("林曉", "記者")]
    assert article.text == "昨日，榕江鎮新建學校3所。"
    assert [str(one.value) for one in article.actuals] == ["3"]


@pytest.mark.parametrize("text", ["乾隆年间，哪吒庙始建于此。", "著名企业家到访。"])
def test_characters_that_simplified_texts_use_are_left_alone(text: str) -> None:
    assert fold(text) == text.replace("，", ",")
