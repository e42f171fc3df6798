"""RDF files from anywhere: compressed or not, in any syntax, read where nothing can come of them.

What strangers send is unpacked with limits, decoded, looked through for what reaches outward, and
parsed in a process of its own, which a crash of the engine or a file that grows without bound can
end and nothing else. Whatever is refused is refused with file, line and column.
"""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Final, NamedTuple

import pyoxigraph as ox

from kg import worker
from kg.errors import QueryError, SourceError, UsageError, printable
from kg.files import decode, read_bytes
from kg.rdf import jsonld, recovery, turtle
from kg.rdf import xml as entities
from kg.rdf.dataset import Dataset
from kg.rdf.recovery import Broken

MAX_FILE: Final = 200 * 1000**2  # bytes of a file as it lies on the disk
MAX_UNPACKED: Final = 1000**3  # bytes of what a compressed file holds
MAX_RATIO: Final = 100  # unpacked bytes for each packed one, beyond the first ten million
TIMEOUT: Final = 120.0  # seconds for parsing one file
_FREE: Final = 10 * 1000**2
_GZIP: Final = b"\x1f\x8b"
_FORMATS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
}
ENDINGS: Final = tuple(_FORMATS)
_LABEL: Final = re.compile(rb"[A-Za-z0-9_](?:[\w.-]*[\w-])?")  # of blank nodes, in ASCII
_TEXT: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"')  # of a literal in N-Quads
_TAGS: Final = {
    ox.RdfFormat.JSON_LD: re.compile(r'"@language"\s*:\s*"([A-Za-z0-9-]+)"'),
    ox.RdfFormat.RDF_XML: re.compile(r"""xml:lang\s*=\s*["']([A-Za-z0-9-]+)["']"""),
}


class Text(NamedTuple):
    """A file as text, with the syntax that its name promises."""

    name: str
    syntax: ox.RdfFormat
    text: str


def read_any(paths: Iterable[Path], *, base: str | None = None) -> Dataset:
    """Return the quads of RDF files of any syntax, named by their endings, as they are.

    *base* is the address against which relative ones are read; without it they are refused. Raises
    SourceError for an ending that is not known and for a file that is not what its ending says.
    """
    dataset = Dataset([], {})
    for path in paths:
        one = parse(read_rdf_text(path), base=base)
        dataset.quads.extend(one.quads)
        dataset.tags.update(one.tags)
    return dataset


def read_rdf_text(path: Path) -> Text:
    """Return an RDF file as text. Raises SourceError for what cannot be read or is too large."""
    name = str(path)
    packed = path.suffix.lower() == ".gz"
    ending = Path(path.stem).suffix if packed else path.suffix
    syntax = _FORMATS.get(ending.lower())
    if syntax is None:
        raise SourceError(
            f"an ending that kg does not know. Known are {' '.join(sorted(ENDINGS))}.", file=name
        )
    data = unpack(read_bytes(path), name=name)
    xml = syntax == ox.RdfFormat.RDF_XML
    return Text(name, syntax, entities.decode(data, name=name) if xml else decode(data, name=name))


def unpack(data: bytes, *, name: str) -> bytes:
    """Return *data*, unpacked where it is a gzip file, whatever its name.

    Raises SourceError beyond the limits of this module, before the memory is taken.
    """
    if len(data) > MAX_FILE:
        raise SourceError(f"larger than {_megabytes(MAX_FILE)}. Split the file.", file=name)
    if not data.startswith(_GZIP):
        return data
    limit = min(MAX_UNPACKED, _FREE + MAX_RATIO * len(data))
    unpacked, left = bytearray(), data
    try:
        while left:
            member = zlib.decompressobj(wbits=31)
            unpacked += member.decompress(left, limit + 1 - len(unpacked))
            if len(unpacked) > limit:
                message = f"unpacks to more than {_megabytes(limit)}. Unpack it yourself first."
                raise SourceError(message, file=name)
            if not member.eof:
                raise SourceError("the compressed file is cut short. Fetch it again.", file=name)
            left = member.unused_data.lstrip(b"\0")
    except zlib.error as error:
        raise SourceError(f"no sound gzip file: {error}. Fetch it again.", file=name) from error
    return bytes(unpacked)


def parse(file: Text, *, base: str | None = None) -> Dataset:
    """Return what a text says. Raises SourceError as `read_any` does."""
    text = _guarded(file)

    def job(result: IO[bytes]) -> int:
        try:
            quads = ox.parse(input=text, format=file.syntax, base_iri=base)
            ox.serialize(quads, result, format=ox.RdfFormat.N_QUADS)
        except SyntaxError as error:
            raise _explained(error, file, text) from error
        except ValueError as error:
            raise UsageError(f"{base!r} is no base address: {error}.") from error
        return 0

    quads = _read_back(_in_worker(job, file), file)
    return Dataset(quads, _tags(file, quads))


def parse_sound(file: Text, *, base: str | None = None) -> tuple[Dataset, list[Broken]]:
    """Return what the sound statements of a text say, and those that are broken.

    An IRI that holds what none may hold is kept as it stands. Raises SourceError where nothing can
    be read of the text, and for relative IRIs without a *base*.
    """
    text = _guarded(file)

    def job(result: IO[bytes]) -> int:
        try:
            quads, broken = recovery.parse(text, file.syntax, base)
        except SyntaxError as error:
            raise _explained(error, file, text) from error
        except ValueError as error:
            raise UsageError(f"{base!r} is no base address: {error}.") from error
        result.write((json.dumps([list(each) for each in broken]) + "\n").encode())
        ox.serialize(quads, result, format=ox.RdfFormat.N_QUADS)
        return 0

    said, _, lines = _in_worker(job, file).partition(b"\n")
    quads = _read_back(lines, file, lenient=True)
    return Dataset(quads, _tags(file, quads)), [Broken(*each) for each in json.loads(said)]


def _read_back(written: bytes, file: Text, *, lenient: bool = False) -> list[ox.Quad]:
    """Return the quads of a file as a worker has written them.

    Raises SourceError for a name that the engine takes from JSON-LD or RDF/XML, and writes, and
    does not read again: such as a blank node `_:a:b`.
    """
    try:
        return list(ox.parse(input=written, format=ox.RdfFormat.N_QUADS, lenient=lenient))
    except SyntaxError as error:
        line = _TEXT.sub(b"", written.split(b"\n")[(error.lineno or 1) - 1])
        labels = [
            each for each in re.findall(rb"(?<!\S)_:(\S+)", line) if not _LABEL.fullmatch(each)
        ]
        named = f" _:{printable(labels[0].decode())}" if labels else ""
        place = turtle.find_line(file.text, labels[0].decode()) if labels else None
        message = f"a name{named} that {file.syntax.name} does not have. Give it another one."
        raise SourceError(message, file=file.name, line=place) from error


def _in_worker(job: Callable[[IO[bytes]], int], file: Text) -> bytes:
    """Return what a job writes. Raises SourceError where it takes too much time or memory."""
    kept = io.BytesIO()
    try:
        worker.run(job, output=kept, timeout=TIMEOUT)
    except QueryError as error:
        message = f"reading it took more than {TIMEOUT:g} s or too much memory. Split the file."
        raise SourceError(message, file=file.name) from error
    return kept.getvalue()


def _explained(error: SyntaxError, file: Text, text: str) -> SourceError:
    """Return the parser's complaint with its place in the file, or the context it asked for."""
    if file.syntax == ox.RdfFormat.JSON_LD and (named := jsonld.foreign_context(file.text)):
        message = f"the @context {named} is not fetched. Write the context into the file."
        return SourceError(message, file=file.name, line=turtle.find_line(file.text, named))
    explained = turtle.syntax_error(error, text, file.name, file.syntax.name)
    if "relative IRI" in explained.message:
        step = "Say with --base where the file is from, or write the full IRI."
        return SourceError(
            f"a relative IRI. {step}", file=file.name, line=error.lineno, column=error.offset
        )
    return explained


def _guarded(file: Text) -> str:
    """Return the text, looked through for what the parser does not survive or would reach for."""
    if file.syntax == ox.RdfFormat.RDF_XML:
        entities.refuse_entities(file.text, name=file.name)
        entities.require_well_formed(file.text, name=file.name)
        return file.text
    turtle.refuse_deep_nesting(file.text, file.name)
    turtle.refuse_long_terms(file.text, file.name)
    if file.syntax == ox.RdfFormat.JSON_LD:
        return jsonld.prepare(file.text, name=file.name)
    return file.text


def _tags(file: Text, quads: Iterable[ox.Quad]) -> dict[tuple[str, str], str]:
    """Return the language tags that were written in capitals, as `turtle.capital_tags` does.

    In JSON-LD and RDF/XML a tag may stand far from its text, so there a tag that is spelt in one
    way throughout the file keeps that spelling.
    """
    if file.syntax not in _TAGS:
        return turtle.capital_tags(file.text)
    spelt: dict[str, set[str]] = {}
    for tag in _TAGS[file.syntax].findall(file.text):
        spelt.setdefault(tag.lower(), set()).add(tag)
    sure = {small: tag for small, (tag, *more) in spelt.items() if not more and tag != small}
    literals = (
        {each.object for each in quads if isinstance(each.object, ox.Literal)} if sure else ()
    )
    return {
        (each.value, each.language): sure[each.language]
        for each in literals
        if each.language in sure
    }


def _megabytes(size: int) -> str:
    return f"{size / 1000**2:,.0f} MB"
