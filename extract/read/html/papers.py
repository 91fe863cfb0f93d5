"""The day and the name of a paper whose page was saved from its electronic edition: they stand above, not by the article."""

from __future__ import annotations

import datetime as dt

from lxml import html

from extract import expressions as re
from extract.patterns import Rules
from extract.read.html.blocks import Block
from extract.read.html.names import names
from extract.read.metadata import day
from extract.text import fold

_SPLIT = re.compile(r"[_|｜\-－—·:：()（）《》\s]+")
_TOP = 60  # lines of a page in which an edition names itself


def is_edition(lines: list[Block], rules: Rules) -> bool:
    """Whether this is a page of an electronic edition: it leads from sheet to sheet."""
    marks = names(rules).edition
    return any(fold(block.text).startswith(marks) or fold(block.text).endswith(marks) for block in lines[:200] if len(block.text) <= 24)


def issue_day(lines: list[Block], rules: Rules) -> dt.date | None:
    """The day in the head of an electronic edition: 2023年03月07日 星期二."""
    if not is_edition(lines, rules):
        return None
    short = (fold(block.text) for block in lines[:_TOP] if len(block.text) <= 40)
    return next((found for text in short if (found := day(text))), None)


def paper(tree: html.HtmlElement, lines: list[Block], rules: Rules) -> str | None:
    """The name of the paper in the page's title or in the head of its electronic edition."""
    if not is_edition(lines, rules):
        return None
    known = names(rules)
    title = next(tree.iter("title"), None)
    top = [title.text_content() if title is not None else "", *(b.text for b in lines[:_TOP] if len(b.text) <= 40)]
    words = (word for text in top for word in _SPLIT.split(text))
    return next((word for word in words if known.prints(fold(word))), None)
