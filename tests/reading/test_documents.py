"""Files of any kind as one canonical text: what is kept, what is left out, what is refused."""

import zipfile
from io import BytesIO

import pytest

from kg.errors import SourceError
from kg.reading.documents.files import find_documents, read_page
from kg.reading.documents.pdf import unwrap

HTML = """<html lang="cs"><head><title>Zpráva</title>
<meta property="og:site_name" content="Alpha"><meta property="article:published_time"
content="2024-05-06T10:00:00Z"><link rel="canonical" href="https://example.org/a"></head><body>
<nav><a>Menu</a></nav><div class="cookie-bar">We use cookies</div>
<h1>Nadpis</h1><p>První <b>věta</b><span style="display:none">skrytá</span>.</p>
<ul><li>Jedna</li><li>Dvě</li></ul><table><tr><td>A</td><td>B</td></tr></table>
<script>document.write("nikdy")</script><footer>Patička</footer></body></html>"""


@pytest.fixture
def page(tmp_path):
    """A function that reads bytes under a file name."""

    def read(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_page(path)

    return read


def docx(*paragraphs, table=()):
    from docx import Document

    document = Document()
    for each in paragraphs:
        document.add_paragraph(each)
    if table:
        grid = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                cell.text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_page_of_the_web_is_its_main_text(page):
    read = page("a.html", HTML)
    assert read.text == "Nadpis\n\nPrvní věta.\n\n• Jedna\n\n• Dvě\n\n• A | B\n"
    assert (read.title, read.language, read.publisher) == ("Nadpis", "cs", "Alpha")
    assert (read.date, read.url) == ("2024-05-06", "https://example.org/a")
    assert read.remarks == ("1 parts that a browser does not show were left out.",)


def test_plain_text_stays_as_it_is_but_for_line_ends_and_composition(page):
    assert page("a.txt", "Vězen\u030c\r\n  two\n").text == "Vězeň\n  two\n"


def test_another_encoding_is_recognised_and_said(page):
    text = "Vězeňská služba spolupracuje se Slovenskem. Příští schůzka bude v září v Žilině."
    read = page("a.txt", text.encode("windows-1250"))
    assert read.text == text
    assert read.remarks[0].startswith("not UTF-8")


def test_a_document_of_word_keeps_the_order_of_text_and_tables(page):
    read = page("a.docx", docx("Members", "Alpha is one.", table=[("Alpha", "2009")]))
    assert read.text == "Members\n\nAlpha is one.\n\n• Alpha | 2009\n"


def test_markdown_loses_its_marks(page):
    read = page("a.md", "# Members\n\n**Alpha** is one.\n\n- Beta\n")
    assert (read.text, read.title) == ("Members\n\nAlpha is one.\n\n• Beta\n", "Members")


def test_a_message_gives_subject_and_day_and_not_who_wrote_it(page):
    read = page(
        "a.eml",
        "From: Jan Novak <jan@example.org>\nSubject: Meeting\n"
        "Date: Tue, 05 Mar 2024 10:00:00 +0100\nContent-Type: text/plain\n\nWe met.\n",
    )
    assert (read.title, read.date, read.publisher) == ("Meeting", "2024-03-05", None)
    assert "Novak" not in read.text


def bomb():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 60_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"abc\0def", "no text"),
        ("a.pdf", b"%PDF-1.4 broken", "a broken PDF"),
        ("a.docx", b"PK\x03\x04 broken", "a broken DOCX"),
        ("a.docx", bomb(), "would unpack"),
        ("a.html", b"<html><script>x()</script></html>", "no text in it"),
        ("a.odt", b"x", "not a document that kg read knows"),
    ],
)
def test_what_holds_no_text_is_refused_with_a_sentence(page, name, content, said):
    with pytest.raises(SourceError, match=said):
        page(name, content)


def test_a_folder_is_the_documents_in_it(tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("b.txt", "in/a.md", "c.png", ".hidden.txt"):
        (tmp_path / name).write_text("x")
    found = find_documents([tmp_path])
    assert [each.relative_to(tmp_path).as_posix() for each in found] == ["b.txt", "in/a.md"]


def test_lines_that_a_page_broke_for_its_width_are_one_paragraph():
    text = "Report\n\nThe Prison Service of\nthe North met the\nsouthern one. Later\nthey met.\nEnd"
    assert unwrap(text) == (
        "Report\n\nThe Prison Service of the North met the southern one. Later they met.\nEnd"
    )
