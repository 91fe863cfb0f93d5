"""How patterns/ is kept: words written twice, what has no example, long lines; and which entries no example would miss.

    python bench/vocabularies.py [FOLDER]            the counts
    python bench/vocabularies.py --prove cues …      entries of these vocabularies whose words, or whose weight times ten,
                                                     change none of their own examples

A word counts where it is typed, not where an entry refers to it (`=hedges.strive`, `=shared`).
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from extract import check
from extract.patterns import Entry, Rules, folder, load_rules
from extract.patterns.nodes import Node
from extract.patterns.shared_words import SHARED
from extract.text import fold

_NOWHERE = "\ue000"  # a word that stands in no text
_REFERENCE = re.compile(r"=shared|=\w+\.[\w.-]+")
# What our tables print, and nothing is recognised by: a test holds these to the columns that there are.
PRINTED = ("heads",)


def heads(path: Path) -> Iterator[tuple[Path, dict[str, Node]]]:
    """Each YAML file with its head."""
    for file in sorted(path.glob("*.yaml")):
        yield file, Node.of_file(file, file.read_text("utf-8")).mapping()


def entries(path: Path) -> Iterator[tuple[str, dict[str, Node], list[dict[str, Node]]]]:
    """Each vocabulary that something is recognised by, with its head and its entries."""
    for _, head in heads(path):
        if "vocabulary" in head and head["vocabulary"].text() not in PRINTED:
            yield head["vocabulary"].text(), head, [node.mapping() for node in head["entries"].sequence()]


def twice(path: Path) -> dict[str, set[str]]:
    """The words typed in several vocabularies, or in one and in the table of shared words, with where they stand."""
    where: dict[str, set[str]] = defaultdict(set)
    for line in (path / SHARED).read_text("utf-8").splitlines()[1:]:
        where[fold(line.partition("\t")[0])].add(SHARED)
    for name, _, some in entries(path):
        for form in (form.text() for entry in some for form in entry["forms"].sequence()):
            if not _REFERENCE.fullmatch(form):
                where[fold(form)].add(name)
    return {word: names for word, names in where.items() if len(names) > 1}


def unproved(path: Path) -> list[str]:
    """The vocabularies with an entry that has no example, and no frame that would make it one."""
    return [name for name, head, some in entries(path) if "each" not in head and not all({"finds", "leaves"} & entry.keys() for entry in some)]


def expressions(path: Path) -> Iterator[tuple[int, str]]:
    """How long each expression is as typed, those with a name that others are made of included."""
    for file, head in heads(path):
        for node in head["rules"].sequence() if "rules" in head else ():
            rule = node.mapping()
            yield len(rule["match"].text()), rule["id"].text()
        for name, node in head["shared"].mapping().items() if "shared" in head else ():
            if not node.is_sequence:
                yield len(node.text()), f"{file.stem} {{{name}}}"


def counts(path: Path) -> dict[str, object]:
    """What the files of a folder come to, by name."""
    lengths, bare = list(expressions(path)), unproved(path)
    lines = [(len(line.encode()), file.name) for file, _ in heads(path) for line in file.read_text("utf-8").splitlines()]
    return {
        "words typed in more than one vocabulary": len(twice(path)),
        "vocabularies with an entry without an example": f"{len(bare)} ({', '.join(bare)})",
        "longest expression as typed": max(lengths),
        "expressions over 250 characters": sum(length > 250 for length, _ in lengths),
        "longest line in bytes": max(lines),
        "lines over 1,000 bytes": sum(length > 1000 for length, _ in lines),
    }


def unnoticed(name: str, rules: Rules) -> Iterator[str]:
    """The changes to entries of a vocabulary at which all their own examples stay as they are."""
    for entry in rules.vocabularies[name]:
        for what, bent in _bent(entry):
            entries = tuple(bent if one is entry else one for one in rules.vocabularies[name])
            other = replace(rules, vocabularies={**rules.vocabularies, name: entries})
            own = replace(rules, rules=(), vocabularies={**rules.vocabularies, name: (entry,)}, proofs={name: rules.proofs[name]})
            if not any(check.failures(case, other) for case in check.cases(own)):
                yield f"{entry.where}: {entry.id}: {what}"


def _bent(entry: Entry) -> Iterator[tuple[str, Entry]]:
    yield "its words taken away", replace(entry, forms=(_NOWHERE,))
    weight = float(entry["weight"] or 0)
    if weight:
        yield "its weight times ten", replace(entry, columns={**entry.columns, "weight": str(weight * 10)})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=folder())
    parser.add_argument("--prove", nargs="+", metavar="VOCABULARY", default=())
    given = parser.parse_args()
    for name in given.prove:
        for line in unnoticed(name, load_rules()):
            print(line, flush=True)
    for name, count in counts(given.folder).items() if not given.prove else ():
        print(f"{name}: {count}")


if __name__ == "__main__":
    main()
