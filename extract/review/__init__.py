"""What people say of a dataset's statements, and gold made of it; gold to annotation tools and back.

A review is JSON lines, a decision each: of which article, on which statement (`list`, `id`, `start`, `end`), `accept`,
`correct`, `reject`, `add`, `undo`, or `done` for a whole article; the last decision on a statement holds.
"""

from __future__ import annotations

from extract.review.decisions import Review, applied
from extract.review.decisions import is_decision as is_decision
from extract.review.decisions import read as read
from extract.review.gold import gold

__all__ = ["Review", "applied", "gold", "read"]
