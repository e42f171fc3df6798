"""Whether a line may be the name of a person, where nothing around it tells."""

from __future__ import annotations

import re
from typing import Final

_CAP: Final = r"[^\W\d_a-z][^\W\d_]*[^\W\d_]"


def is_person(text: str, heads: frozenset[str]) -> bool:
    """Tell whether capitalised words look like given name and surname: two or three, no head."""
    words = text.split()
    if not 2 <= len(words) <= 3:
        return False
    return (
        all(re.fullmatch(rf"{_CAP}\.?|[^\W\d_a-z]\.", word) for word in words)
        and not any(word.casefold() in heads for word in words)
        and not any(word.isupper() and len(word) > 2 for word in words)
    )
