"""The page with a program behind it: who may ask, what it takes, and that it works in a browser."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import browser
import openpyxl
import pytest

from extract import cli, emit
from extract.errors import UsageError

pytest.importorskip("vl_convert", reason="the page needs pip install 'policy-extract[serve]'")
serve = pytest.importorskip("extract.serve", reason="needs pip install 'policy-extract[serve]'")
testclient = pytest.importorskip("starlette.testclient", reason="needs httpx: pip install -e '.[dev]'")

kept = pytest.importorskip("extract.serve.desk").kept
TOKEN = "t0ken"
BULLETIN = "云坞镇要闻\n2026年3月12日\n到2028年，全镇力争茶园面积达到3万亩。\n".encode()
DECISION = {"review": "policy-extract/review-1", "article": "a", "decision": "accept", "list": "targets", "id": "t1", "start": 0, "end": 3}


@pytest.fixture
def client(tmp_path: Path) -> Any:
    return testclient.TestClient(serve.app(serve.Desk(tmp_path / "集"), TOKEN), base_url="http://127.0.0.1:8000", raise_server_exceptions=False)


@pytest.mark.parametrize("path", ["/", "/wrong/", "/t0ke/", "/t0ken/../../etc/passwd", "/t0ken/uploads/", "/t0ken/review.jsonl", "/t0ken/manifest.jsonl", "/t0ken/%2e%2e/%2e%2e/etc/passwd"])
def test_nothing_is_told_without_the_token_and_no_file_is_given_away(client: Any, path: str, tmp_path: Path) -> None:
    (tmp_path / "集").mkdir()
    (tmp_path / "集/manifest.jsonl").write_text("", "utf-8")
    assert client.get(path).status_code in (404, 405)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.5", ""])
def test_another_host_is_refused(client: Any, host: str) -> None:
    assert client.get(f"/{TOKEN}/", headers={"host": host}).status_code == 400


def test_another_site_is_refused(client: Any, tmp_path: Path) -> None:
    assert client.post(f"/{TOKEN}/review", json=DECISION, headers={"origin": "https://evil.example"}).status_code == 403
    assert not (tmp_path / "集").exists()


def test_an_empty_desk_shows_a_page(client: Any) -> None:
    answer = client.get(f"/{TOKEN}/")
    assert answer.status_code == 200 and "connect-src 'self'" in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers["cache-control"] == "no-store"


def test_a_bulletin_is_read_reviewed_and_taken_along(client: Any, tmp_path: Path) -> None:
    files = [("bulletins", ("../../云坞.txt", BULLETIN)), ("bulletins", ("程序.exe", b"MZ"))]
    told = client.post(f"/{TOKEN}/bulletins", files=files).json()
    assert told == {"articles": 1, "failed": ["程序.exe: no kind of file that can be read"]}
    assert [file.name for file in (tmp_path / "集/uploads").iterdir()] == ["云坞.txt"]
    assert "3万亩" in client.get(f"/{TOKEN}/").text
    workbook = openpyxl.load_workbook(BytesIO(client.get(f"/{TOKEN}/tables.xlsx").content), read_only=True)
    assert "targets" in workbook.sheetnames


def test_a_bulletin_of_the_same_name_takes_no_other_s_place(tmp_path: Path) -> None:
    for text in (BULLETIN, BULLETIN, BULLETIN.replace(b"3", b"4")):
        kept(tmp_path, "云坞.txt", BytesIO(text))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["云坞 2.txt", "云坞.txt"]


def test_what_cannot_be_read_is_named(client: Any) -> None:
    told = client.post(f"/{TOKEN}/bulletins", files=[("bulletins", ("坏.docx", b"PK\x03\x04"))]).json()
    assert told["articles"] == 0 and told["failed"][0].startswith("坏.docx: ")


def test_uploads_are_bounded(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "MOST_BYTES", 1000)
    assert client.post(f"/{TOKEN}/bulletins", files=[("bulletins", ("大.txt", b"x" * 2000))]).status_code == 413
    assert client.post(f"/{TOKEN}/bulletins", content=iter([b"x"])).status_code == 411
    monkeypatch.setattr(serve, "MOST_BYTES", 100_000_000)
    monkeypatch.setattr(serve, "MOST_FILES", 1)
    assert client.post(f"/{TOKEN}/bulletins", files=[("bulletins", ("一.txt", b"x")), ("bulletins", ("二.txt", b"x"))]).status_code == 400


def test_decisions_are_on_the_disk_before_they_are_answered(client: Any, tmp_path: Path) -> None:
    assert client.post(f"/{TOKEN}/review", json=DECISION).status_code == 204
    assert list(emit.read_jsonl(tmp_path / "集/review.jsonl")) == [DECISION]


@pytest.mark.parametrize("body", [b"{", b"[]", b"{}", b'{"review":"policy-extract/review-1","decision":"add","article":"a","start":0,"end":1}', b'"' + b"x" * 70_000 + b'"'], ids=["broken", "list", "empty", "no statement", "large"])
def test_what_is_no_decision_is_refused(client: Any, body: bytes, tmp_path: Path) -> None:
    assert client.post(f"/{TOKEN}/review", content=body).status_code in (400, 413)
    assert not (tmp_path / "集/review.jsonl").exists()


def test_a_folder_of_other_things_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "照片.png").write_bytes(b"")
    assert cli.main(["serve", str(tmp_path), "--no-browser"]) == 2
    assert "no dataset; name a folder" in capsys.readouterr().err


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    from extract.cli.serve import _bound

    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(UsageError, match="leave --port out"):
        _bound(taken.getsockname()[1])


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A server in a thread, as the command starts it."""
    import uvicorn

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(serve.app(serve.Desk(tmp_path / "集"), TOKEN), log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/{TOKEN}/"
        server.should_exit = True
        thread.join()


def test_bulletins_are_dropped_read_and_reviewed_in_a_browser(address: str, tmp_path: Path) -> None:
    browser.needed()
    with browser.opened(tmp_path / "浏览器") as context:
        page, wrong = browser.visited(context, address)
        assert "还没有文章" in page.text_content("#nothing")
        with page.expect_navigation():
            page.set_input_files("#upload", {"name": "云坞.txt", "mimeType": "text/plain", "buffer": BULLETIN})
        page.click("#rows tbody tr:has-text('茶园面积')")
        assert page.text_content("#words mark.lit") == "3万亩"
        with page.expect_response("**/review") as answer:
            page.click("#card [data-act=accept]")
        assert answer.value.status == 204
        page.reload()
        page.wait_for_selector("#rows .tag.accepted")
        with page.expect_download() as download:
            page.click("#workbook")
        download.value.save_as(tmp_path / "表.xlsx")
        assert openpyxl.load_workbook(tmp_path / "表.xlsx", read_only=True).sheetnames
        assert wrong == []
    [decision] = emit.read_jsonl(tmp_path / "集/review.jsonl")
    assert (decision["decision"], decision["text"]) == ("accept", "3万亩")
