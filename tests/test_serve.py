"""The page with a program behind it: who may ask, what it takes, and that it works in a browser."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
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


def client_of(dataset: Path) -> Any:
    return testclient.TestClient(serve.app(serve.Desk(dataset), TOKEN), base_url="http://127.0.0.1:8000", raise_server_exceptions=False)


@pytest.fixture
def client(tmp_path: Path) -> Any:
    return client_of(tmp_path / "集")


@pytest.mark.parametrize(
    "path",
    ["/", "/wrong/", "/t0ke/", "/t0ken/../../etc/passwd", "/t0ken/uploads/", "/t0ken/review.jsonl", "/t0ken/manifest.jsonl", "/t0ken/%2e%2e/%2e%2e/etc/passwd"],
)
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
    assert told == {"articles": 1, "failed": ["程序.exe: no kind of file that can be read"], "undated": []}
    assert [file.name for file in (tmp_path / "集/uploads").iterdir()] == ["云坞.txt"]
    [shown] = browser.carried(client.get(f"/{TOKEN}/").text)["articles"]
    assert "3万亩" in shown["text"]
    workbook = openpyxl.load_workbook(BytesIO(client.get(f"/{TOKEN}/tables.xlsx").content), read_only=True)
    assert "targets" in workbook.sheetnames


def test_a_bulletin_of_the_same_name_takes_no_other_s_place(tmp_path: Path) -> None:
    for text in (BULLETIN, BULLETIN, BULLETIN.replace(b"3", b"4")):
        kept(tmp_path, "云坞.txt", BytesIO(text))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["云坞 2.txt", "云坞.txt"]


def test_what_cannot_be_read_is_named(client: Any) -> None:
    told = client.post(f"/{TOKEN}/bulletins", files=[("bulletins", ("坏.docx", b"PK\x03\x04"))]).json()
    assert told["articles"] == 0 and told["failed"][0].startswith("坏.docx: ")


UNDATED = "云坞镇要闻\n今年全镇力争茶园面积达到3万亩。\n".encode()


def dropped(client: Any, name: str, text: bytes) -> dict[str, Any]:
    told: dict[str, Any] = client.post(f"/{TOKEN}/bulletins", files=[("bulletins", (name, text))]).json()
    return told


def deadlines(folder: Path) -> dict[str, str | None]:
    return {line["source"]["uri"]: (line["targets"][0]["period"] or {}).get("last") for line in emit.read_jsonl(folder)}


def test_a_bulletin_without_a_date_is_asked_for_one_and_read_anew(client: Any, tmp_path: Path) -> None:
    assert dropped(client, "甲.txt", UNDATED)["undated"] == ["甲.txt"]
    assert dropped(client, "乙.txt", UNDATED + b"x")["undated"] == ["乙.txt", "甲.txt"]
    for name, day in (("甲.txt", "2024-05-01"), ("乙.txt", "2026-03-12")):
        told = client.post(f"/{TOKEN}/dates", json={"day": day, "names": [name]}).json()
        assert told["failed"] == [] and told["articles"] == 2 and name not in told["undated"]
    assert deadlines(tmp_path / "集") == {"dated/2024-05-01//甲.txt": "2024-12-31", "dated/2026-03-12//乙.txt": "2026-12-31"}
    assert dropped(client, "丙.txt", BULLETIN)["undated"] == []
    assert len(deadlines(tmp_path / "集")) == 3
    assert cli.main(["verify", str(tmp_path / "集")]) == 0


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path]:
    """Two bulletins, of which one has a date, and a file beside the dataset; none of it is changed by what is refused."""
    place = tmp_path_factory.mktemp("two")
    (place / "秘密.txt").write_text("x", "utf-8")
    client = client_of(place / "集")
    for name, text in (("甲.txt", UNDATED), ("丙.txt", BULLETIN)):
        dropped(client, name, text)
    return client, place


@pytest.mark.parametrize(
    "told",
    [
        {"day": "2026-03-12", "names": ["../../秘密.txt"]}, {"day": "2026-03-12", "names": ["丙.txt"]}, {"day": "2026-03-12", "names": "甲.txt"},
        {"day": "../../..", "names": ["甲.txt"]}, {"day": "明天", "names": ["甲.txt"]}, {"day": None, "names": ["甲.txt"]}, {}, [], {"day": "2026-03-12", "names": [["甲.txt"]]},
    ],
    ids=str,
)  # fmt: skip
def test_a_date_is_for_bulletins_that_have_none(two: tuple[Any, Path], told: Any) -> None:
    client, place = two
    before = sorted(str(file.relative_to(place)) for file in place.rglob("*") if file.is_file())
    assert client.post(f"/{TOKEN}/dates", json=told).status_code == 400
    assert sorted(str(file.relative_to(place)) for file in place.rglob("*") if file.is_file()) == before


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


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b"{}", b'{"review":"policy-extract/review-1","decision":"add","article":"a","start":0,"end":1}', b'"' + b"x" * 70_000 + b'"'],
    ids=["broken", "list", "empty", "no statement", "large"],
)
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


@contextmanager
def served(dataset: Path) -> Iterator[str]:
    """The address of a server in a thread, as the command starts it."""
    import uvicorn

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(serve.app(serve.Desk(dataset), TOKEN), log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/{TOKEN}/"
        server.should_exit = True
        thread.join()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with served(tmp_path / "集") as address:
        yield address


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """One server for all that an attacker sends, and the dataset that it would begin: to start and to end one takes a fifth of a second."""
    dataset = tmp_path_factory.mktemp("attacked") / "集"
    with served(dataset) as address:
        yield address, dataset


HOST = "Host: 127.0.0.1:{port}"
PROBES = [
    # path as it is sent, headers, body, what is answered
    ("GET /{token}/../../../etc/passwd", HOST, "", 404),
    ("GET /{token}/%2e%2e%2f%2e%2e%2fetc%2fpasswd", HOST, "", 404),
    ("GET /{token}/..%5c..%5cetc%5cpasswd", HOST, "", 404),
    ("GET //etc/passwd", HOST, "", 404),
    ("GET /{token}/uploads/a.txt", HOST, "", 404),
    ("GET /{token}/tables.xlsx/../manifest.jsonl", HOST, "", 404),
    ("GET /", HOST, "", 404),
    ("GET /%00/", HOST, "", 404),
    ("GET /t0ke%6e2/", HOST, "", 404),
    ("GET /{token}/", "Host: attacker.example:{port}", "", 400),
    ("GET /{token}/", "Host: 127.0.0.1.nip.example:{port}", "", 400),
    ("GET /{token}/", "X-Nothing: 1", "", 400),
    ("DELETE /{token}/", HOST, "", 405),
    ("POST /{token}/review", HOST + "\r\nOrigin: null\r\nContent-Length: 2", "{{}}", 403),
    ("POST /{token}/review", HOST + "\r\nOrigin: http://127.0.0.1:1\r\nContent-Length: 2", "{{}}", 403),
    ("POST /{token}/bulletins", HOST + "\r\nOrigin: https://attacker.example\r\nContent-Length: 2", "{{}}", 403),
    ("POST /{token}/bulletins", HOST + "\r\nContent-Length: 999999999999", "", 413),
    ("POST /{token}/review", HOST + "\r\nContent-Length: 70000", "", 413),
    ("POST /{token}/dates", HOST + "\r\nContent-Length: -1", "", 400),
    ("POST /{token}/review", HOST + "\r\nTransfer-Encoding: chunked", "2\r\n{{}}\r\n0\r\n\r\n", 411),
    ("POST /{token}/review", HOST + "\r\nContent-Length: 30000", "[" * 30000, 400),
]


@pytest.mark.parametrize(
    ("call", "headers", "body", "code"), PROBES, ids=[f"{call} {headers.partition(chr(13))[2].strip() or headers}"[:70] for call, headers, _, _ in PROBES]
)
def test_what_an_attacker_sends_is_refused_and_changes_nothing(call: str, headers: str, body: str, code: int, attacked: tuple[str, Path]) -> None:
    """As raw bytes, for a client would tidy them up first."""
    address, dataset = attacked
    port, token = int(address.split(":")[2].partition("/")[0]), TOKEN
    head = f"{call} HTTP/1.1\r\n{headers}\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=30) as asked:
        asked.sendall((head + body).format(token=token, port=port).encode())
        answer = asked.recv(65536)
    assert answer.split()[1] == str(code).encode()
    assert b"root:" not in answer and not dataset.exists()


def test_the_page_asks_for_the_date_of_a_bulletin_without_one(chromium: Any, address: str, tmp_path: Path) -> None:
    page, wrong = browser.visited(chromium, address)
    page.set_input_files("#upload", {"name": "云坞.txt", "mimeType": "text/plain", "buffer": UNDATED})
    page.wait_for_selector("#undated[open]")
    assert page.text_content("#undated-names") == "云坞.txt"
    page.fill("#day", "2024-05-01")
    with page.expect_navigation():
        page.click("#undated button[value=date]")
    page.wait_for_selector("#rows tbody tr:has-text('2024')")
    page.close()
    assert wrong == []
    assert deadlines(tmp_path / "集") == {"dated/2024-05-01//云坞.txt": "2024-12-31"}


def test_bulletins_are_dropped_read_and_reviewed_in_a_browser(chromium: Any, address: str, tmp_path: Path) -> None:
    page, wrong = browser.visited(chromium, address)
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
    page.close()
    assert wrong == []
    [decision] = emit.read_jsonl(tmp_path / "集/review.jsonl")
    assert (decision["decision"], decision["text"]) == ("accept", "3万亩")
