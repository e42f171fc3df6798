"""What rules derive is not written by hand: said where it stands, whatever else is wrong there."""

from __future__ import annotations

import pytest

from tests.miniature import CLAIMS, DOCUMENT, PARTICIPATIONS, put
from tests.processes import kg

EDGES = {
    "id:alpha pc:partnersWith id:beta .": "pc:partnersWith id:beta",
    "id:alpha org:memberOf id:net .": "org:memberOf id:net",
    'id:alpha rdfs:label "A"@en .': "rdfs:label A",
    'claim:alpha-in-net pc:earliestStart "2014-01-01"^^xsd:date .': "pc:earliestStart 2014-01-01",
}


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("also", ["", 'id:alpha pc:jurisdiction "nowhere" .'])
def test_a_derived_edge_is_named_at_its_own_line(root, edge, also):
    label = "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    path = put(root, DOCUMENT, label + CLAIMS + PARTICIPATIONS + edge + also)
    wanted = EDGES[edge].partition(" ")[0]
    lines = path.read_text("utf-8").splitlines()
    line = 1 + next(
        at for at, each in enumerate(lines) if wanted in each and not each.startswith("@prefix")
    )
    ended = kg("check", cwd=root)
    assert ended.returncode == 1
    assert f"{DOCUMENT}:{line}: error: {EDGES[edge]} is written by hand, but is derived" in (
        ended.stdout
    )
