"""The tables of names and of words: read whole, sorted, each name once, with its type and its source."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from extract.errors import PatternError
from extract.passage import Passage
from extract.patterns import Rules, load_rules
from extract.patterns.name_tables import NAME_COLUMNS, NAME_LISTS, WORD_COLUMNS
from extract.recognise import organisations
from extract.recognise.findings import Findings

NAMES = "\t".join(NAME_COLUMNS)
WORDS = "\t".join(WORD_COLUMNS)


def load(folder: Path, file: str, *lines: str) -> Rules:
    folder = folder / "patterns"
    folder.mkdir()
    (folder / file).write_text("\n".join(lines) + "\n", "utf-8")
    return load_rules(folder)


def test_a_name_goes_into_the_list_of_its_type(tmp_path: Path) -> None:
    lists = load(
        tmp_path,
        "names.tsv",
        NAMES,
        "岭江日报\tmedia\t\t\t440000\thand",
        "澄岳\tcompany\tword\t澄岳集团\t\thand",
        "锦岳（澜江）\tcompany\t\t\t\thand",
    ).lists
    assert lists["media"] == {"岭江日报": "岭江日报"} and lists["newspapers"] == {"岭江日报": "440000"}
    assert lists["companies_ambiguous"] == {"澄岳": "澄岳集团"}
    assert lists["companies"] == {"锦岳(澜江)": "锦岳（澜江）"}, "matched on the folded text, named as printed"


def test_a_word_goes_into_each_list_that_it_is_marked_for(tmp_path: Path) -> None:
    lists = load(tmp_path, "words.tsv", WORDS, "发展\tx\tx\tx", "茶叶\tx\t\t").lists
    assert [sorted(lists[name]) for name in ("nouns", "verbs", "common_words")] == [["发展", "茶叶"], ["发展"], ["发展"]]


@pytest.mark.parametrize(
    ("file", "lines", "what"),
    [
        ("names.tsv", ["澄岳\tcompany"], "names.tsv:1: the first line names the columns: name, type, ambiguous, full, home, source"),
        ("names.tsv", [NAMES, "澄岳\tcompany"], "names.tsv:2: 6 columns were expected"),
        ("names.tsv", [NAMES, "", "澄岳\tcompany\t\t\t\thand"], "names.tsv:2: 6 columns were expected"),
        ("names.tsv", [NAMES, "澄岳\tfirm\t\t\t\thand"], "names.tsv:2: unknown type firm; one of association, club,"),
        ("names.tsv", [NAMES, "澄岳\tparty\tword\t\t\thand"], "names.tsv:2: unknown type party word; one of"),
        ("names.tsv", [NAMES, "澄岳\tcompany\t\t\t\t"], "names.tsv:2: 澄岳 has no source"),
        ("names.tsv", [NAMES, *["澄岳\tcompany\t\t\t\thand"] * 2], "names.tsv:3: 澄岳 stands in this table already"),
        ("names.tsv", [NAMES, "锦岳\tcompany\t\t\t\thand", "澄岳\tcompany\t\t\t\thand"], "names.tsv:3: 澄岳 stands behind a later name"),
        ("words.tsv", [WORDS, "发展\tx\tx\tx", "茶叶\t\t\t"], "words.tsv:3: nothing is said of this word"),
        ("words.tsv", [WORDS, "茶叶\ty\t\t"], "words.tsv:2: nothing is said of this word"),
    ],
    ids=["无表头", "缺列", "空行", "类型", "类型与歧义", "无来源", "重复", "次序", "无标记", "错标记"],
)
def test_what_is_wrong_in_a_table_is_named_with_its_line(file: str, lines: list[str], what: str, tmp_path: Path) -> None:
    with pytest.raises(PatternError) as error:
        load(tmp_path, file, *lines)
    assert what in str(error.value)


def test_every_list_of_names_is_judged_by_a_rule_or_kept_from_texts() -> None:
    judged = {rule.gives["list"] for rule in load_rules().of("organisation") if "list" in rule.gives}
    assert set(NAME_LISTS.values()) - judged == {"media_ambiguous"}, "names of papers that are words too only tell where a paper is at home"


TOP = Path(__file__).parents[1]


def test_companies_are_made_from_a_table_of_codes(tmp_path: Path) -> None:
    made = runpy.run_path(str(TOP / "bench" / "companies.py"))
    table = tmp_path / "code.csv"
    table.write_text("stock_code,short_name,list_date2\n1,澄岳电气,\n2,*ST锦岳科技,\n3,汀谷股份-U,\n4,澄天,\n5,岳澄退,\n6,澄　瀚Ａ,\n", "utf-8-sig")
    assert made["short_names"](table) == {"澄岳电气", "锦岳科技", "汀谷股份"}
    rows = made["rows"](["澄岳电气", "上海环境", "岭新能源", "澄岳通", "澄岳银行", "已有名称"], {"已有名称"})
    assert [row.split("\t")[:3] for row in rows] == [
        ["澄岳电气", "company", ""],
        ["上海环境", "company", "word"],  # words make it up
        ["岭新能源", "company", "word"],  # and here all but one character
        ["澄岳通", "company", "word"],  # short: 澄岳通|道
    ], "澄岳银行 is found by its rule"


@pytest.mark.parametrize("name", ["锦岳银行", "锦岳集团", "岭川省陶瓷行业协会", "国家航道管理局"])
def test_what_a_rule_finds_needs_no_table(name: str) -> None:
    rules = load_rules()
    assert not any(name in listed for listed in rules.lists.values())
    for text in (f"{name}总部落户我市", f"双方与{name}签约"):
        found, _ = organisations.find(Passage.of(text), Findings(), rules)
        assert [body.text for body in found] == [name], text
