"""kg fmt: layout changes, facts do not."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import SourceErrors
from kg.graph import formatting
from kg.graph.workspace import find_workspace
from tests.miniature import ALPHA, DOCUMENT, PREFIXED, contents

MESSY = (
    "\ufeff" + PREFIXED.replace("\n", "\r\n") + "id:alpha skos:prefLabel 'Á'@EN-gb, 'a'@en ;"
    "\r\n\r\n pc:value 01, 1.50, 1.50 ; a org:Organization.\r\n"
)


@pytest.fixture
def messy(root):
    (root / ALPHA).write_bytes(MESSY.encode())
    return root


def facts(path):
    text = path.read_text("utf-8-sig")
    return set(ox.parse(input=text, format=ox.RdfFormat.TURTLE))


def test_fmt_keeps_every_fact_and_changes_nothing_twice(messy):
    workspace, before = find_workspace(messy), facts(messy / ALPHA)
    assert formatting.format_files(workspace) == [ALPHA]
    assert before == facts(messy / ALPHA)
    assert '"Á"@EN-gb' in (messy / ALPHA).read_text("utf-8")
    assert b"\r" not in (messy / ALPHA).read_bytes()
    assert formatting.format_files(workspace) == []


def test_a_check_changes_nothing(messy):
    before = contents(messy)
    assert formatting.format_files(find_workspace(messy), write=False) == [ALPHA]
    assert before == contents(messy)


def test_only_the_files_that_are_named_are_touched(messy):
    workspace = find_workspace(messy)
    assert formatting.format_files(workspace, [messy / DOCUMENT]) == []
    assert formatting.format_files(workspace, [messy / ALPHA]) == [ALPHA]


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("id:beta a org:Organization .\n# why\n", 2, "a comment would be lost"),
        ("\nid:beta pc:agent [ pc:agent id:beta ] .\n", 2, "a blank node"),
        ("id:beta a org:Organization", 1, "not Turtle"),
        ("\n\nid:beta a <beta> .", 3, "a relative IRI"),
    ],
)
def test_one_file_that_would_lose_something_keeps_all_as_they_are(messy, text, line, part):
    beta = "graphdata/registry/organisations/beta.ttl"
    (messy / beta).write_text(PREFIXED + text, encoding="utf-8")
    before = contents(messy)
    with pytest.raises(SourceErrors) as caught:
        formatting.format_files(find_workspace(messy))
    [error] = caught.value.errors
    assert (beta, PREFIXED.count("\n") + line) == (error.file, error.line)
    assert part in error.message
    assert before == contents(messy)


def test_a_blank_node_is_found_on_its_line_and_not_in_a_text(root):
    text = (
        "id:alpha a org:Organization ;\n skos:editorialNote 'see [1] or _:x' ;\n pc:agent _:b .\n"
    )
    (root / ALPHA).write_text(PREFIXED + text, encoding="utf-8")
    with pytest.raises(SourceErrors) as caught:
        formatting.format_files(find_workspace(root))
    assert caught.value.errors[0].line == PREFIXED.count("\n") + 3


def test_an_empty_file_stays_empty(root):
    path = root / "graphdata/registry/areas/empty.ttl"
    path.write_text("")
    assert formatting.format_files(find_workspace(root)) == []
