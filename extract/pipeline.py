"""The whole pipeline: the only module that knows the order of the stages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from extract import __version__, assemble, faults, read, recognise, segment, split
from extract.cache import uncollected
from extract.closed import Closed
from extract.errors import PolicyExtractError, SourceError, UsageError
from extract.faults import Attempts
from extract.model import Article, Page, Pipeline, Reasons, Reference, Rejected, Source, Warning
from extract.passage import Passage
from extract.patterns import Rules, load_rules
from extract.read.metadata import given, whole_day
from extract.turns import Turns

UNDATED = "undated"
"""The warning of an article with neither day nor year known: its 今年 and 6月底 stay unresolved."""
REPRINT = "reprint"
"""The warning of an article that occurred earlier in its source."""


def articles(
    source: Any,
    *,
    published: dt.date | str | None = None,
    published_default: dt.date | str | None = None,
    rules: Rules | None = None,
    tokens: bool = False,
    ner: str | None = None,
    columns: Mapping[str, str] | None = None,
    turns: Turns | None = None,
) -> Iterator[Article | SourceError]:
    """The articles of a source with all their records, in reading order.

    `source` is a path, `-`, or an (uri, bytes) pair. A row or member that cannot be used is yielded as the error that
    tells why; SourceError is raised where nothing of the source can be read. `published` is the date of all its articles
    (a day, or an ISO day, month or year), `published_default` of those that have neither day nor year. `ner` names a spaCy pipeline to plug
    in, or is `lac`; `columns` says which columns of rows are text, title, published, publisher, as {"text": "报道"}.
    An article that stood in the source before has the same id, and the warning `reprint`. Of a source that several
    processes share, `turns` are the items of one of them; who puts the shares together tells the reprints.
    """
    rules = rules or load_rules()
    turns = turns or Turns()
    default = None if published_default is None else given(published_default)
    seen: set[str] = set()
    for bare in _bare(read.pages(source, published=published, columns=columns, rules=rules, turns=turns), rules, turns):
        if isinstance(bare, SourceError):
            yield bare
            continue
        article = _finished(_defaulted(bare, default), rules, tokens, ner)
        if article.id in seen and turns.of == 1:
            article = reprinted(article)
        seen.add(article.id)
        yield article
        turns.ends_article()
    turns.over = True


def reprinted(article: Article) -> Article:
    """The article with the warning that it occurred earlier in its source."""
    return replace(article, warnings=(*article.warnings, Warning(REPRINT, 0, 0)))


def _bare(pages: Iterator[Page | SourceError], rules: Rules, turns: Turns) -> Iterator[Article | SourceError]:
    """The articles of one share as they were split, with the errors between them."""
    for page in pages:
        if isinstance(page, SourceError):
            if turns.begins_article():
                yield page
            continue
        for bare in _split(page, rules):
            if turns.begins_article():
                refused = None if turns.by_member else turns.refused(bare.source.uri)
                yield refused or bare
        turns.ends_page(page.source.uri)


def _defaulted(bare: Article, default: str | None) -> Article:
    """The article with the default date as reference, where neither its source nor its text has a date."""
    if default is None or bare.published is not None or bare.reference is not None:
        return bare
    day = whole_day(default)
    return replace(bare, published=day, published_from="option" if day else None, reference=Reference(default, "default"))


def annotate(text: str, *, published: dt.date | str | None = None, rules: Rules | None = None) -> Article:
    """The article of one string, whose offsets are the string's. `published` is a day, or an ISO day, month or year.

    Raises UsageError for what is no text, or no such day.

    >>> import datetime
    >>> article = annotate("榕江镇力争到2026年绿道里程达到80公里。", published=datetime.date(2023, 5, 4))
    >>> [(t.indicator.text, t.value, t.unit, t.period.last.isoformat(), t.status) for t in article.targets]
    [('绿道里程', Decimal('80'), 'km', '2026-12-31', 'target')]
    """
    if not isinstance(text, str):
        raise UsageError(f"annotate takes the text of one article as str, not {type(text).__name__}; articles(path) reads files")
    page = Page(Source("text", "text", None, ""), text, whole=True)
    if published is not None:
        page = read.dated(page, given(published))
    rules = rules or load_rules()
    return _finished(next(_split(page, rules)), rules, tokens=False, ner=None)


def reasons(article: Article, rules: Rules | None = None, ner: str | None = None) -> Reasons:
    """Why the records of an article are as they are: candidates left alone, and the evidence for each statement."""
    rules = rules or load_rules()
    closed = Closed.of(article, rules)
    passage = Passage.of(closed.article.text)
    found = recognise.mentions(closed.article, rules, _loaded(ner), passage)
    said = assemble.explained(closed.article, found, rules, passage)[1]
    return closed.opened_reasons(Reasons(tuple(sorted([*found.rejected, *said.unbound], key=_place)), said.evidence()))


def _finished(bare: Article, rules: Rules, tokens: bool, ner: str | None) -> Article:
    """The article with its records; as it was split, with a warning, where even the whole cannot be put together."""
    try:
        with uncollected():  # nothing is made that holds itself, so that there is no garbage to look for
            return _filled(bare, rules, tokens, ner)
    except PolicyExtractError:
        raise
    except Exception as error:
        fault = faults.warning("article", error, (0, len(bare.text)))
        return replace(bare, warnings=(*bare.warnings, fault), pipeline=Pipeline(__version__, rules.digest, ner))


def _filled(printed: Article, rules: Rules, tokens: bool, ner: str | None) -> Article:
    closed = Closed.of(printed, rules)
    article, passage = closed.article, Passage.of(closed.article.text)
    attempts = Attempts(article, passage)
    reference = attempts.tried("reference", lambda one, rest: recognise.reference(one, rest, rules), None)
    undated = (Warning(UNDATED, 0, 0),) if reference is None else ()
    article = replace(
        article,
        reference=reference,
        warnings=(*article.warnings, *undated, *attempts.warnings),
        pipeline=Pipeline(__version__, rules.digest, ner),
    )
    found = recognise.mentions(article, rules, _loaded(ner), passage)
    told = closed.opened(assemble.explained(article, found, rules, passage)[0])
    return _tokenised(told) if tokens else told


def _tokenised(article: Article) -> Article:
    """The article with its tokens; a part that cannot be tokenised adds a warning."""
    attempts = Attempts(article, Passage.of(article.text))
    words = attempts.tried("tokens", lambda one, _: tuple(segment.tokens(one.text)), ())
    return replace(article, tokens=words, warnings=(*article.warnings, *attempts.warnings))


def _split(page: Page, rules: Rules) -> Iterator[Article]:
    """The articles of a page with their sentences; a page that cannot be split is one article, with a warning."""
    try:
        found = list(split.articles(page, rules))
    except PolicyExtractError:
        raise
    except Exception as error:
        found = [split.unsplit(page, faults.warning("split", error, (0, len(page.text))))]
    for bare in found:
        yield _segmented(bare)


def _segmented(bare: Article) -> Article:
    """The article with its sentences; one sentence and a warning where segmentation fails."""
    try:
        return segment.sentences(bare)
    except Exception as error:
        fault = faults.warning("sentences", error, (0, len(bare.text)))
        return replace(bare, sentences=((0, len(bare.text)),), warnings=(*bare.warnings, fault))


def _loaded(ner: str | None) -> Any:
    if ner is None:
        return None
    from extract.recognise import spacy_ner

    return spacy_ner.load(ner)


def _place(record: Rejected) -> tuple[int, int, str]:
    return record.start, record.end, record.rule
