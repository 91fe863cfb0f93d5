"""Lead -> indicator phrase and predicate: 全市|规模以上工业增加值|同比增长|约 -> 规模以上工业增加值, growth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extract import expressions as re
from extract.assemble.clauses import PLACE
from extract.assemble.cores import (
    after_clause,
    after_hedge,
    after_list,
    after_once,
    after_subject,
    after_thing,
    last_condition,
    verb_of,
    without_lead,
    without_scope,
    without_sum,
)
from extract.assemble.lexicon import Lexicon
from extract.assemble.view import NOTHING, View, trimmed
from extract.records import record

_DEEDS = ("keep", "drop", "new", "newkept", "less")
_OF_VERBS = {"new": "increase", "newkept": "increase", "less": "decrease"}  # the measure that a verb before 分别 gives the values
_UNCHANGING = ("phrases.modal", "phrases.per", "phrases.pace", "phrases.lasting", "phrases.budgeted")
Spans = Sequence[tuple[int, int, str]]


@record
class Phrase:
    """A lead taken apart: the words of the indicator, their verb, the measure from the predicate, the baseline and the subject."""

    core: View
    verb: View
    verb_kind: str
    measure: str
    predicate: str
    baseline: View
    subject: View
    listed: View = NOTHING  # the core with the things before 等, where `core` leaves them out: 西红柿、草莓等|农产品产值


@record
class Predicate:
    """The core before a predicate, the predicate's words from the value leftwards with the measure of each, and the baseline (比上年)."""

    core: View
    tokens: Sequence[tuple[str, str]] = ()
    baseline: View = NOTHING


def phrase(lead: View, spans: Spans, words: Lexicon, unit: str | None) -> Phrase:
    """Take a lead apart; `spans` are dates, places and bodies in reading order as (start, end, kind)."""
    turned = words["phrases.turned"].search(lead.text)
    if turned:
        lead = lead.cut(0, turned.start()) + lead.cut(turned.end())
    found = _apart(lead, spans, words, unit)
    core, predicate = found.core, "".join(reversed([token for token, _ in found.tokens]))
    if found.tokens:
        core = _onward(lead, core, found.tokens[-1][0], words)
    core = NOTHING if _only_takes(lead.text, core.text, words) else core
    told = _without_verb(_as_told(core, bool(found.tokens), words), spans, words)
    core = _behind_gap(last_condition(trimmed(told.core), predicate, words))
    core = NOTHING if _only_leads(core.text, words) else core
    listed, told = core, told._replace(core=core)
    if len(core) and core.text != told.verb.text:
        told = _inside(told, spans, words)
        told = told._replace(core=_ranked(told.core, spans, words)) if unit == PLACE else told
    return Phrase(
        told.core,
        told.verb,
        told.kind,
        _measure(found.tokens, words),
        predicate,
        found.baseline,
        told.subject,
        listed if len(listed) > len(told.core) else NOTHING,
    )


def _only_takes(lead: str, core: str, words: Lexicon) -> bool:
    """Whether a lead names no indicator: it takes part of a sum (坚持把|75%|的财政支出), or its core only gives the ground of a change."""
    return words["phrases.taking"].search(lead) is not None or words["phrases.ground"].fullmatch(core) is not None


def _only_leads(core: str, words: Lexicon) -> bool:
    """Whether a core names no indicator: the joint of a list (12亿元|和|5亿元), or a place where something happens (在县城和乡镇|新增3家)."""
    return words["clauses.list"].fullmatch(core) is not None or words["phrases.where"].fullmatch(core) is not None


def _as_told(core: View, moved: bool, words: Lexicon) -> View:
    """The core without a short name in brackets (综合指数(以下简称指数)) and, in a change, without its means: 新机制|将|物流费用|降至."""
    alias = words["phrases.alias"].search(core.text)
    core = core.cut(0, alias.start()) + core.cut(alias.end()) if alias else core
    disposed = words["phrases.disposed"].match(core.text) if moved else None
    return core.cut(disposed.end()) if disposed else core


class _Told(NamedTuple):
    """The core of a lead, the verb before it and that verb's kind, and the subject."""

    core: View
    verb: View
    kind: str
    subject: View


def _inside(told: _Told, spans: Spans, words: Lexicon) -> _Told:
    """Narrow the core down to the words of the indicator; what is cut off before them becomes the subject."""
    core, verb, kind, subject = told
    whole, core = core, after_hedge(without_sum(core, words), words)
    if len(core) < len(whole) and (not len(verb) or verb.at[0] not in core.at):
        core, verb, kind, _ = _without_verb(core, spans, words)
    core = after_once(after_clause(after_list(core, verb, words, spans), words), words)
    whole, core = core, after_thing(core, words)
    subject = subject or whole.cut(0, len(whole) - len(core))
    return _Told(*after_subject(core, verb, kind, subject, words))


def _without_verb(core: View, spans: Spans, words: Lexicon) -> _Told:
    """Cut scope and verb off the beginning of the core; return the core, the verb, its kind and the subject."""
    core, subject = without_lead(core, spans, words)
    core, verb, kind = verb_of(core, words)
    if kind in ("drop", "new", "less"):
        core, more = without_lead(core, spans, words)
        subject = subject if len(subject) else more
        inner, second, second_kind = verb_of(core, words)
        if kind == "drop" and second_kind in ("new", "newkept", "less"):
            return _Told(inner, second, second_kind, subject)
    return _Told(core, verb, kind, subject)


def _behind_gap(core: View) -> View:
    """The core behind the last blank of a headline; a blank between Latin words separates nothing."""
    at = core.text.rfind(" ")
    parts = at > 0 and len(core) - at > 2 and not core.text[at - 1].isascii()
    return core.cut(at + 1) if parts else core


def _ranked(core: View, spans: Spans, words: Lexicon) -> View:
    """The core of a rank without those among whom it is held: 茶叶产量|居全省."""
    among = words["cores.among"].search(core.text)
    core = without_scope(core.cut(0, among.start()) if among else core, words)
    ranked = words["cores.ranked"].match(core.text)
    return _predicate(core.cut(0, ranked.start("rank")), spans, words, None).core if ranked else core


def _onward(lead: View, core: View, form: str, words: Lexicon) -> View:
    """The core with the first word of the predicate, where both together are an indicator: 经济|增长."""
    if core.text[-4:] + form not in words.aliases and core.text[-2:] + form not in words.aliases:
        return core
    at = lead.text.find(core.text + form)
    return lead.cut(at, at + len(core) + len(form)) if at >= 0 else core


def _apart(lead: View, spans: Spans, words: Lexicon, unit: str | None) -> Predicate:
    """Split a lead into core and predicate; 分别 separates the two wherever it stands (外资研发中心|分别新认定)."""
    found = re.last(words["phrases.respectively"], lead.text)
    if found is None:
        return _predicate(lead, spans, words, unit)
    before, rest = lead.cut(0, found.start()), _predicate(lead.cut(found.end()), spans, words, unit)
    if _timed(before, spans, words):
        return rest
    return _shared_out(_predicate(before, spans, words, unit), rest, words)


def _shared_out(first: Predicate, rest: Predicate, words: Lexicon) -> Predicate:
    """Join what stands before and behind 分别: several things with a predicate, or several doers of one deed (区财政|分别|安排专项资金)."""
    form = words.verbs.opening(rest.core.text)
    kind = words.verbs[form]["kind"] if form else ""
    thing = rest.core.cut(len(form))
    if (kind in _DEEDS and _of_one(first.core, thing, words)) or (kind == "keep" and not len(first.core)):
        return replace(rest, baseline=first.baseline)
    side = thing if kind == "drop" and _is_measured(thing.text, words) else NOTHING
    verb = [(form, _OF_VERBS.get(kind, ""))] if form else []
    core = first.core + side if len(first.core) else first.core
    return Predicate(core, [*rest.tokens, *verb, (words.respectively, ""), *first.tokens], first.baseline)


def _is_measured(text: str, words: Lexicon) -> bool:
    """Whether a phrase is a facet or an indicator: 巨力、风帆|分别实现|税收."""
    return text in words.facets or text in words.aliases


def _of_one(core: View, thing: View, words: Lexicon) -> bool:
    """Whether doers rather than things stand before 分别: 区财政|分别安排|专项资金; 松溪镇、云溪镇|分别新建|公园."""
    doers = [words["phrases.doer"].search(item) for item in words["phrases.several"].split(core.text) if item]
    return len(thing) > 1 and thing.text not in words.facets and (len(doers) < 2 or all(doers))


def _timed(lead: View, spans: Spans, words: Lexicon) -> bool:
    """Whether a lead holds only times: 2020、2021、2022年|分别投入."""
    dated = {at for start, end, kind in spans if kind == "date" for at in range(start, end)}
    rest = [char for char, at in zip(lead.text, lead.at, strict=True) if at not in dated and not words["phrases.between_times"].match(char)]
    return bool(dated) and all(char.isdigit() for char in rest)


def _predicate(lead: View, spans: Spans, words: Lexicon, unit: str | None) -> Predicate:
    """Split a lead into core and predicate, reading from the value leftwards."""
    past = words["phrases.past"].search(lead.text)
    tokens = [(past[0], "level")] if past else []
    baseline = NOTHING
    core = trimmed(lead.cut(0, past.start()) if past else lead)
    while len(core):
        read = _dated(core, spans, words, bool(tokens)) or _based(core, words, bool(tokens)) or _planned(core, words, unit) or _worded(core, spans, words, unit)
        if read is None or read is _AT_DATE:
            break
        core, baseline = trimmed(read.core), read.baseline or baseline
        tokens += read.tokens
    return Predicate(core, tokens, baseline)


_AT_DATE = Predicate(NOTHING)  # a date without a predicate behind it, which belongs to the core


def _dated(core: View, spans: Spans, words: Lexicon, moved: bool) -> Predicate | None:
    """The core without the date at its end: a baseline (比2023年), or a time between core and predicate."""
    at = _date_at_end(core, spans)
    if at is None:
        return None
    compared = words["phrases.base"].search(core.text[:at])
    if compared:
        return Predicate(core.cut(0, compared.start()), baseline=core.cut(compared.start()))
    return Predicate(core.cut(0, at)) if at == 0 or moved else _AT_DATE


def _date_at_end(core: View, spans: Spans) -> int | None:
    """The index in the core at which its last date begins, with quotes around it (比|“十四五”); None where the core does not end with a date."""
    quoted = core.text.endswith("”")
    end = core.at[-1] + 1 - quoted
    dated = next((s for s in spans if s[2] == "date" and s[1] == end and s[0] in core.at), None)
    return max(core.at.index(dated[0]) - quoted, 0) if dated else None


def _based(core: View, words: Lexicon, moved: bool) -> Predicate | None:
    """The core without the baseline at its end: 较上年|增长; in a change, a core that is nothing but a comparison (比法定时限|压缩)."""
    based = words["phrases.based"].search(core.text) or (words["phrases.compared"].match(core.text) if moved else None)
    return Predicate(core.cut(0, based.start()), baseline=core.cut(based.start())) if based else None


def _planned(core: View, words: Lexicon, unit: str | None) -> Predicate | None:
    """The core without words at its end that are no verb of a change.

    应, 需, 须 (免疫密度应|达到90%), 每斤 (收购均价每斤|1.36元), 以每月 (a pace), 安排 (a budget), or the plan that a per cent refers to: 占年度计划|80%.
    """
    asked = next(filter(None, (words[told].search(core.text, 2) for told in _UNCHANGING)), None)
    if asked:
        return Predicate(core.cut(0, asked.start()), [(asked[0], "")])
    planned = words["phrases.planned"].search(core.text) if unit == "%" else None
    return Predicate(core.cut(0, planned.start()), [(planned[0], "level")]) if planned else None


def _worded(core: View, spans: Spans, words: Lexicon, unit: str | None) -> Predicate | None:
    """The core without the word of the predicate at its end; None where no such word is there."""
    form = words.predicates.ending(core.text)
    if not form and (form := _than(core, spans, words)):
        measure = str(re.matched(words["phrases.than"].match(form)).lastgroup)
    elif not form or (unit != PLACE and _places(form, words)):
        return None
    else:
        entry = words.predicates[form]
        measure = "state" if entry.id == "reach" and len(form) > 2 else entry["measure"]
    whole = _whole_word(core.text, form, words)
    return Predicate(core.cut(0, len(core) - len(whole)), [(whole, measure)]) if whole else None


def _whole_word(text: str, form: str, words: Lexicon) -> str:
    """The whole word of the predicate at the end of `text` (生产总值|预计完成); "" where `form` is only the end of another word."""
    verb = words.verbs.ending(text)
    if len(verb) > len(form):
        return verb if len(form) > 1 and words.verbs[verb]["kind"] == "drop" else ""
    return "" if words["phrases.noun"].search(text) else form


def _places(form: str, words: Lexicon) -> bool:
    """Whether a word says where something stands (位于, 居), which is a predicate of ranks only."""
    kind = words.predicates[form]["kind"]
    return kind == "where" or (kind == "rank" and len(form) == 1)


def _than(core: View, spans: Spans, words: Lexicon) -> str:
    """The last character of the core, where it is a word of size right behind a date or a comparison; else ""."""
    char, before = core.text[-1], core.at[-1]
    told = any(s[2] == "date" and s[1] == before for s in spans) or words["phrases.like"].search(core.text[:-1]) is not None
    return char if told and words["phrases.than"].match(char) else ""


def _measure(tokens: Sequence[tuple[str, str]], words: Lexicon) -> str:
    """The measure that the predicate gives the value, the word nearest to it first; 提高到 states a level."""
    for form, measure in tokens:
        if measure == "state":
            return "level" if words["phrases.reached"].search(form) else ""
        if measure and measure != "level":
            return measure
    return "level" if any(measure == "level" for _, measure in tokens) else ""
