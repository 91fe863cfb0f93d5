"""Whose indicator it is: the place or body of the sentence, else of the section, the title, the publisher."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from extract import expressions as re
from extract.assemble.bind import Bound
from extract.assemble.lexicon import either
from extract.assemble.view import View
from extract.model import Article, Mentions, Organisation, Place, Section, Span, Subject
from extract.passage import clause_start
from extract.patterns import Rules, from_words, phrases
from extract.text import fold

_OPENING = 40  # characters of a sentence in which its subject is looked for


class Subjects:
    """The subjects that an article offers for the values of its sentences."""

    def __init__(self, article: Article, folded: str, mentions: Mentions, rules: Rules) -> None:
        self._words = phrases(rules)
        self._article = article
        self._folded = folded
        places = [place for place in mentions.places if place.code or self._words["subjects.division"].search(fold(place.name))]
        self._names = list(dict.fromkeys(fold(place.text) for place in places))
        self._named = sorted([*_spans(places), *_bodies(mentions, folded, rules)])
        self._heads = [(section.start, section.end, named) for section in article.sections if (named := self._in_head(section))]
        self._beyond = self._of_title(rules) or self._of_publisher(rules)

    def of(self, one: Bound) -> Subject | None:
        """The subject of one value, or None where the article names none."""
        text = self._article.text
        if len(one.subject) and self._is_subject(one.subject):
            return Subject(text[one.subject.start : one.subject.end], "sentence")
        near = self._nearby(one)
        if near:
            return Subject(text[slice(*near)], "sentence")
        for start, end, named in reversed(self._heads):
            if start <= one.amount.start < end:
                return Subject(text[slice(*named)], "section")
        return self._beyond

    def _is_subject(self, words: View) -> bool:
        """Whether words before a verb say who does it: a name does, 集中 and 为脱贫人口 do not."""
        at = bisect_left(self._named, (words.start, 0))
        named = any(start < words.end for start, _ in self._named[at : at + 1])
        return named or self._words["subjects.none"].fullmatch(words.text) is None

    def _in_head(self, section: Section) -> tuple[int, int] | None:
        """The first place or body that a section's head names."""
        end = section.start + len(section.heading)
        at = bisect_left(self._named, (section.start, 0))
        return next((span for span in self._named[at : at + 1] if span[1] <= end), None)

    def _nearby(self, one: Bound) -> tuple[int, int] | None:
        """The place or body that opens the sentence of a value."""
        start = self._article.sentences[one.amount.sentence][0]
        for span in self._named[bisect_left(self._named, (start, 0)) :]:
            if span[0] >= min(start + _OPENING, one.amount.start):
                break
            if self._opens(start, span[0]):
                return span
        return None

    def _opens(self, start: int, at: int) -> bool:
        """Whether only a date and connectors stand before `at` in its clause."""
        clause = clause_start(self._folded, at, start)
        return clause == at or self._words["subjects.dated"].search(self._folded[start:at], clause - start) is not None

    def _of_title(self, rules: Rules) -> Subject | None:
        printed = self._article.title
        if not printed:
            return None
        title = fold(printed)
        for name in self._names:
            if (at := title.find(name)) >= 0:
                return Subject(printed[at : at + len(name)], "title")
        places = rules.lists.get("places", {})
        most = max(map(len, places), default=0)
        for start in range(len(title)):
            for size in range(min(most, len(title) - start), 1, -1):
                name = title[start : start + size]
                if name in places and (self._words["subjects.division"].search(name) or places[name].endswith("00")):
                    return Subject(printed[start : start + size], "title")
        return None

    def _of_publisher(self, rules: Rules) -> Subject | None:
        """The place of a paper: 珠江时报 -> 佛山市; a publisher of no known place gives none."""
        code = rules.lists.get("newspapers", {}).get(fold(self._article.publisher or ""), "")
        name = _names(rules).get(code)
        return Subject(name, "publisher") if name else None


def _spans(named: Iterable[Place | Organisation]) -> Iterator[Span]:
    return (span for one in named for span in one.mentions)


def _bodies(mentions: Mentions, folded: str, rules: Rules) -> Iterator[Span]:
    """Where bodies stand that do not only tell of a figure (据县统计局局长介绍)."""
    speaks = _speaking(rules)
    return (span for span in _spans(mentions.organisations) if not speaks.match(folded, span[1]))


@from_words
def _speaking(rules: Rules) -> re.Pattern[str]:
    """What follows a body that only tells of a figure: its officer, a verb of saying."""
    named = rules.vocabularies
    return either(form for name in ("titles", "speech") for entry in named.get(name, ()) for form in entry.forms)


@from_words
def _names(rules: Rules) -> Mapping[str, str]:
    """Code -> the full name of the place."""
    names: dict[str, str] = {}
    for name, code in rules.lists.get("places", {}).items():
        if len(name) > len(names.get(code, "")):
            names[code] = name
    return names
