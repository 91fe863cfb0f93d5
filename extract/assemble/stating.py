"""Whether an amount states something, by the words around it, with weights learned from annotated passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from extract.assemble.features import Steps, by_kind
from extract.assemble.surroundings import Window
from extract.model import Amount
from extract.passage import CLAUSE
from extract.patterns import Rules, from_words
from extract.patterns.weights import once

_NEAR = 4  # words on each side whose place counts
_CLOSE = 3  # words behind that count wherever they stand
_FIGURES = Steps((1.0, 2.0, 3.0, 4.0, 6.0))  # amounts of a sentence
_EDGES = ("|",) * _NEAR
_CLAUSE = frozenset(CLAUSE)


def facts(window: Window, amount: Amount, bound: bool | None) -> tuple[str, ...]:
    """The names of an amount's features; `bound` says whether the rules bind it; None leaves that feature out."""
    texts, at = window.texts[window.own :], window.value - window.own
    words = [*("clause=" + word for word in _clause(texts[:at])), *("sentence=" + word for word in texts)]
    return tuple(dict.fromkeys([*_of_amount(texts, at, amount), *words, *_of_sentence(texts, at, amount, bound)]))


def _of_amount(texts: Sequence[str], at: int, amount: Amount) -> list[str]:
    """The names of the features of an amount itself, and of the words next to it."""
    return ["bias", "unit=" + str(amount.unit), "kind=" + amount.kind, "comparator=" + amount.comparator, *_near(texts, at, str(amount.unit))]


def _of_sentence(texts: Sequence[str], at: int, amount: Amount, bound: bool | None) -> list[str]:
    """The names of the features of a sentence (its figures, what is open before the amount), how the amount is written and whether it is bound."""
    ahead = texts[:at]
    names = ["figures=" + _FIGURES.of(texts.count("<amount>") + 1)]
    names += [f"{name}={ahead.count(opens) > ahead.count(shuts)}" for name, opens, shuts in (("bracket", "(", ")"), ("quote", "“", "”"))]
    names.append(f"digit={amount.text[0].isdigit()}")
    return names if bound is None else [*names, f"bound={bound}"]


def _near(texts: Sequence[str], at: int, unit: str) -> list[str]:
    """The names of the features of the words next to an amount, by their place and in pairs."""
    before = [*texts[max(at - _NEAR, 0) : at][::-1], *_EDGES][:_NEAR]
    after = [*texts[at + 1 : at + 1 + _NEAR], *_EDGES][:_NEAR]
    names = [f"before{place}={word}" for place, word in enumerate(before)] + ["before=" + word for word in before]
    names += [f"after{place}={word}" for place, word in enumerate(after)] + ["after=" + word for word in after[:_CLOSE]]
    names += [f"before={before[1]}|{before[0]}", f"around={before[0]}|{after[0]}"]
    return [*names, f"unit={unit}|before={before[0]}", f"unit={unit}|after={after[0]}"]


def _clause(ahead: Sequence[str]) -> Sequence[str]:
    """The words of the amount's own clause before it."""
    marks = [place for place, word in enumerate(ahead) if word in _CLAUSE]
    return ahead[marks[-1] + 1 :] if marks else ahead


class Stating:
    """How likely the amounts of an article are to state something, as a sum of weights: above 0 they do."""

    def __init__(self, rules: Rules) -> None:
        self._of_words, self._weights = _words(rules)

    def sum(self, texts: Sequence[str], at: int, amount: Amount, bound: bool | None) -> float:
        """The sum of the weights of an amount's features; 0, which decides nothing, where nothing was learned.

        `texts` are the words of its sentence, `at` its own index among them (`Surroundings.own`).

        The words of the sentence are looked up without the names of their features being made, as most were never learned.
        """
        of_clause, of_sentence = self._of_words
        known = chain(
            map(self._weights.get, dict.fromkeys(_of_amount(texts, at, amount))),
            map(of_clause.get, dict.fromkeys(_clause(texts[:at]))),
            map(of_sentence.get, dict.fromkeys(texts)),
            map(self._weights.get, _of_sentence(texts, at, amount, bound)),
        )
        return sum(filter(None, known))


@from_words
def _words(rules: Rules) -> tuple[list[dict[str, float]], dict[str, float]]:
    return _parted(rules.weights.get("stating", {}))


@once
def _parted(learned: Mapping[str, float]) -> tuple[list[dict[str, float]], dict[str, float]]:
    """The weights of words (in an amount's clause before it, anywhere in its sentence), and all other weights by the names of their features."""
    kinds = by_kind(learned)
    of_words = [kinds.get(kind, {}) for kind in ("clause", "sentence")]
    return of_words, {name: weight for name, weight in learned.items() if not name.startswith(("clause=", "sentence="))}
