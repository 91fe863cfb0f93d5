"""Places: names, codes, and no code rather than a guess."""

from __future__ import annotations

import pytest
from each import each, each_row

from extract import annotate
from extract.model import Organisation, Place
from extract.passage import Passage
from extract.patterns import Rule, load_rules
from extract.recognise import places
from extract.recognise.findings import Findings

RULES = load_rules()


def found(text: str, taken: tuple[tuple[int, int], ...] = (), **head: str) -> list[Place]:
    covered = Organisation("", text, 0, 0, -1, "x", text, "other", (), taken)
    return places.find(Passage.of(text), Findings(head.get("publisher"), head.get("title"), organisations=[covered]), RULES).records


def codes(text: str, **head: str) -> dict[str, str | None]:
    return {place.name: place.code for place in found(text, **head)}


@each_row(
    [
        ("广东省和湖南省签约", {"广东省": "440000", "湖南省": "430000"}),
        ("产品从佛山运往重庆", {"佛山": "440600", "重庆": "500000"}),
        ("客商到佛山市南海区考察", {"南海区": "440605"}),
        ("辽宁朝阳的小米上市", {"朝阳": "211300"}),
        ("北京市朝阳区和海淀区", {"朝阳区": "110105", "海淀区": "110108"}),
        ("朝阳区来了新邻居", {"朝阳区": None}),
        ("南海区狮山镇、丹灶镇", {"狮山镇": "440605124", "丹灶镇": "440605123"}),
        ("山西省阳泉市城区的老街", {"城区": "140302"}),
        ("货物出口越南和德国", {"越南": None, "德国": None}),
        ("记者在罗溪村看到新渠", {"罗溪村": None}),
        ("昆山坪镇和义乌沟村通水", {}),
        ("在合川湾县，新路通车", {"合川湾县": None}),
        ("滨江开发区投产，落户昆山高新区", {"昆山": "320583"}),
        ("昆山各县和义乌乡村", {"昆山": "320583", "义乌": "330782"}),
    ]
)
def test_places_and_their_codes(text: str, expected: dict[str, str | None]) -> None:
    assert codes(text) == expected


@each(["全市各区、本县和我镇", "世界和平与发展", "新华社记者", "发展中国家", "城区改造与郊区建设", "创新乡村治理", "合作共赢，互助前行", "日照充足"])
def test_what_is_no_place(text: str) -> None:
    assert codes(text) == {}


def test_a_place_in_front_of_a_market() -> None:
    [place] = found("北京市场回暖")
    assert (place.text, place.code) == ("北京", "110000")


def test_an_unlisted_town_that_opens_a_sentence_counts_everywhere() -> None:
    text = "檀渡镇力争新增就业3000人。全镇推进檀渡镇建设，檀渡镇长到场。"
    [place] = found(text)
    assert (place.name, place.code) == ("檀渡镇", None)
    assert [text[start:end] for start, end in place.mentions] == ["檀渡镇"] * 2


@pytest.mark.parametrize("text", ["稳楼市，已见成效", "老旧小区已改造", "深水区，也敢闯", "对口省市，加大投入", "上半年，集镇已通水"])
def test_a_general_noun_that_opens_a_sentence_is_no_place(text: str) -> None:
    assert codes(text) == {}


def test_the_name_of_the_paper_tells_short_names_of_its_towns() -> None:
    assert codes("桂城、大沥两地", publisher="珠江时报") == {"桂城": "440605011", "大沥": "440605125"}
    assert codes("桂城、大沥两地") == {}


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("北京市朝阳区今年改造朝阳路3公里，朝阳商圈客流增长。", ["北京市朝阳区", "朝阳"]),
        ("全市新建上海路、南京大道，打通广州路。", []),
        ("佛山市南海区桂城街道今年改造桂城大道，桂城新增就业300人。南海区增长6%。", ["佛山市南海区桂城街道", "桂城", "南海区"]),
    ],
    ids=["朝阳路", "上海路", "桂城大道"],
)
def test_a_street_that_is_called_after_a_place_is_not_the_place(text: str, mentions: list[str]) -> None:
    assert [text[start:end] for start, end in sorted(span for place in found(text) for span in place.mentions)] == mentions


def test_a_town_whose_short_name_is_a_word_is_named_in_full() -> None:
    """建设, 胜利 and 健康 are towns of 海拉尔区 and words of every report."""
    text = "海拉尔区加快经济建设，夺取新胜利。海拉尔区守护健康。建设街道新增就业300人。"
    assert codes(text) == {"海拉尔区": "150702", "建设街道": "150702007"}


def test_places_inside_organisations_are_evidence_only() -> None:
    text = "长春市人民政府介绍，朝阳区今年动工"
    assert {p.name: p.code for p in found(text, taken=((0, 7),))} == {"朝阳区": "220104"}


def test_full_and_short_name_are_one_place() -> None:
    [place] = found("南海区动工。南海今年开局良好")
    assert (place.name, place.mentions) == ("南海区", ((0, 3), (6, 8)))


def test_a_town_is_found_by_the_code_of_its_county() -> None:
    towns = RULES.lists["towns"]["440605"].split(" ")
    assert "011桂城街道" in towns and all(item[:3].isdigit() for item in towns)


@pytest.mark.parametrize("rule", RULES.of("place"), ids=lambda rule: rule.id)
def test_examples_of_the_rules(rule: Rule) -> None:
    for example in (*rule.finds, *rule.leaves):
        spans = [span for place in found(example.text) for span in place.mentions]
        assert tuple(sorted(spans)) == example.spans, example.text


@pytest.mark.parametrize("text", ["树下是樟树", "书里写着中国", "他去过朝阳"])
def test_a_name_never_reaches_beyond_the_end_of_the_text(text: str) -> None:
    assert all(end <= len(text) for place in found(text, title="朝阳市见闻") for _, end in place.mentions)


def test_the_end_of_a_town_is_no_city() -> None:
    assert [one.code for one in annotate("孝丰镇茶叶产值达到15亿元。").places if one.text == "丰镇"] == []
    assert [(one.text, one.code) for one in annotate("记者在丰镇看到，茶园绿了。").places] == [("丰镇", "150981")]
