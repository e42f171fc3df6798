"""Files of offices, made for tests: PDF, DOCX and messages."""

import zipfile
from email.message import EmailMessage
from io import BytesIO


def pdf_of(sheets, created=None):
    """Return a PDF whose pages have lines (x, y, size, text) in points."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in sheets:
        drawn = "".join(
            f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n" for x, y, size, text in lines
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn.encode()))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
    pages = " ".join(f"{each} 0 R" for each in kids)
    objects[1] = f"<< /Type /Pages /Kids [{pages}] /Count {len(kids)} >>".encode()
    if created:
        objects.append(f"<< /CreationDate ({created}) >>".encode())
    info = f"/Info {len(objects)} 0 R" if created else ""
    return _joined(objects, info)


def sealed():
    """Return a PDF that needs a password: its keys fit none."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (b"ab" * 32, b"cd" * 32),
    ]
    return _joined(objects, "/Encrypt 3 0 R /ID [<0102> <0102>]")


def _joined(objects, trailer):
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % each for each in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n".encode()
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def docx_of(paragraphs, table=(), inside=(), before=""):
    """Return a DOCX file; *inside* is XML at the ends of paragraphs, *before* at its head."""
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
    if not inside:
        return out.getvalue()
    changed = BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = _with(content.decode(), inside, before)
            new.writestr(name, content)
    return changed.getvalue()


def _with(text, inside, before):
    for each in inside:
        text = text.replace("</w:r></w:p>", f"</w:r>{each}</w:p >", 1)
    head, mark, rest = text.partition("?>")
    return f"{head}{mark}{before}{rest}".encode()


def letter(text, subtype="plain", organization=None, attached=None):
    """Return a message."""
    message = EmailMessage()
    message["Subject"] = "Meeting"
    message["Date"] = "Tue, 05 Mar 2024 10:00:00 +0100"
    if organization:
        message["Organization"] = organization
    message.set_content(text, subtype=subtype)
    if attached:
        message.add_attachment(b"x", maintype="application", subtype="pdf", filename=attached)
    return message.as_bytes()
