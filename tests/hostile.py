"""Hostile words, names and files, made by chance: what no command may fall over.

Everything is drawn from one `random.Random`, so that a seed tells it all.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import click

from tests.processes import ROOT

NUMBERS = ["0", "-1", "1e999", "nan", "inf", "1e10", "9" * 5000, "0x10", "1_000", "٣", "", "1.5"]
DATES = ["2014", "2014-13", "2014-02-30", "9999-99-99", "0000", "2014/", "..", "-5", "2014-05~"]
THINGS = [
    "alpha",
    "id:beta",
    "net",
    "agr",
    "prj",
    "delta",
    "doc",
    "src:doc",
    "claim:alpha-in-net",
    "ev:doc-0-9",
    "pc:Tie",
    "Prison Service",
    "Deltaland",
    "CON",
    "..",
    "a/b",
    "%2e%2e",
    "id:",
    "tie:alpha-to-beta-by-agr",
    "https://w3id.org/pencoop/id/alpha",
    "_:b",
]
TEXTS = [
    "",
    " ",
    "\x1b[31mred",
    "\udcff",
    "a\u202eb",
    "é" * 300,
    "x" * 20_000,
    "-",
    "--",
    "-x",
    "\t",
    "'\"",
    "{}",
    "%s",
    "<script>",
    "=1+1",
    "\ud800",
    "\ufeff",
    "a\nb",
    "$(id)",
    "🙂",
    "@",
    "[",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "http://127.0.0.1:9/",
    "person@example.org",
]
QUERIES = [
    "ASK { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o } LIMIT 3",
    "SELECT",
    "{" * 300,
    "(" * 3000,
    "SELECT ?x { ?x a ?y FILTER(" + "!" * 200 + "?x) }",
    "ASK { <javascript:x> ?p '''",
    "CONSTRUCT WHERE { ?s ?p ?o }",
    "DESCRIBE id:alpha",
    "INSERT DATA { <a:a> <a:a> 1 }",
    "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT (1/0 AS ?x) {}",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "ask{?s ?p 'a'@en-GB--ltr}",
]
FILES = [
    "data.ttl",
    "rows.csv",
    "book.xlsx",
    "data.rdf",
    "data.jsonld",
    "data.nt",
    "missing.ttl",
    "loop",
    "graphdata",
    ".",
    "/dev/null",
    "z\udcff.csv",
    "z\x1b[31m.ttl",
    "empty.csv",
    "query.rq",
    "graphdata/sources/core/doc.ttl",
    "build/store",
    "packed.ttl.gz",
    "out.html",
    *("note.pdf", "note.docx", "note.eml", "note.html", "note.md", "note.txt"),
    *("book.ods", "book.xls", "profile.toml", "rows.toml", "build", "build/network.html", ".kg"),
]
QUOTES = ["is a member", "The", "“is  a member”", "nobody", "", "x" * 9000, "\ud800", "a\nb"]
ADDRESSES = [  # where nobody answers, and what is no address of an endpoint
    "http://127.0.0.1:9/",
    "http://127.0.0.1:99999/",
    "http://[::1",
    "http://name:word@127.0.0.1:9/",
    "http://127.0.0.1:9/\r\nHost: x",
    "HTTP://127.0.0.1:9/é",
    "ftp://127.0.0.1:9/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "//x",
    "http://",
    "http://x..y/",
    "http://" + "a" * 300 + "/",
]
LEFT_OUT = {"completion"}
PIECES = [
    b"<",
    b'"""',
    b"'''",
    b"\\u",
    b"\\",
    b"[" * 400,
    b"(" * 400,
    b"{" * 400,
    b"<<",
    b"\0",
    b"\r",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xff",
    b"@",
    b"@EN-gb--ltr",
    b"^^",
    b"_:",
    b"# ",
    b"\n" * 50,
    b"9" * 5000,
    b"a" * 70_000,
    b"&x;",
    b"<!DOCTYPE a [<!ENTITY x 'y'>]>",
    b"]]>",
    b";",
    b",",
    b'"2999/2014"^^edtf:EDTF',
    b"javascript:alert(1)",
    b"id:alpha",
    b"true",
    b"1e999",
    b"-0",
    b".",
]


def command_line(rnd: random.Random, root: click.Group) -> list[str]:
    """Words of a command line: a command that there is, options that it has, values of any sort."""
    words: list[str] = []
    command: click.Command = root
    context = click.Context(root)
    while isinstance(command, click.Group):
        names = [name for name in command.list_commands(context) if name not in LEFT_OUT]
        if not names or rnd.random() < 0.03:
            return [*words, rnd.choice([*TEXTS, *names, "--help"])]
        name = rnd.choice(names)
        found = command.get_command(context, name)
        assert found is not None
        words.append(name)
        command, context = found, click.Context(found, parent=context, info_name=name)
    for parameter in command.get_params(context):
        often = 0.8 if isinstance(parameter, click.Argument) else 0.15
        while rnd.random() < often:
            words += _given(rnd, parameter)
            often = 0.2 if parameter.multiple or parameter.nargs != 1 else 0
    return words + ([rnd.choice(TEXTS)] if rnd.random() < 0.05 else [])


def _given(rnd: random.Random, parameter: click.Parameter) -> list[str]:
    if parameter.name == "help":
        return ["--help"]
    if isinstance(parameter, click.Argument):
        return [value(rnd, parameter)]
    option = rnd.choice([*parameter.opts, *parameter.secondary_opts])
    if getattr(parameter, "is_flag", False):
        return [option]
    return [option, value(rnd, parameter)]


def value(rnd: random.Random, parameter: click.Parameter) -> str:
    """A value for a parameter: mostly of its sort, now and then of another."""
    kind = parameter.type
    pools: list[list[str]] = [THINGS, TEXTS, DATES, NUMBERS, FILES]
    if rnd.random() < 0.75:
        if isinstance(kind, click.Choice):
            return str(rnd.choice(list(kind.choices)))
        if isinstance(kind, click.Path):
            pools = [FILES]
        elif isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
            pools = [NUMBERS]
        elif parameter.name == "expression":
            pools = [QUERIES]
        elif parameter.name in ("endpoint", "assistant", "url"):
            pools = [ADDRESSES]
        elif parameter.name in ("quote", "read_with"):
            pools = [QUOTES]
        elif "date" in str(parameter.name) or str(parameter.name) in ("as_of", "since", "until"):
            pools = [DATES]
        else:
            pools = [THINGS, THINGS, TEXTS]
    return rnd.choice(rnd.choice(pools))


def damage(rnd: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """A file with some damage: bytes changed, pieces cut, doubled, moved in or put together."""
    for _ in range(rnd.choice([1, 1, 1, 2, 3, 8])):
        data = _damaged_once(rnd, data, rnd.choice(others) or b" ")
    return data


def _damaged_once(rnd: random.Random, data: bytes, other: bytes) -> bytes:
    at = rnd.randrange(len(data) + 1)
    to = min(len(data), at + rnd.choice([1, 2, 5, 40, 400]))
    before, piece, after = data[:at], data[at:to], data[to:]
    begin = rnd.randrange(len(other))
    new = {
        "changed": bytes([rnd.randrange(256)]),
        "cut": b"",
        "doubled": piece * 2,
        "many": piece * rnd.choice([3, 300]),
        "moved in": other[begin : begin + len(piece) + 20],
        "odd": rnd.choice(PIECES) + piece,
    }
    how = rnd.choice([*new, "shortened"])
    return before if how == "shortened" else before + new[how] + after


def workbook(rnd: random.Random, damaged: Callable[[bytes], bytes], data: bytes) -> bytes:
    """A workbook whose archive is sound and one of whose parts is damaged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        chosen = rnd.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, damaged(part) if name == chosen else part)
    return out.getvalue()


NOTE = [
    "Cooperation of prison services",
    "The Prison Service of Alphaland is a member of the Network of Services since 2009.",
    "In 2014 Alphaland and Betaland signed a memorandum. Probation of Gammaland took part.",
]


def _pdf(lines: list[str]) -> bytes:
    """Return a PDF of one page with some lines."""
    shown = "".join(f"({line}) Tj 0 -20 Td " for line in lines)
    stream = f"BT /F1 12 Tf 40 780 Td {shown}ET"
    font = "<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources{font}>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
    ]
    body, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{number} 0 obj{part}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer<</Size {len(parts) + 1}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    return (body + head + tail).encode("latin-1")


def _documents() -> dict[str, bytes]:
    """Return one document as files of every sort that kg read takes."""
    from docx import Document

    word, out = Document(), io.BytesIO()
    for line in NOTE:
        word.add_paragraph(line)
    word.save(out)
    title, *lines = NOTE
    text = "\n\n".join(NOTE)
    return {
        "note.txt": text.encode(),
        "note.md": f"# {title}\n\n- **{lines[0]}**\n\n| a |\n|---|\n| {lines[1]} |\n".encode(),
        "note.html": (
            f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
            '<meta property="article:published_time" content="2024-05-06T10:00:00Z">'
            '<link rel="canonical" href="https://example.org/a"></head><body>'
            f"<h1>{title}</h1><p>{lines[0]}</p><table><tr><td>{lines[1]}</td></tr></table></body></html>"
        ).encode(),
        "note.eml": (
            f"From: Office <office@example.org>\nSubject: {title}\nMIME-Version: 1.0\n"
            "Date: Tue, 05 Mar 2024 10:00:00 +0100\n"
            'Content-Type: multipart/alternative; boundary="b"\n\n'
            f"--b\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
            "--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n"
            "<p>x=3D</p>\n--b--\n"
        ).encode(),
        "note.docx": out.getvalue(),
        "note.pdf": _pdf(NOTE),
    }


def _kept(root: Path) -> dict[str, bytes]:
    """Keep a text with a step of its review, build, and return the files of both by name."""
    from kg.build_folder import build
    from kg.graph.workspace import find_workspace
    from kg.reading import keeping
    from kg.reading.documents.files import read_page

    workspace = find_workspace(root)
    text = keeping.keep(workspace, read_page(root / "note.txt"), "note")
    text.with_name(f".{text.stem}.decided.json").write_text(DECIDED)
    build(workspace)
    folders = (root / ".kg", root / "build")
    files = [path for each in folders for path in sorted(each.rglob("*")) if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


DECIDED = '{"things": [], "decided": {"1": {"place": null}}, "steps": []}'
SAID = '["A", "A"]'
VIEWS = (
    f'{{"views": [{{"id": "v", "title": {SAID}, "state": "v=map"}}], "stories": [{{"id": "s",'
    f' "title": {SAID}, "steps": [{{"text": {SAID}, "state": "v=map"}}]}}]}}'
)
PROFILE = """[import]
kind = "memberships"
source = "https://example.org/a"
title = "A list"
lang = "en"
new = true
no-header = false
[import.map]
member = "member"
note = "-"
[import.set]
role = "member"
"""


def samples(root: Path) -> dict[str, bytes]:
    """Sound files of every sort by name, written into a workspace: what is to be damaged."""
    import gzip

    from tests import spreadsheets

    turtle = (root / "graphdata/sources/core/doc.ttl").read_bytes()
    rows = (
        "member,member of,role,since,until,attested,status,source,note\n"
        "Prison Service of Betaland,Network of Services,member,14.6.2009,,06/2014,stated,"
        "https://example.org/a,A note\n"
        "Probation of Gammaland,Network of Services,observer,2010,2012,2011,,,\n"
    )
    table = [line.split(",") for line in rows.split("\n")]
    spreadsheets.write(root / "book.xlsx", {"M": table})
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE r [<!ENTITY o "http://www.w3.org/ns/org#">]>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:org="&o;"'
        ' xmlns:skos="http://www.w3.org/2004/02/skos/core#"><org:Organization'
        ' rdf:about="https://example.org/x"><skos:prefLabel xml:lang="en-GB">X</skos:prefLabel>'
        "</org:Organization></rdf:RDF>"
    )
    json = (
        '{"@context": "https://schema.org", "@type": "Organization", "@id": "https://example.org/x",'
        ' "name": "X", "memberOf": {"@id": "https://example.org/y", "name": {"@value": "Y",'
        ' "@language": "en-GB"}}, "foundingDate": "2009-05-01"}'
    )
    decisions = (
        "@prefix dcterms: <http://purl.org/dc/terms/> .\n"
        "@prefix id: <https://w3id.org/pencoop/id/> .\n"
        "@prefix pc: <https://w3id.org/pencoop/ns#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        '<https://w3id.org/pencoop/decision/beta-and-gamma> a pc:Decision ; pc:because "x"@en ;'
        ' pc:compares id:beta , id:gamma ; pc:decidedBy "office" ; pc:keeps id:beta ;'
        ' pc:verdict "same" ; dcterms:date "2024-01-02"^^xsd:date .\n'
    )
    made = {
        "data.ttl": turtle,
        "rows.csv": rows.encode(),
        "data.rdf": xml.encode(),
        "data.jsonld": json.encode(),
        "data.nt": b'<https://example.org/x> <https://example.org/y> "chat"@EN-GB--ltr .\n' * 3,
        "packed.ttl.gz": gzip.compress(turtle),
        "query.rq": b"PREFIX a: <a:>\nSELECT ?x { ?x a org:Organization FILTER(?x != a:b) }",
        "graphdata/decisions.ttl": decisions.encode(),
        "graphdata/positions.json": b'{"everything": {"id:alpha": [1.5, 2]}, "overview": {}}',
        "graphdata/mentions.csv": b"mention,sort,country,decision,reason,by,date,home\n"
        b"Probation of Gammaland,body,,gamma,,office,2024-01-02,\n",
        "graphdata/views.json": VIEWS.encode(),
        "profile.toml": PROFILE.encode(),
        "book.xls": (ROOT / "tests/data/members.xls").read_bytes(),
    } | _documents()
    for name, data in made.items():
        (root / name).write_bytes(data)
    made["book.ods"] = spreadsheets.write_ods(root / "book.ods", table).read_bytes()
    made |= _kept(root)
    (root / "empty.csv").write_bytes(b"")
    (root / "loop").symlink_to("loop")
    for odd in ("z\udcff.csv", "z\x1b[31m.ttl"):
        (root / odd).write_bytes(made["rows.csv"])
    inside = [
        *root.glob("graphdata/**/*.ttl"),
        *root.glob("ontology/r*/*.rq"),
        root / "ontology/shapes.ttl",
        root / "ontology/ontology.ttl",
    ]
    for path in inside:
        made[path.relative_to(root).as_posix()] = path.read_bytes()
    return made | {"book.xlsx": (root / "book.xlsx").read_bytes()}


IMPORT = ("--new", "--apply", "--skip")


def commands_for(rnd: random.Random, name: str) -> list[str]:
    """The words of a command that reads a file of that name."""
    return rnd.choice(_commands(rnd, name))


def _commands(rnd: random.Random, name: str) -> list[list[str]]:
    if name == "query.rq":
        return [["query", name]]
    if name == "profile.toml":
        return [["import", "rows.csv", "--profile", name]]
    if name == "graphdata/mentions.csv":
        return [["import", "rows.csv"], ["import", "rows.csv", *IMPORT]]
    if name.startswith("note."):
        return _of_document(name)
    if name.startswith(".kg/"):
        cited = ["--source", "note", "--title", "T", "--quote", "is a member", "--yes"]
        return [
            ["read", "note.txt"],
            ["read", "note.txt", "--review"],
            ["verify"],
            ["add", "membership", "beta", "net", *cited],
            ["view", "--with-passages", "-o", "out.html"],
        ]
    if name.startswith("build/"):
        return [
            ["build"],
            ["query", "-e", QUERIES[1], "--store", "build/store"],
            ["ask", "partners", "alpha", "--store", "build/store"],
            ["export", "-f", "nt", "--data", "build/pencoop.ttl"],
        ]
    if name.startswith(("graphdata/", "ontology/")):
        return [
            *[["check"]] * 2,
            ["ask", "partners", "alpha"],
            ["show", "alpha"],
            ["fmt", "--check"],
            ["export", "-f", "nt"],
            ["stats"],
            ["resolve"],
            ["build"],
            ["view", "-o", "out.html"],
            ["add", "membership", "beta", "net", "--source", "doc", "--yes"],
            ["resolve", "alpha", "net", "--different", "--because", "x"],
        ]
    if name.endswith((".csv", ".xlsx", ".ods", ".xls")):
        return [["import", name], ["import", name, *IMPORT]]
    return [
        ["import", name],
        ["import", name, *IMPORT],
        ["export", "-f", rnd.choice(["nt", "ttl", "jsonld", "xml", "csv"]), "--data", name],
        ["query", "-e", QUERIES[1], "--data", name],
        ["view", "-o", "out.html", "--data", name],
    ]


def _of_document(name: str) -> list[list[str]]:
    quoted = ["--text", name, "--quote", "is a member", "--yes"]
    return [
        *[["read", name]] * 3,
        ["read", name, "-f", "jsonl"],
        ["read", name, "-o", "proposals.xlsx"],
        ["read", name, "--accept", "sure"],
        ["read", name, "--review"],
        ["add", "membership", "beta", "net", *quoted],
        ["import", "rows.csv", "--text", name],
    ]
