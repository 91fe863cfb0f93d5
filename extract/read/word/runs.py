"""The runs of a Word paragraph -> its text as a reader sees it: raised figures stay raised, marks of notes stay out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from extract import expressions as re
from extract.read.word.styles import W, value

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT_NAMES = "del moveFrom instrText pPr sectPr rt sdtPr"  # rt: how a character is read, above it
LEFT_OUT = frozenset((*(W + name for name in _LEFT_OUT_NAMES.split()), _FALLBACK))
_TEXTS = frozenset((f"{W}t", f"{_M}t"))
_LOOK, _BOX, _SIGN, _POWER = f"{W}rPr", f"{W}txbxContent", f"{W}sym", f"{_M}sup"
_SIGNS = {
    **dict.fromkeys((f"{W}br", f"{W}cr"), "\n"),
    **dict.fromkeys((f"{W}tab", f"{W}ptab"), "\t"),
    f"{W}noBreakHyphen": "-",
    f"{_M}den": "/",
}
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_OFF = frozenset(("0", "false", "off", "none"))
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_FIGURE = re.compile(r"\s*[0-9+\-−,，]{1,4}\s*")
# What figures need of the two fonts whose characters have places of their own.
_SYMBOL = {0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "·", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0x6D: "μ"}
_SYMBOL |= {code: chr(code) for code in b"0123456789%+-=<>(),./"}
_WINGDINGS = {first + step: chr(0x2460 + step) for first in (0x81, 0x8C) for step in range(10)}


@dataclass(slots=True)
class Runs:
    """What runs hold: pieces of text, text boxes, and the notes that they refer to, each with whether it has a mark of its own."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    notes: dict[tuple[str, str], bool] = field(default_factory=dict)


def gather(element: Any, runs: Runs) -> None:
    """Put what an element holds into `runs`, in its order."""
    raised = False
    for child in element:
        if child.tag == _LOOK:
            raised, hidden = _look(child)
            if hidden:
                return
        elif child.tag in _NOTES:
            if _refers(child, runs):
                return  # the rest of the run is the mark
        elif child.tag == _BOX:
            runs.boxes.append(child)
        else:
            _add(child, raised, runs)


def _refers(reference: Any, runs: Runs) -> bool:
    """Keep the note that is referred to; whether the reference brings a mark of its own along."""
    marked = reference.get(f"{W}customMarkFollows", "0") not in _OFF
    runs.notes.setdefault((_NOTES[reference.tag], str(reference.get(f"{W}id"))), marked)
    return marked


def _add(child: Any, raised: bool, runs: Runs) -> None:
    """Put what one child says behind the other pieces: its text, the character of a symbol, a power in raised digits, or all it holds."""
    tag = child.tag
    if tag in _TEXTS:
        text = child.text or ""
        runs.pieces.append(superscript(text) if raised else text)
    elif tag == _SIGN:
        runs.pieces.append(_sign(child))
    elif tag == _POWER:
        inner = Runs([], runs.boxes, runs.notes)
        gather(child, inner)
        runs.pieces.append(superscript("".join(inner.pieces)))
    else:
        if sign := _SIGNS.get(tag):
            runs.pieces.append(sign)
        if tag not in LEFT_OUT and isinstance(tag, str):
            gather(child, runs)


def superscript(text: str) -> str:
    """A raised figure in raised digits: m² is a unit and 5.5%¹ is not 5.5%1. Other raised text is as it is.

    >>> superscript("2"), superscript("-3"), superscript("注1")
    ('²', '⁻³', '注1')
    """
    return text.translate(_RAISED) if _FIGURE.fullmatch(text) else text


def _look(properties: Any) -> tuple[bool, bool]:
    """Whether a run is raised, and whether it is hidden."""
    raised = hidden = False
    for one in properties:
        if one.tag == f"{W}vertAlign":
            raised = value(one) == "superscript"
        elif one.tag == f"{W}vanish":
            hidden = value(one, "1") not in _OFF
    return raised, hidden


def _sign(symbol: Any) -> str:
    """The character that a symbol stands for; empty where its font alone knows."""
    font, written = str(symbol.get(f"{W}font", "")), str(symbol.get(f"{W}char", ""))
    code = int(written, 16) if re.fullmatch("[0-9A-Fa-f]{2,4}", written) else 0
    own = _SYMBOL if font == "Symbol" else _WINGDINGS if font.startswith("Wingdings") else {}
    if 0xF000 <= code < 0xF100 or own:
        return own.get(code & 0xFF, "")
    return chr(code) if 0x20 <= code < 0xD800 or 0xF900 <= code < 0xFFFE else ""
