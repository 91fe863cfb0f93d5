"""YAML nodes with their file and line. The only module that uses the YAML library."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from extract import expressions as re
from extract.errors import PatternError
from extract.records import record

Made = TypeVar("Made")

_SCALAR, _SEQUENCE, _MAPPING = "scalar", "sequence", "mapping"  # ids of YAML nodes


@cache
def _untyped() -> Any:
    """A YAML loader that keeps every scalar as typed instead of guessing its type.

    The library is imported here and not above: most starts read no YAML file.
    """
    import yaml

    class Untyped(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # libyaml reads six times as fast as Python does
        def resolve(self, kind: type, value: str | None, implicit: object) -> str:
            return "tag:yaml.org,2002:str"

    return Untyped


def shown(file: Path) -> str:
    """A file as errors name it: patterns/units.yaml."""
    return f"{file.parent.name}/{file.name}"


_FEW = 40  # names that an error lists at most; there are twenty themes and four hundred units


def unknown(what: str, given: str, known: Iterable[str]) -> str:
    """The message that `given` is an unknown `what`, with the known words and the one that was probably meant.

    >>> unknown("theme", "agricultur", ("economy", "agriculture"))
    'unknown theme agricultur; one of economy, agriculture; did you mean agriculture?'
    """
    choices = [word for word in known if word]
    from difflib import get_close_matches

    near = get_close_matches(given, choices, 1)
    few = ", ".join(choices[:_FEW]) + f" and {len(choices) - _FEW} others" * (len(choices) > _FEW)
    return f"unknown {what} {given}; one of {few}" + (f"; did you mean {near[0]}?" if near else "")


@record
class Node:
    """A YAML node with its file and line; scalars are the text as typed."""

    file: str  # as errors name it
    node: Any  # the node of the YAML library

    @classmethod
    def of_file(cls, file: Path, text: str) -> Node:
        """The top node of a file with this text; PatternError where it is empty or not YAML."""
        import yaml

        try:
            node = yaml.compose(text, Loader=_untyped())
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line if error.problem_mark else 0
            raise PatternError(f"{shown(file)}:{line + 1}", f"not YAML: {error.problem or error.context}{_typed_wide(text, line)}") from error
        except yaml.YAMLError as error:
            raise PatternError(f"{shown(file)}:1", f"not YAML: {error}") from error
        if node is None:
            raise PatternError(f"{shown(file)}:1", "an empty file; remove it or write rules")
        return cls(shown(file), node)

    @property
    def where(self) -> str:
        """File and line, as errors name them: patterns/units.yaml:23."""
        return f"{self.file}:{self.node.start_mark.line + 1}"

    @property
    def is_sequence(self) -> bool:
        """Whether it is a list."""
        return bool(self.node.id == _SEQUENCE)

    def once(self, make: Callable[[Node], Made]) -> Made:
        """The result of `make` for this node, computed once and kept with it: each folder laid over ours asks again."""
        kept = self.node.__dict__.setdefault("kept", {})
        if make not in kept:
            kept[make] = make(self)
        made: Made = kept[make]
        return made

    def text(self) -> str:
        """The text of a scalar; PatternError for anything else."""
        if not self.node.id == _SCALAR:
            raise PatternError(self.where, "text was expected here; put quotes around it")
        return str(self.node.value)

    def word(self, apart: str = "，；") -> str:
        """The text of a scalar that is one word; PatternError where it is empty, or has a full-width mark of `apart` in it.

        A mark that belongs to the word is allowed in quotes.
        """
        text = self.text()
        if not text.strip():
            raise PatternError(self.where, "an empty word; write one, or leave the item out")
        mark = next((mark for mark in apart if mark in text), None)
        if mark and getattr(self.node, "style", None) not in ("'", '"'):
            raise PatternError(self.where, f"{mark} in {text}; between words write a half-width `, `; a {mark} that belongs to the word stands in quotes")
        return text

    def sequence(self) -> list[Node]:
        """The items of a list; PatternError for anything else."""
        if not self.node.id == _SEQUENCE:
            raise PatternError(self.where, "a list was expected here; begin each item with `- ` or write [a, b]")
        return [Node(self.file, item) for item in self.node.value]

    def mapping(self) -> dict[str, Node]:
        """The values of a mapping by their keys; PatternError for anything else, and for a repeated key."""
        if not self.node.id == _MAPPING:
            raise PatternError(self.where, f"keys and values were expected here{_without_colon(self.node)}")
        found: dict[str, Node] = {}
        for key, value in self.node.value:
            name = Node(self.file, key).text()
            if name in found:
                raise PatternError(Node(self.file, key).where, f"key {name} is repeated; keep one")
            found[name] = Node(self.file, value)
        return found

    def text_and_fields(self) -> tuple[str, dict[str, str]]:
        """The text of an example and its expected fields; PatternError where the node is neither a text nor one text with fields."""
        if self.node.id == _SCALAR:
            return self.text(), {}
        parts = self.mapping()
        if len(parts) != 1:
            raise PatternError(self.where, "an example is a text, or one text: {field: value}")
        [(text, fields)] = parts.items()
        return text, {name: value.text() for name, value in fields.mapping().items()}


_WIDE = {"：": ": ", "，": ", ", "【": "[", "】": "]", "［": "[", "］": "]", "｛": "{", "｝": "}", "　": "blanks", "\t": "blanks"}
"""Full-width marks and tabs -> what YAML needs instead."""
_QUOTED = re.compile("'[^']*'|\"[^\"]*\"|#.*")
_CLOSE = re.compile(r"^[\s-]*\w+:(?=\S)")


def _typed_wide(text: str, line: int) -> str:
    """A hint at what is probably wrong (a full-width mark, no blank behind a colon) in the line where YAML failed or the one before."""
    for written in reversed(text.split("\n")[max(0, line - 1) : line + 1]):
        bare = _QUOTED.sub("", written)
        mark = next((mark for mark in _WIDE if mark in bare), None)
        if mark:
            return f"; {'a tab' if mark == chr(9) else mark} in `{written.strip()}`: write {_WIDE[mark].strip() or 'blanks'} (half-width)"
        if _CLOSE.match(bare):
            return f"; no blank behind the colon in `{written.strip()}`: write `key: value`"
    return "; hold the line and the one above it against an example, or put quotes around the text"


def _without_colon(node: Any) -> str:
    text = str(node.value) if node.id == _SCALAR else ""
    mark = next((mark for mark in "：:" if mark in text), None)
    return f"; {mark} in `{text[:40]}`: write `key: value`, with a half-width colon and a blank" if mark else "; write `key: value`"
