"""The subjects of values: a place or body named by the sentence, else by the section's head, the title or the publisher."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from extract import expressions as re
from extract.assemble.bind import Bound
from extract.assemble.lexicon import either, lexicon
from extract.assemble.view import View
from extract.model import Article, Mentions, Organisation, Place, Section, Span, Subject
from extract.passage import clause_start
from extract.patterns import Rules, from_words, phrases
from extract.text import fold

_OPENING = 40  # characters of a sentence in which its subject is looked for
_NAME, _PROVINCE = 15, 2  # characters of the longest name of a place, and of a code that say the province
_BACK = 2  # sentences before that of a value in which its work may be named
_FIRMS = ("company", "finance")  # of whose own work a report goes on to tell: 云坞公司投产,年产值3亿元
_STOPS = ",;。\n"
_MORE = ("、", "等")  # behind a name that is one of several, the others unknown


class Subjects:
    """The subjects that an article offers for the values of its sentences."""

    def __init__(self, article: Article, folded: str, mentions: Mentions, rules: Rules) -> None:
        self._words, self._closings = phrases(rules), lexicon(rules).clauses
        self._article = article
        self._folded = folded
        places = [place for place in mentions.places if place.code or self._words["subjects.division"].search(fold(place.name))]
        self._names = list(dict.fromkeys(fold(place.text) for place in places))
        self._places, bodies = list(_spans(places)), _bodies(mentions, folded, rules)
        self._named = sorted([*filter(self._lies_there, self._places), *filter(self._acts, bodies)])
        self._events = set(_institutions(mentions)).difference(self._places)
        self._alike = sorted({*self._places, *_spans(mentions.organisations)})
        self._amounts = sorted((amount.start, amount.end) for amount in mentions.amounts)
        self._heads = [(section.start, section.end, named) for section in article.sections if (named := self._in_head(section))]
        self._beyond = self._of_title(rules) or self._of_publisher(rules)

    def of(self, one: Bound) -> Subject | None:
        """The subject of one value, or None where the article names none."""
        text = self._article.text
        if named := self._in_sentence(one):
            return Subject(text[slice(*named)], "sentence")
        for start, end, named in reversed(self._heads):
            if start <= one.amount.start < end:
                return Subject(text[slice(*named)], "section")
        return self._beyond

    def _in_sentence(self, one: Bound) -> Span | None:
        """The span of the subject that the sentence of a value names."""
        if len(one.subject) and self._is_subject(one.subject):
            return self._each(one, self._doing(one.subject))
        near = self._nearby(one)
        return (self._each(one, near) if near else None) or self._work(one)

    def _each(self, one: Bound, span: Span) -> Span | None:
        """The subject that a sentence names at `span`; of several in a row the one to which the value belongs, else all of them."""
        row = self._row(span)
        last = row[-1][1]
        shared = self._shared(one, last)
        if len(row) > 1 and len(shared) == len(row):
            return row[shared.index(one.amount.start)]
        others = self._words["subjects.others"].match(self._folded, last)
        whole = span[0], others.end() if others else last
        if self._folded[whole[1] : whole[1] + 1] in _MORE:
            return None
        return whole if whole == span or (self._is_told(whole[1], one) and self._is_listed(row)) else None

    def _is_told(self, behind: int, one: Bound) -> bool:
        """Whether the clause of several, which goes on at `behind`, has a value of theirs (湖州、嘉山等5市|共有…); else it tells what happened, or counts them."""
        after = behind + 1  # an amount right behind them counts them: 嘉山、岚浦|2县
        return one.amount.start >= after and self._has_value(after, self._clause_end(after))

    def _is_listed(self, row: Sequence[Span]) -> bool:
        """Whether nothing but a mark or a word for "and" stands between the names of a row."""
        return all(other[0] - one[1] == 1 for one, other in pairwise(row))

    def _row(self, span: Span) -> list[Span]:
        """The spans of the places or bodies in the row that `span` begins: 云坞客车、玖山客车|的出口量; the span alone where no row does."""
        at = bisect_left(self._alike, (span[0], 0))
        if self._alike[at : at + 1] != [span]:
            return [span]
        last = at
        while last + 1 < len(self._alike) and self._joins(self._alike[last], self._alike[last + 1]):
            last += 1
        return self._alike[at : last + 1]

    def _joins(self, one: Span, other: Span) -> bool:
        return one[1] < other[0] and self._words["subjects.joined"].fullmatch(self._folded, one[1], other[0]) is not None

    def _shared(self, one: Bound, behind: int) -> list[int]:
        """The offsets of the values that 分别 distributes in the clause of `one`, itself among them (分别|达到3辆、|5辆); empty where it does not."""
        told = re.last(self._words["phrases.respectively"], self._folded, behind, one.amount.start)
        if told is None or clause_start(self._folded, one.amount.start, behind) > told.start():
            return []
        stop = self._clause_end(one.amount.end)
        return [start for start, end in self._amounts if told.end() <= start and end <= stop]

    def _clause_end(self, at: int) -> int:
        return next((end for end in range(at, len(self._folded)) if self._folded[end] in _STOPS), len(self._folded))

    def _has_value(self, start: int, stop: int) -> bool:
        return bisect_left(self._amounts, (start, 0)) < bisect_left(self._amounts, (stop, 0))

    def _acts(self, span: Span) -> bool:
        """Whether a place or body does more than open a dateline: 玖山1月25日电, 云溪日报讯 do not."""
        return self._words["subjects.dateline"].match(self._folded, span[1]) is None

    def _lies_there(self, span: Span) -> bool:
        """Whether a place does not open a dateline, as a bare name at the head of a line before a day alone does, too: 玖山1月25日|政府出资."""
        opens = span[0] == 0 or self._folded[span[0] - 1] == "\n"
        bare = self._words["subjects.division"].search(self._folded, *span) is None
        return self._acts(span) and not (opens and bare and self._words["subjects.sent"].match(self._folded, span[1]))

    def _work(self, one: Bound) -> Span | None:
        """The one work whose size or cost a value gives, named in its sentence or shortly before; None where works are counted."""
        index, at = one.amount.sentence, one.amount.start
        if self._words["subjects.size"].search(one.indicator.text) is None:
            return None
        for start, end in ((self._article.sentences[index][0], at), *reversed(self._article.sentences[max(index - _BACK, 0) : index])):
            if self._words["singles.counted"].search(self._folded, start, end):
                return None
            if found := re.last(self._words["subjects.project"], self._folded, start, end):
                return found.span("who")
        return None

    def _doing(self, words: View) -> Span:
        """The span of those who do something, without those at whom it is directed (|榕岭县|对老年人每月发放津贴) and without the particle of what is theirs (|公司|的一期项目)."""
        pointed = self._words["subjects.points"].search(self._folded, words.start, words.end)
        end = pointed.start() if pointed else words.end
        owned = self._words["subjects.owned"].search(self._folded, words.start, end)
        return words.start, owned.start() if owned else end

    def _is_subject(self, words: View) -> bool:
        """Whether words before a verb are its subject: a name is, 集中 and 为脱贫人口 are not, nor 企业 in 为30户企业发放…."""
        at = bisect_left(self._named, (words.start, 0))
        named = any(start < words.end for start, _ in self._named[at : at + 1])
        clause = clause_start(self._folded, words.start, 0)
        receives = not named and self._words["subjects.receives"].search(self._folded, clause, words.start) is not None
        return not receives and (named or self._words["subjects.none"].fullmatch(words.text) is None)

    def _in_head(self, section: Section) -> tuple[int, int] | None:
        """The span of the place or body that a section's head names first."""
        end = section.start + len(section.heading)
        at = bisect_left(self._named, (section.start, 0))
        return next((span for span in self._named[at : at + 1] if span[1] <= end), None)

    def _nearby(self, one: Bound) -> Span | None:
        """The span of the place or body that opens the clause of a value (重庆境内112公里,|贵州|境内233公里), else its sentence."""
        start = self._article.sentences[one.amount.sentence][0]
        clause = clause_start(self._folded, one.amount.start, start)
        return self._opening(start, clause, one.amount.start) or self._opening(start, start, min(start + _OPENING, clause), self._goes_on)

    def _opening(self, start: int, first: int, stop: int, holds: Callable[[Span], bool] = bool) -> Span | None:
        """The first span between `first` and `stop` that opens a clause of the sentence that begins at `start`."""
        begun = self._named[bisect_left(self._named, (first, 0)) : bisect_left(self._named, (stop, 0))]
        span = next((span for span in begun if self._opens(start, span[0])), None)
        return span if span and holds(span) else None

    def _goes_on(self, span: Span) -> bool:
        """Whether the clauses behind that of a place or body may tell of it: behind what befell a school or a hospital (云溪中学|投入使用,) they tell of others."""
        stop = self._clause_end(span[1])
        if span not in self._events or self._has_value(span[1], stop):
            return True
        told = self._folded[span[1] : stop]
        return not (self._closings.ending(told) or self._words["subjects.befell"].search(told))

    def _opens(self, start: int, at: int) -> bool:
        """Whether only a date and connectors stand before `at` in its clause."""
        clause = clause_start(self._folded, at, start)
        return clause == at or self._words["subjects.dated"].search(self._folded[start:at], clause - start) is not None

    def _of_title(self, rules: Rules) -> Subject | None:
        """The place that a title names first, with those that hold it before it (保定市徐水区); rather one that the text names, too."""
        title, places = fold(self._article.title or ""), rules.lists.get("places", {})
        named = [at for name in self._names if (at := title.find(name)) >= 0]
        start = min(named) if named else next((at for at in range(len(title)) if self._begins(title, at, places)), None)
        if start is None:
            return None
        end = start + _longest(title, start, places, self._names)
        province = places.get(title[start:end], "")[:_PROVINCE]
        while (size := _longest(title, end, places, self._names)) and places.get(title[end : end + size], province).startswith(province):
            end += size
        return Subject(str(self._article.title)[start:end], "title")

    def _begins(self, title: str, at: int, places: Mapping[str, str]) -> bool:
        """Whether a listed place that is no mere word stands at an index of a title: one that says its rank, or a province or city."""
        name = title[at : at + _longest(title, at, places)]
        return name in places and (self._words["subjects.division"].search(name) is not None or places[name].endswith("00"))

    def _of_publisher(self, rules: Rules) -> Subject | None:
        """The place of a paper: 珠江时报 -> 佛山市; a publisher of no known place gives none."""
        code = rules.lists.get("newspapers", {}).get(fold(self._article.publisher or ""), "")
        name = _names(rules).get(code)
        return Subject(name, "publisher") if name else None


def _longest(title: str, at: int, *names: Container[str]) -> int:
    """The length of the longest of these names that stands at an index of a title; 0 where none does."""
    sizes = range(min(_NAME, len(title) - at), 1, -1)
    return next((size for size in sizes if any(title[at : at + size] in one for one in names)), 0)


def _spans(named: Iterable[Place | Organisation]) -> Iterator[Span]:
    return (span for one in named for span in one.mentions)


def _institutions(mentions: Mentions) -> Iterator[Span]:
    """The spans of bodies that are no firms."""
    return _spans(one for one in mentions.organisations if one.type not in _FIRMS)


def _bodies(mentions: Mentions, folded: str, rules: Rules) -> Iterator[Span]:
    """The spans of bodies that are not only the source of a figure (据县统计局局长介绍, 县统计局数据显示)."""
    speaks, source = _speaking(rules), phrases(rules)["subjects.source"]
    return (span for span in _spans(mentions.organisations) if not speaks.match(folded, span[1]) and not source.match(folded, span[1]))


@from_words
def _speaking(rules: Rules) -> re.Pattern[str]:
    """The words behind a body that is only the source of a figure: its officer, a verb of saying."""
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
