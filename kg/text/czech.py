"""Czech for what is said about single records and about evidence.

Dates, names, files and passages are checked far below the place that knows the reader's language,
so their sentences are put into Czech here, phrase by phrase. Tests hold the tables against every
sentence.
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
    (
        r"a season is not read; write the year (\S+), and the season in a note",
        r"roční období se nečte; napište rok \1 a období do poznámky",
    ),
    (r"open digits are not read; write (\S+?)(?=\.$)", r"neúplné číslice se nečtou; napište \1"),
    (
        r"open digits are not read; leave it out, and say it in a note",
        "neúplné číslice se nečtou; vynechejte je a napište to do poznámky",
    ),
    (
        r"several dates are not read; make a claim for each, or say it in a note",
        "více dat naráz se nečte; pište pro každé samostatný výrok, nebo to napište do poznámky",
    ),
    (r"a time of day is not read; write (\S+?)(?=\.$)", r"denní doba se nečte; napište \1"),
    (r"only the years 0001 to 9999 are read", "čtou se jen roky 0001 až 9999"),
    (
        r"the marks \? ~ % stand at the end; write the date without them inside",
        "značky ? ~ % stojí na konci; napište datum bez nich uvnitř",
    ),
    (r"is no date: ", "není datum: "),
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

_PARTS: Final = {
    "agent": "účastník",
    "context": "rámec",
    "subject": "předmět výroku",
    "object": "hodnota výroku",
    "influence from": "původce vlivu",
    "influence on": "cíl vlivu",
    "funder": "poskytovatel",
    "funded": "příjemce",
    "reporter": "kdo počítá",
    "counterpart": "protějšek",
    "name": "jméno",
    "when": "kdy",
    "period": "období",
    "value": "počet",
    "amount": "částka",
    "party": "strana",
    "place": "místo",
    "series": "řada",
}
_EVIDENCE: Final = (
    (
        r"no file here is its text, so its (\d+) spans are not verified\.",
        r"žádný soubor zde není jeho textem, takže úseky (\1) nejsou ověřeny.",
    ),
    (
        r"the text in (.+?) is the same but for (.+?)\.",
        r"text v souboru \1 je týž, liší se jen: \2.",
    ),
    (
        r"Give the file as it was: UTF-8, nothing converted\.",
        "Dodejte soubor, jak byl: v UTF-8, bez převodu.",
    ),
    (r"the text in (.+?) has changed\.", r"text v souboru \1 se změnil."),
    (r"It also differs in (.+?)\.$", r"Liší se také: \1."),
    (
        r"kg verify --fix writes its digest and what has moved\.",
        "kg verify --fix zapíše jeho otisk a to, co se posunulo.",
    ),
    (
        r"(?<=: )(.+?) has (\d+) code points; recorded are (\d+)\.",
        r"soubor \1 má znaků \2; zaznamenáno je \3.",
    ),
    (r"moved to (\S+)\.", r"posunuto na \1."),
    (
        r"stands in several places, at (.+?)( and elsewhere)?\. Choose one by hand\.",
        r"stojí na více místech: \1\2. Vyberte jedno ručně.",
    ),
    (
        r"lost: its text is not there any more\. Look between (\d+) and (\d+)\.",
        r"ztraceno: jeho text tam už není. Hledejte mezi \1 a \2.",
    ),
    (r"It supports (claim:.+)\.$", r"Dokládá \1."),
    (
        r"Add a span or an alias, or give the reason as (\S+)\.",
        r"Přidejte úsek nebo jméno, nebo uveďte důvod (\1).",
    ),
    (r"its passage names all\. Delete its (\S+)\.", r"jeho úsek jmenuje vše. Smažte \1."),
    (r"its passage does not name", "jeho úsek nejmenuje:"),
    *((rf"\({part}\)(?=[,.])", f"({czech})") for part, czech in _PARTS.items()),
    (r"a line end after the last line", "konec řádku za posledním řádkem"),
    (r"line ends", "konce řádků"),
    (r"a BOM", "BOM"),
    (r"Unicode normalisation", "normalizace Unicode"),
    (r"encoding (?=[a-z])", "kódování "),
    (r" and elsewhere", " a jinde"),
    (r"ignored: another copy of (\S+?)\.$", r"přeskočeno: další kopie \1."),
    (r"ignored: the text of no document on record\.", "přeskočeno: není text známého dokumentu."),
    (r"ignored: a folder\.", "přeskočeno: složka."),
    (r"ignored: no regular file\.", "přeskočeno: není běžný soubor."),
    (r"ignored: no text\.", "přeskočeno: není text."),
    (r"ignored: empty\.", "přeskočeno: prázdné."),
    (r"ignored: larger than (\d+) MB\.", r"přeskočeno: větší než \1 MB."),
    (r" and ", " a "),
)


def evidence_in_czech(message: str) -> str:
    """Return a sentence about evidence in Czech.

    >>> evidence_in_czech("ev:doc-0-9: moved to 4–13. It supports claim:a and claim:b.")
    'ev:doc-0-9: posunuto na 4–13. Dokládá claim:a a claim:b.'
    """
    for english, czech in _EVIDENCE:
        message = re.sub(english, czech, message)
    return message


def in_czech(message: str) -> str:
    """Return a sentence about a single record in Czech; what is not known stays as it is.

    >>> in_czech("id:cpe is not known. Did you mean id:cep?")
    'id:cpe není známo. Mělo to být id:cep?'
    """
    for english, czech in _PHRASES:
        message = re.sub(english, czech, message)
    return message
