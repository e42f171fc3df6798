"""A graph in the terms of others as records: bodies, undertakings, and what joins them."""

from __future__ import annotations

from typing import NamedTuple

from kg.additions.records import NewClaim
from kg.errors import Finding
from kg.imports.meaning.mentions import Meant, Mentions
from kg.imports.rdf.account import Account
from kg.imports.rdf.bodies import Bodies
from kg.imports.rdf.descriptions import Descriptions
from kg.imports.rdf.nodes import TAKEN
from kg.imports.rdf.relations import Relations
from kg.imports.rdf.undertakings import SORTS, Undertakings


class ForeignRead(NamedTuple):
    """What a graph in foreign terms says: statements to make, findings, and how many records.

    *records* were found, of which *held* are held back. The things are those of the mentions.
    """

    statements: tuple[NewClaim, ...]
    findings: tuple[Finding, ...]
    records: int
    held: int


def read_foreign(account: Account, mentions: Mentions) -> ForeignRead:
    """Return what the graph of an account says, and note in it what becomes of each statement."""
    account.refuse_broken()
    bodies = Bodies(account.nodes, account.known, mentions)
    _read_bodies(account, bodies)
    relations = Relations(account)
    _read_undertakings(account, relations, mentions)
    for each in relations.listed:
        relations.join(each)
    descriptions = Descriptions(account, bodies.places)
    for node, body in account.bodies.items():
        descriptions.describe_body(node, body)
    for node, context in account.contexts.items():
        descriptions.describe_undertaking(node, context, dated=context.key in relations.dated)
    for node in account.nodes.of("changes"):
        descriptions.read_change(node)
    account.settle_rest()
    findings = (*account.findings, *account.counted())
    return ForeignRead(tuple(account.statements), findings, account.records, account.held)


def _read_bodies(account: Account, bodies: Bodies) -> None:
    nodes = [each for each in account.nodes.of("organisations") if not account.is_refused(each)]
    bodies.look_up(nodes)
    for node in nodes:
        account.records += 1
        found = bodies.read(node, account.place(node))
        if isinstance(found, Finding):
            account.refuse(node, found)
            continue
        account.bodies[node] = found
        account.nodes.settle(found.taken, TAKEN)
        for said, reason in found.unread:
            account.nodes.settle([said], f"is not taken: {reason}")
    for node, name in bodies.homeless.items():
        message = f"“{name}” is taken without a country: nothing says in which one it is."
        place = account.place(node)
        account.findings.append(
            place.finding(message, severity="info", rule="no-country", thing=node)
        )


def _read_undertakings(account: Account, relations: Relations, mentions: Mentions) -> None:
    agents: dict[str, set[str]] = {}
    for each in relations.listed:
        if isinstance(meant := account.meant(each.body), Meant):
            agents.setdefault(each.context, set()).add(meant.key)
    makers = Undertakings(account.nodes, account.known, mentions)
    for node in (each for sort in SORTS for each in account.nodes.of(sort)):
        if account.is_refused(node):
            continue
        account.records += 1
        found = makers.read(node, account.outside, agents.get(node, ()), account.place(node))
        if isinstance(found, Finding):
            account.refuse(node, found)
            continue
        account.contexts[node] = found
        account.nodes.settle(found.taken, TAKEN)
