"""Annotated passages -> the weights in patterns/weights, learned from what the pipeline saw around each value and what gold says about it."""

from __future__ import annotations

from extract.learn.chains import chain, chains, learned
from extract.learn.choices import Contest, Named, chosen, contests, named, recipients, roles
from extract.learn.examples import Example, examples
from extract.learn.field import Chain
from extract.learn.logistic import fitted, judged

__all__ = [
    "Chain",
    "Contest",
    "Example",
    "Named",
    "chain",
    "chains",
    "chosen",
    "contests",
    "examples",
    "fitted",
    "judged",
    "learned",
    "named",
    "recipients",
    "roles",
]
