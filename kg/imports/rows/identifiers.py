"""What a row about an outside identifier, a homepage or a name says of a thing.

It goes into the record of the thing, and stands as a claim in the source that gives it, with the
day on which it was looked up.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kg.additions.records import NewClaim, Text, Thing
from kg.checks.identifiers import SCHEMES
from kg.checks.identifiers import read as read_outside_text
from kg.errors import UsageError
from kg.imports.meaning.headings import read_columns
from kg.imports.meaning.mentions import BODY, CellPlace
from kg.imports.rows.draft import Draft, number_in
from kg.imports.rows.registers import Number
from kg.imports.rows.row import RowCells
from kg.imports.rows.texts import is_address
from kg.names import ID, expand, shorten
from kg.text.addresses import is_web_address
from kg.text.folding import fold

_THINGS: Final = (
    "organisation",
    "area",
    "project",
    "programme",
    "agreement",
    "cooperation",
    "event",
)
_NEEDED: Final = ("thing", "scheme", "value")
_NAME: Final = re.compile("name@([a-z]{2,3})")
_HOMEPAGE: Final = "schema:url"


class _Given(NamedTuple):
    """What is given to a thing: the property, and its value."""

    property: str
    value: Text


class Outside(NamedTuple):
    """What a row says of its body elsewhere: the body of the graph that has it, and what it is."""

    key: str | None
    identifiers: tuple[Text, ...] = ()
    addresses: tuple[str, ...] = ()

    @property
    def numbers(self) -> frozenset[Number]:
        """Return the identifiers, also those that stand in addresses, as they are compared."""
        told = {Number(each.datatype or "", each.text) for each in self.identifiers}
        return frozenset(told | {each for text in self.addresses if (each := number_in(text))})


def read_outside(row: RowCells, draft: Draft) -> Outside:
    """Return the identifiers and addresses under which others describe the body of a row.

    A bare identifier is one of the scheme that heads its column, or of which it has the form.
    """
    identifiers: list[Text] = []
    addresses: list[str] = []
    keys: dict[str, CellPlace] = {}
    for text, header, place in row.listed_at("same_as"):
        if "://" in text:
            if is_address(text):
                addresses.append(text)
                keys |= {draft.known.outside[text]: place} if text in draft.known.outside else {}
                number = number_in(text)
                if number and (holder := draft.holder(Text(number.number, None, number.register))):
                    keys[holder] = place
            else:
                row.report(f"“{text[:60]}” is no address that can be kept.", "same_as", at=place)
            continue
        given = _bare_identifier(text, header)
        if given is None:
            message = f"“{text[:60]}” is no identifier that is known. Write its address."
            row.report(message, "same_as", at=place)
            continue
        identifiers.append(given)
        if holder := draft.holder(given):
            keys[holder] = place
    for key, place in keys.items():
        thing = draft.known.catalogue.get(key)
        if len(keys) > 1 or thing is None or thing.sort != BODY:
            said = "is of no body" if len(keys) == 1 else "are of several bodies"
            row.report(f"what others call it {said}: id:{', id:'.join(keys)}.", at=place)
            return Outside(None)
    return Outside(next(iter(keys), None), tuple(identifiers), tuple(addresses))


def _bare_identifier(text: str, header: str) -> Text | None:
    """Return an identifier as the graph writes it, or None where it is none."""
    headed = [each for each in SCHEMES if each in fold(header).split()]
    for name in headed or [each for each in SCHEMES if each != "ico"]:
        try:
            value = read_outside_text(name, text)
        except UsageError:
            continue
        return Text(value, None, shorten(SCHEMES[name].datatype))
    return None


def read_identifier(row: RowCells, draft: Draft) -> None:
    """Add what a row gives to a thing; whatever is wrong stays in the findings of the row."""
    for field in _NEEDED:
        if row.text(field) is None:
            row.report(f"the {field} is empty. Fill it in.", field)
    if not row.is_sound:
        return
    key = row.other("thing", _THINGS)
    given = _given(row.text("scheme") or "", row.text("value") or "", row)
    checked = row.date("checked")
    if key is None or given is None or not row.is_sound:
        return
    if given.property == _HOMEPAGE:
        given = given._replace(value=_as_known(given.value, key, draft))
    thing = _completed(_record(key, draft), given, row)
    if thing is None:
        return
    draft.mentions.things[key] = thing
    row.things, row.completes = [thing], True
    said = NewClaim("pc:AttributeClaim", (), about=key, attribute=given.property)
    draft.say(row, said._replace(value=given.value, attested=checked))


def _given(scheme: str, text: str, row: RowCells) -> _Given | None:
    """Return what a scheme and a text give, None with a finding where they do not fit."""
    if name := _NAME.fullmatch(scheme.casefold()):
        return _Given("skos:altLabel", Text(text, name[1]))
    page = read_columns()["fields"]["homepage"]
    if fold(scheme) in {fold(each) for each in (page["en"], page["cs"], *page["also"])}:
        if not is_web_address(text):
            row.report(f"“{text[:60]}” is no address. Write it with https://.", "value")
        return _Given(_HOMEPAGE, Text(text, None, "xsd:anyURI"))
    known = SCHEMES.get(fold(scheme))
    if known is None:
        words = ", ".join([*SCHEMES, "homepage"])
        step = f"Choose one of {words}, or name@ with a language."
        row.report(f"“{scheme[:60]}” is no scheme that is known. {step}", "scheme")
        return None
    try:
        value = read_outside_text(known.name, text)
    except UsageError as error:
        row.report(error.message, "value")
        return None
    return _Given("org:identifier", Text(value, None, shorten(known.datatype)))


def _record(key: str, draft: Draft) -> Thing:
    """Return the record of a thing as far as the import has it, else one to add to."""
    known = draft.known.catalogue.get(key)
    label = Text(draft.known.catalogue.label(key), "en")
    sort = known.type if known and known.type else "org:Organization"
    return draft.mentions.things.get(key) or Thing(key, sort, (label,))


def _completed(thing: Thing, given: _Given, row: RowCells) -> Thing | None:
    """Return a record with what is given, None with a finding where another row says otherwise."""
    value = given.value
    if given.property == _HOMEPAGE:
        if thing.homepage not in (None, value.text):
            row.report(f"another row gives {thing.homepage}. Keep one.", "value")
            return None
        return thing._replace(homepage=value.text)
    if given.property == "org:identifier":
        return thing._replace(identifiers=tuple(dict.fromkeys((*thing.identifiers, value))))
    if value.language in {label.language for label in thing.labels}:
        return thing._replace(aliases=tuple(dict.fromkeys((*thing.aliases, value))))
    return thing._replace(labels=(*thing.labels, value))


def _as_known(page: Text, key: str, draft: Draft) -> Text:
    """Return a homepage as the graph writes it, where that differs in form only."""
    known = draft.known.data.get(ID + key, {}).get(expand(_HOMEPAGE), ())
    same = (each.value for each in known if _bare(each.value) == _bare(page.text))
    return page._replace(text=next(same, page.text))


def _bare(address: str) -> str:
    return re.sub("^https?://", "", address.casefold()).rstrip("/")
