"""`python -m extract` and `policy-extract`: the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """The exit code of the command line, also where Ctrl-C comes while that is being opened."""
    try:
        from extract.cli import main as called

        return called()
    except KeyboardInterrupt:
        print("policy-extract: broken off", file=sys.stderr)
        return 130  # as extract.cli.parser has it


if __name__ == "__main__":
    sys.exit(main())
