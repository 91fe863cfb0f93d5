"""A folder of one's own is laid over ours: what it adds is found, what it replaces is gone, what is wrong in it is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import messages
import pytest

from extract import annotate, check, cli, emit, tables
from extract.cli.new import KINDS
from extract.errors import PatternError
from extract.patterns import Rules, folder, load_rules, trials

DAY = dt.date(2024, 3, 1)

INDICATOR = "\n" + messages.INDICATOR
UNIT = """
vocabulary: units
entries:
  - id: count.畦田
    forms: [畦田]
    code: 畦田
    kind: count
    finds:
      - 全村种菜⟦300畦田⟧。: {value: 300, unit: 畦田}
"""
RULE = """
kind: amount
rules:
  - id: amount.baskets
    note: A harvest in baskets of fifty kilograms.
    needs: [大筐]
    match: '(?<number>{number})大筐(?!子)'
    gives: {unit: kg, factor: 50, kind: other}
    finds:
      - 今年收茶⟦300大筐⟧: {value: 15000, unit: kg}
    leaves:
      - 买来3大筐子
"""
CUE = """
vocabulary: hedges
entries:
  - id: strive
    forms: [=hedges.strive, 铆足劲]
    finds:
      - 到2027年，全镇铆足劲让茶叶产量达到⟦3万吨⟧。: {status: target, hedges: 铆足劲}
"""
NAMES = """name\ttype\tambiguous\tfull\thome\tsource
茶桥社\tcompany\t\t茶桥制茶有限公司\t\thand
安桥堂\tcompany\t\t\t\thand
"""


def mine(place: Path, *texts: str, name: str = "我的") -> Path:
    """A folder with these files in it."""
    top = place / name
    top.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts):
        file = "names.tsv" if text.startswith("name\t") else f"{number}.yaml"
        (top / file).write_text(text.lstrip("\n"), "utf-8")
    return top


def told(place: Path, *texts: str) -> str:
    with pytest.raises(PatternError) as error:
        load_rules(add=mine(place, *texts))
    return str(error.value)


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    """Ours with one of each kind laid over them: to lay a folder over ours takes a third of a second."""
    return load_rules(add=mine(tmp_path_factory.mktemp("词"), INDICATOR, UNIT, RULE, CUE, NAMES))


def test_an_entry_laid_over_ours_keeps_what_it_leaves_out(tmp_path: Path) -> None:
    grant = "vocabulary: measures\nentries:\n  - id: benefit\n    forms: [=measures.benefit, 安居红利]\n    finds:\n      - 一次性发放⟦2万元⟧安居红利。: {status: limit}\n"
    [benefit] = [entry for entry in load_rules(add=mine(tmp_path, grant)).vocabularies["measures"] if entry.id == "benefit"]
    assert benefit["kind"] == "benefit" and {"安居红利", "奖学金"} <= {*benefit.forms}
    assert "needs `kind`: one of benefit" in told(tmp_path / "新", grant.replace("id: benefit", "id: red_packet").replace("=measures.benefit, ", ""))


@pytest.mark.parametrize("text", ["对首次纳入规上的企业，发放20万元云梯券。", "首次上规的企业可领云梯券20万元。", "对首次上规的企业，给予20万元云梯券。"])
def test_a_kind_of_grant_is_one_word_of_one_entry(text: str, tmp_path: Path) -> None:
    """However it is handed out, and without further words of a rule around it."""
    taught = mine(
        tmp_path,
        "vocabulary: measures\nentries:\n  - id: benefit\n    forms: [=measures.benefit, 云梯券]\n    finds:\n      - 一次性发放⟦2万元⟧云梯券。: {status: limit}\n",
    )
    [one] = annotate(text, published=DAY, rules=load_rules(add=taught)).targets
    assert (one.status, one.role, one.value) == ("limit", "grant", 200000)


def test_an_indicator_that_was_added_names_its_statements(taught: Rules) -> None:
    [target] = annotate("到2026年，全镇竹灯笼年销量突破5万只。", published=DAY, rules=taught).targets
    assert (target.indicator.id, target.indicator.name, target.value) == ("lantern-sales", "竹编灯笼销量", 50000)
    [ours] = annotate("到2026年，全县粮食产量达到5万吨。", published=DAY, rules=taught).targets
    assert ours.indicator.id == "grain-output"


def test_an_indicator_that_was_added_brings_its_theme_and_dimension_to_the_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added, bulletin, out = mine(tmp_path, INDICATOR), tmp_path / "a.txt", tmp_path / "out"
    bulletin.write_text("到2026年，全镇竹灯笼年销量突破5万只。", "utf-8")
    assert cli.main(["run", str(bulletin), "--out", str(out), "--add-patterns", str(added)]) == 0
    for more, theme, note in ((["--add-patterns", str(added)], "culture,count", ""), ([], ",,", "give --add-patterns")):
        capsys.readouterr()
        assert cli.main(["table", str(out), "--to", "csv", *more]) == 0
        assert note in capsys.readouterr().err
        assert f"{theme}{',' * bool(more)}lantern-sales" in (out / "tables/targets.csv").read_text("utf-8-sig")
    [target] = tables(emit.read_jsonl(out), rules=load_rules(add=added))["targets"].to_dict("records")
    assert (target["theme"], target["dimension"]) == ("culture", "count")


def test_a_unit_that_was_added_is_read(taught: Rules) -> None:
    text = "全村去年种菜240畦田。"
    assert all(amount.unit != "畦田" for amount in annotate(text, published=DAY).amounts)
    [amount] = annotate(text, published=DAY, rules=taught).amounts
    assert (amount.value, amount.unit) == (240, "畦田")


def test_a_rule_that_was_added_uses_the_shared_parts_of_ours(taught: Rules) -> None:
    [amount] = annotate("今年全村收茶1.2万大筐。", published=DAY, rules=taught).amounts
    assert (amount.value, amount.unit, amount.rule) == (600000, "kg", "amount.baskets")


def test_a_word_that_was_added_to_ours_makes_a_target(taught: Rules) -> None:
    text = "全镇铆足劲把茶叶产量做到3万吨。"
    assert "力争" in taught.vocabularies["hedges"][0].forms
    assert [(one.status, one.hedges) for one in annotate(text, published=DAY, rules=taught).targets] == [("target", ("铆足劲",))]


def test_names_that_were_added_need_no_order(taught: Rules) -> None:
    found = annotate("安桥堂与茶桥社签约。", published=DAY, rules=taught).organisations
    assert sorted(one.name for one in found) == ["安桥堂", "茶桥社"]
    assert taught.lists["companies"]["茶桥社"] == "茶桥制茶有限公司"


def test_a_name_moves_to_the_list_that_was_given_it_anew(tmp_path: Path) -> None:
    row = next(line for line in (folder() / "names.tsv").read_text("utf-8").splitlines() if "\tcompany\t\t" in line)
    name = row.partition("\t")[0]
    rules = load_rules(add=mine(tmp_path, f"name\ttype\tambiguous\tfull\thome\tsource\n{name}\tmedia\t\t\t\thand\n"))
    assert name not in rules.lists["companies"] and rules.lists["media"][name] == name


def test_an_entry_takes_the_place_of_ours_by_its_id(tmp_path: Path) -> None:
    text = INDICATOR.replace("lantern-sales", "gdp").replace("竹编灯笼销量, ", "竹编灯笼销量, GDP, ")
    rules = load_rules(add=mine(tmp_path, text))
    [entry] = [entry for entry in rules.vocabularies["indicators"] if entry.id == "gdp"]
    assert entry.forms == ("竹编灯笼销量", "GDP", "竹灯笼年销量") and len(rules.vocabularies["indicators"]) == len(load_rules().vocabularies["indicators"])


def test_later_folders_lie_over_earlier_ones(tmp_path: Path) -> None:
    first = mine(tmp_path, INDICATOR, name="甲")
    second = mine(tmp_path, INDICATOR.replace("name: 竹编灯笼销量", "name: 灯笼"), name="乙")
    rules = load_rules(add=(first, second))
    assert [entry["name"] for entry in rules.vocabularies["indicators"] if entry.id == "lantern-sales"] == ["灯笼"]
    assert rules.added == (first, second) and rules.origin is None


def test_what_was_added_is_part_of_the_fingerprint(tmp_path: Path) -> None:
    digests = {
        load_rules().digest,
        *(load_rules(add=mine(tmp_path, text, name=str(number))).digest for number, text in enumerate((INDICATOR, UNIT, RULE, CUE, NAMES))),
    }
    assert len(digests) == 6


def test_a_file_that_was_edited_is_read_again(tmp_path: Path) -> None:
    first = load_rules(add=mine(tmp_path, INDICATOR))
    again = load_rules(add=mine(tmp_path, INDICATOR))
    edited = load_rules(add=mine(tmp_path, INDICATOR.replace("竹灯笼年销量", "竹灯笼全年销量")))
    assert first.digest == again.digest != edited.digest


def failures(rules: Rules, *ids: str) -> list[str]:
    return [str(failure) for case in check.cases(rules) if case.rule in ids for failure in check.failures(case, rules)]


def test_the_examples_of_what_was_added_are_checked(taught: Rules, tmp_path: Path) -> None:
    assert failures(taught, "lantern-sales", "count.畦田", "amount.baskets") == []
    bad = load_rules(add=mine(tmp_path, INDICATOR.replace("value: 34000", "value: 3.4")))
    [failure] = failures(bad, "lantern-sales")
    assert failure.startswith("我的/0.yaml:10: lantern-sales: ⟦3.4万只⟧ has value 34000, not 3.4")


def test_a_run_with_added_patterns_is_one_for_every_worker(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(4):
        (tmp_path / "新闻").mkdir(exist_ok=True)
        (tmp_path / "新闻" / f"{number}.txt").write_text(f"到2026年，全镇竹灯笼年销量突破{number + 5}万只。", "utf-8")
    call = [
        "run",
        str(tmp_path / "新闻"),
        "--add-patterns",
        str(mine(tmp_path, INDICATOR)),
        "--published",
        "2024-03-01",
    ]
    made = []
    for workers in ("1", "2"):
        out = tmp_path / workers
        assert cli.main([*call, "--workers", workers, "--out", str(out)]) == 0
        made.append([file.read_bytes() for file in sorted((out / "articles").iterdir())])
    assert made[0] == made[1] and b"lantern-sales" in made[0][0]
    capsys.readouterr()
    assert cli.main([*call, "--out", str(tmp_path / "1")]) == 0
    assert "0 read, 4 unchanged" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("right", "wrong", "what"),
    [
        ("theme: culture", "theme: cultur", "我的/0.yaml:5: unknown theme cultur; one of economy, industry"),
        ("theme: culture", "theme: cultur", "did you mean culture?"),
        ("unit: 只", "unit: 盏灯", "我的/0.yaml:3: unknown unit 盏灯; one of"),
        ("dimension: count", "dimension: counts", "我的/0.yaml:7: unknown dimension counts"),
        ("forms: [竹编灯笼销量, 竹灯", "forms: [GDP, 竹灯", "GDP stands for gdp already (patterns/indicators.yaml:"),
        (
            "[竹编灯笼销量, 竹灯",
            "[竹编灯笼销量，竹灯",
            "我的/0.yaml:8: ， in 竹编灯笼销量，竹灯笼年销量; between words write a half-width `, `",
        ),
        (
            "[竹编灯笼销量, 竹灯",
            "[竹编灯笼销量、竹灯",
            "我的/0.yaml:8: 、 in 竹编灯笼销量、竹灯笼年销量; between words write",
        ),
        ("    name: 竹编", "    name：竹编", "：in `name：竹编灯笼销量`: write : (half-width)"),
        ("    name: 竹编", "    name:竹编", "no blank behind the colon in `name:竹编灯笼销量`: write `key: value`"),
        (
            "    finds:\n      - 到2027年，全镇竹灯笼年销量达到⟦3.4万只⟧。: {indicator.id: lantern-sales, value: 34000}\n",
            "",
            "has no example; add `finds`",
        ),
        ("vocabulary: indicators", "vocabulary: indicator", "我的/0.yaml:1: unknown vocabulary indicator; one of"),
        (
            "vocabulary: indicators",
            "vocabulary: indicators\ncolumns: {name: text}",
            "`columns` of this vocabulary stands in ours",
        ),
        ("forms: [竹编灯笼销量, 竹灯笼年销量]", "forms: []", "no word stands in `forms`"),
        ("id: lantern-sales", "id: lantern sales", "an id is one word"),
        (
            "34000}",
            "34000, published: '2026-02-30'}",
            "我的/0.yaml:10: published 2026-02-30 is no day; write it as '2026-03-12'",
        ),
        ("⟦3.4万只⟧", "⟦3.4万只", "opens ⟦ and never closes it"),
    ],
)
def test_a_wrong_indicator_is_refused_with_file_line_and_what_to_write(right: str, wrong: str, what: str, tmp_path: Path) -> None:
    assert INDICATOR.count(right) >= 1
    assert what.replace("：in", "： in") in told(tmp_path, INDICATOR.replace(right, wrong, 1))


@pytest.mark.parametrize(
    ("right", "wrong", "what"),
    [
        (
            "    note: A harvest in baskets of fifty kilograms.\n",
            "",
            "我的/0.yaml:3: rule amount.baskets needs a `note`",
        ),
        ("    needs: [大筐]\n", "", "我的/0.yaml:3: rule amount.baskets needs `needs`: a list of words"),
        ("id: amount.baskets\n    note:", "note:", "我的/0.yaml:3: a rule needs `id`"),
        ("(?<number>{number})", "(?<numbr>{number})", "我的/0.yaml:6: unknown group numbr; one of"),
        ("{number})", "{nummer})", "我的/0.yaml:6: {nummer} is no shared part of this file, no vocabulary and no list"),
        ("{number})", "{units.monney})", "no entry of vocabulary units has kind monney"),
        ("(?<number>{number})", "(?<number>(?:[0-9]|[0-9][0-9])+)", "我的/0.yaml:6: takes longer than 0.1 s over `"),
        ("(?<number>{number})", "(?<number>(?:[0-9](?R)?){1,9})", "an expression that calls itself"),
        ("(?<number>{number})", "(?:" * 2000 + "{number}" + ")" * 2000, "brackets too deep in each other"),
        ("(?<number>{number})", "({number})", "a numbered group; name it (?<name>…) or leave it open"),
        ("(?<number>{number})", "(?<number>.*)", "unbounded .*; give it a bound"),
        ("(?<number>{number})", "(?<number>[0-9]{1,99999})", "{1,99999}: longer than any passage"),
        ("factor: 50", "factor: 五十", "我的/0.yaml:7: factor 五十 is no number; write digits"),
        ("kind: other", "kind: othr", "unknown kind othr; one of"),
    ],
)
def test_a_wrong_rule_is_refused_with_file_line_and_what_to_write(right: str, wrong: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert right in RULE
    monkeypatch.setattr(trials, "_SECONDS", 0.1)
    assert what in told(tmp_path, RULE.replace(right, wrong, 1))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (INDICATOR.encode("gbk", "replace"), "no UTF-8 text (GBK or UTF-16, perhaps); save the file as UTF-8"),
        (INDICATOR.encode("utf-16"), "no UTF-8 text"),
        (INDICATOR.replace("竹编", "竹\0编", 1).encode(), "我的/0.yaml:5: a character that nobody sees (U+0000)"),
        (INDICATOR.replace("竹编", "竹\u200b编", 1).encode(), "(U+200B)"),
        (b"[" * 100_000, "not YAML: exceeded maximum nesting depth"),
        (b"", "an empty file"),
        (b"- a\n", "keys and values were expected here"),
    ],
    ids=["GBK", "UTF-16", "NUL", "无宽", "深", "空", "列"],
)
def test_a_file_that_is_no_text_is_refused(data: bytes, what: str, tmp_path: Path) -> None:
    (mine(tmp_path) / "0.yaml").write_bytes(data)
    with pytest.raises(PatternError) as error:
        load_rules(add=tmp_path / "我的")
    assert what in str(error.value)


def test_a_mark_at_the_beginning_of_a_file_is_no_part_of_it(tmp_path: Path) -> None:
    (mine(tmp_path) / "0.yaml").write_bytes(b"\xef\xbb\xbf" + INDICATOR.lstrip().replace("\n", "\r\n").encode())
    assert load_rules(add=tmp_path / "我的").digest == load_rules(add=mine(tmp_path, INDICATOR, name="乙")).digest


@pytest.mark.parametrize(
    ("file", "what"),
    [
        (None, "no pattern file in this folder"),
        ("词.yml", "a file of this name is not read; call it *.yaml"),
        ("我的名单.txt", "unknown name list 我的名单; one of"),
        ("indicators.yaml.txt", "unknown name list indicators.yaml; one of"),
    ],
)
def test_a_folder_with_nothing_to_read_is_refused(file: str | None, what: str, tmp_path: Path) -> None:
    if file:
        (mine(tmp_path, INDICATOR) / file).write_text("茶桥社\n", "utf-8")
    else:
        mine(tmp_path)
    with pytest.raises(PatternError) as error:
        load_rules(add=tmp_path / "我的")
    assert what in str(error.value)


def test_a_folder_without_a_file_that_is_needed_names_it(tmp_path: Path) -> None:
    rules = load_rules(
        mine(
            tmp_path,
            INDICATOR.replace(
                "entries:",
                "columns: {name: text, theme: text, unit: text, dimension: text}\nmakes: statement\nentries:",
            ),
        )
    )
    with pytest.raises(PatternError) as error:
        annotate("到2026年，全镇茶叶产量突破5万吨。", rules=rules)
    assert "in this folder; copy its file from ours, or add what is yours to ours: --add-patterns" in str(error.value)


def test_two_files_of_a_folder_do_not_add_one_entry(tmp_path: Path) -> None:
    assert told(tmp_path, INDICATOR, INDICATOR).startswith("我的/1.yaml:3: entry lantern-sales stands at 我的/0.yaml:3 already;")


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_file_proves_itself_as_it_is(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    top = tmp_path / "我的 词"
    assert cli.main(["new", kind, "--out", str(top)]) == 0
    assert f"policy-extract check --add-patterns '{top}'" in capsys.readouterr().out
    ours = {case.example.where for case in check.cases(load_rules())}
    rules = load_rules(add=top)
    cases = [case for case in check.cases(rules) if case.example.where not in ours]
    assert cases and [str(failure) for case in cases for failure in check.failures(case, rules)] == []
    text = (top / f"{kind}.yaml").read_text("utf-8")
    assert f"--add-patterns '{top}'" in text and "THIS-FOLDER" not in text and "本文件夹" not in text


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", "unit", "--out", str(tmp_path)]) == 0
    before = (tmp_path / "unit.yaml").read_bytes()
    assert cli.main(["new", "unit", "--out", str(tmp_path)]) == 2
    assert "stands already; edit it, rename it" in capsys.readouterr().err
    assert (tmp_path / "unit.yaml").read_bytes() == before


def test_check_counts_the_examples_of_an_added_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    cli.main(["new", "unit", "--out", str(tmp_path)])
    (tmp_path / "bad.yaml").write_text((tmp_path / "unit.yaml").read_text("utf-8").replace("驮", "驴").replace("unit: 驴", "unit: 马"), "utf-8")
    every = check.cases
    monkeypatch.setattr(
        check,
        "cases",
        lambda rules: [
            case
            for case in every(rules)
            if "yaml" not in case.example.where or case.rule.startswith("count.驮") or case.rule == "count.驴" or case.rule == "gdp"
        ],
    )
    assert cli.main(["check", "--add-patterns", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "bad.yaml:" in said and "has unit 驴, not 马" in said
    assert said.splitlines()[-1] == "3 examples (2 of them yours), 1 failures"
