"""Words looked up: the longest form at a place, and where a name may begin."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from extract import expressions as re
from extract.patterns.records import Entry, Span


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


class Names:
    """Many names, found where they stand in a text: of those that begin at a place the longest, none inside another.

    Looked up only where two or three characters together open a name. (An automaton over all of them is faster by the
    character, yet takes longer to build than fifty reports take to be looked through.)

    >>> list(Names(["财政部", "财政部门", "民政部"]).spans("财政部门和民政部"))
    [(0, 4), (5, 8)]
    """

    def __init__(self, names: Collection[str]) -> None:
        self._names = frozenset(names)
        sizes: dict[str, set[int]] = {}
        for name in self._names:
            sizes.setdefault(name[:3], set()).add(len(name))
        for opening, found in sizes.items():
            if len(opening) == 3:  # 市委 is a name, 市委办 the opening of others
                found |= sizes.get(opening[:2], set())
        self._sizes = {opening: tuple(sorted(found, reverse=True)) for opening, found in sizes.items()}
        self._gate = beginning(self._names)

    def spans(self, text: str) -> Iterator[Span]:
        """Where the names stand, in reading order."""
        sizes, names, last = self._sizes, self._names, 0
        for match in self._gate.finditer(text):
            start = match.start()
            if start < last:
                continue
            for size in sizes.get(text[start : start + 3]) or sizes.get(text[start : start + 2], ()):
                if text[start : start + size] in names:
                    last = min(start + size, len(text))
                    yield start, last
                    break


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
