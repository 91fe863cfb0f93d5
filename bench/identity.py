"""Have the records changed? Hashes of every article's line and explanation, over our samples and hand-checked passages.

    python bench/identity.py            says which articles differ from tests/identity.tsv, and record by record how
    python bench/identity.py --pin      writes tests/identity.tsv anew
    python bench/identity.py FOLDER …   the same for other folders, held against what --pin kept of them

`pipeline` (version, digest of the patterns) does not count. --pin also keeps the lines themselves below outputs/identity
(not in git), so that gains and losses can be shown afterwards. Exit code 1 where something differs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from extract import assemble, emit, explain, pipeline, read, recognise
from extract.errors import SourceError
from extract.model import LISTS, Article, Mentions
from extract.patterns import Rules, load_rules

TOP = Path(__file__).parents[1]
OURS = ("corpora/samples", "corpora/gold")
PIN = TOP / "tests" / "identity.tsv"
KEPT = TOP / "outputs" / "identity"
_DIGITS = 12  # of a SHA-256: enough for some thousands of articles


def lines(folders: list[str]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Key, line and explanation of every article of the folders, in a fixed order."""
    rules = load_rules()
    for uri in read.sources(folders):
        if Path(uri).name == "floors.json":  # figures, no texts
            continue
        with _read_once():
            found = list(enumerate(_told(uri, rules)))
        yield from ((f"{uri}#{number}", line, told) for number, (line, told) in found)


def _told(uri: str, rules: Rules) -> Iterator[tuple[dict[str, Any], str]]:
    """Line and explanation of each article of a file."""
    for article in _articles(uri, rules):
        line = json.loads(emit.line(article))
        del line["pipeline"]
        yield line, "\n".join(explain.lines(article, pipeline.reasons(article, rules)))


@contextmanager
def _read_once() -> Iterator[None]:
    """An article that was read is not read again for its explanation: `reasons` is handed what its records were made of."""

    def of_text(article: Article, *_: Any) -> Any:
        return article.text, article.sentences, article.reference, article.title, article.publisher, article.byline

    def of_mentions(_: Article, mentions: Mentions, *__: Any) -> Any:
        return id(mentions)

    with (
        mock.patch.object(recognise, "mentions", _remembering(recognise.mentions, of_text)),
        mock.patch.object(assemble, "explained", _remembering(assemble.explained, of_mentions)),
    ):
        yield


def _remembering(work: Callable[..., Any], key: Callable[..., Any]) -> Callable[..., Any]:
    """The same work, whose last result is handed out again where it is asked for the same."""
    last: list[Any] = [None, None]

    def done(*asked: Any) -> Any:
        if (now := key(*asked)) != last[0]:
            last[:] = now, work(*asked)
        return last[1]

    return done


def _articles(uri: str, rules: Rules) -> Iterator[Article]:
    """The articles of a file; what cannot be read is told and left out."""
    try:
        for article in pipeline.articles(uri, rules=rules):
            if isinstance(article, SourceError):
                print(article, file=sys.stderr)
            else:
                yield article
    except SourceError as error:
        print(error, file=sys.stderr)


def hashes(found: Iterable[tuple[str, dict[str, Any], str]]) -> dict[str, tuple[str, str]]:
    """By article, the hash of its line and that of its explanation."""
    return {key: _both_hashes(line, told) for key, line, told in found}


def _both_hashes(line: dict[str, Any], told: str) -> tuple[str, str]:
    return _hash(json.dumps(line, sort_keys=True)), _hash(told)


def pinned(path: Path = PIN) -> dict[str, tuple[str, str]]:
    """What `--pin` wrote."""
    rows = (row.split("\t") for row in path.read_text("utf-8").splitlines() if row and not row.startswith("#"))
    return {key: (line, told) for key, line, told in rows}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _kept(folders: list[str]) -> Path:
    return KEPT / f"{_hash(' '.join(folders))}.jsonl"


def pin(folders: list[str]) -> None:
    """Write the hashes (of our own folders) and keep the lines."""
    found = list(lines(folders))
    _kept(folders).parent.mkdir(parents=True, exist_ok=True)
    emit.write(_kept(folders), ({"key": key, "line": line, "told": told} for key, line, told in found))
    if folders == list(OURS):
        rows = ["\t".join((key, *both)) for key, both in hashes(found).items()]
        head = "# Made by `make pin`: article, hash of its line without `pipeline`, hash of its explanation."
        PIN.write_text("\n".join([head, *rows]) + "\n", "utf-8", newline="\n")
    print(f"{len(found)} articles pinned")


def compare(folders: list[str]) -> int:
    """Print what differs from the pin; the number of articles that do."""
    kept = {row["key"]: row for row in emit.read_jsonl(_kept(folders))} if _kept(folders).is_file() else {}
    before = pinned() if folders == list(OURS) else {key: _both_hashes(row["line"], row["told"]) for key, row in kept.items()}
    now = {key: (line, told) for key, line, told in lines(folders)}
    changed = 0
    for key in sorted(before.keys() | now.keys()):
        if key not in now or key not in before:
            print(f"{'lost' if key in before else 'new'}: {key}")
            changed += 1
            continue
        line, told = now[key]
        here = _both_hashes(line, told)
        if here != before[key]:
            changed += 1
            print(f"changed: {key}" + ("" if here[0] != before[key][0] else " (its explanation only)"))
            print("\n".join(differences(kept[key]["line"], line)) if key in kept else "", end="\n" if key in kept else "")
    print(f"{len(now)} articles, {changed} differ")
    return changed


def differences(before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    """The records lost (-) and gained (+); a changed one is both."""
    for kind in LISTS:
        old, new = ([_plain(record) for record in line.get(kind, ())] for line in (before, now))
        yield from (f"  - {kind} {one}" for one in old if one not in new)
        yield from (f"  + {kind} {one}" for one in new if one not in old)
    for key in now:
        if key not in LISTS and now[key] != before.get(key):
            yield f"  ~ {key}"


def _plain(record: dict[str, Any]) -> str:
    return json.dumps({key: value for key, value in record.items() if key not in ("id", "amount", "same_as")}, ensure_ascii=False)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", default=list(OURS))
    parser.add_argument("--pin", action="store_true")
    given = parser.parse_args()
    if given.pin:
        pin(given.folders)
        return 0
    return 1 if compare(given.folders) else 0


if __name__ == "__main__":
    raise SystemExit(main())
