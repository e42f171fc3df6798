"""HTML and Markdown: the main text without menus, banners and what nobody sees; nothing is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.errors import SourceError
from kg.reading.documents.about import read_about
from kg.reading.documents.page import HIDDEN, Page, laid_out
from kg.reading.documents.plain import decode

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NEVER: Final = (
    *("script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "head"),
    *("select", "button", "input", "textarea", "canvas", "audio", "video", "map"),
)
_FRAME: Final = frozenset({"nav", "footer", "aside", "form", "dialog"})
_BANNER: Final = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|banner|breadcrumbs?|navbar|nav|navigation|menu|sidebar"
    r"|footer|skip|share|sharedaddy|social|newsletter|pagination|toolbar|tools|popup|modal|widget"
    r"|related|zahlavi|zapati|paticka|drobecky|navigace|navigacia|paticka|pata|stopka|nawigacja"
    r"|kopfzeile|fusszeile|breadcrumb|site-?info)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?!\.\d|\d)"
    r"|opacity\s*:\s*0(?!\.\d|\d)|(?:left|top|text-indent)\s*:\s*-\d{4}",
    re.IGNORECASE,
)
_UNSEEN: Final = frozenset({"visually-hidden", "sr-only", "screen-reader-text", "hidden"})
# Classes and identifiers that the style of a page does not show.
_RULE: Final = re.compile(r"([.#][\w-]+)\s*\{([^{}]*)\}")
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
    about = read_about(root)
    hidden = _cut(root)
    if hidden:
        remarks.append(HIDDEN.format(n=hidden))
    main = _main(root)
    _cut_menus(main)
    body = laid_out(list(_blocks(main)))
    if not body.strip():
        raise SourceError(
            "no text in it; perhaps it is made by scripts. Save it as text.", file=name
        )
    return Page(body, remarks=tuple(remarks), **about._asdict())


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
    if content.startswith(b"\xef\xbb\xbf"):
        return content  # its mark tells more than what it declares
    match = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", content[:4096], re.IGNORECASE)
    if not match or match[1].lower() in (b"utf-8", b"utf8"):
        return content
    try:
        return content.decode(match[1].decode("ascii")).encode("utf-8")
    except (LookupError, UnicodeDecodeError):
        return content


def _cut(root: HtmlElement) -> int:
    """Take out of a tree what is no main text; return how many parts were hidden from readers."""
    hidden = 0
    unseen_marks = _unseen_marks(root)
    for each in [*root.iter()]:
        if not isinstance(each.tag, str):
            _drop(each)
            continue
        unseen = (
            each.get("hidden") is not None
            or each.get("aria-hidden") == "true"
            or bool(_HIDDEN.search(each.get("style") or ""))
            or not unseen_marks.isdisjoint(_marks(each))
        )
        if unseen and each.text_content().strip():
            hidden += 1
        if unseen or each.tag in _NEVER or _is_frame(each):
            _drop(each)
    return hidden


def _marks(each: HtmlElement) -> list[str]:
    """Return the classes and the identifier of an element as a style names them."""
    return [f".{one}" for one in (each.get("class") or "").split()] + [f"#{each.get('id') or ''}"]


def _unseen_marks(root: HtmlElement) -> set[str]:
    """Return the classes and identifiers that the page itself does not show."""
    styles = " ".join(root.xpath("//style/text()"))[:200_000]
    rules = _RULE.findall(styles)
    return {name for name, rule in rules if _HIDDEN.search(rule)} | {f".{one}" for one in _UNSEEN}


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
    if re.search(r"(?i)(?:^|[\s_-])header(?:$|[\s_-])", marks) and each.tag in ("div", "section"):
        return not any(one.tag in _HEADINGS for one in each.iter())
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


def _cut_menus(main: HtmlElement) -> None:
    """Take out lists of links that stand before all text, and cells of a layout that hold none.

    A list of links behind a heading or a sentence stays: such are lists of partners.
    """
    for table in main.xpath(".//table"):
        if _is_layout(table):
            cells = [each for each in table.iter("td") if _table_of(each) is table]
            linked = [each for each in cells if _is_menu(each)]
            if len(linked) < len(cells):
                for each in linked:
                    _drop(each)
    for each in [*main.iter()]:
        if each.tag in ("ul", "ol") and _is_menu(each):
            _drop(each)
        elif each.tag in _HEADINGS or (each.tag in ("p", "td") and len(_said_by(each)) > _SENTENCE):
            return


def _is_menu(each: HtmlElement) -> bool:
    """Tell whether an element holds links and nothing else."""
    links = list(each.iter("a"))
    said = _said_by(each)
    return len(links) > 1 and len("".join(map(_said_by, links))) >= 0.9 * len(said) > 0


def _said_by(each: HtmlElement) -> str:
    return "".join(each.text_content().split())


def _table_of(each: HtmlElement) -> HtmlElement | None:
    return next(each.iterancestors("table"), None)


def _is_layout(table: HtmlElement) -> bool:
    """Tell whether a table only sets parts of a page side by side: its cells hold blocks."""
    held = [one for one in table.iter(*_HELD) if one is not table]
    return len(held) > 1


_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HELD: Final = ("ul", "ol", "h1", "h2", "h3", "table", "form")
_SENTENCE: Final = 80  # letters of a paragraph


def _blocks(element: HtmlElement) -> Iterator[str]:
    """Yield the blocks of an element: headings, paragraphs, items, rows."""
    line = [_plain(element.text)]
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag == "br":
            line.append("\n" + _plain(child.tail).lstrip())
            continue
        if child.tag == "tr" and not _is_layout(child):
            cells = [
                " ".join(" ".join(_blocks(cell)).split())
                for cell in child
                if isinstance(cell.tag, str)
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
