"""Thirty-eight wrong calls and twenty-four mistakes in a pattern file, and what is said of each: `python tests/messages.py` prints the table."""

from __future__ import annotations

import contextlib
import io
import shlex
import tempfile
from pathlib import Path

from extract import cli

CALLS = (
    "", "raed a.txt", "a.txt", "run", "run nowhere.txt", "run empty", "run 'no*.txt'", "run https://www.example.cn/t.html", "run a.txt --date 2024",
    "run a.txt --published 去年", "run a.txt --column 报道", "run a.txt --workers 0", "run a.txt --out - --prune", "run my file.txt",
    "run a.txt --out s3://store/d", "table nowhere", "table a.txt", "table d --csv", "table d --to pdf", "table d --only goals", "report empty",
    "explain", "score gold.jsonl d", "verify d --sources nowhere", "diff d",
    "table d --out d", "table d --out t.csv", "table d --to csv --out t.csv", "table d --to csv --out a.txt", "table d --only panel --where 区县=云坞镇",
    "report d -o d", "export d --to brat -o a.txt", "new indicator --out a.txt", "check --patterns d", "review",
    "run ''", "run a.txt --out ''", "run a.txt --out=",
)  # fmt: skip
INDICATOR = """vocabulary: indicators
entries:
  - id: lantern-sales
    name: 竹编灯笼销量
    theme: culture
    unit: 只
    dimension: count
    forms: [竹编灯笼销量, 竹灯笼年销量]
    finds:
      - 到2027年，全镇竹灯笼年销量达到⟦3.4万只⟧。: {indicator.id: lantern-sales, value: 34000}
"""
RULE = """kind: amount
rules:
  - id: amount.baskets
    note: A harvest in baskets.
    needs: [大筐]
    match: '(?<number>{number})大筐(?!子)'
    gives: {unit: kg, factor: 50, kind: other}
    finds:
      - 今年收茶⟦300大筐⟧: {value: 15000, unit: kg}
    leaves:
      - 买来3大筐子
"""
MISTAKES = (
    (INDICATOR, "id: lantern-sales", "id：lantern-sales"), (INDICATOR, "forms: [竹编灯笼销量, ", "forms: [竹编灯笼销量，"), (INDICATOR, "theme: culture", "theme: 文化"),
    (INDICATOR, "unit: 只", "unit: 支支"), (INDICATOR, "dimension: count", "dimension: number"), (INDICATOR, "forms: [竹编灯笼销量, 竹灯笼年销量]", "forms: []"),
    (INDICATOR, "forms: [竹编灯笼销量,", "forms: [地区生产总值,"), (INDICATOR, "    name: 竹编灯笼销量\n", ""), (INDICATOR, "id: lantern-sales", "id: lantern sales"),
    (INDICATOR, INDICATOR[INDICATOR.index("    finds:") :], ""), (INDICATOR, "⟦3.4万只⟧", "3.4万只"), (INDICATOR, "⟦3.4万只⟧", "⟦3.4万只"),
    (INDICATOR, "34000}", "34000, published: '2026-02-30'}"), (INDICATOR, "vocabulary: indicators", "vocabulary: indicator"), (INDICATOR, "    theme:", "   theme:"),
    (INDICATOR, "    unit: 只", "\tunit: 只"),
    (RULE, "    note: A harvest in baskets.\n", ""), (RULE, "    needs: [大筐]\n", ""), (RULE, "kind: amount", "kind: amounts"), (RULE, "(?<number>", "(?<numbr>"),
    (RULE, "{number}", "{nummer}"), (RULE, "大筐(?!子)", "大筐(?!子"), (RULE, "(?<number>{number})", "(?<number>(?:[0-9]|[0-9][0-9])+)"), (RULE, "factor: 50", "factor: fifty"),
)  # fmt: skip
"""A file, what was right in it, and what stands there in its place."""


def place(top: Path) -> None:
    """The folder that the calls are made in: a bulletin, a dataset of it, a folder with nothing."""
    (top / "a.txt").write_text("到2027年，全镇茶园面积达到3万亩。", "utf-8")
    (top / "empty").mkdir()
    with contextlib.redirect_stdout(io.StringIO()):
        cli.main(["run", str(top / "a.txt"), "--out", str(top / "d")])


def said(call: list[str]) -> tuple[int, str]:
    """The exit code of a call, and what it says on stderr."""
    told = io.StringIO()
    with contextlib.redirect_stderr(told), contextlib.redirect_stdout(io.StringIO()):
        try:
            code = cli.main(call)
        except SystemExit as end:
            code = int(end.code or 0)
    return code, told.getvalue().strip()


def of_call(call: str) -> tuple[int, str]:
    """What is said of a wrong call."""
    return said(shlex.split(call))


def of_mistake(file: str, right: str, wrong: str, folder: Path) -> tuple[int, str]:
    """What is said of a pattern file with a mistake in it."""
    assert file.count(right) >= 1, right
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mine.yaml").write_text(file.replace(right, wrong, 1), "utf-8")
    return said(["explain", "--text", "到2027年，全镇茶园面积达到3万亩。", "--add-patterns", str(folder)])


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        place(Path(folder))
        rows = [(f"policy-extract {call}", *of_call(call)) for call in CALLS]
        rows += [
            (f"{right.strip()[:60]} -> {wrong.strip()[:60] or '(left out)'}", *of_mistake(file, right, wrong, Path("mine"))) for file, right, wrong in MISTAKES
        ]
    print("| wrong | exit | what is said |\n| --- | --- | --- |")
    for wrong, code, told in rows:
        cells = (wrong, str(code), told.removeprefix("policy-extract: "))
        print("| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |")


if __name__ == "__main__":
    main()
