"""What the documents say of the house is so: every path and every name that they give is there."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module

import pytest

from tests.processes import ROOT
from tests.test_imports import NAMES, ROOMS, split

DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted(ROOT.glob("docs/*.md")),
    *(ROOT / folder / "README.md" for folder in ("graphdata", "ontology", "notebooks")),
]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
MOVED = (ROOT / "docs/moved.md").read_text("utf-8")
ENDING = r"\.(?:py|ttl|rq|json|md|csv|css|js|jinja|ipynb|html)"
FILE = re.compile(rf"[\w.*<>-]+/([\w./*<>-]*({ENDING}|/))?")
NAME = re.compile(rf"(?!.*{ENDING}$)[a-z_]+(\.\w+)+")
ROOMS_AND_FILES = {split(name)[0] for name in NAMES} | {"kg"}


def codes(document):
    """Return each word that a document sets as code, but for whole blocks and for what was."""
    prose = re.sub(r"```[\s\S]*?```", "", document.read_text("utf-8"))
    if document.name == "moved.md":
        prose = prose.partition("| was | is |")[2]
        prose = re.sub(r"^\| `[^|]*` \|", "", prose, flags=re.MULTILINE)
    return {word for code in re.findall(r"`([^`]+)`", prose) for word in code.split()}


@cache
def written():
    """Return the whole code, which names the files that it writes."""
    return "\n".join(path.read_text("utf-8") for path in ROOT.glob("kg/**/*.py"))


def is_there(file, document):
    """Tell whether a file stands in the repository or beside the document, or is written by kg."""
    pattern = re.sub(r"<\w+>|\b[A-Z]{2,}\b", "*", file).rstrip("/")
    if any(any(folder.glob(pattern)) for folder in (ROOT, document.parent)):
        return True
    return f'{pattern.rpartition("/")[2]}"' in written()


def means_something(name):
    """Tell whether a dotted name is that of a module, or of something in one."""
    parts = name.removeprefix("kg.").split(".")
    ends = [end for end in range(len(parts) + 1) if ".".join(parts[:end]) in NAMES]
    found = import_module(".".join(["kg", *parts[: max(ends)]]))
    for part in parts[max(ends) :]:
        found = getattr(found, part, None)
    return found is not None


def its_name(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("document", DOCUMENTS, ids=its_name)
def test_every_file_that_a_document_names_is_there(document):
    files = {word for word in codes(document) if FILE.fullmatch(word)}
    assert {file for file in files if not is_there(file, document)} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=its_name)
def test_every_module_and_function_that_a_document_names_is_there(document):
    names = {
        word
        for word in (code.partition("(")[0] for code in codes(document))
        if NAME.fullmatch(word)
    }
    ours = {name for name in names if name.split(".")[0] in ROOMS_AND_FILES}
    assert {name for name in ours if not means_something(name)} == set()


def test_the_picture_shows_the_rooms_in_the_order_of_imports():
    (picture,) = re.findall(r"```text\n([\s\S]*?)```", CONTRIBUTING)
    storeys: list[list[str]] = []
    for line in picture.splitlines()[1:]:
        storey, room = line[:11].strip(), line[11:].split()[0]
        if storey:
            storeys.append([])
        storeys[-1].append(room)
    assert storeys == [row.split() for row in reversed(ROOMS)]


def test_no_file_is_left_where_it_was():
    old = re.findall(r"^\| `(kg/[^`]+)` \| `kg/", MOVED, re.MULTILINE)
    assert len(old) > 100
    assert [file for file in old if (ROOT / file).exists()] == []
