"""How round a figure is: aims and rules give round ones, counts and payments uneven ones."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import Amount, Article

_MOST = 4  # most digits that count
_KINDS = frozenset(("money", "percent", "count", "area", "mass", "length", "volume"))  # what is counted and measured; no ranks, no ages
_REACH, _FADES = 3, 0.5  # sentences on either side that are looked at, each farther one counting half as much as the one before it


def digits(amount: Amount) -> int:
    """The number of significant digits of a value, at most four: payments have more of them than promises.

    >>> from extract import annotate
    >>> [digits(one) for one in annotate("发放补助1501.15万元，惠及30万人。").amounts]
    [4, 1]
    """
    return min(len(f"{abs(amount.value).normalize():f}".replace(".", "").strip("0")), _MOST) if amount.value else 1


def unevenness(article: Article, amounts: Sequence[Amount]) -> list[float]:
    """The weighted mean of the digits of the amounts in and around each sentence; 0 where there are none."""
    sums, counts = [0.0] * len(article.sentences), [0.0] * len(article.sentences)
    for amount in amounts:
        if amount.kind in _KINDS and amount.value:
            many = digits(amount)
            for index in range(max(amount.sentence - _REACH, 0), min(amount.sentence + _REACH + 1, len(sums))):
                weight = _FADES ** abs(index - amount.sentence)
                sums[index] += weight * many
                counts[index] += weight
    return [total / count if count else 0.0 for total, count in zip(sums, counts, strict=True)]
