"""Folding: the one view of a text on which everything is matched.

`fold` maps character to character (full-width forms to ASCII, the many dashes, dots and quotes to one of each)
and never changes a length, so an offset into the folded text is an offset into the text itself.
"""

from __future__ import annotations

_FULLWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys((0x3000, 0x00A0, 0x2002, 0x2003, 0x2009, 0x202F, 0xFEFF, 0x200B), " ")
_DASHES = {"–": "-", "‒": "-", "‐": "-", "‑": "-", "−": "-", "―": "—", "─": "—", "━": "—", "～": "~", "〜": "~", "∼": "~"}
_QUOTES = {"「": "“", "」": "”", "『": "‘", "』": "’", "〝": "“", "〞": "”"}
_DOTS = {"•": "·", "・": "·", "‧": "·", "∙": "·", "∶": ":", "﹑": "、", "﹐": ",", "﹒": ".", "﹔": ";", "﹕": ":", "﹪": "%", "﹢": "+"}

_TABLE: dict[int, int | str] = {
    **_FULLWIDTH,
    **_SPACES,
    **{ord(char): usual for char, usual in {**_DASHES, **_QUOTES, **_DOTS}.items()},
}


def fold(text: str) -> str:
    """The text as it is matched: same length, one writing for each punctuation mark, digit and letter.

    >>> fold("增长５．５％，“十四五”（2021－2025年）")
    '增长5.5%,“十四五”(2021-2025年)'
    >>> len(fold("１：１～２")) == 5
    True
    """
    return text.translate(_TABLE)
