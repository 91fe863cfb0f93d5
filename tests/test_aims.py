"""What is still to come when a text is published, and by when: aims of news and budgets, milestones of projects."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import extract


def told(text: str, published: str) -> Sequence[tuple[str, str, str | None]]:
    """Of each statement in reading order its amount as it is printed, its status, and the last day of its period."""
    made = extract.annotate(text, published=published)
    return [(one.text, one.status, one.period and one.period.last and one.period.last.isoformat()) for one in sorted((*made.targets, *made.actuals), key=lambda one: one.start)]


@pytest.mark.parametrize(
    ("text", "published", "status"),
    [
        ("2025年粮食播种面积稳定在45万亩；新建高标准农田3万亩；建成冷链仓库5座。", "2025-02-18", "target"),
        ("2025年粮食播种面积稳定在45万亩；新建高标准农田3万亩；建成冷链仓库5座。", "2026-02-18", "actual"),
        ("2025年教育支出65000万元，比上年增长4%；“三公”经费支出1200万元。", "2025-01-20", "target"),
        ("2025年已新建高标准农田3万亩。", "2025-02-18", "actual"),
        ("2025年以来新建高标准农田3万亩。", "2025-02-18", "actual"),
        ("会议明确，全年新建高标准农田3万亩，改造户厕2000户。", "2025-03-18", "target"),
        ("会议指出，全县已建成高标准农田3万亩。", "2025-03-18", "actual"),
        ("会议提出，去年新建高标准农田3万亩的做法值得推广。", "2025-03-18", "actual"),
    ],
)
def test_a_year_that_has_hardly_begun_has_only_aims(text: str, published: str, status: str) -> None:
    assert {one for _, one, _ in told(text, published)} == {status}
