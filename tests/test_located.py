"""Whose figure it is: places that only a title names, and subjects that are none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from each import each_row

import extract
from extract import load_rules
from extract.located import Places, gazetteer


def placed(title: str, text: str, published: str = "2025-03-12") -> Iterator[tuple[Any, str | None]]:
    """Of each statement of a text under a title its own record and the name of its place."""
    line = {**extract.annotate(text, published=dt.date.fromisoformat(published)).as_dict(), "title": title}
    places = Places(line, gazetteer(load_rules()))
    for record in (*line["targets"], *line["actuals"]):
        found = places.of(record)
        yield record, found.name if found else None


@each_row(
    [
        ("岚沂县2024年政府工作报告", "岚沂县"),
        ("2025年岚沂县政府工作报告", "岚沂县"),
        ("中共岚沂县委2025年工作要点", "岚沂县"),
        ("岚沂县召开2025年农村工作会议", "岚沂县"),
        ("全县2024年政府工作报告", None),
        ("政府工作报告", None),
        ("推进县域经济发展", None),
        ("百强县2024年发展报告", None),
    ]
)
def test_a_county_that_only_the_title_names_is_the_whole_county(title: str, place: str | None) -> None:
    assert [name for _, name in placed(title, "全县粮食总产量达到32万吨。")] == [place]


@pytest.mark.parametrize(("word", "place"), [("全镇", "檀渡镇"), ("全市", None), ("全县", None)])
def test_an_unlisted_place_is_called_by_its_own_kind(word: str, place: str | None) -> None:
    assert [name for _, name in placed("檀渡镇2025年工作要点", f"{word}茶园面积达到3万亩。")] == [place]


@each_row(
    [
        ({"subtitle": "——2026年1月20日在岚沂县第十八届人民代表大会第五次会议上"}, "岚沂县"),
        ({"subtitle": "——2026年1月20日在建德市第十八届人民代表大会第五次会议上"}, "建德市"),
        ({"subtitle": "——在全县第十届农民运动会上"}, None),
        ({"byline": [{"name": "计云舒", "role": "岚沂县县长"}]}, "岚沂县"),
        ({"byline": [{"name": "计云舒", "role": "岚沂县融媒体中心记者"}]}, None),
        ({"kicker": "岚沂县一季度开门红"}, "岚沂县"),
        ({"publisher": "岚沂县人民政府办公室"}, "岚沂县"),
        ({"publisher": "都市晨报"}, None),
        ({"source": "2026/岚沂县政府工作报告2026.md"}, "岚沂县"),
        ({"source": "2026/政府工作报告（定稿）.md"}, None),
    ]
)
def test_the_lines_around_a_title_and_the_file_name_tell_the_place_that_it_does_not(told: dict[str, Any], place: str | None) -> None:
    line = extract.annotate("粮食总产量达到32万吨。").as_dict()
    line = {**line, "title": "政府工作报告", **told, "source": {**line["source"], "uri": told.get("source", "a.txt")}}
    found = Places(line, gazetteer(load_rules())).home
    assert (found and found.name) == place


@each_row(
    [
        ("确保全年地区生产总值增长7%。", None),
        ("集中签约项目12个。", None),
        ("平均每年新建公园3个。", None),
        ("茶企集中签约项目12个。", "茶企"),
        ("玖山市集中签约项目12个。", "玖山市"),
        ("全市集中签约项目12个。", "全市"),
    ]
)
def test_how_and_when_something_is_done_is_no_subject(text: str, subject: str | None) -> None:
    title = "玖山市2025年工作要点"
    [(record, place)] = placed(title, f"{title}\n{text}")
    assert (record["subject"] and record["subject"]["text"], place) == (subject, None if subject == "茶企" else "玖山市")


@pytest.mark.parametrize(("subject", "place"), [("企业", "玖山市"), ("辖区", "玖山市"), ("云岭集团", None)])
def test_whoever_is_in_a_place_is_no_place_of_its_own(subject: str, place: str | None) -> None:
    line = {**extract.annotate("新增贷款12亿元。").as_dict(), "title": "玖山市一季度经济运行情况"}
    record = {**(*line["targets"], *line["actuals"])[0], "subject": {"text": subject, "from": "sentence"}}
    found = Places(line, gazetteer(load_rules())).of(record)
    assert (found and found.name) == place
