"""Mail: subject, day and body of a message; who wrote it is left out."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from kg.errors import SourceError
from kg.reading.documents.markup import read_html
from kg.reading.documents.page import Page, canonical


def read_mail(content: bytes, name: str) -> Page:
    """Return a message as a page. Raises SourceError where it has no text."""
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise SourceError("a message without text.", file=name)
    try:
        said = body.get_content()
    except (LookupError, UnicodeError) as error:
        raise SourceError(
            "a message in an unknown encoding. Save it as text.", file=name
        ) from error
    remarks = tuple(
        f"the attachment {each.get_filename() or 'without name'} was not read; read it by itself."
        for each in message.iter_attachments()
    )
    if body.get_content_subtype() == "html":
        page = read_html(b"\xef\xbb\xbf" + str(said).encode(), name)
    else:
        page = Page(canonical(str(said)))
    subject = " ".join(str(message.get("subject") or "").split()) or None
    language = str(message.get("Content-Language") or "").partition("-")[0].strip().lower()
    return page._replace(
        title=subject,
        date=_day(message),
        publisher=" ".join(str(message.get("Organization") or "").split()) or None,
        language=page.language or language or None,
        remarks=(*page.remarks, *remarks),
    )


def _day(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message.get("date"))).date().isoformat()
    except (TypeError, ValueError):
        return None
