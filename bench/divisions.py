"""patterns/places.txt and patterns/towns.txt from the tables of modood/Administrative-divisions-of-China.

    python bench/divisions.py FOLDER_OF_CSV patterns/

A place stands under its full name and, where that is what papers print, under its short form (南海区, 南海); a name
that several places bear lists all their codes, and the article decides between them.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

HEAD = "# {what}\n# Codes as in modood/Administrative-divisions-of-China at 57a0aa9 (2024-11-28), WTFPL; made by bench/divisions.py.\n"
SPECIAL = (("台湾省", "台湾", "710000"), ("香港特别行政区", "香港", "810000"), ("澳门特别行政区", "澳门", "820000"))
PROVINCES = {"内蒙古自治区": "内蒙古", "广西壮族自治区": "广西", "西藏自治区": "西藏", "宁夏回族自治区": "宁夏", "新疆维吾尔自治区": "新疆"}
NO_PLACE = re.compile(r"市辖区|直辖县级|^县$|管委会$|委员会$|海域$")
PEOPLES = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 "
    "土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 鄂温克 德昂 保安 裕固 独龙 鄂伦春 赫哲 各"
)
AUTONOMOUS = re.compile(rf"(?:(?:{'|'.join(sorted(PEOPLES.split(), key=len, reverse=True))})族?)+自治[县州旗]$")
TOWN = re.compile(r"(?:街道|民族乡|镇|乡|苏木)(?:办事处)?$")
IRREGULAR = {
    "大兴安岭地区": "大兴安岭", "西双版纳傣族自治州": "西双版纳", "积石山保安族东乡族撒拉族自治县": "积石山", "东乡族自治县": "东乡",
    "阿坝藏族羌族自治州": "阿坝", "双江拉祜族佤族布朗族傣族自治县": "双江", "前郭尔罗斯蒙古族自治县": "前郭尔罗斯",
    "鄂伦春自治旗": "鄂伦春", "鄂温克族自治旗": "鄂温克旗", "莫力达瓦达斡尔族自治旗": "莫力达瓦", "博尔塔拉蒙古自治州": "博尔塔拉",
    "巴音郭楞蒙古自治州": "巴音郭楞", "克孜勒苏柯尔克孜自治州": "克孜勒苏", "塔什库尔干塔吉克自治县": "塔什库尔干",
    "和布克赛尔蒙古自治县": "和布克赛尔", "察布查尔锡伯自治县": "察布查尔", "浦东新区": "浦东", "滨海新区": "滨海新区",
}  # fmt: skip


def short(name: str) -> str | None:
    """The form without 市, 县, 区 …, or None where too little would be left.

    >>> short("南海区"), short("长阳土家族自治县"), short("延边朝鲜族自治州"), short("赵县")
    ('南海', '长阳', '延边', None)
    """
    if name in IRREGULAR:
        return IRREGULAR[name]
    bare = AUTONOMOUS.sub("", name)
    if bare == name:
        bare = re.sub(r"(?:矿区|林区|新区|地区|特区|市|县|区|盟|旗)$", "", name)
    if bare == name or len(bare) < 2 or (len(name) > 5 and bare.endswith(("开发", "园", "管理", "示范", "实验", "产业集聚"))):
        return None
    return bare


def rows(folder: Path, table: str) -> Iterator[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def divisions(folder: Path) -> Iterator[tuple[str, str]]:
    """Names with the codes that they stand for, province to county."""
    for full, bare, code in SPECIAL:
        yield from ((full, code), (bare, code))
    for row in rows(folder, "provinces"):
        yield row["name"], row["code"] + "0000"
        yield PROVINCES.get(row["name"]) or row["name"][:-1], row["code"] + "0000"
    for table, zeros in (("cities", "00"), ("areas", "")):
        for row in rows(folder, table):
            if NO_PLACE.search(row["name"]):
                continue
            yield row["name"], row["code"] + zeros
            bare = short(row["name"])
            if bare:
                yield bare, row["code"] + zeros


def towns(folder: Path) -> Iterator[tuple[str, str]]:
    """A county's code with its towns, townships and street offices, each after the last three digits of its own."""
    counties: dict[str, list[str]] = defaultdict(list)
    for row in rows(folder, "streets"):
        name = re.sub(r"办事处$", "", row["name"])
        if TOWN.search(name) and 3 <= len(name) <= 12:
            counties[row["areaCode"]].append(row["code"][6:] + name)
    yield from ((code, " ".join(names)) for code, names in counties.items())


def write(path: Path, what: str, pairs: Iterator[tuple[str, str]]) -> None:
    lines: dict[str, dict[str, None]] = defaultdict(dict)
    for key, value in pairs:
        lines[key][value] = None
    text = "".join(f"{key}\t{'|'.join(values)}\n" for key, values in lines.items())
    path.write_text(HEAD.format(what=what) + text, encoding="utf-8")


if __name__ == "__main__":
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    what = "Provinces, cities and counties: full and short names, tab, code; | between the codes of namesakes."
    write(target / "places.txt", what, divisions(source))
    write(target / "towns.txt", "A county's code, tab, its towns, each after the last three digits of its own code.", towns(source))
