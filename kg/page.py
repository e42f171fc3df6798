"""The network page: one HTML file that asks for nothing from anywhere.

pyvis makes the nodes, edges and options and carries vis-network; the page around them is our own,
because none of pyvis's own pages works offline or escapes what it prints.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple, TypedDict, cast

from kg import layout, network, wording
from kg.claims import Claim, Evidence, Words, ordered
from kg.errors import KgError
from kg.network import Network, Node, Relation
from kg.store import Store

if TYPE_CHECKING:
    from kg.workspace import Workspace

Json = dict[str, object]

_VIS: Final = "templates/lib/vis-9.1.2/vis-network.min.js"
_VIS_DIGEST: Final = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
# Shape, hollow or filled, and fill: two signs for each group, so that colour is never alone.
# Fills are from the palette of Okabe and Ito, or shades of grey.
_LOOKS: Final = {
    "penal": ("dot", False, "#0072b2"),
    "authority": ("square", False, "#e69f00"),
    "international": ("diamond", False, "#009e73"),
    "unit": ("dot", True, "#0072b2"),
    "other": ("triangle", False, "#cc79a7"),
    "project": ("hexagon", False, "#d55e00"),
    "programme": ("star", False, "#f0e442"),
    "event": ("triangleDown", False, "#56b4e9"),
    "area": ("hexagon", True, "#5f6670"),
    "text": ("square", True, "#5f6670"),
    "practice": ("diamond", True, "#5f6670"),
}
# Colour on light, colour on dark, dashes; the first family that a pair shows gives its line its look.
_LINES: Final = {
    "agreement": ("#0072b2", "#4aa8e0", []),
    "cooperation": ("#b0487f", "#dd8fb8", []),
    "membership": ("#00805d", "#2dbd93", []),
    "project": ("#d55e00", "#f08a3c", [10, 5]),
    "programme": ("#a08600", "#d9c43a", [10, 5]),
    "funding": ("#6f5f00", "#b9a844", [3, 4]),
    "influence": ("#6d4bb0", "#aa90e0", [14, 5, 3, 5]),
    "event": ("#3a8fc4", "#6fbdea", [3, 5]),
    "count": ("#30343a", "#d5d9de", [2, 6]),
    "structure": ("#9097a0", "#7a828c", []),
}
_OPTIONS: Final[Json] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "tooltipDelay": 100000,
        "keyboard": {"enabled": True, "bindToWindow": False},
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
    },
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "chosen": False},
    "edges": {"smooth": {"enabled": False}, "chosen": False, "color": {"inherit": False}},
}


class Meta(TypedDict, total=False):
    """What the page says about the data: titles by language, version, and a date if there is one."""

    title: dict[str, str]
    version: str
    date: str
    state: str


def payload(drawn: Network, positions: Mapping[str, layout.Point], *, meta: Meta) -> Json:
    """Return everything the page shows, as plain JSON values."""
    words = _words()
    places = _Places({}, {})
    ends = {node.id: node for node in drawn.nodes}
    nodes = [_node(node, words, places) for node in drawn.nodes]
    relations = [_relation(each, ends, words, places) for each in drawn.relations]
    vis_nodes, vis_edges, options = vis_data(drawn, positions)
    return {
        "meta": dict(meta),
        "words": {key: list(texts) for key, texts in words.items()},
        "groups": [
            {"id": group, "shape": shape, "hollow": hollow, "fill": fill}
            for group, (shape, hollow, fill) in _LOOKS.items()
        ],
        "families": [
            {"id": family, "light": light, "dark": dark, "dashes": dashes}
            for family, (light, dark, dashes) in _LINES.items()
        ],
        "nodes": nodes,
        "relations": relations,
        "places": list(places.places.values()),
        "sources": list(places.sources.values()),
        "vis": {"nodes": vis_nodes, "edges": vis_edges, "options": options},
    }


def render(content: Json, *, lang: str = "en") -> str:
    """Return the page for *content*, a complete HTML document in one language to begin with."""
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    words = cast("Mapping[str, tuple[str, str]]", content["words"])
    at = wording.LANGUAGES.index(lang)
    style, script, vis = _asset("page.css"), _asset("page.js"), vis_script()
    scripts = " ".join(_source_hash(text) for text in (vis, script))
    return environment.from_string(_asset("page.html.jinja")).render(
        content,
        lang=lang,
        t={key: texts[at] for key, texts in words.items()},
        title=cast("Meta", content["meta"])["title"][lang],
        # The three texts below are our own or escaped here; nothing else escapes the autoescape.
        style=_safe(style),
        script=_safe(script),
        vis_script=_safe(vis),
        data=_safe(_json(content | {"lang": lang})),
        scripts=scripts,
        styles=_source_hash(style),
    )


def network_page(
    store: Store, workspace: Workspace | None = None, *, lang: str = "en", state: str = ""
) -> str:
    """Return the page of everything in *store*; *state* is what would stand behind # in its address.

    The stable positions of a workspace are used where it has them.
    """
    drawn = network.read_network(store)
    positions = layout.place(drawn, _kept_positions(workspace))
    return render(payload(drawn, positions, meta=_meta(store, state)), lang=lang)


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


# ---- the adapter: nothing else touches pyvis ----------------------------------------------------


def vis_data(
    drawn: Network, positions: Mapping[str, layout.Point]
) -> tuple[list[Json], list[Json], Json]:
    """Return nodes, edges and options for vis-network, one edge for each pair."""
    from pyvis.network import Network as Canvas

    canvas = Canvas(directed=True)  # an undirected one drops parallel edges and takes O(E²)
    canvas.options = _OPTIONS
    for node in drawn.nodes:
        x, y = positions[node.id]
        size = round(6.5 + 2.6 * min(node.degree, 60) ** 0.5, 1)
        canvas.add_node(node.id, label=node.id, shape=_LOOKS[node.group][0], x=x, y=y, size=size)
    for a, b in sorted({(min(r.a, r.b), max(r.a, r.b)) for r in drawn.relations}):
        canvas.add_edge(a, b, id=f"{a}|{b}")
    nodes, edges, _, _, _, options = canvas.get_network_data()
    for made in (*nodes, *edges):  # labels and colours are ours; an arrow would say a direction
        for unwanted in ("label", "color", "arrows", "font"):
            made.pop(unwanted, None)
    return nodes, edges, json.loads(options)


@cache
def vis_script() -> str:
    """Return vis-network as pyvis carries it, with its licence.

    Raises KgError where it is not the release that the page was made for.
    """
    script = files("pyvis").joinpath(_VIS).read_bytes()
    if hashlib.sha256(script).hexdigest() != _VIS_DIGEST:
        raise KgError("the installed pyvis is not 0.3.2. Install the pinned version.")
    # A parser of HTML reads every line end as "\n", and the hash is taken of what it has read.
    text = script.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    return text[: text.rindex("//# sourceMappingURL")]  # a browser's tools would ask for the map


# ---- payload ------------------------------------------------------------------------------------


class _Places(NamedTuple):
    """Evidence and documents, each kept once and referred to by its number."""

    places: dict[str, Json]
    sources: dict[str, Json]

    def number(self, place: Evidence) -> int:
        if place.source not in self.sources:
            address = (
                place.url if place.url and place.url.startswith(("http://", "https://")) else None
            )
            said = {"id": place.source, "title": place.title, "publisher": place.publisher}
            self.sources[place.source] = {**said, "url": address}
        source = list(self.sources).index(place.source)
        if place.id not in self.places:
            said_at = {"id": place.id, "source": source, "start": place.start, "end": place.end}
            self.places[place.id] = said_at
        return list(self.places).index(place.id)


def _node(node: Node, words: wording.Vocabulary, places: _Places) -> Json:
    return {
        "id": node.id,
        "iri": node.iri,
        "label": _both(node.label),
        "also": [name for name in node.aliases if name not in node.label],
        "group": node.group,
        "kind": _both(node.kind),
        "country": _both(node.country_label),
        "unresolved": node.unresolved,
        "degree": node.degree,
        "note": node.note,
        "facts": [
            {
                "says": [wording.say_fact(fact, words, lang) for lang in wording.LANGUAGES],
                **_claim(fact.claim, words, places),
            }
            for fact in node.facts
        ],
    }


def _relation(
    each: Relation, ends: Mapping[str, Node], words: wording.Vocabulary, places: _Places
) -> Json:
    return {
        "id": each.id,
        "a": each.a,
        "b": each.b,
        "family": each.family,
        "label": [wording.say_label(each, words, lang) for lang in wording.LANGUAGES],
        "says": [wording.say_relation(each, ends, words, lang) for lang in wording.LANGUAGES],
        "context": _both(each.context),
        "number": each.amount.number if each.amount and each.family == "count" else None,
        **_claim(each.claim, words, places),
    }


def _claim(claim: Claim, words: wording.Vocabulary, places: _Places) -> Json:
    return {
        "status": claim.status,
        "when": [wording.say_when(claim, words, lang) for lang in wording.LANGUAGES],
        "bounds": list(claim.bounds),
        "note": claim.note,
        "namedBy": claim.named_by,
        "details": [[_both(label), text] for label, text in claim.details],
        "evidence": [places.number(place) for place in claim.evidence],
    }


def _both(text: Words | None) -> list[str | None] | None:
    return [text.en, text.cs] if text else None


def _meta(store: Store, state: str) -> Meta:
    """Return the title and version that the dataset gives itself."""
    words = _words()["title"]
    title, version = dict(zip(wording.LANGUAGES, words, strict=True)), ""
    for found, _ in ordered(store.rows(_DATASET)):
        version = found or version
    return {"title": title, "version": version, "state": state}


_DATASET: Final = """
SELECT ?version ?dataset WHERE {
  ?dataset a <http://www.w3.org/ns/dcat#Dataset> ; owl:versionInfo ?version }"""


def _kept_positions(workspace: Workspace | None) -> dict[str, layout.Point] | None:
    path = workspace.root / "graphdata/positions.json" if workspace else None
    if path is None or not path.is_file():
        return None
    kept: dict[str, list[float]] = json.loads(path.read_text(encoding="utf-8"))
    return {node: (x, y) for node, (x, y) in kept.items()}


# ---- text ---------------------------------------------------------------------------------------


@cache
def _words() -> dict[str, tuple[str, str]]:
    return {key: (en, cs) for key, (en, cs) in json.loads(_asset("words.json")).items()}


@cache
def _asset(name: str) -> str:
    return files("kg").joinpath("assets", name).read_text(encoding="utf-8")


def _json(content: Json) -> str:
    """Return JSON that no HTML or script parser can take for anything else."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _source_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _safe(text: str) -> object:
    import markupsafe

    return markupsafe.Markup(text)  # noqa: S704 -- our own assets and escaped JSON
