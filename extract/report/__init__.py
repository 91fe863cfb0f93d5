"""Lines -> one self-contained HTML page: the records beside their text, filters, charts, review. Opens offline.

Text of bulletins goes into the page packed, in letters and figures alone, in elements that no browser runs, and is shown as text
alone; a content security policy lets no script run but the page's own, each named by its hash.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from string import Formatter
from typing import Any

from extract.patterns import Rules, load_rules
from extract.report import bundles
from extract.report.contents import REVIEW, About, contents
from extract.report.packed import Packed

__all__ = ["REVIEW", "page", "policy"]

_SCRIPTS = ("records", "wording", "filters", "lists", "reader", "charts", "review", "server", "page")
"""Our own code, in the order in which its files stand in the page."""


def page(
    lines: Iterable[Mapping[str, Any]], name: str, decisions: Sequence[Mapping[str, Any]] = (), *, server: bool = False, rules: Rules | None = None
) -> Iterator[str]:
    """The page in pieces, an article at a time; `decisions` are those of earlier reviews, `server` says that one is behind it."""
    fixed, found = _fixed(), contents(lines, About(name, decisions, server), rules or load_rules())
    fixed["policy"] = policy([fixed[key] for key in ("charts", "tables", "script")], server)
    for literal, field, _, _ in Formatter().parse(_asset("page.html")):
        yield literal
        if field == "texts":
            fixed["listed"] = yield from _packed(found)
        elif field is not None:
            yield fixed[field]


def _packed(found: Iterable[tuple[str, str]]) -> Generator[str, None, str]:
    """What is read of articles when they are opened, as it comes; what the lists show of them, when all have come."""
    listed, texts, shown = Packed(), Packed(), []
    for show, read in found:
        shown.append(listed.add(show))
        yield texts.add(read)
    yield texts.end()
    return "".join([*shown, listed.end()])


def policy(scripts: Sequence[str], server: bool) -> str:
    """What the page may do: run these scripts and none else, load nothing, speak to nobody but its own server."""
    hashes = " ".join(f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts)
    peers = "'self'" if server else "'none'"
    # The libraries set widths and heights as style attributes; no style can run anything.
    return f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; connect-src {peers}; base-uri 'none'; form-action 'none'"


def _fixed() -> dict[str, str]:
    """What stands in every page."""
    return {
        "style": bundles.table_style() + _asset("page.css"),
        "interface": _harmless(json.dumps(json.loads(_asset("words.json")), ensure_ascii=False)),
        "charts": bundles.charts(),
        "tables": bundles.tables(),
        "script": "".join(_asset(f"{name}.js") for name in _SCRIPTS),
    }


def _asset(name: str) -> str:
    return (files(__name__) / "page" / name).read_text("utf-8")


def _harmless(text: str) -> str:
    """JSON in which nothing can end or begin an element.

    >>> _harmless('"</script><!--"')
    '"\\\\u003c/script>\\\\u003c!--"'
    """
    return text.replace("<", "\\u003c")
