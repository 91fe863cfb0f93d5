"""Web pages: the article without its site, tables as rows, title, day and publisher from the page's own evidence."""

from __future__ import annotations

import datetime as dt

import pytest
import read_files as files
from each import each, each_row

from extract import articles, read
from extract.errors import FormatError
from extract.model import Article, Page


def page(data: bytes | str, name: str = "a.html") -> Page:
    [found] = read.pages((name, data.encode() if isinstance(data, str) else data))
    assert isinstance(found, Page)
    return found


@pytest.mark.parametrize(
    ("charset", "encoding", "told"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("gb2312", "gbk", "gb18030"),
        ("utf-8", "gbk", "gb18030"),
        ("gb2312", "utf-8", "utf-8"),
    ],
    ids=["UTF-8", "自称GB2312实为GBK", "自称UTF-8实为GBK", "自称GB2312实为UTF-8"],
)
def test_page_of_a_town_site(charset: str, encoding: str, told: str) -> None:
    found = page(files.html(charset=charset, encoding=encoding))
    assert found.text == files.TEXT
    assert (found.title, found.publisher) == (files.TITLE, "清溪日报")
    assert (found.published, found.published_from) == (dt.date(2022, 6, 25), "metadata")
    assert found.source.encoding == told


@each(
    [
        "责任编辑：王小溪",
        "（编辑 王小溪 责任编辑：林溪）",
        "扫一扫在手机打开当前页",
        "分享到：微信 微博",
        "【打印】【关闭】",
        "上一篇：白石村新建两所小学",
        "相关链接",
        "版权所有 清溪镇人民政府",
        "粤ICP备00000000号-1",
        "浏览次数：310次",
        "您当前的位置：首页 > 新闻 > 要闻",
        "http://www.e.example/zt/2022/",
    ]
)
def test_furniture_inside_the_article_is_dropped_and_counted(line: str) -> None:
    found = page(files.html("".join(f"<p>{text}</p>" for text in (*files.PARAGRAPHS[:2], line, files.PARAGRAPHS[2]))))
    assert found.text == files.TEXT
    assert found.source.metadata["furniture"] == page(files.html()).source.metadata["furniture"] + 1


def test_lines_that_only_look_like_furniture_stay() -> None:
    lines = [
        "编辑出版《清溪年鉴》12卷，发行3000册。",
        "分享改革成果，全镇300户居民领到分红50万元。",
        "收藏文物1200件，开放展厅3个。",
    ]
    assert page(files.html("".join(f"<p>{line}</p>" for line in lines))).text == "\n".join(lines)


def test_article_of_breaks_and_wrapped_source_lines() -> None:
    body = "　　全镇实现工业\n总产值32亿元，<br/>\n增长6.5%。<br><br>&nbsp;&nbsp;新建<b>公寓</b>1500套，<i>改造</i>厂房2万平方米。"
    assert page(files.html(body)).text == "全镇实现工业总产值32亿元，\n增长6.5%。\n新建公寓1500套，改造厂房2万平方米。"


def test_tables_become_rows_and_no_figure_is_lost() -> None:
    rows = "".join("<tr>" + "".join(f"<td><p><span>{cell}</span></p></td>" for cell in row) + "</tr>" for row in files.TABLE)
    head = "<tr><td colspan=3>清溪镇主要指标</td></tr><tr><td></td><td></td><td>单位：亿元</td></tr>"
    body = f"<p>{files.PARAGRAPHS[0]}</p><table>{head}{rows}</table><p>{files.PARAGRAPHS[1]}</p>"
    assert page(files.html(body)).text.split("\n") == [
        files.PARAGRAPHS[0],
        "清溪镇主要指标",
        "单位：亿元",
        "| 指标 | 本月 | 增长(%) |",
        "| 工业增加值(亿元) | 12.5 | 5.5 |",
        "| 用电量(万千瓦时) | 310 | -2.1 |",
        files.PARAGRAPHS[1],
    ]


def test_cells_that_span_rows_leave_the_others_in_their_columns() -> None:
    rows = (
        "<thead><tr><td rowspan=2>类别</td><td rowspan=2>项目</td><td colspan=2>投资(亿元)</td></tr><tr><td>计划</td><td>完成</td></tr></thead>"
        "<tbody><tr><td rowspan='2'>农林业</td><td>造林</td><td rowspan=9>3.5</td><td>3.2</td></tr><tr><td>水库</td><td>0.7</td></tr></tbody>"
        "<tbody><tr><td rowspan=x>工业</td><td>园区</td><td colspan=0>8.1</td><td rowspan=99999999999>7.9</td></tr></tbody>"
    )
    text = page(files.html(f"<p>{files.PARAGRAPHS[0]}</p><table>{rows}</table><p>{files.PARAGRAPHS[1]}</p>")).text
    assert text.split("\n")[1:-1] == [
        "| 类别 | 项目 | 投资(亿元) |  |",
        "| 类别 | 项目 | 计划 | 完成 |",
        "| 农林业 | 造林 | 3.5 | 3.2 |",
        "| 农林业 | 水库 |  | 0.7 |",
        "| 工业 | 园区 | 8.1 | 7.9 |",
    ]


def test_table_that_only_places_things_is_read_as_text() -> None:
    body = "<table><tr><td>" + "".join(f"<p>{text}</p>" for text in files.PARAGRAPHS) + "</td></tr></table>"
    assert page(files.html(body)).text == files.TEXT


def test_heads_inside_the_article_are_marked() -> None:
    body = f"<h2>一、总体要求</h2><p>{files.PARAGRAPHS[0]}</p><h3>（一）扩大投资</h3><p>{files.PARAGRAPHS[1]}</p>"
    lines = page(files.html(body)).text.split("\n")
    assert [lines[0], lines[2]] == ["## 一、总体要求", "### （一）扩大投资"]


def test_lines_in_bold_are_heads_unless_they_are_sentences() -> None:
    body = "<p><strong>公寓 1500套年内开工</strong></p><p><b>清溪镇</b>投入3亿元，新建公寓。</p><p><b>镇里强调，要按期完成。</b></p>"
    assert page(files.html(body)).text.split("\n") == [
        "**公寓 1500套年内开工**",
        "清溪镇投入3亿元，新建公寓。",
        "镇里强调，要按期完成。",
    ]


@each_row(
    [
        ("<title>[视频]清溪镇新增三所学校</title>", "", "清溪镇新增三所学校"),
        ("<title>清溪镇新增三所学校_要闻_清溪新闻网</title>", "", "清溪镇新增三所学校"),
        ("<title>清溪镇新增三所学校 - 清溪县人民政府门户网站</title>", "", "清溪镇新增三所学校"),
        ("<title>清溪日报数字报-清溪镇新增三所学校</title>", "", "清溪镇新增三所学校"),
        ("<title>以实干促发展——清溪镇新增三所学校</title>", "", "以实干促发展——清溪镇新增三所学校"),
        ("<title>清溪新闻网</title><meta name='ArticleTitle' content='清溪镇新增三所学校'>", "", "清溪镇新增三所学校"),
        (
            "<meta property='og:title' content='清溪镇新增三所学校-清溪网'>",
            "<h1>清溪镇新增三所学校</h1>",
            "清溪镇新增三所学校",
        ),
        ("<title></title>", "<div class='newst'>清溪镇新增三所学校</div>", "清溪镇新增三所学校"),
        ("<title></title>", "<div>清溪镇新增三所学校</div><div>发稿时间：2022-6-25</div>", "清溪镇新增三所学校"),
        ("", "", None),
    ]
)
def test_title(head: str, top: str, title: str | None) -> None:
    body = "".join(f"<p>{text}</p>" for text in files.PARAGRAPHS)
    found = page(f"<html><head>{head}</head><body>{top}<div>{body}</div></body></html>")
    assert found.title == title
    assert found.text == files.TEXT


@each_row(
    [
        ("<meta name='PubDate' content='2022-06-25 08:00'>", "<p>更新时间：2022-07-01</p>", "2022-06-25"),
        ("<meta property='article:published_time' content='2022-06-25T08:00:00+08:00'>", "", "2022-06-25"),
        ('<script type=\'application/ld+json\'>{"datePublished": "2022-06-25"}</script>', "", "2022-06-25"),
        ("", "<span>来源 : 清溪网</span> <span>2022-06-25 19:30</span>", "2022-06-25"),
        ("", "<div>2022年6月25日 08:30　来源：清溪日报</div>", "2022-06-25"),
        ("", "<div>日期：２０２２－０６－２５　点击：310</div>", "2022-06-25"),
        ("", "<div>更新时间：2022/6/25</div>", "2022-06-25"),
        ("", "<span>清溪发布</span> <em>2022-06-25 09:30</em>", "2022-06-25"),
        ("<link rel='canonical' href='http://e.example/202206/t20220625_3.html'>", "", "2022-06-25"),
        ("<link rel='canonical' href='http://e.example/2022/06/25/x.shtml'>", "", "2022-06-25"),
        ("", "", None),
    ]
)
def test_day(head: str, top: str, day: str | None) -> None:
    body = "".join(f"<p>{text}</p>" for text in files.PARAGRAPHS)
    found = page(f"<html><head><title>清溪镇新增三所学校</title>{head}</head><body>{top}<div>{body}</div></body></html>")
    assert found.published == (dt.date.fromisoformat(day) if day else None)
    assert found.text == files.TEXT


def test_catalogue_card_of_a_document_is_read_and_put_aside() -> None:
    card = (
        "<table><tr><td>索 引 号：</td><td>0000-2022-3</td><td>主题分类：</td><td>工业、交通</td></tr>"
        "<tr><td>发文机关：</td><td>清溪镇人民政府</td><td>成文日期：</td><td>2022年06月20日</td></tr>"
        "<tr><td>发文字号：</td><td>清府〔2022〕3号</td><td>发布日期：</td><td>2022年06月25日</td></tr></table>"
    )
    found = page(files.html(card + "".join(f"<p>{text}</p>" for text in files.PARAGRAPHS)).replace("发布时间：2022-06-25 09:30　来源：清溪日报".encode(), b""))
    assert found.text == files.TEXT
    assert (found.publisher, found.published) == ("清溪镇人民政府", dt.date(2022, 6, 25))
    assert found.source.metadata["record"]["发文字号"] == "清府〔2022〕3号"


def test_day_of_the_neighbours_is_not_the_articles() -> None:
    body = "".join(f"<p>{text}</p>" for text in files.PARAGRAPHS)
    side = "<ul><li><a href=1>镇里召开防汛会议</a> 2022-07-02</li><li><a href=2>夏粮收购过半</a> 2022-07-03</li></ul>"
    found = page(f"<html><body>{side}<h1>清溪镇新增三所学校</h1><div>时间：2022-06-25</div><div>{body}</div>{side}</body></html>")
    assert found.published == dt.date(2022, 6, 25)
    assert found.text == files.TEXT


def test_byline_that_a_page_sets_apart_comes_before_the_text() -> None:
    body = "".join(f"<p>{text}</p>" for text in files.PARAGRAPHS)
    found = page(f"<html><body><h1>清溪镇新增三所学校</h1><div>本报记者 林启 通讯员 王溪</div><div><div>{body}</div></div></body></html>")
    assert found.text == "本报记者 林启 通讯员 王溪\n" + files.TEXT


def test_server_code_scripts_and_hidden_copies_are_no_text() -> None:
    body = "".join(f"<p>{text}</p>" for text in files.PARAGRAPHS)
    found = page(
        '<%@ page pageEncoding="UTF-8"%><html><body><%@ include file="/head.jsp" %><script>var a="3亿元，";</script>'
        f'<div style="display: none"><p>清溪镇今年投入9亿元，不在此列。</p></div><!-- 投入8亿元，--><div>{body}</div></body></html>',
        "a.jsp",
    )
    assert found.text == files.TEXT


def test_tags_that_never_close_hide_nothing() -> None:
    found = page("<html><body><p>清溪镇今年投入3亿元，新建学校2所。" + "<font><b>" * 3000 + "<p>白石村修路5公里，惠及700户。")
    assert found.text == "清溪镇今年投入3亿元，新建学校2所。\n白石村修路5公里，惠及700户。"
    with pytest.raises(FormatError, match="nested"):
        page("<div>" * 100_000 + "清溪镇，")


def test_page_without_text() -> None:
    with pytest.raises(FormatError, match="no text"):
        page("<html><body><a href=1>首页</a><img src=x><script>1</script></body></html>")


def test_entities_of_the_page_are_never_expanded() -> None:
    bomb = "<!DOCTYPE html [<!ENTITY a '清溪清溪'><!ENTITY b '&a;&a;&a;&a;'>]>"
    assert page(f"{bomb}<p>清溪镇投入3亿元，&b;新建学校。</p>").text.count("清溪") == 1


def test_page_of_several_dated_articles_is_told_apart() -> None:
    story = "<h2>{place}新闻</h2><p>发布时间：{year}-02-10　来源：{place}日报</p><p>今年全县计划完成投资3亿元，新建学校2所，加快推进农村公路建设。</p>"
    page = (
        "<html><head><title>要闻</title></head><body>" + "".join(story.format(place=p, year=y) for p, y in (("沙浦", 2023), ("榕江", 2021))) + "</body></html>"
    )
    found = [one for one in articles(("a.html", page.encode())) if isinstance(one, Article)]
    assert [(one.title, one.publisher, one.published and one.published.year) for one in found] == [
        ("沙浦新闻", "沙浦日报", 2023),
        ("榕江新闻", "榕江日报", 2021),
    ]
    assert [str(one.targets[0].period and one.targets[0].period.last) for one in found] == ["2023-12-31", "2021-12-31"]
