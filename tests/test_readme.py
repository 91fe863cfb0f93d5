"""Every command and every example of the README does what the README says."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import shlex
import shutil
from pathlib import Path

import pytest
from each import each

from extract import check, cli
from extract.patterns import load_rules
from extract.text import fold

TOP = Path(__file__).parents[1]
README = (TOP / "README.md").read_text("utf-8")
CHINESE = (TOP / "README.zh.md").read_text("utf-8")


def blocks(language: str, text: str = README) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


NEW = "茬口"  # what the documents teach as a unit
COMMANDS = [shlex.split(line, comments=True) for block in blocks("sh") for line in block.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like the repository, to run in and to write to."""
    top = tmp_path_factory.mktemp("仓 库")
    shutil.copytree(TOP / "corpora" / "samples", top / "corpora" / "samples")
    (top / "outputs" / "example").mkdir(parents=True)
    shutil.copy(TOP / "outputs" / "example" / "bulletin.txt", top / "outputs" / "example")
    with contextlib.chdir(top):
        yield top


@pytest.fixture(scope="module")
def ran(place: Path) -> list[tuple[str, int, str]]:
    """Each command of the README in its order: itself, its exit code, what it complained of."""
    done = []
    every = check.cases
    # All examples are run by test_patterns; here a few show that the command works.
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setattr(check, "cases", lambda rules: every(rules)[::50])
    for command in dict.fromkeys(map(tuple, COMMANDS)):
        said = io.StringIO()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
            done.append((shlex.join(command), cli.main(command[1:]), said.getvalue()))
    monkeypatch.undo()
    return done


def pasted(text: str) -> list[str]:
    """The files that a document shows whole, and the entries that it shows alone, each in a file of its vocabulary."""
    whole = [block for block in blocks("yaml", text) if block.startswith("vocabulary:")]
    entries = {"theme:": "indicators", "code:": "units"}
    alone = [block for block in blocks("yaml", text) if block.startswith("  - ")]
    return whole + [f"vocabulary: {name}\nentries:\n{block}" for block in alone for key, name in entries.items() if key in block]


@pytest.mark.parametrize("document", ["README.md", "README.zh.md", "patterns/README.md"])
def test_what_is_documented_can_be_pasted(document: str, tmp_path: Path) -> None:
    shown = pasted((TOP / document).read_text("utf-8"))
    assert len(shown) == 2
    for number, text in enumerate(shown):
        (tmp_path / f"{number}.yaml").write_text(text if "finds:" in text else f"{text.rstrip().rstrip('}')}, finds: [全县种茶⟦3{NEW}⟧。]}}\n", "utf-8")
    rules = load_rules(add=tmp_path)
    ours = {(name, entry.id) for name, entries in load_rules().vocabularies.items() for entry in entries}
    added = [(name, entry) for name, entries in rules.vocabularies.items() for entry in entries if entry.where.startswith(f"{tmp_path.name}/")]
    assert len(added) == 2 and all((name, entry.id) not in ours or f"=measures.{entry.id}" in "".join(shown) for name, entry in added)


def test_the_unit_of_the_documents_is_none_of_ours() -> None:
    assert all(NEW not in entry.forms for entry in load_rules().vocabularies["units"])
    assert all(f"{{id: count.{NEW}, forms: [{NEW}]" in (TOP / name).read_text("utf-8") for name in ("CONTRIBUTING.md", "patterns/README.md"))


def test_every_pattern_file_is_listed_in_both_languages() -> None:
    english, chinese = (TOP / "patterns/README.md").read_text("utf-8").split("## 中文说明")
    files = {file.name for file in (TOP / "patterns").iterdir() if file.suffix in (".yaml", ".txt", ".tsv")}
    for half in (english, chinese):
        listed = set(re.findall(r"`([a-z_]+\.(?:yaml|txt|tsv))`", "".join(line for line in half.splitlines(True) if line.startswith("| `"))))
        assert listed == files


def test_every_command_runs(ran: list[tuple[str, int, str]]) -> None:
    assert all(command[0] == "policy-extract" for command in COMMANDS)
    assert [done for done in ran if done[1:] != (0, "")] == []
    assert len(ran) > 8


def test_the_bulletin_is_the_one_of_the_example() -> None:
    assert blocks("text") == [(TOP / "outputs/example/bulletin.txt").read_text("utf-8")]


def test_the_worked_example_says_what_the_tables_say(place: Path, ran: list[tuple[str, int, str]]) -> None:
    said = re.findall(r"^\| ((?:target|limit|actual|estimate) \|.*) \|$", README, re.MULTILINE)
    found = []
    for name in ("limits", "targets", "actuals"):
        with (place / f"outputs/example/tables/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            keys = ("status", "indicator_text", "measure", "comparator", "value", "unit", "period_last")
            found += [[row.get(key) or row.get({"indicator_text": "benefit"}.get(key, ""), "") for key in keys] for row in csv.DictReader(file)]
    assert [[cell.strip() for cell in row.split("|")] for row in said] == found


def test_the_committed_example_is_what_the_commands_write(place: Path, ran: list[tuple[str, int, str]]) -> None:
    kept, made = TOP / "outputs/example/tables", place / "outputs/example/tables"
    assert sorted(file.name for file in kept.iterdir()) == sorted(file.name for file in made.iterdir())
    for file in kept.iterdir():
        assert file.read_text("utf-8-sig") == (made / file.name).read_text("utf-8-sig"), file.name


@pytest.mark.parametrize("code", blocks("python"), ids=["pandas", "records", "spacy", "source text"])
def test_the_python_examples_print_what_they_say(code: str, place: Path, ran: list[tuple[str, int, str]]) -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})
    said = re.findall(r"^ *# (.*)$", code, re.MULTILINE)
    assert said
    for line in said:
        assert line in printed.getvalue()


def test_the_rule_to_learn_from_is_a_rule(tmp_path: Path) -> None:
    [*_, code] = blocks("yaml")
    (tmp_path / "例.yaml").write_text(code, "utf-8")
    [rule] = load_rules(tmp_path).rules
    for example in (*rule.finds, *rule.leaves):
        assert tuple(found.span() for found in rule.matches(fold(example.text))) == example.spans


@pytest.mark.parametrize("number", [0, 1, 2], ids=["indicator", "grant", "rule"])
def test_what_is_to_be_taught_holds_beside_ours(number: int, tmp_path: Path) -> None:
    (tmp_path / "indicator.yaml").write_text(blocks("yaml")[number], "utf-8")
    rules = load_rules(add=tmp_path)
    cases = [case for case in check.cases(rules) if case.example.where.startswith(f"{tmp_path.name}/")]
    assert cases and [str(failure) for case in cases for failure in check.failures(case, rules)] == []


def test_what_was_taught_is_found(tmp_path: Path) -> None:
    (tmp_path / "indicator.yaml").write_text(blocks("yaml")[0], "utf-8")
    said = io.StringIO()
    [command] = [command for command in COMMANDS if "--text" in command]
    with contextlib.redirect_stdout(said):
        assert cli.main([*command[1:-1], str(tmp_path)]) == 0
    assert "bamboo-lantern-sales" in said.getvalue()


def bare(text: str) -> list[str]:
    """The code blocks of a text without their remarks."""
    return [re.sub(r"(?:^|[ \t]+)# .*$", "", block, flags=re.MULTILINE) for block in re.findall(r"^```.*?^```$", text, re.MULTILINE | re.DOTALL)]


def test_the_chinese_readme_shows_the_same_blocks_and_figures() -> None:
    assert bare(CHINESE) == bare(README)
    tables = [re.findall(r"^\|(.*)\|$", text, re.MULTILINE) for text in (README, CHINESE)]
    assert len(tables[0]) == len(tables[1])
    figures = [[re.findall(r"\d[\d.,]*", row) for row in rows if re.search(r"\d %|\d{2},\d{3}", row)] for rows in tables]
    assert figures[0] == figures[1] and len(figures[0]) > 8


@pytest.mark.parametrize("text", [README, CHINESE], ids=["README.md", "README.zh.md"])
def test_every_link_leads_somewhere(text: str) -> None:
    anchors = {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in re.findall(r"^#+ (.*)$", README + CHINESE, re.MULTILINE)}
    for link in re.findall(r"\]\(([^)]+)\)", text):
        file, _, anchor = link.partition("#")
        assert link.startswith("https://") or ((TOP / file).exists() and (not anchor or anchor in anchors)), link


CALLS = [
    shlex.split(call)[1:]
    for kind in ("console", "crontab", "ini", "bat")
    for block in blocks(kind)
    for call in re.findall(r"policy-extract(?:\.exe)?[ ]\w[^\n|>\"#]*", block)
]


@each(CALLS, ids=" ".join)
def test_a_call_that_is_shown_and_not_run_is_a_call(call: list[str]) -> None:
    assert cli._parser().parse_args(call).command


@pytest.mark.parametrize("code", blocks("py"), ids=["slurm", "train"])
def test_what_takes_a_cluster_or_an_hour_is_python(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is learned is learned in one round here, from one file."""
    made = compile(code.replace("iterations=20", "iterations=1").replace("*.jsonl", "own*.jsonl"), "README.md", "exec")
    if "dask_jobqueue" not in code:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "corpora/gold").mkdir(parents=True)
        first = next((TOP / "corpora/gold").glob("*.jsonl")).read_text("utf-8").splitlines()[:2]
        (tmp_path / "corpora/gold/own.jsonl").write_text("\n".join(first), "utf-8")
        exec(made, {})
        assert (tmp_path / "my-model/meta.json").is_file()


def test_r_reads_the_spreadsheet_by_the_line_that_is_shown(place: Path, ran: list[tuple[str, int, str]]) -> None:
    """By the rules of base R's read.csv: a mark at the beginning that the encoding names, fields of one number in each row, quotes
    doubled, the point of decimals, no grouping, and truth as a word that R knows.
    """
    [line] = blocks("r")
    [file] = re.findall(r'read\.csv\("([^"]+)"', line)
    raw = (place / file).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and "UTF-8-BOM" in line
    head, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True)
    assert len(rows) > 50 and {len(row) for row in rows} == {len(head)}
    assert not any("\n" in cell or "\r" in cell for row in rows for cell in row)
    assert len(set(head)) == len(head) and all(re.fullmatch(r"[A-Za-z][\w.]*", name) for name in head)
    columns = {name: {row[at] for row in rows} for at, name in enumerate(head)}
    for name in ("value", "value_max", "confidence", "year", "start"):
        assert all(re.fullmatch(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|", cell) for cell in columns[name]), name
    assert columns["approximate"] <= {"True", "False", ""}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d|", cell) for cell in columns["published"])


@pytest.mark.parametrize("target", sorted(set(re.findall(r"^make (\w+)", README, re.MULTILINE))))
def test_every_make_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (TOP / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_linux_and_windows_do_the_same() -> None:
    plain, windows = (
        [line.replace("\\", "/").replace("Scripts", "bin").replace("py -3.11", "python3.11") for line in block.splitlines()] for block in blocks("")[1:3]
    )
    assert plain == windows
