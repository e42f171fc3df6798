"""What a graph in the terms of others says of its bodies and undertakings besides their records."""

from __future__ import annotations

import re
from typing import Final

from kg import edtf
from kg.additions.records import NewClaim, Text
from kg.imports.meaning.mentions import Meant
from kg.imports.rdf.account import Account
from kg.imports.rdf.bodies import Body
from kg.imports.rdf.names import read_names
from kg.imports.rdf.nodes import HELD, TAKEN, Statement
from kg.imports.rdf.periods import read_day, read_period
from kg.imports.rdf.places import Places
from kg.imports.rdf.undertakings import Undertaking

_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")


class Descriptions:
    """Adds the attributes of nodes, their parents, heirs, programmes and money."""

    def __init__(self, account: Account, places: Places) -> None:
        self._account = account
        self._places = places

    def describe_body(self, node: str, body: Body) -> None:
        """Add what is said of a body."""
        if body.meant.by_country:
            return
        about = body.meant.key
        for page in body.pages:
            self._account.attribute(
                about, "schema:url", Text(page.value, None, "xsd:anyURI"), [page], node
            )
        for words, said in body.kinds:
            told = [said, *read_names(self._account.nodes, said.value).said]
            text = Text(words, said.lang or "en")
            self._account.attribute(about, "pc:statedKind", text, told, node)
        for each in body.identifiers:
            self._account.attribute(about, "dcterms:identifier", each.text, each.said, node)
        for name in body.former:
            self._account.attribute(about, "pc:formerName", name, (), node)
        for way in self._places.towns(node):
            town = Text(way[-1].value, way[-1].lang or "en")
            self._account.attribute(about, "pc:seat", town, way, node)
        self._dated(about, node, "founded", "schema:foundingDate")
        self._dated(about, node, "dissolved", "pc:milestone")
        for field, attribute in (("parent", "org:subOrganizationOf"), ("heir", "pc:succeededBy")):
            self._linked(about, node, field, attribute)

    def _dated(self, about: str, node: str, field: str, attribute: str) -> None:
        """Add when a body was founded or dissolved."""
        day = read_day(self._account.nodes, node, field)
        if day.problem:
            self._account.unread(day, node)
        elif day.when and field == "founded":
            self._account.attribute(
                about, attribute, Text(day.when, None, edtf.datatype(day.when)), day.said, node
            )
        elif day.when:
            self._account.attribute(
                about, attribute, Text(field, "en"), day.said, node, when=day.when
            )

    def _linked(self, about: str, node: str, field: str, attribute: str) -> None:
        """Add the bodies above a body, or after it."""
        for each in self._account.nodes.about(node, field):
            if each.lang is not None or self._account.is_taken(each):
                continue
            other = self._account.nodes.other_end(node, each)
            self._account.records += 1
            meant = self._account.end(other, node)
            itself = isinstance(meant, Meant) and meant.key == about
            if itself:
                self._account.report(node, "a body cannot be a part of itself.")
            if itself or not isinstance(meant, Meant) or meant.by_country:
                self._account.held += 1
                self._account.nodes.settle([each], HELD)
                continue
            said = NewClaim("pc:AttributeClaim", (), about=about, attribute=attribute)
            self._account.say(said._replace(value_key=meant.key), node)
            self._account.nodes.settle([each], TAKEN)

    def describe_undertaking(self, node: str, made: Undertaking, *, dated: bool) -> None:
        """Add what is said of an undertaking; *dated* where those who take part have its date."""
        key, sort = made.key, made.sort.sort
        if made.period.when and not (sort in ("event", "cooperation") and dated):
            when = Text(made.period.when, None, "edtf:EDTF")
            self._account.attribute(key, "pc:when", when, made.period.said, node)
        for page in self._account.nodes.about(node, "homepage"):
            self._account.attribute(
                key, "schema:url", Text(page.value, None, "xsd:anyURI"), [page], node
            )
        for each in self._account.nodes.about(node, "identifier"):
            if each.lang is not None:
                self._account.attribute(key, "dcterms:identifier", Text(each.value), [each], node)
        for way in self._places.towns(node):
            town = Text(way[-1].value, way[-1].lang or "en")
            self._account.attribute(key, "pc:place", town, way, node)
        self._belongs(node, key, "programme", "pc:partOfProgramme", ())
        self._belongs(node, key, "scheme above", "dcterms:isPartOf", ())
        self._operators(node, key)
        self._fund(node, key)

    def _belongs(
        self,
        node: str,
        key: str,
        field: str,
        attribute: str,
        way: tuple[Statement, ...],
    ) -> None:
        """Add the programmes to which a project or programme belongs."""
        for each in self._account.nodes.about(node, field):
            other = (
                self._account.contexts.get(self._account.nodes.other_end(node, each))
                if each.lang is None
                else None
            )
            if other and other.sort.sort == "programme" and other.key != key:
                said = NewClaim("pc:AttributeClaim", (), about=key, attribute=attribute)
                self._account.say(said._replace(value_key=other.key), node)
                self._account.nodes.settle([*way, each], TAKEN)

    def _operators(self, node: str, key: str) -> None:
        for each in self._account.nodes.about(node, "operator"):
            body = self._account.meant(self._account.nodes.other_end(node, each))
            if isinstance(body, Meant) and not body.by_country:
                said = NewClaim("pc:Participation", (), agent=body.key, context=key)
                self._account.say(said._replace(role="role:programme-operator"), node)
                self._account.nodes.settle([each], TAKEN)

    def _fund(self, node: str, key: str) -> None:
        """Add the money of a project: what it costs, what it was granted, and who pays."""
        for each in self._account.nodes.about(node, "cost"):
            self._sum(node, key, self._account.nodes.other_end(node, each), None, (each,), "total")
        self._pay(node, key, None, ())
        for each in self._account.nodes.about(node, "grant"):
            grant = self._account.nodes.other_end(node, each)
            if each.lang is not None:
                continue
            self._belongs(grant, key, "programme", "pc:partOfProgramme", (each,))
            self._pay(grant, key, grant, (each,))

    def _pay(self, node: str, key: str, grant: str | None, way: tuple[Statement, ...]) -> None:
        payers: list[tuple[str | None, tuple[Statement, ...]]] = []
        for each in self._account.nodes.about(node, "payer"):
            body = (
                self._account.meant(self._account.nodes.other_end(node, each))
                if each.lang is None
                else None
            )
            if isinstance(body, Meant) and not body.by_country:
                payers.append((body.key, (*way, each)))
        sums = self._account.nodes.about(node, "sum") if grant else []
        for funder, said in payers or [(None, way)]:
            for each in sums:
                self._sum(
                    node,
                    key,
                    self._account.nodes.other_end(node, each),
                    funder,
                    (*said, each),
                    "grant",
                )
            if not sums and funder:
                paid = NewClaim("pc:FundingClaim", (), funder=funder, funded=key)
                self._account.say(paid, node)
                self._account.nodes.settle(said, TAKEN)

    def _sum(  # noqa: PLR0913, PLR0917 - what a sum is of
        self,
        node: str,
        key: str,
        money: str,
        funder: str | None,
        way: tuple[Statement, ...],
        scope: str,
    ) -> None:
        """Add a sum of money; one without a number or currency is not taken, and said."""
        numbers = self._account.nodes.about(money, "amount")
        currencies = self._account.nodes.about(money, "currency")
        said = [*way, *numbers, *currencies]
        if len(numbers) != 1 or not _NUMBER.fullmatch(numbers[0].value):
            self._account.nodes.settle(said, "is not taken: no number of money")
        elif len(currencies) != 1 or not _CURRENCY.fullmatch(currencies[0].value.strip()):
            self._account.nodes.settle(
                said, "is not taken: an amount without a currency of three letters"
            )
        else:
            paid = NewClaim("pc:FundingClaim", (), funder=funder, funded=key, bound="exact")
            number, currency = numbers[0].value, currencies[0].value.strip()
            self._account.say(paid._replace(amount=number, currency=currency, scope=scope), node)
            self._account.nodes.settle(said, TAKEN)

    def read_change(self, node: str) -> None:
        """Add that bodies were followed by others in a change."""
        self._account.records += 1
        ends = {
            field: [
                (self._account.meant(self._account.nodes.other_end(node, each)), each)
                for each in self._account.nodes.about(node, field)
                if each.lang is None
            ]
            for field in ("before", "after")
        }
        period = read_period(self._account.nodes, node)
        pairs = [
            (old.key, new.key, first, second)
            for old, first in ends["before"]
            for new, second in ends["after"]
            if isinstance(old, Meant) and isinstance(new, Meant) and old != new
        ]
        if period.problem or not pairs:
            self._account.unread(period, node)
            self._account.refuse(node, None)
            return
        for old, new, first, second in pairs:
            said = NewClaim("pc:AttributeClaim", (), about=old, attribute="pc:succeededBy")
            self._account.say(said._replace(value_key=new, when=period.when), node)
            types = self._account.nodes.types(node)
            self._account.nodes.settle([first, second, *period.said, *types], TAKEN)
