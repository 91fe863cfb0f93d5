"""What a value is to a rule: grant, rate, cap, floor, threshold or quota, and how plainly its words say so."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.words import Words

_PART = ("%", "x")
# how a sum is paid out or shared among treasuries is no rule of its own
_PAID_OUT = re.compile(r"的?(?:比例)?(?:分摊|拨付|分期|分年|兑现|负担)")
_GROWTH = re.compile(r"(?:增长|增幅|增速|增加|同比|下降|提高)[^,;。\n]{0,8}$")
_PAID_OF = re.compile(r"(?:的|\))?(?:比例|标准|额度|幅度)?(?:进行|予以|给予|奖励|补|资助|扶持|贴息|支付|报销|计|核定|收取|缴|发放|承担|确定|减)")
_OF = re.compile(r"(?:按|按照|依照|以(?![上下内外后前及])|给予|为)(?:不超过|不高于|最高)?[^,;。\n]{2,60}$")
_WHO = re.compile(r"(?:\([^()]{0,20}\))?(?:及?以[上下内外]|之间)?(?:\([^()]{0,20}\))?(?:的|者|且|并)(?![^,;。\n]{0,8}(?:奖励|补助|补贴|资助|支持|扶持|贴息|比例|标准|津贴|减免|贷款|补偿|救助))")
_ALONE = re.compile(r"的(?=[,;。\n给按奖补]|企业|单位|项目|机构|家庭|个人)")
# 1000万元至3000万元|的奖励5万元: what is given stands behind, so that the sum before it is its condition
_BAND = re.compile(r"(?:\([^()]{0,20}\))?(?:及?以[上下内外]|之间)?(?:\([^()]{0,20}\))?(?:的|者),?(?:再|另|可|分别|一次性|每[家个户人]|给予|予以)*(?:奖励|补助|补贴|资助|奖补|支持|扶持|奖)[^,;。\n、\d]{0,8}\d")
# 给予|甲类人才|30万元
_GIVEN_WHO = re.compile(r"(?:给予|给与|发给|奖励|补助|补贴|资助)(?P<who>[^、,;:。\n\d]{2,14})$")
CLASS = re.compile(r"(?:[A-Z甲乙丙丁一二三四五六]|国家|省|市|县)[级类档等]")
# 每年|一次 tells how often, not how many
_OFTEN = re.compile(r"(?:一般|原则上|通常|每[年月季周日]|每(?:半年|季度|学期))+$")
_TOP = re.compile(r"(?:\([^()]{0,20}\))?(?:及?以[上下内外]|之间)")
# 购置的设备金额|500万元|以上, at the end of a line or before a bracket: a condition
_LINE_OF = re.compile(r"(?:\([^()]{0,20}\))?及?以上(?:\([^()]{0,30}\))?(?=[\n;(。]|$)")
_CONDITIONED = re.compile(r"(?:不低于|不少于|不得低于|不得少于|至少|达到|达|超过|不超过|满|不足|未满|以上|高于|低于|须|应|需)(?:为|有|到|过|人民币)*$")
_BOUND_OF = re.compile(r"[^,;。\n按]{2,}(?:不低于|不少于|不超过|不高于|不得超过|不得高于|不得低于|不得少于)[^,;。\n\d]{2,30}的?$")
_SHARE_PAID = re.compile(r"(?:补助|报销|支付|贴息|奖励|补贴|救助|资助|返还|赔付)比例(?:为|达|达到|提高到|提高至|降至|不低于|不超过|:|统一)*$")
_BACK = re.compile(r"(?:返还|减免|减征|报销)[^,;。\n]{2,40}的$")
# what somebody is or has, whatever its bound: 资产负债率不高于70%, 人均收入不超过低保标准的1.5倍
_OWNED = re.compile(r"(?:率|收入|财产|存款|年龄|负债)(?:一般|原则上|均|应|须)?(?:不超过|不高于|低于|不得超过|不得高于)[^,;。\n]{0,14}$")
_AGE = re.compile(r"年龄|周岁|年满|岁")
_LENGTH = re.compile(r"期限|时长|年限|时间|最长|期间|为期|享受|连续(?:补|奖|给|支)")
_DUE = re.compile(r"(?:自|从|在|于|之日起|后|应|内)[^,;。\n]{0,14}$")
_TERM = re.compile(r"(?:个?工作)?日?内|以内|之内")
_WITHIN = re.compile(r"(?:以内|之内|内)(?![部外地])")
_QUOTED = re.compile(r"(?:限|只(?![要有])|仅|前|不超过|最多|至多|每[\u4e00-\u9fff]{1,4}|名额|指标|遴选|评选|选取|选择|择优|选定|摇出|推荐|拿出|申报)[^,;。\n]{0,10}$")
_THAN = re.compile(r"(?:比|较|同比)[^,;。\n]{0,8}(?:增加|减少|多|少|提高)$")  # a change from a year before is told
# a sum that a government sets aside is a promise of its own
_BUDGET = re.compile(r"(?:安排|设立|筹集|统筹|总规模|[基资]金规模|设立规模|首期|预算|经费总额|资金总额|首批[\u4e00-\u9fff]{0,4}资金|财政每年|每年投入|服务业等每年)(?:不低于|不少于|约|超|首期|总额|每年|达|为|\d{4}年)*$")
# 补贴标准为一孩2000元、二孩|5000元
_ITEMS = re.compile(r"(?:标准|补贴|补助|奖励|津贴|资助)(?:分别)?(?:为|:)[^,;。\n]{1,40}$")
_LIMITED = re.compile(r"(?:限额|最高[^,;。\n]{0,6}额度?|可贷额度|提取额度)(?:标准)?(?:为|按|达|是|:|至|到|提高|调整|上调|下调|分别|由[\d.]+[^,;。\n]{0,4})*(?:[^,;。、\n]{0,16}每[\u4e00-\u9fff]{1,4}|[^,;。\n]*、[^,;。\n]{0,16}每[\u4e00-\u9fff]{1,4}|[^\d,;。\n]{0,10})*$")
# 低保标准分别提高到|每月780元: what was raised is told of, unless a rule is heard
_RAISED = re.compile("(?:提高|提升|上调|增加|调整)(?:到|至|为)")
_STANDARD = re.compile(r"(?:标准|额度|限额|金额|津贴|补贴|补助|奖励|资助|救助金|奖金|奖)(?:为|按|达|是|:|提高到|提高至|调整为|调整到|不?变)*(?:每[\u4e00-\u9fff]{1,4}|人均|分别|各)*(?:为|:)?(?:人民币)?$")


def role_of(place: Place, words: Words) -> tuple[str, int]:
    """The role and how plain it is: 2 where only a rule speaks so, 1 where a report or a goal may, 0 where nothing says it."""
    unit = place.amount.unit or ""
    clause, tail = place.clause, place.tail
    if (place.amount.kind == "multiple" and ":" in place.text[place.amount.start : place.amount.end]) or _PAID_OUT.match(tail):
        return "rate", -1
    if unit in _PART:
        return _part(place, words)
    if place.amount.kind == "money" or unit.startswith("CNY"):
        role, strength = _money(place, words)
        return ("grant", 2) if place.giving and (role, strength) == ("threshold", 0) else (role, strength)
    if place.amount.kind == "duration":
        return _duration(clause, tail, words) if "岁" not in place.amount.text else ("threshold", 1)
    return _count(place, words)


def conditions(text: str, end: int) -> bool:
    """Whether what is given for a sum stands right behind it: 3000万元以上|的奖励8万元."""
    return _BAND.match(text, end) is not None


def given_to(place: Place, words: Words) -> re.Match[str] | None:
    """Somebody between the giving and the sum, as group `who`: 给予|甲类人才|30万元."""
    found = _GIVEN_WHO.search(place.clause)
    return found if found and (words.somebody.search(found["who"]) or CLASS.match(found["who"])) else None


def _part(place: Place, words: Words) -> tuple[str, int]:
    clause, tail = place.clause, place.tail
    if _BOUND_OF.search(clause) and not _PAID_OF.match(tail) and not words.granted.match(tail):
        low = re.search(r"不低于|不少于|不得低于|不得少于", clause)
        return ("threshold" if _OWNED.search(clause) or _WHO.match(tail) or low else "cap"), 1
    if _GROWTH.search(clause):
        return "threshold", 2 if _WHO.match(tail) else 1 if _TOP.match(tail) else 0
    if _PAID_OF.match(tail) or words.granted.match(tail) or (_OF.search(clause) and not _CONDITIONED.search(clause)):
        return "rate", 2
    if words.given.search(clause) and not words.cap.search(clause):
        return "rate", 2
    if _SHARE_PAID.search(clause) or _BACK.search(clause):
        return "rate", 2
    if _WHO.match(tail):
        return "threshold", 2
    if _OWNED.search(clause):
        return "threshold", 1
    if re.search(r"(?:不超过|不高于|不得超过|不得高于|最高(?!限价)|上限|至多)[^,;。\n]{0,30}$", clause):
        return "cap", 1
    if re.search(r"最低", clause):
        return "floor", 1
    if place.amount.unit == "x" and re.search(r"的$", clause):
        return "rate", 1
    return "threshold", 1 if _CONDITIONED.search(clause) or _TOP.match(tail) else 0


def _money(place: Place, words: Words) -> tuple[str, int]:
    clause, tail = place.clause, place.tail
    if _THAN.search(clause):
        return "grant", 0
    if _BUDGET.search(clause):
        return "grant", -1
    who = (_WHO.match(tail) or _BAND.match(tail)) and not words.given.search(clause)
    if who:
        return "threshold", 2
    if _OWNED.search(clause) and not words.benefit.search(clause):
        return "threshold", 1
    if _LINE_OF.match(tail) and not words.given.search(clause) and not words.cap.search(clause):
        return "threshold", 2
    if words.cap.search(clause) or words.cap_after.match(tail) or (words.given.search(clause) and re.search(r"最高[^,;。\n]{0,8}$", clause)):
        return "cap", 2 if words.benefit.search(place.lead + tail[:16]) else 1
    if _LIMITED.search(clause):
        return "cap", 2
    if words.granted.match(tail) or words.given.search(clause) or given_to(place, words):
        return ("cap" if re.search(r"限额", clause) else "grant"), 2
    if _STANDARD.search(clause):
        return ("cap" if re.search(r"限额|额度|最高", clause) else "grant"), 2
    if "/" in (place.amount.unit or "") and not _CONDITIONED.search(clause):
        if _RAISED.search(clause):
            return "grant", 0
        return "grant", 1
    if _ITEMS.search(clause):
        return "grant", 2
    if words.floor.search(clause):
        return "threshold", 1
    if _CONDITIONED.search(clause) or _TOP.match(tail):
        return "threshold", 1
    return ("threshold", 0) if not re.search(r"最高", clause) else ("cap", 1)


def _duration(clause: str, tail: str, words: Words) -> tuple[str, int]:
    if re.search(r"最低[^,;。\n]{0,8}$", clause):
        return "floor", 1
    if _AGE.search(clause[-8:] + tail[:3]) or _WHO.match(tail) or _TOP.match(tail):
        return ("cap", 1) if words.cap.search(clause) and not _AGE.search(clause[-10:]) else ("threshold", 1)
    if words.floor.search(clause):
        return "threshold", 1
    if words.cap.search(clause) or _LENGTH.search(clause):
        return "cap", 1
    if _WITHIN.match(tail) and _DUE.search(clause):
        return "cap", 1
    return "threshold", 1 if _CONDITIONED.search(clause) else 0


def _count(place: Place, words: Words) -> tuple[str, int]:
    clause, tail = place.clause, place.tail
    if (_WHO.match(tail) and (_TOP.match(tail) or _ALONE.match(tail))) or _AGE.search(tail[:2]):
        return "threshold", 2
    if _TOP.match(tail) or words.floor.search(clause) or _CONDITIONED.search(clause):
        if place.amount.kind != "count" and words.cap.search(clause):
            return "cap", 1
        return ("quota", 1) if words.cap.search(clause) or (_QUOTED.search(clause) and "不超过" in clause) else ("threshold", 1)
    if place.amount.unit == "次" and _OFTEN.search(clause) and not words.cap_after.match(tail):
        return "quota", -1
    if words.cap.search(clause) or words.cap_after.match(tail):
        return ("quota" if place.amount.kind == "count" else "cap"), 1
    if _QUOTED.search(clause):
        return "quota", 1
    return "threshold", 0
