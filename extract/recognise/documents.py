"""Policy documents of an article: titles in 《》 with kind, stage and issuer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract import expressions as re
from extract.model import Document, Span
from extract.passage import Passage
from extract.patterns import Phrases, Rules, from_words, phrases
from extract.recognise.findings import Findings, Found
from extract.records import record

_NEAR = 30
_STOP = re.compile("[。;!?\n]")


@record
class _Found:
    start: int
    end: int
    title: Span
    kind: str
    stage: str | None
    rule: str


def find(passage: Passage, context: Findings, rules: Rules) -> Found[Document]:
    """The policy documents of an article in order of first mention; the number of a document is part of its mention.

    Films, books, papers and speeches in 《》 are none: a title has to end in the name of a kind of document.

    >>> from extract.patterns import load_rules
    >>> [found] = find(Passage.of("印发《云溪镇稳岗补贴实施意见（试行）》，《春耕》上映，《意见》明确"), Findings(), load_rules()).records
    >>> found.title, found.kind, found.stage, found.mentions
    ('云溪镇稳岗补贴实施意见', '意见', '试行', ((2, 19), (27, 31)))
    """
    folded = passage.folded
    if "《" not in folded:
        return Found([])
    bodies = context.named()
    kinds = _kinds(rules)
    groups: dict[str, list[_Found]] = {}
    for one in _found(folded, rules):
        groups.setdefault(_meant(folded[slice(*one.title)], list(groups), kinds), []).append(one)
    return Found([_document(passage, group, bodies, phrases(rules)) for group in groups.values()])


def _meant(title: str, before: Sequence[str], kinds: Sequence[str]) -> str:
    """The title that a short one stands for: a bare 《意见》 is the last document before it that ends so.

    >>> _meant("意见", ["青石市人才引进办法", "关于稳岗的实施意见"], ("意见", "办法"))
    '关于稳岗的实施意见'
    """
    if title not in kinds:
        return title
    return next((full for full in reversed(before) if full.endswith(title)), title)


def _found(folded: str, rules: Rules) -> Iterator[_Found]:
    seen: set[int] = set()
    known = phrases(rules)
    matches = ((match, rule.id) for rule in rules.of("document") for match in rule.matches(folded))
    for match, rule in sorted(matches, key=lambda pair: pair[0].start()):
        start, end = match.span()
        if start in seen:
            continue
        seen.add(start)
        stage = match["inner"] or match["stage"] or _stage_inside(match["title"], known)
        yield _Found(start, end, match.span("title"), _kind(match["title"], rules) or match["kind"], stage, rule)


def _stage_inside(title: str, known: Phrases) -> str | None:
    """The stage that stands before the kind at the end of a title (人才引进|暂行|办法)."""
    stage = known["documents.stage"].search(title[-6:])
    return stage[0] if stage else None


@from_words
def _kinds(rules: Rules) -> tuple[str, ...]:
    forms = {form for entry in rules.vocabularies["document_kinds"] for form in entry.forms}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def _kind(title: str, rules: Rules) -> str | None:
    """The kind of document that the title ends in, by its plainest word: 实施意见 is an 意见."""
    kinds = _kinds(rules)
    longest = next((form for form in kinds if title.endswith(form)), None)
    plainest = next((form for form in reversed(kinds) if longest and len(form) > 1 and longest.endswith(form)), None)
    return plainest or longest


def _document(passage: Passage, group: Sequence[_Found], bodies: Sequence[tuple[Span, str]], known: Phrases) -> Document:
    first, text = group[0], passage.text
    issuer = next((name for name in (_issuer(passage.folded, one, bodies, known) for one in group) if name), None)
    stage = next((one.stage for one in group if one.stage), None)
    mentions = tuple((one.start, one.end) for one in group)
    title = text[slice(*first.title)]
    return Document("", text[first.start : first.end], first.start, first.end, -1, first.rule, title, first.kind, stage, issuer, mentions)


def _issuer(folded: str, one: _Found, bodies: Sequence[tuple[Span, str]], known: Phrases) -> str | None:
    """A body at the head of the title, or one that issues it in the words before."""
    if opening := _at_head(one.title, bodies):
        return opening
    if headed := known["documents.headed"].match(folded, *one.title):
        return headed["issuer"]
    before = [(span, name) for span, name in bodies if one.start - _NEAR <= span[0] and span[1] <= one.start]
    near = next((at for at in range(len(before) - 1, -1, -1) if _issues(folded[before[at][0][1] : one.start], known)), None)
    return None if near is None else _jointly(folded, before[: near + 1], known)


def _jointly(folded: str, bodies: Sequence[tuple[Span, str]], known: Phrases) -> str:
    """The last of these bodies with all that stand in one row before it (县教育局、|县财政局|联合印发)."""
    row = [bodies[-1]]
    for one in reversed(bodies[:-1]):
        if not known["documents.joint"].fullmatch(folded, one[0][1], row[0][0][0]):
            break
        row.insert(0, one)
    return "、".join(name for _, name in row)


def _at_head(title: Span, bodies: Sequence[tuple[Span, str]]) -> str | None:
    """The body that a title opens with, and says more."""
    return next((name for (start, end), name in bodies if start == title[0] and end < title[1]), None)


def _issues(between: str, known: Phrases) -> bool:
    """Whether what stands between a body and a title says that the one issues the other."""
    return bool(known["documents.issues"].search(between)) and not _STOP.search(between)
