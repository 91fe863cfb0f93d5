"""The topic of a benefit whose own clause names only its kind: the heading of its item, what the measure supports, the benefit named
above."""

from __future__ import annotations

from collections.abc import Iterator

from extract import expressions as re
from extract.assemble.measures.doers import is_task
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.passage import line_start

_FAR = 700  # characters above a value in which the heading of its item may stand
_HEADING = 30  # most characters of a heading
_ENDS = re.compile(r"[,。;:\n]")


def topic(place: Place, words: Words) -> View:
    """The words above or before a value that say what its benefit is for; nothing where there are none.

    The label of its own line comes first (支持设备更新。对…), then what the line supports (鼓励|企业上云,…), then the
    nearest heading above it.
    """
    for find in (label, _supported, _heading):
        found = find(place, words)
        if len(found):
            return found
    return NOTHING


_NEAR = 260  # characters before the clause of a standard in which its benefit is named


def named_above(place: Place, kind: View, words: Words) -> View:
    """The benefit named before, of which the value is the standard: …可享受就餐补贴。补贴标准为|每人每次3元.

    For a sum without any kind of benefit, the benefit whose standards the lines above begin to list.
    """
    bare = words["topics.form"].sub("", words["benefits.length"].sub("", kind.text)).removeprefix("发放")
    if _is_named(kind, bare, words) if len(kind) else place.amount.kind != "money":
        return NOTHING
    start = max(place.amount.start - _NEAR, 0)
    found = [match for match in words.benefit.finditer(place.text, start, place.clause_start) if not bare or match[0] == bare]
    for match in reversed(found):
        name = whole(place.text, match.start(), match.end(), words)
        if len(name) - (match.end() - match.start()) >= 2 and not words["topics.asking"].search(name.text):
            return name
    return NOTHING


def _is_named(kind: View, bare: str, words: Words) -> bool:
    """Whether `kind` is a benefit of its own, or is given here (发放), and so is no standard of another benefit."""
    return (bare != "" and bare not in words.bare) or kind.text == bare


def whole(text: str, start: int, end: int, words: Words) -> View:
    """The full name of a benefit that ends in the kind at `start`: 人才租房|补贴."""
    begin = start
    while begin > 0 and start - begin < 12 and "\u4e00" <= text[begin - 1] <= "\u9fff":
        begin -= 1
    summed = words["topics.sum"].match(text, begin, start) if text[begin - 1 : begin].isdigit() else None
    begin = start if text[begin - 1 : begin] == "/" else summed.end() if summed else begin  # 320元/|平方米|补贴 is a unit that is paid per
    led = words["topics.led"].match(text[begin:end])
    name = View.of(text, begin + (led.end() if led else 0), end)
    twice = words["topics.twice"].search(name.text)  # 育儿补助|的补助|对象为…
    return name.cut(0, twice.start()) if twice else name


def _line(place: Place, words: Words) -> tuple[int, int]:
    """The start of the line of a value, and the end of its item number."""
    start = line_start(place.text, place.amount.start)
    return start, behind_number(place.text, start, place.amount.start, words)


def behind_number(text: str, start: int, end: int, words: Words) -> int:
    """The end of the item number that opens a line; `start` where there is none.

    >>> from extract.assemble.measures.words import words as of_measures
    >>> from extract.patterns import load_rules
    >>> known = of_measures(load_rules())
    >>> text = "(二)企业上云"
    >>> text[behind_number(text, 0, len(text), known) :]
    '企业上云'
    """
    marked = words["topics.marked"].match(text, start, end)
    return marked.end() if marked else start


def label(place: Place, words: Words) -> View:
    """The beginning of the line of a value, up to a colon or a full stop: 设备更新贴息。对…"""
    start = _line(place, words)[1]
    end = min((at for at in (place.text.find(mark, start, place.amount.start) for mark in "。:") if at > 0), default=start)
    return named(View.of(place.text, start, end), words) if 2 <= end - start <= _HEADING else NOTHING


def is_of_task(place: Place, found: View, words: Words) -> bool:
    """Whether the label of a line is a task: 支持|外贸企业做大做强。对…"""
    return len(found) > 0 and is_task(place.text[_line(place, words)[1] : found.end], words)


def _supported(place: Place, words: Words) -> View:
    """What the provision favours: 支持|企业开展绿色诊断, 给予最高10万元补助."""
    start = behind_number(place.text, max(place.start, _line(place, words)[0]), place.amount.start, words)
    for favour in words.favour.finditer(place.text, start, place.amount.start):
        before = place.text[favour.start() - 1 : favour.start()]
        if favour.start() == start or before in ",。;:\n":
            break
    else:
        return NOTHING
    end = _ENDS.search(place.text, favour.end(), place.amount.start)
    phrase = View.of(place.text, favour.end(), end.start() if end else favour.end())
    return phrase if 4 <= len(phrase) <= _HEADING else NOTHING


def _heading(place: Place, words: Words) -> View:
    """The nearest line above, in the value's own section, that is a heading and names something."""
    for start, end in lines_above(place):
        if start <= place.section:
            return NOTHING  # 补助标准: the lines above belong to another section
        begin = behind_number(place.text, start, end, words)
        if (begin > start or _opens(place.text, start, words)) and len(found := named(View.of(place.text, begin, end), words)):
            return found
    return NOTHING


def item(place: Place, words: Words) -> View:
    """The topic in the numbered line above a value of a section: 奖补标准⏎(2)企业上云⏎按费用的50%给予奖补."""
    for start, end in lines_above(place) if place.section >= 0 else ():
        if start <= place.section:
            break
        begin = behind_number(place.text, start, end, words)
        if begin > start:
            return named(View.of(place.text, begin, end), words)
    return NOTHING


def _opens(text: str, start: int, words: Words) -> bool:
    """Whether a line without a number opens a paragraph: the line above is closed, or the line begins with a word of favour."""
    above = text[:start].rstrip(" \n")[-1:]
    return start == 0 or above in "。;:!?)" or words.favour.match(text, start) is not None


def lines_above(place: Place, far: int = _FAR) -> Iterator[tuple[int, int]]:
    """The start and end of each line above that of a value, nearest first, as far as a heading may stand."""
    end = line_start(place.text, place.amount.start) - 1
    while end > 0 and place.amount.start - end <= far:
        start = line_start(place.text, end)
        yield start, start + len(place.text[start:end].rstrip())
        end = start - 1


def named(view: View, words: Words) -> View:
    """A heading cut down to what it names; nothing where no name is left, or where it is prose."""
    text = view.text.rstrip(" :。")  # a heading may end as a sentence does
    if not 2 <= len(text) <= _HEADING or words["topics.plain"].search(text):
        return NOTHING
    formal = words["topics.formal"].search(text)
    view = view.cut(0, formal.start() if formal else len(text))
    opening = words.favour.match(view.text)
    view = view.cut(opening.end()) if opening else view
    return view if len(view) >= 3 and view.text not in words.bare else NOTHING
