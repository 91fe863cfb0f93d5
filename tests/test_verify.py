"""verify: a dataset that is as it was written is clean; whatever is changed in it is named with file and line."""

from __future__ import annotations

import json
import shutil
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import read_files as files
from bulletin import article, repeated

import extract
from extract import archive, cli, emit
from extract.archive import conform, lines, verify
from extract.schema import schema

Line = dict[str, Any]
Said = pytest.CaptureFixture[str]
TEXT = "云溪镇发布产业规划\n\n到2028年，云溪镇力争茶叶总产值突破15亿元，新增规模以上企业60家。\n\n去年，全镇完成投资21.6亿元，同比增长8.3%。\n"
ROWS = "编号,标题,正文,发布日期\n1,甲,清溪镇今年新建学校2所。,2024-05-06\n2,乙,白石村今年投入３亿元。,2024-05-07\n"
LINE: Line = json.loads(emit.line(repeated()))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of files of several kinds and its dataset, as a run makes it."""
    top = tmp_path_factory.mktemp("档")
    (top / "入" / "三月").mkdir(parents=True)
    members = {"页.html": files.html(), "内/讯.txt": TEXT.encode("gbk")}
    for name, data in {"讯.txt": TEXT.encode(), "三月/页.html": files.html(), "包.zip": files.zipped(members), "表.csv": ROWS.encode("gbk")}.items():
        (top / "入" / name).write_bytes(data)
    assert cli.main(["run", str(top / "入"), "--out", str(top / "出")]) == 0
    return top


@pytest.fixture
def place(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the dataset to spoil, beside the sources; the sources themselves are shared."""
    shutil.copytree(made / "出", tmp_path / "出")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(capsys: Said, *call: str) -> tuple[int, list[str]]:
    code = cli.main(["verify", *call])
    return code, capsys.readouterr().out.splitlines()


def part(name: str) -> Path:
    [found] = Path("出/articles").glob(f"{name}-*.jsonl")
    return found


def change(name: str, edit: Callable[[Line], Any], number: int = 0) -> Path:
    """Edit one line of the part of a source; the part."""
    path = part(name)
    found = [json.loads(text) for text in path.read_text("utf-8").splitlines()]
    edit(found[number])
    emit.write(path, found)
    return path


def manifest(edit: Callable[[list[Line]], Any]) -> None:
    entries = emit.read_manifest(Path("出"))
    edit(entries)
    emit.write(Path("出", emit.MANIFEST), entries)


@pytest.mark.parametrize("given", ["出", "出/articles/*.jsonl"])
def test_a_dataset_as_it_was_written_is_clean(given: str, place: Path, capsys: Said) -> None:
    code, said = told(capsys, given)
    assert code == 0
    assert said[0].startswith("6 articles, ") and said[1:] == ["alignment: 6 held against their sources", "0 findings"]


def test_a_finding_names_file_line_and_what(place: Path, capsys: Said) -> None:
    path = change("表", lambda line: line["amounts"][0].update(text="2亿元"), 1)
    code, said = told(capsys, "出")
    assert code == 1
    assert f"{path}:2: amounts a1: 2亿元 is said to stand at 7-10, where ３亿元 stands" in said
    assert f"{path}: its bytes are not those that were written (part_sha256 of the manifest); `policy-extract run … --force` makes it anew" in said
    assert said[-1] == "2 findings"


SPOILT: dict[str, tuple[Callable[[Line], Any], str]] = {
    "no text": (lambda line: line.pop("text"), "text: missing"),
    "another key": (lambda line: line.update(note=1), "note: no key of policy-extract/2"),
    "another schema": (lambda line: line.update(schema="x/1"), "schema: x/1, not policy-extract/2"),
    "a text for a number": (lambda line: line["amounts"][0].update(value="3"), "amounts[0].value: 3, not a number"),
    "a whole number with a point": (lambda line: line["amounts"][0].update(value=3.0), "amounts[0].value: 3.0, which is written 3"),
    "no day": (lambda line: line["dates"][0].update(first="2024-02-30"), "dates[0].first: 2024-02-30, no day"),
    "an unknown word": (lambda line: line["targets"][0].update(status="wish"), "targets[0].status: wish, not one of target, limit"),
    "a span outside": (lambda line: line["dates"][0].update(end=9999), "-9999 lies outside the text"),
    "an indicator outside": (lambda line: line["targets"][0]["indicator"].update(end=9999), "-9999 in it lies outside the text"),
    "a warning outside": (lambda line: line["warnings"].append({"code": "x", "start": 0, "end": 9999}), ": 0-9999 lies outside the text"),
    "sentences that overlap": (lambda line: line["sentences"].__setitem__(1, [0, 3]), "sentences[1]: 0-3 overlaps"),
    "another sentence": (lambda line: line["dates"][0].update(sentence=1), "does not begin in sentence 1"),
    "an id twice": (lambda line: line["dates"][1].update(id=line["dates"][0]["id"]), "2 records have the id d1"),
    "an amount that is not there": (lambda line: line["targets"][0].update(amount="a99"), "there is no amount a99"),
    "another value than its amount": (lambda line: line["targets"][0].update(value=7), "its value is not that of amount"),
    "another unit than its amount": (lambda line: line["targets"][0].update(unit="kg"), "its value is not that of amount"),
    "a date that is not there": (lambda line: line["targets"][0]["period"].update(date="d99"), "there is no date d99"),
    "a repeat of nothing": (lambda line: line["targets"][0].update(same_as="t99"), "there is no statement t99"),
    "an alignment that leaves out": (lambda line: line["alignment"].pop(), "alignment: only "),
    "an alignment that goes back": (lambda line: line["alignment"][0].__setitem__(0, 1), "alignment: the run at 1 does not follow"),
    "an alignment to elsewhere": (lambda line: line["alignment"][0].__setitem__(1, 3), "in the source"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_whatever_is_changed_in_a_line_is_named(name: str, place: Path, capsys: Said) -> None:
    edit, what = SPOILT[name]
    path = change("讯", edit)
    code, said = told(capsys, "出")
    assert code == 1
    assert any(line.startswith(f"{path}:1: ") and what in line for line in said), said


def test_an_alignment_that_leaves_out_is_named_once(place: Path, capsys: Said) -> None:
    path = change("讯", lambda line: line["alignment"].pop())
    assert [line.startswith(f"{path}:1: alignment: ") for line in told(capsys, "出")[1]].count(True) == 1


def test_a_sum_for_each_thing_is_of_its_amount() -> None:
    """每张床位5000元: the amount is 5000 CNY, the statement CNY/张."""
    line = extract.annotate("对新增床位给予每张床位5000元补贴。", published="2024-03-05").as_dict()
    assert [one["unit"] for one in line["targets"]] == ["CNY/张"] and [one["unit"] for one in line["amounts"]] == ["CNY"]
    assert list(lines.faults(line)) == []


@pytest.mark.parametrize(
    ("broken", "what"),
    [(b'{"schema":\n', "no line of JSON in UTF-8"), (b"[1]\n", "no JSON object"), (b'{"a":"\xff"}\n', "no line of JSON in UTF-8"), (b"{}", "cut off")],
    ids=["half", "list", "bytes", "cut"],
)
def test_a_broken_line_is_named_and_the_others_are_looked_at(broken: bytes, what: str, place: Path, capsys: Said) -> None:
    path = part("讯")
    path.write_bytes(path.read_bytes() + broken)
    code, said = told(capsys, "出")
    assert code == 1 and any(line.startswith(f"{path}:2: ") and what in line for line in said)
    assert said[-3].startswith("6 articles")


def test_parts_and_manifest_that_do_not_agree_are_named(place: Path, capsys: Said) -> None:
    path = part("表")
    path.write_text(path.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    assert f"{path}: the manifest counts 2 articles and " in "\n".join(told(capsys, "出")[1])
    path.unlink()
    code, said = told(capsys, "出")
    assert code == 1 and said[0] == f"{path}: the manifest names it, and it is not there; the next run makes it anew"


def test_parts_that_nobody_names_and_what_a_kill_left_are_named(place: Path, capsys: Said) -> None:
    for name in ("外.jsonl", ".讯-1.jsonl.part"):
        Path("出/articles", name).write_text("", "utf-8")
    code, said = told(capsys, "出")
    assert code == 1
    assert said[:2] == [f"出/articles/{name}: no source of the manifest has this part; the next run removes it" for name in (".讯-1.jsonl.part", "外.jsonl")]


def test_a_source_on_two_lines_of_the_manifest_is_named(place: Path, capsys: Said) -> None:
    manifest(lambda entries: entries.append(entries[0]))
    code, said = told(capsys, "出")
    uri, name = (emit.read_manifest(Path("出"))[0][key] for key in ("uri", "part"))
    assert code == 1 and said[:2] == [f"出/manifest.jsonl:5: uri {uri} stands on two lines", f"出/manifest.jsonl:5: part {name} stands on two lines"]


@pytest.mark.parametrize("second", [TEXT.replace("云溪", "清溪"), TEXT], ids=["other", "same"])
def test_two_members_of_one_name_are_told_once_and_are_no_change(second: str, tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "入").mkdir()
    with warnings.catch_warnings(), zipfile.ZipFile(tmp_path / "入/包.zip", "w") as packed:
        warnings.simplefilter("ignore")
        for text in (TEXT, second, TEXT.replace("云溪", "白石")):
            packed.writestr("讯.txt", text)
    assert cli.main(["run", str(tmp_path / "入"), "--out", str(tmp_path / "出"), "-q"]) == 0
    code, said = told(capsys, str(tmp_path / "出"))
    assert (code, sum("have this one name" in line for line in said), said[-1]) == (0, 1, "0 findings")
    assert "alignment: 3 held against their sources" in said


def test_an_article_that_stands_twice_or_elsewhere_is_named(place: Path, capsys: Said) -> None:
    path = part("讯")
    path.write_bytes(path.read_bytes() * 2)
    other = change("表", lambda line: line["source"].update(uri="别.csv"))
    said = "\n".join(told(capsys, "出")[1])
    assert f"{path}:2: article " in said and "of 讯.txt stands here twice" in said
    assert f"{other}:1: an article of 别.csv in the part of 表.csv" in said


def test_a_reprint_says_that_it_is_one(place: Path, capsys: Said) -> None:
    first = json.loads(part("表").read_text("utf-8").splitlines()[0])["id"]
    path = change("表", lambda line: line.update(id=first), 1)
    assert f"{path}:2: the id {first} stands here before, and nothing says that it is a reprint" in told(capsys, "出")[1]
    change("表", lambda line: line["warnings"].append({"code": "reprint", "start": 0, "end": 0}), 1)
    assert "stands here before" not in "\n".join(told(capsys, "出")[1])


def test_an_unfinished_dataset_is_a_finding_and_a_running_one(place: Path, capsys: Said) -> None:
    Path("出", emit.MANIFEST).rename(Path("出", emit.JOURNAL))
    code, said = told(capsys, "出")
    assert code == 1 and said[0].startswith("出/manifest.jsonl.part: its last run was broken off")
    with archive.lock.held(Path("出")):
        assert told(capsys, "出")[1][0] == "出/manifest.jsonl.part: a run is still writing here"


def test_sources_that_are_gone_or_changed_are_counted_and_no_findings(made: Path, place: Path, capsys: Said) -> None:
    shutil.copytree(made / "入", "入")
    kept = json.loads(Path("出/run.json").read_text("utf-8"))
    kept["inputs"][0]["path"] = str(place / "入")
    Path("出/run.json").write_text(json.dumps(kept), "utf-8")
    Path("入/讯.txt").write_text("改过了", "utf-8")
    Path("入/表.csv").unlink()
    code, said = told(capsys, "出")
    assert code == 0
    assert said[1] == "alignment: 3 held against their sources; 3 not (1 of sources changed since, 2 of sources gone; sources: 1 changed since, 1 gone)"
    assert "6 not (6 of sources not asked for" in told(capsys, "出", "--no-sources")[1][1]
    assert told(capsys, "出", "--sources", str(made / "入"))[1][1] == "alignment: 6 held against their sources"


def test_other_patterns_make_no_findings(place: Path, capsys: Said) -> None:
    def other(line: Line) -> None:
        line["alignment"][0][1] += 1
        line["pipeline"]["patterns"] = "other"

    change("讯", other)
    assert "1 of sources read with other patterns" in told(capsys, "出")[1][-2]


@pytest.mark.parametrize("call", [["无"], ["出", "--sources", "无"], ["空"]])
def test_a_wrong_call_is_2(call: list[str], place: Path, capsys: Said) -> None:
    Path("空").mkdir()
    assert cli.main(["verify", *call]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def spoilt() -> Iterator[tuple[str, str, Line, Any]]:
    """A line, each of whose values is in turn left out or replaced by something of another kind; below which key, and what of it that changes."""

    def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
        for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
            yield (*path, key)
            yield from places(value[key], (*path, key))

    for path in places(LINE):
        for other in (None, -1, 2.5, True, "字", [], [1], {}, "gone"):
            line = changed(LINE, path, other)
            if not path[1:]:
                yield f"{path} {other}", "", line, line
            else:
                below = line[path[0]]
                yield f"{path} {other}", str(path[0]), line, [below[path[1]]] if isinstance(below, list) and path[2:] else below


def changed(value: Any, path: tuple[Any, ...], other: Any) -> Any:
    """A value with something else at the end of a path, or nothing there; all that is not on the path is the same object."""
    copy, (key, *rest) = value.copy(), path
    if rest:
        copy[key] = changed(value[key], tuple(rest), other)
    elif other == "gone":
        del copy[key]
    else:
        copy[key] = other
    return copy


def test_the_schema_is_understood_as_a_full_validator_does() -> None:
    whole, format_checker = schema(), jsonschema.FormatChecker(["date"])
    of_key = {key: {**form, "$defs": whole["$defs"]} for key, form in whole["properties"].items()}
    full = {key: jsonschema.Draft202012Validator(form, format_checker=format_checker) for key, form in {**of_key, "": whole}.items()}
    assert full[""].is_valid(LINE), "so that below a key, and in a list, it is enough to look at what is changed"
    wrong = [name for name, key, line, part in spoilt() if (next(conform.faults(line), None) is None) != full[key].is_valid(part)]
    assert wrong == []


def test_a_line_of_schema_1_obeys_it() -> None:
    old = json.loads(json.dumps(LINE))
    old["schema"] = "policy-extract/1"
    assert list(conform.faults(old)) == []
    for statement in (*old["targets"], *old["actuals"]):
        for key in ("role", "recipient", "base"):
            del statement[key]
    assert list(conform.faults(old)) == list(lines.faults(old)) == []
    assert list(conform.faults({**old, "schema": "policy-extract/2"})) != []


def test_every_check_of_a_line_is_tried_here() -> None:
    assert list(lines.faults(json.loads(emit.line(article())))) == []
    assert len(lines.CHECKS) == 7


def test_findings_are_told_as_they_come(place: Path) -> None:
    change("讯", lambda line: line.pop("text"))
    found = verify.findings([Path("出")], verify.Checked())
    assert next(found).what == "text: missing"
