"""Persons: names with their edges, offices, and what is no name."""

from __future__ import annotations

import pytest
from each import each, each_row

import extract
from extract.model import Byline, Organisation, Person
from extract.passage import Passage
from extract.patterns import Rule, load_rules
from extract.recognise import persons
from extract.recognise.findings import Findings

RULES = load_rules()


def found(text: str, bodies: tuple[Organisation, ...] = (), byline: tuple[Byline, ...] = ()) -> list[Person]:
    return persons.find(Passage.of(text), Findings(byline=byline, organisations=list(bodies)), RULES).records


def names(text: str) -> list[str]:
    return [person.name for person in found(text)]


@each_row(
    [
        ("南屏区区长周晓岚主持会议。", ["周晓岚"]),
        ("镇党委书记方志远说，路修好了。", ["方志远"]),
        ("村民许秀兰和何桂英在清点果苗。", ["许秀兰", "何桂英"]),
        ("许秀兰、何桂英、陆大明等参加。", ["许秀兰", "何桂英", "陆大明"]),
        ("“今年不愁卖。”梁伟强笑着说。", ["梁伟强"]),
        ("董事长欧阳志远表示，将扩建厂房。", ["欧阳志远"]),
        ("画家保罗·韦斯特来了。", ["保罗·韦斯特"]),
        ("护林员艾山·吐尔逊说，树活了。", ["艾山·吐尔逊"]),
        ("总统卡莫里斯发表讲话。", ["卡莫里斯"]),
        ("李明书记到会。", ["李明"]),
        ("凤栖县委书记韩叙白讲话。", ["韩叙白"]),
        ("县长白露主持会议。", ["白露"]),
        ("区长尹小满调研。", ["尹小满"]),
    ]
)
def test_persons(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    ["会议强调，要抓好春耕。", "深入实施文明乡风建设。", "居民安居，教师高兴。", "高校、企业、商会参加。", "习近平新时代中国特色社会主义思想"],
)
def test_what_is_no_person(text: str) -> None:
    assert names(text) == []


def test_offices_in_a_row() -> None:
    [person] = found("区委常委、组织部部长周晓岚到会。")
    assert person.titles == ("区委常委", "组织部部长")


def test_a_surname_with_its_office_is_the_full_name_of_before() -> None:
    text = "南屏区区长周晓岚主持会议。周区长说，周晓岚还到了村里。"
    [person] = found(text)
    assert [text[start:end] for start, end in person.mentions] == ["周晓岚", "周区长", "周晓岚"]


@pytest.mark.parametrize("name", ["周晓岚", "欧阳志远"], ids=["单姓", "复姓"])
@pytest.mark.parametrize("office", ["镇长", "厅长", "行长", "会长", "馆长", "经理", "教授", "支书", "园长"])
@pytest.mark.parametrize("said", ["{}说，今年茶农要增收。", "会上，{}强调，茶园要管好。", "记者问{}为何选茶。"], ids=["说", "会上", "问"])
def test_a_surname_with_an_office_is_no_second_person(name: str, office: str, said: str) -> None:
    """However much it looks like a name itself, as 周镇长 does."""
    called = name[: len(name) - 2] + office
    text = f"{office}{name}来到云溪镇。{said.format(called)}"
    [person] = found(text)
    assert (person.name, [text[start:end] for start, end in person.mentions]) == (name, [name, called])


@pytest.mark.parametrize("text", ["周镇长说，今年茶农要增收。", "会上，许馆长强调，展厅要修好。", "周镇长、林镇长到会。", "记者问周教授为何选茶。"])
def test_a_surname_with_an_office_alone_is_no_person(text: str) -> None:
    assert names(text) == []


def test_a_surname_with_an_address_is_the_one_person_of_the_surname() -> None:
    text = "村民许秀兰在采茶。许女士说，茶好卖。"
    [person] = found(text)
    assert [text[start:end] for start, end in person.mentions] == ["许秀兰", "许女士"]
    assert names("许女士说，茶好卖。") == ["许女士"]
    assert names("村民许秀兰、许大明在采茶。许女士说，茶好卖。") == ["许秀兰", "许大明", "许女士"]


@pytest.mark.parametrize("text", ["陈冠军说，茶好卖。", "王英雄告诉记者，茶好卖。"])
def test_a_given_name_may_be_a_calling(text: str) -> None:
    assert names(text) == [text[:3]]


@pytest.mark.parametrize(
    "text", ["榕城街道今年动工。榕城参加签约，榕城正提速。", "巩固提升成果，出席活动。", "华为、惠普和戴尔介绍方案。", "一批高素质人才，项工程"]
)
def test_places_words_and_companies_are_no_persons(text: str) -> None:
    assert found(text) == []


def test_thought_named_after_a_person_is_no_mention() -> None:
    [person] = found("习近平总书记来信。深入学习习近平新时代中国特色社会主义思想。")
    assert person.mentions == ((0, 3),)


def test_the_last_part_of_a_foreign_name_joins_the_full_one() -> None:
    [person] = found("画家保罗·韦斯特来了。韦斯特说，他喜欢竹子。")
    assert (person.name, len(person.mentions)) == ("保罗·韦斯特", 2)


def test_reporters_of_the_byline_are_no_persons_of_the_text() -> None:
    assert found("记者和村民许秀兰说话。", byline=(Byline("许秀兰", "通讯员"),)) == []


@pytest.mark.parametrize("text", ["榆溪村党总支书记周晓岚说，茶好卖。", "和泰村党总支书记周晓岚说，茶好卖。", "榆溪镇党总支副书记周晓岚介绍，茶好卖。"])
def test_a_branch_of_the_party_is_part_of_an_office(text: str) -> None:
    [person] = found(text)
    assert (person.name, person.titles) == ("周晓岚", (text[: text.index("周")],))


def test_the_organisation_that_a_person_belongs_to() -> None:
    text = "青石市教育局局长周晓岚介绍。"
    body = Organisation("", "青石市教育局", 0, 6, -1, "x", "青石市教育局", "government", (), ((0, 6),))
    [person] = found(text, (body,))
    assert (person.organisation, person.titles) == ("青石市教育局", ("青石市教育局局长",))


@each(RULES.of("person"), ids=lambda rule: rule.id)
def test_examples_of_the_rules(rule: Rule) -> None:
    for example in (*rule.finds, *rule.leaves):
        for rules in (RULES.only(rule.id), RULES):
            people = persons.find(Passage.of(example.text), Findings(), rules).records
            spans = [span for person in people for span in person.mentions]
            assert tuple(sorted(spans)) == example.spans, example.text


@pytest.mark.parametrize(
    "text", ["我们始终牵挂群众幸福生活。", "时刻关心应届毕业生就业。", "许多工作还要做好。", "重庆市城市园林绿化条例。", "温泉城出席签约。"]
)
def test_a_word_in_it_makes_no_name(text: str) -> None:
    """Behind a calling or a mark, or before a deed, ordinary words stand as well as names."""
    assert [one.name for one in extract.annotate(text).persons] == []
