"""What holds for every test: Hypothesis sets no deadline for one case, and nothing is kept in the user's own folder."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import browser
import pytest
from hypothesis import settings

import extract
from extract import expressions

TOP = Path(__file__).parents[1]

settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

# One place for all processes of a run, those of xdist too: what one has compiled, those that start after it need not compile.
if "PYTEST_XDIST_WORKER" not in os.environ:
    _PLACE = tempfile.TemporaryDirectory(prefix="policy-extract-tests-")
    os.environ["POLICY_EXTRACT_CACHE"] = _PLACE.name
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

FIRST = "import extract; print(extract.annotate('榕江镇计划到2027年建成茶园3万亩，投资2.5亿元。').id)"

# Our rules read and their phrases compiled, which modules of tests ask for (then there is a file `known`); after that each of their
# expressions, and our samples read, which compiles what is made of words (then there is `whole`, too).
_WARMED = """
import sys
from extract import expressions, read
from extract.patterns import phrases
from pathlib import Path
top = Path(sys.argv[1])
try:
    sys.stdout.flush()
    rules = extract.load_rules()
    phrases(rules)
    expressions.keep()
    (top / "known").touch()
    for rule in rules.rules:
        rule.kind == "phrase" or rule.match
    for source in read.sources(["corpora/samples"]):
        list(extract.articles(source))
    expressions.keep()
finally:
    (top / "known").touch(), (top / "whole").touch()
"""
_BESIDE = pytest.StashKey[subprocess.Popen[bytes]]()


def pytest_configure(config: pytest.Config) -> None:
    """Fills that place while several processes begin: each of them, and each command that they start, would compile all of it anew."""
    if getattr(config.option, "numprocesses", None) and "PYTEST_XDIST_WORKER" not in os.environ:
        top = os.environ["POLICY_EXTRACT_CACHE"]
        with Path(top, "first.txt").open("wb") as first:  # for test_start, which asks what a first start says
            config.stash[_BESIDE] = subprocess.Popen([sys.executable, "-c", f"{FIRST}\n{_WARMED}", top], cwd=TOP, stdout=first)


def pytest_unconfigure(config: pytest.Config) -> None:
    if _BESIDE in config.stash:
        assert config.stash[_BESIDE].wait() == 0, "what fills the place of all processes has failed"


def _awaited(name: str) -> None:
    """Until that place holds so much; one process fills it for itself."""
    while "PYTEST_XDIST_WORKER" in os.environ and not Path(os.environ["POLICY_EXTRACT_CACHE"], name).exists():
        time.sleep(0.02)


@pytest.hookimpl(tryfirst=True)
def pytest_collection() -> None:
    """What tests import in any case, and takes seconds, is imported while others fill that place."""
    for package in ("pandas", "spacy", "openpyxl", "lxml.html", "docx", "hypothesis.strategies"):
        with contextlib.suppress(ImportError):
            importlib.import_module(package)
    _awaited("known")


# Messages are tested in English, wherever the tests run; those in Chinese set a locale of their own.
for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
    os.environ.pop(variable, None)
os.environ["LC_ALL"] = "C.UTF-8"


@pytest.fixture(scope="session", autouse=True)
def one_process() -> Iterator[None]:
    """A run that is not told how many processes it has begins one: otherwise it would be one for each core, of two or of a hundred."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0}, raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def taken_up(one_process: None) -> None:
    """What a first text takes up, half a second's work, stands in this process: each that is a copy of it would take it up anew.

    It stays until the end, as modules and tests do: to look through all that for garbage, over and over, is a tenth of what the suite takes.
    """
    _awaited("whole")
    expressions._store.cache_clear()  # what was compiled since
    extract.annotate("3月9日，云坞镇印发方案，力争到2028年茶叶总产值突破15亿元。")
    gc.freeze()
    gc.set_threshold(100_000, 50, 1_000)  # young ones as often as the command line has it; what has lived for long, hardly ever


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The browser of all tests of the page: to start one takes longer than any of them."""
    browser.needed()
    with browser.opened(tmp_path_factory.mktemp("浏览器")) as context:
        yield context


# Modules that take seconds: first those of which a single test does, last those of many small ones, among which both processes come to an end.
# test_gate to test_traditional read the same texts, test_report and test_serve have the same browser; they follow each other.
_LONG = (
    *(
        "test_laws",
        "test_gate",
        "test_identity",
        "test_closed",
        "test_indents",
        "test_traditional",
        "test_start",
        "test_package",
        "test_spoilt_patterns",
        "test_faults",
        "test_cluster",
        "test_growth",
        "test_readme",
    ),
    *("test_report", "test_serve", "test_patterns", "test_run", "test_torture", "test_teaching", "test_tables"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests first: a process that is done takes over from the end of what another has before it, and both end together."""
    ranks = {name: rank for rank, name in enumerate(_LONG)}
    items.sort(key=lambda item: ranks.get(item.path.stem, len(_LONG)))
