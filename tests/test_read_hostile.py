"""Damage of every kind: no reader does anything but give pages or tell in one line what is wrong."""

from __future__ import annotations

import gc
import gzip
import json
import random
from pathlib import Path

import pytest
import read_files as files
from each import each

from extract import read
from extract.errors import SourceError
from extract.model import Page

ROWS = "\n".join(json.dumps({"text": text, "published": "2022-06-29"}, ensure_ascii=False) for text in files.PARAGRAPHS)
CSV = "标题,正文\n" + "\n".join(f'甲,"{text}"' for text in files.PARAGRAPHS)
SHEETS = {"文章": [["标题", "正文"], *(["甲", text] for text in files.PARAGRAPHS)], "指标": files.TABLE}
SAMPLES = {
    "a.txt": files.TEXT.encode(),
    "gbk.txt": files.TEXT.encode("gbk"),
    "a.md": f"## {files.TITLE}\n\n{files.TEXT}".encode("utf-16"),
    "a.html": files.html(),
    "gbk.html": files.html(charset="gb2312", encoding="gbk"),
    "a.docx": files.docx(),
    "a.xlsx": files.xlsx(SHEETS),
    "a.pdf": files.article_pdf(),
    "a.jsonl": ROWS.encode(),
    "a.csv": CSV.encode("gbk"),
    "a.zip": files.zipped({"甲.txt": files.TEXT.encode(), "乙.html": files.html()}),
    "a.tar": files.tarred({"甲.txt": files.TEXT.encode(), "乙.html": files.html()}),
    "a.txt.gz": gzip.compress(files.TEXT.encode(), mtime=0),
}


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some of them flipped, left out, doubled, cut off, or made into something nasty."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 30))):
        place = chance.randrange(len(made) or 1)
        match chance.randrange(6):
            case 0 | 1:
                made[place : place + 1] = bytes([chance.randrange(256)])
            case 2:
                del made[place : place + chance.randrange(30)]
            case 3:
                made[place:place] = made[place : place + 40]
            case 4:
                made[place:place] = chance.choice((b"\0", b"<", b'"', b"\xff\xfe", b"<!DOCTYPE a [", b"&#xD800;", b"<div>" * 40))
            case _:
                if chance.random() < 0.1:
                    del made[place:]
    return bytes(made)


@each(SAMPLES)
def test_damaged_bytes(name: str) -> None:
    gc.freeze()  # so that only what is made here is looked through at the end
    chance = random.Random(name)
    pages = 0
    for number in range(25):
        if pages and number >= 12:
            break
        try:
            found = list(read.pages((name, damaged(SAMPLES[name], chance))))
        except SourceError as error:
            found = [error]
        for item in found:
            if isinstance(item, Page):
                pages += 1
                item.text.encode("utf-8")
                json.dumps(dict(item.source.metadata), allow_nan=False, default=str).encode("utf-8")
            else:
                assert "\n" not in str(item)
                assert str(item).startswith(name)
    assert pages or name.endswith(".gz")  # gzip's own check tells of any damage at all
    gc.collect()  # a file that was left open would warn here, and warnings are errors


@pytest.mark.parametrize("name", SAMPLES)
def test_same_bytes_same_pages_from_a_file_too(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(SAMPLES[name])
    first, again = list(read.pages(path)), list(read.pages(str(path)))
    held = list(read.pages((str(path), SAMPLES[name])))
    assert first == again == held
    assert all(isinstance(item, Page) for item in first)


@each([name for name in SAMPLES if name not in ("a.jsonl", "a.csv", "a.xlsx")])
def test_same_article_whatever_the_file(name: str) -> None:
    found = next(item for item in read.pages((name, SAMPLES[name])) if isinstance(item, Page))
    lines = [line for line in found.text.split("\n") if line.strip() and not line.startswith(("#", "|"))]
    assert tuple(lines[:3]) == files.PARAGRAPHS


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.xlsx"])
def test_same_rows_whatever_the_file(name: str) -> None:
    found = [item.text for item in read.pages((name, SAMPLES[name])) if isinstance(item, Page) and item.whole]
    assert tuple(found) == files.PARAGRAPHS


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "清".encode() * 2_100_000),
        ("a.jsonl", b'{"text":"' + b"a" * 17_000_000 + b'"}'),
        ("a.csv", "正文\n".encode() + b"a" * 17_000_000),
        ("a.html", b"<p>" + "清".encode() * 2_100_000),
        ("a.html", b"<" * 11_000_000),
    ],
    ids=["文字", "行", "表", "网页", "过大网页"],
)
def test_endless_lines_are_told(name: str, data: bytes) -> None:
    try:
        found = list(read.pages((name, data)))
    except SourceError as error:
        found = [error]
    assert [isinstance(item, SourceError) for item in found] == [True]
