"""Golden files: whole texts that commands print.

`pytest --update-golden` writes them anew; read the diff.
"""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden", action="store_true", help="Write the files of tests/golden anew."
    )


@pytest.fixture
def golden(request):
    """A function that holds a text against tests/golden/NAME."""

    def compare(name, actual):
        path = FOLDER / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="")
        assert path.is_file(), f"{name} is missing: run pytest --update-golden and read the diff"
        assert path.read_bytes().decode() == actual

    return compare
