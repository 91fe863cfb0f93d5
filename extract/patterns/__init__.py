"""Load the pattern files in patterns/ as checked rules, vocabularies and name lists, with the means to look words up.

Three kinds of file live in patterns/, and learned weights in patterns/weights/ (`*.tsv`: feature, tab, weight):

- rules (`kind: amount`, `shared:`, `rules:`): expressions with the examples that prove them;
- vocabularies (`vocabulary: units`, `columns:`, `entries:`): entries of words with one meaning, and that meaning in columns;
- name lists (`*.txt`): per line a name, a tab and its canonical form; and two tables that hold several lists (`names.tsv`, `words.tsv`).

All are read strictly: every scalar stays the text as typed; an unknown or repeated key, a rule without an
example, a numbered group or an unbounded `.*` stops the load with file, line and what to do.
"""

from __future__ import annotations

from extract.patterns.expressions import FLAGS, one_of
from extract.patterns.folder import folder, load_rules
from extract.patterns.phrases import Characters, Phrases, characters, phrases
from extract.patterns.records import EXAMPLES, Entry, Example, Proof, Rule, Rules, from_rules, from_words
from extract.patterns.search import Needed
from extract.patterns.words import Forms, Lookup, Names, Signs, beginning, lookup

__all__ = [
    "EXAMPLES",
    "FLAGS",
    "Characters",
    "Entry",
    "Example",
    "Forms",
    "Lookup",
    "Names",
    "Needed",
    "Phrases",
    "Proof",
    "Rule",
    "Rules",
    "Signs",
    "beginning",
    "characters",
    "folder",
    "from_rules",
    "from_words",
    "load_rules",
    "lookup",
    "one_of",
    "phrases",
]
