"""Every notebook runs from top to bottom, asks its question first and answers it last."""

from __future__ import annotations

import ast
import json
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
# Each figure that an answer gives, as the cells before compute it.
FIGURES = {
    "who-partners-with-whom": {
        "pairs": 18,
        "bodies": 70,
        "bodies without a partner": 51,
        "partners of the Probation and Mediation Service": 10,
        "partners of the Prison Service": 8,
        "agreements and memoranda": 5,
        "listed": 6,
        "described": 6,
        "projects": 1,
        "ambiguous": 1,
        "steps of the strongest way": 3,
    },
    "how-are-the-czech-services-linked-to-europe": {
        "years": [2008, 2009, 2018, 2022],
        "relations of probation": 8,
        "bodies of probation": 5,
        "memberships of probation": 2,
        "in CEP since": 2009,
        "in EFRJ since": 2018,
        "certain for probation in 2008": 0,
        "certain for probation in 2009": 1,
        "certain for probation in 2018": 2,
        "certain for probation in 2022": 7,
        "relations of prison": 4,
        "memberships of prison": 2,
        "stated of prison": 1,
        "dated of prison": 0,
        "in common": 2,
        "steps from prison to CEP": 2,
    },
    "what-does-the-norway-grants-justice-programme-pay-for": {
        "from": 2014,
        "to": 2021,
        "more than EUR": 6000000,
        "operators": 4,
        "projects stated": 8,
        "projects listed": 8,
        "pre-defined": 3,
        "small grants": 4,
        "open call": 1,
        "promoters": 8,
        "promoters stated": 3,
        "promoters implied": 5,
        "amounts of single projects": 0,
        "steps to the Rubikon Centre": 3,
        "projects with both services": 1,
    },
}
NUMBER_WORDS = re.compile(r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen)\b")

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def run(path):
    """Run the code cells as Jupyter does, show what each ends with, and return their names."""
    names = {}
    for cell in cells(path):
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse(cell["source"], path.name)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, path.name, "exec"), names)
        if last is not None:
            shown = eval(compile(ast.Expression(last.value), path.name, "eval"), names)
            for look in ("_repr_html_", "_repr_markdown_", "__repr__"):
                assert getattr(shown, look, str)() is not None
    return names


@pytest.fixture(scope="module")
def ran():
    """The names of every notebook after it has run, without pandas."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT / "notebooks")
        patch.setitem(sys.modules, "pandas", None)
        return {path.stem: run(path) for path in NOTEBOOKS}


def test_there_are_three_notebooks_and_each_has_its_figures():
    assert [path.stem for path in NOTEBOOKS] == sorted(FIGURES)


@every_notebook
def test_a_notebook_runs_without_pandas_and_finds_the_figures(path, ran):
    assert ran[path.stem]["figures"] == FIGURES[path.stem]


def test_rows_are_a_table_where_pandas_is_installed():
    pandas = pytest.importorskip("pandas")
    sources = {cell["source"] for path in NOTEBOOKS for cell in cells(path)}
    (setup,) = (
        source for source in sources if "import pandas" in source or "from pandas" in source
    )
    names = {}
    exec(setup, names)
    assert isinstance(names["show"]([{"a": 1}]), pandas.DataFrame)


@every_notebook
def test_every_figure_of_the_answer_is_computed_and_every_computed_one_is_told(path):
    answer = cells(path)[-1]["source"]
    told = {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*(?<!,)", answer)}
    computed = set()
    for value in FIGURES[path.stem].values():
        computed |= set(value) if isinstance(value, list) else {value}
    assert told == computed
    assert NUMBER_WORDS.findall(answer.lower()) == []


@every_notebook
def test_a_notebook_asks_first_and_answers_last(path):
    first, *_, last = cells(path)
    question = first["source"].splitlines()[0]
    assert question.endswith("?")
    name = re.sub(r"[^a-z]+", "-", question.partition(",")[0].lower()).strip("-")
    assert path.stem.startswith(name.replace("the-two-", "the-"))
    assert last["source"].startswith("## Answer")


@every_notebook
def test_a_notebook_carries_no_output_and_uses_the_verbs_of_python(path):
    code = [cell for cell in cells(path) if cell["cell_type"] == "code"]
    assert [cell for cell in code if cell["outputs"] or cell["execution_count"]] == []
    text = "\n".join(cell["source"] for cell in code)
    assert "kg.draw(" in text
    assert (
        re.findall(r"^\s*(?:import|from) (?!kg$|pandas |collections )\S+", text, re.MULTILINE) == []
    )
