"""What the stages hand on: classes as `dataclass` makes them, without what nobody asks of them.

A run makes hundreds of such records for a page, and each start makes their classes: so they have slots, are not compared,
and are shown by one function for all. That a `record` does not change is seen by mypy; a `state` changes while an article is read. What users are handed
is in `model`, in full.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(eq_default=False, frozen_default=True, field_specifiers=(field,))
def record(made: type[Made]) -> type[Made]:
    """A class with the fields that its annotations name, set once.

    >>> @record
    ... class Reading:
    ...     indicator: str
    ...     unit: str = "%"
    >>> Reading("森林覆盖率")
    Reading(indicator='森林覆盖率', unit='%')
    """
    return _in_slots(made)


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def state(made: type[Made]) -> type[Made]:
    """The same of what changes.

    >>> @state
    ... class Course:
    ...     headings: list[str] = field(default_factory=list)
    >>> course = Course()
    >>> course.headings = ["一、过去五年"]
    """
    return _in_slots(made)


def _in_slots(made: type[Made]) -> type[Made]:
    made.__repr__ = _shown  # type: ignore[method-assign]
    return dataclass(slots=True, eq=False, repr=False)(made)


def _shown(one: Any) -> str:
    told = ", ".join(f"{each.name}={getattr(one, each.name)!r}" for each in fields(one))
    return f"{type(one).__qualname__}({told})"
