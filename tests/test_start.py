"""What is kept from one start to the next: trusted where the user alone can have written it, and never missed."""

from __future__ import annotations

import importlib
import os
import pickle
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import conftest
import pytest
import regex

from extract import cache, expressions
from extract.expressions import _Store, compile, compile_regex
from extract.patterns import Rules, load_rules, own

TOP = Path(__file__).parents[1]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for the cache, with one thing in it; the folder in which that lies."""
    monkeypatch.setenv(cache.WHERE, str(tmp_path))
    cache.write("thing", b"content")
    assert cache.read("thing") == b"content"
    return tmp_path / "policy-extract"


def test_what_is_kept_is_for_the_user_alone(kept: Path) -> None:
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700
    assert stat.S_IMODE((kept / "thing").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "spoil",
    [lambda b: b[:-3], lambda b: b[:10], lambda b: b"", lambda b: b"rubbish" * 9, lambda b: b[:-1] + b"!"],
    ids=["cut", "head", "empty", "rubbish", "changed"],
)
def test_what_is_not_all_there_is_not_read(kept: Path, spoil: object) -> None:
    (kept / "thing").write_bytes(spoil((kept / "thing").read_bytes()))  # type: ignore[operator]
    assert cache.read("thing") is None


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o701])
def test_a_folder_that_others_may_enter_is_not_read(kept: Path, mode: int) -> None:
    kept.chmod(mode)
    assert cache.read("thing") is None
    cache.write("other", b"content")
    assert not (kept / "other").exists()


def test_a_file_that_others_may_write_is_not_read(kept: Path) -> None:
    (kept / "thing").chmod(0o622)
    assert cache.read("thing") is None


def test_what_belongs_to_somebody_else_is_not_read(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: os.stat("/").st_uid + 4711)  # noqa: PTH116
    assert cache.read("thing") is None
    cache.write("other", b"content")
    assert not (kept / "other").exists()


def test_a_link_is_not_followed(kept: Path, tmp_path: Path) -> None:
    (kept / "thing").rename(tmp_path / "thing")
    (kept / "thing").symlink_to(tmp_path / "thing")
    assert cache.read("thing") is None
    kept.rename(tmp_path / "elsewhere")
    kept.symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert cache.read("thing") is None


def test_a_place_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(cache.WHERE, str(tmp_path / "file"))
    cache.write("thing", b"content")
    assert cache.read("thing") is None


def test_nothing_is_kept_where_the_place_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.WHERE, "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    cache.write("thing", b"content")
    assert cache.read("thing") is None
    assert not list(tmp_path.iterdir())


def test_a_write_that_fails_leaves_what_was_there(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    cache.write("thing", b"new content")
    assert cache.read("thing") == b"content"
    assert [file.name for file in kept.iterdir()] == ["thing"]


def test_only_a_few_files_are_kept(kept: Path) -> None:
    for number in range(30):
        cache.write(f"thing{number}", b"content")
    assert len(list(kept.iterdir())) < 20
    assert cache.read("thing29") == b"content"


def test_what_is_read_is_not_taken_away_for_what_is_written(kept: Path) -> None:
    for number in range(30):
        cache.write(f"thing{number}", b"content")
        assert cache.read("thing") == b"content"


def test_a_pickle_of_another_program_is_none(kept: Path) -> None:
    cache.write("thing", b"cno_module\nno_name\n.")
    assert cache.unpickled("thing") is None


@pytest.mark.parametrize(
    ("expression", "flags", "text"),
    [
        (r"(?P<year>(?:19|20)\d\d)年", 0, "到2027年"),
        (r"^第[一二三]条$", re.M, "总则\n第二条\n"),
        (r"(?i)pm2\.5|[甲-癸]{2,3}+(?=镇)", 0, "PM2.5"),
        (r"(?x) 亩 # unit", 0, "三亩"),
        (rb"\bid=(\d+)", 0, b"a id=12"),
    ],
    ids=["years", "lines", "possessive", "blanks", "bytes"],
)
def test_an_expression_taken_up_does_what_it_did(kept: Path, expression: str, flags: int, text: str) -> None:
    first, second = _Store(), None
    first.take(("re", expression, int(flags)), expressions._codes, expressions._from_codes)
    first.keep()
    second = _Store()
    assert ("re", expression, int(flags)) in second.known
    again, own = second.take(("re", expression, int(flags)), expressions._codes, expressions._from_codes), re.compile(expression, flags)
    assert (again.pattern, again.flags, again.groups, dict(again.groupindex)) == (own.pattern, own.flags, own.groups, dict(own.groupindex))
    assert again == own
    assert [m.span() for m in again.finditer(text)] == [m.span() for m in own.finditer(text)] != []


def test_all_expressions_taken_up_are_what_they_were() -> None:
    for engine, expression, flags in list(expressions._store().taken):
        if engine == "re":
            kept = pickle.loads(pickle.dumps(expressions._codes(expression, flags)))
            assert expressions._from_codes(expression, kept) == re.compile(expression, flags)


def test_a_wrong_expression_is_told_as_ever() -> None:
    with pytest.raises(re.error, match="missing"):
        compile("(甲")
    with pytest.raises(regex.error, match="missing"):
        compile_regex("(甲")


def test_a_store_that_is_broken_is_made_anew(kept: Path) -> None:
    store = _Store()
    cache.write(store.name, pickle.dumps({("re", "甲", 0): ("nonsense",)}))
    again = _Store().take(("re", "甲", 0), expressions._codes, expressions._from_codes)
    assert again is None  # the usual way is taken
    for content in (pickle.dumps([1]), b"no pickle"):
        cache.write(store.name, content)
        assert _Store().known == {}


def started(where: str) -> str:
    done = subprocess.run([sys.executable, "-c", conftest.FIRST], env={**os.environ, cache.WHERE: where}, capture_output=True, text=True, check=True, cwd=TOP)
    assert done.stderr == ""
    return done.stdout


@pytest.fixture
def first(tmp_path: Path) -> str:
    """What a first start says; what it has kept lies in the folder of the test. Before several processes begin, one was made already."""
    made = Path(os.environ[cache.WHERE]) / "first.txt"
    if not made.exists():
        return started(str(tmp_path))
    shutil.copytree(made.parent / "policy-extract", tmp_path / "policy-extract")
    return made.read_text("utf-8")


def test_a_first_a_second_and_a_spoilt_start_say_the_same(first: str, tmp_path: Path) -> None:
    files = sorted((tmp_path / "policy-extract").iterdir())
    assert files and first
    assert started(str(tmp_path)) == first
    for file in files:
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert started(str(tmp_path)) == first


def test_our_rules_are_read_once_and_again_when_a_file_changes(kept: Path, tmp_path: Path) -> None:
    ours, read = tmp_path / "patterns", []
    ours.mkdir()
    (ours / "names.txt").write_text("榕江镇\n", "utf-8")

    def load(folder: Path) -> Rules:
        read.append(folder)
        return Rules("digest", (), {}, {"names": {"榕江镇": "榕江镇"}})

    for _ in range(2):
        own._digest.cache_clear()
        assert own.kept(ours, load).lists == {"names": {"榕江镇": "榕江镇"}}
    assert len(read) == 1
    (ours / "names.txt").write_text("雷坪镇\n", "utf-8")
    own._digest.cache_clear()
    own.kept(ours, load)
    assert len(read) == 2


def test_rules_taken_up_are_those_that_were_read() -> None:
    read = importlib.import_module("extract.patterns.folder")._load(None, (), ())
    again = pickle.loads(pickle.dumps(read))
    assert again == read == load_rules()
    assert (again.proofs, again.origin, again.weights) == (read.proofs, read.origin, read.weights)


def test_a_folder_that_is_named_is_read_anew(kept: Path, tmp_path: Path) -> None:
    named = tmp_path / "patterns"
    named.mkdir()
    (named / "names.txt").write_text("榕江镇\n", "utf-8")
    load_rules(named)
    assert not [file for file in kept.iterdir() if file.name.startswith("rules-")]
