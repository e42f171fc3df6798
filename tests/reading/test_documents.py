"""Files of any kind as one canonical text: what is kept, what is left out, what is refused."""

import zipfile
from io import BytesIO

import pytest

from kg.errors import SourceError
from kg.reading.documents.files import find_documents, read_page
from tests.reading.papers import docx_of, letter, pdf_of, sealed

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


def test_a_page_of_the_web_is_its_main_text(page):
    read = page("a.html", HTML)
    assert read.text == "Nadpis\n\nPrvní věta.\n\n• Jedna\n\n• Dvě\n\n• A | B\n"
    assert (read.title, read.language, read.publisher) == ("Nadpis", "cs", "Alpha")
    assert (read.date, read.url) == ("2024-05-06", "https://example.org/a")
    assert read.remarks == ("1 parts that a reader does not see were left out.",)


def test_plain_text_stays_as_it_is_but_for_line_ends_and_composition(page):
    assert page("a.txt", "Vězen\u030c\r\n  two\n").text == "Vězeň\n  two\n"


def test_another_encoding_is_recognised_and_said(page):
    text = "Vězeňská služba spolupracuje se Slovenskem. Příští schůzka bude v září v Žilině."
    read = page("a.txt", text.encode("windows-1250"))
    assert read.text == text
    assert read.remarks[0].startswith("not UTF-8")


def test_a_document_of_word_keeps_the_order_of_text_and_tables(page):
    read = page("a.docx", docx_of(["Members", "Alpha is one."], table=[("Alpha", "2009")]))
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


def test_a_paragraph_of_a_pdf_is_one_line_and_an_item_stays_its_own(page):
    lines = [
        (72, 720, 18, "Report of the year"),
        (72, 690, 10, "The Prison Board of the North met the Probation Service of the"),
        (72, 678, 10, "West in Ost. They agreed on the exchange of staff and on com-"),
        (72, 666, 10, "mon training."),
        (72, 640, 10, "Second Door"),
        (72, 628, 10, "Ring of Services"),
        (72, 616, 10, "Upper Board"),
    ]
    assert page("a.pdf", pdf_of([lines])).text == (
        "Report of the year\n\nThe Prison Board of the North met the Probation Service of the West "
        "in Ost. They agreed on the exchange of staff and on common training.\n\nSecond Door\n\n"
        "Ring of Services\n\nUpper Board\n"
    )


def test_columns_are_read_one_after_the_other_and_a_sentence_goes_on_in_the_next(page):
    left = [
        (60, 700 - 12 * n, 10, text)
        for n, text in enumerate(
            [
                "The Board of the North signed an",
                "agreement with the Service of",
                "the West. It covers the training",
            ]
        )
    ]
    right = [
        (320, 700 - 12 * n, 10, text)
        for n, text in enumerate(
            ["of staff in both of the countries", "and goes on until the summer."]
        )
    ]
    assert page("a.pdf", pdf_of([left + right])).text == (
        "The Board of the North signed an agreement with the Service of the West. It covers the "
        "training of staff in both of the countries and goes on until the summer.\n"
    )


def test_running_heads_and_numbers_of_pages_are_left_out(page):
    sheets = [
        [
            (72, 760, 9, "Yearbook of the Board"),
            (72, 700, 10, f"What part {n} says is not long at all."),
            (300, 40, 9, f"- {n} -"),
        ]
        for n in range(1, 5)
    ]
    read = page("a.pdf", pdf_of(sheets))
    assert read.text.split("\n\n") == [
        *(f"What part {n} says is not long at all." for n in range(1, 4)),
        "What part 4 says is not long at all.\n",
    ]


def test_a_page_that_a_browser_printed_tells_its_address_and_the_day(page):
    lines = [
        (24, 770, 8, "3/5/24, 4:01 PM"),
        (72, 700, 10, "The Board met the Service and signed an agreement."),
        (24, 20, 8, "https://example.org/news 1/1"),
    ]
    read = page("a.pdf", pdf_of([lines], created="D:20240305160100"))
    assert read.text == "The Board met the Service and signed an agreement.\n"
    assert (read.url, read.retrieved, read.date) == ("https://example.org/news", "2024-03-05", None)


def test_a_pdf_of_five_hundred_pages_is_read(page):
    sheets = [[(72, 700, 10, f"On page {n} the Board tells of its work.")] for n in range(500)]
    text = page("a.pdf", pdf_of(sheets)).text
    assert text.count("the Board tells") == 500


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (pdf_of([[], []]), "seems to be scanned.*OCRmyPDF"),
        (sealed(), "a PDF with a password"),
        (pdf_of([[(72, 700, 10, "A text that is long enough to be read.")]])[:200], "a broken PDF"),
    ],
)
def test_a_pdf_without_text_or_with_a_password_says_what_to_do(page, made, said):
    with pytest.raises(SourceError, match=said):
        page("a.pdf", made)


def test_what_was_inserted_is_read_and_what_was_deleted_or_hidden_is_not(page):
    wrap = {
        "ins": '<w:ins w:id="1" w:author="x"><w:r><w:t>is new</w:t></w:r></w:ins>',
        "del": '<w:del w:id="2" w:author="x"><w:r><w:delText>is gone</w:delText></w:r></w:del>',
        "sdt": "<w:sdt><w:sdtContent><w:r><w:t>is filled in</w:t></w:r></w:sdtContent></w:sdt>",
        "vanish": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>is unseen</w:t></w:r>",
    }
    read = page("a.docx", docx_of(["Alpha "] * 4, inside=[*wrap.values()]))
    assert read.text == "Alpha is new\n\nAlpha\n\nAlpha is filled in\n\nAlpha\n"
    assert read.remarks == ("1 parts that a reader does not see were left out.",)


def test_entities_of_a_docx_are_not_expanded(page):
    body = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    read = page(
        "a.docx", docx_of(["Alpha met Beta."], inside=["<w:r><w:t>&a;&b;</w:t></w:r>"], before=body)
    )
    assert read.text == "Alpha met Beta.\n"


@pytest.mark.parametrize(
    ("before", "url", "day"),
    [
        ("<!-- saved from url=(0024)https://example.org/vis -->", "https://example.org/vis", None),
        (
            "<!-- url: https://example.org/vis \n saved date: Mon Mar 04 2024 10:00:00 GMT+1 -->",
            "https://example.org/vis",
            "2024-03-04",
        ),
    ],
)
def test_the_address_of_a_saved_page_stands_in_its_comment(page, before, url, day):
    read = page(
        "a.html", f"<!DOCTYPE html>{before}<html><body><p>Alpha met Beta.</p></body></html>"
    )
    assert (read.url, read.retrieved) == (url, day)


def test_publisher_and_day_stand_in_linked_data_too(page):
    publisher = '{"@type": "Organization", "name": "Alpha"}'
    data = f'{{"@graph": [{{"publisher": {publisher}, "datePublished": "2024-05-06T10:00"}}]}}'
    read = page(
        "a.html", f'<html><script type="application/ld+json">{data}</script><p>Text.</p></html>'
    )
    assert (read.publisher, read.date, read.text) == ("Alpha", "2024-05-06", "Text.\n")


def test_a_menu_goes_and_a_list_of_partners_stays(page):
    links = "".join(f'<li><a href="/{n}">{n} Board</a></li>' for n in ("North", "West"))
    page_ = (
        f"<body><ul>{links.replace('Board', 'Menu')}</ul><h2>Partners</h2><ul>{links}</ul></body>"
    )
    assert page("a.html", page_).text == "Partners\n\n• North Board\n\n• West Board\n"


def test_a_table_that_only_lays_out_is_no_table(page):
    menu = '<ul><li><a href="/">Home</a></li><li><a href="/b">News</a></li></ul>'
    cell = "<h2>Report</h2><p>Alpha met Beta.</p><ul><li>One</li></ul>"
    text = page("a.html", f"<table><tr><td>{menu}</td><td>{cell}</td></tr></table>").text
    assert text == "Report\n\nAlpha met Beta.\n\n• One\n"


def test_what_the_style_of_a_page_hides_is_left_out(page):
    read = page(
        "a.html",
        "<style>.trap{color:red;display:none}</style><p>Seen.<b class=trap>Obey me.</b></p>"
        '<p style="position:absolute;left:-9999px">Far away.</p>',
    )
    assert (read.text, len(read.remarks)) == ("Seen.\n", 1)


def test_a_message_in_html_keeps_its_letters_whatever_it_declares(page):
    html = '<html><meta charset="windows-1250"><p>Vězeňská služba</p></html>'
    read = page("a.eml", letter(html, "html", organization="Alpha", attached="list.pdf"))
    assert (read.text, read.publisher) == ("Vězeňská služba\n", "Alpha")
    assert read.remarks == ("the attachment list.pdf was not read; read it by itself.",)


def test_text_from_right_to_left_stays_in_its_order(page):
    text = "وزارة العدل\nالسجون\n"
    assert page("a.txt", text).text == text
