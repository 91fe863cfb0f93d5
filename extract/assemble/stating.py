"""Does an amount state something? Weighed by the words around it, which were learned from annotated passages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extract.assemble.features import step
from extract.assemble.surroundings import Window
from extract.model import Amount
from extract.patterns import Rules

_NEAR = 4  # words on each side whose place counts
_CLOSE = 3  # words behind that count wherever they stand
_FIGURES = (1.0, 2.0, 3.0, 4.0, 6.0)  # amounts of a sentence
_EDGE = "|"
_CLAUSE = frozenset(",;:。")


def facts(window: Window, amount: Amount, bound: bool | None) -> tuple[str, ...]:
    """The names of an amount's features; `bound` is whether the rules bind it, None where nothing is to be told of that."""
    texts = [word.text.strip() or "_" for word in window.words[window.own :]]
    at = window.value - window.own
    ahead, behind = texts[:at][::-1], texts[at + 1 :]
    names = ["bias", f"unit={amount.unit}", f"kind={amount.kind}", f"comparator={amount.comparator}", *_near(ahead, behind, amount)]
    names += ("clause=" + word for word in _clause(ahead))
    names += ("sentence=" + word for word in dict.fromkeys(texts))
    names.append("figures=" + step(float(texts.count("<amount>") + 1), _FIGURES))
    names += (f"{name}={texts[:at].count(opens) > texts[:at].count(shuts)}" for name, opens, shuts in (("bracket", "(", ")"), ("quote", "“", "”")))
    names.append(f"digit={amount.text[0].isdigit()}")
    if bound is not None:
        names.append(f"bound={bound}")
    return tuple(dict.fromkeys(names))


def _near(ahead: Sequence[str], behind: Sequence[str], amount: Amount) -> Iterator[str]:
    """The words next to an amount, by their place and in pairs."""
    before, after = [*ahead, *[_EDGE] * _NEAR][:_NEAR], [*behind, *[_EDGE] * _NEAR][:_NEAR]
    for place in range(_NEAR):
        yield f"before{place}={before[place]}"
        yield f"before={before[place]}"
        yield f"after{place}={after[place]}"
    yield from ("after=" + word for word in after[:_CLOSE])
    yield f"before={before[1]}|{before[0]}"
    yield f"around={before[0]}|{after[0]}"
    yield f"unit={amount.unit}|before={before[0]}"
    yield f"unit={amount.unit}|after={after[0]}"


def _clause(ahead: Sequence[str]) -> Iterator[str]:
    for word in ahead:
        if word in _CLAUSE:
            return
        yield word


class Stating:
    """How likely the amounts of an article are to state something, as a sum of weights: above 0 they do."""

    def __init__(self, rules: Rules) -> None:
        self._weights: Mapping[str, float] = rules.weights.get("stating", {})

    def sum(self, names: Sequence[str]) -> float:
        """What the features of an amount add up to; 0 where nothing was learned, which decides nothing."""
        return sum(self._weights.get(name, 0.0) for name in names)
