"""The words around a value that learned choices see: those of its own sentence and of the end of the sentence before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from extract.model import Amount, Article, Mentions, Span

_AHEAD = 160  # characters before a value in its own sentence; its name hardly ever stands farther off
_BEHIND = 60  # characters behind it
_BEFORE = 90  # characters of the end of the sentence before, which may complete a name
_VALUE = "<value>"


class Word(NamedTuple):
    """A word with its span; a mention of a date, body, person, place or amount is one word whose text is its kind (<date>)."""

    start: int
    end: int
    text: str


_word: Callable[[tuple[int, int, str]], Word] = partial(tuple.__new__, Word)  # the same as Word(…), at a third of the cost


class Window(NamedTuple):
    """The words around a value: `value` is the index of the value itself, `own` that of the first word of its sentence.

    `texts` are the words as features name them: blanks as _.
    """

    words: tuple[Word, ...]
    value: int
    own: int
    texts: tuple[str, ...]


_Cut = tuple[list[Word], list[int], list[str]]  # the words of a sentence, their starts, and their texts as features name them


class Surroundings:
    """The windows of an article's values; each sentence is cut into words once, when it is first looked at."""

    def __init__(self, article: Article, folded: str, mentions: Mentions | Article) -> None:
        self._folded = folded
        self._sentences = article.sentences
        self._marks = _marks(mentions)
        self._cut: dict[int, _Cut] = {}

    def of(self, amount: Amount) -> Window:
        """The window of a value."""
        words, _, texts = self._words(amount.sentence)
        first, here, behind, last = self._stretch(amount)
        before, texts_before = self._before(amount.sentence)
        value = Word(amount.start, amount.end, _VALUE)
        around = (*before, *words[first:here], value, *words[behind:last])
        return Window(around, len(before) + here - first, len(before), (*texts_before, *texts[first:here], _VALUE, *texts[behind:last]))

    def own(self, amount: Amount) -> tuple[list[str], int]:
        """The words of the window that stand in the value's own sentence, as features name them, and the index of the value among them."""
        _, _, texts = self._words(amount.sentence)
        first, here, behind, last = self._stretch(amount)
        return [*texts[first:here], _VALUE, *texts[behind:last]], here - first

    def _stretch(self, amount: Amount) -> tuple[int, int, int, int]:
        """The indexes in its sentence at which the words before a value begin and end, and at which those behind it do."""
        words, starts, _ = self._words(amount.sentence)
        first, here = bisect_left(starts, amount.start - _AHEAD), bisect_left(starts, amount.start)
        if here and words[here - 1].end > amount.start:
            here -= 1
        return first, here, bisect_left(starts, amount.end), bisect_left(starts, amount.end + _BEHIND)

    def _before(self, sentence: int) -> tuple[Sequence[Word], Sequence[str]]:
        """The last words of the sentence before, and their texts as features name them."""
        if not sentence:
            return (), ()
        words, starts, texts = self._words(sentence - 1)
        first = bisect_left(starts, self._sentences[sentence - 1][1] - _BEFORE)
        return words[first:], texts[first:]

    def _words(self, sentence: int) -> _Cut:
        """The words of a sentence."""
        cut = self._cut.get(sentence)
        if cut is None:
            words = _cut(self._folded, self._sentences[sentence], self._marks)
            cut = self._cut[sentence] = words, [word.start for word in words], [word.text.strip() or "_" for word in words]
        return cut


def _marks(mentions: Mentions | Article) -> list[tuple[int, int, str]]:
    """The mentions that become one word each, in reading order; of two that overlap the first is kept, of two that begin together the longer."""
    found = [(one.start, one.end, "<amount>") for one in mentions.amounts]
    found += [(one.start, one.end, "<date>") for one in mentions.dates]
    kinds = (("<body>", mentions.organisations), ("<person>", mentions.persons), ("<place>", mentions.places))
    found += [(start, end, kind) for kind, several in kinds for one in several for start, end in one.mentions]
    apart: list[tuple[int, int, str]] = []
    for mark in sorted(found, key=lambda one: (one[0], -one[1])):
        if not apart or mark[0] >= apart[-1][1]:
            apart.append(mark)
    return apart


def _cut(folded: str, span: Span, marks: Sequence[tuple[int, int, str]]) -> list[Word]:
    """The words of a sentence.

    >>> text = "全市R&D投入为3亿元"
    >>> [(word.text, word.start) for word in _cut(text, (0, len(text)), [(8, 11, "<amount>")])]
    [('全市', 0), ('R', 2), ('&', 3), ('D', 4), ('投入', 5), ('为', 7), ('<amount>', 8)]
    """
    words: list[Word] = []
    at, end = span
    for start, stop, kind in marks[bisect_left(marks, (at, 0, "")) :]:
        if start >= end:
            break
        words += cut(folded[at:start], at)
        words.append(Word(start, stop, kind))
        at = stop
    return words + cut(folded[at:end], at)


def cut(text: str, start: int = 0) -> list[Word]:
    """The words of a text that begins at `start`, by rjieba, which cuts as jieba does, twenty times as fast.

    >>> [word.text for word in cut("按投资额的")]
    ['按', '投资额', '的']
    """
    import rjieba

    words = []
    for word in rjieba.cut(text, False):
        words.append(_word((start, start + len(word), word)))
        start += len(word)
    return words
