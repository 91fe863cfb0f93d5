"""The page with a program behind it, for one person on their own machine: drop bulletins, read, review, take the workbook along.

It listens on this machine alone, answers only under an address with a random token in it and to its own host's name,
takes bounded uploads of known kinds, and gives away nothing but the page, the workbook and what it says of an upload.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from extract.errors import LockedError, PolicyExtractError
from extract.serve.desk import Desk as Desk
from extract.serve.desk import Refused

HOSTS = ("127.0.0.1", "localhost")
MOST_BYTES = 100_000_000  # of one upload: a thousand bulletins as Word files
MOST_FILES = 500
MOST_TOLD = 64_000  # bytes; a decision has some five hundred
_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Frame-Options": "DENY"}


def app(desk: Desk, token: str) -> Starlette:
    """The server of one desk; all its addresses begin with the token."""
    here = _Here(desk, token)
    routes = [
        Route("/{token}/", here.asked(_page)),
        Route("/{token}/tables.xlsx", here.asked(_workbook)),
        Route("/{token}/bulletins", here.asked(_bulletins), methods=["POST"]),
        Route("/{token}/dates", here.asked(_dates), methods=["POST"]),
        Route("/{token}/review", here.asked(_review), methods=["POST"]),
    ]
    # A page of another site that gets itself called by our number (DNS rebinding) still sends its own host's name.
    return Starlette(routes=routes, middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS), www_redirect=False)])


@dataclass(slots=True)
class _Here:
    """One desk behind its token; who writes to it waits for the one before."""

    desk: Desk
    token: str
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def asked(self, answer: Callable[[_Here, Request], Any]) -> Callable[[Request], Any]:
        """A route's answer to those who know the token and come from no other site. The others are answered 404 or 403."""

        async def answered(request: Request) -> Response:
            if not hmac.compare_digest(request.path_params["token"].encode(), self.token.encode()):
                raise HTTPException(404)
            if request.headers.get("origin", _own(request)) != _own(request):
                raise HTTPException(403, "asked from another site")
            try:
                response: Response = await answer(self, request)
            except (Refused, LockedError, PolicyExtractError) as refused:
                response = PlainTextResponse(str(refused), status_code=400)
            response.headers.update(_HEADERS)
            return response

        return answered


def _own(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


async def _page(here: _Here, request: Request) -> Response:
    return StreamingResponse(iterate_in_threadpool(here.desk.page()), media_type="text/html")


async def _workbook(here: _Here, request: Request) -> Response:
    async with here.turn:
        path = await run_in_threadpool(here.desk.workbook)
    return FileResponse(path, filename="policy-extract.xlsx")


async def _bulletins(here: _Here, request: Request) -> Response:
    """What became of the bulletins of an upload: how many were read, and why others were not."""
    _bounded(request, MOST_BYTES)
    async with request.form(max_files=MOST_FILES, max_fields=0) as form:
        files = [(one.filename or "", one.file) for one in form.getlist("bulletins") if isinstance(one, UploadFile)]
        async with here.turn:
            return JSONResponse(await run_in_threadpool(here.desk.take, files))


async def _dates(here: _Here, request: Request) -> Response:
    """What became of bulletins without a date that were given one."""
    asked = await _told(request)
    async with here.turn:
        return JSONResponse(await run_in_threadpool(here.desk.date, asked.get("day"), asked.get("names")))


async def _review(here: _Here, request: Request) -> Response:
    decision = await _told(request)
    async with here.turn:
        await run_in_threadpool(here.desk.decide, decision)
    return Response(status_code=204)


async def _told(request: Request) -> dict[str, Any]:
    """The JSON object that a request brings."""
    _bounded(request, MOST_TOLD)
    try:
        told = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise Refused("this takes one JSON object") from error
    if not isinstance(told, dict):
        raise Refused("this takes one JSON object")
    return told


def _bounded(request: Request, most: int) -> None:
    """Refuse what is too large, or does not say how large it is; more than it says is never read."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        raise HTTPException(411, "say how long it is")
    if int(length) > most:
        raise HTTPException(413, f"larger than {most // 1000:,} kB; add it in parts")
