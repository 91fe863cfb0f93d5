"""The program in a process of its own that is a copy of this one: what a start of Python takes, half a second, is done already.

Its streams are pipes and files as the system has them, its signals and its exit code are real. What a start itself does is asked
of Pythons that are started: tests/test_start.py, test_habits.py, test_run.py (hash seed and locale).
"""

from __future__ import annotations

import faulthandler
import os
import signal
import subprocess
import sys
import traceback
from functools import partial
from typing import Any, NoReturn, TextIO

from extract import __main__

COPIES = sys.platform == "linux"  # elsewhere a process that was copied in the midst of its work need not live
_STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))


def begun(*call: str, closed: int | None = None, **more: Any) -> subprocess.Popen[Any]:
    """A call of the program that is begun, with what `subprocess.Popen` takes, and a stream that is `closed`, as `>&-` does it.

    It hears Ctrl-C also where this process, in the background of a shell, does not.
    """
    command = [sys.executable, "-m", "extract", *call]
    return subprocess.Popen(command, preexec_fn=partial(_ran, command[2:], closed) if COPIES else None, **more)


def called(*call: str, **more: Any) -> tuple[int, str, str]:
    """The exit code of a call that is over, and what it says on stdout and stderr, where nothing else is said of these."""
    process = begun(*call, **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "encoding": "utf-8", **more})
    out, err = process.communicate()
    return process.returncode, out or "", err or ""


def _ran(command: list[str], closed: int | None) -> NoReturn:
    """Runs in the copy, where `subprocess` would go over to another program."""
    code = 1
    try:
        _as_started(command, closed)
        code = __main__.main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(_flushed(code))


def _flushed(code: int) -> int:
    """The exit code, where all that was said is written; Python's own where it is not."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            traceback.print_exc()
            code = 120
    return code


def _as_started(command: list[str], closed: int | None) -> None:
    """Signals, streams and arguments as Python has them at a start."""
    signal.set_wakeup_fd(-1)
    faulthandler.disable()  # a signal that pytest would show
    for number, handler in ((signal.SIGINT, signal.default_int_handler), (signal.SIGPIPE, signal.SIG_IGN), (signal.SIGXFSZ, signal.SIG_IGN)):
        signal.signal(number, handler)
    if closed is not None:
        os.close(closed)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))  # the other end of one of them tells our parent that we are begun
    for number, (name, mode) in enumerate(_STREAMS):
        setattr(sys, name, _stream(number, mode))
    sys.argv = command


def _stream(number: int, mode: str) -> TextIO | None:
    """What Python makes of a file that is open at a start; None of one that is closed."""
    try:
        os.fstat(number)
    except OSError:
        return None
    return open(number, mode, encoding="utf-8", errors="backslashreplace" if number == 2 else "strict", closefd=False)
