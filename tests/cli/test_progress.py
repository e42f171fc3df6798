"""Long work at a terminal: a line says how far it is, and Ctrl-C ends it at any moment."""

from __future__ import annotations

import os
import pty
import select
import sys
import time
from contextlib import suppress

import pytest

from kg import stopping
from kg.cli.progress import State, line
from tests.miniature import contents
from tests.processes import LIMIT, ROOT

# A step takes as long as the test wants: what is told at the terminal, it waits for.
AT_ONCE = "from kg.cli import progress; progress.DELAY = 0.0"
SLOW = """
import time
from kg.cli import progress
real = progress.progress
def slow():
    from contextlib import contextmanager
    @contextmanager
    def told():
        with real() as step:
            def note(*words):
                step(*words)
                time.sleep(0.4)
            yield note
    return told()
progress.progress = slow
import kg.cli.import_
kg.cli.import_.progress = slow
"""
RUN = "from kg.cli import main; main()"


class Terminal:
    """A command at a pseudo terminal."""

    def __init__(self, code, words, cwd):
        self.process, self.screen = pty.fork()
        if self.process == 0:
            os.chdir(cwd)
            os.environ["PYTHONPATH"] = str(ROOT)
            os.environ["XDG_CACHE_HOME"] = str(cwd / "cache")
            os.execv(sys.executable, [sys.executable, "-c", code, *map(str, words)])
        self.shown = ""

    def read_until(self, text):
        """Read what is shown until *text* is there."""
        ends = time.monotonic() + LIMIT
        while text not in self.shown:
            assert time.monotonic() < ends, self.shown
            if not self._read(1):
                raise AssertionError(f"{text!r} was not shown: {self.shown!r}")

    def press(self, keys):
        os.write(self.screen, keys)

    def end(self):
        """Read all that is shown and return the exit code."""
        while self._read(LIMIT):
            pass
        os.close(self.screen)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])

    def _read(self, seconds):
        """Return whether there may be more to read."""
        if select.select([self.screen], [], [], seconds)[0]:
            with suppress(OSError):  # its other end is closed
                data = os.read(self.screen, 1 << 16)
                self.shown += data.decode("utf-8", "replace")
                return bool(data)
            return False
        return True


def test_a_line_says_the_step_how_far_it_is_and_since_when():
    assert line(State("pushing", 3, 4), 0, 3.2).endswith("##--------]  3 of 4 · 3 s")
    assert line(State("deriving"), 1, 61) == "deriving  ⠙  1 min 1 s"


TABLE = "organisation,member of,since\nPrison Service of Alphaland,Network of Services,2011\n"
LONG = {
    "build": (("build",), "drawing the network"),
    "import": (("import", "members.csv"), "s"),
    "verify": (("verify", "texts"), "reading the texts"),
    "read": (("read", "texts/a.txt"), "s"),
    "push": (("push", "http://127.0.0.1:9/query"), "reading and deriving"),
}


@pytest.fixture
def workspace(root):
    (root / "texts").mkdir()
    (root / "texts/a.txt").write_text("The Prison Service of Alphaland is a member.\n", "utf-8")
    (root / "members.csv").write_text(TABLE, "utf-8")
    return root


@pytest.mark.parametrize("command", LONG)
def test_long_work_says_its_steps_at_a_terminal(workspace, command):
    words, step = LONG[command]
    terminal = Terminal(f"{AT_ONCE}\n{SLOW}\n{RUN}", words, workspace)
    terminal.read_until(step)
    terminal.read_until(" 0 s")
    assert terminal.end() in (0, 1, 3)
    assert terminal.shown.count("\r\x1b[K") > 1
    assert "Traceback" not in terminal.shown


@pytest.mark.parametrize("command", LONG)
def test_ctrl_c_ends_long_work_with_nothing_half_written(workspace, command):
    words, _ = LONG[command]
    before = contents(workspace)
    terminal = Terminal(f"{AT_ONCE}\n{SLOW}\n{RUN}", words, workspace)
    terminal.read_until(" 0 s")
    terminal.press(b"\x03")
    assert terminal.end() == 130
    assert stopping.SAID in terminal.shown
    assert "Traceback" not in terminal.shown
    after = contents(workspace)
    assert {name: after[name] for name in before} == before
    assert not [name for name in after.keys() - before.keys() if not name.startswith("cache")]


# A query that the engine works at for hours, in this process, as a rule of derivation would be.
ENGINE = """
from kg import stopping
with stopping.stoppable():
    import pyoxigraph as ox
    store = ox.Store()
    many = (ox.Quad(ox.NamedNode(f"http://x/{n}"), ox.NamedNode("http://p"), ox.Literal(n))
            for n in range(20_000))
    store.extend(many)
    endless = ("INSERT { ?a <http://q> ?n } WHERE { SELECT ?a (COUNT(*) AS ?n) WHERE"
               " { ?a <http://p> ?b . ?c <http://p> ?d . ?e <http://p> ?f } GROUP BY ?a }")
    try:
        print("engine", flush=True)
        store.update(endless)
    except KeyboardInterrupt:  # it came before the engine had begun
        store.update(endless)
"""


def test_ctrl_c_ends_a_command_while_the_engine_works(tmp_path):
    terminal = Terminal(ENGINE, (), tmp_path)
    terminal.read_until("engine")
    terminal.press(b"\x03")
    assert terminal.end() == 130
    assert stopping.SAID in terminal.shown


def test_what_ends_by_itself_is_not_ended(tmp_path, monkeypatch):
    code = (
        "from kg import stopping; import os, signal, time\n"
        "stopping.GRACE = 0.3\n"
        "try:\n"
        "    with stopping.stoppable():\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "        time.sleep(60)\n"
        "except KeyboardInterrupt:\n"
        "    time.sleep(0.6)\n"
        "    print('tidied')\n"
    )
    terminal = Terminal(code, (), tmp_path)
    assert terminal.end() == 0
    assert "tidied" in terminal.shown


@pytest.mark.parametrize("start", ["kg.cli", "kg.start"])
def test_ctrl_c_ends_a_query_once(root, start):
    code = (
        "import os, signal, kg.graph.reading as reading, kg.graph.part as part\n"
        "def stop(*words, **more):\n"
        "    print('reads', flush=True); os.kill(os.getpid(), signal.SIGINT)\n"
        "reading.read = part._load = stop\n"
        f"from {start} import main; main()\n"
    )
    terminal = Terminal(code, ("query", "-e", "SELECT ?a { ?a a pc:Tie }"), root)
    assert terminal.end() == 130
    assert terminal.shown.count("reads") == 1
    assert terminal.shown.count(stopping.SAID) == 1
