"""Habits of the command line: version, completion, what to run first, and nothing opened before it is needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from extract import __version__, cli

TOP = Path(__file__).parents[1]
HEAVY = ("spacy", "pandas", "openpyxl", "lxml", "trafilatura", "docx", "pypdfium2", "jieba", "pyarrow", "lunar_python", "numpy", "warcio")


def opened(code: str) -> set[str]:
    """The packages that a fresh Python has opened after this code."""
    told = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"],
        capture_output=True, text=True, check=True, cwd=TOP, env={**os.environ, "PYTHONPATH": str(TOP)},
    )  # fmt: skip
    return set(told.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("flag", ["-V", "--version"])
def test_the_version_is_told(flag: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([flag])
    assert end.value.code == 0 and capsys.readouterr().out == f"policy-extract {__version__}\n"


HELP = "from extract import cli\ntry: cli.main(['--help'])\nexcept SystemExit: pass"


@pytest.mark.parametrize("code", ["import extract", HELP], ids=["import extract", "--help"])
def test_nothing_heavy_is_opened_before_it_is_used(code: str) -> None:
    assert opened(code) & {*HEAVY, "regex", "yaml", "jsonlines"} == set()


def test_a_run_over_text_opens_only_what_reads_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("到2027年，全镇茶园面积达到3万亩。", "utf-8")
    run = f"from extract import cli\nassert cli.main(['run', {str(tmp_path / 'a.txt')!r}, '--out', {str(tmp_path / 'out')!r}, '--workers', '1']) == 0"
    assert opened(run) & {"spacy", "pandas", "openpyxl", "trafilatura", "docx", "pypdfium2", "pyarrow", "numpy", "warcio"} == set()


def test_score_says_what_to_run_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["score", "corpora/gold", str(tmp_path / "none")]) == 2
    assert f"make it first of the same rows: policy-extract run corpora/gold --include '*.jsonl' --out {tmp_path / 'none'}" in capsys.readouterr().err


def test_score_says_what_makes_gold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["score", str(tmp_path / "gold.jsonl"), "outputs/example"]) == 2
    assert f"no gold yet; policy-extract gold outputs/example -o {tmp_path / 'gold.jsonl'} makes it" in capsys.readouterr().err


def test_the_shell_is_told_what_may_come_next(tmp_path: Path) -> None:
    pytest.importorskip("argcomplete", reason="not installed: pip install 'policy-extract[completion]'")
    line = "policy-extract expl"
    asked = {
        "_ARGCOMPLETE": "1",
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
        "_ARGCOMPLETE_IFS": "\n",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(tmp_path / "said"),
    }
    subprocess.run([sys.executable, "-m", "extract"], env={**os.environ, **asked, "PYTHONPATH": str(TOP)}, cwd=TOP, check=False, timeout=60)
    assert "explain" in (tmp_path / "said").read_text()


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("集")
    (top / "a.txt").write_text("到2027年，全镇茶园面积达到3万亩。", "utf-8")
    assert cli.main(["run", str(top / "a.txt"), "--out", str(top / "out"), "-q"]) == 0
    return top / "out"


CALLS = [
    ["table", "DATASET"], ["verify", "DATASET"], ["diff", "DATASET", "DATASET"], ["gold", "DATASET", "-o", "GOLD"],
    ["export", "DATASET", "--to", "doccano", "-o", "OUT"], ["report", "DATASET", "-o", "PAGE"],
]  # fmt: skip


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0])
def test_a_command_says_nothing_or_each_source_as_it_is_told(call: list[str], dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if call[0] == "report":
        pytest.importorskip("vl_convert", reason="the page needs pip install 'policy-extract[report]'")
    names = {"DATASET": str(dataset), "GOLD": str(tmp_path / "gold.jsonl"), "OUT": str(tmp_path / "out.jsonl"), "PAGE": str(tmp_path / "page.html")}
    call = [names.get(word, word) for word in call]
    capsys.readouterr()
    assert cli.main([*call, "-q"]) == 0
    assert capsys.readouterr() == ("", "")
    assert cli.main([*call, "-v"]) == 0
    said = capsys.readouterr()
    assert said.out and len(said.err.splitlines()) == 1 and "None" not in said.err
