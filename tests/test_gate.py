"""The gate: the pipeline's figures on corpora/gold do not sink below the floors pinned in corpora/gold/floors.json.

Where the pipeline got better, raise the floors (none is ever lowered on the same gold):

    policy-extract run corpora/gold --include '*.jsonl' --out outputs/gold
    policy-extract score corpora/gold outputs/gold --pin corpora/gold/floors.json

Where gold itself was changed, read `score … --errors 20` first, then pin in the same way.
"""

from __future__ import annotations

import json
from pathlib import Path

import ours
import pytest

from extract import score
from extract.score import report

GOLD = Path(__file__).parents[1] / "corpora" / "gold"
FLOORS = json.loads((GOLD / "floors.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def results() -> list[score.Result]:
    files = {f"corpora/gold/{file.name}" for file in score.gold_files(GOLD)}
    return score.scores(GOLD, [line for key, line, _ in ours.articles() if key.partition("#")[0] in files])


def test_no_figure_is_below_its_floor(results: list[score.Result]) -> None:
    assert report.sunk(results, FLOORS, GOLD) == []


def test_every_test_that_gold_speaks_of_has_a_floor(results: list[score.Result]) -> None:
    assert set(FLOORS["floors"]) == {one.name for one in results if one.gold}


def test_floors_are_worth_having() -> None:
    floors = FLOORS["floors"]
    assert floors["amounts: span, value, unit"] >= 0.95 and floors["dates: span, interval"] >= 0.95
    assert floors["statements: indicator, status"] >= 0.85
