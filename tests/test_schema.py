"""The JSON Schema describes what is written, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import jsonschema
import pytest
from bulletin import article

from extract import emit, units
from extract.model import BASES, COMPARATORS, MEASURES
from extract.patterns import load_rules
from extract.schema import schema

LINE = json.loads(emit.line(article()))


def test_it_is_a_schema_and_a_line_obeys_it() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(LINE, schema(), jsonschema.Draft202012Validator)
    tokens = replace(article(), tokens=((0, 3, "ns"),))
    jsonschema.validate(json.loads(emit.line(tokens)), schema(), jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("where", "value"),
    [("text", None), ("schema", "policy-extract/0"), ("published_from", "guess"), ("alignment", [[0, 0]]), ("列", 1)],
)
def test_a_line_that_is_otherwise_does_not_obey(where: str, value: object) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**LINE, where: value}, schema(), jsonschema.Draft202012Validator)


def test_statements_say_how_they_compare() -> None:
    target = {**LINE["targets"][0], "comparator": "about"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**LINE, "targets": [target]}, schema(), jsonschema.Draft202012Validator)


def test_a_statement_of_before_the_basis_was_known_still_obeys() -> None:
    target = {key: value for key, value in LINE["targets"][0].items() if key != "basis"}
    jsonschema.validate({**LINE, "targets": [target]}, schema(), jsonschema.Draft202012Validator)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**LINE, "targets": [{**target, "basis": "monthly"}]}, schema(), jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("vocabulary", "column", "known"), [("comparators", "comparator", COMPARATORS), ("basis", "basis", BASES), ("predicates", "measure", MEASURES)]
)
def test_what_a_vocabulary_says_of_a_value_is_a_word_that_records_know(vocabulary: str, column: str, known: Mapping[str, str]) -> None:
    said = {entry[column] for entry in load_rules().vocabularies[vocabulary]}
    assert said - {"", "state"} <= set(known)  # a state is a level when it comes to a record


def test_every_kind_of_amount_that_a_rule_can_give_is_in_it() -> None:
    rules = load_rules()
    given = {rule.gives["kind"] for rule in rules.of("amount") if "kind" in rule.gives}
    named = {unit.kind for unit in units.table(rules.vocabularies["units"]).forms.values()}
    assert given | named <= set(schema()["$defs"]["Amount"]["properties"]["kind"]["enum"])
