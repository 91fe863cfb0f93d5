"""A real browser for tests of the page: Debian's chromium, driven by Playwright; where one is missing the tests are skipped and say so."""

from __future__ import annotations

import base64
import json
import re
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from extract.report.contents import SHOWN

_ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


def needed() -> str:
    """The browser's path; skips the tests of a module where there is none."""
    pytest.importorskip("playwright", reason="the page is tested in a browser: pip install -e '.[dev]'")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("the page is tested in a browser: apt-get install chromium", allow_module_level=True)
    return path


@contextmanager
def opened(profile: Path) -> Iterator[Any]:
    """A browser with an empty profile; every page made by `window` in it counts what went wrong.

    A profile keeps what a page's scripts were compiled to: windows that are parted from each other (`new_context`) take half as long again.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=needed(),
            args=list(_ARGUMENTS),
            headless=True,
            locale="zh-CN",
            viewport={"width": 1440, "height": 900},
            accept_downloads=True,
        )
        yield context
        context.close()


def window(context: Any, address: str) -> tuple[Any, list[str]]:
    """A window for pages of an address, and what they complain of: errors, refusals of their policy, anything they ask of a network."""
    page, wrong = context.new_page(), []
    page.set_default_timeout(60_000)  # a busy machine is no fault of ours
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda told: wrong.append(told.text) if told.type in ("error", "warning") else None)
    page.on("request", lambda asked: wrong.append(asked.url) if not asked.url.startswith((address[:16], "blob:", "data:")) else None)
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    return page, wrong


def shown(page: Any, address: str) -> None:
    """Shows a page anew, and waits until it is ready."""
    page.goto(address)
    page.wait_for_selector("body[data-ready]")


def visited(context: Any, address: str) -> tuple[Any, list[str]]:
    """A page that is ready in a window of its own, and what it complains of."""
    page, wrong = window(context, address)
    shown(page, address)
    return page, wrong


def carried(page: str) -> dict[str, Any]:
    """What the page knows, each article and each statement in one again."""
    found = {name: zlib.decompress(base64.b64decode(letters)).decode() for name, letters in re.findall(r'id="(listed|texts)">([^<]*)<', page)}
    about, *listed, last = map(json.loads, found["listed"].split("\n"))
    articles = [{**shown, **json.loads(text)} for shown, text in zip(listed, found["texts"].split("\n"), strict=False)]
    for one in articles:
        one["statements"] = [{**dict(zip(SHOWN, shown, strict=True)), **more} for shown, more in zip(one["statements"], one["more"], strict=True)]
    return {**about, **last, "articles": articles}
