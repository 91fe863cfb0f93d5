"""Numerals in any writing -> exact Decimals: 3,200 · 三千二百 · 1.2万亿 · 25万6千 · 十余 · 数百万 · 三五.

    >>> numeral("两千三百余")
    Numeral(value=Decimal('2300'), upper=None, comparator='gt', approximate=True)
    >>> number("12亿3000万"), number("一点五亿"), number("二〇二六")
    (Decimal('1230000000'), Decimal('150000000'), Decimal('2026'))

Pure functions of the written numeral; where in a text a numeral stands, and what it counts, is for others to say.
Nothing is guessed: what is no well-formed numeral (百千, 一二三) is None.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Context, Decimal
from functools import lru_cache

from extract import expressions as re

# A bulletin's numbers have at most a few dozen digits; what is longer is no number, and is not worth the work.
LONGEST = 40
MOST = Decimal(10) ** 22  # beyond ten figures of 万亿 nothing is counted; 9亿亿亿 and digits run together are misprints
EXACT = Context(prec=90)

DIGITS = {c: Decimal(i) for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": Decimal(0), "○": Decimal(0), "两": Decimal(2), "俩": Decimal(2), "半": Decimal("0.5"),
    **{c: Decimal(i) for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")},
}  # fmt: skip
ZEROS = ("零", "〇", "○")
SMALL = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3}  # powers of ten
LARGE = {"万": 4, "亿": 8}
SCALES = "十百千万亿"
_SCALE = tuple(SCALES)
_BELOW_MYRIADS, _MYRIADS = "十百千", "万亿"
_SIGNS = ("-", "负", "+")
_OPEN = 99  # no scale was read yet: above every power of ten that has one

_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
_TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|点|[零〇○一二三四五六七八九两俩半壹贰叁肆伍陆柒捌玖]|[十拾百佰千仟万亿]")
_SCALE_TAIL = re.compile(r"[十百千万亿]+\Z")
_POSITIONAL = re.compile(r"[零〇○一二三四五六七八九]+\Z")
_ADJACENT = re.compile(r"(?P<head>.*?)(?P<low>[一二两三四五六七八九])[、,]?(?P<high>[二两三四五六七八九])(?P<scale>[十百千万亿]*)\Z")
_VAGUE = re.compile(r"(?P<more>[多余])|(?P<some>[几数来])")


@dataclass(frozen=True, slots=True)
class Numeral:
    """The value of a written numeral: one number or a range, exact or vague."""

    value: Decimal
    upper: Decimal | None = None
    comparator: str = "eq"
    approximate: bool = False


@lru_cache(maxsize=8192)
def numeral(text: str) -> Numeral | None:
    """The numeral that `text` is, with its vagueness; None where it is not one.

    >>> numeral("十几万").value, numeral("近百") is None
    (Decimal('100000'), True)
    >>> numeral("一二十"), numeral("上千").comparator
    (Numeral(value=Decimal('10'), upper=Decimal('20'), comparator='range', approximate=False), 'ge')
    """
    text = text.replace(" ", "").replace("个", "")
    if not text or len(text) > LONGEST:
        return None
    exact = number(text)
    if exact is not None:
        return Numeral(exact)
    pair = _adjacent(text)
    if pair:
        return Numeral(pair[0], pair[1], "range")
    return _vague(text)


def _vague(text: str) -> Numeral | None:
    """上百, 数十万, 几百, 十几, 50多万, 三百余: the least that they say."""
    if text[0] == "上" and text[1:2] in _SCALE:
        return _at_least(number(text[1:]), "ge")
    if text[0] == "好" and text[1:2] in ("几", "数"):
        text = text[1:]
    if text[0] in "几数" and text[1:2] in _SCALE:
        return _at_least(number("一" + text[1:].rstrip("多余")), "eq")
    return _with_rest(text)


def _with_rest(text: str) -> Numeral | None:
    """十几, 50多万, 三百余: one character of vagueness behind a first digit."""
    found = _VAGUE.search(text)
    if not found or not found.start() or _VAGUE.search(text, found.end()):
        return None
    return _at_least(number(text[: found.start()] + text[found.end() :]), "gt" if found["more"] else "eq")


def _at_least(value: Decimal | None, comparator: str) -> Numeral | None:
    return None if value is None else Numeral(value, None, comparator, True)


def _adjacent(text: str) -> tuple[Decimal, Decimal] | None:
    """三五, 一二十, 七八百万, 十五六: two neighbouring digits are a range."""
    found = _ADJACENT.match(text)
    if not found or not _neighbours(found["low"], found["high"], found["head"]) or not _scaled(found["head"]):
        return None
    low, high = (number(found["head"] + found[end] + found["scale"]) for end in ("low", "high"))
    return (low, high) if low is not None and high is not None else None


def _neighbours(low: str, high: str, head: str) -> bool:
    """Whether one digit follows the other; 三五 alone leaves one out."""
    apart = DIGITS[high] - DIGITS[low]
    return apart == 1 or (apart > 1 and low + high == "三五" and not head)


def _scaled(head: str) -> bool:
    """Whether what stands before two digits is nothing, or a number that ends in its scale (十|五六)."""
    return not head or (head[-1] in SCALES and number(head) is not None)


@lru_cache(maxsize=8192)
def number(text: str) -> Decimal | None:
    """The exact number that `text` writes in digits, in Chinese or in both; None where it is not one.

    >>> number("1,100.9"), number("25万6千"), number("三万五"), number("-22.2"), number("百千")
    (Decimal('1100.9'), Decimal('256000'), Decimal('35000'), Decimal('-22.2'), None)
    """
    text = text.replace(" ", "").translate(_TENS)
    if not text or len(text) > LONGEST:
        return None
    if text[0] in _SIGNS:
        return _signed(text[0], text[1:])
    if text.isascii():
        return _arabic(text)
    if len(text) > 1 and _POSITIONAL.match(text):
        return _digit_by_digit(text)
    value = _stacked(text)
    return value if value is None or value <= MOST else None


def _signed(sign: str, text: str) -> Decimal | None:
    value = None if text[:1] in _SIGNS else number(text)
    return value if value is None or sign == "+" else -value


def _digit_by_digit(text: str) -> Decimal | None:
    """二〇二六, 一九四九; 三五 is a range and 一二三 an enumeration."""
    return Decimal("".join(str(DIGITS[c]) for c in text)) if len(text) > 3 or set(text) & set("〇○") else None


def _arabic(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if _TOKEN.fullmatch(text) and text[0].isdigit() else None


def _stacked(text: str) -> Decimal | None:
    """Digits, 十百千 and 万亿 read left to right; 亿 takes everything below it that stands before it (1.2万亿)."""
    tokens = _TOKEN.findall(text)
    if sum(map(len, tokens)) != len(text):
        return None
    reading = _Sum(tokens)
    for place, token in enumerate(tokens):
        if token == "点":
            return reading.with_fraction(place) if place else None
        if not reading.takes(place, token):
            return None
    return reading.total()


@dataclass(slots=True)
class _Sum:
    """What has been read of a numeral: finished parts, each with its power (12亿 | 3000万), and the section that is open."""

    tokens: list[str]
    done: list[tuple[Decimal, int]] = field(default_factory=list)
    section: Decimal = Decimal(0)
    digit: Decimal | None = None
    power: int = _OPEN  # of the scale last read in this section
    after_zero: bool = False

    def takes(self, place: int, token: str) -> bool:
        """Reads one token more; False where it may not stand there."""
        if token in ZEROS and self.digit is None:
            self.after_zero = True
            return True
        if token in SMALL:
            read = self._small(place, token)
        elif token in LARGE:
            read = self._large(place, token)
        else:
            read = self._digit(token)
        self.after_zero = False
        return read

    def _small(self, place: int, token: str) -> bool:
        """十, 百 or 千 lifts the digit before it; a bare 十 is one ten where it opens the numeral or a section."""
        if self.digit is None and place and not self._bare_ten(place, token):
            return False
        if SMALL[token] >= self.power:
            return False
        self.power = SMALL[token]
        self.section += (Decimal(1) if self.digit is None else self.digit).scaleb(self.power, EXACT)
        self.digit = None
        return True

    def _bare_ten(self, place: int, token: str) -> bool:
        return token == "十" and (self.after_zero or self.tokens[place - 1] in LARGE)

    def _large(self, place: int, token: str) -> bool:
        stated = self.digit is not None or self.power != _OPEN
        self.section += self.digit or 0
        closed = _close(self.done, self.section if stated else None, LARGE[token], first=not place)
        self.section, self.digit, self.power = Decimal(0), None, _OPEN
        return closed

    def _digit(self, token: str) -> bool:
        if self.digit is not None:
            return False
        self.digit = DIGITS[token] if token in DIGITS else Decimal(token.replace(",", ""))
        return True

    def with_fraction(self, point: int) -> Decimal | None:
        """The whole number with what stands behind its 点."""
        fraction = _fraction(self.tokens, point)
        figures = "".join(str(DIGITS.get(c, c)) for c in fraction)
        scales = self.tokens[point + 1 + len(fraction) :]
        return _finish(self.done, self.section + (self.digit or 0), figures, scales) if figures else None

    def total(self) -> Decimal:
        value = EXACT.add(sum((part for part, _ in self.done), Decimal(0)), self.section)
        return EXACT.add(value, self._last() or Decimal(0))

    def _last(self) -> Decimal | None:
        """The last digit; without its scale it counts in the next lower one (三万五, 一百二)."""
        before = self.tokens[-2] if len(self.tokens) > 1 else ""
        if self.digit is None or len(self.tokens[-1]) > 1 or self.tokens[-1] == "半" or before == "十":
            return self.digit
        step = SMALL.get(before) or LARGE.get(before)
        return self.digit.scaleb(step - 1) if step else self.digit


def _fraction(tokens: list[str], point: int) -> list[str]:
    """The digits after 点."""
    found: list[str] = []
    for token in tokens[point + 1 :]:
        if token not in DIGITS or token == "半":
            break
        found.append(token)
    if not found and tokens[point + 1 : point + 2] and tokens[point + 1].isdigit():
        return [tokens[point + 1]]  # 1点25亿
    return found


def _finish(done: list[tuple[Decimal, int]], whole: Decimal, fraction: str, scales: list[str]) -> Decimal | None:
    """一点五 + 亿; after a decimal point only scales may follow."""
    if not all(token in SMALL or token in LARGE for token in scales):
        return None
    value = EXACT.add(whole, Decimal("0." + fraction))
    for token in scales:
        value = value.scaleb(SMALL.get(token) or LARGE[token], EXACT)
    return EXACT.add(sum((part for part, _ in done), Decimal(0)), value)


def _close(done: list[tuple[Decimal, int]], section: Decimal | None, power: int, first: bool) -> bool:
    """万 or 亿 ends a part: it multiplies what stands before it, with smaller parts that are already done (1.2万亿)."""
    whole = section
    while done and (done[-1][1] < power or whole is None):
        whole = EXACT.add(whole or Decimal(0), done.pop()[0])
    if whole is None:
        if not first:
            return False
        whole = Decimal(1)
    done.append((whole.scaleb(power, EXACT), power))
    return True


def scale_of(text: str) -> str:
    """The scale that a numeral ends with: 亿 of 3.4亿, 百万 of 三百万; empty where it has none.

    >>> [scale_of(text) for text in ("3.4亿", "三百万", "12")]
    ['亿', '百万', '']
    """
    found = _SCALE_TAIL.search(text.rstrip("多余几来 "))
    return found[0] if found else ""


def shared(low: str, high: str) -> Decimal | None:
    """The value of `low` in `low至high`, with the scale of `high` where the bulletin wrote it only once.

    >>> shared("3", "5亿"), shared("5000万", "1亿"), shared("5000", "1万"), shared("十", "二十万"), shared("九", "十万")
    (Decimal('300000000'), Decimal('50000000'), Decimal('5000'), Decimal('100000'), Decimal('90000'))
    """
    first, last = numeral(low), numeral(high)
    if first is None or last is None:
        return None
    most = last.upper or last.value
    lifted = (EXACT.multiply(first.value, factor) for factor in _factors(low, scale_of(high)))
    return next((value for value in lifted if first.value < value <= most), first.value)


def _factors(low: str, scale: str) -> list[Decimal]:
    """What a scale that stands behind the second number may lift the first one by: 九到十亿 means 九亿."""
    if any(c in low for c in _MYRIADS):
        return []
    large = scale.lstrip(_BELOW_MYRIADS)
    scales = (large,) if any(c in low for c in _BELOW_MYRIADS) else (scale, large)
    factors = (number("一" + one) for one in dict.fromkeys(scales) if one)
    return [factor for factor in factors if factor is not None]


def written(value: int) -> str:
    """A whole number as parts of documents are counted in Chinese; what is below 0 or beyond 亿亿 stays in digits.

    >>> [written(value) for value in (0, 7, 10, 12, 20, 105, 110, 1012, 30_500)]
    ['零', '七', '十', '十二', '二十', '一百零五', '一百一十', '一千零一十二', '三万零五百']
    """
    if not 0 < value < 10**16:
        return str(value) if value else "零"
    for scale, power in (("亿", 8), ("万", 4), ("千", 3), ("百", 2), ("十", 1)):
        high, low = divmod(value, 10**power)
        if high:
            head = "" if (high, power) == (1, 1) else written(high)
            gap = "零" if 0 < low < 10 ** (power - 1) else ""
            return head + scale + gap + (_counted(low) if low else "")
    return "零一二三四五六七八九"[value]


def _counted(low: int) -> str:
    """The end of a longer numeral, where a single ten is written 一十: 一百一十."""
    return "一" + written(low) if 10 <= low < 20 else written(low)
