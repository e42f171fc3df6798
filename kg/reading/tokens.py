"""The words of a text with their places, folded and without their endings."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kg.text.folding import fold
from kg.text.stems import stem

# An article before a vowel is a word of its own: "l'administration", "dell'amministrazione". A word
# that a page broke for its width is one, and so is one with marks of where it may be broken.
_WORD: Final = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?"
    r"|(?<![^\W_])(?i:[dl]|[dn]ell|all|sull|dall|qu)(?=[’'][^\W\d_]{2})"
    r"|[^\W_]+(?:\xad\n?[^\W_]+|(?<=[^\W\d_])-\n(?=[a-z])[^\W_]+)*(?:[’'‘`][^\W\d_]+)?"
)
_BROKEN: Final = re.compile("\xad\n?|-\n")
_POSSESSIVE: Final = re.compile(r"[’'‘`]s?$")
# Letters of the Latin alphabets of Europe, for the inside of a character class.
UPPER: Final = "A-Z" + "".join(each for each in map(chr, range(0xC0, 0x180)) if each.isupper())
LOWER: Final = "a-z" + "".join(each for each in map(chr, range(0xC0, 0x180)) if each.islower())
# Words that are passed over between the words of names.
LITTLE: Final = frozenset(
    {"a", "an", "and", "at", "for", "in", "of", "on", "the", "with", "to"}
    | {"i", "v", "ve", "na", "s", "se", "z", "ze", "o", "do", "pri", "pro", "pre", "w", "we", "dla"}
    | {"der", "die", "das", "des", "dem", "den", "und", "von", "vom", "im", "am", "fur"}
)


class Token(NamedTuple):
    """A word: its range in the text, its folded form and its stem; *little* joins others."""

    start: int
    end: int
    word: str
    stem: str
    little: bool


def read_tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words of a part of a text.

    >>> [each.word for each in read_tokens("the Service’s A.N.O. (Gr\u00fcn)")]
    ['the', 'service', 'ano', 'grun']
    """
    found = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        bare = _POSSESSIVE.sub("", match[0])
        word = fold(_BROKEN.sub("", bare)).replace(" ", "")
        if word:
            last = match.start() + len(bare)
            little = word in LITTLE and bare not in ("I", "V", "O")
            found.append(Token(match.start(), last, word, stem(word), little))
    return found
