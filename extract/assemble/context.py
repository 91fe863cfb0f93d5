"""An article as its statements are read: its text, what was recognised in it, what the pattern files say."""

from __future__ import annotations

from extract.assemble.lexicon import Lexicon
from extract.model import Article, Mentions
from extract.patterns import Rules
from extract.records import record


@record
class Context:
    """What every step from amount to statement knows; `folded` is the article's text as it is matched."""

    article: Article
    folded: str
    mentions: Mentions
    words: Lexicon
    rules: Rules
