"""Rules, vocabularies, lists, weights -> a digest of what they make the pipeline do."""

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
    """The digest of all that decides what is found, with `weights` as digests. Comments, notes, examples, blanks and breaks of lines do not."""
    digest = hashlib.sha256()
    for piece in _pieces(rules, vocabularies, lists, weights):
        digest.update(f"{piece}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:_DIGITS]


@lru_cache(maxsize=2048)  # ours are 1,300, and asked for again with each folder that is laid over them
def bare(expression: str) -> str:
    """An expression without its comments and blanks, but for those that match a blank.

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
