"""The unit per which a sum is paid, where its clause gives it before other words: 每月给予生活补贴|900元, 年最高支付限额|9万元."""

from __future__ import annotations

from extract.assemble.measures.provisions import Place
from extract.assemble.measures.words import Words

_MEASURED = ("area", "mass", "length", "volume", "energy", "power")  # kinds of units that have a code; a counted thing keeps its printed name
_PAID = ("grant", "cap", "floor")
_TIMES = frozenset(("a", "mo"))
_SAID = (("a", "roles.per_year"), ("mo", "roles.per_month"))


def paid_per(place: Place, role: str, words: Words) -> str:
    """The unit of a sum with the thing and the time that it is paid per, taken from its clause; an empty string where its own unit says as much."""
    money, *own = (place.amount.unit or "").split("/")
    if money != "CNY" or len(own) > 1 or role not in _PAID:
        return ""
    timed = not _TIMES.isdisjoint(own)
    parts = [*_thing(place, role, words), *own] if timed else [*(own or _thing(place, role, words)), *_time(place, words)]
    return "/".join([money, *parts]) if parts != own else ""


def _thing(place: Place, role: str, words: Words) -> list[str]:
    """The thing that a sum is paid per: 按每台(套)设备补助|3000元; each recipient only for a grant, as with a cap or floor it is the bound."""
    names = ("roles.per_thing", "roles.per_head", "roles.per_one")[: 3 if role == "grant" else 2]
    found = next(filter(None, (words[name].search(place.clause) for name in names)), None)
    unit = words.units[found["per"]] if found else None
    return [unit.code if unit and unit.kind in _MEASURED else found["per"]] if found else []


def _time(place: Place, words: Words) -> list[str]:
    """The year or month that a sum is paid per: 每月发放生活补贴|900元、租房补贴|500元."""
    return [code for code, name in _SAID if words[name].search(place.clause)][:1]
