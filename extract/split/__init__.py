"""Page -> Articles: heads, bylines, captions and furniture separated from the running text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from extract import calendar
from extract import expressions as re
from extract.model import Article, Caption, Page, Reference, Warning
from extract.patterns import Rules
from extract.records import record, state
from extract.split import credits, flow, headings, identity, lines, titles
from extract.split import layout as layouts
from extract.split import reference as references
from extract.split.credits import Credits
from extract.split.headings import Part
from extract.split.layout import Layout
from extract.split.lines import Line, Run
from extract.split.reference import Times
from extract.split.sections import sections

__all__ = ["HIDDEN_SHEET", "JOINED", "NO_TEXT_COLUMN", "TEXT_COLUMN", "UNREAD", "articles", "unsplit"]

UNREAD, TEXT_COLUMN, JOINED = "date-unread:", "text-column:", "cells-joined:"
"""The beginnings of warning codes that name a day which could not be read, the column taken for the text, the number of cells joined."""
HIDDEN_SHEET, NO_TEXT_COLUMN = "hidden-sheet", "no-text-column"
"""The warnings of a hidden sheet, and of a table with no column taken for the text."""

_TABLES = ("csv", "xlsx", "sql", "txt")  # formats whose rows are articles, or else one table
_NOTE = re.compile("[①-⑳㉑-㊿]")
_TOP = 3  # lines of a text that may say who wrote it and when
_INTRODUCTION = 12  # lines in which a report says when it is given: title, source, session, office, name
_FIRST = 3  # lines of a text in which the byline of a report may stand
_END = 2  # lines at a text's end among which its date stands


def articles(page: Page, rules: Rules) -> Iterator[Article]:
    """The articles of a page in reading order; a whole page is one, its text as it stands.

    >>> from extract.model import Page, Source
    >>> from extract.patterns import load_rules
    >>> page = Page(Source("榕江.md", "md", "utf-8", ""), "## 榕江再添两座公园\\n\\n榕江日报讯(记者/林晓)5月9日,榕江建成公园2座。")
    >>> [(a.title, a.publisher, a.byline[0].name, a.text) for a in articles(page, load_rules())]
    [('榕江再添两座公园', '榕江日报', '林晓', '5月9日,榕江建成公园2座。')]
    """
    layout = layouts.of(rules)
    found = lines.lines(page.text, layout)
    if page.whole:
        yield _whole(page, found, layout)
        return
    front, parts = headings.parts(found, layout, page.title)
    masthead = _masthead(front, layout)
    dropped = sum(line.kind in ("furniture", "rule") for line in front) + int(page.source.metadata.get("furniture", 0))
    index = page.source.index
    for part in parts:
        article = _article(page, part, masthead, layout, index, alone=len(parts) == 1, dropped=dropped)
        if article is not None:
            dropped = 0
            index += 1
            yield article


def breaks(article: Article, rules: Rules) -> list[flow.Break]:
    """Where the text of a row or a string goes on over the break of a hard-wrapped line, and what is read there; that of a file was joined already.

    >>> from extract import annotate
    >>> from extract.patterns import load_rules
    >>> breaks(annotate("今年建成公园。\\n惠及居民。"), load_rules())
    []
    """
    text = article.text
    whole = article.alignment == ((0, 0, len(text)),)
    return flow.breaks(text, layouts.of(rules)) if whole and text.count("\n") >= flow.MANY else []


@record
class _Body:
    """An article's body read line by line: what is kept of each line, and what bylines and captions say."""

    lines: list[Line]
    kept: list[tuple[Run, ...]]
    credits: Credits
    captions: tuple[Caption, ...]
    furniture: int


def _article(page: Page, part: Part, masthead: Credits, layout: Layout, index: int, alone: bool, dropped: int) -> Article | None:
    body = _body(page.text, part, layout)
    flown, offsets = flow.text(page.text, body.lines, body.kept, layout)
    text = "".join(flown.pieces)
    title = _title(page, part, layout, alone)
    if not text and not title:
        return None
    joined = [offset > 0 and text[offset - 1] != "\n" for offset in offsets]
    printed = credits.printed(_top(part, layout) | body.credits, page.text)
    times = _times(page, printed, masthead)
    furniture = body.furniture + dropped + sum(line.kind == "furniture" for line in part.top)
    return Article(
        id=identity.identity(title, text),
        source=replace(page.source, index=index, metadata=_metadata(page, part)),
        title=title,
        kicker=_printed(page.text, part.kicker),
        subtitle=_printed(page.text, part.subtitle),
        publisher=layout.names.name(page.publisher) or printed.publisher or masthead.publisher,
        byline=printed.people,
        published=times.published,
        published_from=times.origin,
        reference=references.reference(page, times, title, references.number_year(part.top), layout),
        text=text,
        alignment=tuple(flown.runs),
        sections=sections(body.lines, offsets, joined, text, layout),
        captions=body.captions,
        sentences=(),
        warnings=(*((Warning(f"furniture:{furniture}", 0, 0),) if furniture else ()), *_told(page)),
    )


def _whole(page: Page, found: Sequence[Line], layout: Layout) -> Article:
    """The article of a row or a string, whose text stays as it is."""
    text = page.text
    printed = credits.printed(_said(found, layout), text)
    offsets = [line.start for line in found]
    times = _times(page, printed, Credits())
    title = page.title or references.framed(found, layout)
    own = "\n".join(line.text for line in found if line.kind not in ("furniture", "byline", "meta"))
    return Article(
        id=identity.identity(page.title, own),
        source=page.source,
        title=title,
        kicker=None,
        subtitle=None,
        publisher=layout.names.name(page.publisher) or printed.publisher,
        byline=printed.people,
        published=times.published,
        published_from=times.origin,
        reference=references.reference(page, times, title or references.head(found, layout), references.number_year(found), layout),
        text=text,
        alignment=((0, 0, len(text)),) if text else (),
        sections=sections(found, offsets, [False] * len(found), text, layout),
        captions=(),
        sentences=(),
        warnings=tuple(_told(page)),
    )


def _said(found: Sequence[Line], layout: Layout) -> Credits:
    """The credits in the first lines of a row or a string, and the date under it."""
    first = [line for line in found if line.kind in ("text", "byline", "meta")][:_TOP]
    printed = credits.joined(_of_line(line, layout) for line in first)
    introduced = (Credits(drawn=headings.occasion(line.text, layout) or credits.signature(line.text)) for line in found[:_INTRODUCTION])
    closing = [line for line in found if not _NOTE.match(line.text)][-_END:]
    signed = (Credits(drawn=credits.signature(line.text)) for line in closing if line not in first)
    return printed | credits.joined(introduced) | credits.joined(signed)


def _of_line(line: Line, layout: Layout) -> Credits:
    """The credits in one of the first lines: all of a byline or source line, the opening of a text."""
    if line.kind != "text":
        return credits.line(line.text, layout)
    opened = credits.opening(line.text, layout)
    return opened.credits if opened else Credits()


def unsplit(page: Page, warning: Warning) -> Article:
    """The page as one article, with nothing taken out and nothing known but what its source says.

    >>> from extract.model import Source
    >>> article = unsplit(Page(Source("榕江.txt", "txt", "utf-8", ""), "榕江再添公园\\n记者 林晓"), Warning("fault:split:ValueError", 0, 12))
    >>> article.text, article.byline, article.warnings[0].code
    ('榕江再添公园\\n记者 林晓', (), 'fault:split:ValueError')
    """
    origin = page.published_from or "metadata"
    return Article(
        id=identity.identity(page.title, page.text),
        source=page.source,
        title=page.title,
        kicker=None,
        subtitle=None,
        publisher=page.publisher,
        byline=(),
        published=page.published,
        published_from=page.published_from,
        reference=page.reference or (Reference(page.published.isoformat(), origin) if page.published else None),
        text=page.text,
        alignment=((0, 0, len(page.text)),) if page.text else (),
        sections=(),
        captions=(),
        sentences=(),
        warnings=(warning,),
    )


def _told(page: Page) -> Iterator[Warning]:
    """The decisions of the reader of a file: on its encoding, on a table and its columns, on a day that it could not read."""
    notes = page.source.metadata
    if notes.get("encoding_mark"):
        yield Warning(f"encoding-mark:{page.source.encoding}", 0, 0)
    if page.source.format in _TABLES:
        yield from _of_table(page)
    if isinstance(unread := notes.get("date_unread"), str):
        yield Warning(f"{UNREAD}{unread}", 0, 0)


def _of_table(page: Page) -> Iterator[Warning]:
    """The decisions of the reader of rows: a table of figures without texts, the column with the texts, the cells joined, a hidden sheet."""
    held, column, joined = (page.source.metadata.get(key) for key in ("table", "text_column", "cells_joined"))
    codes = {"figures": "table-of-figures", "words": NO_TEXT_COLUMN}
    if isinstance(held, str) and held in codes and not page.whole:
        yield Warning(codes[held], 0, 0)
    if page.source.metadata.get("hidden_sheet"):
        yield Warning(HIDDEN_SHEET, 0, 0)
    if column:
        yield Warning(f"{TEXT_COLUMN}{column}", 0, 0)
    if isinstance(joined, int):
        yield Warning(f"{JOINED}{joined}", 0, 0)


def _body(page: str, part: Part, layout: Layout) -> _Body:
    """The lines of an article's body with what is kept of each, and what captions and bylines among them say."""
    course = _Course(page, layout, part.body)
    for place, line in enumerate(part.body):
        if line.kind == "caption":
            course.captions.append(_caption(page, line, layout))
        elif line.kind == "byline" or (line.kind == "meta" and credits.day(line.text) is None):
            course.credits.append(credits.line(line.text, layout))
        elif line.kind not in ("furniture", "rule", "redhead"):
            course.take(place, line)
    furniture = sum(line.kind == "furniture" for line in part.body)
    return _Body(course.lines, course.kept, credits.joined(course.credits), tuple(course.captions), furniture)


@state
class _Course:
    """The lines of an article's body as they are read, one after the other."""

    page: str
    layout: Layout
    body: Sequence[Line]
    lines: list[Line] = field(default_factory=list)
    kept: list[tuple[Run, ...]] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    credits: list[Credits] = field(default_factory=list)
    opened: int = 0  # lines at the text's beginning in which a byline was looked for
    end: int = field(init=False)  # of the document, notes below it aside

    def __post_init__(self) -> None:
        self.end = next((i for i in range(len(self.body), 0, -1) if not _NOTE.match(self.body[i - 1].text)), 0)

    def take(self, place: int, line: Line) -> None:
        """Take a line into the text, without the bylines that open or close it."""
        if self._is_closing(place) and (day := credits.signature(line.text)):
            self.credits.append(Credits(drawn=day))
        elif self._is_closing(place) and line.kind == "meta":
            self.credits.append(Credits(day=credits.day(line.text)))
        runs = self._without_closing(line, self._without_opening(line))
        if runs:
            self.lines.append(line if line.kind != "meta" else replace(line, kind="text"))
            self.kept.append(runs)

    def _is_closing(self, place: int) -> bool:
        """Whether a date there closes the document: at its end, or below the body that signs it."""
        return place >= self.end - _END or (place > 0 and self.layout.issuers.fullmatch(self.body[place - 1].text) is not None)

    def _without_opening(self, line: Line) -> tuple[Run, ...]:
        """The stretches of a line without the byline with which a report opens, in one of its first lines."""
        if line.kind not in ("text", "list") or self.opened >= _FIRST:
            return line.runs
        self.opened += 1
        if day := headings.occasion(line.text, self.layout):
            self.credits.append(Credits(drawn=day))
        if opened := credits.opening(line.text, self.layout):
            self.credits.append(opened.credits)
            self.opened = _FIRST
            return _without(line.runs, opened.drop)
        return line.runs

    def _without_closing(self, line: Line, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        """The stretches of a line without the byline in brackets that closes it."""
        closed = credits.closing(line.text, self.layout) if line.kind == "text" else None
        if not closed:
            return runs
        self.credits.append(closed[1])
        return _without(runs, ((closed[0], len(line.text)),))


def _without(runs: tuple[Run, ...], drop: Sequence[Run]) -> tuple[Run, ...]:
    """The stretches of a line without the parts of its text that are dropped."""
    kept: list[Run] = []
    position = 0
    for start, end in runs:
        pieces = [(start, end)]
        for a, b in drop:
            low, high = start + a - position, start + b - position
            pieces = [p for x, y in pieces for p in ((x, min(y, low)), (max(x, high), y)) if p[0] < p[1]]
        kept += pieces
        position += end - start
    return tuple(kept)


def _caption(page: str, line: Line, layout: Layout) -> Caption:
    text = page[line.start : line.end]
    match = layout.credit.search(line.text)
    if match is None:
        return Caption(text, None)
    by = match["by"]
    start = match.start("by") if by else match.start()
    return Caption(text[:start].strip(" (\u3000") or text, (text[start : start + len(by)] if by else text[start:]).strip())


def _top(part: Part, layout: Layout) -> Credits:
    """The credits in the lines between title and text."""
    said = []
    for line in part.top:
        if line.kind in ("byline", "meta"):
            said.append(credits.line(line.text, layout))
        elif line.kind in ("text", "head") and (speaker := credits.speaker(line.text, layout)):
            said.append(speaker)
        elif line.kind == "redhead":
            said.append(Credits(publisher=_issuer(line, layout)))
        elif (issued := layout.issuer.fullmatch(line.text)) or line.level:
            said.append(Credits(publisher=issued["name"] if issued else line.text))
    said += [Credits(drawn=credits.day(line.text)) for line in part.subtitle]
    return credits.joined(said)


def _issuer(line: Line, layout: Layout) -> str | None:
    """The body that a red head names: 榕江县人民政府 of 榕江县人民政府文件."""
    match = layout.redhead.fullmatch(line.text)
    return "".join(match["issuer"].split()) if match else None


def _masthead(front: Sequence[Line], layout: Layout) -> Credits:
    """The credits in the lines above the first article, which hold for the whole page."""
    said = [credits.line(line.text, layout) for line in front if line.kind in ("meta", "byline")]
    said += [Credits(publisher=_issuer(line, layout)) for line in front if line.kind == "redhead"]
    said += [Credits(day=credits.day(line.text, compact=True)) for line in front if len(line.text) <= 60]
    return credits.joined(said)


def _times(page: Page, printed: Credits, masthead: Credits) -> Times:
    """The day of publication with its origin, and the day of the paper itself.

    The source's own word goes first; a text's day is taken where it does not contradict what a column says.
    """
    if page.published is not None or page.published_from == "option":
        return Times(page.published, page.published_from, printed.drawn)
    stated = page.reference if page.reference and page.reference.origin == "column" else None
    extent = calendar.extent(stated.value) if stated else None
    days = filter(None, (printed.day, masthead.day, printed.drawn))
    day = next((one for one in days if extent is None or extent[0] <= one <= extent[1]), None)
    return Times(day, "text" if day else None, printed.drawn)


def _metadata(page: Page, part: Part) -> dict[str, object]:
    """The metadata of the source, with the 发文字号 above the text."""
    numbers = [line.text for line in part.top if line.kind == "number"]
    return {**page.source.metadata, **({"document_number": numbers[0][: numbers[0].rindex("号") + 1]} if numbers else {})}


def _title(page: Page, part: Part, layout: Layout, alone: bool) -> str | None:
    """The title as printed, its lines joined; the page's own title where none is printed, or only a cut one."""
    lines = [printed for line in part.title if (printed := _printed(page.text, [line]))]
    title = titles.rejoined(titles.joined(lines, layout), layout) or None
    if not (alone and page.title):
        return title
    stated = titles.rejoined(page.title, layout)
    longer = title is not None and len(lines) > 1 and len(titles.compact(title)) > len(titles.compact(stated))
    return title if longer else stated


def _printed(page: str, found: Sequence[Line]) -> str | None:
    text = " ".join("".join(page[a:b] for a, b in line.runs) for line in found).strip()
    return text or None
