"""The page layout vocabularies of patterns/ as compiled expressions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extract import expressions as re
from extract.patterns import Rules, from_words, one_of, phrases
from extract.publishers import Publishers, publishers


@dataclass(frozen=True, eq=False, repr=False)  # words are compared and shown by nobody
class Layout:
    """The vocabularies roles, publishers, furniture and layout as expressions over folded lines."""

    role: re.Pattern[str]
    after: re.Pattern[str]
    opening: re.Pattern[str]
    byline: re.Pattern[str]
    suffix: re.Pattern[str]
    publisher: re.Pattern[str]
    itself: frozenset[str]
    names: Publishers
    speaker: re.Pattern[str]
    whole: frozenset[str]
    start: re.Pattern[str]
    label: re.Pattern[str]
    within: tuple[str, ...]
    caption: re.Pattern[str]
    credit: re.Pattern[str]
    picture: re.Pattern[str]
    opens: tuple[str, ...]
    binds: tuple[str, ...]
    trails: tuple[str, ...]
    annex: re.Pattern[str]
    box: re.Pattern[str]
    yearly: re.Pattern[str]
    paper: re.Pattern[str]
    planned: re.Pattern[str]
    called: re.Pattern[str]
    past: re.Pattern[str]
    reports: re.Pattern[str]
    posted: re.Pattern[str]
    drawn: re.Pattern[str]
    issuer: re.Pattern[str]
    issuers: re.Pattern[str]
    redhead: re.Pattern[str]
    addressed: re.Pattern[str]
    about: re.Pattern[str]
    about_end: re.Pattern[str]
    goes_on: re.Pattern[str]
    kind: re.Pattern[str]
    glued: re.Pattern[str]
    retitled: re.Pattern[str]
    recorded: re.Pattern[str]
    yearly_end: re.Pattern[str]
    titled: re.Pattern[str]
    body: re.Pattern[str]
    filed: re.Pattern[str]
    imprint: re.Pattern[str]
    field: re.Pattern[str]
    source: re.Pattern[str]
    question: re.Pattern[str]
    answer: re.Pattern[str]
    meta: re.Pattern[str]
    of_document: re.Pattern[str]
    session: re.Pattern[str]
    year: re.Pattern[str]
    framed: re.Pattern[str]


HAN = "㐀-鿿"
_NAME = rf"(?:[{HAN}]{{2,4}}(?:·[{HAN}]{{1,8}})*|[{HAN}][  ]{{1,2}}[{HAN}])"
_NAMES = rf"{_NAME}(?:[\s、,/&]+{_NAME}){{0,9}}"
_COLON = r"(?:\s?[】\]]\s?:?|\s?:)"  # what stands between a label and what it labels: 标题:… or 【标题】…
_DATE = r"[12一二][^\s,;|]{2,3}\s?[-/.年]\s?[^\s,;|]{1,2}\s?[-/.月]\s?[^\s,;|]{1,4}"
DAY = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日"


@from_words
def of(rules: Rules) -> Layout:
    """The layout knowledge of these rules.

    >>> from extract.patterns import load_rules
    >>> layout = of(load_rules())
    >>> layout.byline.fullmatch("记者 林晓") is not None, layout.redhead.fullmatch("榕江县人民政府文件")["issuer"]
    (True, '榕江县人民政府')
    """
    return Layout(**_whole(rules), **_credits(rules), **_furniture(rules), **_papers(rules), **_fields(rules), names=publishers(rules))


def _forms(rules: Rules, vocabulary: str, *kinds: str) -> tuple[str, ...]:
    entries = rules.vocabularies.get(vocabulary, ())
    forms = {form for entry in entries if entry["kind"] in kinds for form in entry.forms}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def _at(rules: Rules, place: str) -> tuple[str, ...]:
    """The forms of furniture that show a line at `place`: whole, start, label or within."""
    entries = rules.vocabularies.get("furniture", ())
    forms = {form for entry in entries if entry["at"] == place for form in entry.forms}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def _labels(rules: Rules, *kinds: str) -> str:
    """Any label of these kinds that pages print, of all kinds but the title's where none is named."""
    entries = [e for e in rules.vocabularies.get("labels", ()) if e.id in kinds or (not kinds and e.id != "title")]
    return one_of(form for entry in entries for form in entry.forms)


def _publisher(rules: Rules) -> str:
    """A paper or agency: one that calls itself 本报, or a name with the ending of one (日报)."""
    return rf"(?:{one_of(_forms(rules, 'publishers', 'self'))}|[{HAN}A-Za-z·]{{1,16}}?{one_of(_forms(rules, 'publishers', 'ending'))})"


def _issuer(rules: Rules, *more: str) -> str:
    """A body that issues papers: a name with the ending of one (人民政府), or of one of `more` kinds."""
    return rf"[{HAN}]{{2,24}}{one_of(_forms(rules, 'layout', 'issuer', *more))}"


def _document_kinds(rules: Rules) -> str:
    """Any kind of document: 通知, 实施方案."""
    return one_of(form for entry in rules.vocabularies.get("document_kinds", ()) for form in entry.forms)


def _credits(rules: Rules) -> dict[str, Any]:
    """Expressions for authors, photographers and publishers: bylines, credits of pictures, speakers."""
    known, publisher = phrases(rules), _publisher(rules)
    source, picture = known["lines.source"].pattern, known["lines.of_picture"].pattern
    role, slash, behind = (one_of(_forms(rules, "roles", kind)) for kind in ("person", "slash", "after"))
    name = rf"(?!(?:{role}|{slash})[\s/:|]){_NAME}"
    names = rf"{name}(?:[\s、,/&]+{name}){{0,9}}"
    credited = rf"(?:{slash}\s?[/:|]\s?(?:{publisher})?(?:{role}[\s/:|]{{0,3}})?{names}|(?:{publisher})?\s?{role}[\s/:|]{{0,3}}{names})"
    unit = rf"(?:{credited}(?:\s?[/ ]?\s?{behind})?|(?:{source})\s?:\s?\S{{2,24}}|{_NAME}(?:[\s、]{_NAME})?\s?[/ ]\s?{behind})"
    return {
        "role": re.compile(rf"(?P<role>{role}|{slash}(?=\s?[/:|]))[\s/:|]*"),
        "after": re.compile(rf"(?P<names>{_NAMES})\s?[/ ]?\s?(?P<role>{behind})$"),
        "opening": re.compile(_opening(publisher, one_of(_forms(rules, "publishers", "wire")), role, one_of(_forms(rules, "layout", "binds")))),
        "byline": re.compile(rf"[(\[【□■◎○●◇◆★☆▣—\-|\s]*(?>{unit})(?>[\s、,;|/&□■◎○●◇◆★☆▣]*{unit}){{0,7}}+[)\]】\s]*"),
        "suffix": re.compile(rf"\s*\((?:{publisher})?\s?(?:{role}[\s/:]{{0,3}}{_NAMES}[\s、,;]*){{1,5}}(?:{behind})?\)$"),
        "publisher": re.compile(publisher),
        "itself": frozenset(_forms(rules, "publishers", "self")),
        "speaker": re.compile(rf"(?P<role>[{HAN}]{{0,20}}{one_of(_forms(rules, 'roles', 'speaker'))})[\s ]+(?P<name>{_NAME})"),
        "credit": re.compile(
            rf"(?:(?:[\s。!?(/]|^)(?P<by>(?:{publisher})?(?:{role}[\s/:]{{0,2}})?{_NAMES}[\s/]{{0,2}}){one_of(_forms(rules, 'layout', 'credit'))}\)?$"
            rf"|[(\[](?:{picture})[^()]{{0,20}}[)\]]$)"
        ),
        "picture": re.compile(r"[。!?]\s?图为[^。]{2,60}。?$"),
    }


def _furniture(rules: Rules) -> dict[str, Any]:
    """Expressions for lines that are the page's own, and for those that open, continue or end something."""
    return {
        "whole": frozenset([*_at(rules, "whole"), *_forms(rules, "layout", "aside")]),
        "start": re.compile(one_of(_at(rules, "start"))),
        "label": re.compile(one_of([*_at(rules, "label"), *_forms(rules, "layout", "stamp", "retitled")]) + r"\s?:"),
        "within": _at(rules, "within"),
        "opens": _forms(rules, "layout", "opens"),
        "binds": _forms(rules, "layout", "binds"),
        "trails": _forms(rules, "layout", "trails"),
        "annex": re.compile(rf"{one_of(_forms(rules, 'layout', 'annex'))}\s?(?:[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})?\s?:?(?:\s|$)"),
        "box": re.compile(rf"{one_of(_forms(rules, 'layout', 'box'))}\s?(?:[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?:?"),
        "question": re.compile(_asked(one_of(_forms(rules, "layout", "question")))),
        "answer": re.compile(rf"[【\[]?{one_of(_forms(rules, 'layout', 'answer'))}\s?[】\]:.]"),
    }


def _papers(rules: Rules) -> dict[str, Any]:
    """Expressions for what a government's paper prints: its issuer, kind, number and year."""
    kinds, yearly = _document_kinds(rules), one_of(_forms(rules, "layout", "yearly"))
    issuer, office = _issuer(rules), _issuer(rules, "office")
    return {
        "issuer": re.compile(rf"(?P<name>{issuer})(?:[\s、,]+{office}){{0,9}}"),
        "issuers": re.compile(rf"{office}(?:[\s、,]+{office}){{0,9}}"),
        "redhead": re.compile(rf"(?P<issuer>{issuer}|(?:[{HAN}]\s){{4,24}})文\s?件"),
        "about_end": re.compile(one_of(_forms(rules, "layout", "about")) + "$"),
        "kind": re.compile(rf"{kinds}$"),
        "glued": re.compile(
            rf"(?P<title>[^。;,〔\[]{{8,90}}?{kinds}(?:\([^()]{{2,10}}\))?)\s?"
            rf"(?P<number>(?!的)[{HAN}]{{2,10}}[〔\[](?:19|20)\d\d[〕\]]\s?\d{{1,4}}\s?号)\s?(?P<rest>[{HAN}].+)"
        ),
        "retitled": re.compile(
            rf"{one_of(_forms(rules, 'layout', 'retitled'))}\s?:\s?(?:(?P<title>[^。]{{4,60}}?)\s{{2,}})?"
            rf"(?:(?P<source>{_labels(rules, 'publisher')}\s?:\s?\S{{2,16}})\s+)?(?P<rest>\S.{{40,}})"
        ),
        "yearly_end": re.compile(rf"[{HAN}]{{0,12}}{yearly}"),
        "yearly": re.compile(rf"(?P<year>(?:19|20)\d\d)年.{{0,30}}{yearly}$"),
        "paper": re.compile(rf"(?:{yearly}|{kinds}|{one_of(_forms(rules, 'layout', 'planned'))})$"),
        "imprint": re.compile(_imprint(rules, issuer)),
    }


def _fields(rules: Rules) -> dict[str, Any]:
    """Labels of title, text, source and days, with what they label."""
    return {
        "titled": re.compile(rf"[【\[]?{one_of(_forms(rules, 'layout', 'titled'))}{_COLON}\s*(?=\S)"),
        "body": re.compile(rf"[【\[]?{one_of(_forms(rules, 'layout', 'body'))}{_COLON}\s*"),
        "recorded": re.compile(
            rf"(?P<meta>(?:19|20)\d\d[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?[^。]{{0,80}}?)[\s,;]+"
            rf"{one_of(form for form in _forms(rules, 'layout', 'body') if len(form) > 1 and form != '内容')}\s?:\s*(?P<rest>\S.*)"
        ),
        "filed": re.compile(rf"[【\[]?{_labels(rules)}{_COLON}"),
        "field": re.compile(rf"{one_of(_forms(rules, 'layout', 'field'))}|(?=[^:]{{4}}){_labels(rules, 'published', 'drawn', 'publisher', 'record')}"),
        "source": re.compile(rf"{_labels(rules, 'publisher')}{_COLON}\s{{0,40}}(?P<name>[^\s()\[\]|,;:\d]{{2,24}})"),
        "posted": re.compile(rf"{_labels(rules, 'published')}{_COLON}\s*(?P<day>{_DATE})"),
        "drawn": re.compile(rf"{_labels(rules, 'drawn')}{_COLON}\s*(?P<day>{_DATE})"),
    }


def _imprint(rules: Rules, issuer: str) -> str:
    """A line with the publisher, the day, and in the head of a newspaper's page its number: 榕江日报 2023年5月9日 星期二 第3版."""
    known = phrases(rules)
    paper, edition = known["lines.paper"].pattern, known["lines.edition"].pattern
    date = r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*星期.)?"
    name = rf"(?P<name>{_publisher(rules)}|{issuer}|{paper}(?=.*?{edition}))"
    return rf"(?=.*{date})(?:{date}\s+)?{name}(?:\s+(?:{date}|\d{{1,2}}:\d\d(?::\d\d)?|{edition})){{0,4}}"


_KINDS = ("caption", "addressed", "about", "goes_on", "called", "planned", "past", "reports")


def _whole(rules: Rules) -> dict[str, Any]:
    """The expressions that are all words of one kind, or one phrase."""
    known = phrases(rules)
    of_kinds: dict[str, Any] = {kind: re.compile(one_of(_forms(rules, "layout", kind))) for kind in _KINDS}
    return of_kinds | {
        "meta": known["lines.meta"],
        "session": known["lines.session"],
        "of_document": known["titles.of_document"],
        "year": known["titles.year"],
        "framed": known["titles.framed"],
    }


def _asked(words: str) -> str:
    """A question with what opens it: 问:…?, Q3.…?, 问题一:…"""
    return rf"[【\[]?{words}\s?[一二三四五六七八九十\d]{{0,3}}\s?[】\]:.、]\s?[^?]{{2,100}}(?:\?|$)"


def _opening(publisher: str, wire: str, role: str, bind: str) -> str:
    """How a report's first paragraph says who publishes and who wrote it; `keep` is the dateline left in the text.

    Before a role in brackets stands no word of `bind`: (由各区汇总并审核) is prose.
    """
    own = rf"(?:[^()]{{0,40}}?[\s:,/|;、])?(?:(?!{bind})[^()\s:,/|;、]){{0,16}}?"  # a paper's name at most, and no prose
    inside = rf"(?P<inside>{own}{role}[^()]{{0,120}})"
    return (
        r"[【\[(]?(?:"
        rf"(?P<agency>{publisher})\s?/?(?P<keep>[{HAN}]{{0,8}}?{DAY})(?P<wire1>专?电|讯|消息)\s?(?:\({inside}\))?"
        rf"|(?P<far>{publisher})\s?/?[{HAN}]{{2,6}}专?电\s?\({inside.replace('inside', 'sent')}\)"
        rf"|(?P<paper>{publisher})?\s?(?P<wire2>{wire})?\s?[】\]]?\s?\({inside.replace('inside', 'people')}\)"
        rf"|(?P<site>{publisher})(?P<wire3>讯|消息)[】\])]?(?:\s?\([^()]{{1,12}}\))?(?=[\s:,，]|{DAY})"
        rf"(?:\s?(?P<by>(?:{role}[\s/:]{{0,2}}{_NAMES}[\s、]{{0,2}}){{1,4}})(?:报道)?(?=[\s:,]))?"
        rf"|(?P<own>{publisher})?(?P<by2>(?:{role}[\s/:]{{0,2}}{_NAMES}[\s、]{{0,2}}){{1,4}})(?:摄影)?报道(?=[:,\s])"
        r")[\s:,]{0,3}"
    )
