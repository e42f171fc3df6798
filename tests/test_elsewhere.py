"""Without locks, forks, limits and signals, as on Windows, everything else works and says so."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.hostile import NOTE
from tests.processes import LIMIT, ROOT, environment

ROWS = (
    "member,member of,since,source\n"
    "Prison Service of Betaland,Network of Services,2010,https://example.org/a\n"
    "Prison Service of Alphaland,Network of Services,2011,https://example.org/b\n"
)
ADD = ["add", "membership", "gamma", "net", "--since", "2012", "--yes"]
COMMANDS = [
    ["import", "m.csv", "--new", "--apply"],
    ["fmt"],
    ["check", "-o", "findings.txt"],
    ["query", "-e", "ASK { ?s ?p ?o }"],
    ["resolve", "gamma", "beta", "--same", "--because", "One office."],
    [*ADD, "--source", "page", "--title", "A page", "--url", "https://example.org/p"],
    ["read", "note.txt", "--accept", "sure"],
    ["build"],
    ["build", "-o", "other"],
    ["view", "-o", "out.html"],
    ["ask", "partners", "alpha"],
    ["export", "-f", "nq", "-o", "out.nq"],
]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="played on Linux alone")
def test_every_command_works_where_a_system_has_no_locks_and_no_forks(root):
    (root / "m.csv").write_text(ROWS)
    (root / "note.txt").write_text("\n\n".join(NOTE))
    words = [json.dumps(each) for each in COMMANDS]
    ended = subprocess.run(
        [sys.executable, "-m", "tests.elsewhere", *words],
        cwd=root,
        env=environment() | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    *said, codes = ended.stderr.splitlines()
    assert json.loads(codes) == [0] * len(COMMANDS), "\n".join(said)
    assert "--timeout has no effect" in ended.stderr
    assert not any("mistake of kg" in line for line in said)
    assert (root / "build/store").is_dir()
    assert not list(root.rglob(".*.kg-*"))
