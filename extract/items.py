"""Items of a list that stand within one line, as cells of tables and flattened pages have them: 1.到岗满1年 2.参保 3.35周岁以下."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract import expressions as re
from extract.model import Span

_MARK = re.compile(r"(?:^|(?<=[ \t\u3000:：;；。|]))(?P<nth>\d{1,2})[.．、](?P<figure>\d)?", re.M)
_FEWEST = 3  # items: two numbers that follow one another may be figures


def marks(text: str) -> Iterator[Span]:
    """The numbers, each with its mark, of items that follow one another within a line.

    A number that a figure follows (4.35周岁) is that of an item where most of the others are followed by none.

    >>> text = "1.全职到岗 2.按时参保 3.35周岁以下"
    >>> [text[start:end] for start, end in marks(text)]
    ['1.', '2.', '3.']
    >>> list(marks("1.项目概况 总投资 2.5亿元")), list(marks("产值 1.2亿元 2.3亿元 3.4亿元"))
    ([], [])
    """
    run: list[re.Match[str]] = []
    for mark in _MARK.finditer(text):
        if run and not _follows(text, run[-1], mark):
            yield from _listed(run)
            run.clear()
        run.append(mark)
    yield from _listed(run)


def _follows(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return int(other["nth"]) == int(one["nth"]) + 1 and "\n" not in text[one.end() : other.start()]


def _listed(run: Sequence[re.Match[str]]) -> Iterator[Span]:
    figured = sum(mark["figure"] is not None for mark in run)
    if len(run) >= _FEWEST and 2 * figured < len(run):
        yield from ((mark.start(), mark.end("nth") + 1) for mark in run)
