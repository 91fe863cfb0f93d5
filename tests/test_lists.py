"""The spaCy room: names of lists, Docs of characters, plugged-in pipelines, and training one."""

from __future__ import annotations

from pathlib import Path

import pytest

import extract
from extract.errors import UsageError
from extract.patterns import load_rules
from extract.recognise import lists, train

RULES = load_rules()


def found(text: str, *wanted: str) -> list[tuple[str, str, str]]:
    return [(text[n.start : n.end], n.list, n.name) for n in lists.names(text, RULES, wanted)[0]]


def test_全称与简称指同一机构() -> None:
    assert found("人行与中国人民银行", "bodies") == [
        ("人行", "bodies", "中国人民银行"),
        ("中国人民银行", "bodies", "中国人民银行"),
    ]


def test_a_short_name_of_the_table_and_a_full_one_of_a_rule_are_one_body() -> None:
    [body] = extract.annotate("国新办介绍情况。国务院新闻办公室发布白皮书。").organisations
    assert (body.name, body.aliases) == ("国务院新闻办公室", ("国新办",))


def test_重叠时取最长的名称() -> None:
    assert found("国家发展改革委发布", "bodies", "party") == [("国家发展改革委", "bodies", "国家发展和改革委员会")]


def test_偏移按字符计_生僻字与表情也不例外() -> None:
    text = "𠮷野家😀与财政部"
    assert [(n.start, n.end) for n in lists.names(text, RULES, ("bodies",))[0]] == [(5, 8)]


def test_空文本没有名称() -> None:
    assert lists.names("", RULES, ("bodies",)) == ([], [])


def test_职能词另成一列() -> None:
    named, functions = lists.names("市财政局与财政部", RULES, ("bodies",), "functions")
    assert [n.name for n in named] == ["财政部"]
    assert [(n.start, n.end) for n in functions] == [(1, 4)]


def test_规则优先于插入的模型() -> None:
    assert lists.merged([(2, 6, "ORG")], [(0, 3, "GPE"), (6, 8, "GPE"), (6, 9, "ORG")]) == [
        (2, 6, "ORG"),
        (6, 9, "ORG"),
    ]


def test_没有安装的模型名报错说明() -> None:
    with pytest.raises(UsageError, match="no spaCy pipeline no_such_pipeline"):
        lists.load("no_such_pipeline")


def test_没有实体识别的流水线不能插入(tmp_path: Path) -> None:
    import spacy

    spacy.blank("zh").to_disk(tmp_path)
    with pytest.raises(UsageError, match="has no `ner`"):
        lists.load(str(tmp_path))


def test_文章成为每字一词的Doc() -> None:
    article = extract.annotate("2023年，汀澜市教育局新建学校12所，比上年增长5%。")
    doc = lists.to_doc(article)
    assert doc.text == article.text and len(doc) == len(article.text)
    assert ("汀澜市教育局", "ORG") in [(ent.text, ent.label_) for ent in doc.ents]
    assert [span.text for span in doc.spans["amounts"]] == [amount.text for amount in article.amounts]


def test_Doc可存入DocBin再取回() -> None:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    doc = lists.to_doc(extract.annotate("记者从财政部获悉，今年安排补助资金30亿元。"))
    [back] = DocBin(docs=[doc], store_user_data=True).get_docs(Vocab())
    assert back.text == doc.text
    assert [(ent.text, ent.label_) for ent in back.ents] == [(ent.text, ent.label_) for ent in doc.ents]


LESSONS = [
    ("澄岳社昨日开工", [(0, 3, "ORG")]),
    ("记者走访锦岳社", [(4, 7, "ORG")]),
    ("青禾社今年增产", [(0, 3, "ORG")]),
    ("他说今年增产", []),
]


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ner")
    train.pipeline(LESSONS, iterations=30, dropout=0.0).to_disk(folder)
    return folder


def test_小样本训练的模型认得所学(learned: Path) -> None:
    nlp = lists.load(str(learned))
    assert lists.entities(nlp, "澄岳社昨日开工") == [(0, 3, "ORG")]


def test_训练可重现(learned: Path) -> None:
    again = train.pipeline(LESSONS, iterations=30, dropout=0.0)
    for text, _ in LESSONS:
        assert lists.entities(again, text) == lists.entities(lists.load(str(learned)), text)


def test_插入的模型补规则之缺_规则的边界不变(learned: Path) -> None:
    text = "青禾社今年增产，汀澜市财政局补助30万元。"
    [article] = extract.articles(_file(learned.parent, text), ner=str(learned))
    bodies = {body.text: body.rule for body in article.organisations}
    assert bodies["青禾社"] == "ner.ORG"
    assert bodies["汀澜市财政局"] == "organisation.function"
    assert article.pipeline is not None and article.pipeline.ner == str(learned)


def _file(folder: Path, text: str) -> str:
    path = folder / "one.txt"
    path.write_text(text, "utf-8")
    return str(path)


def test_金标准按段成例_跨段的跨度不要() -> None:
    line = {"text": "甲社\n乙社发布", "organisations": [{"start": 3, "end": 5}, {"start": 1, "end": 4}]}
    assert train.examples([line]) == [("甲社", []), ("乙社发布", [(0, 2, "ORG")])]
