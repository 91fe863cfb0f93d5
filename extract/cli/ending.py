"""How a command ends whose output goes nowhere, or that a signal ends."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EBADF, EDQUOT, EFBIG, ENOSPC
from io import UnsupportedOperation
from typing import Any

_REFUSED = frozenset((EBADF, EDQUOT, EFBIG, ENOSPC))
"""What the system says where it takes no more of an open file."""
_SIGNALS = ("SIGTERM", "SIGHUP")


class EndedBySignal(KeyboardInterrupt):
    """A signal that ends a command as Ctrl-C does; `code` is the exit code, as a shell counts."""

    def __init__(self, number: int) -> None:
        super().__init__(f"broken off by {signal.Signals(number).name}")
        self.code = 128 + number


@contextmanager
def signals_as_interrupts() -> Iterator[None]:
    """Signals that would end the process at once end what is done here as Ctrl-C does; a second one ends it at once."""
    main = threading.current_thread() is threading.main_thread()
    numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    ours = [number for number in numbers if main and signal.getsignal(number) is signal.SIG_DFL]  # `nohup` ignores one
    for number in ours:
        signal.signal(number, _raise)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _raise(number: int, frame: Any) -> None:
    signal.signal(number, signal.SIG_DFL)
    raise EndedBySignal(number)


def open_streams() -> None:
    """Both streams are there and take any character; what was closed refuses what is written (`>&-`), or forgets it (`2>&-`)."""
    if getattr(sys, "stdout", None) is None:
        sys.stdout = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 (as long as the process)
    if getattr(sys, "stderr", None) is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows and the C locale would choose something narrower
            stream.reconfigure(encoding="utf-8", errors="replace")


def refused(error: OSError) -> str | None:
    """Why standard output could not be written to; None for what is about something else.

    >>> refused(OSError(28, "No space left on device"))
    'standard output cannot be written to: No space left on device; send it elsewhere. What went to files is whole'
    >>> refused(FileNotFoundError(2, "No such file", "柳溪.txt")) is None
    True
    """
    closed = isinstance(error, UnsupportedOperation)
    if not closed and (error.errno not in _REFUSED or error.filename is not None):
        return None
    return f"standard output cannot be written to: {'it is closed' if closed else error.strerror}; send it elsewhere. What went to files is whole"


def forget() -> None:
    """What is still buffered for standard output must not complain at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
