"""Phrases that keep the offset of each character, so that they still lead back to their text when cut or joined."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, unsafe_hash=True)  # not frozen, which would cost time: many are made
class View:
    """A phrase and the article offset of each of its characters; they are a range until something is left out or joined."""

    text: str
    at: range | tuple[int, ...]

    @classmethod
    def of(cls, text: str, start: int, end: int) -> View:
        """The stretch `text[start:end]`.

        >>> View.of("全市生产总值增长5%", 2, 6).text
        '生产总值'
        """
        return cls(text[start:end], range(start, end))

    def cut(self, start: int = 0, end: int | None = None) -> View:
        """The part from `start` to `end`, which are indices of the phrase."""
        return View(self.text[start:end], self.at[start:end])

    def __add__(self, other: View) -> View:
        return View(self.text + other.text, (*self.at, *other.at))

    def __bool__(self) -> bool:
        return bool(self.text)

    def __len__(self) -> int:
        return len(self.text)

    @property
    def start(self) -> int:
        """The offset of its first character in the article."""
        return self.at[0] if isinstance(self.at, range) else min(self.at)

    @property
    def end(self) -> int:
        """The offset behind its last character in the article."""
        return self.at[-1] + 1 if isinstance(self.at, range) else max(self.at) + 1

    def renamed(self, text: str) -> View:
        """The phrase with other words at the same offsets (城乡 read as 城镇)."""
        at = (*self.at, *[self.at[-1]] * max(len(text) - len(self.at), 0))
        return View(text, at[: len(text)])

    def before(self, offset: int) -> int:
        """The number of its characters that stand before an offset of the article."""
        if isinstance(self.at, range):
            return min(max(offset - self.at.start, 0), len(self.at))
        return sum(1 for at in self.at if at < offset)

    def within(self, start: int, end: int) -> View:
        """The characters that stand between two offsets of the article, in the order in which they were joined.

        >>> text = "民宿省级旅游"
        >>> (View.of(text, 2, 6) + View.of(text, 0, 2)).within(0, 6).text
        '省级旅游民宿'
        """
        if isinstance(self.at, range):
            return self.cut(self.before(start), self.before(end))
        kept = [index for index, at in enumerate(self.at) if start <= at < end]
        return View("".join(self.text[index] for index in kept), tuple(self.at[index] for index in kept))


NOTHING = View("", ())


def stripped(view: View, left: str, right: str = "") -> View:
    """The phrase without the characters of `left` at its beginning, and those of `right` (by default of `left`) at its end.

    >>> stripped(View.of("、增长", 0, 3), "、").text
    '增长'
    """
    start, end = 0, len(view)
    while start < end and view.text[start] in left:
        start += 1
    while end > start and view.text[end - 1] in (right or left):
        end -= 1
    return view if end - start == len(view) else view.cut(start, end)


def unblanked(view: View) -> View:
    """The phrase without the blanks that some pages set around figures; those that separate words stay.

    >>> unblanked(View.of("增速比 2024 年提高", 0, 12)).text, unblanked(View.of("签约项目3个 成交额", 0, 10)).text
    ('增速比2024年提高', '签约项目3个 成交额')
    """
    text = view.text
    if " " not in text:
        return view
    kept = [at for at, char in enumerate(text) if char != " " or text[at - 1 : at].isdigit() == text[at + 1 : at + 2].isdigit()]
    return View("".join(text[at] for at in kept), tuple(view.at[at] for at in kept))


_BLANK = " \u3000\t\r\n、,;:≤≥<>="
_PAIRS = {"“": "”", "‘": "’", "(": ")", "〔": "〕", "《": "》"}
_CLOSERS = {close: mark for mark, close in _PAIRS.items()}
_DROPPED = frozenset((*_BLANK, *_PAIRS, *_CLOSERS, '"'))  # what may be dropped at an end; nearly no phrase begins or ends so


def trimmed(view: View) -> View:
    """The phrase without blanks, separators and lone quotes or brackets at its ends; pairs stay whole.

    >>> trimmed(View.of("、“两优”企业(个", 0, 9)).text, trimmed(View.of("”产值", 0, 3)).text
    ('“两优”企业(个', '产值')
    """
    text = view.text
    if not text or (text[0] not in _DROPPED and text[-1] not in _DROPPED):
        return view
    start, end = 0, len(text)
    while start < end and _drops(text, start, start, end):
        start += 1
    while end > start and _drops(text, end - 1, start, end):
        end -= 1
    return view if (start, end) == (0, len(text)) else view.cut(start, end)


def _drops(text: str, at: int, start: int, end: int) -> bool:
    """Whether a character at an end of `text[start:end]` is a blank, a separator, or a quote or bracket without its partner."""
    char = text[at]
    if char in _PAIRS:
        return _PAIRS[char] not in text[at + 1 : end]
    if char in _CLOSERS:
        return _CLOSERS[char] not in text[start:at]
    return char in _BLANK or (char == '"' and text.count('"', start, end) % 2 == 1)
