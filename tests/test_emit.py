"""Lines are exact, whole and the same bytes each time."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from bulletin import article
from each import each
from hypothesis import given
from hypothesis import strategies as st

from extract import emit
from extract.errors import RowError, SourceError


def test_a_line_says_what_the_article_says_and_comes_back(tmp_path: Path) -> None:
    made = article()
    assert emit.write(tmp_path / "页.jsonl", [made, made]) == 2
    assert list(emit.read_jsonl(tmp_path / "页.jsonl")) == [json.loads(json.dumps(made.as_dict()))] * 2


@each(["1.5E+8", "4.2", "0.1", "-3", "66.67", "1E+30", "0", "-0.5", "120.00"])
def test_a_line_says_each_number_as_the_record_does(value: str) -> None:
    made = article()
    made = replace(made, amounts=(replace(made.amounts[0], value=Decimal(value)),), tokens=((0, 3, "ns"),))
    assert emit.line(made) == json.dumps(made.as_dict(), ensure_ascii=False, separators=(",", ":"))


@given(st.text(), st.dictionaries(st.text(), st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.none()))
def test_a_line_says_any_text_as_the_record_does(text: str, metadata: dict[str, object]) -> None:
    made = article(title=text)
    made = replace(made, source=replace(made.source, metadata=metadata))
    assert json.loads(emit.line(made)) == json.loads(json.dumps(made.as_dict()))


def test_numbers_are_exact_and_characters_stand_as_printed(tmp_path: Path) -> None:
    text = emit.line(article())
    assert '"value":150000000,' in text
    assert "２万亩" in text and "\\u" not in text and "\n" not in text


def test_same_articles_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        emit.write(tmp_path / name, [article(), article(index=1)])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert (tmp_path / "a").read_bytes().endswith(b"}\n") and b"\r" not in (tmp_path / "a").read_bytes()


def test_an_error_halfway_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    def breaks():
        yield article()
        raise RuntimeError("断电")

    target = tmp_path / "a.jsonl"
    emit.write(target, [{"old": 1}])
    with pytest.raises(RuntimeError):
        emit.write(target, breaks())
    assert target.read_text("utf-8") == '{"old":1}\n'
    assert list(tmp_path.iterdir()) == [target]


def test_what_json_cannot_say_is_null_and_half_a_surrogate_pair_is_spelled() -> None:
    assert emit.line({"列": [float("nan"), 1.5]}) == '{"列":[null,1.5]}'
    assert json.loads(emit.line({"列": "半\ud83d"})) == {"列": "半\ud83d"}
    emit.line({"列": "半\ud83d"}).encode()


def test_a_broken_line_is_named_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "坏.jsonl"
    path.write_text('{"a":1}\n{"a":\n', "utf-8")
    with pytest.raises(RowError, match=r"坏\.jsonl:2: not a JSON object"):
        list(emit.read_jsonl(path))


def test_a_folder_without_lines_is_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no dataset"):
        list(emit.read_jsonl(tmp_path))
    with pytest.raises(SourceError, match="cannot be read"):
        list(emit.read_jsonl(tmp_path / "无.jsonl"))


def test_a_dataset_is_read_in_the_order_of_its_manifest(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        emit.write(tmp_path / f"articles/{name}.jsonl", [{"n": name}])
    parts = [{"part": "articles/乙.jsonl"}, {"part": None}, {"part": "articles/甲.jsonl"}]
    emit.write(tmp_path / "manifest.jsonl", parts)
    assert [line["n"] for line in emit.read_jsonl(tmp_path)] == ["乙", "甲"]


def test_a_torn_last_line_of_a_journal_is_left_out(tmp_path: Path) -> None:
    (tmp_path / emit.JOURNAL).write_bytes('{"uri":"甲"}\n{"uri":"乙'.encode())
    assert emit.read_manifest(tmp_path, journal=True) == [{"uri": "甲"}]
