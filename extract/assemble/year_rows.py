"""Plans given year by year: 三年计划修路90公里。⏎2024年:修路20公里。⏎2025年:修路40公里。⏎2026年:修路30公里。"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from extract import expressions as re
from extract.assemble.lexicon import Lexicon
from extract.calendar import Extent
from extract.model import Span

_ABOVE = 120  # characters above a row that call it a plan or a report
_LEFT = 90  # with more days of its last year to come a row is no report: nobody reports a whole year before October


def rows_of_plans(folded: str, written: Extent | None, words: Lexicon) -> list[Span]:
    """The spans of rows of lines that open with successive years and are plans: called so above, or with a last year that is not over.

    A row in which any line reports what was done is no plan.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> words, day = lexicon(load_rules()), dt.date(2026, 3, 9)
    >>> text = "2025年:修路20公里。\\n2026年:修路30公里。"
    >>> [rows_of_plans(one, (day, day), words) for one in (text, text.replace("修", "已修"))]
    [[(0, 27)], []]
    """
    return [row for last, row in _rows(folded, words) if _is_planned(folded, row, last, written, words)]


def _rows(folded: str, words: Lexicon) -> Iterator[tuple[int, Span]]:
    """The last year and the span of each row."""
    row = list[re.Match[str]]()
    for line in [*words["times.line"].finditer(folded), None]:
        if line is None or (row and int(line["year"]) != int(row[-1]["year"]) + 1):
            if len(row) > 1:
                end = folded.find("\n", row[-1].end())
                yield int(row[-1]["year"]), (row[0].start("year"), end if end >= 0 else len(folded))
            row = []
        if line is not None:
            row.append(line)


def _is_planned(folded: str, row: Span, last: int, written: Extent | None, words: Lexicon) -> bool:
    """Whether a row with the last year `last` is a plan."""
    if words["year_rows.told"].search(folded, *row):
        return False
    above = folded[max(row[0] - _ABOVE, 0) : row[0]].rstrip().rpartition("\n")[2]
    if words["year_rows.told"].search(above) or _only_last_is_planned(folded, row, words):
        return False
    runs = written is not None and (dt.date(last, 12, 31) - written[1]).days > _LEFT
    return runs or words["year_rows.plan"].search(above) is not None


def _only_last_is_planned(folded: str, row: Span, words: Lexicon) -> bool:
    """Whether only the last line of a row calls itself an aim, so that the others are reports."""
    before, _, last = folded[slice(*row)].strip().rpartition("\n")
    return words["year_rows.aim"].search(last) is not None and words["year_rows.aim"].search(before) is None
