"""A text with its finds marked, as HTML in which nothing of the text can be markup or script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

Marked = tuple[int, int, str, str]
"""A stretch of a text: where it begins and ends, what it is, and what it says."""
Row = tuple[str, str, str, str, str]
"""A line below a sentence: what it is, its text, what it says, its rule, what was weighed for it."""

_HUES = {
    "target": 140, "limit": 45, "actual": 200, "estimate": 215, "amount": 260, "date": 290,
    "organisation": 20, "person": 330, "place": 90, "document": 175, "rejected": 0, "warning": 0,
}  # fmt: skip
LABELS = tuple(_HUES)
STYLE = ".pe mark{color:inherit;border-radius:3px;padding:0 2px}" + "".join(
    f".pe .{label}{{background:hsla({hue},70%,55%,{0.15 if label in ('rejected', 'warning') else 0.35})}}" for label, hue in _HUES.items()
)
"""Half-transparent, so that they are seen on white and on black alike."""
_PAGE = """<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>:root{{color-scheme:light dark}}body{{font:16px/1.6 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em}}
table{{border-collapse:collapse;margin:0 0 1.2em;font-size:.85em;width:100%}}td{{border-top:1px solid #8884;padding:.2em .5em;vertical-align:top}}
p{{margin:.8em 0 .3em;white-space:pre-wrap}}small{{opacity:.7}}{style}</style></head>
<body class="pe"><h1>{title}</h1><small>{about}</small>
{body}<small>{legend}</small></body></html>
"""


def marked(text: str, spans: Iterable[Marked]) -> str:
    """The text as HTML, each stretch marked; of two that overlap, the one that is named first.

    >>> marked("产茶3吨<b>", [(2, 4, "target", "= 3 t"), (3, 5, "date", "")])
    '产茶<mark class="target" title="= 3 t">3吨</mark>&lt;b&gt;'
    """
    pieces, last = [], 0
    for start, end, label, says in _apart(spans):
        pieces.append(escape(text[last:start]))
        pieces.append(f'<mark class="{escape(label)}" title="{escape(says)}">{escape(text[start:end])}</mark>')
        last = end
    return "".join([*pieces, escape(text[last:])])


def page(title: str, about: str, body: Iterable[tuple[str, Sequence[Row]]], legend: str) -> str:
    """A whole page: each sentence, marked already, and a table of its rows."""
    parts = [f"<p>{sentence}</p>\n{_table(rows)}" for sentence, rows in body]
    return _PAGE.format(title=escape(title), about=escape(about), body="".join(parts), legend=escape(legend), style=STYLE)


def _table(rows: Iterable[Row]) -> str:
    lines = [
        f'<tr><td><mark class="{escape(label)}">{escape(label)}</mark></td>' + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>\n"
        for label, *cells in rows
    ]
    return f"<table>{''.join(lines)}</table>\n" if lines else ""


def _apart(spans: Iterable[Marked]) -> Iterator[Marked]:
    """The stretches in the order of the text, none over another and none empty."""
    kept: list[Marked] = []
    for span in spans:
        if span[0] < span[1] and all(span[1] <= other[0] or other[1] <= span[0] for other in kept):
            kept.append(span)
    return iter(sorted(kept))
