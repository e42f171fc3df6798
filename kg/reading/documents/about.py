"""What a page of the web says of itself: title, publisher, day, language, address."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SAVED: Final = re.compile(r"saved from url=\(\d+\)(\S+)")
_SINGLE: Final = re.compile(r"url:\s*(\S+)\s+saved date:\s*\w+ (\w{3}) (\d{1,2}) (\d{4})")
_MONTHS: Final = "janfebmaraprmayjunjulaugsepoctnovdec"
_DATES: Final = (
    "article:published_time",
    "date",
    "dcterms.issued",
    "dc.date.issued",
    "dc.date",
    "dcterms.date",
    "datepublished",
    "dcterms.created",
    "publish-date",
    "pubdate",
    "publication_date",
    "citation_publication_date",
)
_PUBLISHERS: Final = (
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "citation_publisher",
)
_LANGUAGES: Final = (
    "content-language",
    "dc.language",
    "dcterms.language",
    "language",
    "og:locale",
)


class About(NamedTuple):
    """What a page says of itself; *retrieved* is the day on which a browser saved it."""

    title: str | None
    language: str | None
    publisher: str | None
    date: str | None
    url: str | None
    retrieved: str | None


def read_about(root: HtmlElement) -> About:
    """Return what a page says of itself, in its meta elements, linked data and comments."""
    said = _said(root)
    address, retrieved = _saved(root)
    linked = _linked(root)
    url = _first(root, "//link[@rel='canonical']/@href") or said.get("og:url") or address
    publisher = next((said[each] for each in _PUBLISHERS if each in said), None)
    return About(
        _title(root, said),
        _language(root, said),
        publisher or linked.get("publisher"),
        _date(root, said) or linked.get("date"),
        url if url and re.match(r"https?://", url) else None,
        retrieved,
    )


def _first(root: HtmlElement, *paths: str) -> str | None:
    for path in paths:
        for found in root.xpath(path):
            text = " ".join(str(found).split())
            if text:
                return text
    return None


def _said(root: HtmlElement) -> dict[str, str]:
    """Return what the page says of itself, by the names of its meta elements."""
    found: dict[str, str] = {}
    for each in root.xpath("//meta[@content]"):
        name = each.get("name") or each.get("property") or each.get("itemprop")
        name = (name or each.get("http-equiv") or "").strip().lower()
        text = " ".join(each.get("content").split())
        if name and text:
            found.setdefault(name, text)
    return found


def _saved(root: HtmlElement) -> tuple[str | None, str | None]:
    """Return address and day from the comment of the browser that saved a page."""
    for each in root.getroottree().xpath("//comment()")[:20]:
        said = each.text or ""
        if match := _SINGLE.search(said):
            month = _MONTHS.find(match[2].lower()) // 3 + 1
            return match[1], f"{match[4]}-{month:02}-{int(match[3]):02}" if month else None
        if match := _SAVED.search(said):
            return match[1], None
    return None, None


def _language(root: HtmlElement, said: dict[str, str]) -> str | None:
    declared = root.get("lang") or root.get("xml:lang") or ""
    declared = declared or next((said[each] for each in _LANGUAGES if each in said), "")
    tag = re.split(r"[-_,;]", declared)[0].strip().lower()
    return tag if re.fullmatch(r"[a-z]{2,3}", tag) else None


def _linked(root: HtmlElement) -> dict[str, str]:
    """Return publisher and date from the JSON-LD of a page; nothing of it is fetched."""
    found: dict[str, str] = {}
    for each in root.xpath("//script[@type='application/ld+json']/text()")[:20]:
        try:
            waiting = [json.loads(each)]
        except (ValueError, RecursionError):
            continue
        while waiting and len(found) < 2:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting += item
            elif isinstance(item, dict):
                waiting += item.get("@graph", ())
                publisher, date = item.get("publisher"), str(item.get("datePublished") or "")
                if isinstance(publisher, dict) and publisher.get("@type") != "Person":
                    found.setdefault("publisher", str(publisher.get("name") or ""))
                if match := re.match(r"\d{4}-\d\d-\d\d", date):
                    found.setdefault("date", match[0])
    return {name: text for name, text in found.items() if text}


def _title(root: HtmlElement, said: dict[str, str]) -> str | None:
    heading = [" ".join(each.text_content().split()) for each in root.xpath("//h1")]
    if len(heading) == 1 and heading[0]:
        return heading[0]
    return said.get("og:title") or _first(root, "//title/text()")


def _date(root: HtmlElement, said: dict[str, str]) -> str | None:
    told = [said.get(each) for each in _DATES] + [_first(root, "//time/@datetime")]
    days = (re.match(r"\d{4}-\d\d-\d\d", each or "") for each in told)
    return next((each[0] for each in days if each), None)
