"""Every notebook runs from top to bottom, asks its question first and answers it last."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def cells(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path, monkeypatch, capsys):
    monkeypatch.chdir(ROOT / "notebooks")
    names = {}
    for cell in cells(path):
        if cell["cell_type"] == "code":
            exec(compile(cell["source"], path.name, "exec"), names)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_asks_first_and_answers_last(path):
    first, *_, last = cells(path)
    assert first["source"].splitlines()[0].endswith("?")
    assert last["source"].startswith("## Answer")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_carries_no_output(path):
    for cell in cells(path):
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


def test_the_answer_about_partners_is_true(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    names = {}
    path = ROOT / "notebooks/who-partners-with-whom.ipynb"
    for cell in cells(path):
        if cell["cell_type"] == "code":
            exec(compile(cell["source"], path.name, "exec"), names)
    assert len(names["table"].rows) == 21
    assert dict(names["kinds"]) == {
        "agreement on cooperation": 3,
        "memorandum of understanding": 2,
        "general cooperation": 6,
        "listed cooperation": 9,
        "project": 1,
    }
    service = "Probation and Mediation Service of the Czech Republic"
    assert names["partners"][service] == 13
