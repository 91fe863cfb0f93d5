"""Lines with labels under a head: 计划新建住房300套,搬迁900人:⏎云溪村:120套360人;⏎青岭村:180套540人."""

from __future__ import annotations

from extract.assemble.lexicon import Lexicon
from extract.model import Span


def heads(folded: str, span: Span, words: Lexicon) -> bool:
    """Whether a sentence ends in a colon and a line with a label and a figure stands below it.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> text, words = "计划新建住房300套:\\n云溪村:120套;", lexicon(load_rules())
    >>> heads(text, (0, text.index("\\n")), words), heads(text, (12, len(text)), words)
    (True, False)
    """
    return folded[slice(*span)].rstrip()[-1:] == ":" and label(folded, folded.find("\n", span[0]) + 1, words) is not None


def label(folded: str, start: int, words: Lexicon) -> Span | None:
    """From where to where the label of a line reaches that begins at `start`; None where it has none.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> label("云溪村:120套;", 0, lexicon(load_rules()))
    (0, 3)
    """
    found = words["labelled.line"].match(folded, start)
    return found.span("label") if found else None
