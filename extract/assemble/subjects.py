"""Whose indicator it is: the place or body of the sentence, else of the section, the title, the publisher."""

from __future__ import annotations

from extract.assemble.bind import Bound
from extract.assemble.lexicon import Lexicon
from extract.model import Article, Subject


class Subjects:
    """The subjects that an article offers for the values of its sentences."""

    def __init__(self, article: Article, words: Lexicon) -> None:
        self._article = article
        self._words = words

    def of(self, one: Bound) -> Subject | None:
        """The subject of one value, or None where the article names none."""
        if len(one.subject):
            return Subject(self._article.text[one.subject.start : one.subject.end], "sentence")
        if self._article.publisher:
            return Subject(self._article.publisher, "publisher")
        return None
