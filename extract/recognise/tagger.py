"""The verdict of a plugged-in tagger on the organisations of the rules: names whose beginning they missed, names they began too early.

A tagger sees where an unheard name begins, but takes kinds (乡镇卫生院) and things (新能源汽车) for names too. A rule knows what closes
a name and what may follow, but not always what stands before. Alone, the tagger finds less and more wrongly than the rules;
only where both agree is it followed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, replace

from extract.model import Article, Organisation, Rejected, Span
from extract.patterns import Rules
from extract.recognise.findings import Found
from extract.recognise.organisations.words import Words, common_word, ending, place_after, words
from extract.records import record, state

Word = tuple[int, int, str]
Bodies = tuple[list[Organisation], list[Rejected]]


@record
class Tagger:
    """A loaded tagger. `run` cuts a sentence into words and gives each its tag: ORG, LOC, or a part of speech."""

    run: Callable[[str], Iterable[tuple[str, str]]]


_NAMES = ("ORG", "LOC")
_FUNCTION = ("p", "c", "u", "xc")  # prepositions, conjunctions, particles
_BEFORE = (*_FUNCTION, "v", "vd", "ad", "d", "r")  # with verbs, adverbs, pronouns: what a sentence has before a name
# Where the rules know a kind or a row, no tagger can tell better.
_SETTLED = ("a kind of body", "more than one body")
_LISTED = "organisation.list."  # a listed name is whole, whatever its characters look like (拼多多)
_UNSEEN = 2  # unknown characters in a row that make a word of one's own: one is what cutting leaves over (新|疾控中心)


def agreed(tagger: Tagger, article: Article, folded: str, found: Found[Organisation], rules: Rules) -> Found[Organisation]:
    """The organisations and the candidates left alone, both by the rules, after the tagger has been heard.

    A candidate that it vouches for becomes an organisation, with the type that its rule gives and the rule `ner.ORG`.

    >>> from extract import annotate, load_rules
    >>> article, tagger = annotate("则由幼儿园负责"), Tagger(lambda sentence: [("则", "c"), ("由", "p"), ("幼儿园", "n"), ("负责", "v")])
    >>> body = Organisation("", "则由幼儿园", 0, 5, -1, "organisation.school", "则由幼儿园", "education", (), ((0, 5),))
    >>> agreed(tagger, article, article.text, Found([body]), load_rules())
    Found(records=[], rejected=[Rejected(text='则由幼儿园', start=0, end=5, rule='organisation.school', reason='the tagger sees no name in it')])
    """
    bodies, rejected = found
    tags = _Tags(tagger, article, folded, {one.end for one in rejected} | _ends(_unlisted(bodies)))
    kept, doubted = _trimmed(bodies, tags, article.text)
    taken = sorted(span for body in kept for span in body.mentions)
    new = {span: one for span, one in _vouched(rejected, tags, words(rules)).items() if _free(span, taken)}
    types = _types(rules)
    kept = _joined(kept, [(span, "ner.ORG", types.get(one.rule, "other")) for span, one in new.items()], article.text)
    ends = {end for _, end in new}
    return Found(kept, [*(one for one in rejected if one.end not in ends), *doubted])


def _ends(bodies: Iterable[Organisation]) -> set[int]:
    """The ends of the mentions of organisations."""
    return {end for body in bodies for _, end in body.mentions}


def _types(rules: Rules) -> dict[str, str]:
    """The type of organisation that each rule gives."""
    return {rule.id: rule.gives["type"] for rule in rules.of("organisation") if "type" in rule.gives}


@state
class _Tags:
    """The words of those sentences in which one of these ends stands, in order; a sentence is read once."""

    tagger: Tagger
    article: Article
    folded: str
    ends: set[int]
    words: list[Word] = field(init=False)

    def __post_init__(self) -> None:
        wanted = sorted(self.ends)
        spans = [(s, e) for s, e in self.article.sentences if bisect_right(wanted, e) > bisect_right(wanted, s)]
        self.words = [word for span in spans for word in self._read(span)]

    def _read(self, span: Span) -> Iterator[Word]:
        at = span[0]
        for word, tag in self.tagger.run(self.folded[slice(*span)]):
            yield at, at + len(word), tag
            at += len(word)
        if at != span[1]:
            raise ValueError("the tagger gave back another text than it was given")

    def within(self, start: int, end: int) -> list[Word]:
        """The words that begin within a span, in order."""
        return self.words[bisect_left(self.words, (start, 0, "")) : bisect_left(self.words, (end, 0, ""))]

    def names(self) -> Iterator[tuple[Span, bool]]:
        """Each ORG with the places right before it, and whether there are any (瀚海市|澄河商圈管委会)."""
        for n, (start, end, tag) in enumerate(self.words):
            if tag == "ORG":
                first = n
                while first and self.words[first - 1][1:] == (start, "LOC"):
                    first -= 1
                    start = self.words[first][0]
                yield (start, end), first < n


def _vouched(rejected: Sequence[Rejected], tags: _Tags, known: Words) -> dict[Span, Rejected]:
    """Where a candidate of the rules lacked its beginning and the tagger sees one: the whole name, and the candidate."""
    by_end: dict[int, list[Rejected]] = {}
    for candidate in rejected:
        by_end.setdefault(candidate.end, []).append(candidate)
    new: dict[Span, Rejected] = {}
    for (start, end), placed in tags.names():
        longest = min(by_end.get(end, ()), key=lambda r: r.start, default=None)
        if longest is None or start > longest.start or any(r.reason in _SETTLED for r in by_end[end]):
            continue
        if _proper(tags.folded[start:end], longest.start - start, placed, known):
            new[start, end] = longest
    return new


def _proper(name: str, size: int, placed: bool, known: Words) -> bool:
    """Whether a name has a place, a nation or a word of its own in the characters that the rules did not see, and no kind."""
    if ending(name, size, known.generic, 4):  # 瀚海市|公办|中学
        return False
    return placed or place_after(name, 0, known) > 0 or bool(known.international.match(name)) or _unseen(name[:size], known) >= _UNSEEN


def _unseen(opening: str, known: Words) -> int:
    """The longest run of characters between the common words of an opening (润禾|农业|种植 has two)."""
    longest = run = at = 0
    while at < len(opening):
        size = common_word(opening, at, len(opening), known)
        run = 0 if size else run + 1
        longest = max(longest, run)
        at += size or 1
    return longest


def _trimmed(bodies: list[Organisation], tags: _Tags, text: str) -> Bodies:
    """The organisations without what the tagger takes for the sentence's, and those mentions that are nothing else."""
    kept = [body for body in bodies if body.rule.startswith(_LISTED)]
    moved: list[tuple[Span, str, str]] = []
    doubted: list[Rejected] = []
    for body in _unlisted(bodies):
        left = []
        for span in body.mentions:
            start = _start(tags.within(*span), span[0], body.type)
            if start is None:
                doubted.append(Rejected(text[slice(*span)], *span, body.rule, "the tagger sees no name in it"))
            elif start > span[0]:
                moved.append(((start, span[1]), body.rule, body.type))
            else:
                left.append(span)
        if left:
            kept.append(body if len(left) == len(body.mentions) else _record(left, body, text))
    return _joined(kept, moved, text), doubted


def _start(inside: Sequence[Word], start: int, kind: str) -> int | None:
    """Where the name in these words begins: behind what stands before a name, or nowhere (则由|幼儿园).

    One character alone may be torn off a nation or a brand, and is no reason then (以|军, 联|东谷科技).
    """
    first = next((n for n, (_, _, tag) in enumerate(inside) if tag in _NAMES), None)
    if first is None:
        return None if any(tag == "p" and at > start for at, _, tag in inside) else start
    before, begins = inside[:first], inside[first][0]
    torn = kind == "company" and begins == start + 1 and before[0][2] not in _FUNCTION
    return begins if not torn and _lead(before, start) else start


def _lead(before: Sequence[Word], start: int) -> bool:
    """Whether the words from `start` on are such as stand before a name."""
    return len(before) > 0 and before[0][0] == start and all(tag in _BEFORE for _, _, tag in before)


def _joined(bodies: list[Organisation], more: Iterable[tuple[Span, str, str]], text: str) -> list[Organisation]:
    """The organisations with more mentions (span, rule, type): each under the name that it bears, or as a new one."""
    by_name = {form: n for n, body in enumerate(bodies) for form in (body.name, body.text, *body.aliases)}
    made = list(bodies)
    for span, rule, kind in sorted(more):
        name = text[slice(*span)]
        if name in by_name:
            body = made[by_name[name]]
            made[by_name[name]] = _record(sorted((*body.mentions, span)), body, text)
        else:
            by_name[name] = len(made)
            made.append(Organisation("", name, *span, -1, rule, name, kind, (), (span,)))
    return sorted(made, key=lambda body: body.start)


def _record(spans: Sequence[Span], body: Organisation, text: str) -> Organisation:
    """The organisation with these mentions, and the forms of its name that are among them."""
    forms = list(dict.fromkeys(text[slice(*span)] for span in spans))
    name = max(forms, key=len)
    start, end = spans[0]
    aliases = tuple(form for form in forms if form != name)
    return replace(body, text=forms[0], start=start, end=end, name=name, aliases=aliases, mentions=tuple(spans))


def _unlisted(bodies: Iterable[Organisation]) -> list[Organisation]:
    return [body for body in bodies if not body.rule.startswith(_LISTED)]


def _free(span: Span, taken: Sequence[Span]) -> bool:
    at = bisect_left(taken, (span[1], 0))
    return at == 0 or taken[at - 1][1] <= span[0]
