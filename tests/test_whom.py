"""Whom a rule's value is for: what of its line, its item or its list names them, and what is nobody."""

from __future__ import annotations

from each import each_row

from extract import annotate

HEAD = "云溪县产业扶持办法\n"


def whom(text: str) -> list[str | None]:
    """Whom each limit of a text is for, in reading order."""
    limits = sorted((one for one in annotate(HEAD + text).targets if one.status == "limit"), key=lambda one: one.start)
    return [one.recipient.text if one.recipient else None for one in limits]


@each_row(
    [
        ("申报条件\n企业负债率不高于60%\n产品市场占有率不低于10%\n技术人员占职工总数的比例不低于20%", ["企业", None, None]),
        ("申报条件\n企业负债率不高于60%\n其主营业务收入占营业收入的70%以上", ["企业", "企业"]),
        ("申报企业应满足以下条件：\n年营业收入不低于800万元\n研发人员不少于12人", ["申报企业", "申报企业"]),
        ("团队所在企业应为独立法人\n并满足以下条件：\n企业成立2年以上", ["团队所在企业"]),
    ]
)
def test_a_line_of_a_list_says_itself_whom_it_binds(text: str, told: list[str | None]) -> None:
    assert whom(text) == told


@each_row(
    [
        (
            "补贴办法\n1、2022年度推广使用的节能灯具：补助标准为当年售价的20%\n2、2023年度推广使用的节能灯具：补助标准为当年售价的15%",
            ["2022年度推广使用的节能灯具", "2023年度推广使用的节能灯具"],
        ),
        ("一、慢性胃病\n符合以下标准：\n（一）发作至少2次。\n二、哮喘\n符合以下标准：\n（一）病程至少3个月。", ["慢性胃病", None]),
    ]
)
def test_another_item_tells_nobody(text: str, told: list[str | None]) -> None:
    assert whom(text) == told


@each_row(
    [
        (
            "对新认定的国家级产业集群、示范基地、服务平台，分别奖励50万元、30万元、20万元。",
            ["新认定的国家级产业集群", "新认定的国家级示范基地", "新认定的国家级服务平台"],
        ),
        (
            "对新认定的国家级企业技术中心、省级工程中心、市级实验室，分别奖励50万元、30万元、20万元。",
            ["新认定的国家级企业技术中心", "新认定的省级工程中心", "新认定的市级实验室"],
        ),
        (
            "对主持制定国际、国家、行业标准的单位，分别奖励30万元、20万元、10万元。",
            ["主持制定国际标准的单位", "主持制定国家标准的单位", "主持制定行业标准的单位"],
        ),
        ("对新获批国家级、省级研发机构、孵化器的，分别给予50万元、30万元奖励。", ["新获批国家级研发机构、孵化器", "新获批省级研发机构、孵化器"]),
    ]
)
def test_a_rank_told_once_is_that_of_all_that_have_none(text: str, told: list[str | None]) -> None:
    assert whom(text) == told


@each_row(
    [
        ("对通过平台成交并签订协议的，按实际支付金额的20%予以补助，单个项目最高不超过30万元。", ["通过平台成交并签订协议", "项目"]),
        ("对购置设备的企业，按投资额的10%给予补助，单个企业最高不超过50万元。", ["购置设备的企业", "购置设备的企业"]),
        ("获评省级的，给予每家企业不超过50万元奖励。", ["获评省级"]),
    ]
)
def test_each_of_some_is_told_where_a_case_names_them_not(text: str, told: list[str | None]) -> None:
    assert whom(text) == told


@each_row(
    [
        ("培训机构每年培训学员100人以上，学员结业率达到80%以上的，给予补贴2万元。", ["培训机构", "培训机构"]),
        ("申报企业年销售额1000万元以上，企业负债率不高于60%。", ["申报企业", "企业"]),
        ("近3年企业研发投入不低于5%。", ["企业"]),
        (
            "对携带成果来我县转化或与用人单位签订三年及以上劳动合同的博士，给予安家补贴10万元。",
            ["博士", "携带成果来我县转化或与用人单位签订三年及以上劳动合同的博士"],
        ),
    ]
)
def test_who_must_meet_a_threshold_is_somebody(text: str, told: list[str | None]) -> None:
    assert whom(text)[: len(told)] == told


@each_row(
    [
        ("实施清洁化改造达标的，给予每个项目补助2万元。", ["实施清洁化改造达标"]),
        ("年度首次将销售额纳入限额以上统计的给予一次性奖励10万元。", ["年度首次将销售额纳入限额以上统计"]),
        ("补助标准\n年增速达20%及以上\n奖励5万元\n增速达50%及以上\n奖励10万元", ["年增速达20%及以上", "增速达50%及以上"]),
        ("每个街道、镇应当设置至少1个服务中心。", ["街道、镇"]),
        ("对在职职工技能提升补贴提至每人最高3000元。", ["在职职工"]),
        ("根据上一年度绩效考核结果，每家给予不超过50万元资金支持。", [None]),
        ("凡在2025年5月10日至2026年12月31日期间购买云溪县新建茶室的个人，给予3万元补贴。", ["购买云溪县新建茶室的个人"]),
        ("《措施》规定，生育二孩的茶农家庭购买首套住房的，贷款最高额度上浮20%。", ["生育二孩的茶农家庭购买首套住房"]),
        ("第二类是租赁茶厂且租期5年以上，给予补贴3万元。", ["租赁茶厂且租期5年以上"]),
    ]
)
def test_a_case_is_told_whole_and_a_matter_is_nobody(text: str, told: list[str | None]) -> None:
    found = whom(text)
    assert [one for one in told if one not in found] == []
