"""Our samples and hand-checked passages as the pipeline reads them now, once for all tests that ask of them."""

from __future__ import annotations

import contextlib
import sys
from functools import cache
from pathlib import Path
from typing import Any

TOP = Path(__file__).parents[1]
sys.path.insert(0, str(TOP / "bench"))

import identity  # noqa: E402


@cache
def articles() -> tuple[tuple[str, dict[str, Any], str], ...]:
    """Key (`corpora/gold/news.jsonl#3`), line without `pipeline`, and explanation of each."""
    with contextlib.chdir(TOP):
        return tuple(identity.lines(list(identity.OURS)))
