"""Archives: every member that can be read, the others told; nothing leads out, nothing explodes."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from functools import cache

import pytest
import read_files as files
from each import each_row

from extract import read
from extract.errors import EncodingError, FormatError, RowError, SourceError
from extract.model import Page
from extract.read.packed.zips import checked

SENTENCE = "清溪镇今年投入３亿元，新建学校2所。"


def uris(name: str, data: bytes) -> list[tuple[str, object]]:
    """(uri, text or kind of error) of everything in an archive."""
    return [(item.source.uri, item.text) if isinstance(item, Page) else (item.uri, type(item)) for item in read.pages((name, data))]


MEMBERS = {
    "简报/一.txt": SENTENCE.encode(),
    "简报/二.txt": SENTENCE.encode("gbk"),
    "表.csv": "标题,正文\n甲,投入3亿元\n乙,\n".encode("gbk"),
    "图.jpg": b"\xff\xd8\xff\xe0",
    "__MACOSX/._一.txt": b"\0\5\26\7",
    "坏.txt": b"\x89PNG\r\n\x1a\n" + b"\0\1" * 3000,
    "../外.txt": SENTENCE.encode(),
}
FOUND = [
    ("简报/一.txt", SENTENCE),
    ("简报/二.txt", SENTENCE),
    ("表.csv", "投入3亿元"),
    ("表.csv:3", RowError),
    ("坏.txt", EncodingError),
    ("../外.txt", FormatError),
]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", files.zipped(MEMBERS)),
        ("a.zip", files.zipped(MEMBERS, "gbk")),
        ("a.tar", files.tarred(MEMBERS)),
        ("a.tar.gz", files.tarred(MEMBERS, packed=True)),
        ("a.tgz", files.tarred(MEMBERS, packed=True)),
    ],
    ids=["zip", "GBK名zip", "tar", "tar.gz", "tgz"],
)
def test_members(name: str, data: bytes) -> None:
    assert uris(name, data) == [(f"{name}!{member}", what) for member, what in FOUND]


def test_an_old_word_file_that_is_none_is_told() -> None:
    """In one archive alone: LibreOffice is asked to read it, and takes a second."""
    assert uris("a.zip", files.zipped({"旧.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"})) == [("a.zip!旧.doc", FormatError)]


def test_day_in_a_members_name() -> None:
    [page] = read.pages(("a.zip", files.zipped({"2022-06/29/content_1.txt": SENTENCE.encode()})))
    assert isinstance(page, Page)
    assert str(page.published) == "2022-06-29"


def test_one_archive_inside_another_and_no_deeper() -> None:
    inner = files.zipped({"甲.txt": SENTENCE.encode(), "三层.zip": files.zipped({"乙.txt": SENTENCE.encode()})})
    assert uris("a.zip", files.zipped({"二层.zip": inner, "丙.txt": SENTENCE.encode()})) == [
        ("a.zip!二层.zip!甲.txt", SENTENCE),
        ("a.zip!二层.zip!三层.zip", FormatError),
        ("a.zip!丙.txt", SENTENCE),
    ]


def test_links_in_a_tar_are_never_followed() -> None:
    data = files.tarred({"甲.txt": SENTENCE.encode()}, {"密.txt": "/etc/passwd"})
    assert uris("a.tar", data) == [("a.tar!甲.txt", SENTENCE), ("a.tar!密.txt", FormatError)]


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("简报.txt.gz", SENTENCE, "txt"),
        ("表.jsonl.gz", f'{{"text": "{SENTENCE}"}}', "jsonl"),
        ("无名.gz", SENTENCE, "txt"),
    ],
)
def test_gzip(name: str, content: str, form: str) -> None:
    [page] = read.pages((name, gzip.compress(content.encode())))
    assert isinstance(page, Page)
    assert (page.source.uri, page.source.format, page.text) == (name, form, SENTENCE)


@cache
def bomb(size: int) -> bytes:
    packed = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([*(packed.compress(b"0" * 1_000_000) for _ in range(size)), packed.flush()])


@each_row(
    [
        ("a.txt.gz", "gzip"),
        ("a.jsonl.gz", "gzip"),
        ("a.tar.gz", "gzip"),
        ("a.zip", "a.txt"),
        ("a.docx", "word/document.xml"),
        ("a.xlsx", "xl/workbook.xml"),
    ]
)
def test_bombs_are_refused_unexploded(name: str, inside: str) -> None:
    data = bomb(40) if inside == "gzip" else files.zipped({inside: b"0" * 20_000_000})
    with pytest.raises(FormatError):
        list(read.pages((name, data)))


def test_locked_and_damaged_members_are_told() -> None:
    data = bytearray(files.zipped({"a.txt": SENTENCE.encode() * 9, "b.txt": SENTENCE.encode()}))
    data[40:44] = b"\xff\xff\xff\xff"
    assert uris("a.zip", bytes(data)) == [("a.zip!a.txt", FormatError), ("a.zip!b.txt", SENTENCE)]
    locked = io.BytesIO(files.zipped({"a.txt": SENTENCE.encode()}))
    with zipfile.ZipFile(locked) as packed:
        start = packed.start_dir
    raw = bytearray(locked.getvalue())
    raw[6] |= 1
    raw[start + 8] |= 1
    [(_, what)] = uris("a.zip", bytes(raw))
    assert what is FormatError


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04" + b"x" * 200, b"\x1f\x8b\x08\0" + b"x" * 200, files.tarred(MEMBERS)[:700]],
    ids=["zip", "gz", "tar"],
)
def test_damaged_archives(data: bytes) -> None:
    name = {0x50: "a.zip", 0x1F: "a.txt.gz"}.get(data[0], "a.tar")
    errors = []
    try:
        errors = [item for item in read.pages((name, data)) if isinstance(item, SourceError)]
    except SourceError as error:
        errors.append(error)
    assert errors


def test_web_archive() -> None:
    pytest.importorskip("warcio")

    def answer(address: str, kind: str, body: bytes, status: str = "200 OK") -> bytes:
        http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
        head += f"WARC-Date: 2023-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        return head.encode() + http + b"\r\n\r\n"

    data = (
        answer("http://e.example/a.png", "image/png", b"\x89PNG")
        + answer("http://e.example/gone", "text/html", b"no", "404 Not Found")
        + answer("http://e.example/2022-06/25/c1", "text/html; charset=gb2312", files.html(encoding="gbk", charset="utf-8"))
        + answer("http://e.example/b.txt", "text/plain", SENTENCE.encode())
    )
    expected = [("http://e.example/2022-06/25/c1", files.TEXT), ("http://e.example/b.txt", SENTENCE)]
    assert uris("a.warc", data) == [(f"a.warc!{address}", text) for address, text in expected]
    assert uris("a.warc.gz", gzip.compress(data)) == [(f"a.warc.gz!{address}", text) for address, text in expected]


@pytest.mark.parametrize("inner", [{"内.txt": SENTENCE.encode() * 9}, {}], ids=["一份", "空"])
def test_cut_archive_is_not_taken_for_the_archive_inside_it(inner: dict[str, bytes]) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("内.zip", files.zipped(inner))
        packed.writestr("外.txt", SENTENCE * 100)
    whole = data.getvalue()
    assert uris("a.zip", whole)[-1][0] == "a.zip!外.txt"
    with pytest.raises(FormatError, match="a damaged zip file"):
        list(read.pages(("a.zip", whole[:-500])))


def test_archive_behind_other_bytes_is_read() -> None:
    data = b"MZ" + b"\0" * 500 + files.zipped({"甲.txt": SENTENCE.encode()})
    with checked(data, "a.exe") as packed:
        assert packed.namelist() == ["甲.txt"]
