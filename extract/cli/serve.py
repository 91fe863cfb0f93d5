"""`policy-extract serve`: the page with a program behind it, on this machine alone."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from extract.cli.parser import OK
from extract.errors import UsageError

if TYPE_CHECKING:
    import socket

    from extract.cli.parser import Commands

_LOOPBACK = "127.0.0.1"  # no other machine reaches it
_ANY_PORT = 0  # the system gives a free one


def add(commands: Commands) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser("serve", help="drop bulletins into a page in the browser, read and review them, take the workbook along")
    parser.add_argument(
        "dataset", nargs="?", type=Path, metavar="DATASET", default=Path("outputs/serve"), help="the dataset to show and add to (default: outputs/serve)"
    )
    parser.add_argument("--port", type=int, default=_ANY_PORT, metavar="N", help="the port (default: any that is free)")
    parser.add_argument("--no-browser", action="store_true", help="only say the address")
    parser.set_defaults(command=_serve)


def _serve(given: argparse.Namespace) -> int:
    import secrets
    import webbrowser

    try:
        import uvicorn

        from extract import serve
    except ImportError as error:
        raise UsageError(f"serve needs packages that are not there ({error.name}): pip install 'policy-extract[serve]'") from error
    _usable(given.dataset)
    token = secrets.token_urlsafe(24)
    with _bound(given.port) as listening:
        address = f"http://{_LOOPBACK}:{listening.getsockname()[1]}/{token}/"
        print(f"{address}\n(Ctrl+C ends it; bulletins and decisions are kept in {given.dataset})", flush=True)
        if not given.no_browser:
            webbrowser.open(address)
        config = uvicorn.Config(serve.app(serve.Desk(given.dataset), token), log_level="warning", access_log=False, server_header=False)
        uvicorn.Server(config).run(sockets=[listening])
    return OK


def _usable(folder: Path) -> None:
    """UsageError for a folder that holds other things than a dataset."""
    from extract.archive import dataset

    if folder.is_file() or (folder.is_dir() and any(folder.iterdir()) and not (dataset.is_dataset(folder) or (folder / "uploads").is_dir())):
        raise UsageError(f"{folder}: no dataset; name a folder that `policy-extract run` wrote, or one that is not there yet")


def _bound(port: int) -> socket.socket:
    import socket

    try:
        return socket.create_server((_LOOPBACK, port))
    except (OSError, OverflowError) as error:
        raise UsageError(f"port {port} cannot be had: {error}; leave --port out, and a free one is taken") from error
