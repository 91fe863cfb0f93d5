"""Pattern files are read strictly: what is not exactly as it should be stops the load with file, line and what to do."""

from __future__ import annotations

import re
import runpy
import shutil
from pathlib import Path
from typing import Any

import parsed
import pytest

from extract import check
from extract.assemble.dates import ASIDE
from extract.assemble.lexicon import PATTERNS as OF_CLAUSES
from extract.assemble.measures.words import PATTERNS
from extract.errors import PatternError
from extract.patterns import Rules, folder, from_rules, from_words, layers, load_rules
from extract.recognise import persons
from extract.recognise.organisations.words import CLASSES, EXPRESSIONS

RULE = """
kind: {kind}
rules:
  - id: some.rule
    match: '\\d+亩'
    gives: {gives}
    finds: [种茶⟦3亩⟧]
"""


def load(folder: Path, text: str, name: str = "词.yaml") -> Rules:
    folder = folder / "patterns"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text.lstrip("\n"), "utf-8")
    return load_rules(folder)


def said(folder: Path, text: str, name: str = "词.yaml") -> str:
    with pytest.raises(PatternError) as error:
        load(folder, text, name)
    return str(error.value)


@pytest.mark.parametrize(
    ("kind", "gives", "what"),
    [
        ("amount", "{kindd: money}", "unknown key kindd; one of approximate, comparator, factor, from, kind, unit, value; did you mean kind?"),
        ("unbound", "{role: adverbal}", "unknown role adverbal; one of adverbial, attribute, class, from, gap, none; did you mean adverbial?"),
    ],
    ids=["键", "值"],
)
def test_what_a_rule_gives_is_known_to_its_kind(kind: str, gives: str, what: str, tmp_path: Path) -> None:
    assert said(tmp_path, RULE.format(kind=kind, gives=gives)) == f"patterns/词.yaml:5: {what}"


def test_a_kind_that_nobody_knows_is_named(tmp_path: Path) -> None:
    assert said(tmp_path, RULE.format(kind="ammount", gives="{}")).startswith("patterns/词.yaml:1: unknown kind ammount; one of amount,")


def test_what_is_made_of_rules_is_made_once(tmp_path: Path) -> None:
    rules = load(tmp_path, RULE.format(kind="amount", gives="{kind: money}"))
    made: list[str] = []

    @from_rules
    def ours(rules: Rules) -> int:
        made.append(rules.digest)
        return len(rules.rules)

    @from_words
    def words(rules: Rules) -> Rules:
        made.append("words")
        return rules

    none = rules.only()
    assert [ours(rules), ours(rules), ours(none), ours(none)] == [1, 1, 0, 0]
    assert words(none) is words(rules) is rules
    assert made == [rules.digest, none.digest, "words"]


WORDS = """
vocabulary: cues
makes: statement
columns:
  kind: [target, actual]
  weight: number
  reach: ['', clause]
entries:
  - id: hedge.strive
    kind: target
    weight: 6
    forms: [力争]
    finds: [力争产茶⟦3吨⟧]
"""


@pytest.mark.parametrize(
    ("right", "wrong", "what"),
    [
        ("kind: target", "kind: taget", "9: unknown kind taget; one of target, actual"),
        ("weight: 6", "weight: six", "10: weight six is no number"),
        ("    kind: target\n", "", "8: an entry of this vocabulary needs `kind`: one of target, actual"),
        ("    weight: 6\n", "", "8: an entry of this vocabulary needs `weight`: a number"),
        ("    finds: [力争产茶⟦3吨⟧]\n", "", "8: entry hedge.strive decides something and has no example; add `finds` or `leaves`"),
        ("makes: statement\n", "", "7: an example of nothing; say in the head what kind of record it `makes`"),
        ("makes: statement", "makes: statements", "2: unknown kind of record statements; one of amount,"),
        ("weight: number", "weight: numeral", "5: column weight is numeral; write a list of its values, or one of number,"),
    ],
    ids=["值", "数", "缺栏", "缺数", "无例", "无种类", "种类", "栏"],
)
def test_a_vocabulary_is_held_to_its_columns_and_examples(right: str, wrong: str, what: str, tmp_path: Path) -> None:
    assert len(load(tmp_path, WORDS).vocabularies["cues"]) == 1
    (tmp_path / "另").mkdir()
    assert said(tmp_path / "另", WORDS.replace(right, wrong)).startswith(f"patterns/词.yaml:{what}")


def test_a_frame_is_run_with_each_entry_that_has_no_example_of_its_own(tmp_path: Path) -> None:
    head = "vocabulary: units\nmakes: amount\neach:\n  - 种了⟦3{form}⟧: {unit: '{code}'}\ncolumns:\n  code: text\nentries:\n"
    own = "  - {id: area.mu, code: 亩, forms: [亩], finds: [种茶⟦4亩⟧]}\n"
    rules = load(tmp_path, head + "  - {id: area.ha, code: hm2, forms: [公顷]}\n" + own)
    assert [(case.rule, case.example.text, case.example.spans, dict(case.example.expected)) for case in check.cases(rules)] == [
        ("area.ha", "种了3公顷", ((2, 5),), {"unit": "hm2"}),
        ("area.mu", "种茶4亩", ((2, 4),), {}),
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [("weight: 6", "weight: 60", "cues.yaml:"), ("[=hedges.strive, ", "[", "cues.yaml:")],
    ids=["十倍", "无词"],
)
def test_a_cue_that_is_bent_fails_with_file_and_line(right: str, wrong: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "proved", lambda rule: None)  # that each rule ends in time takes half the time, and is asked elsewhere
    parsed.once(monkeypatch)
    bent = tmp_path / "patterns"
    shutil.copytree(folder(), bent)
    text = (bent / "cues.yaml").read_text("utf-8")
    (bent / "cues.yaml").write_text(text.replace(right, wrong, 1), "utf-8")
    rules = load_rules(bent)
    cases = [case for case in check.cases(rules) if case.rule == "hedge.strive"]
    said = [str(failure) for case in cases for failure in check.failures(case, rules)]
    assert said and all(one.startswith(f"patterns/{line}") for one in said)


def test_every_kind_of_cue_that_is_misspelt_stops_the_load(tmp_path: Path) -> None:
    text = (folder() / "cues.yaml").read_text("utf-8").replace("    kind: actual", "    kind: acutal")
    assert "cues.yaml:" in said(tmp_path, text, "cues.yaml") and text.count("acutal") > 5


HEDGES = "vocabulary: hedges\nentries:\n  - {id: strive, forms: [力争, 务求]}\n  - {id: loop, forms: [=leads.hedge]}\n"
LEADS = "vocabulary: leads\nentries:\n  - {id: hedge, forms: [%s]}\n"


def test_an_entry_has_the_words_of_those_it_refers_to(tmp_path: Path) -> None:
    (tmp_path / "patterns").mkdir()
    (tmp_path / "patterns" / "甲.yaml").write_text("vocabulary: hedges\nentries:\n  - {id: strive, forms: [力争, 务求]}\n", "utf-8")
    rules = load(tmp_path, LEADS % "据悉, =hedges.strive, 力争, '='", "乙.yaml")
    assert rules.vocabularies["leads"][0].forms == ("据悉", "力争", "务求", "=")


@pytest.mark.parametrize(
    ("forms", "what"),
    [("=hedges.striv", "=hedges.striv names no entry"), ("=hedges.loop", "=leads.hedge refers back to hedges.loop")],
    ids=["无", "环"],
)
def test_a_reference_to_nothing_or_back_stops_the_load(forms: str, what: str, tmp_path: Path) -> None:
    (tmp_path / "patterns").mkdir()
    (tmp_path / "patterns" / "甲.yaml").write_text(HEDGES, "utf-8")
    assert what in said(tmp_path, LEADS % forms, "乙.yaml")


SHARED = "word\tentries\n完成\tverbs.drop cues.done\n抵达\tverbs.drop\n"
DROP = "vocabulary: verbs\nentries:\n  - {id: drop, forms: [%s]}\n"
DONE = "vocabulary: cues\nentries:\n  - {id: done, forms: [建成了, =shared, =verbs.drop]}\n"


def with_table(folder: Path, forms: str, table: str) -> Path:
    (folder / "patterns").mkdir()
    (folder / "patterns" / "shared.tsv").write_text(table, "utf-8")
    (folder / "patterns" / "甲.yaml").write_text(DROP % forms, "utf-8")
    return folder


def test_an_entry_has_the_words_that_the_table_of_shared_words_gives_it(tmp_path: Path) -> None:
    words = load(with_table(tmp_path, "达成, =shared, 取得", SHARED), DONE).vocabularies
    assert words["verbs"][0].forms == ("达成", "完成", "抵达", "取得"), "where it says =shared"
    assert words["cues"][0].forms == ("建成了", "完成", "达成", "抵达", "取得"), "and by reference, each once"


@pytest.mark.parametrize(
    ("forms", "right", "wrong", "what"),
    [
        ("=shared", "verbs.drop cues", "verbs.dorp cues", "patterns/shared.tsv:2: verbs.dorp is no entry of a vocabulary; write"),
        ("=shared", "\tverbs.drop\n", "\t\n", "patterns/shared.tsv:3: nothing is no entry of a vocabulary; write vocabulary.entry"),
        ("=shared, 完成", "", "", "patterns/shared.tsv:2: 完成 stands at patterns/甲.yaml:3 already; remove one of the two"),
        ("达成", "", "", "patterns/shared.tsv:2: verbs.drop does not ask for shared words; write =shared among its forms (patterns/甲.yaml:3)"),
        ("=shared", " cues.done", "", "patterns/词.yaml:3: =shared, but shared.tsv names this entry nowhere; remove it, or add a row"),
        ("=shared", "抵达", "完成", "patterns/shared.tsv:3: 完成 stands in this table already; remove one of the two"),
        ("=shared", "word", "words", "patterns/shared.tsv:1: the first line names the columns: word, entries, parted by tabs"),
    ],
    ids=["无条", "无名", "两处", "未用", "无词", "重复", "表头"],
)
def test_the_table_of_shared_words_and_the_entries_know_each_other(forms: str, right: str, wrong: str, what: str, tmp_path: Path) -> None:
    assert what in said(with_table(tmp_path, forms, SHARED.replace(right, wrong)), DONE)


@pytest.fixture(scope="module")
def bench() -> dict[str, Any]:
    return runpy.run_path(str(Path(__file__).parents[1] / "bench" / "vocabularies.py"))


def test_no_word_is_typed_in_two_vocabularies(bench: dict[str, Any]) -> None:
    assert bench["twice"](folder()) == {}, "write it once in patterns/shared.tsv, with the entries it belongs to"


def test_no_expression_is_longer_than_one_reads(bench: dict[str, Any]) -> None:
    long = {name: length for length, name in bench["expressions"](folder()) if length >= 250}
    assert long == {}, "name its parts under `shared` in the head of the file; words are lists there"


FOREIGN = RULE.format(kind="person", gives="{}").replace("\\d+亩", "{%s}{2}")


def test_an_expression_names_the_words_of_a_list(tmp_path: Path) -> None:
    (tmp_path / "patterns").mkdir()
    (tmp_path / "patterns" / "foreign.txt").write_text("马\n尔\n", "utf-8")
    [rule] = load(tmp_path, FOREIGN % "foreign").rules
    assert [match[0] for match in rule.match.finditer("尔马亩尔")] == ["尔马"]


@pytest.mark.parametrize("name", ["forein", "foreign.one"], ids=["错名", "无类"])
def test_an_expression_that_names_nothing_stops_the_load(name: str, tmp_path: Path) -> None:
    assert said(tmp_path, FOREIGN % name) == f"patterns/词.yaml:4: {{{name}}} is no shared part of this file, no vocabulary and no list"


GUARDED = """
kind: amount
rules:
  - id: some.yuan
    match: '(?<number>\\d+)元|\\d+圆'
    not_before: [旦, =words.festive]
    not_after: [编号]
    finds: [投入⟦3元⟧和⟦4圆⟧]
"""


def test_a_rule_stays_away_from_listed_words(tmp_path: Path) -> None:
    (tmp_path / "patterns").mkdir()
    (tmp_path / "patterns" / "甲.yaml").write_text("vocabulary: words\nentries:\n  - {id: festive, forms: [宵节, 宵夜]}\n", "utf-8")
    [rule] = load(tmp_path, GUARDED).rules
    assert [match[0] for match in rule.match.finditer("1元旦2元宵节3元宵4圆宵夜编号5元,6圆")] == ["3元", "6圆"]


def test_a_list_that_refers_to_nothing_stops_the_load(tmp_path: Path) -> None:
    assert said(tmp_path, GUARDED) == "patterns/词.yaml:5: =words.festive names no entry; write =vocabulary.entry"


PHRASE = """
kind: phrase
rules:
  - id: measures.per
    match: '每(?<head>[人户])?$'
    finds:
      - 补贴⟦每人⟧: {head: 人}
    leaves: [每人两次]
"""


def test_a_phrase_is_proved_by_where_it_stands_and_by_its_parts(tmp_path: Path) -> None:
    def failing(text: str, name: str) -> list[str]:
        (tmp_path / name).mkdir()
        rules = load(tmp_path / name, text)
        return [failure.what for case in check.cases(rules) for failure in check.failures(case, rules)]

    assert failing(PHRASE, "对") == []
    assert failing(PHRASE.replace("[人户]", "[家户]"), "错") == ["the phrase does not find ⟦每人⟧"]
    assert failing(PHRASE.replace("{head: 人}", "{head: 户}"), "部分") == ["⟦每人⟧ has head 人, not 户"]
    assert failing(PHRASE.replace("?$'", "'"), "宽") == ["the phrase finds ⟦每人⟧, which is not marked"]


@pytest.mark.parametrize(("wrong", "what"), [("(", "not an expression"), ("(每)", "a numbered group; name it")], ids=["括号", "无名"])
def test_a_phrase_that_is_none_is_named_with_its_line(wrong: str, what: str, tmp_path: Path) -> None:
    assert said(tmp_path, PHRASE.replace("每(?<head>[人户])?$", wrong)).startswith(f"patterns/词.yaml:4: {what}")


def test_every_phrase_is_asked_for_and_every_one_asked_for_is_there() -> None:
    code = "\n".join(path.read_text("utf-8") for path in Path(check.__file__).parent.rglob("*.py"))
    asked = set(re.findall(r'\[f?"([a-z_]+\.[a-z_]+)"\]', code)) | {f"words.{name}" for name in PATTERNS} | {f"lexicon.{name}" for name in OF_CLAUSES}
    asked |= {f"names.{name}" for name in (*CLASSES, *EXPRESSIONS)} | {f"persons.{name}" for name in (*persons.CLASSES, *persons.EXPRESSIONS)}
    asked |= {f"roles.{name}" for some in re.findall(r"(?:it|says)\.(?:has|on)\((.*?)\)", code) for name in re.findall('"([a-z_]+)"', some)}
    asked |= {name for name, _ in ASIDE}
    asked -= {"doc.spans"}  # spaCy's own name
    there = {rule.id for rule in load_rules().of("phrase")}
    asked |= there & set(re.findall(r'"([a-z_]+\.[a-z_]+)"', code))  # those that stand in a row, to be asked one after another
    assert asked == there
