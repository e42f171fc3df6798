"""Czech for what is said about single records.

Dates, names and files are checked far below the place that knows the reader's language, so their
sentences are put into Czech here, phrase by phrase. A test holds the table against every sentence.
"""

from __future__ import annotations

import re
from typing import Final

_PHRASES: Final = (
    (r"0 triples\. Fill the file or delete it\.", "0 trojic. Doplňte soubor, nebo jej smažte."),
    (
        r"a comment, which kg fmt would lose\. Make it a skos:editorialNote\.",
        "komentář, o který by kg fmt přišlo. Zapište jej jako skos:editorialNote.",
    ),
    (
        r"a blank node\. Give it an IRI of its own, such as (\S+)\.",
        r"uzel beze jména. Dejte mu vlastní IRI, například \1.",
    ),
    (
        r"is no identifier\. Use small letters, digits and single hyphens\.",
        "není identifikátor. Použijte malá písmena, číslice a jednotlivé spojovníky.",
    ),
    (
        r"does not belong here\. Put it into a file of its own\.",
        "sem nepatří. Dejte to do vlastního souboru.",
    ),
    (
        r"describes no (\S+)\. Name the file after its source document\.",
        r"nepopisuje \1. Pojmenujte soubor podle jeho zdrojového dokumentu.",
    ),
    (
        r"this file is not read\. Put it into (\S+) or (\S+)\.",
        r"tento soubor se nečte. Přesuňte jej do \1 nebo \2.",
    ),
    (r"is not known\.", "není známo."),
    (r"Did you mean (\S+)\?", r"Mělo to být \1?"),
    (
        r"Describe it first, or correct the identifier\.",
        "Nejprve to popište, nebo opravte identifikátor.",
    ),
    (
        r"Use a term of ontology/, or define it there\.",
        "Použijte pojem z ontology/, nebo jej tam zaveďte.",
    ),
    (r"is no EDTF date\. Write (.*)\.$", r"není datum EDTF. Napište \1."),
    (r"is no day: write", "není den: napište"),
    (r"is no date: write", "není datum: napište"),
    (r"is no interval: write", "není období: napište"),
    (r"(START/) or (/END)", r"\1 nebo \2"),
    (r", and (START/END) for an interval", r" a pro období \1"),
    (r"for an interval", "pro období"),
    (r"(YYYY-MM) or (YYYY-MM-DD)", r"\1 nebo \2"),
    (
        r"ends before it starts: (\S+) is earlier than (\S+?)(?=\.$)",
        r"končí dříve, než začíná: \1 je dříve než \2",
    ),
    (r"is no day of the calendar", "není den v kalendáři"),
    (r"is no (Wikidata|ROR) identifier", r"není identifikátor \1"),
    (r"is no (ISNI|LEI)\b", r"není \1"),
    (r"Write it like (\S+)\.", r"Pište jej jako \1."),
    (
        r": its check digits do not fit\. Copy it once more\.",
        ": kontrolní číslice nesouhlasí. Opište jej znovu.",
    ),
    (r"is no (xsd:\w+)\. Correct the value\.", r"není \1. Opravte hodnotu."),
)


def in_czech(message: str) -> str:
    """Return a sentence about a single record in Czech; what is not known stays as it is.

    >>> in_czech("id:cpe is not known. Did you mean id:cep?")
    'id:cpe není známo. Mělo to být id:cep?'
    """
    for english, czech in _PHRASES:
        message = re.sub(english, czech, message)
    return message
