"""Numbers -> names of features: learned weights know the steps between which a sum lies, not the sum."""

from __future__ import annotations

from collections.abc import Sequence


def step(value: float, steps: Sequence[float]) -> str:
    """The first step that a value does not lie above.

    >>> step(-4.5, (-4.0, 0.0, 2.0)), step(1.2, (-4.0, 0.0, 2.0)), step(6, (-4.0, 0.0, 2.0))
    ('-4', '2', 'more')
    """
    return next((f"{one:g}" for one in steps if value <= one), "more")
