"""`python -m extract.learn GOLD… --out patterns/weights`: learn the weights anew, or judge them on passages held out."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from extract.assemble.goals import ENOUGH, STATED
from extract.assemble.lexicon import lexicon
from extract.learn import (
    Chain,
    Contest,
    Example,
    Named,
    chain,
    chains,
    chosen,
    contests,
    examples,
    fitted,
    judged,
    learned,
    named,
    recipients,
    roles,
)
from extract.patterns import Rules, load_rules
from extract.score import gold_files

_HEAD = """# {what}: feature, tab, weight; {module} says what a feature is.
# Learned by `make weights` from {count} annotated values of {passages} passages. Those of corpora/gold are among them; the texts of
# the others belong to their publishers and cannot be handed on. Not written by hand: another run overwrites this file.
"""

Tables = Mapping[str, Mapping[str, float]]

_WHAT = {
    "status": ("Goal or report, positive weights speak for a goal", "extract/assemble/goals.py"),
    "confidence": ("Whether a statement is right, positive weights say that it is", "extract/assemble/confidence.py"),
    "choice": ("Which of a value's possible names it has, positive weights speak for a name", "extract/assemble/choice.py"),
    "indicator": ("Whether a word names a value, positive weights say so", "extract/assemble/naming.py"),
    "recipient": ("Whether a word is of those whom a rule's value is for, positive weights say so", "extract/assemble/naming.py"),
    "recipients": ("Whom of those that its words may name a rule's value is for, positive weights speak for one", "extract/assemble/choice.py"),
    "roles": ("What a value is to a rule, positive weights speak for a role", "extract/assemble/measures/standing.py"),
    "stating": ("Whether an amount states something, positive weights say so", "extract/assemble/stating.py"),
    "limits": ("A rule's value or not, positive weights speak for a limit", "extract/assemble/limits.py"),
}
_BY_WORD = {"choice", "indicator", "stating"}
_BY_VALUE = {"confidence", "limits", "status"}


def main() -> None:
    """Write the weights, or print how well they do on each genre and each fifth of the passages held out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path, help="folders or files of annotated passages")
    parser.add_argument("--out", type=Path, help="the folder to write the weights to")
    parser.add_argument("--on", action="store_true", help="learn on from the weights that stand, not anew")
    parser.add_argument(
        "--only", nargs="+", choices=sorted(set(_WHAT) - {"recipient"}), default=sorted(_WHAT), metavar="NAME", help="of the weights, only these"
    )
    given = parser.parse_args()
    files = [file for path in given.gold for file in (gold_files(path) if path.is_dir() else [path])]
    rules = load_rules()
    before = defaultdict(dict, rules.weights if given.on else {})
    if _BY_VALUE & set(given.only):
        _by_value(given.out, given.only, examples(files, rules), before)
    if given.out:
        _of_limits(given.out, given.only, files, rules, before)
        _by_word(given.out, given.only, files, rules, before)


def _of_limits(folder: Path, only: Sequence[str], files: Sequence[Path], rules: Rules, before: Tables) -> None:
    if "roles" in only:
        known = roles(files, rules)
        _write(folder, "roles", known, chosen(known, before["roles"]))
    if "recipients" in only:
        _recipients(folder, list(recipients(files, rules)), before)


def _recipients(folder: Path, values: Sequence[Named], before: Tables) -> None:
    """Write the weights of the words of recipients and of the choice between recipients, if some gold lines have `first`, the rules' first answer."""
    if not values:
        print("recipients: no line says with `first` what the rules answered when they first read it; their weights stay as they are")
        return
    rows = [chain(one.passage, one.window, one.unit, one.name, one.folded) for one in values]
    _write(folder, "recipient", rows, learned("recipient", rows, before["recipient"]))
    known = contests(values, rows, None, before["recipient"])
    _write(folder, "recipients", known, chosen(known, before["recipients"]))


def _by_value(folder: Path | None, only: Sequence[str], weighed: Mapping[str, list[Example]], before: Tables) -> None:
    for name, known in weighed.items():
        if name in only and folder is None:
            _judge(name, known)
        elif name in only and folder is not None:
            _write(folder, name, known, fitted(known, before[name]))


def _by_word(folder: Path, only: Sequence[str], files: Sequence[Path], rules: Rules, before: Tables) -> None:
    if _BY_WORD.isdisjoint(only):
        return
    rows = chains(files, rules)
    for name, known in rows.items():
        if name in only:
            _write(folder, name, known, learned(name, known, before[name]))
    if "choice" in only:
        _choice(folder, files, rows["indicator"], rules, before)


def _choice(folder: Path, files: Sequence[Path], rows: Sequence[Chain], rules: Rules, before: Tables) -> None:
    """Write the weights of the choice between names, if some gold lines have `first`, the rules' first answer."""
    values = list(named(files, rules))
    if values:
        known = contests(values, rows, lexicon(rules).aliases, before["indicator"])
        _write(folder, "choice", known, chosen(known, before["choice"]))
    else:
        print("choice: no line says with `first` what the rules answered when they first read it; its weights stay as they are")


def _write(folder: Path, name: str, known: Sequence[Example] | Sequence[Chain] | Sequence[Contest], weights: Mapping[str, float]) -> None:
    what, module = _WHAT[name]
    head = _HEAD.format(what=what, module=module, count=len(known), passages=len({one.passage for one in known}))
    lines = "".join(f"{feature}\t{weight:g}\n" for feature, weight in sorted(weights.items()))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.tsv").write_text(head + lines, "utf-8", newline="\n")


def _judge(name: str, known: list[Example]) -> None:
    fifth = {passage: f"fifth {index % 5 + 1}" for index, passage in enumerate(dict.fromkeys(one.passage for one in known))}
    print(f"{name + ', held out':<20} {'values':>6} {'cues':>7} {'learned':>7}")
    for held_out in (lambda one: one.group, lambda one: fifth[one.passage]):
        for group, (count, cued, right) in judged(known, held_out, _goal if name == "status" else _limit).items():
            print(f"{group:<20} {count:>6} {cued / count:>7.3f} {right / count:>7.3f}")


def _goal(weights: Mapping[str, float], one: Example) -> bool:
    if STATED in one.features:
        return False
    total = sum(weights.get(name, 0.0) for name in one.features)
    return one.cued if abs(total) < ENOUGH else total > 0


def _limit(weights: Mapping[str, float], one: Example) -> bool:
    return sum(weights.get(name, 0.0) for name in one.features) > 0


if __name__ == "__main__":
    main()
