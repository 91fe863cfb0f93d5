"""How much a function may hold, and the functions that held more when this was first asked.

Complexity is counted as radon counts it: one, and one more for each `if`, loop, `except`, `assert` and `case`, for each `and` and
`or`, and for each loop and condition of a comprehension. (What mccabe and ruff's C901 count leaves out the last two, so that a
function of one long condition looks simple.) Lines are those of the body that hold code; parameters are all but `self` and `cls`.

    python tests/budget.py      strikes from budget.tsv what is within its budget by now; adds nothing
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

TOP = Path(__file__).parents[1] / "extract"
ALLOWED = Path(__file__).with_name("budget.tsv")
HEAD = "complexity\tlines\tparameters\tfunction"


class Size(NamedTuple):
    complexity: int
    lines: int
    parameters: int

    def fits(self, budget: Size) -> bool:
        return all(mine <= most for mine, most in zip(self, budget, strict=True))


BUDGET = Size(complexity=10, lines=30, parameters=5)

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_PARTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_HOLDS = (ast.stmt, ast.ExceptHandler, ast.match_case)  # a function stands in no expression
_ONE = ast.If | ast.IfExp | ast.For | ast.AsyncFor | ast.While | ast.ExceptHandler | ast.Assert | ast.match_case


@cache
def tree(path: Path) -> ast.Module:
    """What a module says, parsed once for all tests that look through it."""
    return ast.parse(path.read_text("utf-8"))


@cache
def nodes(path: Path) -> list[ast.AST]:
    """All that a module is made of, walked through once for all tests."""
    return list(ast.walk(tree(path)))


@cache
def of_module(path: Path) -> list[tuple[str, _Function]]:
    """Each function of a module, looked for once for all tests."""
    return list(functions(tree(path), ""))


def functions(node: ast.AST, above: str) -> Iterator[tuple[str, _Function]]:
    """Each function of a module with its full name, methods and inner functions too."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _PARTED):
            name = f"{above}.{child.name}"
            if not isinstance(child, ast.ClassDef):
                yield name, child
            yield from functions(child, name)
        elif isinstance(child, _HOLDS):
            yield from functions(child, above)


def own(node: ast.AST) -> Iterator[ast.AST]:
    """Everything in a function that is not in a function or class of its own."""
    waiting = [node]
    while waiting:
        for child in ast.iter_child_nodes(waiting.pop()):
            if not isinstance(child, _PARTED):
                yield child
                waiting.append(child)


def decisions(node: ast.AST) -> int:
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    if isinstance(node, ast.comprehension):
        return 1 + len(node.ifs)
    return int(isinstance(node, _ONE))


def size(function: _Function, source: list[str]) -> Size:
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *filter(None, (arguments.vararg, arguments.kwarg))]
    first = function.body[1] if ast.get_docstring(function) and len(function.body) > 1 else function.body[0]
    body = (line.strip() for line in source[first.lineno - 1 : function.end_lineno])
    return Size(
        complexity=1 + sum(map(decisions, own(function))),
        lines=sum(bool(line) and not line.startswith("#") for line in body),
        parameters=sum(argument.arg not in ("self", "cls") for argument in named),
    )


def sizes() -> dict[str, Size]:
    """The size of every function of the package, by its full name."""
    found: dict[str, Size] = {}
    for path in sorted(TOP.rglob("*.py")):
        text = path.read_text("utf-8")
        module = ".".join(path.relative_to(TOP).with_suffix("").parts).removesuffix(".__init__")
        lines = text.splitlines()
        for below, function in of_module(path):
            mine, name = size(function, lines), module + below
            found[name] = Size(*map(max, mine, found.get(name, mine)))  # a property and its setter bear one name
    return found


def allowed() -> dict[str, Size]:
    """What functions that are older than the budget may hold."""
    rows = (line.split("\t") for line in ALLOWED.read_text("utf-8").splitlines()[1:])
    return {name: Size(*map(max, BUDGET, map(int, figures))) for *figures, name in rows}


def main() -> None:
    now = sizes()
    kept = {name: Size(*map(min, old, now[name])) for name, old in allowed().items() if name in now and not now[name].fits(BUDGET)}
    ALLOWED.write_text("\n".join([HEAD, *("\t".join([*map(str, kept[name]), name]) for name in sorted(kept))]) + "\n", "utf-8")
    over = [most.complexity for most in kept.values()]
    print(f"{len(now)} functions; complexity above 10, 15, 25: {[sum(one > most for one in over) for most in (10, 15, 25)]}")


if __name__ == "__main__":
    main()
