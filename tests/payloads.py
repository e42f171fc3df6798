"""What a page carries packed, read out of it."""

from __future__ import annotations

import json
import re

from kg.page.packing import unpack


def packed_text(page, name):
    """Return the text that a page carries packed under a name."""
    return unpack(re.search(rf'<script id="{name}" type="text/plain">([^<]*)</script>', page)[1])


def read_payload(page):
    """Return the data of a page."""
    return json.loads(packed_text(page, "data"))
