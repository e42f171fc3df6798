"""How well names stand in the network: next to their dot, on no other, the most linked first."""

from __future__ import annotations

from math import hypot
from typing import NamedTuple

NEXT_TO = 6  # pixels between a dot and its name, without a line that joins them
HUBS = 10
CARD = (
    "(() => { const { offsetLeft: x, offsetTop: y, offsetWidth: w, offsetHeight: h } ="
    " document.querySelector('#key'); return [x + w, y + h]; })()"
)


class Names(NamedTuple):
    """What is wrong with the names of a look: which things, in each case."""

    nearer_to_another: list[str]
    adrift: list[str]
    covered: list[str]
    unnamed: list[str]


def measure_names(tab):
    """Return what is wrong with the names in the network that a tab shows."""
    look = tab.evaluate("kg.look()")
    scale = look["k"]
    folded = set(tab.evaluate("kg.folded()"))
    dots = {dot["id"]: dot for dot in tab.evaluate("kg.marks()") if dot["id"] not in folded}
    labels = [each for each in tab.evaluate("kg.labels()") if each["id"]]
    found = Names([], [], [], [])
    for label in labels:
        own = _apart(label["box"], dots[label["id"]]) * scale
        others = [d for d in dots.values() if d["lit"] and d["id"] != label["id"]]
        apart = [(_apart(label["box"], dot) * scale, dot["id"]) for dot in others]
        found.covered.extend(name for far, name in apart if far < 0)
        if label["line"]:
            continue
        if apart and min(apart)[0] < own:
            found.nearer_to_another.append(label["id"])
        if own > NEXT_TO:
            found.adrift.append(label["id"])
    named = {label["id"] for label in labels}
    card = tab.evaluate(CARD)
    in_view = [dot for dot in dots.values() if _is_in_view(dot, look, card)]
    most = sorted(in_view, key=lambda dot: (-dot["near"], dot["id"]))[:HUBS]
    found.unnamed.extend(dot["id"] for dot in most if dot["id"] not in named)
    return found


def _is_in_view(dot, look, card):
    """Return whether a dot stands on the stage, whole, and not behind the card of the key."""
    x, y = ((dot[axis] - look[axis]) * look["k"] + look[side] / 2 for axis, side in ("xw", "yh"))
    is_behind = x < card[0] + NEXT_TO and y < card[1] + NEXT_TO
    return NEXT_TO < x < look["w"] - NEXT_TO and NEXT_TO < y < look["h"] - NEXT_TO and not is_behind


def _apart(box, dot):
    """Return how far the rim of a dot is from a box, in the units of the picture."""
    left, top, right, bottom = box
    dx = max(left - dot["x"], 0, dot["x"] - right)
    dy = max(top - dot["y"], 0, dot["y"] - bottom)
    return hypot(dx, dy) - dot["r"]
