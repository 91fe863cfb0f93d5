"""What `explain` says: each figure once, weights in words, one kind alone, in colour, as JSON and as a page."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from extract import annotate, cli, explain, pipeline
from extract.marked import LABELS, marked
from extract.model import Article

TEXT = "力争到2028年茶叶总产值突破5亿元。去年完成投资21.6亿元，单个项目最高奖励30万元。"


def made(text: str = TEXT) -> Article:
    return annotate(text, published=dt.date(2026, 3, 1))


def told(text: str = TEXT, only: str = "", colour: bool = False) -> list[str]:
    article = made(text)
    return list(explain.lines(article, pipeline.reasons(article), only, colour))


def test_each_figure_is_told_once() -> None:
    found = [line for line in told() if "5亿元 [" in line]
    assert len(found) == 1 and found[0].split()[0] == "target"
    assert [line.split()[0] for line in told("收到来信3封，其余从略。") if "3封 [" in line] in (["amount"], ["actual"])


def test_weights_are_told_in_words() -> None:
    said = "\n".join(told())
    assert "named by 茶叶总产值 ← 突破" in said
    assert "for a goal: 力争 (+6)" in said and "for a report: " in said and "the date it goes with (-7)" in said
    assert "above 0 for a goal, below 0 for a report" in said


def test_one_kind_alone_is_told_with_its_sentences() -> None:
    said = [line for line in told(only="target") if line.startswith(("[", "    t", "    a", "    d", "    l"))]
    assert [line.split()[0] for line in said] == ["[0:19]", "target"]


def test_a_colour_is_only_for_eyes(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert any("\033[32mtarget" in line for line in told(colour=True)) and not any("\033" in line for line in told())
    cli.main(["explain", "--text", TEXT])
    assert "\033" not in capsys.readouterr().out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    cli.main(["explain", "--text", TEXT])
    assert "\033[32m" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    cli.main(["explain", "--text", TEXT])
    assert "\033" not in capsys.readouterr().out


def test_json_says_the_same_with_offsets(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "--text", TEXT, "--only", "actual", "--json"]) == 0
    [sentence] = json.loads(capsys.readouterr().out)["sentences"]
    [found] = sentence["found"]
    assert TEXT[found["start"] : found["end"]] == found["text"] == "21.6亿元" and found["label"] == "actual" and found["because"]


def test_nothing_of_a_text_is_markup_in_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    wicked = '力争到2028年茶叶总产值突破5亿元<script>alert("x")</script>。'
    assert cli.main(["explain", "--text", wicked, "--html"]) == 0
    said = capsys.readouterr().out
    assert "<script" not in said and "&lt;script&gt;" in said and '<mark class="target"' in said
    assert said.startswith("<!doctype html>")


def test_of_two_stretches_that_overlap_the_first_is_marked() -> None:
    assert marked("甲乙丙", [(0, 2, "target", ""), (1, 3, "amount", ""), (2, 3, "date", '"')]) == (
        '<mark class="target" title="">甲乙</mark><mark class="date" title="&quot;">丙</mark>'
    )


def test_an_article_shows_itself_in_a_notebook() -> None:
    shown = made(TEXT + '<img src=x onerror="alert(1)">')._repr_html_()
    assert "<img" not in shown and "&lt;img" in shown
    assert '<mark class="target" title="target 茶叶总产值 gt 500000000 CNY 2028-12-31">5亿元</mark>' in shown
    assert made("没有数字。")._repr_html_().count("<mark") == 0


@pytest.mark.parametrize(
    ("call", "what"),
    [
        (["explain"], "name a file to explain, or give a text"),
        (["explain", "甲.txt", "--text", "乙"], "name a file to explain, or give a text"),
        (["explain", "--text", "乙", "--only", "targets"], "did you mean target?"),
    ],
    ids=["无", "两样", "种类"],
)
def test_a_wrong_call_is_told_what_would_be_right(call: list[str], what: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        assert cli.main(call) == 2
    except SystemExit as error:
        assert error.code == 2
    assert what in capsys.readouterr().err


def test_every_kind_of_line_may_be_asked_for() -> None:
    assert {line["label"] for sentence in explain.as_dict(made("收到来信3封。"))["sentences"] for line in sentence["found"]} <= set(LABELS)
