"""Several: "agreements between A and B, C and D" are three, of A with each of the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.reading.cues import Found
from kg.reading.languages.words import alternatives
from kg.reading.mentions.cast import Mention
from kg.reading.relations.ends import Ends
from kg.reading.relations.topics import Here


def are_several(here: Here, agreement: Mention) -> bool:
    """Tell whether a word for agreements without a name is in the plural."""
    figure = here.document.cast.of(agreement)
    said = here.document.text[agreement.start : agreement.end]
    words = alternatives(here.document.language, "several")
    plural = re.search(rf"(?<!\w)(?:{words})(?!\w)", said, re.IGNORECASE)
    return figure.key is None and figure.id.startswith("x:d") and plural is not None


def by_two(here: Here, ends: Ends, found: Found) -> Iterator[Ends]:
    """Yield the ends of each agreement: who stands first, before the word for them, and another.

    Each is a thing of its own, which the text describes at the same place.
    """
    agreement = ends.contexts[0]
    figure = here.document.cast.of(agreement)
    before = [each for each in ends.agents if each.end <= agreement.start]
    first = (before or ends.agents)[0]
    for number, other in enumerate((each for each in ends.agents if each != first), 1):
        one = here.document.cast.add(figure._replace(id=f"{figure.id}-{number}"))
        yield Ends([first, other], [agreement._replace(figure=one.id)], ends.carried)
