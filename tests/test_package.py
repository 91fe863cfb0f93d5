"""The package as it is handed on: built, put elsewhere, and run far from the sources; what it needs to know travels inside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
BULLETIN = "# 云坞镇部署茶业发展\n\n3月9日，云坞镇印发方案。力争到2028年，全镇茶叶总产值突破15亿元。\n"
OFFLINE = ("--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check", "--quiet", "--no-compile")  # what a call needs, it compiles


def called(*call: str | Path, folder: Path, **environment: str) -> str:
    """What a program of the installed package says; the sources are out of its sight."""
    kept = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "LANG", "LC_ALL")}
    done = subprocess.run([sys.executable, *map(str, call)], cwd=folder, env=kept | environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources as they are handed on: an sdist."""
    pytest.importorskip("hatchling", reason="the package is built: pip install -e '.[dev]'")
    built = tmp_path_factory.mktemp("sdist")
    called("-m", "hatchling", "build", "-t", "sdist", "-d", built, folder=TOP)
    [archive] = built.glob("*.tar.gz")
    return archive


def test_the_sources_are_handed_on_whole(source: Path) -> None:
    """All that stands at the top of the repository: whoever unpacks them can run, test, measure and mend."""
    with tarfile.open(source) as archive:
        inside = {name.split("/")[1] for name in archive.getnames()}
    ours = {path.name for path in TOP.iterdir() if not path.name.startswith((".", "_")) and path.name not in ("build", "dist", "my-patterns")}
    assert ours <= inside


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, source: Path) -> Path:
    """A folder with the package in it, from the wheel that pip makes of the sdist; its requirements are those of the tests."""
    there = tmp_path_factory.mktemp("installed")
    called("-m", "pip", "install", *OFFLINE, "--target", there, source, folder=there)
    return there


CALLS = """
import contextlib, extract.cli
print(extract.__file__)
for call in (
    "run 要闻.md --published 2026-03-12 --out 数据",
    "table 数据 --to xlsx --heads zh --out 表.xlsx",
    "report 数据 -o 页.html",
    "new indicator --out 我的",
    "--lang zh --help",
):
    with contextlib.suppress(SystemExit):
        assert extract.cli.main(call.split()) == 0, call
"""  # in one process, which reads the patterns once


def test_the_package_works_far_from_its_sources(installed: Path, tmp_path: Path) -> None:
    """Patterns, the page and its bundles, the Chinese of the command line and the meanings of columns are inside."""
    (tmp_path / "要闻.md").write_text(BULLETIN, "utf-8")
    told = called("-c", CALLS, folder=tmp_path, PYTHONPATH=str(installed))
    assert told.startswith(str(installed)) and "读入公文和新闻" in told
    [line] = [json.loads(line) for file in (tmp_path / "数据/articles").glob("*.jsonl") for line in file.read_text("utf-8").splitlines()]
    assert [target["indicator"]["text"] for target in line["targets"]] == ["茶叶总产值"]
    assert (tmp_path / "表.xlsx").stat().st_size > 10_000 and (tmp_path / "页.html").stat().st_size > 1_000_000
    assert (tmp_path / "我的/indicator.yaml").is_file()
