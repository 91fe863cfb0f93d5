"""Forms in PDF files: each label with its text, cells whole, whatever draws their rules; other tables and columns as ever."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest

import tests.read_files as files
from extract import read

Rule = tuple[float, float, float, float]  # from x, y to x, y
Row = Sequence[tuple[float, float, Sequence[str]]]  # from where to where a cell reaches, and its lines
SIZE, LEAD, MARGIN = 12, 20, 5


def page(data: bytes) -> str:
    [found] = read.pages(("a.pdf", data))
    return found.text


def typed(text: str, width: float) -> list[str]:
    """A paragraph as it fills lines of so many characters, two of ASCII as one; the first line is indented."""
    lines, room = ["　　"], width - 2.0
    for char in text:
        wide = 0.5 if char.isascii() else 1
        if wide > room and char not in "，。；、":  # these hang over the end of a line
            lines.append("")
            room = width
        lines[-1] += char
        room -= wide
    return lines


def form(rows: Sequence[Row], top: float = 780) -> tuple[list[tuple[float, float, float, str]], list[Rule]]:
    """The type and the rules of a form; labels (cells of one line beside higher ones) stand in the middle of their cells."""
    lines: list[tuple[float, float, float, str]] = []
    rules: list[Rule] = [(rows[0][0][0], top, rows[0][-1][1], top)]
    for row in rows:
        high = max(len(cell[2]) for cell in row) * LEAD + 8
        for left, right, texts in row:
            first = top - SIZE - 4 - (high - 8 - len(texts) * LEAD) / 2
            for index, text in enumerate(texts):
                indent = len(text) - len(text.lstrip("　"))
                lines.append((left + MARGIN + indent * SIZE, first - index * LEAD, SIZE, text.lstrip("　")))
            rules += [(x, top - high, x, top) for x in (left, right)]
        top -= high
        rules.append((row[0][0], top, row[-1][1], top))
    return lines, rules


def thin(rules: Sequence[Rule]) -> str:
    """As word processors draw them: thin boxes, filled, with the corners apart."""
    return "\n".join(f"{x - 0.25} {y - 0.25} {u - x + 0.5} {v - y + 0.5} re f" for x, y, u, v in rules)


def strokes(rules: Sequence[Rule]) -> str:
    return "\n".join(f"{x} {y} m {u} {v} l S" for x, y, u, v in rules)


def one_path(rules: Sequence[Rule]) -> str:
    return f"q 0.5 0 0 0.5 10 0 cm {' '.join(f'{2 * x - 20} {2 * y} m {2 * u - 20} {2 * v} l' for x, y, u, v in rules)} S Q"


def boxes(rules: Sequence[Rule]) -> str:
    """A rectangle for each side by side pair of upright rules."""
    upright = [rule for rule in rules if rule[0] == rule[2]]
    return "\n".join(f"{a[0]} {a[1]} {b[0] - a[0]} {a[3] - a[1]} re S" for a, b in pairwise(upright) if a[1] == b[1] and b[0] > a[0])


PROSE = (
    "对新建冷库的合作社，按照设备投资的30%给予补助，最高不超过50万元；同一主体每年度只能申请一次，已经享受同类补助的不再重复支持。",
    "对更新制冷设备的企业，按照每立方米80元的标准给予补助，资金从镇级产业发展资金中列支。",
)
LINES = [line for text in PROSE for line in typed(text, (520 - 140 - 2 * MARGIN) / SIZE)]
ROWS: list[Row] = [
    [(60, 520, ["清溪镇冷链设施补助办法"])],
    [(60, 140, ["依据文件"]), (140, 520, ["《清溪镇产业扶持办法》"])],
    [(60, 140, ["支持方式"]), (140, 260, ["资金补助"]), (260, 340, ["支持对象"]), (340, 520, ["在本镇登记满一年的农民专业合", "作社"])],
    [(60, 140, ["支持内容"]), (140, 520, LINES)],
    [(60, 140, ["办理时间"]), (140, 520, ["每年3月"])],
]
TEXT = [
    "清溪镇冷链设施补助办法",
    "依据文件：《清溪镇产业扶持办法》",
    "支持方式：资金补助",
    "支持对象：在本镇登记满一年的农民专业合作社",
    "支持内容",
    *PROSE,
    "办理时间：每年3月",
]


@pytest.mark.parametrize("draw", [thin, strokes, one_path, boxes], ids=["细框", "线条", "一笔", "方框"])
def test_a_form_is_read_cell_by_cell(draw: Callable[[Sequence[Rule]], str]) -> None:
    lines, rules = form(ROWS)
    assert page(files.pdf([lines], [draw(rules)])).split("\n") == TEXT


def test_the_ground_behind_words_and_a_frame_around_the_page_are_no_cells() -> None:
    lines, rules = form(ROWS)
    grounds = "\n".join(f"{x} {y - 4} {len(text) * size} {size + 8} re f" for x, y, size, text in lines)
    assert page(files.pdf([lines], [f"1 g {grounds} 0 g 20 20 555 800 re S {thin(rules)}"])).split("\n") == TEXT


def test_a_form_without_rules_at_its_sides() -> None:
    lines, rules = form(ROWS)
    inner = [rule for rule in rules if rule[1] == rule[3] or rule[0] not in (60, 520)]
    assert page(files.pdf([lines], [thin(inner)])).split("\n") == TEXT


@pytest.mark.parametrize("labelled", [0, 1], ids=["标签在前页", "标签在后页"])
@pytest.mark.parametrize("cut", [1, 2, 3, 4])
def test_a_cell_goes_on_over_pages(cut: int, labelled: int) -> None:
    labels = [["支持内容"], [""]] if not labelled else [[""], ["支持内容"]]
    parts = [[(60, 140, label), (140, 520, lines)] for label, lines in zip(labels, (LINES[:cut], LINES[cut:]), strict=True)]
    sheets = [form([*ROWS[:3], parts[0]], top=500), form([parts[1], ROWS[4]])]
    drawn = [thin(rules) for _, rules in sheets]
    folios = [[*lines, (290.0, 20.0, 9.0, f"— {number} —")] for number, (lines, _) in enumerate(sheets, 1)]
    assert page(files.pdf(folios, drawn)).split("\n") == TEXT


def test_text_around_forms_and_forms_below_each_other() -> None:
    above = typed("为方便经营主体了解政策，镇里把各项补助的对象、标准和办理方式编成一册，逐项列出，每年更新一次，供办理时查阅。", 38)
    first, rules = form(ROWS, top=700)
    last, more = form([*ROWS[1:2], *ROWS[3:]], top=300)
    lines = [(60.0 + 24 * line.startswith("　"), 780.0 - 20 * index, 12.0, line.strip("　")) for index, line in enumerate(above)]
    found = page(files.pdf([[*lines, *first, (60.0, 320.0, 12.0, "二、其他补助"), *last]], [thin([*rules, *more])])).split("\n")
    assert found == ["".join(above).strip("　"), *TEXT, "二、其他补助", TEXT[1], *TEXT[4:]]


def test_a_label_beside_several_rows() -> None:
    narrow = [line for text in PROSE for line in typed(text, (520 - 180 - 2 * MARGIN) / SIZE)]
    lines, rules = form([[(100, 180, ["基本条件"]), (180, 520, narrow)], [(100, 180, ["不予支持"]), (180, 520, ["已享受同类补助的"])]])
    low = min(rule[1] for rule in rules)
    lines += [(68.0, 720.0 - 20 * index, 12.0, part) for index, part in enumerate(("申报", "条件"))]
    rules += [(60, low, 60, 780), (60, 780, 100, 780), (60, low, 100, low)]
    found = page(files.pdf([lines], [thin(rules)])).split("\n")
    assert found == ["申报条件", "基本条件", *PROSE, "不予支持：已享受同类补助的"]


def test_lines_of_a_cell_that_are_not_full_stay_apart() -> None:
    rows: list[Row] = [[(60, 140, ["联系方式"]), (140, 520, ["镇农业服务中心：0900-1234567", "镇财政所：0900-7654321"])], *ROWS[3:]]
    lines, rules = form(rows)
    found = page(files.pdf([lines], [thin(rules)])).split("\n")
    assert found[:3] == ["联系方式", "镇农业服务中心：0900-1234567", "镇财政所：0900-7654321"]


def unruled(lines: Sequence[tuple[float, float, float, str]], rules: Sequence[Rule]) -> tuple[str, str]:
    """What a page is read as with its rules and without them."""
    return page(files.pdf([lines], [thin(rules)])), page(files.pdf([lines]))


def test_tables_of_figures_are_read_as_without_rules() -> None:
    rows: list[Row] = [[(60, 260, [a]), (260, 400, [b]), (400, 520, [c])] for a, b, c in files.TABLE]
    assert len(set(unruled(*form(rows)))) == 1
    pairs: list[Row] = [[(60, 260, [a]), (260, 520, [b])] for a, b, _ in files.TABLE]
    assert len(set(unruled(*form(pairs)))) == 1


def test_numbered_prose_in_a_table_is_read_as_without_rules() -> None:
    rows: list[Row] = [[(60, 100, [str(number)]), (100, 520, typed(text, 34))] for number, text in enumerate(PROSE, 1)]
    assert len(set(unruled(*form(rows)))) == 1


def test_columns_of_a_newspaper_with_a_rule_between_are_read_as_without_it() -> None:
    half = [line for text in files.PARAGRAPHS for line in typed(text, 20)]
    lines = [
        (60.0 + 250 * side + 12 * (len(line) - len(line.lstrip("　"))), 740.0 - 18 * index, 12.0, line.lstrip("　"))
        for side in (0, 1)
        for index, line in enumerate(half)
    ]
    frame = [(50, 300, 560, 300), (50, 760, 560, 760), (50, 300, 50, 760), (560, 300, 560, 760), (305, 300, 305, 760)]
    assert len(set(unruled(lines, frame))) == 1


def test_short_texts_on_two_lines_make_a_form_and_are_whole() -> None:
    rows: list[Row] = [
        [(60, 140, ["支持对象"]), (140, 420, ["全镇规模以上茶叶企业，设备投资额", "在200万元以上。"])],
        [(60, 140, ["支持标准"]), (140, 420, ["按照设备投资额的10%给予补助，每家", "企业最高不超过50万元。"])],
        [(60, 140, ["受理部门"]), (140, 420, ["镇经济发展办公室"])],
    ]
    lines, rules = form(rows)
    text = page(files.pdf([lines], [strokes(rules)]))
    assert "设备投资额在200万元以上。" in text and "每家企业最高不超过50万元。" in text
    assert "受理部门：镇经济发展办公室" in text
