"""A digest of the rules, vocabularies, lists and weights that decide what the pipeline does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from extract import expressions as re
from extract.patterns.records import Entry, Rule

_DIGITS = 12  # of a SHA-256: enough to tell any two states of the files apart
_LAYOUT = re.compile(r"(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|\s+|#[^\n]*", re.S)


def fingerprint(
    rules: Iterable[Rule],
    vocabularies: Mapping[str, Sequence[Entry]],
    lists: Mapping[str, Mapping[str, str]],
    weights: Mapping[str, str],
) -> str:
    """The digest of everything that decides what is found; `weights` come as digests.

    It does not change with comments, notes, examples, blanks or line breaks.
    """
    digest = hashlib.sha256()
    for piece in _pieces(rules, vocabularies, lists, weights):
        digest.update(f"{piece}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:_DIGITS]


@lru_cache(maxsize=2048)  # our own files have 1,300 expressions, asked for again with each folder laid over them
def bare(expression: str) -> str:
    """The expression without its comments and blanks; escaped blanks and those in a class, which match a blank, stay.

    >>> bare("(?<number>{number}) \\\\s* [ 　]? 元  # 250 元")
    '(?<number>{number})\\\\s*[ 　]?元'
    """
    return _LAYOUT.sub(lambda found: found[1] or "", expression)


def _pieces(
    rules: Iterable[Rule],
    vocabularies: Mapping[str, Sequence[Entry]],
    lists: Mapping[str, Mapping[str, str]],
    weights: Mapping[str, str],
) -> Iterator[object]:
    for rule in rules:
        yield rule.id, rule.kind, rule.needs, bare(rule.expression), sorted(rule.gives.items())
    for name, entries in sorted(vocabularies.items()):
        yield name, [(entry.id, entry.forms, sorted(entry.columns.items())) for entry in entries]
    for name, names in sorted(lists.items()):
        yield "\n".join([name, *map("\t".join, names.items())])  # a third of the time of `repr`, with 80,000 names
    yield from sorted(weights.items())
