"""The vocabularies that statements are read with, as look-up tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extract import expressions as re
from extract.patterns import Forms, Phrases, Rules, from_words, one_of, phrases

_OF_WHOLE = ("head", "title", "annual", "refer", "deed", "gloss", "bio", "career")  # kinds of cues that say nothing of a single value
_TAKING = "hedge.shall"
_CLAUSE_ENDS = ",;:。\n并间起"  # also 并|将, 期间|将, 即日起|将
_GOALS = ("目标", "任务")
_LEAD = 6  # characters that hold the longest verb or adverb


@dataclass(frozen=True)
class Lexicon:
    """Form -> entry for each vocabulary; `facets` and `tails` are the two parts of one."""

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
    tense: re.Pattern[str]
    weight: Mapping[str, float]
    aliases: Forms
    common: frozenset[str]
    products: re.Pattern[str]
    counterparts: frozenset[str]
    holders: re.Pattern[str]
    settled: re.Pattern[str]
    halves: frozenset[str]
    events: re.Pattern[str]
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
    spending: frozenset[str]
    relative: frozenset[str]
    pushes: frozenset[str]
    things: re.Pattern[str]
    schemes: re.Pattern[str]
    stages: Forms
    begun: re.Pattern[str]
    begins: re.Pattern[str]
    sizes: Forms
    summed: re.Pattern[str]
    phrases: Phrases

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """A phrase of patterns/clauses.yaml: `words["cores.hedge"]`."""
        return self.phrases[name]

    def cuts_word(self, text: str, at: int) -> bool:
        """Whether a common word stands across `at`: 分|类 is cut in two, 城市|污水 is not."""
        spans = ((start, start + size) for size in (2, 3, 4) for start in range(max(at - size + 1, 0), at))
        return any(text[start:end] in self.common for start, end in spans if end > at)

    def acts(self, text: str) -> bool:
        """Whether a text opens with a verb, or with an adverb before one: 新增泊位, 持续推进, but not 危房改造成新居."""
        return bool(self.predicates.opening(text) or self.verbs.opening(text) or self.leads.opening(text) or self.outcomes.match(text) or self.finite.match(text))

    def aimed(self, folded: str, start: int, end: int) -> bool:
        """Whether the words from a value to `end` call it an aim: 6%左右的目标; 6%左右，这是预期目标."""
        last = 0
        for named in self.named_aims.finditer(folded, start, end):
            last = named.start()
        comma = folded.rfind(",", start, last)
        return bool(last) and ";" not in folded[start:last] and (comma < 0 or self.refers.match(folded, comma + 1) is not None)

    def takes(self, folded: str, cue: re.Match[str]) -> bool:
        """Whether a cue may only take an object: 将|危房改造成新居30套."""
        return self.cue_of[cue[0]].id == _TAKING and not self.acts(folded[cue.end() : cue.end() + _LEAD])

    def says(self, folded: str, cue: re.Match[str]) -> float:
        """What a cue weighs: nothing where 将 opens a clause and only takes its object (将|危房改造成新居30套).

        Nor where it names what was reached (全面完成“双过半”|目标任务).
        """
        if cue[0].endswith(_GOALS) and self["lexicon.reached"].search(folded, max(cue.start() - 2 * _LEAD, 0), cue.start()):
            return 0.0
        opens = folded[cue.start() - 1 : cue.start()] in _CLAUSE_ENDS
        return 0.0 if opens and self.takes(folded, cue) else float(self.cue_of[cue[0]]["weight"])

    def opening_word(self, text: str) -> int:
        """How long the longest common word is that the text begins with, or 0."""
        return next((size for size in (4, 3, 2) if text[:size] in self.common and len(text) > size), 0)


class Cues:
    """The cues of an article's sentences, looked for once in each."""

    def __init__(self, words: Lexicon, folded: str) -> None:
        self._cues, self._folded = words.cues, folded
        self._known: dict[tuple[int, int], list[re.Match[str]]] = {}

    def within(self, start: int, end: int) -> list[re.Match[str]]:
        """The cues of a sentence, in order."""
        if (start, end) not in self._known:
            self._known[start, end] = list(self._cues.finditer(self._folded, start, end))
        return self._known[start, end]


@from_words
def lexicon(rules: Rules) -> Lexicon:
    """The look-up tables of one set of rules, made once."""
    named, known = rules.vocabularies, phrases(rules)
    leads, facets, cues = named["leads"], named["facets"], named["cues"]
    deed = f"(?P<deed>(?:集中)?{one_of(form for entry in facets if entry['kind'] == 'begin' for form in entry.forms)})"
    weight = {word: float(value) for word, value in rules.lists["tense"].items()}
    return Lexicon(
        predicates=Forms(named["predicates"]),
        verbs=Forms(entry for entry in named["verbs"] if entry["kind"] not in ("outcome", "closing")),
        clauses=Forms(entry for entry in named["verbs"] if entry["kind"] in ("closing", "outcome") or entry.id == "finite"),
        closings=Forms(entry for entry in named["verbs"] if entry["kind"] == "closing"),
        leads=Forms(entry for entry in leads if entry["kind"] not in ("guard", "once")),
        guards=Forms(entry for entry in leads if entry["kind"] == "guard"),
        facets=Forms(entry for entry in facets if entry["kind"] == "facet"),
        summed=known["lexicon.summed"],
        sizes=Forms(entry for entry in facets if entry["kind"] == "size"),
        begun=_begun(one_of(form for entry in facets if entry["kind"] == "project" for form in entry.forms), known["lexicon.aside"].pattern, deed),
        begins=re.compile(f"{deed}的$"),
        stages=Forms(entry for entry in facets if entry["kind"] == "stage"),
        sides=Forms(entry for entry in facets if entry["kind"] == "side"),
        tails=either(form for entry in facets if entry["kind"] == "tail" for form in entry.forms),
        products=either((form for entry in facets if entry["kind"] == "product" for form in entry.forms), "$"),
        holders=either((form for entry in facets if entry["kind"] == "holder" for form in entry.forms), "", ".{0,12}"),
        counterparts=frozenset(form for entry in facets if entry["kind"] == "counterpart" for form in entry.forms),
        pairs={word: (*halves.split("|"),) for word, halves in rules.lists["pairs"].items()},
        halves=frozenset(half for halves in rules.lists["pairs"].values() for half in halves.split("|")),
        growths=either((form for entry in facets if entry["kind"] == "growth" for form in entry.forms), "$"),
        shares=either((form for entry in facets if entry["kind"] == "share" for form in entry.forms), "$"),
        rates=either((form for entry in facets if entry["kind"] == "rate" for form in entry.forms), "$"),
        falls=either((form for entry in facets if entry["kind"] == "fall" for form in entry.forms), "$"),
        rises=either((form for entry in facets if entry["kind"] == "rise" for form in entry.forms), "$"),
        rising=Forms(entry for entry in facets if entry["kind"] == "rise"),
        stops=Forms(entry for entry in facets if entry["kind"] == "stop"),
        finite=either(
            (
                form
                for entry in named["verbs"]
                if entry.id == "finite" or entry["kind"] == "newkept"
                for form in entry.forms
            ),
            "(?!载体|器|平台|基地|园|中心|率|员|师)",  # 孵化|载体 is a thing
            "(?<![创更革出重游])",  # 创|新发展 is no new-coming, 旅游|接待 no deed
        ),
        outcomes=either(
            form for entry in named["verbs"] if entry["kind"] in ("keep", "outcome") for form in entry.forms if len(form) > 1
        ),
        cues=either(form for entry in cues if entry["kind"] not in _OF_WHOLE for form in entry.forms),
        cue_of=Forms(entry for entry in cues if entry["kind"] not in _OF_WHOLE),
        heads=Forms(entry for entry in cues if entry["kind"] == "head"),
        titles=either(
            (form for entry in cues if entry["kind"] == "title" for form in entry.forms),
            r"(?:\([^()]{1,20}\)|[\d年—-])*$",
        ),
        present=either(form for entry in named["date_tense"] if entry.id == "present" for form in entry.forms),
        founded=either(
            (form for entry in named["date_tense"] if entry.id == "founded" for form in entry.forms),
            r"(?:新址|现址|以来|的[^,;。:\d]{1,12})?[,;。)]",
            r"[^,;。:\d]{0,14}?",  # 由原…合并|成立; 撤乡设镇|的云溪镇,
        ),
        settled=either(
            (form for entry in named["date_tense"] if entry.id in ("settled", "founded") for form in entry.forms),
            r"[^,;。:\d]{0,14}[,;。)]",
            r"[^,;。:\d]{0,8}?",  # 2009年|并网|发电,
        ),
        years={
            form: int(entry["shift"])
            for entry in named["date_words"]
            if entry["kind"] == "year" and entry["base"] == "reference"
            for form in entry.forms
        },
        reviews=either(form for entry in named["layout"] if entry["kind"] == "past" for form in entry.forms),
        tense=either(weight),
        weight=weight,
        aliases=Forms(named.get("indicators", ())),
        common=frozenset((*rules.lists["common_words"], *rules.lists["nouns"])),
        aims=either(
            form
            for entry in (*cues, *named["predicates"])
            if entry.id in ("hedge.strive", "hedge.expected", "aim")
            for form in entry.forms
        ),
        estimates=either(form for entry in cues if entry["kind"] == "estimate" for form in entry.forms),
        named_aims=either(form for entry in cues if entry["kind"] == "aim" or entry.id == "hedge.arranged" for form in entry.forms),
        refers=either(form for entry in cues if entry["kind"] == "refer" for form in entry.forms),
        annual=either((form for entry in cues if entry["kind"] == "annual" for form in entry.forms), "", r"(?:\d{4}年)?[^\s\d。,]{0,12}?"),
        deeds=either(form for entry in cues if entry["kind"] == "deed" for form in entry.forms),
        bios=either(form for entry in cues if entry["kind"] == "bio" for form in entry.forms),
        careers=either(form for entry in cues if entry["kind"] == "career" for form in entry.forms),
        glosses=either((form for entry in cues if entry["kind"] == "gloss" for form in entry.forms), "(?![标数导出示挥定])", known["lexicon.term"].pattern),
        events=either(
            (form for entry in named["date_tense"] if entry.id == "event" for form in entry.forms),
            "",
            r"[^,;。:\d“”《》()在将召举开于]{2,18}?",  # 2024年|全国农民丰收|大会
        ),
        onces=either((form for entry in leads if entry["kind"] == "once" for form in entry.forms), "(?:可|将|预计|达|达到|为)*"),
        spending=frozenset(form for entry in facets if entry["kind"] == "spending" for form in entry.forms),
        relative=frozenset(form for entry in facets if entry["kind"] == "relative" for form in entry.forms),
        pushes=frozenset(form for entry in facets if entry["kind"] == "push" for form in entry.forms),
        things=either((form for entry in facets if entry["kind"] == "thing" for form in entry.forms), "$"),
        schemes=either((form for entry in facets if entry["kind"] == "scheme" for form in entry.forms), "$"),
        phrases=known,
    )


def told(words: re.Pattern[str], weight: Mapping[str, float], folded: str, span: tuple[int, int]) -> float:
    """The weights of the words that stand in a sentence, each counted once."""
    return sum([weight[word] for word in sorted(set(words.findall(folded, *span)))])


def _begun(things: str, aside: str, deed: str) -> re.Pattern[str]:
    """Counted things, what stands aside, and what they come to: 重大项目|昨天在青岭工业园|集中开工."""
    return re.compile(rf"(?P<things>.{{0,20}}?{things}){aside}{deed}")


def either(forms: Iterable[str], end: str = "", before: str = "") -> re.Pattern[str]:
    """An expression for any of the forms, the longest first."""
    return re.compile(before + one_of(forms) + end)
