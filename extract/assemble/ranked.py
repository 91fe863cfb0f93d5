"""Who comes first: 投资增速前两位:云溪市增长36%,青岭市增长7%. The head names what all of them are ranked by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.assemble.bind import Bound
from extract.assemble.lexicon import Lexicon
from extract.assemble.view import View
from extract.model import Span

_RATES = ("%", "pp")
_HEAD = 40  # characters from the beginning of a sentence in which such a head ends


def head(folded: str, span: Span, words: Lexicon) -> tuple[View, int] | None:
    """What a sentence ranks by, and where its list begins; None where it ranks nothing.

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
    """The values of such a list under the name that its head gives, or, where they tell a part of that, up to this part: 投资完成率前两位:云溪市计划投资|5亿元.

    How many come first is no value.
    """
    return [_named(one, name, words) for one in values if one.amount.start >= begins]


def _named(one: Bound, name: View, words: Lexicon) -> Bound:
    """A value whose own words say no more than whose it is, or a part of the name."""
    own = words["ranked.whose"].sub("", one.indicator.text)
    if not own or name.text in own or (one.amount.unit in _RATES and own in name.text):
        return replace(one, indicator=name)
    at = name.text.find(own)
    return replace(one, indicator=name.cut(0, at + len(own))) if at >= 0 else one
