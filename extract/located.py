"""Whose figure it is: the place of an article and of a statement's subject, with its code, where there is no doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from extract import expressions as re
from extract.beginnings import CODE, Beginnings, beginnings, code_stem
from extract.model import Line
from extract.patterns import Lookup, Rules, from_words, lookup, phrases
from extract.text import fold, occurrences

_ENDS = "…"
_JOIN, _GENERAL_NOUN, _CELL = "join", "general", "|"
_LEVELS = ("province", "city", "county", "district", "town")
_MUNICIPALITIES = frozenset(("11", "12", "31", "50"))
_HAN_BESIDE = re.compile("[\u4e00-\u9fff]")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_BARE = re.compile(r"[\s_\-]+")
_RECENT = 512  # short texts whose place is kept: titles and publishers come again and again
_OFTEN = 3  # mentions that make a place the one that a text speaks of,
_MORE = 2  # and so many times as many as of any other of its kind
_GENERAL = 2  # characters of 全县, 我区: a kind of place, not a place
_NAME = 6  # characters of the longest names before that of their kind


@dataclass(frozen=True, slots=True)
class Located:
    """A place with its code, None where no list has the place, and what named it (the codes of `place_from`)."""

    name: str
    code: str | None
    origin: str


def _own_words() -> dict[str, str]:
    """Word -> what it says, out of located.tsv."""
    lines = Path(__file__).with_suffix(".tsv").read_text("utf-8").splitlines()
    return {word: says for word, _, says in (line.partition("\t") for line in lines if not line.startswith("#"))}


def _saying(said: Mapping[str, str], what: str) -> Iterator[str]:
    return (word for word, says in said.items() if says == what)


def year(record: Line, line: Line) -> int | None:
    """The year that a statement is of: that of its period's end; without one, of the sheet that its row stands on, where that is called after a year.

    >>> year({"period": {"last": "2028-12-31"}}, {}), year({"period": None}, {"reference": {"value": "2024", "from": "sheet"}})
    (2028, 2024)
    """
    if record["period"] and record["period"].get("last"):
        return int(record["period"]["last"][:4])
    reference = line["reference"] or {}
    return int(reference["value"][:4]) if reference.get("from") == "sheet" else None


class Gazetteer:
    """Listed places by name and by code, and the words by which a text calls its own."""

    def __init__(self, rules: Rules) -> None:
        self.codes = {name: tuple(codes.split("|")) for name, codes in rules.lists.get("places", {}).items()}
        self.papers = rules.lists.get("newspapers", {})
        self.words = rules.lists.get("place_words", {})
        self._rules = rules
        self._lengths = sorted({len(name) for name in self.codes}, reverse=True)
        said = _own_words()
        self.kinds = {word.removeprefix(_ENDS): says for word, says in said.items() if word.startswith(_ENDS)}
        """By the character that a full name ends with, what kind of place it is of."""
        self.own = {word: says for word, says in said.items() if says in _LEVELS}
        self._joins = tuple(_saying(said, _JOIN))
        self.general = frozenset(_saying(said, _GENERAL_NOUN))
        """Words for whoever is in a place, which are no place and nobody's name."""
        self._columns = {word: says for word, says in said.items() if says not in (*_LEVELS, _JOIN, _GENERAL_NOUN)}

    @cached_property
    def _common(self) -> Lookup:
        return lookup(self._rules.lists.get("common_words", ()), self._rules.lists.get("nouns", ()))

    @cached_property
    def _longer(self) -> Beginnings:
        return beginnings(self._rules)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Code -> full name."""
        full: dict[str, str] = {}
        for name, codes in self.codes.items():
            if len(codes) == 1 and len(name) > len(full.get(codes[0], "")):
                full[codes[0]] = name
        for name, codes in self.codes.items():  # 朝阳区 is two places
            full.update((code, name) for code in codes if len(name) > len(full.get(code, "")))
        return full

    def is_several(self, text: str) -> bool:
        """Whether a subject is several who share a value: 榕岭县、岚浦县; 嘉山市等地."""
        first = (text.partition(join)[0] for join in self._joins if join in text)
        return text not in self.codes and any(name in self.codes or (len(name) > _GENERAL and name[-1] in self.kinds) for name in first)

    def named(self, text: str) -> str | None:
        """The one place that a short text names: the last of a chain (保定市清苑区); None where it is in doubt."""
        hits = list(self._hits(text))
        sure = [codes[0] for codes in hits if len(codes) == 1]
        meant = [code for codes in hits for code in _near(codes, sure)]
        lowest = _lowest(meant)
        return lowest[0] if len(meant) == len(hits) and len(lowest) == 1 else None

    def _hits(self, text: str) -> Iterator[tuple[str, ...]]:
        """The codes of each listed name, leftmost and longest.

        A short name of several places is none, nor is one that is a word, unless it stands alone.
        """
        at = 0
        while at < len(text):
            name = next((text[at : at + size] for size in self._lengths if text[at : at + size] in self.codes), "")
            if name and self._is_whole(text, at, at + len(name)) and self._is_meant(name, text, at):
                yield self.codes[name]
            at += len(name) or 1

    def _is_meant(self, name: str, text: str, at: int) -> bool:
        """Whether a listed name says there which place it is."""
        sure = len(self.codes[name]) == 1 and (name not in self.words or _alone(text, at, len(name)))
        return name[-1] in self.kinds or sure

    def titled(self, title: str) -> str | None:
        """The unlisted place that a title is headed by (岚沂县2024年政府工作报告 -> 岚沂县): its name is no common word and holds no place's."""
        heads = phrases(self._rules).get("places.titled")  # a folder of somebody's own need not have it
        found = heads.match(title) if heads else None
        if found is None or found["name"] in self.codes:
            return None
        stem = found["stem"]
        pieces = (stem[at : at + size] for size in range(2, len(stem) + 1) for at in range(len(stem) - size + 1))
        return None if any(piece in self._common or (piece != stem and piece in self.codes) for piece in pieces) else found["name"]

    def headed(self, text: str) -> str | None:
        """The place whose congress or head of government a line below a title names (在霜岭县第十八届人民代表大会上, 霜岭县县长 -> 霜岭县)."""
        known = phrases(self._rules)
        found = next((one for name in ("places.convened", "places.head_of") if (words := known.get(name)) and (one := words.search(text))), None)
        return found["name"] if found else None

    def within(self, name: str, text: str) -> bool:
        """Whether a text has a name, and not as the beginning of another place's (青浦|岭县)."""
        return any(self._is_whole(text, at, at + len(name)) for at in occurrences(text, name))

    def _is_whole(self, text: str, at: int, end: int) -> bool:
        return not self._longer.of_another(text, at, end) and not self._longer.is_end(text, at)

    def column(self, head: str) -> str:
        """What a column of an input row says: place_code, place, url, or an empty string."""
        return self._columns.get(_BARE.sub("", head).lower(), "")


gazetteer = from_words(Gazetteer)


def _alone(text: str, at: int, size: int) -> bool:
    """Whether no Chinese character stands beside a name: baoding_阜平_2024."""
    return not _HAN_BESIDE.search(text[max(at - 1, 0) : at] + text[at + size : at + size + 1])


def _near(codes: Sequence[str], sure: Sequence[str]) -> Sequence[str]:
    """The code of a name; of namesakes those that hold a sure place, or lie in one."""
    return codes if len(codes) == 1 else [code for code in codes if any(_related(code, one) for one in sure)]


def _lowest(codes: Iterable[str]) -> list[str]:
    """Of some places those that hold no other of them."""
    some = set(codes)
    return [code for code in some if not any(other != code and other.startswith(code_stem(code)) for other in some)]


def _related(code: str, other: str) -> bool:
    """Whether one of two places holds the other."""
    return code.startswith(code_stem(other)) or other.startswith(code_stem(code))


class Places:
    """The places of one article."""

    def __init__(self, line: Line, known: Gazetteer) -> None:
        self._line, self._known = line, known
        self._coded = [place for place in line["places"] if place["code"]]
        self._rows: dict[int, str | None] = {}

    @property
    def endings(self) -> Iterable[str]:
        """The characters that full names of places end with."""
        return self._known.kinds

    @cached_property
    def home(self) -> Located | None:
        """The place that the article is about: by its row, title, publisher, the name of its file, or its text."""
        for origin, code in self._homes():
            if code:
                return Located(self._name(code), code, origin)
        return self._unlisted_home()

    def _unlisted_home(self) -> Located | None:
        """What the row's own columns call the place, or title, publisher or file name begin with, where no list has it."""
        row = self._row_names()
        if name := next((name.strip() for name in reversed(row) if name.strip()), None):
            return Located(name, None, "row")
        return next((Located(name, None, origin) for origin, name in self._unlisted_names() if name), None)

    def _unlisted_names(self) -> Iterator[tuple[str, str | None]]:
        known, line = self._known, self._line
        yield "title", self._own.of_title() or known.titled(fold(line["kicker"] or ""))
        yield "title", next(filter(None, map(known.titled, self._heads)), None)
        yield "publisher", known.titled(fold(line["publisher"] or ""))
        yield "filename", next(filter(None, map(known.titled, _HAN.findall(fold(_stem_of(line["source"]["uri"]))))), None)

    def _head_codes(self) -> Iterator[str | None]:
        """The listed places that the title names, the line above it, those below it."""
        yield from (self._titled(fold(self._line[key] or "")) for key in ("title", "kicker"))
        yield from (_named(name, self._known) for name in self._heads)

    @cached_property
    def _heads(self) -> Sequence[str]:
        """The places that the lines below the title name: 在霜岭县第十八届人民代表大会上, 霜岭县县长."""
        lines = (self._line["subtitle"] or "", *(one["role"] or "" for one in self._line["byline"]))
        return list(filter(None, map(self._known.headed, map(fold, lines))))

    @cached_property
    def _own(self) -> _Own:
        return _Own(self._line, self._known)

    def of(self, record: Line) -> Located | None:
        """The place of a statement's subject; without one, or where it is called 全县, that of its row in a table, else the article's.

        A place that no list has is called as it is printed, and has no code.
        """
        found = self._listed(record)
        if found or not record["subject"]:
            return found
        text = fold(record["subject"]["text"])
        if self._known.is_several(text):
            return None
        if self._is_home(text) and self.home:
            return self.home
        name = self._own.of_subject(text) or (text if self._is_unlisted(text) else None)
        return Located(name, None, "subject") if name else None

    def _is_home(self, text: str) -> bool:
        """Whether a subject calls the article's own unlisted place by its kind (全县 is 岚浦县, 全市 the city above it), or any that the row tells."""
        level, home = self._known.own.get(text), self.home
        if level is None or home is None or home.code:
            return False
        return home.origin == "row" or self._known.kinds.get(home.name[-1:], level) == level

    def _is_unlisted(self, text: str) -> bool:
        """Whether a subject ends as the full names of places do, and no list has it."""
        return len(text) > _GENERAL and text[-1] in self._known.kinds and text not in (*self._known.own, *self._by_name) and text not in self._known.codes

    def _listed(self, record: Line) -> Located | None:
        """The place of a statement that has a code, or the article's, whose own 企业 are nobody's name."""
        subject = record["subject"]
        own = self._of_line(record["start"]) or self.home
        if subject is None or subject["text"] in self._known.general:
            return own
        text = fold(subject["text"])
        level = self._known.own.get(text)
        code = self._around(level, own) if level else self._named(text)
        if code is not None and subject["from"] == "publisher" and self._elsewhere(code):
            return own
        return self._coded_as(code, own.origin if level and own else "subject")

    def _coded_as(self, code: str | None, origin: str) -> Located | None:
        return Located(self._name(code), code, origin) if code is not None else None

    def _named(self, text: str | None) -> str | None:
        return text and (self._by_name.get(text) or _whole(text, self._known))

    def url(self) -> str | None:
        """The address that the row or page gives of itself."""
        says = self._known.column
        found = (value for key, value in self._line["source"]["metadata"].items() if says(key) == "url")
        return next((value for value in found if isinstance(value, str) and value.startswith(("http://", "https://"))), None)

    @cached_property
    def _by_name(self) -> Mapping[str, str | None]:
        """As a place is called in the text -> its code, None for what is called alike."""
        found: dict[str, str | None] = {}
        text = self._line["text"]
        for place in self._coded:
            spans = {text[start:end] for start, end in place["mentions"]}
            for name in {fold(name) for name in (place["name"], place["text"], *spans)}:
                found[name] = place["code"] if found.get(name, place["code"]) == place["code"] else None
        return found

    def _homes(self) -> Iterator[tuple[str, str | None]]:
        known, source = self._known, self._line["source"]
        yield "row", self._of_row()
        yield from (("title", code) for code in self._head_codes())
        publisher = fold(self._line["publisher"] or "")
        paper = known.papers.get(publisher) or _named(publisher, known)
        yield "publisher", paper if paper and not self._elsewhere(paper) else None
        yield "filename", None if self._row_names() else _of_file(fold(_stem_of(source["uri"])), known)
        yield "text", self._spoken_of()

    def _elsewhere(self, code: str) -> bool:
        """Whether the text speaks more of places outside this one: a paper of the capital reports on a town far away."""
        named = Counter[bool]()
        for place in self._coded:
            named[_related(place["code"], code)] += len(place["mentions"])
        return named[False] > named[True]

    def _of_row(self) -> str | None:
        """What the row's own columns say: a code, else the names from province to county."""
        metadata, says = self._line["source"]["metadata"], self._known.column
        coded = (_code(value) for key, value in metadata.items() if says(key) == "place_code")
        return next((code for code in coded if code in self._known.names), None) or _named(" ".join(self._row_names()), self._known)

    def _row_names(self) -> list[str]:
        """The places that the row's own columns name: where they do, the name of its file tells nothing of the row."""
        says = self._known.column
        return [fold(value) for key, value in self._line["source"]["metadata"].items() if says(key) == "place" and isinstance(value, str)]

    def _titled(self, title: str) -> str | None:
        """The place that the title names; of namesakes the one that the text means."""
        lowest = _lowest(code for name, code in self._by_name.items() if code and self._known.within(name, title))
        return _named(title, self._known) if not lowest else lowest[0] if len(lowest) == 1 else None

    def _spoken_of(self) -> str | None:
        """The place that the text names far more often than any other of the kind that it calls its own (全县)."""
        level, own = self._own_level(), Counter[str]()
        for place in self._coded:
            if level and self._is(place["code"], level):
                own[place["code"]] += len(place["mentions"])
        counts = own.most_common(2)
        if not counts or counts[0][1] < _OFTEN:
            return None
        return counts[0][0] if len(counts) == 1 or counts[0][1] >= _MORE * counts[1][1] else None

    def _own_level(self) -> str:
        """What kind of place the text calls its own most often; an empty string where it calls none so."""
        levels = Counter[str]()
        for word, level in self._known.own.items():
            levels[level] += self._line["text"].count(word)
        level, often = max(levels.items(), key=lambda one: one[1])
        return level if often else ""

    def _around(self, level: str, own: Located | None) -> str | None:
        """The place of this kind that is the article's or row's own, or holds it: 全市 in a district's report is the city's; 全区 is a county
        that the title calls a zone (平潭综合实验区).
        """
        if own is None or own.code is None:
            return None
        held = next((code for code in _upward(own.code) if self._is(code, level)), None)
        return held or (own.code if level == "district" and self._is_zone(own.name, level) else None)

    def _is_zone(self, name: str, level: str) -> bool:
        """Whether the title goes on behind a place with what ends like this kind: 平潭|综合实验区."""
        title = fold(self._line["title"] or "")
        at = title.find(name[:-1])
        behind = title[at + len(name) - 1 : at + len(name) + _NAME] if at >= 0 else ""
        return any(char in behind for char, says in self._known.kinds.items() if says == level)

    def _of_line(self, start: int) -> Located | None:
        """The place that the cells of a table's row name: | 广东省 | 深圳市 | 南山区 | 2万元 |."""
        text = self._line["text"]
        first = text.rfind("\n", 0, start) + 1
        if text[first : first + 1] != _CELL:
            return None
        if first not in self._rows:
            cells = fold(text[first : (text.find("\n", start) + 1 or len(text) + 1) - 1]).split(_CELL)
            self._rows[first] = _named(" ".join(cell for cell in map(str.strip, cells) if _is_chain(cell, self._known)), self._known)
        code = self._rows[first]
        return Located(self._name(code), code, "row") if code else None

    def _is(self, code: str, level: str) -> bool:
        """Whether a place is of this kind; what older texts call a county may be a district or a city by now."""
        once = level == "county" and len(code) == CODE and not code.endswith("00")
        return once or level in self._kinds(code)

    def _kinds(self, code: str) -> tuple[str, ...]:
        """What kinds a place may be called: an autonomous region (广西壮族自治区) is a province, and 全区 to itself."""
        named = self._known.kinds.get(self._name(code)[-1:], "")
        return ("province", named) if code.endswith("0000") and code[:2] not in _MUNICIPALITIES else (named,)

    def _name(self, code: str) -> str:
        own = (place["name"] for place in self._coded if place["code"] == code)
        return self._known.names.get(code) or next(own, "")


def _upward(code: str) -> Iterable[str]:
    """The code and those of the places that hold it, from below."""
    return dict.fromkeys((code, code[:CODE], code[:4] + "00", code[:2] + "0000"))


def _code(value: Any) -> str:
    """The code of a county out of a cell: 130624, 130624000000, 130624.0."""
    digits = str(value).strip().removesuffix(".0")
    return digits[:CODE] if digits.isdigit() and len(digits) in (CODE, 9, 12) else ""


def _whole(text: str, known: Gazetteer) -> str | None:
    """The code of a text that is nothing but names of places."""
    return _named(text, known) if _is_chain(text, known) else None


def _is_chain(text: str, known: Gazetteer) -> bool:
    """Whether a text is nothing but names of places: 广东省深圳市."""
    rest = text
    while rest:
        size = next((size for size in range(len(rest), 1, -1) if rest[:size] in known.codes), 0)
        if not size:
            return False
        rest = rest[size:]
    return True


def _stem_of(uri: str) -> str:
    """The name of a file without folder and ending; `pathlib` would keep each name for ever."""
    name = uri.replace("\\", "/").rpartition("/")[2]
    return name.rpartition(".")[0] or name


def _of_file(stem: str, known: Gazetteer) -> str | None:
    """The place that the name of a file says, also short of its last character: baoding_清苑_2013. What is a word as well (资源,
    平安) says one only where nothing but a year or foreign letters stand beside it.
    """
    names = _HAN.findall(stem)
    told = " ".join(name for name in names if name not in known.words or names == [name] != [stem])
    full = {code for name in told.split() if name not in known.codes for end in known.kinds for code in known.codes.get(name + end, ())}
    return _named(told, known) or (full.pop() if len(full) == 1 else None)


@lru_cache(_RECENT)
def _named(text: str, known: Gazetteer) -> str | None:
    return known.named(text) if text else None


class _Own:
    """The places of an article that no list has, or that stay in doubt."""

    def __init__(self, line: Line, known: Gazetteer) -> None:
        self._endings: Iterable[str] = known.kinds
        self._calling: Container[str] = known.own
        uncoded = [place for place in line["places"] if not place["code"]]
        self._places = [(place["name"], line["text"][start:end]) for place in uncoded for start, end in place["mentions"]]
        self._title = line["title"] or ""
        self._names = [name for name in (self._title, *(body["name"] for body in line["organisations"])) if name]
        self._titled = known.titled(fold(self._title))

    def of_title(self) -> str | None:
        """The place that the title begins with, also short of its kind: 檀津|亮出新路线图 where the text speaks of 檀津街道."""
        whole = next((name for name in self._called() if name and self._title.startswith(name)), None)
        short = (printed for _, printed in self._places if any(map(self._title.startswith, self._short(printed))))
        return whole or next(short, None) or self._only() or self._titled

    def _only(self) -> str | None:
        """The one place that the text speaks of, more than once, where the title has it short of its kind: 博士来|鹭洲."""
        names = {printed for _, printed in self._places}
        only = names.pop() if len(names) == 1 and len(self._places) > 1 else ""
        return only if any(name in self._title for name in self._short(only)) else None

    def _short(self, printed: str) -> Iterator[str]:
        """A name without what says its kind."""
        return (name for ending in self._endings if len(name := printed.removesuffix(ending)) > 1 and name != printed)

    def of_subject(self, text: str) -> str | None:
        """The place that is named in a subject, or, where that is a word like 全县, the article's own of that kind."""
        named = [name for name, printed in self._places if printed in text]
        return max(named, key=len) if named else self._of_kind(text)

    def _called(self) -> Iterator[str | None]:
        """What the article may be of: its places as they are printed, and what title and bodies begin with together."""
        yield from (printed for _, printed in self._places)
        yield from (beginning(self._names, ending) for ending in self._endings)

    def _of_kind(self, subject: str) -> str | None:
        """What 全县 stands for: the first county of the text, else the one that its title and bodies are named after."""
        if subject not in self._calling:
            return None
        called = (*(name for name, _ in self._places), self._titled or "")
        return next((name for name in called if name[-1:] == subject[-1:]), None) or beginning(self._names, subject[-1:])


def beginning(names: Iterable[str], ending: str) -> str | None:
    """The name of a place that most titles and bodies of an article begin with, where several do.

    >>> beginning(["岚浦县召开经济工作会议", "岚浦县财政局", "岚浦日报"], "县"), beginning(["推进县域经济", "岚浦县财政局"], "县")
    ('岚浦县', None)
    """
    begun = Counter(name[: at + 1] for name in names if _GENERAL <= (at := name.find(ending)) < _NAME)
    [(best, count)] = begun.most_common(1) or [("", 0)]
    return best if count > 1 else None
