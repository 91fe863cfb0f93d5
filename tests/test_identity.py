"""The pin: no record of our samples and hand-checked passages changes unnoticed (`make identity` shows what did)."""

from __future__ import annotations

import ours
from ours import identity


def test_every_article_is_what_was_pinned() -> None:
    now, before = identity.hashes(ours.articles()), identity.pinned()
    changed = sorted(key for key in now.keys() | before.keys() if now.get(key) != before.get(key))
    assert changed == [], f"{len(changed)} articles differ; `make identity` shows how, `make pin` accepts it"


def test_a_changed_record_is_seen() -> None:
    line = {"targets": [{"id": "t1", "text": "3座"}], "title": "甲"}
    assert list(identity.differences(line, {"targets": [{"id": "t1", "text": "4座"}], "title": "乙"})) == [
        '  - targets {"text": "3座"}',
        '  + targets {"text": "4座"}',
        "  ~ title",
    ]
