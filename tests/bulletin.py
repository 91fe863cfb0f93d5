"""One small article made by hand, for tests of what happens after the pipeline."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from extract.model import (
    Amount,
    Article,
    Byline,
    Caption,
    Date,
    Document,
    Indicator,
    Organisation,
    Period,
    Person,
    Pipeline,
    Place,
    Reference,
    Section,
    Source,
    Statement,
    Subject,
    Warning,
)

TEXT = "柳溪县力争到2028年粮食总产量达到1.5亿斤。去年，县农业农村局局长孟广田说，全县新增高标准农田２万亩。《柳溪县种业振兴方案》同日印发。"


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def mention(ident: str, words: str, rule: str) -> dict[str, object]:
    start, end = span(words)
    sentence = TEXT[:start].count("。")
    return {"id": ident, "text": words, "start": start, "end": end, "sentence": sentence, "rule": rule}


def sentences() -> tuple[tuple[int, int], ...]:
    ends = [at + 1 for at, char in enumerate(TEXT) if char == "。"]
    return tuple(zip([0, *ends[:-1]], ends, strict=True))


def _statement(ident: str, words: str, rule: str, indicator: str, **said: object) -> Statement:
    nothing = dict.fromkeys(("value_max", "from_value", "baseline", "period", "confidence", "same_as", "subject", "role", "recipient", "base"))
    usual = {**nothing, "comparator": "eq", "approximate": False, "hedges": ()}
    start, end = span(indicator)
    named = Indicator(indicator, start, end, None, None)
    return Statement(**{**mention(ident, words, rule), **usual, "indicator": named, **said})  # type: ignore[arg-type]


def article(uri: str = "柳溪.txt", index: int = 0, title: str | None = "柳溪县部署种业振兴") -> Article:
    """A county's aim and a figure reached, with one record of each kind at least."""
    by_2028 = Period("2028年", dt.date(2028, 1, 1), dt.date(2028, 12, 31), "d1")
    grain = {"measure": "level", "amount": "a1", "value": Decimal("1.5E+8"), "unit": "jin", "status": "target"}
    fields = {"measure": "increase", "amount": "a2", "value": Decimal(20000), "unit": "mu", "status": "actual"}
    county = Subject("柳溪县", "sentence")
    return Article(
        id=f"hand-{index}",
        source=Source(uri, "txt", "utf-8", "0" * 64, index, {"栏目": "要闻"}),
        title=title,
        kicker=None,
        subtitle=None,
        publisher="柳溪日报",
        byline=(Byline("安可", "记者"),),
        published=dt.date(2026, 3, 9),
        published_from="metadata",
        reference=Reference("2026-03-09", "metadata"),
        text=TEXT,
        alignment=((0, 11, len(TEXT)),),
        sections=(Section("种业", 1, 0, len(TEXT)),),
        captions=(Caption("春耕时节的柳溪", "安可 摄"),),
        sentences=sentences(),
        targets=(_statement("t1", "1.5亿斤", "target.reach", "粮食总产量", period=by_2028, hedges=("力争",), subject=county, **grain),),
        actuals=(_statement("t2", "２万亩", "actual.new", "高标准农田", **fields),),
        amounts=(
            Amount(
                **mention("a1", "1.5亿斤", "amount.unit"),
                kind="mass",
                value=Decimal("1.5E+8"),
                value_max=None,
                unit="jin",
                comparator="eq",
                approximate=False,
                item=None,
            ),  # type: ignore[arg-type]
            Amount(
                **mention("a2", "２万亩", "amount.unit"),
                kind="area",
                value=Decimal(20000),
                value_max=None,
                unit="mu",
                comparator="eq",
                approximate=False,
                item=None,
            ),  # type: ignore[arg-type]
        ),
        dates=(
            Date(
                **mention("d1", "2028年", "date.year"),
                type="date",
                value="2028",
                first=dt.date(2028, 1, 1),
                last=dt.date(2028, 12, 31),
                modifier=None,
                resolved_from="text",
            ),  # type: ignore[arg-type]
            Date(
                **mention("d2", "去年", "date.last_year"),
                type="date",
                value="2025",
                first=dt.date(2025, 1, 1),
                last=dt.date(2025, 12, 31),
                modifier=None,
                resolved_from="publication",
            ),  # type: ignore[arg-type]
        ),
        organisations=(
            Organisation(
                **mention("o1", "县农业农村局", "body.government"),
                name="县农业农村局",
                type="government",
                aliases=("农业农村局",),
                mentions=(span("县农业农村局"),),
            ),  # type: ignore[arg-type]
        ),
        persons=(
            Person(**mention("p1", "孟广田", "person.office"), name="孟广田", titles=("县农业农村局局长",), organisation="o1", mentions=(span("孟广田"),)),  # type: ignore[arg-type]
        ),
        places=(Place(**mention("l1", "柳溪县", "place.list"), name="柳溪县", code=None, mentions=(span("柳溪县"),)),),  # type: ignore[arg-type]
        documents=(
            Document(
                **mention("c1", "柳溪县种业振兴方案", "document.title"),
                title="柳溪县种业振兴方案",
                kind="方案",
                stage=None,
                issuer=None,
                mentions=(span("柳溪县种业振兴方案"),),
            ),  # type: ignore[arg-type]
        ),
        warnings=(Warning("unbound_amount", *span("２万亩")),),
        pipeline=Pipeline("0.1.0", "abc", None),
    )


def repeated() -> Article:
    """The same article with the target's twin, as a headline makes one."""
    made = article()
    return replace(made, targets=(*made.targets, replace(made.targets[0], id="t9", same_as="t1")))
