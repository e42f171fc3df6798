"""Questions: SPARQL files with a header that says, in two languages, what they ask and answer.

The header of a file comes first, one declaration on a line; texts are English, a bar, Czech:

    # title: Members of {body}[ among {who}] | …: {body}[ (jen {who})]
    # answers: Who belongs to a body, and since when. | …
    # example: cep --as-of 2014
    # param body: organisation: the body | subjekt
    # param who: organisation or area, optional, several: only these | jen tito
    # option role: role: only in this role | …
    # flag roll-up: with its units | …
    # column member: Member | …

`counts` names a parameter, and the role or class of what the rows name of it, which sources may
count too (``# counts: body role:member``). `planned` shows what was only planned unasked, and says
why. `empty` says what no row means (else: that nothing is stated), `note` how rows are to be read.
A `param` is given by its place, an `option` as ``--role VALUE``, a `flag` as ``--roll-up``. The
query names the value of each in ``VALUES ?role { UNDEF }``, wherever it is needed; so the file
itself is a query, which asks about everything. A variable ``?claim`` or ``?tie``, or one such as
``?claim_of_partner``, is what a row rests on: the answer says instead how sure it is, since when,
and where it is read. A variable ``?mention`` shows only that there is such a thing: what it says
of it, and when, is not what the row says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import SourceError, SourceErrors, UsageError
from kg.graph.workspace import Workspace
from kg.questions.header import read_question
from kg.questions.question import Column as Column
from kg.questions.question import Parameter as Parameter
from kg.questions.question import Question as Question
from kg.text.words import did_you_mean

FOLDER: Final = "questions"  # in the package, and in a workspace for questions of one's own


class _File(NamedTuple):
    name: str
    file: str
    path: Traversable | Path


def list_questions(workspace: Workspace | None = None) -> list[str]:
    """Return the names of the questions that come with kg and of those of a workspace, sorted."""
    return sorted(_files(workspace))


def find_question(name: str, workspace: Workspace | None = None) -> Question:
    """Return a question by its name.

    Raises UsageError with the nearest name where there is none, SourceError for a broken file.
    """
    found = _files(workspace).get(name)
    if found is None:
        raise UsageError(_unknown(name, list_questions(workspace)))
    try:
        text = found.path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = "this question cannot be read. Save it as UTF-8, and check its rights."
        raise SourceError(message, file=found.file) from error
    return read_question(text, name=name, file=found.file)


def read_questions(workspace: Workspace | None = None) -> list[Question]:
    """Return all questions by name. Raises SourceErrors that list every broken file."""
    found, errors = [], []
    for name in list_questions(workspace):
        try:
            found.append(find_question(name, workspace))
        except SourceError as error:
            errors.append(error)
    if errors:
        raise SourceErrors(errors)
    return found


def _files(workspace: Workspace | None) -> dict[str, _File]:
    """Return the files by the name of the question; those of a workspace stand before ours."""
    own = files("kg").joinpath(FOLDER)
    found = {each.name: each for each in _in_folder(own.iterdir(), f"kg/{FOLDER}")}
    folder = workspace.root / FOLDER if workspace else None
    if folder and folder.is_dir():
        found |= {each.name: each for each in _in_folder(folder.iterdir(), FOLDER)}
    return found


def _in_folder(paths: Iterable[Traversable | Path], folder: str) -> Iterator[_File]:
    for path in paths:
        if path.name.endswith(".rq") and not path.name.startswith("."):
            yield _File(path.name.removesuffix(".rq"), f"{folder}/{path.name}", path)


def _unknown(name: str, known: list[str]) -> str:
    shown = name if len(name) <= 60 else name[:59] + "…"
    step = did_you_mean(name, known, "`kg ask` lists all questions.", cutoff=0.5)
    return f"{shown!r} is no question. {step.en}"
