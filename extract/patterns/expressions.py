"""Check the expressions of pattern files, fill in their words and compile them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import regex

from extract import expressions as re
from extract.errors import PatternError

FLAGS = regex.VERBOSE | regex.VERSION0
_UNBOUNDED = re.compile_regex(r"(?<!\\)(?:\.|\\[SWD]|\[\^(?:[^\]\\]|\\.)*\])(?:[*+](?!\+)|\{\d*,\})")
_CALL = re.compile_regex(r"\(\?(?:R\)|&|P>|[+-]?\d)")
_WIDE = re.compile_regex(r"\{\d*,?(\d{5,})\}")
_SLOT = re.compile_regex(r"\{([a-z_]+(?:\.[a-z_]+)?)\}")


def one_of(forms: Iterable[str]) -> str:
    """An expression that matches any of `forms`, the longest first; without forms, one that never matches.

    Forms with the same first character are grouped, single characters become a class: `re` is faster so.

    >>> one_of(["公里", "亩", "公顷", "公里/小时"]), one_of("亩里"), one_of([])
    ('(?:公(?:里/小时|里|顷)|亩)', '[亩里]', '(?!)')
    """
    return _any_of(frozenset(forms))


@lru_cache(maxsize=1024)  # our own files ask for 300 sets of words, most of them for several rules, and again for each folder laid over them
def _any_of(forms: frozenset[str]) -> str:
    words = sorted(forms, key=lambda form: (-len(form), form))
    if words and all(len(word) == 1 for word in words):
        return f"[{''.join(map(re.escape, words))}]"
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[:1], []).append(re.escape(word[1:]))
    return "(?:" + "|".join(re.escape(char) + _either(rest) for char, rest in rests.items()) + ")" if rests else "(?!)"


def _either(rests: Sequence[str]) -> str:
    return rests[0] if len(rests) == 1 else f"(?:{'|'.join(rests)})"


def bounded(typed: str, where: str) -> str:
    """Return the expression `typed` unchanged; PatternError where it calls itself or some repetition has no bound.

    >>> bounded("茶园[0-9]{1,3}亩", "words.yaml:3")
    '茶园[0-9]{1,3}亩'
    """
    if call := _CALL.search(typed):
        raise PatternError(where, f"{call[0]}: an expression that calls itself; write out what it may hold, with a bound")
    if wide := _WIDE.search(typed):
        raise PatternError(where, f"{wide[0]}: longer than any passage; write a bound such as {{0,20}}")
    loose = _UNBOUNDED.search(typed)
    if loose:
        raise PatternError(where, f"unbounded {loose[0]}; give it a bound such as {{0,20}}")
    return typed


def filled(typed: str, meaning: Callable[[str, str], str]) -> str:
    """The expression with each `{name}` or `{name.column}` replaced by the result of `meaning`.

    >>> filled("{numeral}(?:{units.money}){2}", lambda name, column: f"<{name}|{column}>")
    '<numeral|>(?:<units|money>){2}'
    """

    def part(slot: regex.Match[str]) -> str:
        name, _, column = slot[1].partition(".")
        return meaning(name, column)

    return _SLOT.sub(part, typed)


def guarded(expression: str, after: Sequence[str] = (), before: Sequence[str] = ()) -> str:
    """The expression, limited to places neither behind a word of `after` nor in front of a word of `before`.

    >>> guarded("元", before=["旦", "宵节"]), guarded("银行", after=["血"]), guarded("银行")
    ('(?:元)(?!(?:宵节|旦))', '(?<![血])(?:银行)', '银行')
    """
    if not after and not before:
        return expression
    return (f"(?<!{one_of(after)})" if after else "") + f"(?:{expression})" + (f"(?!{one_of(before)})" if before else "")


def not_one(error: Exception) -> str:
    """The message for an invalid expression, with how to mend it. The position in `error` is left out: it counts in the expression
    with the words of lists filled in, which nobody typed.
    """
    return f"not an expression: {getattr(error, 'msg', error)}; each ( needs its ), each [ its ]; \\( is the bracket itself"


def compiled(expression: str, where: str) -> regex.Pattern[str]:
    """Compile the expression; PatternError where it is invalid, has numbered groups or matches the empty string."""
    try:
        pattern = re.compile_regex(expression, FLAGS)
    except RecursionError as error:
        raise PatternError(where, "brackets too deep in each other; write the expression with fewer") from error
    except Exception as error:  # `regex` has its own for what it foresees; odd expressions meet others in it
        raise PatternError(where, not_one(error)) from error
    if pattern.groups != len(pattern.groupindex):
        raise PatternError(where, "a numbered group; name it (?<name>…) or leave it open (?:…)")
    if pattern.fullmatch(""):
        raise PatternError(where, "this expression matches nothing at all; make some part of it required")
    return pattern
