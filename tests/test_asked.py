"""Goal or report where somebody asks for a value, where a programme is settled, and by when: what looks alike is told apart."""

from __future__ import annotations

import pytest
from each import each_row

from extract import annotate, load_rules

RULES = load_rules()


def told(text: str, published: str | None) -> list[tuple[str, str, str | None]]:
    """Text, status and last day of each value, in order."""
    article = annotate(text, published=published, rules=RULES)
    values = sorted((*article.targets, *article.actuals), key=lambda one: one.start)
    return [(one.text, one.status, str(one.period.last) if one.period and one.period.last else None) for one in values]


@each_row(
    [
        ("县政府要求各镇全年完成造林3万亩，新增茶园5000亩。", "2026-03-18"),
        ("全年要引进企业40家，建成标准厂房20万平方米。", "2026-09-02"),
        ("会上明确，全年任务为签约项目60个，开工30个。", "2026-04-11"),
        ("局长沈砚书要求，全年培训茶农3000人次，落地项目12个。", "2026-02-20"),
        ("会议强调，全年要完成招商签约项目90个。", "2026-02-11"),
        ("下达的任务是：全年发放创业贷款2亿元，扶持创业800人。", "2026-04-20"),
        ("县长顾临川强调，各部门要紧盯目标，全年完成技改投资18亿元，实施技改项目40个。", "2026-03-30"),
        ("市委副书记叶知秋要求：全年粮食总产要稳定在60万吨以上，新建高标准农田8万亩。", "2026-07-16"),
    ]
)
def test_a_whole_year_that_somebody_asks_for_is_the_one_that_runs(text: str, published: str) -> None:
    assert {(status, last) for _, status, last in told(text, published)} == {("target", "2026-12-31")}


@each_row(
    [
        ("全年完成投资3亿元，新签约项目80个，到位内资130亿元。", "2026-01-12"),
        ("全县较好完成全年目标任务，全年新增就业1.3万人，签约项目90个。", "2026-01-20"),
        ("全年完成投资18亿元，占目标任务的105%。", "2026-02-10"),
        ("会议指出，2025年全县实现生产总值120亿元；全年签约项目60个。", "2026-03-18"),
        ("2025年，全县各级各部门对标要求，全年完成造林3万亩。", "2026-01-09"),
        ("去年县委要求全年新签约项目80个，实际签约92个。", "2026-01-15"),
        ("严格落实要求，全年安全生产事故下降12%。", "2026-03-08"),
    ]
)
def test_a_whole_year_that_is_told_of_is_the_one_before(text: str, published: str) -> None:
    assert {(status, last) for _, status, last in told(text, published)} == {("actual", "2025-12-31")}


@each_row(
    [
        ("县长顾临川强调，二季度开工项目要突破30个，完成投资15亿元，新增规上企业6家。", "2026-05-09"),
        ("镇长林晓指出，三季度要清欠工资200万元，化解纠纷60件。", "2026-08-03"),
        ("会议要求，各部门要在4月底前整改问题120个，办结信访件80件。", "2026-03-03"),
        ("通知要求，到6月底全县新建充电桩600个，改造线路40公里。", "2026-02-18"),
        ("她要求，各村要抓紧春管，5月底前追肥3万亩，防治病虫害2万亩。", "2026-05-09"),
        ("明年，全县新建公厕30座，完成改厕900户。", "2026-05-09"),
    ]
)
def test_what_somebody_asks_for_is_an_aim_to_the_end_of_it(text: str, published: str) -> None:
    assert {status for _, status, _ in told(text, published)} == {"target"}


@each_row(
    [
        ("按照上级要求，全镇完成改厕600户，签约项目12个。", "2026-05-09"),
        ("县长指出，全县去年签约项目45个，到位资金30亿元，主要做法有3条。", "2026-05-09"),
        ("韩叙白强调，一季度签约项目45个，成绩来之不易，要珍惜。", "2026-06-01"),
        ("县长指出，今年以来全县新签约项目23个，但要看到，亿元以上项目只有3个。", "2026-05-09"),
        ("产品达到国家标准要求，上半年抽检合格率98%。", "2026-07-09"),
        ("市里要求抓紧签约，上半年实际签约46个。", "2026-07-09"),
    ]
)
def test_what_somebody_tells_is_a_report(text: str, published: str) -> None:
    assert {status for _, status, _ in told(text, published)} == {"actual"}


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("人代会票决产生了2026年十件实事项目。\n一、新增学位1800个。\n二、登记失业率控制在5.5%以内。\n三、体检率不低于70%。", "2026-01-23"),
        ("县政府常务会议审议通过了《2026年重点建设项目清单》。\n1.农村公路改造60公里。\n2.新建标准厂房20万平方米。", "2026-02-15"),
        ("云溪县确定2026年九项重点工作。\n（一）新增就业8000人。\n（二）培育农业龙头企业6家。", "2026-01-09"),
        ("近日，青岭镇晒出2026年民生实事清单。◆改造危房60户。◆新建口袋公园2个。", "2026-03-01"),
        ("今年，玖山市推出12件民生实事。\n——新建养老服务中心8个。\n——空气优良天数比率达到90%以上。", "2026-02-02"),
    ],
)
def test_the_list_of_a_programme_that_is_settled_holds_aims_of_its_year(text: str, published: str) -> None:
    assert {(status, last) for _, status, last in told(text, published)} == {("target", "2026-12-31")}


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("县政府公布了2025年民生实事项目。\n1.新建公园6个。\n2.改造公路60公里。", "2026-02-02"),
        ("2025年十件民生实事项目全部完成。\n一、新增学位1800个。\n二、新增就业1.2万人。", "2026-01-23"),
        ("县里听取2026年民生实事项目进展情况。一、已新增学位1800个。二、新增就业1.2万人。", "2026-11-20"),
        ("今年全县确定了八项民生实事。截至4月底，已新建公厕20座，改造管网30公里。", "2026-05-09"),
        ("全县产生了良好影响。一、茶园面积达到3万亩。二、茶厂40家。", "2026-05-09"),
    ],
)
def test_a_list_of_what_was_done_is_no_programme(text: str, published: str) -> None:
    assert {status for _, status, _ in told(text, published)} == {"actual"}


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("新增学位1800个，6月底前完成800个，年底前全部完成。", ["2026-12-31", "2026-06-30"]),
        ("新建标准厂房9座，8月底前建成3座，10月底前全面完工。", ["2026-10-31", "2026-08-31"]),
        ("县里开展专项行动，9月底前完成清退。\n星澜公司拟投资28亿元建设茶厂，占地180亩。", [None, None]),
        ("2月底前完成摸排，9月底前全部搬迁。\n云溪镇计划改造茶厂6家。", [None]),
        ("目前全县有茶厂40家，9月底前通过验收。", [None]),
    ],
)
def test_a_deadline_holds_for_its_own_task(text: str, last: list[str | None]) -> None:
    assert [day for _, _, day in told(text, "2026-01-23")] == last
