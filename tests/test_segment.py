"""Sentences part the text; tokens cover it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from each import each
from hypothesis import given
from hypothesis import strategies as st

from extract import cache
from extract.segment import spans, tokens


@each(
    [
        ["全县开工项目9个。", "完成投资80亿元！", "后劲如何？", "看数字。"],
        ["他说：“账要算清。”", "大家都点头。"],
        ["“能成吗？”的疑问少了。"],
        ["台下喊着“干得好！”、“再来一个！”的声音不断。"],
        ["增长5.5%,总量3.2亿元.", "下一步再增2.5%."],
        ["1.摸清底数.", "2.建好台账."],
        ["真的行?", "真的行!", "走着瞧;慢慢来."],
        ["提升了质量……全力推进改造。"],
        ["完成（详见附表。含两镇）任务。"],
        ["看完《路在何方？》再谈。"],
        ["访问www.example.org.cn。", "下载3.0版。"],
        ["标题一行", "正文一行。"],
        ["增速５．５％．", "明年６％．"],
        ["干！！！", "真干！？"],
        ["（一）目标.", "到2026年建成。"],
    ],
    ids=lambda sentences: sentences[0],
)
def test_sentences(sentences: list[str]) -> None:
    text = "".join(sentences) if sentences[0] != "标题一行" else "\n".join(sentences)
    assert [text[a:b] for a, b in spans(text)] == sentences


@given(st.text(alphabet="全县增长5.％%。！？!?.…\n“”（）()《》 　a1,，；", max_size=60))
def test_sentences_part_the_whole_text(text: str) -> None:
    found = list(spans(text))
    covered = set()
    for start, end in found:
        assert start < end
        assert "\n" not in text[start:end]
        assert text[start:end] == text[start:end].strip()
        covered.update(range(start, end))
    assert [a for a, _ in found] == sorted(a for a, _ in found)
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


def test_words_put_together_are_the_text() -> None:
    text = "今年 全县新增高新技术企业20家。"
    found = tokens(text)
    assert "".join(text[a:b] for a, b, _ in found) == text.replace(" ", "")
    assert all(pos for _, _, pos in found)


def test_cutting_is_silent_and_leaves_the_shared_dictionary_alone(tmp_path: object) -> None:
    code = "from extract.segment import tokens; tokens('全县新增企业'); import jieba; print(jieba.dt.initialized, jieba.dt.FREQ == {})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={"TMPDIR": str(tmp_path), "PATH": "", cache.WHERE: os.environ[cache.WHERE]},
        check=True,
    )
    assert done.stdout.strip() == "False True"
    assert done.stderr == ""
    assert not list(tmp_path.iterdir())  # type: ignore[attr-defined]


@pytest.mark.parametrize("piece", ["茶园3万亩,", "建成茶园;新建学校,", "亿", "竹林 "])
def test_a_sentence_that_does_not_end_is_parted_at_weak_marks(piece: str) -> None:
    text = "榕江镇" + piece * (40_000 // len(piece)) + "。"
    found = list(spans(text))
    assert max(end - start for start, end in found) <= 3_000
    assert "".join(text[start:end] for start, end in found).replace(" ", "") == text.replace(" ", "")
    if piece[-1] in ",;":
        assert all(text[end - 1] in ",;。" for _, end in found)
