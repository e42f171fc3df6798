"""Keeping: the canonical texts of documents, in a private folder of the workspace.

The folder hides itself from git by a file of its own, so no text enters a dataset by mistake.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import SourceError
from kg.evidence.texts import KEPT, digest
from kg.files import read_text, reason, write_atomically
from kg.graph.workspace import Workspace
from kg.reading.documents.page import RULE, Page


class Kept(NamedTuple):
    """A page that is kept: its text, what is known of it, and the key of its source."""

    page: Page
    key: str


_IGNORE: Final = "*\n"  # git passes over everything here, this file included


def folder_of(workspace: Workspace) -> Path:
    """Return the private folder for texts of a workspace; it need not be there."""
    return workspace.root / KEPT


def keep(workspace: Workspace, page: Page, key: str) -> Path:
    """Write a text and what is known of it into the private folder; return where the text is.

    Raises KgError where it cannot be written.
    """
    folder = folder_of(workspace)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"the private folder for texts cannot be made: {reason(error)}"
        raise SourceError(f"{message}. Check its rights.", file=str(folder)) from error
    hidden = folder.parent / ".gitignore"
    if not hidden.exists():
        write_atomically(hidden, _IGNORE.encode())
    seal = digest(page.text)
    path = folder / f"{seal[:16]}.txt"
    about = page._asdict() | {"key": key, "rule": RULE, "digest": seal}
    del about["text"]
    write_atomically(path, page.text.encode())
    described = json.dumps(about, ensure_ascii=False, indent=1) + "\n"
    write_atomically(folder / f".{seal[:16]}.json", described.encode())
    return path


def find_kept(workspace: Workspace, seal: str) -> Kept:
    """Return the page with a digest. Raises SourceError where it is not kept, or was changed."""
    path = folder_of(workspace) / f"{seal[:16]}.txt"
    if not path.exists():
        step = "Read the document again with kg read."
        raise SourceError(f"the text of this document is not kept here. {step}", file=str(path))
    text = read_text(path)
    if digest(text) != seal:
        raise SourceError("the kept text was changed. Read the document again.", file=str(path))
    about = json.loads(read_text(path.with_name(f".{seal[:16]}.json")))
    fields = {name: about[name] for name in Page._fields if name in about and name != "text"}
    fields["remarks"] = tuple(fields.get("remarks", ()))
    return Kept(Page(text, **fields), about["key"])
