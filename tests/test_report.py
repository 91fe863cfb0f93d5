"""The page: what stands in it, and what it does in a browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import browser
import pytest
from bulletin import article, repeated

import extract
from extract import cli, emit, meanings, report, score, tables
from extract.errors import UsageError
from extract.report import bundles

pytest.importorskip("vl_convert", reason="the page needs pip install 'policy-extract[report]'")

HOSTILE = (
    "</script><script>alert(1)</script><!--到2028年，云坞镇茶园😀面积达到3万亩，<img src=x onerror=alert(2)>茶叶“总产值”达到15亿元。\n"
    '𠮷岭村"绿道"里程达到12公里&amp;<b>粗体</b>，新增就业300人。'
)


def whole(lines: list[dict[str, Any]], **more: Any) -> str:
    return "".join(report.page(lines, "试页", **more))


def hostile() -> dict[str, Any]:
    return {**extract.annotate(HOSTILE, published="2026-03-12").as_dict(), "title": "<img src=x onerror=alert(3)>'\"标题"}


def test_the_same_lines_are_the_same_page() -> None:
    assert whole([article().as_dict()]) == whole([article().as_dict()])


def test_every_statement_and_mention_stands_in_the_page() -> None:
    [kept] = browser.carried(whole([repeated().as_dict()]))["articles"]
    assert [(one["status"], one["id"]) for one in kept["statements"]] == [("target", "t1"), ("target", "t9"), ("actual", "t2")]
    text = kept["text"]
    assert {kind: [text[start:end] for start, end, *_ in spans] for kind, spans in kept["mentions"].items()} == {
        "amount": ["1.5亿斤", "２万亩"],
        "date": ["2028年", "去年"],
        "organisation": ["县农业农村局"],
        "person": ["孟广田"],
        "place": ["柳溪县"],
        "document": ["柳溪县种业振兴方案"],
    }


@pytest.mark.parametrize("where", ["title", "publisher"])
def test_no_word_of_a_bulletin_can_end_the_data(where: str) -> None:
    line = {**article().as_dict(), where: "</script><script>alert(1)</script><!--"}
    page = whole([line])
    assert page.count("<script") == whole([article().as_dict()]).count("<script")
    assert page.count("</script") == 6
    assert browser.carried(page)["articles"][0][where] == line[where]


def test_a_script_that_the_policy_does_not_name_by_its_hash_cannot_run() -> None:
    page = whole([article().as_dict()])
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    scripts = re.findall(r'<script type="(?:module|text/plain)"[^>]*>(.*?)</script>', page, re.DOTALL)
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts}
    [allowed] = re.findall(r"script-src ([^;]*);", policy)
    assert set(allowed.split()) == hashes and len(hashes) == 3
    assert "default-src 'none'" in policy and "connect-src 'none'" in policy


def test_our_own_code_makes_no_markup() -> None:
    code = "".join(file.read_text("utf-8") for file in sorted((Path(report.__file__).parent / "page").glob("*.js")))
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser", code) == []


def test_both_languages_have_every_word() -> None:
    folder = Path(report.__file__).parent / "page"
    words = json.loads((folder / "words.json").read_text("utf-8"))
    assert set(words["zh"]) == set(words["en"])
    asked = set(re.findall(r'data-(?:word|label|hint)="(\w+)"', (folder / "page.html").read_text("utf-8")))
    asked |= {name for file in folder.glob("*.js") for name in re.findall(r'\b(?:word|button)\("(\w+)"', file.read_text("utf-8"))}
    assert asked <= set(words["zh"])


def test_the_page_calls_things_as_the_tables_do() -> None:
    words = json.loads((Path(report.__file__).parent / "page/words.json").read_text("utf-8"))["zh"]
    heads = tables.chinese_heads()
    coded = {code: said.head for column in ("status", "measure", "role", "basis") for code, said in meanings.codes(column).items()}
    columns = {"hedges", "baseline", "basis", "from_value", "confidence", "value", "unit", "role", "year", "place", "published", "publisher"}
    named = {
        **coded,
        **{name: heads[name] for name in columns},
        "subject": heads["subject_text"],
        "recipient": heads["recipient_text"],
        "base": heads["base_text"],
    }
    assert {name: words[name] for name in named} == named


def placed(record: dict[str, Any], **more: Any) -> str:
    """The place that the page gives a statement."""
    line = {**article().as_dict(), **more}
    return browser.carried(whole([{**line, "targets": [record], "actuals": []}]))["articles"][0]["statements"][0]["place"]


def test_a_statement_is_of_the_place_that_the_tables_say() -> None:
    """全县 is the county of the title, without a subject it is as well; a town without a code keeps the name it is printed with."""
    [target] = extract.annotate("到2028年，全县力争茶园面积达到3万亩。", published="2026-03-12").as_dict()["targets"]
    real = {"title": "阜平县部署茶业发展", "places": []}
    assert target["subject"]["text"] == "全县"
    for subject, place in ((target["subject"], "阜平县"), (None, "阜平县"), ({**target["subject"], "text": "云坞镇"}, "云坞镇")):
        record = {**target, "subject": subject}
        assert placed(record, **real) == place
        line = {**article().as_dict(), **real, "targets": [record], "actuals": []}
        [row] = extract.tables([line])["targets"][["place", "place_code"]].values.tolist()
        assert row == [place, "130624" if place == "阜平县" else None]


def test_a_place_that_no_list_has_is_taken_from_the_head_of_the_title() -> None:
    line = extract.annotate("云坞县召开农业工作会议\n\n3月12日，云坞县召开农业工作会议。到2028年，力争茶园面积达到3万亩。", published="2026-03-12").as_dict()
    [shown] = browser.carried(whole([line]))["articles"]
    assert (shown["title"][:3], shown["statements"][0]["place"]) == ("云坞县", "云坞县")


def test_units_have_their_chinese_names_in_the_page() -> None:
    line = extract.annotate("到2028年，全县茶叶产值达到15亿元，每亩产值达到2万元/亩。", published="2026-03-12").as_dict()
    assert browser.carried(whole([line]))["units"] == {"CNY": "元", "CNY/mu": "元/亩"}


@pytest.mark.parametrize(("address", "kept"), [("https://www.example.cn/t.html", True), ("javascript:alert(1)", False), ("file:///etc/passwd", False)])
def test_the_address_of_a_web_page_stands_in_the_page(address: str, kept: bool) -> None:
    page = f"<html><head><title>云坞镇要闻</title><link rel=canonical href='{address}'></head><body><h1>云坞镇要闻</h1><p>到2028年，云坞镇茶园面积达到3万亩，茶叶产值达到15亿元。</p></body></html>"
    [line] = [one.as_dict() for one in extract.articles(("a.html", page.encode()))]
    assert browser.carried(whole([line]))["articles"][0].get("url") == (address if kept else None)
    assert extract.tables([line])["targets"]["url"][0] == (address if kept else None)


def test_half_a_character_is_replaced_and_nothing_shifts() -> None:
    line = {**article().as_dict(), "title": "绿\ud83d道"}
    assert browser.carried(whole([line]))["articles"][0]["title"] == "绿\ufffd道"


def test_lines_of_another_program_are_refused() -> None:
    with pytest.raises(UsageError, match="without schema"):
        whole([{"id": "1"}])


@pytest.mark.parametrize("missing", ["itables", "vl_convert"])
def test_a_package_that_is_not_there_is_named(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for bundle in (bundles.tables, bundles.charts, bundles.table_style):
        bundle.cache_clear()
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    monkeypatch.setattr(bundles, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"pip install 'policy-extract\[report\]'"):
        (bundles.tables if missing == "itables" else bundles.charts)()


def test_the_command_writes_one_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    emit.write(tmp_path / "articles/a.jsonl", [article(), article("二.txt")])
    assert cli.main(["report", str(tmp_path), "-o", str(tmp_path / "页.html"), "--limit", "1"]) == 0
    assert "页.html: 1." in capsys.readouterr().out
    assert len(browser.carried((tmp_path / "页.html").read_text("utf-8"))["articles"]) == 1


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page of two bulletins, the second full of markup."""
    file = tmp_path_factory.mktemp("页") / "页.html"
    file.write_text(whole([article().as_dict(), hostile()]), "utf-8")
    return file.as_uri()


@pytest.fixture(scope="module")
def window(chromium: Any, address: str) -> Iterator[tuple[Any, list[str]]]:
    """One window for all tests: a new one takes twice as long as the page."""
    page, wrong = browser.window(chromium, address)
    yield page, wrong
    page.close()


@pytest.fixture
def page(window: tuple[Any, list[str]], address: str) -> Iterator[Any]:
    """The page as it is opened, with nothing kept of another test."""
    page, wrong = window
    wrong.clear()
    browser.shown(page, address)
    yield page
    page.evaluate("localStorage.clear()")
    assert wrong == []


def test_markup_in_a_bulletin_shows_as_text(page: Any) -> None:
    page.click("#view-articles")
    page.click("#papers tbody tr:nth-child(2)")
    assert page.text_content("#words") == HOSTILE
    assert page.text_content("#title") == "<img src=x onerror=alert(3)>'\"标题"
    assert page.locator("#words img, #words b, #words script, #title img, #papers img").count() == 0


def test_marks_stand_on_their_characters_beside_emoji(page: Any) -> None:
    page.click("#view-articles")
    page.click("#papers tbody tr:nth-child(2)")
    marked = page.locator("#words mark.statement").all_text_contents()
    assert marked == [one["text"] for one in sorted([*hostile()["targets"], *hostile()["actuals"]], key=lambda one: one["start"])]
    assert marked


def test_a_row_lights_its_evidence_and_a_mark_its_row(page: Any) -> None:
    page.click("#rows tbody tr:has-text('粮食总产量')")
    assert page.text_content("#words mark.lit") == "1.5亿斤"
    assert "".join(page.locator("#words .evidence").all_text_contents()) == "柳溪县力争到2028年粮食总产量达到1.5亿斤。"
    page.click("#words mark:has-text('２万亩')")
    assert page.locator("#rows tr.chosen").all_text_contents() == [page.text_content("#rows tbody tr:has-text('高标准农田')")]


def test_filters_leave_what_they_say(page: Any) -> None:
    from playwright.sync_api import expect

    every = page.locator("#rows tbody tr").count()
    page.fill("#text", "高标准")
    expect(page.locator("#rows tbody tr")).to_have_count(1)
    page.click("button[type=reset]")
    expect(page.locator("#rows tbody tr")).to_have_count(every)
    page.click("#statuses .hue-target")
    expect(page.locator("#rows .hue-target")).to_have_count(0)
    page.click("button[type=reset]")
    page.select_option("#kind", "organisation")
    page.wait_for_selector("#rows tbody tr:has-text('县农业农村局')")


def test_each_filter_leaves_its_rows(page: Any) -> None:
    from playwright.sync_api import expect

    rows, every = page.locator("#rows tbody tr"), page.locator("#rows tbody tr").count()
    year = page.locator("#year option").nth(1).get_attribute("value")
    for choose, left in (
        (lambda: page.fill("#indicator", "粮食"), "粮食总产量"),
        (lambda: page.fill("#place", "柳溪"), "柳溪县"),
        (lambda: page.select_option("#year", year), year),
        (lambda: page.select_option("#decision", "accepted"), None),
        (lambda: page.fill("#confidence", "1"), None),
    ):
        choose()
        if left is None:
            expect(page.locator("#rows .tag")).to_have_count(0)
        else:
            expect(rows.filter(has_not_text=left)).to_have_count(0)
            assert 0 < rows.count() < every
        page.click("button[type=reset]")
        expect(rows).to_have_count(every)


@pytest.mark.parametrize(("width", "spread"), [(1300, 50), (1360, 20)])
def test_the_filters_stand_in_one_row_in_both_languages(width: int, spread: int, page: Any) -> None:
    """On a narrow page, and in wide letters, they take a second row; the page is never wider than its window."""
    page.set_viewport_size({"width": width, "height": 800})
    for _ in ("zh", "en"):
        page.click("#language")
        page.evaluate("for (const chip of document.getElementById('statuses').children) chip.dataset.count = 12345")
        tops = {round(box["y"] + box["height"] / 2) for field in page.locator("#filters > *:visible").all() if (box := field.bounding_box())}
        assert max(tops) - min(tops) < spread
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.set_viewport_size({"width": 1440, "height": 900})


def test_a_list_is_sorted_by_what_its_column_means(page: Any) -> None:
    """By size, not by the letters of a value; another filter leaves the order as it was asked for."""
    from playwright.sync_api import expect

    by_size = ["12公里", "300人", "２万亩", "3万亩", "1.5亿斤", "15亿元"]
    values = page.locator("#rows tbody tr td:nth-child(3)")
    found = [re.sub(r"^[<>≥≤] ", "", one) for one in values.all_text_contents()]
    assert len(found) > 3 and set(found) <= set(by_size)
    rising = [re.compile(f"{value}$") for value in by_size if value in found]
    head = page.locator("#left thead th", has_text="数值").first
    for order in (rising, rising[::-1]):
        head.click()
        expect(values).to_have_text(order)
    page.fill("#text", "达到")
    expect(values).to_have_text([one for one in rising[::-1] if one.pattern != "２万亩$"])


def test_a_list_of_thousands_holds_the_rows_in_sight(chromium: Any, tmp_path: Path) -> None:
    from playwright.sync_api import expect

    many = [{**article().as_dict(), "id": f"{number:016x}", "title": f"第{number}期"} for number in range(2000)]
    (tmp_path / "多.html").write_text(whole(many), "utf-8")
    page, wrong = browser.visited(chromium, (tmp_path / "多.html").as_uri())
    assert "4,000 / 4,000" in page.text_content("#shown")
    assert 5 < page.locator("#rows tbody tr").count() < 200
    page.evaluate("document.querySelector('#left .dt-scroll-body').scrollTop = 1e9")
    page.wait_for_selector("#rows tbody tr:has-text('第1999期')")
    page.fill("#text", "第1234期")
    expect(page.locator("#rows tbody tr")).to_have_count(2)
    page.click("#rows tbody tr:first-child")
    assert page.text_content("#title") == "第1234期" and page.locator("#words mark.lit").count() == 1
    page.close()
    assert wrong == []


def test_keys_and_words_and_charts(page: Any) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("#rows tr.chosen").count() == 1
    page.keyboard.press("3")
    page.wait_for_selector("#over-time svg")
    page.wait_for_selector("#commonest svg")
    assert "CNY" not in page.text_content("#charts")
    page.click("#language")
    assert page.text_content("#view-charts") == "Charts"
    page.click("#theme")
    assert page.get_attribute("html", "data-theme") == "dark"


def test_a_point_of_a_chart_leads_to_its_evidence(page: Any) -> None:
    page.fill("#indicator", "粮食总产量")
    page.click("#view-charts")
    page.click("#over-time svg .mark-symbol path")
    assert page.text_content("#words mark.lit") == "1.5亿斤"
    assert "柳溪县部署种业振兴" in page.text_content("#vg-tooltip-element")


def downloaded(page: Any, file: Path) -> list[dict[str, Any]]:
    with page.expect_download() as download:
        page.click("#save")
    download.value.save_as(file)
    return list(emit.read_jsonl(file))


def select(page: Any, words: str) -> None:
    """Select words of the article that stand in one piece of it, as with a mouse."""
    page.evaluate(
        """words => {
            const node = [...document.querySelectorAll("#words > *")].map(one => one.firstChild).find(one => one.data.includes(words));
            const at = node.data.indexOf(words);
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
            document.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
        }""",
        words,
    )


def test_a_review_in_the_page_is_saved_and_moves_the_score(page: Any, tmp_path: Path) -> None:
    page.click("#rows tbody tr:has-text('粮食总产量')")
    page.click("#card [data-act=correct]")
    page.fill("#card [name=indicator]", "粮食产量")
    page.select_option("#card [name=comparator]", "ge")
    page.click("#card [data-act=store]")
    page.click("#rows tbody tr:has-text('高标准农田')")
    page.keyboard.press("a")
    assert "50%" in page.text_content("#agreement")
    decisions = downloaded(page, tmp_path / "review.jsonl")
    assert [(one["decision"], one["id"]) for one in decisions] == [("correct", "t1"), ("accept", "t2")]
    emit.write(tmp_path / "集/articles/a.jsonl", [article()])
    for review, f1 in ((decisions[1:], 1.0), (decisions, 0.5)):
        emit.write(tmp_path / "review.jsonl", review)
        assert cli.main(["review", "apply", str(tmp_path / "集"), "--review", str(tmp_path / "review.jsonl"), "--out", str(tmp_path / "gold.jsonl")]) == 0
        results = {one.name: one.f1 for one in score.scores(tmp_path / "gold.jsonl", emit.read_jsonl(tmp_path / "集"))}
        assert results["statements: strict"] == f1


def test_words_that_are_selected_become_a_missed_statement(page: Any, tmp_path: Path) -> None:
    page.click("#view-articles")
    page.click("#papers tbody tr:nth-child(2)")
    select(page, "粗体")
    page.click("#mark-missed")
    page.fill("#card [name=indicator]", "粗体字")
    page.click("#card [data-act=store]")
    assert "还缺" in page.text_content("#card .note")
    page.fill("#card [name=value]", "12")
    page.click("#card [data-act=store]")
    [one] = downloaded(page, tmp_path / "review.jsonl")
    assert one["decision"] == "add" and HOSTILE[one["start"] : one["end"]] == "粗体" == one["text"]
    assert page.text_content("#words mark.lit") == "粗体"
    page.keyboard.press("u")
    assert downloaded(page, tmp_path / "review.jsonl") == []


def test_a_review_outlives_the_page(page: Any, chromium: Any, address: str) -> None:
    page.click("#rows tbody tr:has-text('高标准农田')")
    page.click("#card [data-act=reject]")
    again, wrong = browser.visited(chromium, address)
    assert again.locator("#rows .tag.rejected").count() == 1 and wrong == []
    again.close()


def test_an_article_is_accepted_in_one_go(page: Any, tmp_path: Path) -> None:
    page.click("#rows tbody tr:has-text('高标准农田')")
    page.click("#done")
    assert [one["decision"] for one in downloaded(page, tmp_path / "review.jsonl")] == ["accept", "accept", "done"]
    assert "100%" in page.text_content("#agreement")
