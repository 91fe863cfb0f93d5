"""The vocabularies that the assembly of statements uses, as look-up tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain
from typing import Any

from extract import expressions as re
from extract.passage import clause_start
from extract.patterns import Entry, Forms, Lookup, Phrases, Rules, Signs, from_words, lookup, one_of, phrases
from extract.records import record
from extract.text import has_digit

_TAKING = "hedge.shall"
_LEAD = 6  # characters that hold the longest verb or adverb


@record
class Some:
    """A selection of a vocabulary's entries: those of `kinds` (all, where none is named) but not of `but`."""

    vocabulary: str
    kinds: tuple[str, ...] = ()
    but: tuple[str, ...] = ()

    def of(self, rules: Rules) -> Iterator[Entry]:
        """The entries, in the order of their file."""
        for entry in rules.vocabularies.get(self.vocabulary, ()):
            kind = entry.columns.get("kind", "")
            if (kind in self.kinds or not self.kinds) and kind not in self.but:
                yield entry


# The tables from a form to its entry.
FORMS = {
    "predicates": Some("predicates"),
    "verbs": Some("verbs", but=("outcome", "closing")),
    "closings": Some("verbs", ("closing",)),
    "leads": Some("leads", but=("guard", "once")),
    "guards": Some("leads", ("guard",)),
    "facets": Some("facets", ("facet",)),
    "sides": Some("facets", ("side",)),
    "rising": Some("facets", ("rise",)),
    "stops": Some("facets", ("stop",)),
    "stages": Some("facets", ("stage",)),
    "sizes": Some("facets", ("size",)),
    "spending": Some("facets", ("spending",)),
    "relative": Some("facets", ("relative",)),
    "pushes": Some("facets", ("push",)),
    "heads": Some("cues", ("head",)),
    "cue_of": Some("cues", but=("head", "title", "annual", "refer", "deed", "gloss", "bio", "career")),  # these do not bear on a single value
    "aliases": Some("indicators"),
}
# The plain sets of forms.
SETS = {
    "counterparts": Some("facets", ("counterpart",)),
}


COMING = ("new", "newkept")  # verbs whose things have newly come: 新增|岗位
KEPT = ("keep", "newkept")  # verbs that are part of an indicator: 建成|5G基站
_TURNS = ("done.now", "done.already")
_OPENS = 4  # most characters between the start of a clause and a cue that opens it: 目前已
SCOPES = ("scope", "time")  # kinds of leads that say of whom or of when a value is: 全县, 全年


@dataclass(frozen=True, eq=False, repr=False)  # words are compared and shown by nobody
class Lexicon:
    """The look-up tables (form -> entry), and the expressions of patterns/lexicon.yaml; `facets` and `tails` are two kinds of patterns/facets.yaml."""

    predicates: Forms
    verbs: Forms
    leads: Forms
    guards: Forms
    facets: Forms
    sides: Forms
    tails: re.Pattern[str]
    pairs: Mapping[str, tuple[str, ...]]
    growths: re.Pattern[str]
    shares: re.Pattern[str]
    rates: re.Pattern[str]
    falls: re.Pattern[str]
    rises: re.Pattern[str]
    rising: Forms
    stops: Forms
    finite: re.Pattern[str]
    clauses: Forms
    closings: Forms
    outcomes: re.Pattern[str]
    cues: re.Pattern[str]
    cue_of: Forms
    heads: Forms
    titles: re.Pattern[str]
    years: Mapping[str, int]
    founded: re.Pattern[str]
    present: re.Pattern[str]
    reviews: re.Pattern[str]
    tense: Signs  # the many weak words of programmes and of reports
    aliases: Forms
    common: Lookup
    acting: Lookup  # common words that are verbs, and no nouns
    products: re.Pattern[str]
    counterparts: frozenset[str]
    holders: re.Pattern[str]
    settled: re.Pattern[str]
    halves: frozenset[str]
    aims: re.Pattern[str]
    estimates: re.Pattern[str]
    named_aims: re.Pattern[str]
    annual: re.Pattern[str]
    deeds: re.Pattern[str]
    glosses: re.Pattern[str]
    bios: re.Pattern[str]  # the label of a line that introduces a person
    careers: re.Pattern[str]
    refers: re.Pattern[str]
    onces: re.Pattern[str]
    spending: Forms
    relative: Forms
    pushes: Forms
    things: re.Pattern[str]
    schemes: re.Pattern[str]
    stages: Forms
    begun: re.Pattern[str]
    sizes: Forms
    summed: re.Pattern[str]
    of: str
    joints: str
    at: str
    so_on: str
    share: str
    toward: str
    respectively: str
    phrases: Phrases

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """A phrase of patterns/clauses.yaml: `words["cores.hedge"]`."""
        return self.phrases[name]

    def cuts_word(self, text: str, at: int) -> bool:
        """Whether `at` lies inside a common word: 分|类 is cut in two, 城市|污水 is not."""
        spans = ((start, start + size) for size in (2, 3, 4) for start in range(max(at - size + 1, 0), at))
        return any(text[start:end] in self.common for start, end in spans)

    def acts(self, text: str) -> bool:
        """Whether a text opens with a verb, or with an adverb before one: 新增泊位, 持续推进, but not 危房改造成新居."""
        return bool(self.predicates.opening(text) or self.verbs.opening(text) or self.leads.opening(text) or self.outcomes.match(text))

    def aimed(self, folded: str, start: int, end: int) -> bool:
        """Whether the words between `start`, where a value ends, and `end` call it an aim: 6%左右的目标; 6%左右，这是预期目标."""
        last = 0
        for named in self.named_aims.finditer(folded, start, end):
            last = named.start()
        comma = folded.rfind(",", start, last)
        return bool(last) and ";" not in folded[start:last] and (comma < 0 or self.refers.match(folded, comma + 1) is not None)

    def takes(self, folded: str, cue: re.Match[str]) -> bool:
        """Whether a cue may only take an object: 将|危房改造成新居30套."""
        return self.cue_of[cue[0]].id == _TAKING and not self.acts(folded[cue.end() : cue.end() + _LEAD])

    def says(self, folded: str, cue: re.Match[str]) -> float:
        """The weight of a cue; 0 where 将 opens a clause and only takes its object (将|危房改造成新居30套).

        It is 0, too, where the cue names what was reached (全面完成“双过半”|目标任务; 完成年|计划|的108%; |计划|完成率108%), or a plan under way (实施茶农培训|计划|,).
        """
        if self._measures(folded, cue):
            return 0.0
        if self["lexicon.fulfilled"].match(folded, cue.end()):
            return 0.0
        if self["lexicon.carried_out"].search(folded, max(cue.start() - 3 * _LEAD, 0), cue.end() + 1):
            return 0.0
        opens = not cue.start() or self["lexicon.opens"].match(folded, cue.start() - 1) or self["lexicon.disposes"].match(folded, cue.end())
        return 0.0 if opens and self.takes(folded, cue) else float(self.cue_of[cue[0]]["weight"])

    def _measures(self, folded: str, cue: re.Match[str]) -> bool:
        """Whether a cue names a goal that was reached, or that a value is only compared with: 占|目标任务|的105%, 比年度|目标任务|5%低."""
        if self["lexicon.part_of"].match(folded, cue.end()):
            return True
        before = (max(cue.start() - 2 * _LEAD, 0), cue.start())
        named = self["lexicon.goals"].search(cue[0]) is not None
        return named and any(self[name].search(folded, *before) for name in ("lexicon.reached", "lexicon.measured"))

    def aside(self, folded: str, cue: re.Match[str], at: int) -> bool:
        """Whether a cue only gives the purpose of the deed at `at`: 为|确保|供水安全,投入…."""
        if folded.find(",", cue.end(), at) < 0:
            return False
        return self["lexicon.purpose"].search(folded, max(cue.start() - _LEAD, 0), cue.start()) is not None

    def of_group(self, folded: str, cue: re.Match[str], at: int) -> bool:
        """Whether a cue names the planned sum of one group of a list, and `at` lies in a later group: 茶类项目8个,|计划投资|9亿元;果类项目|4个."""
        return folded.find(";", cue.end(), at) >= 0 and self["lexicon.planned_sum"].match(folded, cue.start()) is not None

    def heads_aims(self, line: str) -> bool:
        """Whether a line is a head of plans (三、下一步打算), and not of a review as well."""
        weights = [float(entry["weight"]) for form, entry in self.heads.items() if form in line]
        return bool(weights) and min(weights) > 0

    def opening_word(self, text: str) -> int:
        """The length of the longest common word that the text begins with and goes on behind, or 0."""
        return next((size for size in (4, 3, 2) if text[:size] in self.common and len(text) > size), 0)


class Cues:
    """The cues of an article's sentences, looked for once in each sentence, with their weights."""

    def __init__(self, words: Lexicon, folded: str) -> None:
        self._words, self._cues, self._folded = words, words.cues, folded
        self._known: dict[tuple[int, int], list[re.Match[str]]] = {}
        self._weights: dict[tuple[int, int], float] = {}

    def within(self, start: int, end: int) -> list[re.Match[str]]:
        """The cues of a sentence, in order."""
        if (start, end) not in self._known:
            self._known[start, end] = list(self._cues.finditer(self._folded, start, end))
        return self._known[start, end]

    def says(self, cue: re.Match[str]) -> float:
        """The weight of a cue (`Lexicon.says`), computed once for all values of its sentence."""
        span = cue.span()
        if span not in self._weights:
            self._weights[span] = self._words.says(self._folded, cue)
        return self._weights[span]

    def in_force(self, start: int, end: int, at: int) -> list[re.Match[str]]:
        """The cues of a sentence that hold at `at`: without those of a plan whose outcome is told before `at`: 计划新建30座,|目前已建成21座,占70%.

        A cue of an estimate does not hold either where a later clause tells what there is by now: 预计9月交付使用,|已签约企业11家.
        """
        found = [cue for cue in self.within(start, end) if not self._is_passed_over(cue, at)]
        turn = self._turn(found, start, at)
        return [cue for cue in found if cue.start() >= turn or self._kind(cue) != "target"] if turn > start else found

    def _is_passed_over(self, cue: re.Match[str], at: int) -> bool:
        """Whether a cue is one of an estimate, and the words behind it tell what there is by now."""
        return self._kind(cue) == "estimate" and self._words["periods.done_by_now"].search(self._folded, cue.end(), at) is not None

    def _turn(self, found: Sequence[re.Match[str]], start: int, at: int) -> int:
        """The start of the clause that tells the outcome of a plan, if it or the plan has a figure before `at`; else the start of the sentence."""
        for cue in reversed([cue for cue in found if cue.end() <= at]):
            if self._kind(cue) == "target":
                return start
            clause = clause_start(self._folded, cue.start(), start)
            opens = self._words.cue_of[cue[0]].id in _TURNS and cue.start() - clause <= _OPENS
            if opens and (self._has_figure(cue.end(), at) or self._is_planned(found, clause)):
                return clause
        return start

    def _has_figure(self, start: int, end: int) -> bool:
        return has_digit(self._folded[start:end])

    def _is_planned(self, found: Sequence[re.Match[str]], clause: int) -> bool:
        """Whether a plan with a figure of its own stands before a clause: 今年计划建桥6座,|已建2座."""
        return any(self._kind(cue) == "target" and self._has_figure(cue.end(), clause) for cue in found if cue.end() <= clause)

    def _kind(self, cue: re.Match[str]) -> str:
        return str(self._words.cue_of[cue[0]]["kind"])


# The expressions, each a phrase of patterns/lexicon.yaml.
PATTERNS = tuple(field.name for field in fields(Lexicon) if field.type == "re.Pattern[str]" and field.name not in ("cues", "outcomes"))


@from_words
def lexicon(rules: Rules) -> Lexicon:
    """The look-up tables of one set of rules, made once."""
    known = phrases(rules)
    tables: dict[str, Any] = {name: Forms(some.of(rules)) for name, some in FORMS.items()}
    tables |= {name: frozenset(_forms(some.of(rules))) for name, some in SETS.items()}
    tables |= {name: known[f"lexicon.{name}"] for name in PATTERNS}
    tables |= _particles(rules)
    pairs = {word: (*halves.split("|"),) for word, halves in rules.lists["pairs"].items()}
    return Lexicon(
        **tables,
        clauses=Forms(_closing_clauses(rules)),
        outcomes=either(form for form in _forms(Some("verbs", ("keep", "outcome")).of(rules)) if len(form) > 1),
        cues=either(tables["cue_of"]),
        pairs=pairs,
        halves=frozenset(chain.from_iterable(pairs.values())),
        years=_years(rules),
        tense=Signs({word: float(value) for word, value in rules.lists["tense"].items()}),
        common=lookup(rules.lists["common_words"], rules.lists["nouns"]),
        acting=lookup(rules.lists["verbs"]),
        phrases=known,
    )


def _particles(rules: Rules) -> dict[str, str]:
    """The particles of patterns/particles.yaml by name; `joints` are those that separate list items, with the mark 、."""
    forms = {entry.id: entry.forms for entry in rules.vocabularies["particles"]}
    return {**{name: "".join(forms[name]) for name in ("of", "at", "so_on", "share", "toward", "respectively")}, "joints": "、" + "".join(forms["joint"])}


def _closing_clauses(rules: Rules) -> Iterator[Entry]:
    """The verbs that can end a clause, with the subject before them: 改革|顺利推进."""
    return (entry for entry in rules.vocabularies["verbs"] if entry["kind"] in ("closing", "outcome") or entry.id == "finite")


def _years(rules: Rules) -> dict[str, int]:
    """The shift in years of 去年, 今年, 明年 from the year of reference."""
    years = (entry for entry in Some("date_words", ("year",)).of(rules) if entry["base"] == "reference")
    return {form: int(entry["shift"]) for entry in years for form in entry.forms}


def _forms(entries: Iterable[Entry]) -> Iterator[str]:
    return (form for entry in entries for form in entry.forms)


def either(forms: Iterable[str]) -> re.Pattern[str]:
    """An expression for any of the forms, the longest first.

    >>> either(["力争", "力争实现"]).match("力争实现增长")[0]
    '力争实现'
    """
    return re.compile(one_of(forms))
