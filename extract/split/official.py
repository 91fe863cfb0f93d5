"""How official documents number their parts (GB/T 9704): levels of heads, document numbers, closing dates."""

from __future__ import annotations

from extract import expressions as re

_NUMBERS = "一二三四五六七八九十百"
_LEVELS = re.compile(
    rf"(?:(?P<a>[{_NUMBERS}]{{1,4}}、|第[{_NUMBERS}\d]{{1,4}}(?:章|编|部分)(?=[\s、:])|第[{_NUMBERS}\d]{{1,4}}章)"
    rf"|(?P<b>\([{_NUMBERS}]{{1,4}}\)|第[{_NUMBERS}\d]{{1,4}}节(?=\s))"
    r"|(?P<c>\d{1,2}[.、](?![\d.]))|(?P<d>\(\d{1,2}\)))\s*(?=[^\s])"
)
_LEVEL = {"a": 1, "b": 2, "c": 3, "d": 4}
_ONLY_NUMBER = re.compile(rf"[{_NUMBERS}]{{1,3}}$|\d{{1,2}}$|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]$|\({{0,1}}[{_NUMBERS}]{{1,3}}\)$|[①-⑩]$")
_DOCUMENT = re.compile(
    r"(?:文号:?|发文字号:?)?\s?[(]?[㐀-鿿]{2,14}[〔\[(【](?:19|20)\d\d[〕\])】]\s?第?\s?\d{1,4}\s?号[)]?(?:\s*签发人\s?:\s?[㐀-鿿\s]{2,12})?$"
)


def level(text: str) -> int:
    """The level of a line's numbering: 1 for 一、 2 for (一) 3 for 1. 4 for (1), else 0.

    >>> [level(line) for line in ("三、保障措施", "(二)健全机制", "1.摸清底数", "(3)验收", "五年来", "3.5亿元")]
    [1, 2, 3, 4, 0, 0]
    """
    head = text[:1]
    if not head or (head not in "第(" and head not in _NUMBERS and not head.isdigit()):
        return 0
    match = _LEVELS.match(text)
    return _LEVEL[str(match.lastgroup)] if match else 0


def numeral(text: str) -> bool:
    """Whether a head is a bare number, which belongs to the head below it.

    >>> numeral("一"), numeral("一、茶产业")
    (True, False)
    """
    return len(text) <= 5 and _ONLY_NUMBER.match(text) is not None


def document_number(text: str) -> bool:
    """Whether a line is a 发文字号 and nothing else.

    >>> document_number("榕江府办〔2023〕18号"), document_number("按榕江府办〔2023〕18号执行")
    (True, False)
    """
    return "号" in text and _DOCUMENT.match(text) is not None


def run_in(text: str, number: int) -> int:
    """Length of the head that opens a numbered paragraph (一、二级 always, lower ones only where short), or 0.

    >>> run_in("(一)扩大有效投资。实施项目120个,完成投资80亿元。", 2)
    9
    """
    stop = text.find("。")
    colon = text.find(":", 0, stop if stop > 0 else None)
    most = {1: 60, 2: 60, 3: 30, 4: 24}[number]
    if 0 < stop <= most and colon < 0 and stop + 1 < len(text):
        return stop
    return 0
