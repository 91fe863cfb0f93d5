"""Text with HTML in it, as the cells of a table or a dump hold it -> its plain lines."""

from __future__ import annotations

import html as entities

from lxml import etree
from lxml import html as lxml_html

from extract import expressions as re
from extract.read.html.blocks import article, blocks
from extract.read.lines import ENTITY, characters

# Letters behind `<` are markup only where they are a known tag's: 增长<5% and <附件> are text.
_TAG = re.compile(
    r"</?(?:html|head|body|meta|style|script|p|div|br|hr|span|strong|b|em|i|u|s|font|big|small|sup|sub|a|img|center|section|"
    r"article|table|thead|tbody|tr|td|th|ul|ol|li|dl|dt|dd|h[1-6]|pre|blockquote|label|input|o:p|st1:\w+)(?:\s[^<>]{0,5000})?/?>",
    re.I,
)
_BLOCK = re.compile(r"<(?:p|div|section|article|table|tr|ul|ol|li|dl|h[1-6]|pre|blockquote)[\s>/]", re.I)
_PAGE = re.compile(r"<(?:html|body)[\s>]", re.I)  # a cell may hold a whole page, with its menus
_NAMESPACED = re.compile(r"</?(?:o:p|st1:\w+)[^<>]{0,500}>", re.I)
_STRAY = re.compile(r"<(?![a-z/!])", re.I)
_LAYERS = 3  # some dumps escape what was escaped before


def plain(text: str) -> str:
    """The lines that a browser would show of a text with HTML in it; a text without any as it stands.

    >>> plain("<p>新建公园<span>1</span><span>2</span>个。&nbsp;</p><p>投资3亿元。</p>")
    '新建公园12个。\\n投资3亿元。'
    >>> plain("&lt;p&gt;增长&lt;5%&lt;/p&gt;"), plain("增速<5%\\n<附件>")
    ('增长<5%', '增速<5%\\n<附件>')
    """
    source = text
    for _ in range(_LAYERS):
        if _TAG.search(source):
            return _lines(source)
        if not ENTITY.search(source):
            break
        source = entities.unescape(source)
    return characters(text)


def _lines(text: str) -> str:
    """The text of markup, line by line; where no tag makes paragraphs, line breaks of the source do."""
    source = _STRAY.sub("&lt;", _NAMESPACED.sub("", text))
    if not _BLOCK.search(source):
        source = "<br>".join(source.split("\n"))
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        tree = lxml_html.document_fromstring(f"<div>{source}</div>".encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return entities.unescape(_TAG.sub("", text))
    found = blocks(tree)
    return "\n".join(block.text for block in (article(tree, found) if _PAGE.search(source) else found))
