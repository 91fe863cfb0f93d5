"""What somebody asks for: from where on in a sentence values are demanded, not told."""

from __future__ import annotations

from extract.patterns import Phrases


def asked(folded: str, span: tuple[int, int], phrases: Phrases) -> int | None:
    """Where what is demanded begins in a sentence; None where nothing is.

    >>> from extract.patterns import load_rules, phrases
    >>> known, texts = phrases(load_rules()), ("会议要求,全年签约项目80个", "县长强调,上半年项目要开工30个", "按照上级要求,新建公厕6座")
    >>> [asked(text, (0, len(text)), known) for text in texts]
    [4, 11, None]
    """
    found = (phrases[name].search(folded, *span) for name in ("asked.calls", "asked.says"))
    return min((one.end() for one in found if one is not None), default=None)
