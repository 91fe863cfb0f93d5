"""The libraries that the page carries, out of the packages that bring them: DataTables (itables), Vega (vl-convert).

Both packages hold their library whole, made for pages without a network, and both are kept up by the projects around
pandas and Vega-Altair. Nothing of them is copied into this repository; another version is one `pip install` away.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from extract import cache as disk
from extract import expressions as re
from extract.errors import UsageError

_ADVICE = "the page needs two packages that are not there: pip install 'policy-extract[report]'"
_EXPORTS = re.compile(r"export\s*\{[^{}]*?([\w$]+) as default[^{}]*\};?")
"""The end of a module; DataTables is what it gives away first."""


@cache
def tables() -> str:
    """DataTables as a script of its own: in place of exporting its names it sets one, for no module can import an inline one.

    Raises UsageError for a version of itables that holds it in another form.
    """
    found, count = _EXPORTS.subn(r"globalThis.DataTable=\1;", _of_itables("dt_bundle.js"))
    if count != 1:
        raise UsageError("this version of itables holds DataTables in another form; pip install 'itables>=2.9,<3'")
    return _inline(found)


@cache
def table_style() -> str:
    """The style sheet of DataTables."""
    return _of_itables("dt_bundle.css").replace("</", "<\\/")


@cache
def charts() -> str:
    """Vega, Vega-Lite and vega-embed in one script, as vl-convert bundles them. Raises UsageError where vl-convert is not installed."""
    try:
        import vl_convert
    except ImportError as error:
        raise UsageError(_ADVICE) from error
    name = f"charts-{disk.digest(version('vl-convert-python').encode(), _SNIPPET.encode())}.js"
    kept = disk.read(name)
    if kept is None:  # to bundle takes seconds, and comes to the same each time
        kept = vl_convert.javascript_bundle(_SNIPPET).encode()
        disk.write(name, kept)
    return _inline(kept.decode())


_SNIPPET = "window.vegaEmbed = vegaEmbed;"


def _of_itables(name: str) -> str:
    """A file of the package, read without importing it: that would open pandas and IPython."""
    spec = find_spec("itables")
    if spec is None or not spec.submodule_search_locations:
        raise UsageError(_ADVICE)
    return (Path(spec.submodule_search_locations[0]) / "html" / name).read_text("utf-8")


def _inline(script: str) -> str:
    """A script that can stand inside a page: nothing in it ends the element early."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")
