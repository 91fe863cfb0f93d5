"""The keys that a rule may have under `gives`, by kind of rule, with the allowed values where they are few."""

from __future__ import annotations

from collections.abc import Mapping

ANY: tuple[str, ...] = ()
"""Any text."""
NUMBER: tuple[str, ...] = ("a number",)

_TYPES = (
    "association", "community", "company", "education", "finance", "government", "health", "international", "media",
    "military", "other", "party", "research",
)  # fmt: skip

GIVES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "amount": {
        "kind": ("count", "duration", "energy", "money", "multiple", "other", "percent", "percentage_point", "rank", "score"),
        "unit": ANY,  # the code of the unit, where the match names none
        "factor": NUMBER,  # how many units of that code one matched unit is
        "value": NUMBER,  # the number, where none is printed (翻番)
        "comparator": ("eq", "ge", "gt", "le", "lt", "range"),
        "approximate": ("true",),
        "from": ("cell",),  # only in the cells of a table
    },
    "date": {
        "form": (
            "bound", "centenary", "era", "first_units", "holiday", "lunar", "lunar_range", "month_edge", "ordinal", "pair",
            "plan", "point", "quarter", "rolling", "run", "same_period", "season", "set", "stamp", "week", "whole", "year_edge",
        ),  # the mechanism of recognise/dates that reads it
        "sense": ("after", "ago", "ahead", "back", "neighbours", "since", "within"),  # of a rolling span
        "alone": ("yes",),  # only in a cell that holds nothing else
    },
    "document": {},
    "organisation": {
        "type": _TYPES,
        "edge": ("body", "country", "name", "unknown", "whole"),  # how the beginning of the name is found
        "bare": ("abroad", "brand", "country", "inside", "local", "place", "unknown", "unknown_inside", "unknown_local"),
        "list": ANY,  # the name list or vocabulary that it reads
        "from": ("classes", "neighbours", "rows"),
    },
    "person": {
        "before": ("any", "body", "calling", "clause", "office", "open"),  # what stands before the name
        "surname": ("any",),
        "given": ("any",),
        "row": ("person",),  # only in a row of names
        "shape": ("free",),  # the expression marks the whole name
        "repeat": ("none",),  # says nothing of the same name elsewhere
    },
    "phrase": {},
    "place": {"at": ("clause",)},
    "reject": {"reason": ANY},
    "statement": {},
    "unbound": {
        "role": ("adverbial", "attribute", "class", "from", "gap", "none"),
        "reason": ANY,
        "only": ("round",),
    },
}  # fmt: skip

GROUPS: Mapping[str, frozenset[str]] = {
    kind: frozenset(names.split())
    for kind, names in {
        "amount": """
            number unit sign base upper half tenth pair time when per minor each first doubling hours minutes seconds hundredths years months
            lower scale tail
        """,
        "date": """
            year ryear yy today month day tenth nth count unit part quarter edge festival holiday season whole to rmonth rday days years
            pair rweek weekday rquarter gap plan century decade dyear founded lmonth lday leap vague half open side each bounded until later from
        """,
        "document": "title kind inner stage",
        "organisation": "level head name row",
        "person": "name",
        "place": "name stem",
    }.items()
}
"""The named groups of a match that are read, by kind of rule; of a reject only the start of `whole`, of other kinds none."""
