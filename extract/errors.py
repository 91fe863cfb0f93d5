"""What we raise on purpose.

PolicyExtractError
├── PatternError       a pattern file is wrong: file, line, what to do     (exit code 2)
├── UsageError         the call cannot be carried out as it was made       (exit code 2)
│   └── LockedError        another run is writing to the dataset           (exit code 3)
└── SourceError        an input cannot be read; it is set aside            (exit code 1)
    ├── EncodingError      bytes that are no text in any known encoding
    ├── FormatError        not the format that it seems, or one we do not read
    └── RowError           one row of a file; the other rows go on
"""

from __future__ import annotations


class PolicyExtractError(Exception):
    """Any error that the pipeline raises on purpose; its text is one line for a person."""


class PatternError(PolicyExtractError):
    """A pattern file that cannot be used: `patterns/amounts.yaml:23: what is wrong; what to do`."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where


class UsageError(PolicyExtractError):
    """A call that cannot be carried out as it was made."""


class LockedError(UsageError):
    """A dataset that another run is writing to."""


class SourceError(PolicyExtractError):
    """An input that cannot be read: `uri` names it, `what` says why and what to do."""

    def __init__(self, uri: str, what: str) -> None:
        super().__init__(f"{uri}: {what}")
        self.uri = uri
        self.what = what


class EncodingError(SourceError):
    """Bytes that are no text in any encoding that we know."""


class FormatError(SourceError):
    """Not the format that it seems to be, or one that we do not read."""


class RowError(SourceError):
    """One row of a file that cannot be used; `line` counts from 1."""

    def __init__(self, uri: str, line: int, what: str) -> None:
        super().__init__(f"{uri}:{line}", what)
        self.line = line
