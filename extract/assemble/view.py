"""Characters with the offset where each stands: a phrase that may be cut, joined and still leads back to its text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A phrase and the article offset of each of its characters."""

    text: str
    at: tuple[int, ...]

    @classmethod
    def of(cls, text: str, start: int, end: int) -> View:
        """The stretch `text[start:end]`.

        >>> View.of("全市生产总值增长5%", 2, 6).text
        '生产总值'
        """
        return cls(text[start:end], tuple(range(start, end)))

    def cut(self, start: int = 0, end: int | None = None) -> View:
        """A part of it, by the phrase's own indices."""
        return View(self.text[start:end], self.at[start:end])

    def __add__(self, other: View) -> View:
        return View(self.text + other.text, self.at + other.at)

    def __len__(self) -> int:
        return len(self.text)

    @property
    def start(self) -> int:
        return min(self.at)

    @property
    def end(self) -> int:
        return max(self.at) + 1

    def renamed(self, text: str) -> View:
        """The same place under other words (城乡 read as 城镇)."""
        at = self.at + (self.at[-1],) * max(len(text) - len(self.at), 0)
        return View(text, at[: len(text)])


NOTHING = View("", ())


def stripped(view: View, left: str, right: str = "") -> View:
    """Without the given characters at its two ends.

    >>> stripped(View.of("、增长", 0, 3), "、").text
    '增长'
    """
    start, end = 0, len(view)
    while start < end and view.text[start] in left:
        start += 1
    while end > start and view.text[end - 1] in (right or left):
        end -= 1
    return view.cut(start, end)
