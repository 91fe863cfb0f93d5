"""How soon the page of a dataset opens, and answers a filter, in chromium (needs `pip install -e '.[dev]'` and Debian's chromium).

    policy-extract report DATASET -o page.html && python bench/page.py page.html WORD

Seconds from the call of the address until all is shown and answers; from the last key until the list stands; the median of
five openings. How busy the machine is beside it is told, for that decides more than anything.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import browser

TIMES = 5
OPENED = "performance.getEntriesByName('ready')[0].startTime"
ANSWERED = """async ([id, typed]) => {
    const field = document.getElementById(id), shown = document.getElementById("shown"), began = performance.now();
    const seen = new Promise((done) => new MutationObserver(done).observe(shown, { childList: true, characterData: true, subtree: true }));
    field.value = typed;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await seen;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return [performance.now() - began, shown.textContent];
}"""


def main(file: Path, word: str) -> None:
    """Print the times of one page."""
    with browser.opened(Path(tempfile.mkdtemp())) as context:
        opened = []
        for _ in range(TIMES):
            page, _ = browser.visited(context, file.resolve().as_uri())
            opened.append(page.evaluate(OPENED) / 1000)
            answers = [
                (id, typed, *page.evaluate(ANSWERED, [id, typed])) for id, typed in (("text", word), ("text", ""), ("indicator", word), ("indicator", ""))
            ]
            page.close()
    print(f"{file}: {file.stat().st_size / 1e6:.1f} MB, load {os.getloadavg()[0]:.1f}")
    print(f"opened in {median(opened):.2f} s ({', '.join(f'{one:.2f}' for one in opened)})")
    for id, typed, milliseconds, shown in answers:
        print(f"{id} {typed or '–'}: {shown} after {milliseconds / 1000:.2f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
