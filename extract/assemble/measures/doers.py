"""Subjects of clauses, up to the noun before the verb: 乡镇卫生院|引进全科医生."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from extract import expressions as re
from extract.assemble.measures.bounds import somebody
from extract.assemble.measures.provisions import Place, last_mark
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View, trimmed


def clauses_before(place: Place) -> Iterator[tuple[int, int]]:
    """The clauses of the provision before that of the value, nearest first."""
    end = place.clause_start
    while end > place.start:
        start = last_mark(place.text, place.start, end - 1, ",\n:;。")
        yield start, end - 1
        end = start


def doer(text: str, start: int, end: int, words: Words) -> View:
    """The subject of a clause, or the whole of a clause that ends in 的; nothing where the clause opens with its verb, or its noun is no recipient.

    >>> from extract.assemble.measures.words import words
    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> text = "乡镇卫生院引进全科医生"
    >>> doer(text, 0, len(text), known).text
    '乡镇卫生院'
    """
    begin = re.matched(words["recipients.opens"].match(text, start, end)).end()
    for noun in words["doers.noun"].finditer(text, begin, end):
        if _acts(text[begin:end], noun.end() - begin, words) and is_doer(text[begin : noun.end()], words):
            whole = words["doers.whole"].match(text, noun.end(), end + 1)
            return trimmed(View.of(text, begin, whole.end("deed") if whole else noun.end()))
    return NOTHING


def is_doer(who: str, words: Words) -> bool:
    """Whether a phrase is a recipient; where a deed narrows it (投资1亿元以上的|企业), the noun behind the deed counts.

    >>> from extract.assemble.measures.words import words
    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> is_doer("投资1亿元以上的企业", known), is_doer("奖励资金", known)
    (True, False)
    """
    noun = re.matched(words["doers.head"].search(who))[0]
    if (
        who.count("(") != who.count(")")
        or words.stop.match(who)
        or words["doers.with"].match(who)
        or words["recipients.one_of"].match(noun)
        or words["doers.giver"].search(noun)
    ):
        return False
    return somebody(noun, words) and not any(tag in ("p", "d") for _, tag in _tagged(noun))


def acts(clause: str, words: Words) -> bool:
    """Whether a clause opens with a verb: 入选|国家级.

    >>> from extract.assemble.measures.words import words
    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> acts("入选国家级名单", known), acts("国家级名单", known)
    (True, False)
    """
    return _acts(clause, 0, words)


def tells_deed(clause: str) -> bool:
    """Whether a clause has a verb anywhere: 年度首次将销售额|纳入|统计.

    >>> tells_deed("年度首次将销售额纳入统计"), tells_deed("国家级奖项")
    (True, False)
    """
    return any(tag == "v" for _, tag in _tagged(clause))


def is_task(text: str, words: Words) -> bool:
    """Whether a heading is a task (提升产业品牌), and not what somebody is or gets.

    >>> from extract.assemble.measures.words import words
    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> [is_task(one, known) for one in ("提升产业品牌", "在校学生", "购买设备补贴")]
    [True, False, False]
    """
    first, *rest = [tag for _, tag in _tagged(text)[:2]] or [""]
    does = first == "v" or (first == "vn" and bool(rest) and rest[0] in _DONE)
    noun = len(text) <= _COMPOUND and (words.recipient.search(text) or words.zone.search(text))  # 示范|小镇
    return does and not noun and words.named.search(text) is None


_DONE = ("v", "vn", "a")
_COMPOUND = 5  # most characters of a noun that a verb narrows


def until_verb(text: str, words: Words) -> str:
    """A noun phrase without the verb behind it: 社区卫生服务中心|作为签约机构; a verb within a noun stays: 低空应用示范项目.

    >>> from extract.assemble.measures.words import words as of_measures
    >>> from extract.patterns import load_rules
    >>> known = of_measures(load_rules())
    >>> until_verb("社区卫生服务中心作为签约机构", known), until_verb("低空应用示范项目", known)
    ('社区卫生服务中心', '低空应用示范项目')
    """
    noun = end = 0
    tagged = _tagged(text)
    for word, tag in tagged:
        verbal = tag == "v" and noun >= _NOUN and not words["doers.attribute"].search(text, 0, noun)  # 营业性|演出 is one noun
        if verbal and (tagged[-1][1] not in _NOMINAL or words["doers.predicate"].match(word)):
            return text[:noun]
        end += len(word)
        noun = end if tag not in ("c", "d", "p") else noun  # 工作经历|并取得
    return text


_NOMINAL = ("n", "vn", "nz", "l")  # parts of speech that a noun phrase ends with
_NOUN = 2  # least characters of a noun


def _acts(clause: str, at: int, words: Words) -> bool:
    """Whether a verb, or its adverb or preposition, stands at offset `at`; not one that only narrows a noun (企业|购置的设备) or compares."""
    start = 0
    for word, tag in _tagged(clause):
        if start == at and tag == "t":
            at += len(word)  # 博物馆|年接待观众
        elif start == at:
            behind = at + len(word)
            narrows = len(word) > 1 and words["doers.compound"].match(clause, behind)
            return tag in _VERBAL and not narrows and not words["doers.compares"].match(clause, at)
        if start > at:
            return False
        start += len(word)
    return False


_VERBAL = ("v", "vd", "vn", "p", "d")


@lru_cache(256)
def _tagged(clause: str) -> list[tuple[str, str]]:
    """The words of a clause with their parts of speech."""
    import rjieba

    return [(str(word), str(tag)) for word, tag in rjieba.tag(clause)]
