"""Annotated passages -> the weights in patterns/weights: what the pipeline saw around each value, beside what gold says of it."""

from __future__ import annotations

from extract.learn.examples import Example, examples
from extract.learn.logistic import fitted, judged

__all__ = ["Example", "examples", "fitted", "judged"]
