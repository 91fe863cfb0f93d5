"""The spaCy room: names of lists, Docs of characters, plugged-in pipelines, and training one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extract
from extract.errors import UsageError
from extract.patterns import Names, load_rules
from extract.recognise import lists, train

RULES = load_rules()


def found(text: str, *wanted: str) -> list[tuple[str, str, str]]:
    return [(text[n.start : n.end], n.list, n.name) for n in lists.names(text, RULES, wanted)[0]]


def test_full_and_short_name_mean_one_organisation() -> None:
    assert found("人行与中国人民银行", "bodies") == [
        ("人行", "bodies", "中国人民银行"),
        ("中国人民银行", "bodies", "中国人民银行"),
    ]


def test_a_short_name_of_the_table_and_a_full_one_of_a_rule_are_one_body() -> None:
    [body] = extract.annotate("国新办介绍情况。国务院新闻办公室发布白皮书。").organisations
    assert (body.name, body.aliases) == ("国务院新闻办公室", ("国新办",))


def test_of_overlapping_names_the_longest_counts() -> None:
    assert found("国家发展改革委发布", "bodies", "party") == [("国家发展改革委", "bodies", "国家发展和改革委员会")]


def test_offsets_count_characters_rare_ones_and_emoji_too() -> None:
    text = "𠮷野家😀与财政部"
    assert [(n.start, n.end) for n in lists.names(text, RULES, ("bodies",))[0]] == [(5, 8)]


def test_an_empty_text_has_no_names() -> None:
    assert lists.names("", RULES, ("bodies",)) == ([], [])


def test_functions_are_a_list_of_their_own() -> None:
    named, functions = lists.names("市财政局与财政部", RULES, ("bodies",), "functions")
    assert [n.name for n in named] == ["财政部"]
    assert [(n.start, n.end) for n in functions] == [(1, 4)]


def test_rules_go_before_a_plugged_model() -> None:
    assert lists.merged([(2, 6, "ORG")], [(0, 3, "GPE"), (6, 8, "GPE"), (6, 9, "ORG")]) == [
        (2, 6, "ORG"),
        (6, 9, "ORG"),
    ]


def test_a_model_that_is_not_installed_is_told_with_advice() -> None:
    with pytest.raises(UsageError, match="no spaCy pipeline no_such_pipeline"):
        lists.load("no_such_pipeline")


def test_a_pipeline_without_entities_cannot_be_plugged_in(tmp_path: Path) -> None:
    import spacy

    spacy.blank("zh").to_disk(tmp_path)
    with pytest.raises(UsageError, match="has no `ner`"):
        lists.load(str(tmp_path))


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


def test_a_model_trained_on_little_knows_what_it_learned(learned: Path) -> None:
    nlp = lists.load(str(learned))
    assert lists.entities(nlp, "澄岳社昨日开工") == [(0, 3, "ORG")]


def test_training_is_reproducible(learned: Path) -> None:
    again = train.pipeline(LESSONS, iterations=30, dropout=0.0)
    for text, _ in LESSONS:
        assert lists.entities(again, text) == lists.entities(lists.load(str(learned)), text)


def test_a_plugged_model_adds_and_moves_no_boundary(learned: Path) -> None:
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


def test_gold_makes_an_example_a_paragraph_without_spans_across() -> None:
    line = {"text": "甲社\n乙社发布", "organisations": [{"start": 3, "end": 5}, {"start": 1, "end": 4}]}
    assert train.examples([line]) == [("甲社", []), ("乙社发布", [(0, 2, "ORG")])]


@given(st.lists(st.text("甲乙丙", min_size=2, max_size=5), unique=True, max_size=8), st.text("甲乙丙丁", max_size=40))
def test_of_names_that_begin_at_a_place_the_longest_is_found(listed: list[str], text: str) -> None:
    expected, at = [], 0
    while at < len(text):
        fitting = [name for name in listed if text.startswith(name, at)]
        step = max(map(len, fitting), default=0)
        expected += [(at, at + step)] if step else []
        at += step or 1
    assert list(Names(listed).spans(text)) == expected
