"""The same invented bulletin as a file of every kind, made in memory."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache

TITLE = "清溪镇发布产业倍增三年行动方案"
PARAGRAPHS = (
    "6月24日，清溪镇召开产业发展大会，提出力争到2026年工业总产值突破300亿元，新增规模以上工业企业50家，全社会研发投入占地区生产总值比重达到4%。",
    "会上印发的实施意见提出，设立总规模10亿元的产业基金，单个项目最高扶持3000万元；三年改造老旧厂房20万平方米，新建人才公寓1500套。",
    "镇党委书记林启明说，要确保全年固定资产投资增长12%以上，一般公共预算收入增长6.5%。",
)
TEXT = "\n".join(PARAGRAPHS)
TABLE = (("指标", "本月", "增长(%)"), ("工业增加值(亿元)", "12.5", "5.5"), ("用电量(万千瓦时)", "310", "-2.1"))

PAGE = """<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>{title}_清溪新闻网</title></head>
<body>
<div class="top"><a href="/">首页</a> <a href="/zw">政务</a> <a href="/bm">便民</a></div>
<div class="main">
<h1>{title}</h1>
<div class="info">发布时间：2022-06-25 09:30　来源：清溪日报　<span>字体：<a>大</a> <a>中</a> <a>小</a></span></div>
<div class="content">{body}</div>
<div class="edit">责任编辑：王小溪</div>
<div class="share">分享到：</div>
<p>上一篇：<a href="1.html">白石村新建两所小学</a></p>
</div>
<div class="list"><ul><li><a href="2.html">镇里召开防汛会议</a></li><li><a href="3.html">夏粮收购进度过半</a></li></ul></div>
<div class="foot">版权所有 清溪镇人民政府 粤ICP备00000000号</div>
</body></html>"""

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def html(body: str | None = None, *, charset: str = "utf-8", encoding: str = "utf-8", title: str = TITLE) -> bytes:
    inner = body if body is not None else "".join(f"<p>　　{text}</p>" for text in PARAGRAPHS)
    return PAGE.format(charset=charset, title=title, body=inner).encode(encoding)


def docx(document: str | None = None) -> bytes:
    """A Word file: a head, the paragraphs, a table; or one whose document part is given."""
    return _docx() if document is None else replaced(_docx(), "word/document.xml", document)


@cache
def _docx() -> bytes:
    import docx as word

    made = word.Document()
    made.add_heading(TITLE, level=1)
    for text in PARAGRAPHS:
        made.add_paragraph(text)
    table = made.add_table(rows=0, cols=len(TABLE[0]))
    for row in TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    made.add_paragraph("此件公开发布。")
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def word(body: str, styles: str = "", **parts: str) -> bytes:
    """A Word file of this body, with these styles and these parts: numbering, footnotes, endnotes, header1, comments."""
    start = f"<w:{{}} {WORD}>"
    kinds = {"numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes", "header1": "hdr", "comments": "comments"}
    with zipfile.ZipFile(io.BytesIO(_docx())) as old:
        members = {name: old.read(name) for name in old.namelist()}
    members["word/document.xml"] = f"{start.format('document')}<w:body>{body}</w:body></w:document>".encode()
    members["word/styles.xml"] = f"{start.format('styles')}{styles}</w:styles>".encode()
    for part, content in parts.items():
        root = kinds[part]
        members[f"word/{part}.xml"] = f"{start.format(root)}{content}</w:{root}>".encode()
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        relation = f'<Relationship Id="x{part}" Type="{office}/{part.rstrip("1")}" Target="{part}.xml"/></Relationships>'
        kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{part.rstrip('1')}+xml"
        rels, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
        if f"{part}.xml".encode() not in members[rels]:
            members[rels] = members[rels].replace(b"</Relationships>", relation.encode())
            override = f'<Override PartName="/word/{part}.xml" ContentType="{kind}"/></Types>'
            members[types] = members[types].replace(b"</Types>", override.encode())
    return zipped(members)


def xlsx(sheets: Mapping[str, Sequence[Sequence[object]]], formats: Mapping[str, str] | None = None) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for place, form in (formats or {}).items():
        name, _, cell = place.partition("!")
        book[name][cell].number_format = form
    data = io.BytesIO()
    book.save(data)
    book.close()
    return data.getvalue()


def pdf(pages: Sequence[Sequence[tuple[float, float, float, str]]], drawn: Sequence[str] = ()) -> bytes:
    """A PDF file of (x, y, type size, text) on A4 sheets, in a font that every reader brings along; `drawn` is what else is on each."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count {}/Kids[{}]>>".format(len(pages), " ".join(f"{6 + 2 * i} 0 R" for i in range(len(pages)))),
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]/FontDescriptor 5 0 R"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/Ascent 880/Descent -120/CapHeight 880/ItalicAngle 0/StemV 80/FontBBox[-25 -254 1000 880]>>",
    ]
    for number, lines in enumerate(pages):
        shown = "\n".join([*drawn[number : number + 1], ""]) + "\n".join(
            f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET" for x, y, size, text in lines
        )
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {7 + 2 * number} 0 R/Resources<</Font<</F 3 0 R>>>>>>")
        objects.append(f"<</Length {len(shown)}>>stream\n{shown}\nendstream")
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        data + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF".encode()
    )


def wrapped(text: str, width: int) -> list[str]:
    """A paragraph as print has it: two blanks before it, a line end after every `width` characters."""
    whole = "　　" + text
    return [whole[i : i + width] for i in range(0, len(whole), width)]


def article_pdf() -> bytes:
    lines = [(120.0, 780.0, 20.0, TITLE)]
    y = 740.0
    for text in PARAGRAPHS:
        for line in wrapped(text, 39):
            lines.append((60.0 + (24 if line.startswith("　　") else 0), y, 12.0, line.strip("　")))
            y -= 18
    return pdf([lines])


def zipped(files: Mapping[str, bytes], name_encoding: str | None = None) -> bytes:
    """A zip file; with `name_encoding`, its names are in that encoding and it does not say so."""
    data = io.BytesIO()
    stand_ins = {name: name for name in files}
    if name_encoding:
        stand_ins = {name: f"{number:x>{len(name.encode(name_encoding))}}" for number, name in enumerate(files, 10)}
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(stand_ins[name]), content, zipfile.ZIP_DEFLATED)
    made = data.getvalue()
    for name, stand_in in stand_ins.items():
        if name_encoding:
            made = made.replace(stand_in.encode(), name.encode(name_encoding))
    return made


def tarred(files: Mapping[str, bytes], links: Mapping[str, str] | None = None, *, packed: bool = False) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        for name, target in (links or {}).items():
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, target
            archive.addfile(member)
    return gzip.compress(data.getvalue(), mtime=0) if packed else data.getvalue()


def replaced(data: bytes, member: str, content: str) -> bytes:
    """The same zip file with another content under one of its names."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), content if name == member else old.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
