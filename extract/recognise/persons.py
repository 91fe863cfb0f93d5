"""The persons of an article with their offices, without the names of the byline."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log
from typing import Any

from extract import expressions as re
from extract.model import Person, Span
from extract.passage import Passage
from extract.patterns import Characters, Entry, Lookup, Rule, Rules, characters, from_words, lookup, one_of, phrases
from extract.recognise.findings import Findings, Found, mentioned, spans
from extract.recognise.gazetteer import HAN, Book, book, listed
from extract.recognise.names import likeness
from extract.records import record
from extract.text import occurrences

_CHAIN = 60  # characters of all the offices of one person
_ITEM = 30  # characters of one office
# How much a name must weigh that no cue announces, in a text of a hundred characters, and how much more for each e-fold
# of length: the longer a text, the more stretches look like names by accident (brands and places, of the foreign ones).
_NATIVE, _NATIVE_MORE = -0.8, 0.4
_FOREIGN, _FOREIGN_MORE = -1.8, 0.9
_WORD_MORE = 0.8  # where the surname is as often a word
_BREAK = re.compile(r"[,。;:!?、\s“”‘’《》<>()\[\]]")
_OTHERS = ("places", "countries", "not_names", "companies", "companies_ambiguous", "media")
_WEIGHED = "person.weights"

# Phrases of patterns/name_phrases.yaml: classes of characters, and expressions.
CLASSES = ("bodies", "function", "joints", "naming", "terrain")
EXPRESSIONS = ("not_office", "next", "row", "seat")
_WEAK = ("calling", "clause", "body")  # what ordinary words follow as well as names


@record
class _Names:
    """The shape of a native name, and the words around it."""

    gate: re.Pattern[str]
    surnames: frozenset[str]
    words: frozenset[str]
    compounds: frozenset[str]
    given: frozenset[str]
    offices: tuple[str, ...]
    titles: Mapping[str, re.Pattern[str]]
    called: re.Pattern[str]  # a surname with an office (周镇长) or a form of address (周先生)
    addresses: tuple[str, ...]
    not_names: Lookup
    common: Lookup
    inside: Lookup
    terms: frozenset[str]  # of the solar year, which people are called after as well (白露, 谷雨)
    # Each a phrase of patterns/name_phrases.yaml.
    bodies: Characters
    cues: Characters
    function: Characters
    joints: Characters
    naming: Characters
    openers: Characters
    terrain: Characters
    not_office: re.Pattern[str]
    next: re.Pattern[str]
    row: re.Pattern[str]
    seat: re.Pattern[str]

    def fits(self, name: str, rule: Rule) -> bool:
        """Whether a stretch that a rule found is built like a name.

        >>> from extract.patterns import from_words, load_rules
        >>> rules = load_rules(); rule = next(rule for rule in rules.of("person") if rule.id == "person.office")
        >>> [_names(rules).fits(name, rule) for name in ("周晓岚", "周末", "欧阳志远", "安徽")]
        [True, False, True, False]
        """
        if self._is_word(name, rule):
            return False
        surname = name[:2] if name[:2] in self.compounds and len(name) > 2 else name[:1]
        given = name[len(surname) :]
        if not 1 <= len(given) <= 2 or given in self.function or not self._is_surname(surname, rule):
            return False
        return given[-1] not in self.function if _is_loose(rule) else all(char in self.given for char in given)

    def _is_word(self, name: str, rule: Rule) -> bool:
        """Whether a stretch of text is rather a word, or known as something else, by what this rule asks of names."""
        before = rule.gives.get("before")
        known = self.common if _is_loose(rule) else self.not_names
        if _is_loose(rule) and name in self.terms:
            return False
        return name in known or (before == "clause" and name in self.common) or (before in _WEAK and self._has_word(name))

    def _has_word(self, name: str) -> bool:
        """Whether two characters of a name make a word (许多|工作, 毕业|生, 园林|绿化), and no form of address (苏先生)."""
        return name[:2] in self.inside or (name[1:3] in self.common and name[1:3] not in self.addresses)

    def _is_surname(self, surname: str, rule: Rule) -> bool:
        """Whether so many characters are a surname for this rule: some are more often a word (于, 向)."""
        if len(surname) > 1 or surname in self.surnames:
            return True
        return surname in self.words and rule.gives.get("surname") == "any"


def _is_loose(rule: Rule) -> bool:
    """Whether a rule takes any characters as a given name, as the words around it leave no doubt."""
    return rule.gives.get("given") == "any"


@from_words
def _names(rules: Rules) -> _Names:
    surnames = rules.lists["surnames"]
    words, compounds = ([name for name, kind in surnames.items() if kind == wanted] for wanted in ("word", "compound"))
    plain = frozenset(surnames) - {*words, *compounds}
    titles = rules.vocabularies["titles"]
    given = "".join(sorted(rules.lists["given"]))
    singles = "".join(sorted({*plain, *words}))
    forms = {form for entry in titles if entry["kind"] != "after" for form in entry.forms}
    common = rules.lists["common_words"], rules.lists.get("verbs", ())
    return _Names(
        gate=re.compile(f"[{singles}](?=[{given}])|{'|'.join(sorted(compounds))}"),
        surnames=plain,
        words=frozenset(words),
        compounds=frozenset(compounds),
        given=frozenset(given),
        titles={kind: re.compile(one_of(_forms(titles, kind))) for kind in ("office", "calling")},
        called=re.compile(f"(?P<surname>{one_of([*compounds, *plain, *words])})(?:(?P<office>{one_of(_ranks(titles))})|{one_of(_forms(titles, 'after'))})"),
        offices=tuple(sorted(forms, key=lambda form: (-len(form), form))),
        addresses=tuple(_forms(titles, "after")),
        not_names=lookup(*(rules.lists.get(source, ()) for source in _OTHERS)),
        common=lookup(*common),
        inside=lookup(*common, rules.lists.get("not_names", ())),
        terms=frozenset(_terms(rules)),
        **_said(rules),
    )


def _terms(rules: Rules) -> Iterator[str]:
    """The terms of the solar year."""
    for entry in rules.vocabularies.get("festivals", ()):
        yield from entry.forms if entry.columns.get("term") else ()


def _said(rules: Rules) -> dict[str, Any]:
    """The characters and words around names, from patterns/name_phrases.yaml."""
    classes, expressions = characters(rules), phrases(rules)
    openers = classes["places.openers"]
    tables: dict[str, Any] = {"openers": openers, "cues": openers | classes["persons.naming"]}
    tables |= {name: classes[f"persons.{name}"] for name in CLASSES}
    return tables | {name: expressions[f"persons.{name}"] for name in EXPRESSIONS}


def _forms(titles: Sequence[Entry], kind: str) -> list[str]:
    return [form for entry in titles if entry["kind"] == kind for form in entry.forms]


def _ranks(titles: Sequence[Entry]) -> list[str]:
    """Offices, and the callings that stand behind a surname as well: 教授. Others are given names, too (冠军, 英雄)."""
    after = frozenset(_forms(titles, "after"))
    return [*_forms(titles, "office"), *(form for form in _forms(titles, "calling") if form in after)]


@record
class _Found:
    start: int
    end: int
    name: str
    rule: str
    everywhere: bool = False  # the rule finds every mention itself; elsewhere the name is something else


def find(passage: Passage, context: Findings, rules: Rules) -> Found[Person]:
    """The persons of an article in order of first mention; `organisation` holds the body's name as yet.

    A later bare name, a surname with an office (周区长) and the last part of a foreign name count as mentions; without a full
    name beside it, a surname with an office is no person.

    >>> from extract.patterns import load_rules
    >>> text = "榕江县县长周晓岚介绍，周县长的账本上有2万户茶农。"
    >>> [(one.name, one.titles, one.mentions) for one in find(Passage.of(text), Findings(), load_rules()).records]
    [('周晓岚', ('榕江县县长',), ((5, 8), (11, 14)))]
    """
    folded, names = passage.folded, _names(rules)
    writers = {line.name for line in context.byline}
    taken, owned = _others(context, folded, rules), mentioned(context.organisations)
    free = [one for one in _found(folded, rules, names) if one.name not in writers and not _is_taken(one, taken, owned)]
    placed = _placed(free, folded, names)
    groups = _by_full_name(_full([one for one in free if one.name not in placed], folded, names))
    bodies = context.named()
    persons = (_person(passage, name, groups, bodies, names) for name in groups)
    return Found(sorted(persons, key=lambda person: person.start))


def _others(context: Findings, folded: str, rules: Rules) -> list[Span]:
    """The spans of dates and amounts, without a term of the solar year that is a name behind an office (县长|白露)."""
    offices, terms = _names(rules).offices, _names(rules).terms
    return [span for span in spans(context.dates) if folded[slice(*span)] not in terms or not folded.endswith(offices, 0, span[0])]


def _placed(found: Sequence[_Found], folded: str, names: _Names) -> set[str]:
    """The names that also occur as names of places in the text."""
    return {name for name in {one.name for one in found} if _seat(name, folded, names.seat)}


def _full(found: Sequence[_Found], folded: str, names: _Names) -> list[_Found]:
    """The names found, without a surname with its office, or with a form of address where one other name has the surname.

    >>> from extract.patterns import load_rules
    >>> text = "镇长周晓岚和林先生到会。周镇长、周女士说，茶好卖。"
    >>> found = [_Found(text.index(name), text.index(name) + 3, name, "") for name in ("周晓岚", "林先生", "周镇长", "周女士")]
    >>> [one.name for one in _full(found, text, _names(load_rules()))]
    ['周晓岚', '林先生']
    """
    called = {one: call for one in found if (call := names.called.match(folded, one.start)) and call.end() >= one.end}
    full = {one.name for one in found if one not in called}
    return [one for one in found if one not in called or not (called[one]["office"] or _is_of_one(called[one]["surname"], full))]


def _is_of_one(surname: str, full: Iterable[str]) -> bool:
    """Whether exactly one person has a surname.

    >>> _is_of_one("周", ["周晓岚", "林志远"]), _is_of_one("周", ["周晓岚", "周大明"]), _is_of_one("马", ["马丁·韦斯特"])
    (True, False, False)
    """
    having = [name for name in full if name.startswith(surname)]
    return len(having) == 1 and "·" not in having[0]


def _by_full_name(found: Sequence[_Found]) -> dict[str, list[_Found]]:
    """The names found, by the person that they mean, in order of first mention."""
    dotted = [one.name for one in found if "·" in one.name]
    groups: dict[str, list[_Found]] = {}
    for one in found:
        groups.setdefault(_full_name(one.name, dotted), []).append(one)
    return groups


def _is_taken(one: _Found, taken: Sequence[Span], owned: Sequence[Span]) -> bool:
    """Whether a name shares characters with a date or amount, or with an organisation where only its look speaks for it."""
    return _inside(one, taken) or (one.rule == _WEIGHED and _inside(one, owned))


def _seat(name: str, folded: str, seat: re.Pattern[str]) -> bool:
    """Whether the article shows that a name, or its beginning, is a place: 榕城街道 beside 榕城, 榕城正.

    >>> seat = re.compile("街道")
    >>> [_seat(name, "榕城街道周晓岚区长说，榕城正加快发展", seat) for name in ("榕城", "榕城正", "周晓岚")]
    [True, True, False]
    """
    stems = (name, name[:2]) if len(name) > 2 and "·" not in name else (name,)
    return any(seat.match(folded, end) for stem in stems for _, end in _all(folded, stem))


def _full_name(name: str, dotted: Sequence[str]) -> str:
    """The dotted name that this one is a part of, or the name itself.

    >>> _full_name("韦斯特", ["保罗·韦斯特"]), _full_name("许秀兰", ["保罗·韦斯特"])
    ('保罗·韦斯特', '许秀兰')
    """
    return next((full for full in dotted if name in full.split("·")), name)


def _inside(one: _Found, taken: Sequence[Span]) -> bool:
    return any(start < one.end and one.start < end for start, end in taken)


def _found(folded: str, rules: Rules, names: _Names) -> list[_Found]:
    """Names in reading order, none overlapping."""
    of_rule = rules.of("person")
    free = [rule for rule in of_rule if rule.gives.get("shape") == "free"]
    kept = {one.start: one for rule in free for one in _free(folded, rule, names)}
    kept.update((one.start, one) for one in _announced(folded, of_rule, list(kept.values()), names))
    kept.update((one.start, one) for one in _likely(folded, list(kept.values()), rules, names))
    return [kept[start] for start in sorted(kept)]


def _announced(folded: str, rules: Sequence[Rule], found: Sequence[_Found], names: _Names) -> Iterator[_Found]:
    """Native names with something before them that lets a name be expected: an office, a stop, another name."""
    title_ends = {kind: {m.end() for m in title.finditer(folded)} for kind, title in names.titles.items()}
    announced = set().union(*title_ends.values())
    ends = {one.end for one in found}
    last, kinds = 0, _by_kind(rules)
    for start in sorted({*_surnames(folded, found, names), *_rare(folded, title_ends["office"], found, names)}):
        if start >= last and (start in announced or start - 1 in ends or _may_follow(folded, start, names)):
            standing = _standing(folded, start, title_ends, names)
            if one := _native(folded, start, _of_kinds(kinds, standing), names, ends):
                yield one
                last = one.end
                ends.add(last)


def _by_kind(rules: Sequence[Rule]) -> dict[str, list[Rule]]:
    """The rules by the kind of word that they require before a name."""
    kinds: dict[str, list[Rule]] = {}
    for rule in rules:
        kinds.setdefault(rule.gives.get("before", ""), []).append(rule)
    return kinds


def _of_kinds(kinds: Mapping[str, Sequence[Rule]], standing: Iterable[str]) -> list[Rule]:
    """The rules for each kind of word that stands before a name."""
    return [rule for before in standing for rule in kinds.get(before, ())]


def _surnames(folded: str, found: Sequence[_Found], names: _Names) -> list[int]:
    """The starts of surnames that are part of no name yet."""
    covered = {at for one in found for at in range(one.start, one.end)}
    return [gate.start() for gate in names.gate.finditer(folded) if gate.start() not in covered]


def _rare(folded: str, ends: Iterable[int], found: Sequence[_Found], names: _Names) -> list[int]:
    """The starts of surnames right behind an office, whatever given name may follow."""
    covered = {at for one in found for at in range(one.start, one.end)}
    return [at for at in ends if at not in covered and (folded[at : at + 1] in names.surnames or folded[at : at + 1] in names.words)]


def _may_follow(folded: str, start: int, names: _Names) -> bool:
    """Whether a name may begin here, by the one character before: a mark, a cue, the end of an organisation."""
    before = folded[start - 1 : start]
    return not "\u4e00" <= before <= "\u9fff" or before in names.cues or before in names.bodies


def _standing(folded: str, start: int, title_ends: Mapping[str, set[int]], names: _Names) -> Iterator[str]:
    """The kinds of words before a name that begins at `start`, in the words of `before` in persons.yaml."""
    yield from (kind for kind, ends in title_ends.items() if start in ends)
    before = folded[start - 1 : start]
    clause = not before or not HAN.match(before)
    if clause:
        yield "clause"
    if clause or before in names.openers:
        yield "open"
    if before in names.bodies:
        yield "body"
    if not before or before in names.naming:
        yield "any"


def _likely(folded: str, found: Sequence[_Found], rules: Rules, names: _Names) -> Iterator[_Found]:
    """Names that no cue announces, but that look like one (names.py)."""
    spans = sorted((one.start, one.end) for one in found)
    known = tuple({one.name for one in found})
    length = log(max(len(folded), 100) / 100)
    native, foreign = _NATIVE + _NATIVE_MORE * length, _FOREIGN + _FOREIGN_MORE * length
    weighed = likeness(rules).candidates(folded, native, foreign)
    for weight, start, end in sorted(weighed, key=lambda one: (-one[0], one[1])):
        name = folded[start:end]
        if name[0] in names.words and weight < native + _WORD_MORE:
            continue
        if _is_other(folded, start, end, names) or name.startswith(known) or _crosses(start, end, spans) or _in_place(folded, start, end, book(rules)):
            continue
        insort(spans, (start, end))
        yield _Found(start, end, name, _WEIGHED)


def _is_other(folded: str, start: int, end: int, names: _Names) -> bool:
    """Whether a stretch is rather a place's name by its last character, known as something else, or torn out of an office (李明|书记)."""
    name = folded[start:end]
    if names.titles["office"].match(folded, end - 1):
        return True
    return name in names.not_names or (name[-1] in names.terrain and "·" not in name)


def _crosses(start: int, end: int, spans: Sequence[Span]) -> bool:
    at = bisect_left(spans, (start, end))
    return any(first < end and start < last for first, last in spans[max(at - 1, 0) : at + 1])


def _in_place(folded: str, start: int, end: int, lists: Book) -> bool:
    base = max(0, start - 3)
    return any(base + hit.start < end and start < base + hit.end for hit in listed(folded[base : end + 3], lists))


def _free(folded: str, rule: Rule, names: _Names) -> Iterator[_Found]:
    for match in rule.matches(folded):
        start, end = match.span("name")
        if match["name"] not in names.not_names:
            yield _Found(start, end, match["name"], rule.id, rule.gives.get("repeat") == "none")


def _native(folded: str, start: int, rules: Sequence[Rule], names: _Names, ends: set[int]) -> _Found | None:
    for rule in rules:
        match = rule.match.match(folded, start)
        if match and names.fits(match["name"], rule):
            end = match.end("name")
            if rule.gives.get("row") != "person" or start - 1 in ends or _row(folded, end, names, rule):
                return _Found(start, end, match["name"], rule.id)
    return _beside(folded, start, rules, names) if start - 1 in ends else None


def _beside(folded: str, start: int, rules: Sequence[Rule], names: _Names) -> _Found | None:
    """The name right after another one and 、 or 和."""
    match = names.next.match(folded, start) if folded[start - 1] in names.joints else None
    if match and rules and names.fits(match[0], rules[0]):
        return _Found(start, match.end(), match[0], "person.list")
    return None


def _row(folded: str, end: int, names: _Names, rule: Rule) -> bool:
    """Whether two more names follow in the list."""
    more = names.row.match(folded, end)
    return bool(more and all(names.fits(name, rule) for name in more.groups()))


def _person(passage: Passage, name: str, groups: dict[str, list[_Found]], bodies: Sequence[tuple[Span, str]], names: _Names) -> Person:
    text, folded, group = passage.text, passage.folded, groups[name]
    titles, body = _held(passage, group, bodies, names)
    spans = {(one.start, one.end) for one in group}
    if not group[0].everywhere:
        spans.update(_again(folded, name, [other for other in groups if other != name], titles, names))
    mentions = tuple(_apart(spans))
    start, end = mentions[0]
    return Person("", text[start:end], start, end, -1, group[0].rule, name, titles, body, mentions)


def _held(passage: Passage, group: Sequence[_Found], bodies: Sequence[tuple[Span, str]], names: _Names) -> tuple[tuple[str, ...], str | None]:
    """The offices before a person's mentions, as printed, and the first body that stands in one of them."""
    titles: dict[str, None] = {}
    body: str | None = None
    for one in group:
        for title, at in _titles(passage.folded, one.start, bodies, names):
            titles[passage.text[at : at + len(title)]] = None
            body = body or next((label for (start, end), label in bodies if at <= start and end <= one.start), None)
    return tuple(titles), body


def _apart(spans: set[Span]) -> Iterator[Span]:
    last = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            last = end
            yield start, end


def _titles(folded: str, start: int, bodies: Sequence[tuple[Span, str]], names: _Names) -> list[tuple[str, int]]:
    """The offices printed right before a name, first to last: 区委常委、宣传部部长|周晓岚."""
    found: list[tuple[str, int]] = []
    end = start
    while end > 0 and start - end < _CHAIN:
        begin = _item(folded, end, bodies)
        cut = names.not_office.match(folded[begin:end])
        piece = begin + (cut.end() if cut else 0)
        if not folded.endswith(names.offices, 0, end) or piece >= end:
            break
        found.insert(0, (folded[piece:end], piece))
        if piece > begin or begin == 0 or folded[begin - 1] != "、":
            break
        end = begin - 1
    return found


def _item(folded: str, end: int, bodies: Sequence[tuple[Span, str]]) -> int:
    """Where the item that ends there begins: behind the last mark, or at the organisation that reaches over it."""
    reach = max(0, end - _ITEM)
    begin = max((mark.end() for mark in _BREAK.finditer(folded, reach, end)), default=reach)
    return next((s for (s, e), _ in bodies if s < begin < e <= end), begin)


def _again(folded: str, name: str, others: Sequence[str], titles: Sequence[str], names: _Names) -> Iterator[Span]:
    """Later mentions: the bare name, the surname with an office or a form of address, the last part of a foreign name."""
    yield from _all(folded, name)
    if "·" in name:
        last = name.rsplit("·", 1)[1]
        yield from _all(folded, last) if len(last) > 1 else ()
        return
    surname = name[:2] if name[:2] in names.compounds else name[:1]
    if any(other.startswith(surname) for other in others):
        return
    for word in sorted({*_offices(titles, names), *names.addresses}):
        yield from _all(folded, surname + word)


def _offices(titles: Sequence[str], names: _Names) -> Iterator[str]:
    """The office that each title ends with: 部长 of 宣传部部长."""
    for title in titles:
        yield from [office for office in names.offices if title.endswith(office)][:1]


def _all(folded: str, words: str) -> Iterator[Span]:
    return ((at, at + len(words)) for at in occurrences(folded, words))
