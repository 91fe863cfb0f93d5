"""Intentions that outlast their sentence: in the next ones of the paragraph (将推进…。新增3家。), and for the works of a project only planned."""

from __future__ import annotations

from collections.abc import Sequence

from extract import expressions as re
from extract.assemble.bind import Bound
from extract.assemble.lexicon import Cues, Lexicon
from extract.model import Span
from extract.records import record

_WEIGHT = 5.0  # that of an outright cue
_OPENING = 24  # first characters of a sentence, in which it says that it goes on, or with what
_PLANS = ("hedge.will", "hedge.shall", "hedge.plan", "hedge.must")
_ACT = 6  # characters behind a cue that hold the verb of the intention
_DEED = 2  # least characters of a verb that makes a value a deed
_CLAUSES = 3  # most commas before a cue of intention; behind more it is about one deed among others


@record
class _State:
    """What holds when a sentence begins: an intention, a planned project, a project whose papers are being made, or projects listed for a year."""

    intent: bool = False
    works: bool = False
    papers: bool = False
    planned: bool = False


@record
class _Held:
    """The offset from which the values of a sentence are aims by what was said before; only its deeds, where `deeds` is set."""

    start: int
    deeds: bool


class Intents:
    """For each sentence, whether those before it, or its own words of preparation, make its values aims."""

    def __init__(self, sentences: Sequence[Span], folded: str, words: Lexicon, cues: Cues) -> None:
        self._folded, self._words, self._cues = folded, words, cues
        self._state = _State()
        self._last = 0
        self._held = [self._next(span) for span in sentences]

    def weight(self, bound: Bound) -> float:
        """The weight for a value to be an aim by the sentences before; 0 where they do not make it one."""
        held = self._held[bound.amount.sentence]
        if held is None or bound.amount.start < held.start:
            return 0.0
        return _WEIGHT if not held.deeds or self._does(bound) else 0.0

    def _does(self, bound: Bound) -> bool:
        """Whether a value gives the extent of a deed (改建|9万平方米), not the cost or size of a project."""
        verbs, name, lead = self._words.verbs, bound.indicator.text, bound.slot.lead.text.lstrip(",、")
        done = (verbs.opening(name), verbs.ending(name), verbs.opening(lead))
        return bound.amount.kind != "money" and any(len(verb) >= _DEED for verb in done)

    def _next(self, span: Span) -> _Held | None:
        """What holds for the sentence at `span`; sets the state for the next one."""
        state = self._going_on(span)
        self._last = span[1]
        if planned := self._planned(span, state):
            self._state = _State(planned=True)
            return _Held(planned, deeds=False)
        papers = self._papers(span)
        told, meant = self._own((papers or span[0], span[1]), span[0])
        if told or self._has_begun(state, (papers or span[0], span[1])):
            self._state = _State(intent=meant)
            return None
        works = meant and self._words["intents.project"].search(self._folded, *span) is not None
        self._state = _State(state.intent or meant, state.works or works, state.papers or papers > 0)
        return _held(state, span[0], papers, meant)

    def _planned(self, span: Span, state: _State) -> int:
        """The offset from which a sentence is about projects listed for a year (安排重点项目30个,总投资…;其中…); 0 where it is not."""
        listed = self._words["intents.arranged"].search(self._folded, *span) or self._words["intents.of_year"].search(self._folded, *span)
        return listed.start() if listed else span[0] if state.planned else 0

    def _papers(self, span: Span) -> int:
        """The end of the last words in a sentence that say that the papers of a project are made or approved; 0 without such words."""
        return max((found.end() for found in self._words["intents.prepared"].finditer(self._folded, *span)), default=0)

    def _has_begun(self, state: _State, span: Span) -> bool:
        """Whether a span says that works have begun, while no intention holds."""
        return not state.intent and self._words["intents.begun"].search(self._folded, *span) is not None

    def _going_on(self, span: Span) -> _State:
        """The state that is left when a sentence begins: nothing in a new paragraph without a linking word, nothing for another subject."""
        before, start = self._state, self._folded[span[0] : span[0] + _OPENING].lstrip()
        linked = self._words["intents.further"].match(start)
        if "\n" in self._folded[self._last : span[0] + 1] and not linked:
            return _State()
        verb = self._verb(start[linked.end() if linked else 0 :])
        works = self._words["intents.of_project"].match(start) is not None
        parts = works or self._words["intents.by_kind"].match(start) is not None
        return _State(before.intent and verb, before.works and works, before.papers and (works or verb), before.planned and parts)

    def _verb(self, text: str) -> bool:
        """Whether a text opens with a verb, and so has no subject of its own: 加大投入, 新增3家."""
        words = self._words
        return bool(words.verbs.opening(text) or len(words.predicates.opening(text)) > 1 or words["intents.pushes"].match(text))  # 为此,

    def _own(self, span: Span, start: int) -> tuple[bool, bool]:
        """Whether the last cue in `span` that reports or intends is a report, and whether it is an intention; the sentence begins at `start`."""
        told = meant = False
        for cue in self._cues.within(start, span[1]):
            if cue.start() < span[0]:
                continue
            entry = self._words.cue_of[cue[0]]
            if entry.id in _PLANS and self._means(cue, start):
                told, meant = False, True
            elif entry["kind"] == "actual":
                told, meant = True, False
        return told, meant

    def _means(self, cue: re.Match[str], start: int) -> bool:
        """Whether a cue states an intention: early in its sentence and before a verb (该镇还将|推进…), not as a noun (完成|计划|的八成)."""
        if self._folded.count(",", start, cue.start()) > _CLAUSES or not self._cues.says(cue):
            return False
        return self._verb(self._folded[cue.end() : cue.end() + _ACT])


def _held(state: _State, start: int, papers: int, meant: bool) -> _Held | None:
    """What the state before a sentence, or the papers that it names itself, make of its values; None where they do not make them aims."""
    if state.intent and not meant:
        return _Held(start, deeds=False)
    if papers or state.papers or state.works:
        return _Held(start if state.papers else papers or start, deeds=True)
    return None
