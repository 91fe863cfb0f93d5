"""Rankings: 投资增速前两位:云溪市增长36%,青岭市增长7%. The head names the indicator by which all are ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.assemble.bind import Bound
from extract.assemble.lexicon import Lexicon
from extract.assemble.view import View
from extract.model import Span

_RATES = ("%", "pp")
_HEAD = 40  # most characters of a head, from the beginning of its sentence


def head(folded: str, span: Span, words: Lexicon) -> tuple[View, int] | None:
    """The indicator by which a sentence ranks, and the offset of its list; None where it ranks nothing.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> text = "投资增速前两位:云溪市增长36%,青岭市增长7%。"
    >>> name, begins = head(text, (0, len(text)), lexicon(load_rules()))
    >>> name.text, begins
    ('投资增速', 8)
    """
    found = words["ranked.head"].match(folded, span[0], min(span[0] + _HEAD, span[1]))
    return (View.of(folded, *found.span("name")), found.end()) if found else None


def named(values: Sequence[Bound], name: View, begins: int, words: Lexicon) -> list[Bound]:
    """The values of a ranking with the indicator of its head (`name`), cut to end with the part that a value names itself: 投资完成率前两位:云溪市计划投资|5亿元.

    The number of those ranked, which stands before `begins`, is no value.
    """
    return [_named(one, name, words) for one in values if one.amount.start >= begins]


def _named(one: Bound, name: View, words: Lexicon) -> Bound:
    """A value, with the indicator of the head where its own words only name its owner or a part of that indicator."""
    own = words["ranked.whose"].sub("", one.indicator.text)
    if not own or name.text in own or (one.amount.unit in _RATES and own in name.text):
        return replace(one, indicator=name)
    at = name.text.find(own)
    return replace(one, indicator=name.cut(0, at + len(own))) if at >= 0 else one
