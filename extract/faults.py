"""What raises costs its own sentence: a stage is tried on a whole article, and where it fails, on the rest of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from extract.errors import PolicyExtractError
from extract.model import Article, Span, Warning
from extract.passage import Passage

T = TypeVar("T")
Work = Callable[[Article, Passage], T]

FAULT = "fault:"
"""How the code of a warning begins that names a stage and what it raised: `fault:amounts:ValueError`."""

_TRIES = 120  # enough to tell a dozen sentences out of a thousand; a stage that fails in more of them is lost as a whole


def warning(stage: str, error: Exception, span: Span) -> Warning:
    """The warning that a stage raised an error over a stretch of the text."""
    return Warning(f"{FAULT}{stage}:{type(error).__name__}", *span)


@dataclass(slots=True)
class Attempts:
    """The stages tried on one article; `warnings` names each sentence that a stage had to leave out.

    >>> from extract.model import Source
    >>> page = Article("", Source("", "text", None, ""), None, None, None, None, (), None, None, None,
    ...                "榕江建成公园2座。雷坪建成公园3座。", (), (), (), ((0, 9), (9, 18)))
    >>> attempts = Attempts(page, Passage.of(page.text))
    >>> def length(article, passage):
    ...     assert "雷坪" not in passage.folded
    ...     return len(passage.folded.strip())
    >>> attempts.tried("lengths", length, 0), attempts.warnings
    (9, [Warning(code='fault:lengths:AssertionError', start=9, end=18)])
    """

    article: Article
    passage: Passage
    warnings: list[Warning] = field(default_factory=list)

    def tried(self, stage: str, work: Work[T], nothing: Any) -> T:
        """What `work` makes of the article and its passage, or of what is left without the sentences in which it raises.

        `nothing` is the result where no sentence is left. What we raise on purpose (a wrong pattern file, a wrong call) passes.
        """
        try:
            return work(self.article, self.passage)
        except (PolicyExtractError, MemoryError):
            raise
        except Exception as error:
            culprits, made = _culprits(self.article, work)
            self.warnings += [warning(stage, error, span) for span in culprits]
            return made[0] if made and _without(self.article, culprits).text.strip() else nothing


def _culprits(article: Article, work: Work[T]) -> tuple[list[Span], list[T]]:
    """The sentences that `work` cannot do, by halving, and what it makes of the others; all of them, where it fails in too many or in none alone.

    It has failed of the article already.
    """
    whole = (0, len(article.text))
    every = list(article.sentences) or [whole]
    culprits: list[Span] = []
    waiting, tries = [every], 0
    while waiting:
        spans, tries = waiting.pop(), tries + 1
        if tries > _TRIES:
            return [whole], []
        part = _only(article, spans)
        if part.text != article.text and _done(part, work):
            continue
        if len(spans) == 1:
            culprits += spans
        else:
            waiting += [spans[len(spans) // 2 :], spans[: len(spans) // 2]]
    made = _done(_without(article, culprits), work) if culprits else []
    return (culprits, made) if made else ([whole], [])


def _done(article: Article, work: Work[T]) -> list[T]:
    """What comes of it, as a list of one; of none where it raises."""
    try:
        return [work(article, Passage.of(article.text))]
    except Exception:
        return []


def _only(article: Article, spans: Sequence[Span]) -> Article:
    """The article with line breaks in place of all else than these spans, so that offsets stay what they are."""
    blank = ["\n"] * len(article.text)
    for start, end in spans:
        blank[start:end] = article.text[start:end]
    return replace(article, text="".join(blank))


def _without(article: Article, spans: Sequence[Span]) -> Article:
    text = article.text
    for start, end in spans:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return replace(article, text=text)
