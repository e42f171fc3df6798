"""The page on which proposals are decided: one document, its script and style named by digest."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Final

from kg.text.words import LANGUAGES, read_words

_WORDS: Final = "reading/deciding/deciding"


def render(lang: str, documents: int) -> tuple[str, str]:
    """Return the page in a language, and the policy under which a browser may run it."""
    import jinja2
    import markupsafe

    at = LANGUAGES.index(lang)
    words = {key: texts[at] for key, texts in read_words(_WORDS).items()}
    style, script = _asset("deciding.css"), _asset("deciding.js")
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    made = environment.from_string(_asset("deciding.html.jinja")).render(
        lang=lang,
        documents=documents,
        t=words,
        # Our own texts; everything else is escaped.
        style=markupsafe.Markup(style),  # noqa: S704
        script=markupsafe.Markup(script),  # noqa: S704
        words=markupsafe.Markup(_json(words)),  # noqa: S704
    )
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)};"
        " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return made, policy


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


@cache
def _asset(name: str) -> str:
    return files("kg").joinpath("reading/deciding", name).read_text(encoding="utf-8")
