"""SPARQL servers that the tests start: each with a folder and a port of its own, little memory."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import pytest

from kg.rdf.endpoint import Endpoint
from kg.web import Login
from tests.processes import LIMIT

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which(
    "oxigraph"
)
VIRTUOSO = shutil.which("virtuoso-t")
MOST_ROWS = 1_000  # that Virtuoso gives here; 10,000 as it is installed
_SETTINGS = """
[Database]
DatabaseFile = data.db
ErrorLogFile = server.log
LockFile = data.lck
TransactionFile = data.trx
xa_persistent_file = data.pxa
FileExtend = 50
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
DisableUnixSocket = 1
CheckpointInterval = 0
CaseMode = 2
DirsAllowed = .
VADInstallDir = .
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
MaxQueryMem = 200M
ThreadsPerQuery = 1
[HTTPServer]
ServerPort = 127.0.0.1:{web_port}
ServerRoot = .
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = {most_rows}
"""


class Server(NamedTuple):
    """Where a server is asked and changed, and as whom."""

    url: str
    update: str
    login: Login = Login()

    def endpoint(self) -> Endpoint:
        """Return a new endpoint of it."""
        return Endpoint(self.url, update=self.update, login=self.login)

    def environment(self) -> dict[str, str]:
        """Return the login as the command line takes it."""
        return {"KG_ENDPOINT_USER": self.login.user, "KG_ENDPOINT_PASSWORD": self.login.password}

    def clear(self) -> None:
        """Remove all graphs that are not the server's own."""
        endpoint = self.endpoint()
        for name in endpoint.named_graphs():
            endpoint.update(f"DROP SILENT GRAPH <{name}>")


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """Run the server of Oxigraph over an empty folder; skip the test where it is not installed."""
    if OXIGRAPH is None:
        pytest.skip("the server oxigraph is not installed (extra test)")
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    words = [OXIGRAPH, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    with _running(words, folder, url):
        yield Server(f"{url}/query", f"{url}/update")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Run Virtuoso over an empty folder; skip the test where it is not installed."""
    if VIRTUOSO is None:
        pytest.skip("Virtuoso is not installed (Debian package virtuoso-opensource-7)")
    port, web_port = _free_port(), _free_port()
    settings = _SETTINGS.format(port=port, web_port=web_port, most_rows=MOST_ROWS)
    (folder / "server.ini").write_text(settings, "utf-8")
    words = [VIRTUOSO, "+foreground", "+configfile", "server.ini"]
    url = f"http://127.0.0.1:{web_port}/sparql"
    with _running(words, folder, url + "?query=ASK%7B%7D"):
        yield Server(url, f"{url}-auth", Login("dba", "dba"))  # as it is installed


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def _running(words: list[str], folder: Path, address: str) -> Iterator[None]:
    """Run a server until the block is left; begin the block when it answers."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(words, cwd=folder, stdout=quiet, stderr=quiet)
    try:
        until = time.monotonic() + LIMIT
        while not _answers(address):
            if process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"{words[0]} does not start")
            time.sleep(0.05)
        yield
    finally:
        process.kill()
        process.wait()


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=10):
            return True
    except OSError as error:
        return hasattr(error, "code")  # an answer, if a refusal
