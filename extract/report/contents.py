"""Lines -> what the page knows of them, as lines of JSON: of each article its statements, then its text and mentions."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extract import expressions as re
from extract.errors import UsageError
from extract.located import Places, gazetteer
from extract.model import READABLE
from extract.patterns import Rules

REVIEW = "policy-extract/review-1"

Line = Mapping[str, Any]

_HALVES = re.compile("[\ud800-\udfff]")
# What a mention says of itself beside its words: one key of its record.
_SAYS = {"amounts": "value", "dates": "value", "organisations": "type", "persons": "titles", "places": "code", "documents": "kind"}
_OF_AMOUNTS = ("value", "value_max", "unit", "comparator")


@dataclass(frozen=True, slots=True)
class About:
    """What a page is called, the decisions of earlier reviews, and whether a server is behind it."""

    name: str
    decisions: Sequence[Line] = ()
    server: bool = False


def contents(lines: Iterable[Line], about: About, rules: Rules) -> Iterator[str]:
    """The page's data as lines of JSON: first what is said of the page, last the digest of its articles, between them two of
    each article: what the lists show, and what is read when it is opened. Two pages of the same lines are the same bytes.
    """
    seen, known = hashlib.sha256(), gazetteer(rules)
    yield _json({"name": about.name, "review": REVIEW, "server": about.server, "decisions": list(about.decisions)})
    for line in lines:
        if line.get("schema") not in READABLE:
            raise UsageError("a page is made of lines that `run` wrote; here is one without schema")
        seen.update(f"{line['id']}\n".encode())
        yield f"\n{_json(_listed(line, Places(line, known)))}\n{_json(_opened(line))}"
    yield f'\n"{seen.hexdigest()[:16]}"'


def _json(value: Any) -> str:
    """JSON in characters that are UTF-8, of the same number."""
    return _HALVES.sub("\ufffd", json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _listed(line: Line, places: Places) -> dict[str, Any]:
    """What the lists show of an article and of its statements."""
    about = {key: line[key] for key in ("id", "title", "published", "publisher")}
    about["title"] = line["title"] or line["text"][:_TITLE].partition("\n")[0]
    source = {"uri": line["source"]["uri"], "index": line["source"]["index"], **_known({"url": places.url()})}
    return {**about, **source, "length": len(line["text"]), "statements": list(_statements(line, places))}


def _opened(line: Line) -> dict[str, Any]:
    """What is read of an article when it is opened, or its words are searched."""
    mentions = {name[:-1]: spans for name in _SAYS if (spans := list(_mentions(name, line[name])))}
    return {"text": line["text"], "sentences": line["sentences"], "mentions": mentions}


def _mentions(name: str, records: Iterable[Line]) -> Iterator[list[Any]]:
    """Each place where a record stands: start, end, and what it says; amounts say the rest of their value, too."""
    for record in records:
        says = record[_SAYS[name]]
        more = [_known({key: record[key] for key in _OF_AMOUNTS})] if name == "amounts" else []
        said = "、".join(says) if isinstance(says, list) else says
        if name == "amounts":
            said = f"{says} {record['unit'] or ''}".strip()
        for start, end in record.get("mentions") or [(record["start"], record["end"])]:
            yield [start, end, said, *more]


def _statements(line: Line, located: Places) -> Iterator[dict[str, Any]]:
    places = [(place["name"], line["text"][start:end]) for place in line["places"] for start, end in place["mentions"]]
    names = [name for name in (line["title"], *(body["name"] for body in line["organisations"])) if name]
    for name in ("targets", "actuals"):
        for record in line[name]:
            yield {**_brief(record), "place": place.name if (place := located.of(record["subject"])) else _place(record, places, names)}


def _brief(record: Line) -> dict[str, Any]:
    """What the page cannot make out for itself: it knows the list from the status."""
    told = {key: value for key, value in _known(record).items() if key not in ("sentence", "amount")}
    told["indicator"] = _known(record["indicator"])
    if record["period"]:
        told["period"] = {key: record["period"][key] for key in ("text", "last")}
    return told


def _known(record: Line) -> dict[str, Any]:
    """A record without what it does not say."""
    return {key: value for key, value in record.items() if value is not None and value != [] and value is not False}


def _place(record: Line, places: Sequence[tuple[str, str]], names: Sequence[str]) -> str | None:
    """The place of a subject that has no code: the one that is named in it, or, where that is a word like 全县, the article's own of that kind."""
    subject = (record["subject"] or {}).get("text")
    if not subject:
        return None
    named = [name for name, printed in places if printed in subject]
    return max(named, key=len) if named else _of_kind(subject, places, names) or str(subject)


def _of_kind(subject: str, places: Sequence[tuple[str, str]], names: Sequence[str]) -> str | None:
    """What 全县 stands for: the first county of the text, else the one that its title and bodies are named after."""
    if len(subject) > _GENERAL:
        return None
    return next((name for name, _ in places if name[-1:] == subject[-1:]), None) or beginning(names, subject[-1:])


def beginning(names: Iterable[str], ending: str) -> str | None:
    """The name of a place that most titles and bodies of an article begin with, where several do.

    >>> beginning(["岚浦县召开经济工作会议", "岚浦县财政局", "岚浦日报"], "县"), beginning(["推进县域经济", "岚浦县财政局"], "县")
    ('岚浦县', None)
    """
    begun = Counter(name[: at + 1] for name in names if _GENERAL <= (at := name.find(ending)) < _NAME)
    [(best, count)] = begun.most_common(1) or [("", 0)]
    return best if count > 1 else None


_TITLE = 30  # characters of a text that stand for the title of an article without one
_GENERAL = 2  # characters of 全县, 我区: a kind of place, not a place
_NAME = 6  # characters of the longest names before that of their kind
