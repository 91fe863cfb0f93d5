"""YAML nodes that know where they stand. The only module that knows YAML."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from extract.errors import PatternError

# libyaml reads six times as fast as Python does.
_BASE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Untyped(_BASE):  # type: ignore[misc,valid-type]
    """A loader that leaves every scalar the text that was typed, and so need not guess at its type."""

    def resolve(self, kind: type, value: str | None, implicit: object) -> str:
        return "tag:yaml.org,2002:str"


def shown(file: Path) -> str:
    """A file as errors name it: patterns/units.yaml."""
    return f"{file.parent.name}/{file.name}"


@dataclass(slots=True)
class Node:
    """A YAML node that knows where it stands; scalars are the text that was typed."""

    file: str  # as errors name it
    node: yaml.Node

    @classmethod
    def of_file(cls, file: Path, text: str) -> Node:
        try:
            node = yaml.compose(text, Loader=_Untyped)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise PatternError(f"{shown(file)}:{line}", f"not YAML: {error.problem}") from error
        if node is None:
            raise PatternError(f"{shown(file)}:1", "an empty file; remove it or write rules")
        return cls(shown(file), node)

    @property
    def where(self) -> str:
        return f"{self.file}:{self.node.start_mark.line + 1}"

    @property
    def is_sequence(self) -> bool:
        return isinstance(self.node, yaml.SequenceNode)

    def text(self) -> str:
        if not isinstance(self.node, yaml.ScalarNode):
            raise PatternError(self.where, "text was expected here; put quotes around it")
        return str(self.node.value)

    def sequence(self) -> list[Node]:
        if not isinstance(self.node, yaml.SequenceNode):
            raise PatternError(self.where, "a list was expected here; begin each item with `- ` or write [a, b]")
        return [Node(self.file, item) for item in self.node.value]

    def mapping(self) -> dict[str, Node]:
        if not isinstance(self.node, yaml.MappingNode):
            raise PatternError(self.where, "keys and values were expected here")
        found: dict[str, Node] = {}
        for key, value in self.node.value:
            name = Node(self.file, key).text()
            if name in found:
                raise PatternError(Node(self.file, key).where, f"key {name} is repeated; keep one")
            found[name] = Node(self.file, value)
        return found

    def text_and_fields(self) -> tuple[str, dict[str, str]]:
        if isinstance(self.node, yaml.ScalarNode):
            return self.text(), {}
        parts = self.mapping()
        if len(parts) != 1:
            raise PatternError(self.where, "an example is a text, or one text: {field: value}")
        [(text, fields)] = parts.items()
        return text, {name: value.text() for name, value in fields.mapping().items()}
