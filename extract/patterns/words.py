"""Words looked up: the longest form at a place, and where a name may begin."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from extract import expressions as re
from extract.patterns.records import Entry


class Forms(dict[str, Entry]):
    """Form -> entry, and the longest form at either end of a text.

    >>> from types import SimpleNamespace
    >>> verbs = Forms([SimpleNamespace(forms=("新建", "新", "建成"))])
    >>> verbs.opening("新建绿道"), verbs.ending("绿道建成"), verbs.opening("绿道")
    ('新建', '建成', '')
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        super().__init__((form, entry) for entry in entries for form in entry.forms)
        self._opening = self._sizes(0)
        self._ending = self._sizes(-1)

    def _sizes(self, at: int) -> dict[str, tuple[int, ...]]:
        """How long the forms are that have this character there, the longest first."""
        sizes: dict[str, set[int]] = {}
        for form in self:
            sizes.setdefault(form[at], set()).add(len(form))
        return {char: tuple(sorted(found, reverse=True)) for char, found in sizes.items()}

    def opening(self, text: str) -> str:
        """The longest form that the text begins with, or an empty string."""
        for size in self._opening.get(text[:1], ()):
            if text[:size] in self:
                return text[:size]
        return ""

    def ending(self, text: str) -> str:
        """The longest form that the text ends in, or an empty string."""
        for size in self._ending.get(text[-1:], ()):
            if text[-size:] in self:
                return text[-size:]
        return ""


def beginning(names: Collection[str]) -> re.Pattern[str]:
    """An expression for the first character of what may be one of the names, by their first three characters.

    >>> names = beginning(["佛山", "佛冈县", "中山市"])
    >>> [bool(names.match(text)) for text in ("佛山到", "中山市", "中山路", "佛冈人")]
    [True, True, False, False]
    """
    pairs, triples = {name for name in names if len(name) == 2}, {name[:3] for name in names if len(name) > 2}
    two, three = f"(?<={_any_at(0, pairs)}){_any_at(1, pairs)}", f"{_any_at(1, triples)}{_any_at(2, triples)}"
    return re.compile(f"{_any_at(0, pairs | triples)}(?={two}|{three})")


def _any_at(place: int, openings: Iterable[str]) -> str:
    """A class of the characters that stand at a place."""
    chars = "".join(sorted({opening[place] for opening in openings}))
    return f"[{re.escape(chars)}]" if chars else "(?!)"
