"""The network page: one HTML file that asks for nothing from anywhere.

Everything that it needs stands inside it and is named by its digest in the security policy, so
that nothing else can run; all text goes through an escaping template or a text node.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from kg.claims.claims import ordered
from kg.names import shorten
from kg.network import network
from kg.network.network import Network
from kg.network.strength import read_ladder
from kg.page import picture, views
from kg.page.about import look_around
from kg.page.packing import pack
from kg.page.payload import Beside, Meta, Record, fold, payload
from kg.page.saved import read_saved
from kg.page.script import bare_style, read_first, read_script
from kg.page.vis import Json
from kg.rdf.store import Store
from kg.search.lookup import look_up
from kg.search.portable import portable
from kg.text.words import LANGUAGES, Words, read_words, say

if TYPE_CHECKING:
    import jinja2

    from kg.graph.workspace import Workspace

__all__ = ["Drawing", "draw", "network_page", "payload", "render"]

_MOST_ROWS: Final = 2_000  # relations that the tables have where no script runs
_LARGE: Final = 1_000_000  # bytes; a larger page has no tables for where no script runs
_DATASET: Final = """
SELECT ?version ?date WHERE {
  ?dataset a dcat:Dataset ; owl:versionInfo ?version
  OPTIONAL { ?dataset dcterms:modified|dcterms:issued ?date }
}"""
_UNDETERMINED: Final = "und"  # ISO 639-2: the language is not known
_RECORDS: Final = """
SELECT ?source ?language WHERE {
  ?source a pc:SourceDocument OPTIONAL { ?source dcterms:language ?language }
}"""


def render(content: Json, *, lang: str = "en") -> str:
    """Return the page for *content*, a complete HTML document in one language to begin with."""
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    template = environment.from_string(_asset("page.html.jinja"))
    script = read_script(has_map=bool(content["map"]))
    packed = _Packed(pack(_data(content, lang, script)), _pack_script(script), script)
    page = _filled(template, content, lang, packed, has_tables=True)
    return page or _filled(template, content, lang, packed, has_tables=False) or ""


class _Packed(NamedTuple):
    """What a page carries packed, and the script as it runs."""

    data: str
    script: str
    unpacked_script: str


def _filled(
    template: jinja2.Template, content: Json, lang: str, packed: _Packed, *, has_tables: bool
) -> str | None:
    """Return the page of packed data; with tables for where no script runs, None if too large."""
    words = cast("Mapping[str, tuple[str, str]]", content["words"])
    at = LANGUAGES.index(lang)
    style, first = bare_style(_asset("page.css")), read_first()
    pieces = template.generate(
        content,
        lang=lang,
        most=_MOST_ROWS,
        has_tables=has_tables,
        t={key: texts[at] for key, texts in words.items()},
        title=cast("Meta", content["meta"])["title"][lang],
        # The texts below are our own or escaped here; nothing else escapes the autoescape.
        style=_safe(style),
        first=_safe(first),
        script=packed.script,
        data=packed.data,
        scripts=f"{_source_hash(first)} {_source_hash(packed.unpacked_script)}",
        styles=_source_hash(style),
    )
    return _joined(pieces, packed) if has_tables else "".join(pieces)


def _joined(pieces: Iterable[str], packed: _Packed) -> str | None:
    """Return the pieces of a page as one, None as soon as they are more than a page may have."""
    joined: list[str] = []
    left = _LARGE - len(packed.data) - len(packed.script)
    for piece in pieces:
        joined.append(piece)
        left -= 0 if piece in (packed.data, packed.script) else len(piece.encode())
        if left < 0:
            return None
    return "".join(joined)


def network_page(  # noqa: PLR0913 - what is drawn, in which language, opened where
    store: Store,
    workspace: Workspace | None = None,
    *,
    lang: str = "en",
    drawn: Network | None = None,
    state: str = "",
    excerpts: Mapping[str, Sequence[str]] | None = None,
    about: Words | None = None,
    is_part: bool = False,
) -> str:
    """Return the page of everything in *store*, or of *drawn*, which is a part of it.

    *state* is what stands behind # in the address of a view, *about* the name of what the page is
    about. The stable positions of a workspace are used where it has them; *excerpts* are passages
    of the sources by the evidence that they are, in pieces of which every second is marked. Of what
    is too much for one page it holds the most linked things. The whole opens with a map where there
    is one, what *is part* of it as a network.
    """
    whole = network.read_network(store) if drawn is None else drawn
    drawn = views.most_linked(whole)
    root = workspace.root if workspace else None
    kept = picture.read_kept(root) if root else None
    composed = picture.compose(drawn, kept, read_saved(root), is_part=is_part)
    meta: Meta = {**_meta(store, state, about), "total": len(whole.nodes)}
    beside = Beside(
        ladder=read_ladder(store),
        records=_records(store),
        indexed=functools.partial(portable, store),
    )
    content = payload(drawn, composed, meta=meta, excerpts=excerpts, beside=beside)
    return render(content, lang=lang)


class Drawing:
    """A drawn network that shows itself in a notebook; as a string it is its HTML."""

    def __init__(self, page: str) -> None:
        self._page = page

    def __str__(self) -> str:
        return self._page

    def _repr_html_(self) -> str:
        source = html.escape(self._page, quote=True)
        return (
            '<iframe width="100%" height="720" sandbox="allow-scripts allow-downloads"'
            f' srcdoc="{source}"></iframe>'
        )


def _meta(store: Store, state: str, about: Words | None) -> Meta:
    """Return the title, with what the page is about, and the version that the dataset has."""
    words, key = read_words(), "title-about" if about else "title"
    title = {lang: say(words, key, lang, name=about or "") for lang in LANGUAGES}
    version, date = (ordered(store.rows(_DATASET)) or [("", "")])[-1]
    return {"title": title, "version": version or "", "date": date or "", "state": state}


def _records(store: Store) -> dict[str, Record]:
    """Return what the records of documents say, by their identifiers."""
    return {
        shorten(source): Record(None if language == _UNDETERMINED else language)
        for source, language in ordered(store.rows(_RECORDS))
        if source
    }


# ---- text ---------------------------------------------------------------------------------------


def _own_words(words: Mapping[str, object], script: str) -> Json:
    """Return those words that script or template use, by their key or by how it begins."""
    text = script + _asset("page.html.jinja")
    keys = set(re.findall(r"[\"'`]([a-z][a-z-]*)[\"'`]", text))
    starts = tuple(set(re.findall(r"`([a-z][a-z-]*-)\$\{", text)))
    return {key: said for key, said in words.items() if key in keys or key.startswith(starts)}


@cache
def _asset(name: str) -> str:
    return files("kg").joinpath("page/assets", name).read_text(encoding="utf-8")


def _data(content: Json, lang: str, script: str) -> str:
    """Return as JSON what the script reads: the payload, folded, and the words that it uses."""
    words = _own_words(cast("Mapping[str, object]", content["words"]), script)
    data = fold(content) | {"lang": lang, "words": words}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


@cache
def _pack_script(script: str) -> str:
    return pack(script)


def _source_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _safe(text: str) -> object:
    import markupsafe

    return markupsafe.Markup(text)  # noqa: S704 -- our own assets


def draw(  # noqa: PLR0913 - as many as the verb has
    store: Store,
    workspace: Workspace,
    *,
    about: str | None = None,
    depth: int = 1,
    as_of: str | None = None,
    lang: str = "en",
) -> Drawing:
    """Return the network, or what lies within *depth* steps of a thing, as of a date.

    Raises NotFound where the thing is not known or is no dot of the picture.
    """
    state = [f"asof={as_of}"] if as_of else []
    if not about:
        page = network_page(store, workspace, lang=lang, state="&".join(state))
    else:
        found = look_around(store, look_up(store, about), depth)
        page = network_page(
            store,
            workspace,
            lang=lang,
            drawn=found.drawn,
            state="&".join((*found.state, *state)),
            about=found.name,
            is_part=True,
        )
    return Drawing(page)
