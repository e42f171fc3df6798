"""What every test of an import wants: a file that a person gives, read by the command."""

from __future__ import annotations

import pytest

from tests.processes import kg


@pytest.fixture
def give(root, tmp_path, request):
    """A function that writes a file and imports it; words are further options.

    The file is called as the module says in NAME, unless told otherwise.
    """

    def giving(text: str | bytes, *words, name=None):
        path = tmp_path / (name or request.module.NAME)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return kg("import", path, *words, cwd=root)

    return giving
