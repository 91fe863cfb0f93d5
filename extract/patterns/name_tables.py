"""Read the tables of names and of words into the lists that recognisers look names up in.

`names.tsv` has for each organisation its type, whether its name is ambiguous (a word or a place too), its full name if
that differs, the place of its home, and the source. `words.tsv` has for each common word whether it is a noun, a verb
(or another word that ends a name), and whether it is among the most frequent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from sys import intern

from extract.errors import PatternError
from extract.patterns.nodes import shown
from extract.text import fold

Lists = dict[str, dict[str, str]]
NAME_COLUMNS = ("name", "type", "ambiguous", "full", "home", "source")
WORD_COLUMNS = ("word", "noun", "verb", "frequent")

# (type of the organisation, why its name is ambiguous) -> the name list, as rules of organisations.yaml name it.
# word: the name is also a word or a product; branch: counted with its place (中船|天津) or as an item of its own.
NAME_LISTS: Mapping[tuple[str, str], str] = {
    ("association", ""): "associations",
    ("club", ""): "clubs",
    ("company", ""): "companies",
    ("company", "branch"): "branches",
    ("company", "word"): "companies_ambiguous",
    ("education", ""): "universities",
    ("finance", ""): "finance",
    ("government", ""): "bodies",
    ("international", ""): "international",
    ("media", ""): "media",
    ("media", "word"): "media_ambiguous",
    ("military", ""): "military",
    ("party", ""): "party",
    ("research", ""): "research",
}
HOMES = "newspapers"  # the list of newspapers whose names do not say their place: name -> code of the home place
WORD_LISTS: Mapping[str, str] = {"noun": "nouns", "verb": "verbs", "frequent": "common_words"}


def names(file: Path, text: str, ordered: bool = True) -> Lists:
    """Map each list to its names as matched and their full names, from `names.tsv`.

    Raises PatternError for a row with an unknown type or without a source.
    """
    lists: Lists = {key: {} for key in (*NAME_LISTS.values(), HOMES)}
    for number, (key, line) in enumerate(rows(file, text, NAME_COLUMNS, ordered), 2):
        name, type_, ambiguous, full, home, source = line.split("\t")
        kind = NAME_LISTS.get((type_, ambiguous))
        if kind is None:
            known = ", ".join(f"{type_} {why}".strip() for type_, why in NAME_LISTS)
            raise PatternError(f"{shown(file)}:{number}", f"unknown type {type_} {ambiguous}".rstrip() + f"; one of {known}")
        if not source:
            raise PatternError(f"{shown(file)}:{number}", f"{name} has no source; name it (`hand`: public knowledge, written by hand)")
        lists[kind][key] = intern(full or name)
        if home:
            lists[HOMES][key] = home
    return lists


def words(file: Path, text: str, ordered: bool = True) -> Lists:
    """The lists `nouns`, `verbs` and `common_words`, from `words.tsv`. Raises PatternError for a row without a mark."""
    lists: Lists = {key: {} for key in WORD_LISTS.values()}
    alike: dict[str, dict[str, str]] = {}
    for key, line in rows(file, text, WORD_COLUMNS, ordered):
        word, _, marks = line.partition("\t")
        alike.setdefault(marks, {})[key] = intern(word)
    for marks, found in alike.items():
        if not marks.strip("\t") or marks.strip("x\t") or "xx" in marks:
            number = text.splitlines().index(f"{next(iter(found.values()))}\t{marks}") + 1
            raise PatternError(f"{shown(file)}:{number}", "nothing is said of this word; put an x below noun, verb or frequent")
        for column, mark in zip(WORD_COLUMNS[1:], marks.split("\t"), strict=True):
            if mark:
                lists[WORD_LISTS[column]] |= found
    return lists


def rows(file: Path, text: str, columns: tuple[str, ...], ordered: bool = True) -> list[tuple[str, str]]:
    """Each row as its name, as matched, and its whole line. All rows are checked at once, which is fast.

    Raises PatternError for other columns, and for the first invalid row; rows must be sorted by name if `ordered`.
    """
    head, *lines = text.splitlines() or [""]
    if tuple(head.split("\t")) != columns:
        raise PatternError(f"{shown(file)}:1", f"the first line names the columns: {', '.join(columns)}, parted by tabs")
    keys = [line.partition("\t")[0] for line in fold(text).splitlines()[1:]]
    tabs = len(columns) - 1
    if any(line.count("\t") != tabs or line[:1] in "\t " for line in lines) or (ordered and lines != sorted(lines)) or len(set(keys)) < len(keys):
        raise _wrong(file, lines, keys, columns)
    return list(zip(map(intern, keys), lines, strict=True))  # a name is its own full name, and stands in several lists


def _wrong(file: Path, lines: list[str], keys: list[str], columns: tuple[str, ...]) -> PatternError:
    """The error of the first row that is invalid."""
    seen: set[str] = set()
    for number, ((before, line), key) in enumerate(zip(pairwise(["", *lines]), keys, strict=True), 2):
        where = f"{shown(file)}:{number}"
        if line.count("\t") != len(columns) - 1 or not key or line[0] == " ":
            return PatternError(where, f"{len(columns)} columns were expected, parted by tabs: {', '.join(columns)}")
        if key in seen:
            return PatternError(where, f"{key} stands in this table already; remove one of the two")
        if line < before:
            return PatternError(where, f"{key} stands behind a later name; sort the rows")
        seen.add(key)
    raise AssertionError("no row is wrong")


TABLES: Mapping[str, Callable[[Path, str, bool], Lists]] = {"names.tsv": names, "words.tsv": words}
