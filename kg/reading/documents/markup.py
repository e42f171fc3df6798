"""HTML and Markdown: the main text without menus, banners and what nobody sees; nothing is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.errors import SourceError
from kg.reading.documents.page import Page, laid_out
from kg.reading.documents.plain import decode

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NEVER: Final = (
    *("script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "head"),
    *("select", "button", "input", "textarea", "canvas", "audio", "video", "map"),
)
_FRAME: Final = frozenset({"nav", "footer", "aside", "form", "dialog"})
_BANNER: Final = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|banner|breadcrumbs?|navbar|nav|menu|sidebar|footer|skip"
    r"|share|social|newsletter|pagination|toolbar|popup|modal)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?!\.\d|\d)", re.IGNORECASE
)
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_DATES: Final = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@name='date' or @name='dcterms.issued']/@content",
    "//meta[@name='DC.date.issued' or @name='dc.date']/@content",
    "//time/@datetime",
)


def read_html(content: bytes, name: str) -> Page:
    """Return the main text of an HTML file as a page. Raises SourceError where there is none."""
    from lxml import etree, html

    text, remark = decode(_without_declared(content), name)
    if not text.strip():
        raise SourceError("empty. Save the page again.", file=name)
    try:
        root = html.document_fromstring(
            text.encode("utf-8"),
            parser=html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True),
        )
    except (etree.ParserError, ValueError) as error:
        raise SourceError(f"no HTML: {error}. Save the page again.", file=name) from error
    remarks = [remark] if remark else []
    title, date = _title(root), _date(root)
    publisher = _first(root, "//meta[@property='og:site_name']/@content")
    url = _first(root, "//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
    hidden = _cut(root)
    if hidden:
        remarks.append(f"{hidden} parts that a browser does not show were left out.")
    main = _main(root)
    body = laid_out(list(_blocks(main)))
    if not body.strip():
        raise SourceError(
            "no text in it; perhaps it is made by scripts. Save it as text.", file=name
        )
    return Page(
        body,
        title,
        (root.get("lang") or root.get("xml:lang") or "").partition("-")[0].lower() or None,
        publisher,
        date,
        url,
        tuple(remarks),
    )


def read_markdown(content: bytes, name: str) -> Page:
    """Return a Markdown file as a page: its text without the marks."""
    from markdown_it import MarkdownIt

    text, remark = decode(content, name)
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    made = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    page = read_html(f"<html><body><main>{made}</main></body></html>".encode(), name)
    heading = re.search(r"^#\s+(.+)$", text, re.MULTILINE)
    title = heading[1].strip() if heading else None
    return page._replace(title=title, remarks=(remark,) if remark else ())


def _without_declared(content: bytes) -> bytes:
    """Return HTML as UTF-8 where it declares another encoding that fits its bytes."""
    match = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", content[:4096], re.IGNORECASE)
    if not match or match[1].lower() in (b"utf-8", b"utf8"):
        return content
    try:
        return content.decode(match[1].decode("ascii")).encode("utf-8")
    except (LookupError, UnicodeDecodeError):
        return content


def _first(root: HtmlElement, *paths: str) -> str | None:
    for path in paths:
        for found in root.xpath(path):
            text = " ".join(str(found).split())
            if text:
                return text
    return None


def _title(root: HtmlElement) -> str | None:
    heading = [" ".join(each.text_content().split()) for each in root.xpath("//h1")]
    if len(heading) == 1 and heading[0]:
        return heading[0]
    return _first(root, "//meta[@property='og:title']/@content", "//title/text()")


def _date(root: HtmlElement) -> str | None:
    for path in _DATES:
        match = re.match(r"\d{4}-\d\d-\d\d", _first(root, path) or "")
        if match:
            return match[0]
    return None


def _cut(root: HtmlElement) -> int:
    """Take out of a tree what is no main text; return how many parts were hidden from readers."""
    hidden = 0
    for each in [*root.iter()]:
        if not isinstance(each.tag, str):
            _drop(each)
            continue
        unseen = (
            each.get("hidden") is not None
            or each.get("aria-hidden") == "true"
            or bool(_HIDDEN.search(each.get("style") or ""))
        )
        if unseen and each.text_content().strip():
            hidden += 1
        if unseen or each.tag in _NEVER or _is_frame(each):
            _drop(each)
    return hidden


def _is_frame(each: HtmlElement) -> bool:
    if each.tag in ("html", "body", "main", "article"):
        return False
    if each.tag in _FRAME or each.get("role") in (
        "navigation",
        "banner",
        "contentinfo",
        "dialog",
        "search",
    ):
        return True
    if each.tag == "header":
        return not any(one.tag in ("article", "main", "section") for one in each.iterancestors())
    marks = f"{each.get('class') or ''} {each.get('id') or ''}"
    return bool(_BANNER.search(marks)) and each.tag in ("div", "section", "ul", "p", "span", "a")


def _drop(each: HtmlElement) -> None:
    parent = each.getparent()
    if parent is None:
        return
    if each.tail:
        before = each.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + each.tail
        else:
            parent.text = (parent.text or "") + each.tail
    parent.remove(each)


def _main(root: HtmlElement) -> HtmlElement:
    """Return the element with the main text: the one that says so, else the body."""
    for path in ("//main", "//*[@role='main']", "//article"):
        found = root.xpath(path)
        if len(found) == 1 and len(found[0].text_content().strip()) > 100:
            return found[0]
    bodies = root.xpath("//body")
    return bodies[0] if bodies else root


def _blocks(element: HtmlElement) -> Iterator[str]:
    """Yield the blocks of an element: headings, paragraphs, items, rows."""
    line = [_plain(element.text)]
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag == "br":
            line.append("\n" + _plain(child.tail).lstrip())
            continue
        if child.tag == "tr":
            cells = [
                " ".join(cell.text_content().split()) for cell in child if isinstance(cell.tag, str)
            ]
            yield "".join(line)
            yield "• " + " | ".join(filter(None, cells)) if any(cells) else ""
            line = [_plain(child.tail)]
        elif child.tag == "li":
            yield "".join(line)
            first, *more = [*filter(str.strip, _blocks(child))] or [""]
            yield f"• {' '.join(first.split())}" if first else ""
            yield from more
            line = [_plain(child.tail)]
        elif child.tag in _BLOCKS:
            yield "".join(line)
            yield from _blocks(child)
            line = [_plain(child.tail)]
        else:
            inner = list(_blocks(child))
            line.append(inner[0] if inner else "")
            for each in inner[1:]:
                yield "".join(line)
                line = [each]
            line.append(_plain(child.tail))
    yield "".join(line)


def _plain(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")
