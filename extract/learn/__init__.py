"""Annotated passages -> the weights in patterns/weights: what the pipeline saw around each value, beside what gold says of it."""

from __future__ import annotations

from extract.learn.chains import Chain, chains, learned
from extract.learn.examples import Example, examples
from extract.learn.logistic import fitted, judged

__all__ = ["Chain", "Example", "chains", "examples", "fitted", "judged", "learned"]
