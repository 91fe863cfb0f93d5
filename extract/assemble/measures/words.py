"""The words of rules, as expressions: what grants, caps, requires, and whom it is for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract import expressions as re
from extract.assemble.lexicon import lexicon
from extract.patterns import Forms, Rules, from_words, one_of

# A number of an article or a list: 第三条, (一), 2., ①, a.
MARKER = r"(?:第[一二三四五六七八九十百\d]{1,4}[条章款项类]\s*:?|\(?[一二三四五六七八九十\d]{1,3}\)|[①-⑳]|\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]{1,3}[是、.]|[a-z][.、])\s*"

# What a sum is paid for each of: 每人每月, 每平方米; of anybody's share, and with the units of goods
_HEADS = "[人户家个年月天日台亩件项辆名位例次批]|平方米|学年|学期"
PER_HEAD = f"每(?:{_HEADS})"
PER = f"每(?:{_HEADS}|千瓦时|立方米|公里|吨)"


@dataclass(frozen=True)
class Words:
    """Expressions made of patterns/measures.yaml."""

    benefit: re.Pattern[str]
    named: re.Pattern[str]  # a phrase that ends in a benefit, with what is stated of it
    standard: re.Pattern[str]  # a clause that opens with a benefit's standard and no name: 补贴标准为…
    given: re.Pattern[str]  # a verb of giving right before a value
    granted: re.Pattern[str]  # a benefit right behind a value
    cap: re.Pattern[str]
    cap_after: re.Pattern[str]
    floor: re.Pattern[str]
    reach: re.Pattern[str]
    recipient: re.Pattern[str]
    somebody: re.Pattern[str]  # the same, or a class of them: 甲类, 一级
    stop: re.Pattern[str]
    favour: re.Pattern[str]
    head: re.Pattern[str]
    bearer: re.Pattern[str]
    thing: re.Pattern[str]
    formal: re.Pattern[str]  # what heads a list of rules and names nobody: 申报条件
    zone: re.Pattern[str]  # kinds of places and things that can meet a condition
    bare: frozenset[str]  # benefits that name nothing alone
    closings: Forms  # modals, comparisons and adverbs behind a phrase
    openings: Forms  # connectors, modals and helpers before one
    parts: re.Pattern[str]  # what parts whom a rule binds from what they must do: 应当, 经核定后
    meanwhile: re.Pattern[str]  # a time or a deed before what is measured: 执行期内, 经评估后
    handling: re.Pattern[str]  # a phrase that opens with what somebody does
    having: re.Pattern[str]  # the same, where the verb makes no compound: 具有|博士学位
    matter: re.Pattern[str]  # a phrase that ends in what is nobody
    cuts_word: Callable[[str, int], bool]


# per part, ways of saying "once" and "at most", as they stand between the verb and the value
BETWEEN = rf"(?:其|企业|项目|个人|团队|一次性|最高|不超过|{PER}|人民币|总额|合计|累计|共计|分别|相应|单[\u4e00-\u9fff]{{1,2}}|再|另|约|约定|可达|至|达|为|:|资金|的|奖励|补助|补贴|资助|扶持|支持|奖补|津贴|经费|标准|额度|金额)*"
AFTER = r"(?:\([^()]{0,20}\))?(?:/[\u4e00-\u9fff]{1,3})*(?:及?以[上下内])?(?:的)?"


@from_words
def words(rules: Rules) -> Words:
    """The expressions of one set of rules, made once."""
    entries = rules.vocabularies["measures"]

    def any_of(*parts: str) -> str:
        return one_of(form for entry in entries if entry["part"] in parts for form in entry.forms)

    benefit, side, give = any_of("benefit"), any_of("side"), any_of("give")
    inner = r"(?:\n(?=给予|予以|一次性|进行)|一次性|最高|全额|定额|现金|财政|比例|标准|给予|予以|进行|事后|专项|用于|的)*"
    return Words(
        benefit=re.compile(benefit),
        named=re.compile(rf"(?:{benefit})(?:最高|最低)?(?:{side})*$"),
        standard=re.compile(rf"[\s,]*(?:具体|目前|其|现行)?(?P<kind>(?:发放|{benefit})(?:{side})+)(?:分别)?(?:为|是|按|:)"),
        given=re.compile(rf"{give}{BETWEEN}$"),
        granted=re.compile(rf"{AFTER}{inner}(?P<name>[^,;。、\n:()\d]{{0,12}}?{benefit})"),
        cap=re.compile(rf"{any_of('cap')}(?:奖励|补助|补贴|资助|给予|支持|扶持|贷款|可贷)?(?:额度?|金额|限额)?(?:分别|为|达|:)*(?:人民币|{PER})*$"),
        cap_after=re.compile(rf"(?:\([^()]{{0,20}}\))?{any_of('cap_after')}"),
        floor=re.compile(rf"{any_of('floor')}(?:为|:|有|{PER})*$"),
        reach=re.compile(rf"{any_of('reach')}(?:了|到|过|至|人民币)?$"),
        recipient=re.compile(rf"{any_of('recipient')}(?:\([^()]*\))?$"),
        somebody=re.compile(rf"(?:{any_of('recipient')}|岁|级|类|档|等|者)(?:\([^()]*\))?$"),
        stop=re.compile(any_of("stop")),
        favour=re.compile(any_of("favour")),
        head=re.compile(rf"^(?:{MARKER})*+(?P<name>[^,;。:\n\d《]{{2,20}}?(?:{any_of('granting')}))(?:{any_of('head_side')})*(?:\([^()\n]*\))?(?=[。:\n]|$|\s)", re.M),
        bearer=re.compile(rf"{any_of('bearer')}(?!{any_of('inside')})"),
        thing=re.compile(rf"{any_of('thing')}$"),
        formal=re.compile(rf"(?:{any_of('head_side')})$"),
        zone=re.compile(rf"(?:{any_of('zone')})$"),
        bare=frozenset(form for entry in entries if entry["part"] == "benefit" for form in entry.forms),
        closings=Forms(entry for entry in entries if entry["part"] in ("modal", "closing", "cap", "floor", "reach")),
        openings=Forms(entry for entry in entries if entry["part"] == "opening"),
        parts=re.compile(rf"{any_of('modal')}|经(?![营济费办])[^,的经]{{2,8}}后"),
        meanwhile=re.compile(rf"(?:[\u4e00-\u9fff]{{0,6}}?(?:{any_of('stage')})(?:届?满)?(?:以?内|间|末|时|后|之?日)|经(?![营济费办])[^,的经]{{2,8}}后|[一二两三四五\d]+个?(?:年|月)内|近[一二两三四五\d]个?(?:自然)?(?:年度?|月)以?内?|[上当本次前同][一个半]?(?:自然)?(?:年度?|季度|月)(?:的|末|内)?|应(?![聘急用届税缴收付])),?"),
        handling=re.compile(any_of("handling", "having")),
        having=re.compile(any_of("having")),
        matter=re.compile(rf"(?:{any_of('matter')})$"),
        cuts_word=lexicon(rules).cuts_word,
    )


def outside(text: str, spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a place is in none of the brackets."""
    return not any(first < at < last for first, last in spans)
