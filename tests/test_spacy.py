"""The pipeline inside spaCy: Docs with all that was found, a component, and what DocBin keeps of it."""

from __future__ import annotations

import json
import tomllib
from importlib import import_module, metadata
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

import extract
from extract import emit, spacy_docs

TEXT = "2023年，汀澜市教育局新建学校12所，比上年增长5%。明年力争新建学校20所。"
PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]


def piped(text: str = TEXT, **config: object) -> Doc:
    nlp = spacy.blank("zh")
    nlp.add_pipe("policy_extract", config={"published": "2024-03-01", **config})
    return nlp(text)


def test_an_article_becomes_a_doc_of_characters() -> None:
    article = extract.annotate(TEXT)
    doc = extract.to_doc(article)
    assert doc.text == article.text and len(doc) == len(article.text)
    assert ("汀澜市教育局", "ORG") in [(ent.text, ent.label_) for ent in doc.ents]
    assert [span.text for span in doc.spans["amounts"]] == [amount.text for amount in article.amounts]


def test_a_doc_keeps_all_that_the_records_say() -> None:
    article = extract.annotate(TEXT, published="2024-03-01")
    doc, line = extract.to_doc(article), json.loads(emit.line(article))
    for key in spacy_docs.LABELS:
        assert getattr(doc._, key) == line[key]
    for span in doc.spans["targets"]:
        assert span._.record in line["targets"] and span._.value == span._.record["value"] and span._.unit == "所"
    assert doc.char_span(0, 4)._.value is None


def test_a_doc_goes_into_a_docbin_and_back_with_all_that_it_says() -> None:
    doc = extract.to_doc(extract.annotate(TEXT, published="2024-03-01"))
    [back] = DocBin(docs=[doc], store_user_data=True).get_docs(Vocab())
    assert back.text == doc.text and json.dumps(back._.actuals) == json.dumps(doc._.actuals)
    assert [(ent.text, ent.label_) for ent in back.ents] == [(ent.text, ent.label_) for ent in doc.ents]
    for key in spacy_docs.LABELS:
        assert [(span.text, span.label_, span._.value) for span in back.spans[key]] == [(span.text, span.label_, span._.value) for span in doc.spans[key]]
    assert json.dumps(Doc(Vocab()).from_bytes(doc.to_bytes())._.targets) == json.dumps(doc._.targets)


def test_a_pipe_finds_what_annotate_finds() -> None:
    doc, article = piped(), extract.annotate(TEXT, published="2024-03-01")
    assert doc._.targets == json.loads(emit.line(article))["targets"] and len(doc._.actuals) == 2
    assert [(span.text, span._.value, span._.unit) for span in doc.spans["targets"]] == [("20所", 20, "所")]
    assert ("汀澜市教育局", "ORG") in [(ent.text, ent.label_) for ent in doc.ents]


def test_a_span_that_ends_within_a_token_takes_the_whole() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("policy_extract")
    doc = nlp("到2027年，全镇茶园面积达到3万亩。")
    [span] = doc.spans["targets"]
    assert "3万亩" in span.text and span._.unit == "mu"


def test_each_doc_may_have_its_own_day_and_its_own_entities() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "学校", "pattern": "学校"}])
    nlp.add_pipe("policy_extract")
    doc = nlp.make_doc("去年新建学校12所。")
    doc._.published = "2020-05-01"
    doc = nlp(doc)
    assert doc._.actuals[0]["period"]["last"] == "2019-12-31"
    assert [ent.label_ for ent in piped("去年新建学校12所。", ents=False).ents] == []


def test_added_patterns_are_heard(tmp_path: Path) -> None:
    text = (Path(extract.patterns.folder()) / "new" / "unit.yaml").read_text("utf-8")
    (tmp_path / "unit.yaml").write_text(text, "utf-8")
    doc = piped("马帮全年运茶900驮。", add_patterns=[str(tmp_path)])
    assert [span._.unit for span in doc.spans["amounts"]] == ["驮"]


def test_spacy_knows_the_component_by_its_entry_point() -> None:
    [(name, place)] = PROJECT["entry-points"]["spacy_factories"].items()
    module, _, attribute = place.partition(":")
    assert name == spacy_docs.NAME and callable(getattr(import_module(module), attribute))
    if not any(point.name == name for point in metadata.entry_points(group="spacy_factories")):
        pytest.skip("installed before it had an entry point: pip install -e . once more")
