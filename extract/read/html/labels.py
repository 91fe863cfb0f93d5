"""What stands behind the labels that pages print: 发布时间：…, 来源 | …, a catalogue card of 索引号, 发文机关, 成文日期."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise

from extract import expressions as re
from extract.patterns import Entry, Phrases, Rules, from_words, one_of, phrases
from extract.read.html.blocks import Block
from extract.text import fold

_LONG = 4  # characters of a label that is one wherever it stands: 云麓县住建局发布日期:…
AROUND = " \u3000\u00a0-|/[]()｜（）［］【】"
_SHORT = r"(?:(?<![一-鿿])|(?<=\d[日次]))"  # where 来源 or 时间 begins a label, and ends no other word


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of each kind, as an expression that gives what follows them; `inside` a line that a label opens."""

    after: dict[str, re.Pattern[str]]
    inside: dict[str, re.Pattern[str]]
    forms: tuple[str, ...]
    phrases: Phrases

    def value(self, kind: str, text: str) -> str | None:
        """What stands behind a label of this kind in a line, as printed, up to the next label or wide gap."""
        folded = fold(text)
        patterns = self.inside if self.names(folded) else self.after
        found = patterns[kind].search(folded) if kind in patterns else None
        return text[slice(*found.span("value"))].strip(AROUND) or None if found else None

    def names(self, text: str, sure: bool = False) -> bool:
        """Whether a (folded) line consists of labels and what they label.

        `sure` leaves out 时间 and 日期 alone, which may as well speak of a meeting.
        """
        text = text.lstrip(" [(【")
        found = ((kind, pattern.match(text)) for kind, pattern in self.after.items() if kind != "title")
        return any(match and (match["long"] or not sure or kind != "published") for kind, match in found)


@from_words
def labels(rules: Rules) -> Labels:
    """The labels that these rules know.

    >>> from extract.patterns import load_rules
    >>> labels(load_rules()).value("publisher", "2023年05月09日来源:衡川市水利局 浏览次数:310")
    '衡川市水利局'
    """
    entries = rules.vocabularies.get("labels", ())
    others = (entry for entry in rules.vocabularies.get("furniture", ()) if entry["at"] == "label")
    stop = one_of(_forms(chain(entries, others)))
    value = r"\s{0,3}[:|]\s{0,3}(?P<value>(?:(?!\s{2}|" + stop + r"\s{0,3}[:|]|[|【】]).){1,60})"
    after, inside = {}, {}
    every = set(_forms(entries))
    for entry in entries:
        long = one_of(form for form in entry.forms if len(form) >= _LONG)
        short = one_of(form for form in entry.forms if len(form) < _LONG)
        after[entry.id] = re.compile(rf"(?:(?P<long>{long})|{_SHORT}{short}){value}")
        inside[entry.id] = re.compile(rf"(?:{long}|{_no_end(short, entry.forms, every)}{short}){value}")
    return Labels(after, inside, tuple(_forms(entries)), phrases(rules))


def _forms(entries: Iterable[Entry]) -> Iterator[str]:
    return (form for entry in entries for form in entry.forms)


def _no_end(short: str, own: Iterable[str], every: Iterable[str]) -> str:
    """What keeps a short label (日期) from being found as the end of a longer one of another kind (成文日期)."""
    ends = re.compile(f"(?:{short})$")
    others = {form[: match.start()] for form in every if form not in own and (match := ends.search(form)) and match.start()}
    return "".join(f"(?<!{re.escape(other)})" for other in sorted(others))


def record(lines: list[Block], known: Labels) -> dict[str, str]:
    """The page's own catalogue card, label by label: a table such as 索引号 | … | 发布日期 | … above many documents."""
    found: dict[str, str] = {}
    for name, value in (*_in_rows(lines[:200], known), *_below_each_other(lines[:120], known)):
        found.setdefault(name, value)
    return found if len(found) > 2 else {}


def _in_rows(lines: list[Block], known: Labels) -> Iterator[tuple[str, str]]:
    """Labels in the rows of a table, each with its value: in its own cell behind a colon, or in the next one."""
    for block in lines:
        cells = row_cells(block.text) if block.row else []
        for label, below in zip(cells, [*cells[1:], ""], strict=False):
            name, _, inside = label.partition(":")
            value = inside or below
            if name in known.forms and value and value.partition(":")[0] not in known.forms:
                yield name, value


def _below_each_other(lines: list[Block], known: Labels) -> Iterator[tuple[str, str]]:
    """Labels on a line of their own, each with the line below it."""
    for above, block in pairwise(lines):
        name = "".join(fold(above.text).split()).rstrip(":")
        if name in known.forms and len(block.text) <= 80 and fold(block.text).rstrip(":") not in known.forms:
            yield name, fold(block.text)


def row_cells(line: str) -> list[str]:
    """The cells of a `| a | b |` line, folded and without the blanks that spread a label: 索 引 号.

    >>> row_cells("| 索 引 号 | 007 |")
    ['索引号', '007']
    """
    return ["".join(fold(cell).split()) if len(cell) < 12 else fold(cell) for cell in line.strip("| ").split(" | ")]
