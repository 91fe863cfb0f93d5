"""Lines -> what the page knows of them, as lines of JSON: of each article its statements, then its text and mentions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extract.errors import UsageError
from extract.located import Places, gazetteer, year
from extract.model import READABLE, STATEMENTS, Line
from extract.patterns import Rules
from extract.readable import readable, unit_name, unit_names
from extract.text import without_surrogates

REVIEW = "policy-extract/review-1"


# What a mention says of itself beside its words: one key of its record.
_SAYS = {"amounts": "value", "dates": "value", "organisations": "type", "persons": "titles", "places": "code", "documents": "kind"}
_OF_STATEMENTS = ("id", "text", "start", "end", "status", "measure", "comparator", "value", "unit", "confidence", "same_as")
SHOWN = (*_OF_STATEMENTS, "indicator.id", "indicator.name", "indicator.text", "period.last", "place", "year")
"""What the lists show of a statement, in the order in which `records.js` takes it."""
_OF_AMOUNTS = ("value", "value_max", "unit", "comparator")


@dataclass(frozen=True, slots=True)
class About:
    """What a page is called, the decisions of earlier reviews, and whether a server is behind it."""

    name: str
    decisions: Sequence[Line] = ()
    server: bool = False


def contents(lines: Iterable[Line], about: About, rules: Rules) -> Iterator[tuple[str, str]]:
    """The page's data as lines of JSON, an article at a time: what the lists show of it, and what is read when it is opened.

    Of the first kind there are two more: what is said of the page comes first, the digest of its articles and the names of
    their units last; beside them stands nothing. Two pages of the same lines are the same bytes.
    Raises UsageError for lines that `run` did not write.
    """
    seen, known, units = hashlib.sha256(), gazetteer(rules), _Units(rules)
    yield _json({"name": about.name, "review": REVIEW, "server": about.server, "decisions": list(about.decisions)}), ""
    for line in lines:
        if line.get("schema") not in READABLE:
            raise UsageError("a page is made of lines that `run` wrote; here is one without schema")
        seen.update(f"{line['id']}\n".encode())
        units.note(line)
        yield f"\n{_json(_listed(line, Places(line, known)))}", f"{_json(_opened(line, units))}\n"
    yield f"\n{_json({'digest': seen.hexdigest()[:16], 'units': units.used})}", ""


class _Units:
    """What units are called in Chinese, and which of them the lines have."""

    def __init__(self, rules: Rules) -> None:
        self.names, self.used = unit_names(rules), dict[str, str]()

    def note(self, line: Line) -> None:
        """Take in the units of a line's amounts and statements."""
        for name in ("amounts", *STATEMENTS):
            for record in line[name]:
                if record["unit"]:
                    self.used.setdefault(record["unit"], unit_name(record["unit"], self.names))


def _json(value: Any) -> str:
    """JSON in characters that are UTF-8, of the same number."""
    return without_surrogates(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _listed(line: Line, places: Places) -> dict[str, Any]:
    """What the lists show of an article and of its statements."""
    about = {key: line[key] for key in ("id", "title", "published", "publisher")}
    about["title"] = line["title"] or line["text"][:_TITLE].partition("\n")[0]
    source = {"uri": line["source"]["uri"], "index": line["source"]["index"], **_known({"url": places.url()})}
    return {**about, **source, "length": len(line["text"]), "statements": list(_statements(line, places))}


def _opened(line: Line, units: _Units) -> dict[str, Any]:
    """What is read of an article when it is opened, or its words are searched; `more` says the rest of each statement."""
    mentions = {name[:-1]: spans for name in _SAYS if (spans := list(_mentions(name, line[name], units)))}
    more = [_more(record) for name in STATEMENTS for record in line[name]]
    return {"text": line["text"], "sentences": line["sentences"], "mentions": mentions, "more": more}


def _mentions(name: str, records: Iterable[Line], units: _Units) -> Iterator[list[Any]]:
    """Each place where a record stands: start, end, and what it says; amounts say the rest of their value, too."""
    for record in records:
        says = record[_SAYS[name]]
        more = [_known({key: record[key] for key in _OF_AMOUNTS})] if name == "amounts" else []
        said = "、".join(says) if isinstance(says, list) else says
        if name == "amounts":
            said = readable(record, units.names)
        for start, end in record.get("mentions") or [(record["start"], record["end"])]:
            yield [start, end, said, *more]


def _statements(line: Line, located: Places) -> Iterator[list[Any]]:
    """Each statement as the lists show it: a value for each of SHOWN."""
    for name in STATEMENTS:
        for record in line[name]:
            place = located.of(record)
            yield [*_shown(record), place.name if place else None, year(record, line)]


def _shown(record: Line) -> list[Any]:
    named, period = record["indicator"], record["period"] or {}
    return [*(record[key] for key in _OF_STATEMENTS), named["id"], named["name"], named["text"], period.get("last")]


def _more(record: Line) -> dict[str, Any]:
    """What a statement says besides; the page knows its list from the status."""
    told = {key: value for key, value in _known(record).items() if key not in (*_OF_STATEMENTS, "sentence", "amount", "period", "indicator")}
    told["indicator"] = {key: record["indicator"][key] for key in ("start", "end")}
    if record["period"]:
        told["period"] = {"text": record["period"]["text"]}
    return told


def _known(record: Line) -> dict[str, Any]:
    """A record without what it does not say."""
    return {key: value for key, value in record.items() if value is not None and value != [] and value is not False}


_TITLE = 30  # characters of a text that stand for the title of an article without one
