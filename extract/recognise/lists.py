"""Names of lists where they stand in a text, and the entities of a spaCy pipeline that was plugged in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from extract.patterns import Names, Rules, from_words
from extract.records import record

Labelled = tuple[int, int, str]


@record
class Named:
    """A name of a list: where it stands, which list, and the full name that the list gives for it."""

    start: int
    end: int
    list: str
    name: str


def names(folded: str, rules: Rules, lists: tuple[str, ...], vocabulary: str = "") -> tuple[list[Named], list[Named]]:
    """The names of these lists in a folded text, and the forms of one vocabulary: two lists in reading order.

    Within each, names never overlap: the one that begins first is taken, and the longest of those.

    >>> from extract.patterns import load_rules
    >>> found, _ = names("国新办和财政部发布", load_rules(), ("bodies",))
    >>> [(n.start, n.end, n.list, n.name) for n in found]
    [(0, 3, 'bodies', '国务院新闻办公室'), (4, 7, 'bodies', '财政部')]
    """
    listed, forms = _known(rules.whole, lists, vocabulary)
    return listed.found(folded), forms.found(folded)


def entities(nlp: Callable[[str], Any], text: str) -> list[Labelled]:
    """What a spaCy pipeline with an `ner` finds: `(start, end, label)` in characters of the text.

    `nlp` is any loaded pipeline (zh_core_web_sm, one's own); its own tokenizer decides where tokens end.

    >>> from types import SimpleNamespace as Doc
    >>> entities(lambda text: Doc(ents=[Doc(start_char=0, end_char=4, label_="ORG")]), "澄岳乳业在云溪镇建厂")
    [(0, 4, 'ORG')]
    """
    return [(ent.start_char, ent.end_char, ent.label_) for ent in nlp(text).ents]


def merged(rules_found: Sequence[Labelled], model_found: Iterable[Labelled]) -> list[Labelled]:
    """Both, in reading order: where two overlap, the rules win; among the model's own, the earlier and longer one.

    >>> merged([(0, 4, "ORG")], [(2, 6, "ORG"), (8, 10, "GPE"), (8, 12, "ORG")])
    [(0, 4, 'ORG'), (8, 12, 'ORG')]
    """
    kept = list(rules_found)
    for span in sorted(model_found, key=lambda s: (s[0], -s[1], s[2])):
        if all(span[1] <= other[0] or other[1] <= span[0] for other in kept):
            kept.append(span)
    return sorted(kept)


@cache
def load(name_or_path: str) -> Any:
    """The spaCy pipeline of that name or path, with an entity recogniser in it; loaded once a process.

    Raises UsageError where it is not installed or holds no `ner`.
    """
    import spacy

    from extract.errors import UsageError

    try:
        nlp = spacy.load(name_or_path)
    except (OSError, ImportError) as error:
        raise UsageError(f"no spaCy pipeline {name_or_path}; install it, or name the folder of your own") from error
    if not {"ner", "entity_ruler"} & set(nlp.pipe_names):
        raise UsageError(f"the spaCy pipeline {name_or_path} has no `ner`; name one that recognises entities")
    return nlp


class _Lists:
    """Some lists, with what finds their names; a name of two lists is the first one's."""

    def __init__(self, lists: Mapping[str, Mapping[str, str]]) -> None:
        self._lists = lists
        self._list_of = {name: source for source, names in reversed(tuple(lists.items())) for name in names}
        self._names = Names(self._list_of)

    def found(self, folded: str) -> list[Named]:
        return [self._named(start, end, folded[start:end]) for start, end in self._names.spans(folded)]

    def _named(self, start: int, end: int, name: str) -> Named:
        source = self._list_of[name]
        return Named(start, end, source, self._lists[source][name])


def _known(rules: Rules, lists: tuple[str, ...], vocabulary: str) -> tuple[_Lists, _Lists]:
    """These lists and the forms of this vocabulary, ready to be looked for."""
    made = _made(rules)
    if (lists, vocabulary) not in made:
        entries = rules.vocabularies.get(vocabulary, ())
        forms = {vocabulary: {form: entry.id for entry in entries for form in entry.forms}}
        made[lists, vocabulary] = _Lists({source: rules.lists.get(source, {}) for source in lists}), _Lists(forms)
    return made[lists, vocabulary]


@from_words
def _made(rules: Rules) -> dict[tuple[tuple[str, ...], str], tuple[_Lists, _Lists]]:
    """What was asked for of these rules: a cache over several sets of them would compare equal ones word by word."""
    return {}
