"""How Word writes a count: as 三, 叁, 丙, ③, III, c, by the names that its files have for these forms."""

from __future__ import annotations

from collections.abc import Callable

from extract.numerals import written

_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def circled(count: int) -> str:
    """① to ㊿, else the number in brackets.

    >>> circled(1), circled(20), circled(21), circled(36), circled(51)
    ('①', '⑳', '㉑', '㊱', '[51]')
    """
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= count <= last:
            return chr(code + count - first)
    return f"[{count}]"


def roman(count: int) -> str:
    """The Roman numeral; digits beyond what can be written.

    >>> roman(4), roman(19), roman(4000)
    ('IV', 'XIX', '4000')
    """
    if not 0 < count < 4000:
        return str(count)
    found = ""
    for size, letters in _ROMAN:
        found += letters * (count // size)
        count %= size
    return found


def _letters(count: int) -> str:
    """A to Z, AA, BB: Word doubles the letter."""
    times, place = divmod(count - 1, 26)
    return chr(65 + place) * (times + 1) if 0 <= times < 4 else str(count)


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda count: signs[count - 1] if 0 < count <= len(signs) else str(count)


def _cycle(count: int) -> str:
    return _STEMS[(count - 1) % 10] + _BRANCHES[(count - 1) % 12] if 0 < count <= 60 else str(count)


_CHINESE = (
    "chineseCounting",
    "chineseCountingThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "japaneseCounting",
)
_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(_CHINESE, written),
    **dict.fromkeys(
        ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand", "koreanDigital"),
        lambda count: str(count).translate(_DIGITS),
    ),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"),
        lambda count: written(count).translate(_LEGAL),
    ),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), circled),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), lambda count: str(count).translate(_WIDE)),
    "decimalZero": lambda count: f"{count:02}",
    "decimalEnclosedFullstop": lambda count: f"{count}.",
    "decimalEnclosedParen": lambda count: f"({count})",
    "ideographEnclosedCircle": _one_of("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographZodiacTraditional": _cycle,
    "upperLetter": _letters,
    "lowerLetter": lambda count: _letters(count).lower(),
    "upperRoman": roman,
    "lowerRoman": lambda count: roman(count).lower(),
    "bullet": lambda _: "",
    "none": lambda _: "",
}


def shown(count: int, form: str) -> str:
    """The count in a form; in digits where the form is one of no Chinese document, empty for a bullet.

    >>> [shown(12, form) for form in ("chineseCounting", "ideographZodiac", "decimalZero", "lowerLetter", "thaiNumbers")]
    ['十二', '亥', '12', 'l', '12']
    """
    return _FORMS.get(form, str)(count)
