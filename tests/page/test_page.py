"""The network page without a browser: complete, the same each time, and deaf to hostile text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from itertools import combinations

import pytest

from kg import api
from kg.claims import wording
from kg.claims.claims import Amount, Evidence
from kg.network.network import Network, read_network
from kg.network.wording import say_relation
from kg.page import layout, page, vis
from kg.page.picture import compose
from kg.text.words import LANGUAGES, Words, read_words
from tests.networks import body, claim
from tests.networks import relation as tie
from tests.payloads import packed_text, read_payload
from tests.processes import ROOT, python

META = {"title": {"en": "Title", "cs": "Název"}, "version": "1.2.3", "state": ""}
ASSETS = ROOT / "kg" / "page" / "assets"
WORDS = read_words()
HOSTILE = (
    """<script>alert(1)</script>"'><img src=x onerror=alert(1)>&lt;\u2028]]>{{7*7}}</script>"""
)


def node(name, label="Label", **changes):
    return body(name, label, **changes)


def relation(a="a", b="b", **changes):
    return tie(a, b, "claim:x", **changes)


def page_of(network, **kwargs):
    content = page.payload(network, compose(network), meta=META)
    return page.render(content, **kwargs)


SMALL = Network((node("a"), node("b")), (relation(),))


class Reader(HTMLParser):
    """Everything a checker wants to know about a page."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.scripts, self.style = [], [], [], ""
        self._inside = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        self._inside = tag
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag):
        self._inside = None

    def handle_data(self, data):
        if self._inside == "script":
            self.scripts[-1] += data
        if self._inside == "style":
            self.style += data


@pytest.fixture(scope="module")
def network(built):
    return read_network(built.store)


@pytest.fixture(scope="module")
def html(network):
    return page_of(network)


@pytest.fixture(scope="module")
def read(html):
    return Reader(html)


def test_page_asks_for_nothing(read):
    assert [
        (tag, name, value)
        for tag, name, value in read.attributes
        if name in {"src", "href", "srcset", "action"} and not (value or "").startswith("#")
    ] == []
    assert not set(read.tags) & {"link", "iframe", "object", "embed", "base"}
    assert "@import" not in read.style
    assert "url(" not in read.style


def test_page_has_a_doctype_a_language_a_title_and_one_heading(html, read):
    assert html.startswith("<!DOCTYPE html>")
    assert ("html", "lang", "en") in read.attributes
    assert [read.tags.count("title"), read.tags.count("h1")] == [1, 1]


def test_policy_names_every_script_and_the_style_by_its_digest(html, read):
    policy = next(
        value for _, name, value in read.attributes if name == "content" and "src" in value
    )
    digests = {
        "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for text in (read.scripts[-1], packed_text(html, "packed-script"), read.style)
    }
    assert digests == set(re.findall(r"sha256-[\w+/=]+", policy))
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert "unsafe" not in policy


def test_nothing_in_the_page_runs_or_styles_outside_its_policy(read):
    assert [
        each for each in read.attributes if each[1].startswith("on") or each[1] == "style"
    ] == []


@pytest.mark.parametrize(
    "banned",
    ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"],
)
def test_own_script_builds_no_markup_from_text(banned):
    scripts = "".join(path.read_text("utf-8") for path in sorted(ASSETS.rglob("*.js")))
    assert banned not in scripts


def test_own_scripts_are_short_enough_to_be_read():
    sizes = {path.name: len(path.read_text("utf-8").splitlines()) for path in ASSETS.rglob("*.js")}
    assert max(sizes.values()) <= 300


def test_every_word_that_template_and_script_use_is_there_in_both_languages():
    words = json.loads((ROOT / "kg" / "claims" / "words.json").read_text("utf-8"))
    used = set()
    for path in [*ASSETS.rglob("*.js"), ASSETS / "page.html.jinja"]:
        text = path.read_text("utf-8")
        used |= set(re.findall(r'\bt\("([a-z-]+)"|data-(?:t|label|hint)="([a-z-]+)"', text))
    assert set() == {key for pair in used for key in pair if key} - set(words)
    assert [key for key, texts in words.items() if len(texts) != 2 or not all(texts)] == []
    fields = {key: [sorted(re.findall(r"\{\w+\}", text)) for text in words[key]] for key in words}
    assert [key for key, (en, cs) in fields.items() if en != cs] == []


def test_page_carries_the_words_that_it_uses_and_no_others(html):
    carried = read_payload(html)["words"]
    assert {
        "group-penal",
        "says-membership",
        "verified-why",
        "layout-rings",
        "colours-country",
    } <= set(carried)
    assert not {"bound-about", "undated", "part-grant"} & set(carried)


def test_tables_stand_in_the_page_itself(read, html, network):
    assert ("table", "id", "nodes-table") in read.attributes
    assert ("table", "id", "relations-table") in read.attributes
    assert len(network.nodes) + len(network.relations) + 2 == html.count("<tr>")


def test_payload_says_of_each_relation_status_dates_and_evidence(network):
    content = page.payload(network, compose(network), meta=META)
    assert [each["id"] for each in content["relations"] if not each["evidence"]] == []
    assert [
        (each.id, content["dates"][said["date"]][:2], said.get("status", "stated"))
        for each, said in zip(network.relations, content["relations"], strict=True)
    ] == [
        (each.id, [wording.say_when(each.claim, WORDS, lang) for lang in ("en", "cs")],
         each.claim.status)
        for each in network.relations
    ]  # fmt: skip


def test_source_on_the_page_has_its_date_and_whether_its_text_is_held():
    cited = Evidence("ev:p", "src:p", "Page", None, "https://example.org/p", None, None, "2024-05")
    line = relation(claim=claim(evidence=(*claim().evidence, cited)))
    content = page.payload(
        Network(SMALL.nodes, (line,)), compose(Network(SMALL.nodes, (line,))), meta=META
    )
    sources, places = content["sources"], content["places"]
    said = [
        (sources[at["source"]]["id"], sources[at["source"]]["date"], at["start"]) for at in places
    ]
    assert said == [("src:d", None, 1), ("src:p", "2024-05", None)]


@pytest.mark.parametrize(
    ("alias", "short"),
    [("CEP", "CEP"), ("VS ČR", "VS ČR"), ("EuroPris", "EuroPris"), ("the Service", None)],
)
def test_acronym_can_stand_for_a_long_name(alias, short):
    named = Network((node("a", aliases=("Another name", alias)),), ())
    content = page.payload(named, compose(named), meta=META)
    assert content["nodes"][0].get("short") == short


def test_hostile_text_stays_text():
    places = (
        Evidence(HOSTILE, HOSTILE, HOSTILE, HOSTILE, "javascript:alert(1)", 1, 2),
        Evidence("ev:2", "src:2", HOSTILE, None, HOSTILE, None, None),
    )
    hostile = claim(status=HOSTILE, when=None, note=HOSTILE, named_by=HOSTILE, evidence=places)
    ends = (
        node("a", HOSTILE, aliases=(HOSTILE,), kind=Words(HOSTILE), note=HOSTILE),
        node(HOSTILE, HOSTILE, country_label=Words(HOSTILE, HOSTILE)),
    )
    line = relation(b=HOSTILE, label=Words(HOSTILE, HOSTILE), context=Words(HOSTILE), claim=hostile)
    network = Network(ends, (line,))
    html = page_of(network)
    read, content = Reader(html), read_payload(html)
    assert read.tags.count("script") == 3
    assert "img" not in read.tags
    assert [HOSTILE, None] in content["texts"]
    assert "url" not in content["sources"]["fields"]


def test_three_relations_of_a_pair_are_one_line(network):
    several = tuple(relation(id=f"claim:{i}", claim=claim(f"claim:{i}")) for i in range(3))
    _, edges, _ = vis.vis_data(Network(SMALL.nodes, several), {"id:a": (0, 0), "id:b": (1, 1)})
    assert [(edge["from"], edge["to"]) for edge in edges] == [("id:a", "id:b")]


def test_drawing_switches_physics_off_and_keeps_every_node(network):
    nodes, edges, options = vis.vis_data(network, layout.place(network))
    assert options["physics"] == {"enabled": False}
    assert len(network.nodes) == len(nodes)
    assert len({frozenset((r.a, r.b)) for r in network.lines}) == len(edges)


def test_page_opens_in_czech():
    html = page_of(SMALL, lang="cs")
    assert ("html", "lang", "cs") in Reader(html).attributes
    assert read_payload(html)["lang"] == "cs"


def test_page_of_two_things_is_light():
    assert len(page_of(SMALL).encode()) <= 150_000


def test_page_is_the_same_under_any_hash_seed_and_locale(tmp_path):
    script = (
        "import sys, hashlib; from kg.graph import loading; from kg.page import page;"
        "from kg.graph.workspace import find_workspace;"
        "from pathlib import Path; w = find_workspace(Path(sys.argv[1]));"
        "g = loading.load(w, scope='core');"
        "print(hashlib.sha256(page.network_page(g.store, w).encode()).hexdigest())"
    )

    def digest(seed, locale):
        env = {"PYTHONHASHSEED": seed, "LC_ALL": locale}
        ended = python(script, ROOT, cwd=tmp_path, env=env)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    assert digest("1", "C") == digest("2", "C.UTF-8")


def test_drawn_network_shows_itself_in_a_sandbox():
    drawn = api.Drawing if hasattr(api, "Drawing") else page.Drawing
    shown = drawn(page_of(SMALL))._repr_html_()
    assert 'sandbox="allow-scripts allow-downloads"' in shown
    assert "<script" not in shown


# ---- looks --------------------------------------------------------------------------------------


def _lab(colour):
    """Return CIE L*a*b* (D65) of linear RGB."""
    x, y, z = (
        sum(w * c for w, c in zip(row, colour, strict=True)) / white
        for row, white in (
            ((0.4124, 0.3576, 0.1805), 0.95047),
            ((0.2126, 0.7152, 0.0722), 1.0),
            ((0.0193, 0.1192, 0.9505), 1.08883),
        )
    )
    f = [c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116 for c in (x, y, z)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def _linear(hex_colour):
    values = [int(hex_colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]


# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
SIMULATIONS = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def _seen(hex_colour, matrix):
    colour = _linear(hex_colour)
    return _lab([max(0.0, sum(w * c for w, c in zip(row, colour, strict=True))) for row in matrix])


@pytest.mark.parametrize("theme", [2, 3], ids=["light", "dark"])
@pytest.mark.parametrize("kind", SIMULATIONS)
def test_groups_differ_in_shape_or_in_colour_for_every_colour_vision(kind, theme):
    def alike(one, two):
        return one[:2] == two[:2] and _apart(one[theme], two[theme], kind) < 10

    pairs = combinations(vis.LOOKS.items(), 2)
    assert [(a, b) for (a, one), (b, two) in pairs if alike(one, two)] == []


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("kind", SIMULATIONS)
def test_families_differ_in_dashes_or_in_colour_for_every_colour_vision(kind, theme):
    def alike(one, two):
        return one[2] == two[2] and _apart(one[theme], two[theme], kind) < 10

    pairs = combinations(vis.LINES.items(), 2)
    assert [(a, b) for (a, one), (b, two) in pairs if alike(one, two)] == []


def _apart(one, two, kind):
    """Return the difference (CIE 1976) of two colours as seen with this colour vision."""
    a, b = (_seen(colour, SIMULATIONS[kind]) for colour in (one, two))
    return sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5


def _luminance(hex_colour):
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), _linear(hex_colour), strict=True))


def _contrast(one, two):
    low, high = sorted(_luminance(each) for each in (one, two))
    return (high + 0.05) / (low + 0.05)


def _papers():
    """Return the colours of the page by theme: paper, ink and so on."""
    style = (ASSETS / "page.css").read_text("utf-8")
    return [dict(re.findall(r"--(\w+): (#\w{6})", block)) for block in style.split("}")[:2]]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_marks_and_fields_stand_out_from_the_paper(theme):
    paper = _papers()[theme]
    shown = {group: look[2 + theme] for group, look in vis.LOOKS.items()}
    shown |= {f"palette {at}": pair[theme] for at, pair in enumerate(vis.PALETTE)}
    shown |= {name: paper[name] for name in ("edge", "accent")}
    assert {
        name: colour for name, colour in shown.items() if _contrast(colour, paper["paper"]) < 3
    } == {}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_whatever_it_stands_on(theme):
    colours = _papers()[theme]
    on = {"ink": ("paper", "ground", "mark"), "soft": ("paper", "ground"), "accent": ("paper",)}
    pairs = [(text, ground) for text, grounds in on.items() for ground in grounds]
    assert [pair for pair in pairs if _contrast(*(colours[each] for each in pair)) < 4.5] == []


# ---- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "attested", "english", "czech"),
    [
        ("2009/", "2022", "since 2009; attested 2022", "od 2009; doloženo 2022"),
        ("2014-09", None, "September 2014", "září 2014"),
        ("2015-01-20", None, "20 January 2015", "20. ledna 2015"),
        ("../2024-04", None, "until April 2024", "do dubna 2024"),
        ("2014/2021", None, "2014 – 2021", "2014 – 2021"),
        ("2009/..", None, "since 2009, ongoing", "od 2009, trvá"),
        ("XXXX", None, "date not stated", "datum neuvedeno"),
        (None, None, "undated", "bez data"),
    ],
)
def test_dates_in_words(when, attested, english, czech):
    words, dated = read_words(), claim(when=when, attested=attested)
    assert [english, czech] == [wording.say_when(dated, words, lang) for lang in LANGUAGES]


def test_amounts_in_words():
    words = read_words()
    amount = Amount("6000000", "EUR", "moreThan")
    assert wording.say_amount(amount, words, "en") == "more than 6\u202f000\u202f000 EUR"


def test_braces_in_a_name_are_not_filled():
    ends = {"id:a": node("a", "{b}"), "id:b": node("b", "B")}
    said = say_relation(relation(), ends, read_words(), "en")
    assert said == "{b}: member of B."
