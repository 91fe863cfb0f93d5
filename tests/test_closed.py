"""Blanks around figures and breaks within sentences are habits of typesetting: they change no statement, and every record has its own place."""

from __future__ import annotations

import re
from typing import Any

import ours
import pytest

import extract
from extract import split
from extract.pipeline import reasons

_JOINT = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%％])(?=[\u4e00-\u9fff])")
_ALIKE = 99  # of a hundred statements: where two figures meet (4 人户 1.3 倍) a blank does part what is read
_HABIT = 6  # lines more than before: four of one width are a habit, and the last of a paragraph has none


def _close(text: str) -> str:
    return re.sub(r"\s", "", text)


def _said(text: str, published: str | None) -> set[tuple[Any, ...]]:
    article = extract.annotate(text, published=published)
    said = set()
    for one in (*article.targets, *article.actuals):
        assert article.text[one.start : one.end] == one.text
        said.add((_close(one.text), _close(one.indicator.text), one.value, one.unit, one.comparator, one.status, one.period and one.period.last))
    return said


def test_blanks_around_every_figure_change_no_statement() -> None:
    told = alike = 0
    for _, line, _ in ours.articles()[::8]:
        plain = _said(line["text"], line["published"])
        told, alike = told + len(plain), alike + len(plain & _said(_JOINT.sub(" ", line["text"]), line["published"]))
    assert told > 100
    assert alike * 100 >= told * _ALIKE, f"{alike} of {told}"


def _wrapped(text: str, width: int = 38) -> str:
    lines = text.split("\n")
    return "\n".join("\n".join(line[at : at + width] for at in range(0, len(line), width)) for line in lines)


def test_lines_of_one_width_in_a_row_of_a_table_change_no_statement() -> None:
    told = alike = 0
    for _, line, _ in ours.articles():
        lines, cut = line["text"].count("\n") + 1, _wrapped(line["text"]).count("\n") + 1
        if "|" in line["text"] or cut - lines < max(_HABIT, lines):
            continue
        plain = _said(line["text"], line["published"])
        told, alike = told + len(plain), alike + len(plain & _said(_wrapped(line["text"]), line["published"]))
    assert told > 100
    assert alike * 100 >= told * _ALIKE, f"{alike} of {told}"


def test_lines_of_one_width_among_paragraphs_are_a_list() -> None:
    heads = [
        "榕江镇举办春茶采摘文化节活动",
        "云溪县召开乡村振兴现场推进会",
        "雷坪村合作社喜获丰收果农欢笑",
        "檀渡镇学校教学楼改造顺利完成",
        "柳塘街道开展义务植树系列活动",
    ]
    text = "\n".join([*heads, "今年以来，榕江镇建成公园2座，改造道路12条，惠及居民500户，群众出行更加方便，环境面貌焕然一新。"])
    assert extract.annotate(text, published="2026-01-09").sentences[0] == (0, len(heads[0]))


def test_every_record_stands_where_it_is_printed() -> None:
    text = "榕江镇人民政府 2025 年工作报告显示，全镇 GDP 达 120 亿元，增长 5 %。\n| 项目 2 | 茶园 3 万亩 |"
    article = extract.annotate(text, published="2026-01-09")
    assert [(one.indicator.text, one.period and one.period.text) for one in article.actuals][:2] == [("GDP", "2025 年"), ("GDP", "2025 年")]
    assert article.text == text
    records = (*article.actuals, *article.amounts, *article.dates, *article.organisations, *article.places)
    assert {text[one.start : one.end] for one in records} == {one.text for one in records}
    assert [text[slice(*span)] for one in article.organisations for span in one.mentions] == ["榕江镇人民政府"]
    assert set(reasons(article).evidence) == {one.start for one in article.amounts if any(said.amount == one.id for said in article.actuals)}


def test_a_number_of_a_section_keeps_its_blank_and_one_blank_is_no_habit() -> None:
    text = "4.1 棚户区改造\n2025 年改造 300 套。"
    (one,) = extract.annotate(text, published="2026-01-09").actuals
    assert (one.indicator.text, one.value, one.period and one.period.text) == ("棚户区改造", 300, "2025 年")
    (once,) = extract.annotate("2025 年榕江镇改造道路12条。").dates
    assert once.text == "2025 年"


def test_a_name_is_told_without_the_blanks_and_breaks_in_it() -> None:
    (one,) = extract.annotate("到 2027 年，R&D 投入占 GDP 比重达 4 %。", published="2026-01-09").targets
    assert (one.indicator.text, one.text, one.period and one.period.text) == ("R&D投入占GDP比重", "4 %", "2027 年")
    assert (one.indicator.start, one.indicator.end) == (9, 23)


def test_a_warning_of_the_whole_text_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> Any:
        raise ValueError

    text = "2025 年，全镇 GDP 达 120 亿元。"
    monkeypatch.setattr(split, "articles", fails)
    article = extract.annotate(text, published="2026-01-09")
    assert [(one.code, one.start, one.end) for one in article.warnings] == [("fault:split:ValueError", 0, len(text))]
    assert [one.text for one in article.actuals] == ["120 亿元"]


def test_words_are_told_of_the_text_as_printed(tmp_path: Any) -> None:
    path = tmp_path / "榕江.txt"
    path.write_text("2025 年，全镇 GDP 达 120 亿元。", "utf-8")
    (article,) = extract.articles(path, tokens=True)
    assert [article.text[start:end] for start, end, _ in article.tokens] == ["2025", "年", "，", "全镇", "GDP", "达", "120", "亿元", "。"]
