"""How much of a document is read, and what besides: python -m tests.bench.documents [BROWSER].

Pages, PDFs and DOCX files are made of a text that is known, as sites and offices make them; each
reader gives back its words, of which are counted those that belong there and those that are
missing. Libraries that are not installed are left out.
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from io import BytesIO
from pathlib import Path

from kg.reading.documents.files import read_page

BODIES = [
    f"{adj} {kind}"
    for adj in ("Northern", "Western", "Upper", "Lesser")
    for kind in (
        "Prison Board",
        "Probation Service",
        "Institute for Penal Studies",
        "Association Second Door",
    )
]
PARTS = [
    ("h", "Cooperation across the border"),
    (
        "p",
        "The Northern Prison Board and the Western Probation Service signed an agreement.",
    ),
    (
        "p",
        "Since 2004 the Board has belonged to the Ring of Services; both met in Ost in 2009.",
    ),
    ("h", "Cooperating organisations"),
    ("links", BODIES),
    ("h", "Projects"),
    (
        "table",
        [
            ("Project", "Partner", "Period"),
            ("OPENGATE", "Upper Prison Board", "2022–2024"),
            ("BRIDGE", "Lesser Probation Service", "2019–2021"),
            ("RETURN", "Second Door", "2020"),
        ],
    ),
    (
        "p",
        "OPENGATE is led by the Institute for Penal Studies; the Bridge Fund pays four fifths.",
    ),
    ("list", ["Training of trainers", "Study visits of staff", "A handbook for families"]),
]
MENU = ["Home", "About us", "News", "Documents", "Press", "Career", "Contact", "Sitemap", "Deutsch"]
COOKIES = (
    "We use cookies to improve this website and to analyse visits. Accept all Reject "
    "optional cookies Cookie settings Read more in our privacy policy."
)
FOOTER = "Copyright 2024. All rights reserved. Accessibility statement. Powered by Sitebuilder."
RELATED = [
    "Summer opening hours",
    "New uniforms presented",
    "Vacancies for drivers",
    "Photo gallery",
]


def words(text):
    """Return the words of a text with their counts."""
    return Counter(re.findall(r"\w+", text))


def truth():
    """Return all words that belong to the text."""
    rows = [" ".join(map(str, each)) for sort, some in PARTS if sort == "table" for each in some]
    rest = [
        " ".join(some) if isinstance(some, list) else some
        for sort, some in PARTS
        if sort != "table"
    ]
    return words(" ".join(rows + rest))


def body(*, heads="h2", divs=False, breaks=False):
    """Return the text as HTML."""
    out = []
    for sort, some in PARTS:
        if sort == "h":
            out.append(f"<{heads}>{some}</{heads}>")
        elif sort == "p":
            text = html.escape(some)
            out.append(
                f"{text}<br><br>" if breaks else f"<div>{text}</div>" if divs else f"<p>{text}</p>"
            )
        elif sort == "table":
            rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in some)
            out.append(f"<table>{rows}</table>")
        else:
            items = [
                f'<a href="/{n}">{each}</a>' if sort == "links" else each
                for n, each in enumerate(some)
            ]
            out.append("<ul>" + "".join(f"<li>{each}</li>" for each in items) + "</ul>")
    return "".join(out)


def menu(name="", tag="ul"):
    """Return a menu of links."""
    return (
        f"<{tag} {name}>"
        + "".join(f'<li><a href="/m{n}">{each}</a></li>' for n, each in enumerate(MENU))
        + f"</{tag}>"
    )


def div(mark, *inside):
    """Return a division with an attribute."""
    return f"<div {mark}>{''.join(inside)}</div>"


def site(*parts):
    """Return a page of these parts."""
    head = "<head><meta charset=utf-8><title>Cooperation | Site</title><style>p{}</style></head>"
    return f"<html>{head}<body>{''.join(parts)}</body></html>"


def pages():
    """Yield pages as sites of different ages make them, by name."""
    related = "<ul>" + "".join(f'<li><a href="#">{each}</a></li>' for each in RELATED) + "</ul>"
    script = "<script>var a='<p>never shown words</p>';</script>"
    head, foot = f"<header>{menu()}</header>", f"<footer>{FOOTER}</footer>"
    main = f"<main>{body()}</main><aside>{related}</aside>"
    yield "landmarks", site(head, f"<nav>{menu()}</nav>", main, foot, script)
    yield (
        "classes",
        site(
            div("id='menu'", menu()),
            div("class='sidebar'", related),
            div("class='content'", body()),
            div("class='cookie-bar'", COOKIES),
            div("id='footer'", FOOTER),
        ),
    )
    shared = div("class='sharedaddy'", "Share this: Twitter Facebook")
    entry = div("class='entry-content'", body())
    yield (
        "blog",
        site(
            div("class='site-header'", menu("class=menu")),
            f"<article class='post'>{entry}{shared}</article>",
            div("class='widget-area'", related),
            div("class='site-info'", FOOTER),
        ),
    )
    cells = f"<td width=150>{menu()}</td><td>{body(heads='b', breaks=True)}</td>"
    last = f"<tr><td colspan=2><small>{FOOTER}</small></td></tr>"
    yield "tables", site(f"<table><tr>{cells}</tr>{last}</table>")
    yield (
        "overlay",
        site(
            div("role='navigation'", menu()),
            div("role='main'", body(divs=True)),
            div("id='onetrust-consent-sdk'", div("", COOKIES)),
            div("style='display: none'", "hidden trap words"),
            div("role='contentinfo'", FOOTER),
        ),
    )
    yield (
        "local",
        site(
            div("id='zahlavi'", menu("class=hlavni-navigace")),
            div("id='drobecky'", "<a>Home</a> / <a>About us</a>"),
            div("id='obsah'", body()),
            div("id='paticka'", FOOTER),
            div("class='eu-cookies'", COOKIES),
        ),
    )
    yield "plain", site(menu(), body(), "<hr>", f"<p>{FOOTER}</p>")
    parts = (
        div("class='Header_wrap__x1'", menu("class=Nav_list__q", "div")),
        div("class='Page_body__k2'", f"<section>{body(divs=True)}</section>"),
        div("class='Footer_box__9'", FOOTER),
    )
    yield "spa", site(div("id='root'", *parts), script)
    search = "<form><input value='Search'><button>Search</button></form>"
    tools = div("class='page-tools'", "Print Share")
    yield (
        "government",
        site(
            "<a class='skip-link' href='#c'>Skip to content</a>",
            div("class='gov-header'", search, menu()),
            "<ol class='breadcrumb'><li>Home</li><li>About us</li></ol>",
            div("id='content'", "<h1>Cooperation</h1>", body(), tools),
            div("class='gov-footer'", FOOTER),
        ),
    )


def html_readers(folder):
    """Yield readers of HTML that are installed, each by its name."""

    def ours(text):
        path = folder / "page.html"
        path.write_text(text, "utf-8")
        return read_page(path).text

    yield "kg", ours
    try:
        import trafilatura

        yield (
            "trafilatura",
            lambda text: trafilatura.extract(text, include_tables=True, favor_recall=True) or "",
        )
    except ImportError:
        pass
    try:
        from lxml import html as lxml_html
        from readability import Document

        yield (
            "readability",
            lambda text: lxml_html.fromstring(Document(text).summary()).text_content(),
        )
    except ImportError:
        pass
    try:
        import justext

        def just(text):
            stop = justext.get_stoplist("English")
            return "\n".join(
                p.text for p in justext.justext(text.encode(), stop) if not p.is_boilerplate
            )

        yield "justext", just
    except ImportError:
        pass
    try:
        from selectolax.lexbor import LexborHTMLParser as HTMLParser

        def whole(text):
            tree = HTMLParser(text)
            for each in tree.css("script,style,nav,header,footer,aside,form"):
                each.decompose()
            return tree.body.text(separator=" ")

        yield "selectolax", whole
    except ImportError:
        pass


def score(read):
    """Return recall and precision of the words that were read."""
    right, said = truth(), words(read)
    both = sum((right & said).values())
    return both / sum(right.values()), both / max(1, sum(said.values()))


def compare(title, cases, readers):
    """Print recall and precision of each reader for each case, and its time for all."""
    print(f"\n{title:22}" + "".join(f"{name:>20}" for name, _ in readers))
    totals = {name: [0.0, 0.0, 0.0] for name, _ in readers}
    for case, content in cases:
        cells = []
        for name, read in readers:
            begin = time.perf_counter()
            try:
                recall, precision = score(read(content))
            except Exception as error:  # another's reader may do anything
                print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
                recall = precision = 0.0
            totals[name] = [
                a + b
                for a, b in zip(
                    totals[name], (recall, precision, time.perf_counter() - begin), strict=True
                )
            ]
            cells.append(f"{recall:.2f} {precision:.2f}")
        print(f"{case:22}" + "".join(f"{each:>20}" for each in cells))
    means = [
        f"{a / len(cases):.2f} {b / len(cases):.2f} {c * 1000:.0f} ms"
        for a, b, c in totals.values()
    ]
    print(f"{'mean, time for all':22}" + "".join(f"{each:>20}" for each in means))


# PDF


def printed(folder, chromium):
    """Yield PDFs that a browser prints, by name: one column, two, hyphenated, with heads."""
    looks = {
        "one column": "body{font:11pt serif}",
        "two columns": "body{font:10pt serif;columns:2;column-gap:12mm}",
        "hyphenated": "body{font:12pt serif;columns:2;text-align:justify;hyphens:auto}",
        "narrow": "body{font:12pt serif;width:62mm}",
    }
    for name, style in looks.items():
        source, target = folder / "in.html", folder / f"{name.replace(' ', '-')}.pdf"
        source.write_text(
            f"<html lang=en><meta charset=utf-8><style>{style}</style><body>{body()}</body></html>",
            "utf-8",
        )
        command = [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--print-to-pdf={target}",
            str(source),
        ]
        subprocess.run(command, capture_output=True, check=True, timeout=60)
        yield name, target.read_bytes()


def pdf_readers(folder):
    """Yield readers of PDF that are installed."""

    def ours(content):
        path = folder / "read.pdf"
        path.write_bytes(content)
        return read_page(path).text

    yield "kg", ours
    try:
        import pypdfium2

        def pdfium(content):
            document = pypdfium2.PdfDocument(content)
            return "\n".join(page.get_textpage().get_text_bounded() for page in document)

        yield "pypdfium2", pdfium
    except ImportError:
        pass
    try:
        from pypdf import PdfReader

        yield (
            "pypdf",
            lambda content: "\n".join(p.extract_text() for p in PdfReader(BytesIO(content)).pages),
        )
    except ImportError:
        pass
    try:
        from pdfminer.high_level import extract_text

        yield "pdfminer.six", lambda content: extract_text(BytesIO(content))
    except ImportError:
        pass


# DOCX


def filled():
    """Return the text as a document of Word."""
    from docx import Document

    document = Document()
    for sort, some in PARTS:
        if sort == "h":
            document.add_heading(some, 2)
        elif sort == "p":
            document.add_paragraph(some)
        elif sort == "table":
            grid = document.add_table(rows=0, cols=3)
            for row in some:
                for cell, text in zip(grid.add_row().cells, row, strict=True):
                    cell.text = text
        else:
            for each in some:
                document.add_paragraph(each, style="List Bullet")
    return document


def saved(document):
    """Return a document as bytes."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def wrapped(wrap):
    """Return the text with all words of its paragraphs in an element."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = filled()
    for each in [*document.paragraphs]:
        text = html.escape(each.text)
        for run in [one for one in each._p.iterchildren() if one.tag.endswith("}r")]:
            each._p.remove(run)
        runs = f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"
        each._p.append(parse_xml(wrap.format(s=nsdecls("w"), runs=runs)))
    return document


def written():
    """Yield DOCX files, by name: plain, and with what offices put into them."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    yield "plain", saved(filled())
    space = nsdecls("w")
    changed = filled()
    gone = f"<w:del {space}><w:r><w:delText>deleted words</w:delText></w:r></w:del>"
    changed.paragraphs[1]._p.append(parse_xml(gone))
    yield "deleted words", saved(changed)
    yield "inserted words", saved(wrapped('<w:ins {s} w:id="1" w:author="x">{runs}</w:ins>'))
    yield (
        "content controls",
        saved(wrapped("<w:sdt {s}><w:sdtContent>{runs}</w:sdtContent></w:sdt>")),
    )
    boxed = filled()
    block = boxed.paragraphs[1]._p
    wrapper = parse_xml(f"<w:sdt {space}><w:sdtContent/></w:sdt>")
    block.addprevious(wrapper)
    wrapper[0].append(block)
    yield "block control", saved(boxed)
    headed = filled()
    headed.sections[0].header.paragraphs[0].text = "Running head of the office"
    headed.sections[0].footer.paragraphs[0].text = "Page footer"
    yield "head and foot", saved(headed)


def docx_readers(folder):
    """Yield readers of DOCX that are installed."""

    def ours(content):
        path = folder / "read.docx"
        path.write_bytes(content)
        return read_page(path).text

    yield "kg", ours
    try:
        import docx2txt

        yield "docx2txt", lambda content: docx2txt.process(BytesIO(content))
    except ImportError:
        pass
    try:
        import mammoth

        yield "mammoth", lambda content: mammoth.extract_raw_text(BytesIO(content)).value
    except ImportError:
        pass

    def simple(content):
        from docx import Document

        return "\n".join(each.text for each in Document(BytesIO(content)).paragraphs)

    yield "python-docx alone", simple


def main(args):
    """Print three tables; the PDFs need a browser, which may be named."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compare("HTML", list(pages()), list(html_readers(folder)))
        compare("DOCX", list(written()), list(docx_readers(folder)))
        if args:
            compare("PDF", list(printed(folder, args[0])), list(pdf_readers(folder)))


if __name__ == "__main__":
    main(sys.argv[1:])
