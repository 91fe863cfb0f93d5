"""Bodies: whole names, their left edges, types, what is none, and which mentions are the same body."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from each import each, each_row
from hypothesis import given
from hypothesis import strategies as st

from extract import annotate
from extract.model import Organisation
from extract.passage import Passage
from extract.patterns import load_rules
from extract.recognise import lists, organisations
from extract.recognise.findings import Findings
from extract.recognise.organisations import heads
from extract.text import fold

RULES = load_rules()


def records(text: str) -> list[Organisation]:
    return organisations.find(Passage.of(text), Findings(), RULES).records


def bodies(text: str) -> list[str]:
    return [text[start:end] for start, end in sorted(span for body in records(text) for span in body.mentions)]


@each_row(
    [
        ("由省科技厅牵头", ["省科技厅"]),
        ("会同市教育局开展检查", ["市教育局"]),
        ("与汀澜环境股份有限公司签约", ["汀澜环境股份有限公司"]),
        ("经汀澜市人民政府批准", ["汀澜市人民政府"]),
        ("引进青澄生物科技有限公司", ["青澄生物科技有限公司"]),
        ("聘请清华大学和汀澜市城乡规划设计研究院编制规划", ["清华大学", "汀澜市城乡规划设计研究院"]),
        ("佛山市南海区发展和改革局公布", ["佛山市南海区发展和改革局"]),
        ("汀澜市桐溪区人民法院宣判", ["汀澜市桐溪区人民法院"]),
        ("在中共汀澜市委坚强领导下", ["中共汀澜市委"]),
        ("青澄(厦门)环境有限公司落户", ["青澄(厦门)环境有限公司"]),
        ("由市政府办公室督办", ["市政府办公室"]),
        ("会同青石桥镇人民政府", ["青石桥镇人民政府"]),
        ("大荷塘镇人民政府印发", ["大荷塘镇人民政府"]),
        ("走访石桥镇人民政府", ["石桥镇人民政府"]),
        ("另荷塘区教育局、原荷塘区财政局", ["荷塘区教育局", "荷塘区财政局"]),
        ("竹溪坪市人民政府办公室通知", ["竹溪坪市人民政府办公室"]),
        ("在澜江市松溪口县教育局座谈", ["澜江市松溪口县教育局"]),
        ("荷塘湾区教育基金会捐资", ["荷塘湾区教育基金会"]),
        ("由汀澜滨湖片区开发建设管理委员会组织", ["汀澜滨湖片区开发建设管理委员会"]),
        ("石坪区第九届人民代表大会代表", ["石坪区第九届人民代表大会"]),
        ("石坪区第九届人民代表大会第一次会议", []),
        ("政务部门，是指市政府组成部门", ["市政府"]),
        ("2019年是县委确定的攻坚年", ["县委"]),
        ("申报单位应到区人社局办理", ["区人社局"]),
        ("2022年澜江市科学技术协会培训班", ["澜江市科学技术协会"]),
        ("澜江省科协关于征集澜江省科协课题的通知", ["澜江省科协", "澜江省科协"]),
        ("澜江市生态环境局关于依法查处排污企业的通报", ["澜江市生态环境局"]),
    ]
)
def test_left_boundary(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected


@each_row(
    [
        ("市委市政府要求", ["市委", "市政府"]),
        ("省委、省政府和市委、市政府", ["省委", "省政府", "市委", "市政府"]),
        ("接受人大监督，省人大、省政协和社会各界支持", ["人大", "省人大", "省政协"]),
        ("区发改局、教育局、民政局配合", ["区发改局", "教育局", "民政局"]),
        ("县人民医院、县妇幼保健院与首都医科大学宣武医院结对", ["县人民医院", "县妇幼保健院", "首都医科大学宣武医院"]),
        ("党中央、国务院决策部署", ["党中央", "国务院"]),
    ]
)
def test_coordination(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected


@each(
    [
        "按照省委十二届三次、四次全会部署",
        "召开市政府常务会议",
        "区委常委、组织部部长周遥出席",
        "县人民政府县长 顾知远",
        "各级党委政府齐抓共管",
        "各州、市人民政府配合",
        "新增上市公司3家、龙头企业12家",
        "有关部门和各街道密切配合",
        "组建大型企业集团",
        "创建国家技术创新中心",
        "建设省级重点实验室8家",
        "乡镇卫生院全部达标",
        "服务全省经济社会发展",
        "高水平大学建设取得突破",
        "京东超级体验店开业",
        "国电投青澄电厂扩建",
        "种植苹果和小米3万亩",
        "办理县人大代表建议、县政协委员提案",
        "全国各级财政部门受理投诉",
        "集中行动、高中办学",
    ]
)
def test_what_is_no_organisation(text: str) -> None:
    assert bodies(text) == []


@each_row(
    [
        ("汀澜市财政局", "government"),
        ("汀澜市委组织部", "party"),
        ("汀澜农村商业银行", "finance"),
        ("青澄智能装备有限公司", "company"),
        ("汀澜职业技术学院", "education"),
        ("汀澜市第二人民医院", "health"),
        ("汀澜市妇联", "association"),
        ("汀澜日报社", "media"),
        ("汀澜市农科院", "research"),
        ("汀澜军分区", "military"),
        ("法国驻华大使馆", "international"),
        ("世界银行", "international"),
    ]
)
def test_types(text: str, kind: str) -> None:
    assert [(body.text, body.type) for body in records(f"{text}发布消息")] == [(text, kind)]


def test_a_short_name_after_the_full_one_is_the_same_company() -> None:
    [body] = records("青澄储能扩产\n青澄储能科技有限公司(以下简称“青储科技”)公告，青储科技拟投资3亿元，青澄储能已获批。")
    assert body.name == "青澄储能科技有限公司"
    assert body.aliases == ("青澄储能", "青储科技")
    assert len(body.mentions) == 5


def test_a_seatless_short_name_and_the_full_one_are_one_organisation() -> None:
    [body] = records("汀澜市发展和改革委员会印发方案。市发改委有关负责人说明。")
    assert (body.name, body.aliases) == ("汀澜市发展和改革委员会", ("市发改委",))


def test_between_two_cities_nothing_is_guessed() -> None:
    found = records("汀澜市发展和改革委员会、檀津市发展和改革委员会联合发文，市发改委解读。")
    assert [body.text for body in found] == ["汀澜市发展和改革委员会", "檀津市发展和改革委员会", "市发改委"]


def test_a_bureau_and_its_station_are_two() -> None:
    assert len(records("县公安局和县交警大队联合整治")) == 2


def test_a_local_company_before_its_project() -> None:
    assert bodies("建成青澄肉鸡养殖项目，锦岳、澜鑫两个菌棒加工厂投产。") == ["青澄", "锦岳", "澜鑫"]


def test_an_ambiguous_company_name_needs_company() -> None:
    assert bodies("华为、小米等企业参展") == ["华为", "小米"]
    assert bodies("小米增产") == []


def test_a_record_stands_at_its_first_mention_and_mentions_do_not_overlap() -> None:
    text = "市财政局通报，市财政局和市审计局将抽查。"
    first = records(text)[0]
    assert (first.start, first.end, first.mentions) == (0, 4, ((0, 4), (7, 11)))


def test_candidates_left_alone_say_why() -> None:
    rejected = organisations.find(Passage.of("大型集团"), Findings(), RULES).rejected
    assert [(one.text, one.rule, one.reason) for one in rejected] == [("集团", "organisation.company", "nothing before it is a name")]


PIECES = [
    "汀澜市",
    "教育局",
    "与",
    "、",
    "华为",
    "有限公司",
    "集团",
    "(",
    ")",
    "各",
    "省委",
    "。",
    "\n",
    "A",
    "1",
    "街道",
    "大学",
    "中央",
    "😀",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_whatever_is_joined_mentions_stand_in_the_text_and_do_not_overlap(text: str) -> None:
    spans = sorted(span for body in records(text) for span in body.mentions)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert records(text) == records(text)


def test_no_name_stands_in_two_lists() -> None:
    """A name in two lists would be found by whichever list comes first."""
    wanted = [source for source in heads.LISTS if source in RULES.lists]
    every = Counter(fold(name) for source in wanted for name in RULES.lists[source])
    assert sorted(name for name, times in every.items() if times > 1) == []


def test_each_function_has_one_type() -> None:
    forms = [form for entry in RULES.vocabularies["functions"] for form in entry.forms]
    assert len(forms) == len(set(forms))
    assert lists.names("汀澜市发改局", RULES, (), "functions")[1][0].name == "development_reform"


@each_row(
    [
        ("引进首钢、省澜、锦澄等近百家商企", ["首钢", "省澜", "锦澄"]),
        ("中国移动、中华澄电、远澄等三家运营商达成协议", ["中国移动", "中华澄电", "远澄"]),
        ("中国能建、汀联云澄、汀澄数据等数据算力项目开工", ["中国能建", "汀联云澄", "汀澄数据"]),
        ("比亚迪、汀谷高温超导硅等新材料项目开工", ["比亚迪", "汀谷"]),
        ("比亚迪、汀坳灌区等项目开工", ["比亚迪"]),
        ("华为、智能装备、物流等企业", ["华为"]),
    ]
)
def test_one_company_in_a_row_makes_companies_of_the_others(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("汀澜市青澄环境有限公司公告称，青澄将扩产", ["汀澜市青澄环境有限公司", "青澄"]),
        ("中国联通昨日公布年报，业内预计联通将增加投资", ["中国联通", "联通"]),
        ("汀澜与桐溪两地道路联通", []),
        ("青澄港务集团获悉，青澄港吞吐量增长", ["青澄港务集团"]),
    ],
)
def test_short_names_after_full_ones(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("英国公交司机联盟宣布罢工", ["英国公交司机联盟"]),
        ("汀澜起义纪念馆晋升为国家一级馆", ["汀澜起义纪念馆"]),
        ("据澄塔社报道", ["澄塔社"]),
        ("听取各民主党派、工商联意见", ["工商联"]),
        ("办好央视春晚分会场", []),
    ],
)
def test_unions_memorials_and_agencies(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected


@each_row(
    [
        ("亨通镇、恒大村完成道路改造", []),
        ("亨通集团与恒大签约", ["亨通集团", "恒大"]),
        ("实现“全覆盖”汀澜融媒8月9日讯", ["汀澜融媒"]),
        ("人民日报健康客户端记者致电社区", ["人民日报健康客户端"]),
        ("玖山综合实验区汀澜片区管理局印发方案", ["玖山综合实验区汀澜片区管理局"]),
        ("由镇公共文化服务站统一安排", ["镇公共文化服务站"]),
        ("新建乡镇社会救助服务站12个", []),
        ("学位不足，则由幼儿园安排，再由小学公示", []),
        ("经原国家林业部正式批准设立", ["国家林业部"]),
        ("街道联合社区卫生服务中心义诊", []),
    ]
)
def test_media_stations_and_offices_of_local_news(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected


@each_row(
    [
        ("推进奥迪PPE、比亚迪弗迪项目建设", ["奥迪", "比亚迪弗迪"]),
        ("宝丰储能电池等重点项目投产", ["宝丰"]),
        ("永荣磷氟煤产业、汀义信煤焦化、比亚迪半导体等一批项目落地", ["永荣", "汀义信", "比亚迪"]),
        ("渤岳期货分析师认为库存偏高", ["渤岳期货"]),
        ("苹果、三星、华为占据前三", ["苹果", "三星", "华为"]),
        ("中国铁路汀澜局集团有限公司加开列车", ["中国铁路汀澜局集团有限公司"]),
        ("城市更新委员会组建运行，汀澜石化组建运营", ["城市更新委员会", "汀澜石化"]),
        ("陶瓷实验室汀澜创新中心获批建设", ["陶瓷实验室汀澜创新中心"]),
        ("由省乡村振兴局牵头", ["省乡村振兴局"]),
    ]
)
def test_names_in_projects_new_bodies_and_trades(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected


@each(
    [
        "自治区党委常委、自治区副主席出席",
        "从拉萨到阿里的路程缩短",
        "实现从幼儿园到大学各级各类学校全覆盖",
        "募资总额约占公司市值的16%",
        "推动技术创新和成果转化",
        "苹果种植项目和长城保护利用项目加快建设",
        "在央视新闻、央视网等新媒体平台播出",
        "中国与东盟海关深化合作",
    ]
)
def test_offices_places_and_words_in_words_are_none(text: str) -> None:
    assert bodies(text) == []


@each_row(
    [
        ("形成澜江路6号天津建设服务中心等载体", ["天津建设服务中心"]),
        ("校园一键报警平台联网率达到100%", []),
        ("大同市云州区山西玖岳旅游开发有限公司项目违法占地", ["山西玖岳旅游开发有限公司"]),
        ("桐溪区水利局联合南桥街道办事处开展巡查", ["桐溪区水利局", "南桥街道办事处"]),
        ("玖山经济开发区管委会未取得用地手续", ["玖山经济开发区管委会"]),
        ("玖山县经开区建设投资有限公司被责令整改", ["玖山县经开区建设投资有限公司"]),
        ("北京首农食品集团有限公司按标准给予补贴", ["北京首农食品集团有限公司"]),
        ("乌前旗澄岳集团华澜药业公司扩建投产", ["乌前旗澄岳集团华澜药业公司"]),
        ("一汽-澄岳汽车有限公司扩产", ["一汽-澄岳汽车有限公司"]),
        ("人行成都分行引领全省金融业", ["人行成都分行"]),
        ("拓宽人行道3公里", []),
        ("澄驼集团、骆驼集团位列百强", ["澄驼集团", "骆驼集团"]),
    ]
)
def test_left_boundary_at_zones_provinces_and_hyphens(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由汀澜市财政局政府采购监管处负责解释", ["汀澜市财政局政府采购监管处"]),
        ("桐溪区应急管理局执法队下达整改通知书", ["桐溪区应急管理局执法队"]),
        ("汀澜市教育局查处违规办学", ["汀澜市教育局"]),
        ("详情可咨询汀澜市商务局外资管理处", ["汀澜市商务局外资管理处"]),
    ],
)
def test_departments_of_an_organisation(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("以百澄松、澄博等企业为龙头", ["百澄松", "澄博"]),
        ("其中紫澄、汀强、龙澜、中岳4户为高新技术企业", ["紫澄", "汀强", "龙澜", "中岳"]),
        ("餐饮、住宿、零售等企业营业额增长", []),
        ("靶材、光刻胶等企业集聚", []),
        ("智能型、出口型等企业享受补贴", []),
    ],
)
def test_a_row_of_short_names_before_its_class(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected


@each(
    [
        "在微信搜索小程序",
        "可通过支付宝APP办理",
        "下载百度、高德地图APP导航前往",
        "河床抬高速度加快",
        "各乡镇人民政府、街道办事处，县政府直属各单位：",
        "选择一家社保卡合作银行",
        "由集体经济组织（或村民委员会）统一办理",
        "西北向出川大通道加快建设",
        "支持商保公司开发产品",
    ]
)
def test_platforms_general_names_and_words_in_words(text: str) -> None:
    assert bodies(text) == []


def test_the_mark_of_an_item_is_no_part_of_a_body() -> None:
    article = annotate("一是区应急管理局牵头。二是县第二人民医院年底前竣工。2025年，全区共有医院18家。", published="2026-01-10")
    assert [body.text for body in article.organisations] == ["区应急管理局", "县第二人民医院"]
    assert [one.subject and one.subject.text for one in article.actuals] == ["全区"]
