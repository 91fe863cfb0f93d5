"""Titles over several lines: their length, how their lines are joined, where a known title stands on the page."""

from __future__ import annotations

from collections.abc import Sequence

from extract import expressions as re
from extract.split.layout import Layout
from extract.text import fold

_MOST = 6  # lines of a title; a notice of four offices has five
_DEPTH = 20  # lines at a page's top among which its title is looked for
_LEAST = 0.7  # of a title that a line must hold to be taken for it where one of the two was cut
_SHORT = 6  # characters; what is shorter may stand in any title
_STAGE = re.compile(r"\([^()0-9]{2,10}\)")  # (征求意见稿), (试行), (节选): part of the title above
_PAIRS = (("《", "》"), ("“", "”"), ("(", ")"), ("〈", "〉"))
_CLOSES = "》”)〉 "
_OF = re.compile(r"的[^的]{2,8}$")  # with it a title that begins 关于 is whole: 关于…的通知
_YEARLY = re.compile(r"(?:19|20)\d\d年|[省市区县旗州镇乡]$")


def reach(lines: Sequence[str], layout: Layout) -> int:
    """The number of these (folded) lines that are one title.

    >>> from extract.patterns import load_rules
    >>> from extract.split.layout import of
    >>> layout = of(load_rules())
    >>> reach(["榕江县水利局", "榕江县财政局", "关于印发节水行动方案的通知", "各乡镇:"], layout)
    3
    >>> reach(["榕江再添两座公园", "居民出门见绿"], layout)
    1
    """
    issuers = 0
    while issuers < min(len(lines) - 1, _MOST - 1) and layout.issuers.fullmatch(lines[issuers]):
        issuers += 1
    named = issuers > 0 and (layout.about.match(lines[issuers]) is not None or _repeats(lines[issuers - 1], lines[issuers], layout))
    count = issuers + 1 if named else 1
    while count < min(len(lines), _MOST) and goes_on(joined(lines[:count], layout), lines[count], layout):
        count += 1
    return count


def _repeats(issuer: str, line: str, layout: Layout) -> bool:
    """Whether a title's line begins with the body that stands alone above it: 榕江县水利局, 榕江县水利局关于…"""
    return line.startswith(issuer) and layout.about.match(line, len(issuer)) is not None


def goes_on(title: str, line: str, layout: Layout) -> bool:
    """Whether a title goes on in the next line: a bracket or quote is open, its stage or the rest of its sentence follows.

    >>> from extract.patterns import load_rules
    >>> from extract.split.layout import of
    >>> layout = of(load_rules())
    >>> goes_on("榕江县关于加快", "节水的意见", layout), goes_on("榕江再添公园", "居民出门见绿", layout)
    (True, False)
    """
    if _STAGE.fullmatch(line) or _is_open(title, _PAIRS) or title.endswith("关于"):
        return True
    if _ends(line, layout) is None:
        return False
    if _leads_on(title, line, layout):
        return True
    if "关于" not in title or "关于" in line:
        return False
    return _ends(title, layout) is None or (_OF.search(title) is None and _OF.search(line) is not None)


def _is_open(text: str, pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether a bracket or quote is still open."""
    return any(text.count(a) > text.count(b) for a, b in pairs)


def _leads_on(title: str, line: str, layout: Layout) -> bool:
    """Whether the end of a title needs more behind it, or the beginning of the line needs something before it."""
    if layout.goes_on.match(line) or title.endswith(layout.binds) or layout.about_end.search(title) or title[-1] == "、":
        return True
    return bool(layout.yearly_end.fullmatch(line) and _YEARLY.search(title))


def _ends(text: str, layout: Layout) -> re.Match[str] | None:
    """The kind of document that ends a line, its stage in brackets aside: …实施意见(试行)."""
    return layout.kind.search("".join(_STAGE.sub("", text).rstrip(_CLOSES).split()))


def joined(lines: Sequence[str], layout: Layout, apart: Sequence[tuple[str, str]] = (("“", "”"),)) -> str:
    """The lines of a title as one, in the page's own writing: a blank only between what stands for itself.

    Where a pair of marks of `apart` is open, a blank stays.

    >>> from extract.patterns import load_rules
    >>> from extract.split.layout import of
    >>> joined(["榕江县水利局", "榕江县财政局", "关于节水的通知"], of(load_rules()))
    '榕江县水利局 榕江县财政局关于节水的通知'
    """
    title = ""
    for line in lines:
        above, below = fold(title), fold(line)
        quoted = _is_open(above, apart)
        close = not title or layout.about.match(below) or (goes_on(above, below, layout) and not quoted)
        repeated = bool(title) and _repeats(above.split()[-1], below, layout)
        title = line if repeated else title + (line if close else f" {line}")
    return title


def rejoined(title: str, layout: Layout) -> str:
    """A title whose lines a reader put side by side, its blanks taken out where the title goes on.

    >>> from extract.patterns import load_rules
    >>> from extract.split.layout import of
    >>> layout = of(load_rules())
    >>> rejoined("榕江县人民政府 关于印发节水方案的通知", layout), rejoined("榕江再添公园 居民出门见绿", layout)
    ('榕江县人民政府关于印发节水方案的通知', '榕江再添公园 居民出门见绿')
    """
    lines = title.split()
    return joined(lines, layout, _PAIRS) if reach([fold(line) for line in lines], layout) == len(lines) else title


def compact(text: str) -> str:
    """A title folded and without its blanks, as two writings of it are compared.

    >>> compact("关于 种茶的　通知")
    '关于种茶的通知'
    """
    return "".join(fold(text).split())


def found(lines: Sequence[str], title: str, layout: Layout) -> tuple[int, int] | None:
    """The lines [start, end) of these (folded) lines that hold the title; None where none do.

    >>> from extract.patterns import load_rules
    >>> from extract.split.layout import of
    >>> found(["首页", "榕江县关于加快", "节水的意见", "各乡镇:"], "榕江县关于加快节水的意见", of(load_rules()))
    (1, 3)
    """
    wanted, texts = compact(title), [compact(line) for line in lines[:_DEPTH]]
    for start in range(len(texts)):
        if count := _exact(texts[start : start + _MOST], wanted):
            return start, start + max(count, reach(lines[start:_DEPTH], layout))
    return _in_part(lines, texts, wanted, layout)


def _in_part(lines: Sequence[str], texts: Sequence[str], wanted: str, layout: Layout) -> tuple[int, int] | None:
    """The lines that hold most of a title, or its beginning over several lines."""
    for start, text in enumerate(texts):
        if _is_cut(text, wanted) and not layout.issuers.fullmatch(lines[start]):
            return start, start + reach(lines[start:_DEPTH], layout)
    for start, text in enumerate(texts):
        if len(text) >= _SHORT and (wanted.startswith(text) or text.startswith(wanted)):
            return (start, start + count) if (count := reach(lines[start:_DEPTH], layout)) > 1 else None
    return None


def _exact(texts: Sequence[str], wanted: str) -> int:
    """The number of these lines that make up the title, 0 where they do not."""
    whole = ""
    for count, text in enumerate(texts, 1):
        whole += text
        if whole == wanted:
            return count
    return 0


def _is_cut(text: str, wanted: str) -> bool:
    """Whether one of a line and a title is most of the other."""
    short, long = sorted((text, wanted), key=len)
    return len(short) >= max(len(long) * _LEAST, _SHORT) and short in long
