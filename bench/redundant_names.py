"""Names of patterns/names.tsv that are found without it: by a rule, or by a shorter name with a rule.

    python bench/redundant_names.py            prints them, a line each, and how many there are

Each name stands in sentences of bulletins, at their beginning, behind verbs, in rows. A name is redundant where the
recogniser without all redundant names finds, in every sentence in which it is found now, the same stretch as the same
type. A name that the table gives a full name or a home stays, for it says more than that it is a name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from extract.passage import Passage
from extract.patterns import Rules, load_rules
from extract.recognise import organisations
from extract.recognise.findings import Findings
from extract.text import fold, occurrences

SENTENCES = (
    "{}发布公告。",
    "\n{}\n",
    "市政府与{}签约。",
    "记者从{}获悉,今年投资增长5%。",
    "由{}承建的大桥开工。",
    "我市引进{}、澄岳科技等企业。",
    "澄岳科技、{}、锦芯澄等参展。",
    "日前,{}负责人介绍了情况。",
    "推动{}扩建项目落地。",
    "支持{}做大做强,依托{}建设基地。",
    "联合{}共建,在{}的带动下,全市完成产值3亿元。",
    "据{}统计,全县{}年产值超过10亿元。",
    "走进{},看到新的生产线。",
    "今年以来{}和各单位合作。",
    "建成以{}、锦岳科技为代表的产业园。",
    "8月4日,{}召开会议。",
    "记者 李行远 摄{}投入使用。",
    "一名{}官员否认。",
    "他当选{}成员。",
    "{}总部落户我市。",
    "各方签约,非{}出资的除外。",
    "我市参与{}初期工作。",
)
# Universities stay: a school or hospital of theirs is known by the listed name before it (华南师范大学|附属中学初中部).
TYPES = ("bodies", "party", "military", "media", "international", "research", "associations", "clubs", "finance", "companies")


def redundant(rules: Rules, types: Collection[str] = TYPES) -> dict[str, set[str]]:
    """By list, the names that the recogniser finds without them."""
    wanted = {list_: _as_now(rules, list_) for list_ in types if list_ in rules.lists}
    kept = rules.lists["newspapers"]
    gone = {list_: {name for name in names if fold(rules.lists[list_][name]) == name and name not in kept} for list_, names in wanted.items()}
    while True:
        without = _without(rules, gone)
        back = {list_: {name for name in names if not _same(name, wanted[list_][name], without)} for list_, names in gone.items()}
        if not any(back.values()):
            return gone
        gone = {list_: names - back[list_] for list_, names in gone.items()}


def _as_now(rules: Rules, list_: str) -> dict[str, tuple[str | None, ...]]:
    return {name: _types(name, rules) for name in rules.lists[list_]}


def _types(name: str, rules: Rules) -> tuple[str | None, ...]:
    """As what type the name itself is found in each sentence; None where it is not, or not so far."""
    return tuple(_type(name, sentence.replace("{}", name), rules) for sentence in SENTENCES)


def _type(name: str, text: str, rules: Rules) -> str | None:
    found, _ = organisations.find(Passage.of(text), Findings(), rules)
    spans = {span: body.type for body in found for span in body.mentions}
    wanted = {spans.get((at, at + len(name))) for at in occurrences(text, name)}
    return wanted.pop() if len(wanted) == 1 else None


def _same(name: str, now: tuple[str | None, ...], rules: Rules) -> bool:
    """Whether the name is found wherever it is found now; where nowhere, the list does nothing for it."""
    return all(was is None or was == _type(name, sentence.replace("{}", name), rules) for was, sentence in zip(now, SENTENCES, strict=True))


def _without(rules: Rules, gone: Mapping[str, Collection[str]]) -> Rules:
    lists = {key: {name: full for name, full in names.items() if name not in gone.get(key, ())} for key, names in rules.lists.items()}
    return replace(rules, lists=lists, _whole=None)


def main() -> None:
    rules = load_rules()
    found = redundant(rules)
    for list_, names in found.items():
        for name in sorted(names):
            print(f"{list_}\t{name}")
    print(f"# {sum(map(len, found.values()))} of {sum(len(rules.lists[key]) for key in found)}")


if __name__ == "__main__":
    main()
