"""Which short words of a page name a person, which a publisher: enough to tell a byline from an office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract import expressions as re
from extract.patterns import Entry, Rules, from_words

_BETWEEN = re.compile(r"[\s、,/;|:()\[\]&]+")
_HAN = re.compile(r"[㐀-鿿]{2,4}")
_WORD = re.compile(r"[㐀-鿿A-Za-z·]{3,24}")


@dataclass(frozen=True, slots=True)
class Names:
    """Tells persons and publishers among words; `edition` are the marks of an electronic edition."""

    surnames: tuple[str, ...]
    roles: frozenset[str]
    offices: tuple[str, ...]
    papers: tuple[str, ...]
    publishers: tuple[str, ...]
    owners: tuple[str, ...]
    edition: tuple[str, ...]

    def credits(self, text: str) -> bool:
        """Whether a (folded) text is names of persons, with or without their roles.

        >>> from extract.patterns import load_rules
        >>> known = names(load_rules())
        >>> [known.credits(text) for text in ("记者 乔知夏 邵远 文/图", "县政府办", "admin", "党政办")]
        [True, False, False, False]
        """
        words = [word for word in _BETWEEN.split(text) if word and word not in self.roles]
        return bool(words) and all(map(self._is_person, words))

    def publishes(self, word: str) -> bool:
        """Whether a word is the name of a body or of a medium."""
        return _WORD.fullmatch(word) is not None and word.endswith(self.publishers)

    def owns(self, word: str) -> bool:
        """Whether a word is the name of a body or a medium that has a site, and none of a column such as 图片新闻."""
        return _WORD.fullmatch(word) is not None and word.endswith(self.owners)

    def prints(self, word: str) -> bool:
        """Whether a word is the name of a newspaper."""
        return _WORD.fullmatch(word) is not None and word.endswith(self.papers) and not word.endswith(self.edition)

    def _is_person(self, word: str) -> bool:
        return _HAN.fullmatch(word) is not None and word.startswith(self.surnames) and not word.endswith(self.offices)


@from_words
def names(rules: Rules) -> Names:
    """The names that these rules know."""
    named = rules.vocabularies
    endings = [entry for entry in named.get("publishers", ()) if entry["kind"] == "ending"]
    issuers = _of_kind(named.get("layout", ()), "issuer")
    publishers = _forms(entry.forms for entry in endings)
    return Names(
        surnames=tuple(rules.lists.get("surnames", ())),
        roles=frozenset(_forms(entry.forms for entry in named.get("roles", ()))),
        offices=(*_of_kind(named.get("publishers", ()), "office"), *issuers, *publishers),
        papers=_forms(entry.forms for entry in endings if entry.id == "newspaper"),
        publishers=(*issuers, *publishers),
        owners=(*issuers, *_forms(entry.forms for entry in endings if entry.id != "magazine")),
        edition=_of_kind(named.get("layout", ()), "edition"),
    )


def _of_kind(entries: Iterable[Entry], kind: str) -> tuple[str, ...]:
    return _forms(entry.forms for entry in entries if entry["kind"] == kind)


def _forms(found: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(form for forms in found for form in forms)
