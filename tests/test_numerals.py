"""Any number in any writing parses back to itself; what is no numeral is None, and nothing raises or hangs."""

from __future__ import annotations

from decimal import Decimal

from each import each, each_row
from hypothesis import given
from hypothesis import strategies as st

from extract.numerals import Numeral, number, numeral, scale_of, shared

HANZI = "零一二三四五六七八九"


def chinese(value: int) -> str:
    """The standard Chinese writing of a whole number below 10^16."""
    if value == 0:
        return "零"
    parts, scales = [], ["", "万", "亿", "万亿"]
    groups = []
    while value:
        value, group = divmod(value, 10_000)
        groups.append(group)
    gap = False
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            gap = bool(parts)
            continue
        if parts and (gap or group < 1000):
            parts.append("零")
        # 一万二千亿: the 亿 stands once behind 万 and the rest below it.
        scale = "万" if place == 3 and groups[2] else scales[place]
        parts.append(_below_ten_thousand(group) + scale)
        gap = False
    text = "".join(parts)
    return text[1:] if text.startswith("一十") else text


def _below_ten_thousand(value: int) -> str:
    text, gap = "", False
    for scale, power in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, value = divmod(value, power)
        if digit:
            text += ("零" if gap and text else "") + HANZI[digit] + scale
            gap = False
        else:
            gap = True
    return text


WHOLE = st.integers(min_value=0, max_value=10**16 - 1)
DECIMAL = st.decimals(min_value=0, max_value=10**9, places=3)


@given(WHOLE)
def test_chinese_writing_parses_back(value: int) -> None:
    assert number(chinese(value)) == value


@given(WHOLE)
def test_digits_with_commas_or_blanks_parse_back(value: int) -> None:
    assert number(f"{value:,}") == value == number(f"{value:,}".replace(",", " "))


@given(
    DECIMAL,
    st.sampled_from([("", 0), ("百", 2), ("千", 3), ("万", 4), ("百万", 6), ("千万", 7), ("亿", 8), ("千亿", 11), ("万亿", 12)]),
)
def test_mixed_writing_parses_back(value: Decimal, scale: tuple[str, int]) -> None:
    assert number(f"{value}{scale[0]}") == value.scaleb(scale[1])


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_stacked_scales_parse_back(high: int, low: int) -> None:
    assert number(f"{high}亿{low}万") == high * 10**8 + low * 10**4
    assert number(chinese(high) + "亿零" + chinese(low) + "万") == high * 10**8 + low * 10**4


@given(st.integers(0, 99_999), st.text("一二三四五六七八九零", min_size=1, max_size=4))
def test_chinese_decimals_parse_back(whole: int, fraction: str) -> None:
    digits = "".join(str(HANZI.index(c)) for c in fraction)
    assert number(f"{chinese(whole)}点{fraction}") == Decimal(f"{whole}.{digits}")


@given(st.text("零〇一二三四五六七八九十百千万亿两几数多余来上半点0123456789.,-负个成折分之", max_size=60))
def test_random_numerals_never_raise(text: str) -> None:
    found = numeral(text)
    assert found is None or found.upper is None or found.upper > found.value
    shared(text, text)


@given(st.text(max_size=30))
def test_random_text_never_raises(text: str) -> None:
    numeral(text)


@each(list("亿万千百十一零点多几9,"))
def test_a_hundred_thousand_of_one_character_is_no_number(char: str) -> None:
    assert numeral(char * 100_000) is None


@each_row(
    [
        ("三五", 3, 5, "range", False),
        ("七八百万", 7_000_000, 8_000_000, "range", False),
        ("十五六", 15, 16, "range", False),
        ("上千", 1000, None, "ge", True),
        ("数百亿", 10_000_000_000, None, "eq", True),
        ("好几十", 10, None, "eq", True),
        ("十几万", 100_000, None, "eq", True),
        ("50多万", 500_000, None, "gt", True),
        ("三百余", 300, None, "gt", True),
        ("4亿多", 400_000_000, None, "gt", True),
    ]
)
def test_vague_numerals(text: str, value: int, upper: int | None, comparator: str, approximate: bool) -> None:
    assert numeral(text) == Numeral(Decimal(value), upper if upper is None else Decimal(upper), comparator, approximate)


@each(["十百千万", "百千", "万千", "一二三", "三七", "多", "几", "上", "点五", "五点", "--3", "3.4.5", "第三"])
def test_no_numerals(text: str) -> None:
    assert numeral(text) is None


@each_row(
    [
        ("3", "5亿", 300_000_000),
        ("5000万", "1亿", 50_000_000),
        ("5000", "1万", 5000),
        ("两", "三百", 200),
        ("十", "二十万", 100_000),
        ("八百", "九百亿", 80_000_000_000),
    ]
)
def test_scale_is_shared_where_it_was_written_once(low: str, high: str, value: int) -> None:
    assert shared(low, high) == value


def test_scale_of_a_numeral() -> None:
    assert [scale_of(text) for text in ("3.4亿", "三百万", "50多万", "12")] == ["亿", "百万", "万", ""]
