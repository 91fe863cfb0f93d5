"""Pages as the usual systems of government sites, papers and official accounts make them; every town is invented."""

from __future__ import annotations

import datetime as dt

import pytest
import read_files as files
from each import each_row

from extract import read, split
from extract.model import Article, Page
from extract.patterns import load_rules

RULES = load_rules()
TITLE, DAY = "清溪镇新增三所学校", dt.date(2022, 6, 25)
BODY = "".join(f"<p>　　{text}</p>" for text in files.PARAGRAPHS)


def page(html: str, encoding: str = "utf-8") -> Page:
    [found] = read.pages(("a.html", html.encode(encoding)))
    assert isinstance(found, Page)
    return found


def article(html: str, encoding: str = "utf-8") -> Article:
    [found] = split.articles(page(html, encoding), RULES)
    return found


政府网站 = f"""<html><head><title>{TITLE}_清溪县人民政府</title><meta name="ArticleTitle" content="{TITLE}">
<meta name="PubDate" content="2022-06-25 09:30"><meta name="ContentSource" content="清溪日报"></head><body>
<div>您当前的位置：<a>首页</a>&gt;<a>政务公开</a></div><h1>{TITLE}</h1>
<div><span>发布时间：2022-06-25 09:30</span><span>浏览次数：310</span><span>字体：【<a>大</a> <a>中</a> <a>小</a>】</span></div>
<div class="TRS_Editor"><style>P{{margin:0}}</style>{BODY}<p>（清溪日报记者 林晓）</p></div>
<p>扫一扫在手机打开当前页</p><div>分享到：<a>微信</a></div><h3>相关链接</h3><ul><li><a>防汛会议</a></li></ul>
<p>网站标识码：0000000001</p></body></html>"""

老式嵌套表格 = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>清溪政府网站</title></head><body>
<table><tr><td><a>首 页</a></td></tr></table><table><tr><td><table><tr><td>·<a>防汛会议召开</a></td></tr></table></td><td><table>
<tr><td align=center><font size=5><b>{TITLE}</b></font></td></tr>
<tr><td>作者：林晓　来源：清溪日报　添加日期：2022-6-25　点击数：41</td></tr>
<tr><td><font>&nbsp;&nbsp;{"<br><br>&nbsp;&nbsp;".join(files.PARAGRAPHS)}<br></font></td></tr>
<tr><td>【<a>发表评论</a>】【<a>告诉好友</a>】【<a>打印此文</a>】【<a>关闭窗口</a>】</td></tr></table></td></tr></table>
<table><tr><td>Copyright 2022 清溪县政府办公室</td></tr></table></body></html>"""

电子报 = f"""<html><head><title>清溪日报-{TITLE}</title></head><body><div>2022年06月25日 星期六</div><div>清溪日报 数字报</div>
<div>第01版：要闻</div><div>标题导航</div><ul><li><a>{TITLE}</a></li></ul><div><a>放大</a> <a>缩小</a> <a>默认</a></div>
<table><tr><td><strong>{TITLE}</strong></td></tr><tr><td>——力争五年再建十所</td></tr></table>
<div id=ozoom><P>本报讯（记者 林晓）{files.PARAGRAPHS[0]}</P>{"".join(f"<P>{text}</P>" for text in files.PARAGRAPHS[1:])}</div></body></html>"""

公众号 = f"""<html><head><title></title><meta property="og:title" content="{TITLE}"></head><body><h1>{TITLE}</h1>
<div><a id="js_name">清溪日报</a><em id="publish_time"></em></div><div id="js_content" style="visibility: hidden">
<p>点击蓝字 关注我们</p>{"".join(f"<section><span>{text}</span></section>" for text in files.PARAGRAPHS)}
<p>记者 | 林晓</p><p>责编 | 王小溪</p><p>点个“在看”再走吧</p></div><div><a>阅读原文</a></div>
<script>var ct = "1656120600";</script></body></html>"""

手机版 = f"""<html><head><title>{TITLE}</title><script type="application/ld+json">{{"headline": "{TITLE}", "datePublished": "2022-06-25",
"author": [{{"name": "林晓"}}], "publisher": {{"name": "清溪日报"}}}}</script></head><body><h1>{TITLE}</h1><div>{BODY}</div>
<div class="comment-list"><p>网友一</p><p>学校多了，孩子上学近了，希望老师也多来30位。</p></div></body></html>"""


@pytest.mark.parametrize(
    ("html", "encoding"),
    [(政府网站, "utf-8"), (老式嵌套表格, "gbk"), (电子报, "utf-8"), (公众号, "utf-8"), (手机版, "utf-8")],
    ids=["政府网站", "老式嵌套表格", "电子报", "公众号", "手机版"],
)
def test_page_of_a_usual_system(html: str, encoding: str) -> None:
    found = article(html, encoding)
    assert found.text == files.TEXT
    assert (found.title, found.published, found.publisher) == (TITLE, DAY, "清溪日报")
    assert [person.name for person in found.byline] == ["林晓"]


def test_subtitle_of_an_electronic_edition() -> None:
    assert article(电子报).subtitle == "——力争五年再建十所"


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        (f"清溪县教育局 通知公告 {TITLE}", f"<h1>清溪县教育局</h1><h2>{TITLE}</h2>"),
        (f"{TITLE}-清溪镇-政府信息公开", f"<div class=title>{TITLE}</div>"),
        (f"{TITLE} 在线访谈 清溪县人民政府", f"<h2>{TITLE}</h2>"),
        (f"{TITLE} 白石村再添两所", f"<h2>{TITLE}</h2><h2>白石村再添两所</h2>"),
    ],
    ids=["局名在前", "栏目在后", "空格相隔", "两行题"],
)
def test_title_is_what_the_page_shows_of_the_stated_one(head: str, shown: str) -> None:
    found = page(f"<html><head><title>{head}</title></head><body>{shown}<div>{BODY}</div></body></html>")
    assert found.title == (head if "再添" in head else TITLE)


@each_row(
    [
        ("<span>2022年06月25日</span><span>来源：清溪县水利局</span>", "清溪县水利局"),
        ("信息来源：清溪县住建局发布日期：2022-06-25 09:30浏览次数：45", "清溪县住建局"),
        ("清溪县农业农村局　2022-06-25 08:51", "清溪县农业农村局"),
        ("【2022-6-25】【来源：区统计局】", "区统计局"),
        ("2022-06-25 20:11　来源: 清溪晚报　<a>举报</a>", "清溪晚报"),
        ("发布时间：2022-06-25　发布人：-清溪网-清溪晚报", "清溪晚报"),
    ]
)
def test_publisher_and_day_on_one_line(line: str, publisher: str) -> None:
    found = page(f"<html><body><h1>{TITLE}</h1><div>{line}</div><div>{BODY}</div></body></html>")
    assert (found.publisher, found.published) == (publisher, DAY)
    assert found.text == files.TEXT


def test_day_of_publication_goes_before_the_day_of_writing() -> None:
    card = "<li>索 引 号：0000</li><li>生成日期：2022-06-20</li>"
    found = page(f"<html><body><ul>{card}</ul><h1>{TITLE}</h1><p>发布日期：2022-06-25　点击数：41</p><div>{BODY}</div></body></html>")
    assert found.published == DAY


def test_preformatted_paragraphs() -> None:
    text = "    全镇实现工业总产值32\n亿元，增长6.5%。\n    新建公寓1500套，\n惠及700户。"
    assert page(f"<html><body><pre>{text}</pre></body></html>").text == "全镇实现工业总产值32亿元，增长6.5%。\n新建公寓1500套，惠及700户。"


def test_list_of_annexes_stays_and_downloads_go() -> None:
    inside = "<p>附件：1.<a href=a.doc>申报指南</a></p><p>2.<a href=b.doc>申报汇总表</a></p><p>清溪县教育局</p>"
    below = "<p>附件下载：<a href=a.doc>申报指南.doc</a></p>"
    assert page(files.html(BODY + inside + below).decode()).text.split("\n")[3:] == [
        "附件：1.申报指南",
        "2.申报汇总表",
        "清溪县教育局",
    ]


def test_one_paragraph_is_not_lost_in_menus() -> None:
    menus = "<ul><li><a>首页</a></li><li><a>机构职能</a></li><li><a>工作动态</a></li></ul>"
    beside = "<li><a>县里部署下半年重点工作，要求抓好在建项目，确保投产</a><span>2022-06-10</span></li>" * 2
    html = f"<html><body>{menus}<h2>{TITLE}</h2><div><p>{files.PARAGRAPHS[0]}</p></div><ul>{beside}</ul></body></html>"
    assert page(html).text == files.PARAGRAPHS[0]


def test_menus_are_no_furniture_that_is_counted() -> None:
    bare = f"<html><body><h1>{TITLE}</h1><div>{BODY}</div><p>责任编辑：王小溪</p></body></html>"
    menus = "<ul><li><a>首页</a></li><li><a>网站地图</a></li><li><a>防汛会议召开</a></li></ul>"
    assert page(bare).source.metadata["furniture"] == page(bare.replace("<body>", "<body>" + menus)).source.metadata["furniture"] == 1


@pytest.mark.parametrize(
    "line",
    [
        "扫码支付交易额达到3.2亿元，增长20%。",
        "未经许可擅自开采砂石的，处3万元以上10万元以下罚款。",
        "镇里为企业提供技术支持，全年服务企业300家。",
        "时间：2022年7月1日至7月30日",
        "主办单位：县教育局、县科技局，各镇政府",
    ],
)
def test_lines_of_the_article_that_only_sound_like_the_site_stay(line: str) -> None:
    lines = [files.PARAGRAPHS[0], line, files.PARAGRAPHS[1]]
    assert page(files.html("".join(f"<p>{text}</p>" for text in lines)).decode()).text.split("\n") == lines


def test_copy_for_print_is_read_once() -> None:
    assert page(f"<html><body><div>{BODY}</div><div style='display:none'>{BODY}</div></body></html>").text == files.TEXT


def test_short_article_among_longer_teasers_and_a_wordy_foot() -> None:
    teaser = "<div><a>镇里召开第{0}次专题会议</a><p>会议要求，今年新建项目{0}个，各部门要压实责任，倒排工期。<a>[详细]</a></p></div>"
    foot = "<div class=footer><p>本站由清溪镇主办，旨在公开政务信息，方便群众办事，接受社会监督，欢迎提出意见和建议。</p></div>"
    html = f"<html><body><h1>{TITLE}</h1><p>8月1日，镇医院开诊，设床位60张。</p>{''.join(map(teaser.format, range(11, 16)))}{foot}</body></html>"
    assert page(html).text == "8月1日，镇医院开诊，设床位60张。"


def test_page_that_is_nearly_all_table_keeps_what_stands_around_it() -> None:
    rows = "".join(f"<tr><td>{name}有限公司</td><td>{sum_}</td></tr>" for name, sum_ in (("清溪建材", 120), ("白石食品", 86), ("云岭电子", 50)))
    body = f"<p>补助名单公示如下：</p><table><tr><td>企业</td><td>金额（万元）</td></tr>{rows}</table><p>公示期5日。</p>"
    assert page(f"<html><body><a>首页</a><div>{body}</div></body></html>").text.split("\n") == [
        "补助名单公示如下：",
        "| 企业 | 金额（万元） |",
        "| 清溪建材有限公司 | 120 |",
        "| 白石食品有限公司 | 86 |",
        "| 云岭电子有限公司 | 50 |",
        "公示期5日。",
    ]


@pytest.mark.parametrize(
    ("head", "shown", "title"),
    [
        (
            "清溪镇今年新增三...-清溪县人民政府",
            "<div class=articleTitle>清溪镇今年新增三所学校</div>",
            "清溪镇今年新增三所学校",
        ),
        (
            "以实干促发展 白石村再添两所-清溪网",
            "<h1>以实干促发展<br>白石村再添两所</h1>",
            "以实干促发展 白石村再添两所",
        ),
        ("文件内容", f"<h3>{TITLE}</h3><p>发文时间：2022-06-25</p>", TITLE),
        ("清溪县政府信息公开平台", f"<ul><li>名　　称：{TITLE}</li><li>文　　号：清府〔2022〕3号</li></ul>", TITLE),
    ],
    ids=["截断", "两行", "通用题", "名称栏"],
)
def test_title_of_pages_that_do_not_state_it_whole(head: str, shown: str, title: str) -> None:
    found = page(f"<html><head><title>{head}</title></head><body>{shown}<div>{BODY}</div></body></html>")
    assert (found.title, found.text) == (title, files.TEXT)


def test_names_right_below_the_article() -> None:
    found = article(f"<html><body><h1>{TITLE}</h1><div>{BODY}</div><p>（记者 林晓 实习生 邵远）</p><p>返回</p></body></html>")
    assert ([(p.name, p.role) for p in found.byline], found.text) == (
        [("林晓", "记者"), ("邵远", "实习生")],
        files.TEXT,
    )


def test_catalogue_card_that_is_no_table() -> None:
    card = {"索引号": "0000", "发文字号": "清府〔2022〕3号", "发布机构": "清溪镇人民政府", "成文日期": "2022-06-25"}
    rows = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in card.items())
    found = page(f"<html><body><h1>{TITLE}</h1><dl>{rows}</dl><div>{BODY}</div></body></html>")
    assert (found.publisher, found.published, found.source.metadata["record"]) == ("清溪镇人民政府", DAY, card)
    assert found.text == files.TEXT
