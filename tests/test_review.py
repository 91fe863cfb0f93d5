"""Decisions on statements, as the page writes them, become gold that is scored and learned from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bulletin import TEXT, article

from extract import annotate, cli, emit, load_rules, review, score
from extract.errors import UsageError
from extract.learn import chains, examples

LINE = article().as_dict()
GRAIN, LAND = LINE["targets"][0], LINE["actuals"][0]


def decision(kind: str, record: dict[str, Any], name: str, **more: Any) -> dict[str, Any]:
    where = {key: record[key] for key in ("id", "start", "end", "text")}
    return {"review": "policy-extract/review-1", "article": LINE["id"], "uri": "柳溪.txt", "index": 0, "decision": kind, "list": name, **where, **more}


def corrected(**other: Any) -> dict[str, Any]:
    says = {"start": GRAIN["start"], "end": GRAIN["end"], "text": GRAIN["text"], "indicator": "粮食产量", "value": 150000000, "value_max": None, "unit": "jin"}
    return {**says, "comparator": "ge", "measure": "level", "status": "target", "last": "2028-12-31", "role": None, "recipient": None, "base": None, **other}


def gold(*decisions: dict[str, Any]) -> tuple[dict[str, Any], review.Review]:
    held = review.Review()
    for one in decisions:
        held.add(one)
    [line] = review.applied([LINE], held)
    return line, held


def test_an_accepted_statement_is_gold_as_it_stands() -> None:
    line, held = gold(decision("accept", GRAIN, "targets"))
    [one] = line["targets"]
    assert (one["text"], one["indicator"], one["value"], one["last"]) == ("1.5亿斤", "粮食总产量", 150000000, "2028-12-31")
    assert line["reviewed"] == [LINE["sentences"][0]] and line["actuals"] == [] and held.agreement == 1.0


def test_a_corrected_statement_is_gold_as_it_was_corrected() -> None:
    line, held = gold(decision("correct", GRAIN, "targets", statement=corrected(status="actual")))
    assert line["targets"] == []
    assert [(one["indicator"], one["comparator"]) for one in line["actuals"]] == [("粮食产量", "ge")]
    assert held.agreement == 0.0


def test_a_rejected_statement_is_not_in_gold_and_its_sentence_is_judged() -> None:
    line, _ = gold(decision("reject", LAND, "actuals"))
    assert line["actuals"] == [] == line["targets"]
    assert line["reviewed"] == [LINE["sentences"][1]]


def test_a_missed_statement_is_added_where_it_stands() -> None:
    start = TEXT.index("县农业农村局")
    says = corrected(start=start, end=start + 6, text="县农业农村局")
    line, _ = gold(decision("add", {"id": None, "start": start, "end": start + 6, "text": "县农业农村局"}, "targets", statement=says))
    assert [one["start"] for one in line["targets"]] == [start]
    assert line["reviewed"] == [[start, start + 6]]  # the other statement of that sentence is still open


def test_one_statement_of_several_in_a_sentence_is_gold_for_its_own_value(tmp_path: Path) -> None:
    text = "到2028年，云坞镇力争茶园面积达到3万亩、竹林面积达到5万亩，茶叶总产值突破2亿元。"
    read = annotate(text).as_dict()
    tea, bamboo, worth = read["targets"]
    held = review.Review()
    for name, one in (("accept", tea), ("reject", worth)):
        held.add({**decision(name, one, "targets"), "article": read["id"]})
    [line] = review.applied([read], held)
    assert line["reviewed"] == [[tea["start"], tea["end"]], [worth["start"], worth["end"]]] and len(line["targets"]) == 1
    emit.write(tmp_path / "gold.jsonl", [line])
    [found] = [one for one in score.scores(tmp_path / "gold.jsonl", [read]) if one.name == "statements: strict"]
    assert (found.recall, found.precision) == (1.0, 0.5)  # what was rejected counts against the dataset, 竹林面积 neither way
    assert bamboo["text"] == "5万亩"


def test_an_article_that_is_done_is_judged_in_whole() -> None:
    done = {**decision("done", {"id": "", "start": 0, "end": len(TEXT), "text": ""}, "")}
    line, _ = gold(decision("accept", GRAIN, "targets"), decision("accept", LAND, "actuals"), done)
    assert "reviewed" not in line


def test_the_last_decision_holds_and_what_is_undone_does_not() -> None:
    line, held = gold(
        decision("reject", GRAIN, "targets"), decision("accept", GRAIN, "targets"), decision("accept", LAND, "actuals"), decision("undo", LAND, "actuals")
    )
    assert len(line["targets"]) == 1 and line["actuals"] == []
    assert dict(held.counts) == {"accept": 1}


def test_a_decision_on_a_statement_that_is_gone_is_named() -> None:
    _, held = gold(decision("accept", {**GRAIN, "start": 3}, "targets"))
    assert held.lost == [f"柳溪.txt: no statement t1 at 3-{GRAIN['end']}; was it run anew since?"]


def test_a_review_moves_the_score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    emit.write(tmp_path / "集/articles/a.jsonl", [LINE])

    def strict(*decisions: dict[str, Any]) -> tuple[int, int, float]:
        emit.write(tmp_path / "review.jsonl", decisions)
        out = str(tmp_path / "gold.jsonl")
        assert cli.main(["review", "apply", str(tmp_path / "集"), "--review", str(tmp_path / "review.jsonl"), "--out", out]) == 0
        [found] = [one for one in score.scores(Path(out), emit.read_jsonl(tmp_path / "集")) if one.name == "statements: strict"]
        return found.gold, found.found, found.f1

    assert strict(decision("accept", GRAIN, "targets"), decision("accept", LAND, "actuals")) == (2, 2, 1.0)
    assert strict(decision("correct", GRAIN, "targets", statement=corrected()), decision("accept", LAND, "actuals")) == (2, 2, 0.5)
    assert strict(decision("reject", GRAIN, "targets")) == (0, 1, 0.0)  # the other sentence was not judged
    assert "0 accepted, 0 corrected, 1 rejected, 0 added: agreement 0%" in capsys.readouterr().out


def test_of_a_review_of_another_dataset_no_agreement_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    emit.write(tmp_path / "集/articles/a.jsonl", [LINE])
    emit.write(tmp_path / "review.jsonl", [{**decision("accept", GRAIN, "targets"), "article": "别集"}])
    assert cli.main(["review", "apply", str(tmp_path / "集"), "--review", str(tmp_path / "review.jsonl"), "--out", str(tmp_path / "gold.jsonl")]) == 0
    said = capsys.readouterr()
    assert "0 accepted, 0 corrected, 0 rejected, 0 added\n0 gold lines" in said.out and "别集 is not in the dataset" in said.err


def test_weights_are_learned_from_what_was_judged_alone(tmp_path: Path) -> None:
    emit.write(tmp_path / "judged.jsonl", [gold(decision("accept", GRAIN, "targets"))[0]])
    rules = load_rules()
    assert [one.holds for one in examples([tmp_path / "judged.jsonl"], rules)["status"]] == [True]
    assert [one.holds for one in chains([tmp_path / "judged.jsonl"], rules)["stating"]] == [(True,)]


def test_gold_of_a_dataset_is_what_was_found(tmp_path: Path) -> None:
    emit.write(tmp_path / "集/articles/a.jsonl", [LINE, LINE])
    assert cli.main(["gold", str(tmp_path / "集"), "--out", str(tmp_path / "gold.jsonl")]) == 0
    results = score.scores(tmp_path / "gold.jsonl", emit.read_jsonl(tmp_path / "集"))
    assert {one.name: one.f1 for one in results if one.gold and one.f1 < 1} == {}
    assert len((tmp_path / "gold.jsonl").read_text("utf-8").splitlines()) == 1


@pytest.mark.parametrize(
    "line",
    [
        {},
        {"review": "policy-extract/review-1", "decision": "maybe"},
        {"review": "policy-extract/review-1", "decision": "accept", "article": "a", "start": "0", "end": 1},
    ],
)
def test_a_line_that_is_no_decision_is_named(line: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "review.jsonl").write_text(json.dumps(line), "utf-8")
    with pytest.raises(UsageError, match="jsonl:1: no decision"):
        review.read([tmp_path / "review.jsonl"])


def test_the_gold_that_is_documented_is_gold(tmp_path: Path) -> None:
    page = (Path(__file__).parents[1] / "corpora" / "GOLD.md").read_text("utf-8")
    line = json.loads(page.partition("```json\n")[2].partition("```")[0])
    [one] = line["targets"]
    assert line["text"][one["start"] : one["end"]] == one["text"] == "3万亩"
    assert set(next(iter(review.gold([LINE])))) <= {*line, "amounts", "dates", "organisations", "article", "title"}
    assert list(one) == list(gold(decision("accept", GRAIN, "targets"))[0]["targets"][0])
