"""What heads in running text announce: aims (主要目标是:1.…2.…) or deeds (落实情况)."""

from __future__ import annotations

from collections.abc import Sequence

from extract.assemble import labelled
from extract.assemble.lexicon import Lexicon
from extract.model import Span
from extract.records import state

_LEAD = 60  # characters of a head before its colon; the first list item stands behind it in the same sentence
_TAIL = 40  # characters at the end of a head that say what it announces
_LINE = 39  # most characters of a line that is a head; a longer one that ends without a mark goes on in the next
_BRIEF = 6  # most characters of a lead that says nothing by itself: the longest is 分别是
_STOPS = "。!?;:"
_LABEL = "label"  # the mark of lines that each open with a label
AIMS, DEEDS = 7.0, -7.0  # the weights of section heads in patterns/cues.yaml


@state
class _Run:
    """The weight of what a head announces, and the mark of its list items; None before the first line below it."""

    weight: float
    mark: str | None


class Announced:
    """For each sentence the weight of the head in running text that it stands under, or 0.

    A head holds to the end of its line, and for the lines below: all items where they are marked alike (1.…2.…; ◆…◆…), else one.
    """

    def __init__(self, sentences: Sequence[Span], folded: str, words: Lexicon, year: int | None = None) -> None:
        self._folded, self._words, self._year = folded, words, year
        self._run: _Run | None = None
        self._above = ""
        self._weights = [self._next(span) for span in sentences]

    def __getitem__(self, sentence: int) -> float:
        return self._weights[sentence]

    def _next(self, span: Span) -> float:
        """The weight for the next sentence, which may be a head itself."""
        text = self._folded[slice(*span)].strip()
        if self._opens(span[0]):
            self._go_on(text)
        lead = self._lead(text)
        if item := programme(self._folded, span, self._words, self._year):
            self._run = _Run(AIMS, item)
        elif weight := self._weight(lead, text):
            rest = text[len(lead) + 1 :].lstrip()
            self._run = _Run(weight, _mark(rest, self._words) if rest or text[-1:] == "。" else None)
        elif self._heads_plan(text, span):
            self._run = _Run(AIMS, None)
        self._above = text
        return 0.0 if self._run is None else self._run.weight

    def _go_on(self, text: str) -> None:
        """Go on with what a head announced in the line `text`, or end it."""
        if self._run is None:
            return
        mark = _mark(text, self._words) or _LABEL * (labelled.label(text, 0, self._words) is not None)
        if self._run.mark is None:
            self._run.mark = mark
        elif not mark or mark != self._run.mark:
            self._run = None

    def _heads_plan(self, text: str, span: Span) -> bool:
        """Whether a sentence states a plan, and labelled lines below it give the parts: 计划新建住房300套:⏎云溪村:120套."""
        return labelled.heads(self._folded, span, self._words) and self._words["announced.planned"].search(text) is not None

    def _lead(self, text: str) -> str:
        """A sentence up to its first colon, where that may head a list; all of it where none stands there."""
        colon = text.find(":", 0, _LEAD)
        return text[:colon] if colon >= 0 else text

    def _weight(self, lead: str, text: str) -> float:
        """The weight of a head (主要目标是:…), read with the sentence above where it says nothing by itself (抓好16件实事。分别是:…)."""
        if lead == text and (len(text) > _LINE or text[-1:] in _STOPS):
            return AIMS if self._words["announced.set_out"].search(text) and not _reached(text, self._words) else 0.0
        if announces_aims(self._above.rstrip("。") + lead if len(lead) <= _BRIEF else lead, self._words):
            return AIMS
        return DEEDS if self._words["announced.deeds"].search(lead[-_TAIL:]) else 0.0

    def _opens(self, start: int) -> bool:
        """Whether a sentence begins a line, other than the second line of a broken sentence."""
        line = self._folded.rfind("\n", 0, start)
        if self._folded[line + 1 : start].strip():
            return False
        above = self._folded[self._folded.rfind("\n", 0, max(line, 0)) + 1 : max(line, 0)].strip()
        return len(above) <= _LINE or above[-1:] in _STOPS


def programme(folded: str, span: Span, words: Lexicon, year: int | None) -> str:
    """The mark of the list behind a sentence that sets the programme of a year not before `year`; an empty string for any other sentence.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> text, words = "大会票决产生了2026年十件民生实事项目。\\n一、新建公园3座。", lexicon(load_rules())
    >>> [programme(text, (0, text.index("\\n")), words, year) for year in (2026, 2027)]
    ['chinese', '']
    """
    start, end = span
    years = list(words["announced.year"].finditer(folded, start, end))
    if not years or words["announced.programme"].search(folded, start, end) is None or _reached(folded[start:end].strip(), words):
        return ""
    over = years[-1]["year"] and year is not None and int(years[-1]["year"]) < year
    return "" if over else _mark(folded[end : end + _LEAD].lstrip(), words)


def _mark(text: str, words: Lexicon) -> str:
    """The kind of mark a line begins with, the same for all items of a list; an empty string where there is none."""
    found = words["announced.item"].match(text)
    return next((kind for kind, said in found.groupdict().items() if said), "") if found else ""


def announces_aims(head: str, words: Lexicon) -> bool:
    """Whether a head, without its colon, announces aims, and none that were reached."""
    return words["announced.aims"].search(head[-_TAIL:]) is not None and not _reached(head, words)


def _reached(head: str, words: Lexicon) -> bool:
    """Whether the last clause of a head reports what was done."""
    clause = head.rstrip("。")
    start = max(map(clause.rfind, ",;。")) + 1
    return words["announced.reached"].search(clause, start) is not None
