"""The name of who published, out of what a page or a row prints behind 来源."""

from __future__ import annotations

from dataclasses import dataclass

from extract import expressions as re
from extract.patterns import Rules, from_words, one_of
from extract.text import fold

_AROUND = " \t\u3000\u00a0-—|/｜,，;；<>"
_PAIRS = dict(zip("([（［【《", ")]）］】》", strict=True))
_REPORT = "(?:讯|电|消息|专电|记者|综合|报道|综合报道|原创|整理|编辑|稿件)"


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
    layout, known = rules.vocabularies.get("layout", ()), rules.vocabularies.get("publishers", ())
    buttons = [form for entry in layout if entry["kind"] == "button" for form in entry.forms]
    cut = [form for entry in layout if entry["kind"] == "sharing" for form in entry.forms]
    itself = one_of(form for entry in known if entry["kind"] == "self" for form in entry.forms)
    endings = [form for entry in layout if entry["kind"] == "issuer" for form in entry.forms]
    endings += [form for entry in known if entry["kind"] == "ending" for form in entry.forms]
    stamps = [
        f for e in rules.vocabularies.get("labels", ()) if e.id in ("published", "drawn", "entered", "author") for f in e.forms
    ]
    long = one_of(form for form in (*buttons, *stamps) if len(form) > 1)
    short = one_of(form for form in buttons if len(form) == 1)
    sources = [
        form for entry in rules.vocabularies.get("labels", ()) if entry.id == "publisher" for form in entry.forms
    ]
    return Publishers(
        label=re.compile(rf"{one_of(sources)}\s{{0,3}}(?::\s{{0,3}}|$)"),
        tail=re.compile(
            rf"(?<=\S.)\s*{one_of(cut)}.*$|(?<=\S.)[\s\[(【|:/]*(?:{long}(?:\s?[:(].{{0,20}})?|(?<=\s){short})[\])】:]?\s*$|(?<=\S.[社报网台]){_REPORT}$|(?<=[\s\])】]){_REPORT}$"
        ),
        itself=re.compile(rf"{itself}(?:{_REPORT})*"),
        named=re.compile(rf".{{2,}}{one_of(endings)}"),
    )
