"""What a page carries, packed: text in zlib's format as base64, which every browser unpacks."""

from __future__ import annotations

import base64
import zlib

__all__ = ["pack", "unpack"]


def pack(text: str) -> str:
    """Return text packed, of letters that no parser of HTML takes for anything else."""
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def unpack(packed: str) -> str:
    """Return the text that was packed. Raises ValueError or zlib.error where it is damaged."""
    return zlib.decompress(base64.b64decode(packed, validate=True)).decode()
