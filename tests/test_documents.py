"""Policy documents: which titles are, their kind, stage and issuer."""

from __future__ import annotations

import pytest
from each import each_row

from extract import annotate
from extract.model import Document, Organisation
from extract.passage import Passage
from extract.patterns import Rule, load_rules
from extract.recognise import documents
from extract.recognise.findings import Findings

RULES = load_rules()


def found(text: str, *bodies: str) -> list[Document]:
    known = [_body(text, name) for name in bodies]
    return documents.find(Passage.of(text), Findings(organisations=known), RULES).records


def _body(text: str, name: str) -> Organisation:
    start = text.index(name)
    span = (start, start + len(name))
    return Organisation("", name, *span, -1, "x", name, "government", (), (span,))


@each_row(
    [
        ("《青石市人才住房管理办法》施行", "青石市人才住房管理办法", "管理办法", None),
        ("《关于稳岗的实施意见》（征求意见稿）", "关于稳岗的实施意见", "实施意见", "征求意见稿"),
        ("《南屏区扶持竹产业办法（试行）》", "南屏区扶持竹产业办法（试行）", "办法", "试行"),
        ("《青石市水网建设规划（2031—2035年）》", "青石市水网建设规划（2031—2035年）", "规划", None),
        ("《关于落实〈青石市水网条例〉的通知》", "关于落实〈青石市水网条例〉的通知", "通知", None),
        ("《青石市物业管理条例》", "青石市物业管理条例", "条例", None),
    ]
)
def test_documents(text: str, title: str, kind: str, stage: str | None) -> None:
    [document] = found(text)
    assert document.kind in (kind, kind[-2:])
    assert document.title.startswith(title.split("（")[0]) and document.stage == stage


@pytest.mark.parametrize("text", ["影片《远山的路》", "《南屏日报》报道", "歌曲《竹乡谣》", "他爱读《孙子兵法》", "小说《少年的计划》"])
def test_what_is_no_document(text: str) -> None:
    assert found(text) == []


def test_the_document_number_is_part_of_the_mention() -> None:
    text = "印发《关于稳岗的意见》（青府〔2031〕5号）。"
    [document] = found(text)
    assert text[document.start : document.end] == "《关于稳岗的意见》（青府〔2031〕5号）"


def test_the_issuer_stands_before() -> None:
    [document] = found("青石市教育局印发《校园安全管理办法》。", "青石市教育局")
    assert document.issuer == "青石市教育局"


def test_the_issuer_stands_in_the_title() -> None:
    [document] = found("《青石市人民政府关于稳岗的意见》", "青石市人民政府")
    assert document.issuer == "青石市人民政府"


def test_a_later_short_title_is_the_same_document() -> None:
    text = "《青石市人才引进办法》公布。《办法》共五章。"
    [document] = found(text)
    assert len(document.mentions) == 2


@pytest.mark.parametrize("rule", RULES.of("document"), ids=lambda rule: rule.id)
def test_examples_of_the_rules(rule: Rule) -> None:
    for example in (*rule.finds, *rule.leaves):
        spans = [span for document in found(example.text) for span in document.mentions]
        assert tuple(sorted(spans)) == example.spans, example.text


def test_bodies_of_a_row_issue_together() -> None:
    [document] = annotate("荷塘湾区教育局、区财政局联合印发《教师培训办法》。").documents
    assert document.issuer == "荷塘湾区教育局、区财政局"
