"""The name of who published, out of what a page or a row prints behind 来源."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extract import expressions as re
from extract.patterns import Rules, from_words, one_of, phrases
from extract.text import fold

_AROUND = " \t\u3000\u00a0-—|/｜,，;；<>"
_PAIRS = dict(zip("([（［【《", ")]）］】》", strict=True))


@dataclass(frozen=True, slots=True)
class Publishers:
    """Tells a publisher's name from what stands around it: `label` opens it, `tail` is the site's or the report's."""

    label: re.Pattern[str]
    tail: re.Pattern[str]
    itself: re.Pattern[str]
    named: re.Pattern[str]

    def name(self, printed: str | None) -> str | None:
        """The publisher's name as printed, or None where there is none: 本网 names nobody.

        >>> from extract.patterns import load_rules
        >>> known = publishers(load_rules())
        >>> [known.name(text) for text in ("榕江日报举报", "榕江晚报 字体:大 中 小", "榕江网讯", "本网讯", "本站 榕江县水利局")]
        ['榕江日报', '榕江晚报', '榕江网', None, '榕江县水利局']
        """
        text = _bare(printed or "")
        if label := self.label.match(fold(text)):
            text = _bare(text[label.end() :])
        while tail := self.tail.search(fold(text)):
            text = _bare(text[: tail.start()])
        if match := self.itself.match(fold(text)):
            rest = _bare(text[match.end() :])
            return rest if self.named.fullmatch(fold(rest)) else None
        return text or None


def _bare(text: str) -> str:
    """The text without blanks and strokes around it, nor brackets that hold all of it or close nowhere."""
    text = text.strip(_AROUND)
    while text and (close := _PAIRS.get(text[0])) and text.find(close) in (-1, len(text) - 1):
        text = text[1:].removesuffix(close).strip(_AROUND)
    return text


@from_words
def publishers(rules: Rules) -> Publishers:
    """What these rules know of publishers' names."""
    layout, known, labels = (_by(rules, name) for name in ("layout", "publishers", "labels"))
    buttons = layout("kind", "button")
    stamps = [form for name in ("published", "drawn", "entered", "author") for form in labels("id", name)]
    itself, report = one_of(known("kind", "self")), phrases(rules)["lines.report"].pattern
    endings = [*layout("kind", "issuer"), *known("kind", "ending")]
    return Publishers(
        label=re.compile(rf"{one_of(labels('id', 'publisher'))}\s{{0,3}}(?::\s{{0,3}}|$)"),
        tail=_tail(layout("kind", "sharing"), [*buttons, *stamps], buttons, report),
        itself=re.compile(rf"{itself}(?:{report})*"),
        named=re.compile(rf".{{2,}}{one_of(endings)}"),
    )


def _by(rules: Rules, vocabulary: str) -> Callable[[str, str], list[str]]:
    """The forms of a vocabulary's entries that have a value in a column."""
    entries = rules.vocabularies.get(vocabulary, ())
    return lambda column, value: [form for entry in entries if (entry.id if column == "id" else entry[column]) == value for form in entry.forms]


def _tail(sharing: list[str], long: list[str], short: list[str], report: str) -> re.Pattern[str]:
    """What a site or a report sets behind the name: its sharing bar, a button or stamp, 讯."""
    stamp = one_of(form for form in long if len(form) > 1)
    button = one_of(form for form in short if len(form) == 1)
    return re.compile(
        rf"(?<=\S.)\s*{one_of(sharing)}.*$"
        rf"|(?<=\S.)[\s\[(【|:/]*(?:{stamp}(?:\s?[:(].{{0,20}})?|(?<=\s){button})[\])】:]?\s*$"
        rf"|(?<=\S.[社报网台]){report}$|(?<=[\s\])】]){report}$"
    )
