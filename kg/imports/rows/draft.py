"""The records of an import while it is read: what rows say, and from which source.

What a row says stays with the row (`RowCells.statements` and its like) until all rows are read, so
that a row that is held back leaves nothing behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.additions.records import NewClaim, Origin, Source, Text, Thing
from kg.checks.identifiers import SCHEMES, read
from kg.errors import UsageError
from kg.imports.meaning.known import Background, Values, address_of, find_source
from kg.imports.meaning.mentions import Meant, Mentions
from kg.imports.rows.quoted import quoted
from kg.imports.rows.registers import Number
from kg.imports.rows.row import Body, RowCells
from kg.names import ID, expand, shorten
from kg.text.addresses import is_harmful
from kg.text.folding import slug

if TYPE_CHECKING:
    from kg.imports.rows.contexts import Entry

_HOSTS = {"wikidata": "wikidata.org", "ror": "ror.org", "isni": "isni.org"}
_BY_COUNTRY = "The file names the country, not the body."


class Draft:
    """The records of an import so far."""

    def __init__(
        self, background: Background, mentions: Mentions, default: Source, own: Meant | None = None
    ) -> None:
        """*default* is the source of the rows that name none, *own* whose table it is."""
        self.known = background
        self.own = own
        self.mentions = mentions
        self.default = default
        self.sources: dict[str, Source] = {}
        self.described: set[str] = set()  # documents of which rows say more than that they cite
        self.entries: list[Entry] = []
        self._holders: dict[Number, str] | None = None
        self._described: dict[str, tuple[int, Thing]] = {}

    def describe(self, thing: Thing, sort: str, row: RowCells) -> bool:
        """Add what a row says of a thing; tell whether no other row says something else of it."""
        number, other = self._described.setdefault(thing.key, (row.number, thing))
        if other != thing:
            message = f"id:{thing.key} stands also in row {number}, with other data. Keep one."
            row.report(message, "name")
            return False
        row.things.append(thing)
        if other is thing:
            self.mentions.add(thing, sort, country=thing.country)
        return True

    def holder(self, identifier: Text) -> str | None:
        """Return the thing of the graph that has an identifier, or None."""
        if self._holders is None:
            self._holders = {
                number: iri.removeprefix(ID)
                for iri, values in self.known.data.items()
                if iri.startswith(ID)
                for number in numbers_outside(values)
            }
        return self._holders.get(Number(identifier.datatype or "", identifier.text))

    def source(self, row: RowCells) -> str:
        """Return the key of the source of a row; a page or document that is new is added."""
        text = row.text("source")
        if text is None:
            return self._cite(self.default)
        if is_harmful(text):
            row.report(f"“{text[:60]}” is no address of the web. Write it with https://.", "source")
        found = find_source(self.known, text)
        return found or self._cite(cited(text, self.mentions, row.lang))

    def say(self, row: RowCells, statement: NewClaim) -> None:
        """Add a statement with what its row says of every claim: source, status, note, dates."""
        place = row.place()
        status = (row.concept("status", "status") or "status:stated").removeprefix("status:")
        source = self.source(row)
        said = quoted(statement, source, row, self.known)
        stands = row.stands if said.passage is None and not row.text("source") else None
        row.statements.append(
            said._replace(
                sources=(source,),
                row=stands,
                status="ambiguous" if statement.named_by and status == "stated" else status,
                attested=statement.attested or row.date("attested"),
                note=" ".join(filter(None, (row.note(), statement.note))) or None,
                origin=Origin(place.sheet, row.number),
            )
        )

    def _cite(self, source: Source) -> str:
        if source.key not in self.known.sources:
            self.sources[source.key] = source
            for name in (source.key, source.url, source.title.text):
                if name:
                    self.known.sources[address_of(name)] = source.key
            self.known.taken.add(source.key)
        return source.key


def cited(words: str, mentions: Mentions, lang: str, *, key: str | None = None) -> Source:
    """Return the record of a page by its address, or of a document by its title."""
    is_page = words.startswith(("http://", "https://"))
    bare = words.partition("://")[2] if is_page else words
    name = key or mentions.mint(slug(bare.removeprefix("www.")) or "document")
    language = "und" if is_page else lang
    title = Text(bare.rstrip("/"), None) if is_page else Text(words, lang)
    return Source(name, title, language, url=words if is_page else None)


def numbers_outside(values: Values) -> frozenset[Number]:
    """Return the identifiers of others that a thing has, also those that stand in addresses."""
    found = {
        Number(shorten(each.datatype.value), each.value)
        for each in values.get(expand("org:identifier"), ())
        if isinstance(each, ox.Literal)
    }
    for each in values.get(expand("schema:sameAs"), ()):
        if number := number_in(each.value):
            found.add(number)
    return frozenset(found)


def number_in(address: str) -> Number | None:
    """Return the identifier of a register of bodies that an address ends in, if it is of one.

    >>> number_in("https://www.wikidata.org/wiki/Q42")
    Number(register='pc:WikidataIdentifier', number='Q42')
    """
    host = address.partition("://")[2].partition("/")[0].removeprefix("www.")
    scheme = next((each for each in SCHEMES.values() if host == _HOSTS.get(each.name)), None)
    if scheme is None:
        return None
    try:
        return Number(shorten(scheme.datatype), read(scheme.name, address))
    except UsageError:
        return None


def take_part(each: Body, statement: NewClaim, row: RowCells, draft: Draft) -> None:
    """Add that a body takes part; where a row names its country only, the statement says so."""
    named_by = "country" if each.meant.by_country else None
    note = _BY_COUNTRY if named_by else None
    if named_by:
        message = f"“{each.name}” is a country: the claim about it is ambiguous. Name the body."
        row.report(message, severity="warning", rule="country", at=each.place)
    draft.say(row, statement._replace(agent=each.meant.key, named_by=named_by, note=note))


def describe(about: str, name: str, value: Text | str, row: RowCells, draft: Draft) -> None:
    """Add an attribute of a thing; its value is a text, or the key of another thing."""
    said = NewClaim("pc:AttributeClaim", (), about=about, attribute=name)
    if isinstance(value, str):
        draft.say(row, said._replace(value_key=value))
    else:
        draft.say(row, said._replace(value=value))
