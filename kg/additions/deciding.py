"""Deciding: who is the same, written where nothing in the graph speaks against it."""

from __future__ import annotations

from kg.additions import preview
from kg.additions.plan import FileChange
from kg.errors import FindingsError
from kg.files import locked, write_atomically
from kg.graph.workspace import Workspace
from kg.search import decisions
from kg.search.decisions import Decision


def decide(workspace: Workspace, decision: Decision, *, again: bool = False) -> bool:
    """Write a decision into the file of decisions; tell whether that changed anything.

    An earlier one about the same pair makes room with *again*. Raises UsageError for the shipped
    data, FindingsError for what `kg check` would call an error afterwards and does not now,
    KgError for what contradicts another decision, and where the file cannot be read or written.
    """
    workspace.require_own()
    with locked(workspace.root):
        change = decisions.plan_decision(workspace, decision, again=again)
        if change is None:
            return False
        if errors := preview.find_errors(workspace, [FileChange(*change)]):
            raise FindingsError(tuple(errors))
        write_atomically(change[0], change[2])
    return True
