"""Labelled lines below a head, which give the parts of its counts: 计划新建住房300套,搬迁900人:⏎云溪村:120套360人;⏎青岭村:180套540人."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.assemble.bind import Bound
from extract.assemble.lexicon import Lexicon
from extract.model import Span

_UNITS = 2  # units that head and line share, from which on the line counts the things of the head, not those of its label


def heads(folded: str, span: Span, words: Lexicon) -> bool:
    """Whether a sentence ends in a colon and a line with a label and a figure stands below it.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> text, words = "计划新建住房300套:\\n云溪村:120套;", lexicon(load_rules())
    >>> heads(text, (0, text.index("\\n")), words), heads(text, (12, len(text)), words)
    (True, False)
    """
    return folded[slice(*span)].rstrip()[-1:] == ":" and label(folded, folded.find("\n", span[0]) + 1, words) is not None


def label(folded: str, start: int, words: Lexicon) -> Span | None:
    """The span of the label of the line that begins at `start`; None where it has none.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> label("云溪村:120套;", 0, lexicon(load_rules()))
    (0, 3)
    """
    found = words["labelled.line"].match(folded, start)
    return found.span("label") if found else None


def counted(values: Sequence[Bound]) -> dict[str, Bound]:
    """The first value that a head counts in each unit, by unit."""
    return {one.amount.unit or "": one for one in reversed(values) if one.amount.kind == "count"}


def named(values: Sequence[Bound], at: Span, things: Mapping[str, Bound], is_place: bool) -> list[Bound]:
    """The values of a line without its label (at span `at`) in their indicators; one named by the label alone gets that of the head (`things`) in its unit.

    Only where the label is a place, or the line shares several units with the head; else the label says what is counted (小学:6所).
    """
    units = {one.amount.unit for one in values if (one.amount.unit or "") in things}
    return [_named(one, at, things) for one in values] if is_place or len(units) >= _UNITS else list(values)


def _named(one: Bound, at: Span, things: Mapping[str, Bound]) -> Bound:
    """A value without the label in its indicator; where nothing is left, with the indicator and measure that the head has in its unit."""
    inside = sum(at[0] <= place < at[1] for place in one.indicator.at)
    if not inside:
        return one
    if inside < len(one.indicator):
        return replace(one, indicator=one.indicator.cut(inside))
    thing = things.get(one.amount.unit or "", one)
    return replace(one, indicator=thing.indicator, measure=thing.measure)
