"""The input and the output of recognisers: the findings in an article so far, and what one of them adds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from extract.model import (
    Amount,
    Byline,
    Date,
    Document,
    Mention,
    Organisation,
    Person,
    Place,
    Reference,
    Rejected,
    Span,
)
from extract.passage import Passage
from extract.patterns import Rules
from extract.records import state

R = TypeVar("R", bound=Mention)


class Found(NamedTuple, Generic[R]):
    """The records of one kind in the order of the text, and the candidates that are none, with the reason."""

    records: list[R]
    rejected: Sequence[Rejected] = ()


@state
class Findings:
    """What the head of an article says, and what the recognisers before have found in it."""

    publisher: str | None = None
    title: str | None = None
    byline: tuple[Byline, ...] = ()
    reference: Reference | None = None
    names: list[Rejected] = field(default_factory=list)  # names with digits, which are neither amounts nor dates
    dates: list[Date] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)

    def named(self) -> list[tuple[Span, str]]:
        """Each mention of an organisation with its name, in the order of the text.

        >>> body = Organisation("", "榕江县水利局", 4, 10, -1, "", "榕江县水利局", "government", (), ((4, 10), (20, 23)))
        >>> Findings(organisations=[body]).named()
        [((4, 10), '榕江县水利局'), ((20, 23), '榕江县水利局')]
        """
        return sorted((span, body.name) for body in self.organisations for span in body.mentions)


class Recogniser(Protocol):
    """A module that recognises one kind of record."""

    @property
    def __name__(self) -> str: ...

    def find(self, passage: Passage, context: Findings, rules: Rules) -> Found[Any]:
        """The records of this kind in a passage."""


def spans(*groups: Iterable[Mention | Rejected]) -> list[Span]:
    """The spans of the records of several kinds, in the order of the text.

    >>> spans([Rejected("5G", 7, 9, "", "")], [Rejected("第3期", 0, 3, "", "")])
    [(0, 3), (7, 9)]
    """
    return sorted((record.start, record.end) for group in groups for record in group)


def mentioned(*groups: Iterable[Organisation | Person | Place]) -> list[Span]:
    """The spans of all mentions of records that may have several, in the order of the text.

    >>> town = Place("", "云溪镇", 6, 9, -1, "", "云溪镇", None, ((6, 9), (20, 23)))
    >>> mentioned([town], [Person("", "周晓岚", 0, 3, -1, "", "周晓岚", (), None, ((0, 3),))])
    [(0, 3), (6, 9), (20, 23)]
    """
    return sorted(span for group in groups for record in group for span in record.mentions)
