"""The command line: `policy-extract run | table | explain | check | score | schema`.

Exit code 0: all well. 1: some inputs failed, each named on stderr (or a pattern example failed). 2: the call or the
pattern files are wrong. Rooms are opened by the command that needs them, so that --help answers at once.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from extract import __version__
from extract.errors import PatternError, PolicyExtractError, SourceError, UsageError

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction["_Parser"]

OK, SOME_FAILED, WRONG_CALL, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code of one command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows and the C locale would choose something narrower
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = _parser().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = given.command
    try:
        code = command(given)
        sys.stdout.flush()
        return code
    except (PatternError, UsageError) as error:
        return _failed(error, WRONG_CALL)
    except PolicyExtractError as error:
        return _failed(error, SOME_FAILED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader went away (`| head`); what is still buffered must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _failed(error: Exception, code: int) -> int:
    _complain(str(error))
    return code


def _complain(line: str) -> None:
    print(f"policy-extract: {line}", file=sys.stderr, flush=True)


class _Parser(argparse.ArgumentParser):
    """A parser that says in a line what is wrong with a call, and in another what would be right."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """What argparse makes of a call; a word too many is told by the command that it stands behind."""
        found, beyond = super().parse_known_args(args, namespace)
        if beyond:
            self.error(self._beyond(beyond))
        return found, beyond

    def error(self, message: str) -> NoReturn:
        """End with the one or two lines, and the exit code of a wrong call."""
        if message.endswith("required: COMMAND"):
            message = "a command is missing; run reads files, table makes a spreadsheet of what it wrote"
        elif wrong := _CHOICE.fullmatch(message):
            message = self._no_choice(wrong["what"], wrong["given"], re.findall(r"[^\s',]+", wrong["choices"]))
        _complain(f"{message}\n  {self.prog} --help tells more")
        raise SystemExit(WRONG_CALL)

    def _no_choice(self, what: str, given: str, choices: Sequence[str]) -> str:
        near = get_close_matches(given, choices, 1)
        known = f"did you mean {near[0]}?" if near else f"one of {', '.join(choices)}"
        if what != "COMMAND":
            return f"{what} cannot be {given}; {known}"
        read = f"to read it: policy-extract run {given}" if Path(given).exists() else known
        return f"no command {given}; {read}"

    def _beyond(self, words: Sequence[str]) -> str:
        wrong = next((word.partition("=")[0] for word in words if word.startswith("-")), None)
        if wrong is None:
            return f"{' '.join(words)}: one name too many; quote a name that has blanks in it"
        options = {option: action for action in self._actions for option in action.option_strings if option not in ("-h", "--help")}
        near = get_close_matches(wrong, options, 1, _NEAR) or list(filter(None, (_named_so(name, options[name], wrong) for name in options)))
        known = f"did you mean {near[0]}?" if near else f"it has {', '.join(options) or 'none'}"
        return f"{self.prog.rpartition(' ')[2]} has no option {wrong}; {known}"


def _named_so(name: str, option: argparse.Action, wrong: str) -> str:
    """The option whose help holds the word that was tried in its place: --to csv for --csv, --published for --date."""
    word = wrong.strip("-").lower()
    if word in (option.choices or ()):
        return f"{name} {word}"
    return name if word in re.findall(r"[a-z]+", f"{option.metavar} {option.help}".lower()) else ""


_NEAR = 0.7  # of the letters, so that --pubished is --published and --date is not --patterns


_CHOICE = re.compile(r"argument (?P<what>.+?): invalid choice: '(?P<given>.*)' \(choose from (?P<choices>.*)\)", re.S)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="policy-extract",
        description="Numeric targets, amounts, dates and names out of Chinese policy news, with exact offsets.",
        epilog="exit code: 0 all well, 1 some inputs failed (each is named on stderr), 2 the call or the patterns are wrong",
    )
    parser.add_argument("--version", action="version", version=f"policy-extract {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_run(commands)
    _add_table(commands)
    _add_explain(commands)
    _add_check(commands)
    _add_score(commands)
    _add_schema(commands)
    return parser


def _reading(parser: argparse.ArgumentParser) -> None:
    """Options of every command that reads bulletins."""
    date = "as 2022-06-29 (2022-06 and 2022 will do)"
    parser.add_argument("--published", type=_day, metavar="DATE", help=f"the articles' date, {date}; overrides all others")
    without = f"the date of those articles that have none, {date}"
    parser.add_argument("--published-default", type=_day, metavar="DATE", help=without)
    parser.add_argument("--ner", metavar="NAME", help="a spaCy pipeline with an `ner`, by name or path; or lac")
    parser.add_argument("--patterns", type=Path, metavar="DIR", help="pattern files to use instead of our own")
    which = "which column of rows is text, title, published or publisher, as text=报道"
    parser.add_argument("--column", type=_column, action="append", default=[], metavar="ROLE=NAME", help=which)


def _add_run(commands: _Commands) -> None:
    parser = commands.add_parser("run", help="read bulletins, write a dataset of JSON lines")
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="a file or folder (- for standard input)")
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", help="the dataset (default: outputs/ and the input's name)"
    )
    parser.add_argument("--tokens", action="store_true", help="put words with their part of speech into the lines")
    parser.add_argument("--include", action="append", default=[], metavar="GLOB", help="of folders, only these files")
    parser.add_argument("--exclude", action="append", default=[], metavar="GLOB", help="of folders, not these files")
    share = "processes that share the files; the dataset is the same for any number (default: 1)"
    parser.add_argument("--workers", type=_count, default=1, metavar="N", help=share)
    _reading(parser)
    parser.set_defaults(command=_run)


def _run(given: argparse.Namespace) -> int:
    from extract import archive, read
    from extract.patterns import load_rules

    rules = load_rules(given.patterns)
    folder = given.out or Path("outputs") / _name(given.inputs[0])
    found = read.sources(given.inputs, include=tuple(given.include), exclude=tuple(given.exclude))
    sources = [source for source in found if not _written(source, folder)]
    if not sources:
        raise UsageError(f"{' '.join(given.inputs)}: no file to read there; --include GLOB takes files of other names")
    options = archive.Options(given.published, given.published_default, given.tokens, given.ner, dict(given.column))
    summary = archive.run(sources, folder, options, rules=rules, workers=given.workers, report=_complain)
    for line in summary.lines():
        print(line)
    return SOME_FAILED if summary.errors else OK


def _written(source: str, folder: Path) -> bool:
    """Whether a file is what runs and tables write: where the dataset lies inside an input folder, it is no input."""
    path = Path(source).resolve()
    if not path.is_relative_to(folder.resolve()):
        return False
    return path.relative_to(folder.resolve()).parts[:1] in (("articles",), ("manifest.jsonl",), ("tables",), ("tables.xlsx",))


def _name(given: str) -> str:
    path = Path(given).resolve()
    return "stdin" if given == "-" else (path.name if path.is_dir() else path.stem) or "run"


def _add_table(commands: _Commands) -> None:
    parser = commands.add_parser("table", help="a dataset as a spreadsheet or as CSV files")
    parser.add_argument("dataset", type=Path, help="a folder that `run` wrote, or one file of JSON lines")
    parser.add_argument("--to", choices=("xlsx", "csv"), default="xlsx", help="one workbook, or one file a record type")
    parser.add_argument(
        "--out", type=Path, help="the workbook, or the folder of CSV files (default: inside the dataset)"
    )
    parser.add_argument("--chinese-heads", action="store_true", help="column heads in Chinese (中文列名)")
    parser.add_argument("--repeated", action="store_true", help="also statements that repeat another (same_as)")
    parser.set_defaults(command=_table)


def _table(given: argparse.Namespace) -> int:
    from extract import tables

    made = tables.frames(_article_lines(given.dataset), repeated=given.repeated)
    if given.chinese_heads:
        made = tables.with_heads(made, tables.chinese_heads())
    inside = given.dataset if given.dataset.is_dir() else given.dataset.parent
    out = given.out or inside / ("tables" if given.to == "csv" else "tables.xlsx")
    try:
        if given.to == "csv":
            tables.write_csv(made, out)
        else:
            for line in tables.write_xlsx(made, out):
                _complain(line)
    except OSError as error:
        raise UsageError(f"{error.filename or out}: cannot be written: {error.strerror or error}") from error
    print(f"{sum(len(frame) for frame in made.values())} rows in {len(made)} tables: {out}")
    return OK


def _article_lines(dataset: Path) -> Iterator[dict[str, Any]]:
    """The lines of a dataset; on stderr, that they are not all, where a run was broken off or is not over yet."""
    from extract import emit
    from extract.archive import lock

    if dataset.is_file():
        _no_input(dataset)
    elif emit.is_unfinished(dataset):
        done = len({entry["uri"] for entry in emit.read_manifest(dataset, journal=True)})
        if lock.is_held(dataset):
            _complain(f"{dataset}: a run is still writing to it; here is what is done so far ({_of(done)})")
        else:
            _complain(f"{dataset}: its last run was broken off; here is what was done ({_of(done)}). Give the same `run` again, and it goes on")
    return emit.read_jsonl(dataset)


def _of(sources: int) -> str:
    return "1 source" if sources == 1 else f"{sources} sources"


def _no_input(file: Path) -> None:
    """UsageError for a file that `run` reads, given in place of what it writes."""
    from extract.read import kinds, raw

    given = raw.of_path(file, str(file))
    start = given.start().lstrip(b"\xef\xbb\xbf \t\r\n")
    if start and not start.startswith(b"{"):
        kind = kinds.kind_of(given)
        what = {".xlsx": "a workbook", ".xlsm": "a workbook"}.get(kind, f"a {kind} file")
        raise UsageError(
            f"{file}: {what}, not the lines of a dataset; `policy-extract run {file}` reads it and writes one: "
            "give that folder here"
        )


def _add_explain(commands: _Commands) -> None:
    parser = commands.add_parser("explain", help="each sentence with its records, their rules, and what was rejected")
    parser.add_argument("file", help="a bulletin (- for standard input)")
    _reading(parser)
    parser.set_defaults(command=_explain)


def _explain(given: argparse.Namespace) -> int:
    from extract import explain, pipeline
    from extract.patterns import load_rules

    rules = load_rules(given.patterns)
    code = OK
    dates = {"published": given.published, "published_default": given.published_default}
    read = pipeline.articles(given.file, **dates, rules=rules, ner=given.ner, columns=dict(given.column))
    for article in read:
        if isinstance(article, SourceError):
            _complain(str(article))
            code = SOME_FAILED
            continue
        print("\n".join(explain.lines(article, pipeline.reasons(article, rules, given.ner))))
    return code


def _add_check(commands: _Commands) -> None:
    parser = commands.add_parser("check", help="run the examples of the pattern files")
    parser.add_argument("--patterns", type=Path, metavar="DIR", help="the folder of pattern files (default: our own)")
    parser.set_defaults(command=_check)


def _check(given: argparse.Namespace) -> int:
    from extract import check
    from extract.patterns import load_rules

    rules = load_rules(given.patterns)
    cases = check.cases(rules)
    failures = [failure for case in cases for failure in check.failures(case, rules)]
    for failure in failures:
        print(failure)
    print(f"{len(cases)} examples, {len(failures)} failures")
    return SOME_FAILED if failures else OK


def _add_score(commands: _Commands) -> None:
    parser = commands.add_parser("score", help="gold against a dataset: precision, recall, F1, errors to read")
    parser.add_argument("gold", type=Path, help="a file of annotated rows, or a folder of *.jsonl")
    parser.add_argument("dataset", type=Path, help="what `run` made of the same rows: a folder, or one file of JSON lines")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show up to N missed (-) and extra (+) records a test")
    parser.add_argument("--only", default="", metavar="TEXT", help="only tests whose name holds this")
    parser.add_argument("--json", action="store_true", help="figures and errors as JSON, to keep for --against")
    parser.add_argument("--against", type=Path, metavar="FILE", help="gains and losses since what --json wrote then")
    parser.add_argument("--pin", type=Path, metavar="FILE", help="write floors a little below these figures; none sinks")
    parser.set_defaults(command=_score)


def _score(given: argparse.Namespace) -> int:
    import json

    from extract import score
    from extract.score import report

    every = score.scores(given.gold, _article_lines(given.dataset))
    results = [one for one in every if given.only in one.name]
    if given.json:
        print(json.dumps(report.as_dict(results, given.gold), ensure_ascii=False, indent=1))
    elif given.against:
        print("\n".join(report.against(results, report.kept(given.against), given.gold)) or "no gains, no losses")
    else:
        print("\n".join(report.lines(results, score.texts(given.gold), given.errors)))
    if given.pin:
        before = report.kept(given.pin) if given.pin.is_file() else None
        _write(given.pin, json.dumps(report.pinned(every, given.gold, before), ensure_ascii=False, indent=1) + "\n")
    return OK


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error


def _add_schema(commands: _Commands) -> None:
    parser = commands.add_parser("schema", help="the JSON Schema of a line")
    parser.set_defaults(command=_schema)


def _schema(given: argparse.Namespace) -> int:
    import json

    from extract.schema import schema

    print(json.dumps(schema(), ensure_ascii=False, indent=2))
    return OK


def _count(typed: str) -> int:
    if not typed.isdecimal() or int(typed) < 1:
        raise argparse.ArgumentTypeError(f"{typed} is no number of processes; write it as 2")
    return int(typed)


def _column(typed: str) -> tuple[str, str]:
    role, equals, name = typed.partition("=")
    if not equals or not name or role not in ("text", "title", "published", "publisher"):
        raise argparse.ArgumentTypeError(f"{typed} names no column; write it as text=报道 (or title=, published=, publisher=)")
    return role, name


def _day(typed: str) -> str:
    from extract.read.metadata import given

    try:
        return given(typed)
    except UsageError as error:
        raise argparse.ArgumentTypeError(f"{typed} is no day; write it as 2022-06-29, 2022-06 or 2022") from error
