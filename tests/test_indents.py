"""An indent says nothing: lines state the same with blanks before them, as publishers print paragraphs (　　第一条 …)."""

from __future__ import annotations

from typing import Any

import ours

import extract

_INDENTS = ("　　", "  ", "\t")


def _said(text: str, published: str | None) -> list[tuple[Any, ...]]:
    """What the statements of a text say, wherever they stand."""
    line = extract.annotate(text, published=published).as_dict()
    records = sorted(line["targets"] + line["actuals"], key=lambda one: one["start"])
    periods = [(one["period"] or {}).get("last") for one in records]
    return [(one["text"], one["status"], one["role"], one["indicator"]["text"], one["measure"], period) for one, period in zip(records, periods, strict=True)]


def test_an_indent_changes_no_statement() -> None:
    lines = [line for _, line, _ in ours.articles() if line["text"].count("\n") > 2 and "|" not in line["text"] and line["targets"]]
    changed = {}
    for count, line in enumerate(lines[::3]):
        plain = "\n".join(one.strip() for one in line["text"].split("\n"))
        indented = "\n".join(_INDENTS[count % len(_INDENTS)] + one for one in plain.split("\n"))
        told, anew = _said(plain, line["published"]), _said(indented, line["published"])
        if told != anew:
            changed[line["source"]["uri"], line["source"]["index"]] = sorted({*told} ^ {*anew})
    assert changed == {}
