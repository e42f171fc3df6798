"""Addresses: what may become a link. Nothing but http and https is followed or shown as one."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 2000  # characters: longer ones fail in browsers and servers

# A name or a number in brackets, and then nothing that ends an address or a tag around it. Before
# the host stands nobody: ``name:word@`` is a secret, and ``known.org@`` pretends to be another.
_WEB: Final = re.compile(
    r"https?://[^\s/?#@<>\"{}|\\^`\x00-\x20\x7f-\x9f]++"
    r"(?:[/?#][^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f]*+)?",
    re.IGNORECASE,
)
# What a browser would run, or read from the machine that it runs on.
_HARMFUL: Final = re.compile(r"(?:javascript|vbscript|livescript|data|file|blob|filesystem):\S")
_IGNORED: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\ufeff]+")  # as browsers do


def is_web_address(text: str) -> bool:
    """Tell whether a text is an address of the web: http or https, a host alone, no blank.

    >>> is_web_address("https://example.org/a?b=c"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    return len(text) <= LONGEST and _WEB.fullmatch(text) is not None


def is_harmful(text: str) -> bool:
    r"""Tell whether a text is an address that would run something, or read a file.

    >>> is_harmful(" java\tscript:alert(1)"), is_harmful("Data: a survey")
    (True, False)
    """
    return _HARMFUL.match(_IGNORED.sub("", text[:LONGEST]).lstrip().casefold()) is not None
