"""The words of rules, as expressions: what grants, caps, requires, and whom it is for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

from extract import expressions as re
from extract.assemble.lexicon import lexicon
from extract.model import Span
from extract.patterns import Forms, Phrases, Rules, from_words, phrases
from extract.units import Units, table


@dataclass(frozen=True, eq=False, repr=False)  # words are compared and shown by nobody
class Words:
    """What patterns/measures.yaml and patterns/provisions.yaml say."""

    benefit: re.Pattern[str]
    named: re.Pattern[str]
    standard: re.Pattern[str]
    given: re.Pattern[str]
    granted: re.Pattern[str]
    cap: re.Pattern[str]
    cap_after: re.Pattern[str]
    floor: re.Pattern[str]
    reach: re.Pattern[str]
    recipient: re.Pattern[str]
    somebody: re.Pattern[str]
    stop: re.Pattern[str]
    favour: re.Pattern[str]
    head: re.Pattern[str]
    bearer: re.Pattern[str]
    thing: re.Pattern[str]
    formal: re.Pattern[str]
    zone: re.Pattern[str]
    bare: frozenset[str]  # benefits that name nothing alone
    closings: Forms  # modals, comparisons and adverbs behind a phrase
    openings: Forms  # connectors, modals and helpers before one
    parts: re.Pattern[str]
    meanwhile: re.Pattern[str]
    handling: re.Pattern[str]
    having: re.Pattern[str]
    matter: re.Pattern[str]
    cuts_word: Callable[[str, int], bool]
    phrases: Phrases
    units: Units

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """A phrase of patterns/provisions.yaml: `words["roles.given_who"]`."""
        return self.phrases[name]


# Those that are one phrase each.
PATTERNS = tuple(field.name for field in fields(Words) if field.type == "re.Pattern[str]")


@from_words
def words(rules: Rules) -> Words:
    """The words and phrases of one set of rules, made once."""
    entries, known = rules.vocabularies["measures"], phrases(rules)
    return Words(
        **{name: known[f"words.{name}"] for name in PATTERNS},
        bare=frozenset(form for entry in entries if entry["kind"] == "benefit" for form in entry.forms),
        closings=Forms(entry for entry in entries if entry["kind"] in ("modal", "closing", "cap", "floor", "reach")),
        openings=Forms(entry for entry in entries if entry["kind"] == "opening"),
        cuts_word=lexicon(rules).cuts_word,
        phrases=known,
        units=table(rules.vocabularies["units"]),
    )


def outside(spans: Sequence[Span], at: int) -> bool:
    """Whether a place is in none of the brackets."""
    return not any(first < at < last for first, last in spans)


def unbracketed(text: str) -> str:
    """The text with a mark of no meaning for each character that stands in brackets.

    >>> unbracketed("街道(镇)级的站点")
    '街道___级的站点'
    """
    return _BRACKET.sub(lambda found: "_" * len(found[0]), text)


_BRACKET = re.compile(r"\([^()]*\)")


def parted(text: str, mark: re.Pattern[str], run: Span | None = None) -> list[Span]:
    """Where the things of a list stand, or of a stretch of it; what stands in brackets parts nothing.

    >>> from extract.patterns import load_rules
    >>> parted("区级、街道(镇、乡)级", words(load_rules())["tiers.and"])
    [(0, 2), (3, 11)]
    """
    start, end = run or (0, len(text))
    marks = [found.span() for found in mark.finditer(unbracketed(text), start, end)]
    return list(zip((start, *(behind for _, behind in marks)), (*(at for at, _ in marks), end), strict=True))
