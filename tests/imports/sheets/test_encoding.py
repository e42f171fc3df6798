"""Text without a word about its encoding: read where words come out, refused where two may be."""

from __future__ import annotations

import random

import pytest

from kg.errors import SourceError
from kg.imports.sheets.encoding import ENCODINGS, decode
from kg.text.countries import names_by_language

# What towns, surnames and offices look like; none of these words was counted.
ROWS = {
    "cs": "Věznice Příbram|Úřad pro ochranu osobních údajů|Plzeň|Ústí nad Labem|Žatec|Jiřice|"
    "Generální ředitelství Vězeňské služby|Světlá nad Sázavou|Český Těšín|Vinařice|Kuřim|Břeclav",
    "sk": "Ústav na výkon trestu odňatia slobody|Želiezovce|Košice-Šaca|Leopoldov|Hrnčiarovce|"
    "Generálne riaditeľstvo Zboru väzenskej a justičnej stráže|Ružomberok|Dubnica nad Váhom",
    "pl": "Służba Więzienna|Areszt Śledczy w Łodzi|Zakład Karny w Goleniowie|Wrocław|Kraków|"
    "Okręgowy Inspektorat Służby Więziennej w Rzeszowie|Opole Lubelskie|Gdańsk|Częstochowa",
    "hu": "Büntetés-végrehajtás Országos Parancsnoksága|Székesfehérvár|Győr|"
    "Szegedi Fegyház és Börtön",
    "de": "Justizvollzugsanstalt Nürnberg|Justizministerium Baden-Württemberg|Köln|"
    "Bewährungshilfe Österreich|Straubing|Görlitz|Münster|Würzburg|Bützow|Plötzensee",
    "fr": "Direction de l’administration pénitentiaire|Centre pénitentiaire de Fleury-Mérogis|"
    "Maison d’arrêt de Nîmes|École nationale d’administration pénitentiaire|Orléans|Béziers",
    "ru": "Федеральная служба исполнения наказаний|Министерство юстиции|Владимир|Воронеж",
    "bg": "Главна дирекция „Изпълнение на наказанията“|Министерство на правосъдието|Бургас|Враца",
    "el": "Υπουργείο Δικαιοσύνης|Σωφρονιστικό κατάστημα Κορυδαλλού|Θεσσαλονίκη|Ηράκλειο",
}
WRITTEN = [
    *((lang, enc) for lang in ("cs", "sk", "pl", "hu") for enc in ("windows-1250", "iso-8859-2")),
    *((lang, "windows-1252") for lang in ("de", "fr")),
    *((lang, "windows-1251") for lang in ("ru", "bg")),
    *(("cs", "cp852"), ("ru", "koi8-r"), ("ru", "iso-8859-5"), ("el", "windows-1253")),
]


def table(lang, rows=None):
    names = ROWS[lang].replace("’", "'").replace("„", '"').replace("“", '"').split("|")
    return "Name;Country\n" + "".join(f"{name};XX\n" for name in names[:rows])


@pytest.mark.parametrize(("lang", "encoding"), WRITTEN)
def test_a_table_is_read_in_the_encoding_that_yields_words(lang, encoding):
    text = table(lang)
    found = decode(text.encode(encoding), "partners.csv")
    assert found.text == text
    assert "not UTF-8" in found.remark


@pytest.mark.parametrize(("lang", "encoding"), WRITTEN)
def test_few_names_are_read_rightly_or_refused(lang, encoding):
    rows = table(lang).splitlines()[1:]
    chosen = random.Random(7)
    for _ in range(12):
        text = "Name;Country\n" + "\n".join(chosen.sample(rows, 2)) + "\n"
        try:
            found = decode(text.encode(encoding), "a.csv").text
        except SourceError:
            continue
        assert found == text


def test_what_may_be_two_encodings_is_refused_with_both():
    data = "Name\nPaďour\n".encode("windows-1250")
    with pytest.raises(SourceError, match=r"may be [\w-]+ or [\w-]+\. Say which with --encoding"):
        decode(data, "a.csv")
    assert decode(data, "a.csv", "windows-1250").text == "Name\nPaďour\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_a_mark_and_utf_8_need_no_guess(encoding):
    text = "Name\n" + "plain\n" * 20_000 + "Žďár\n"  # the first letter beyond ASCII comes late
    data = text.encode(encoding)
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    assert decode(data, "a.csv") == (text, None)


def test_utf_8_with_a_broken_byte_is_not_taken_for_another_encoding():
    data = "Věznice Příbram\nŽďár\n".encode() + b"broken \xe1 here\n"
    with pytest.raises(SourceError, match="broken character") as caught:
        decode(data, "a.csv")
    assert caught.value.line == 3


def test_an_encoding_that_a_person_says_is_taken_at_its_word():
    with pytest.raises(SourceError, match="no encoding"):
        decode(b"a", "a.csv", "utf-9")
    with pytest.raises(SourceError, match="not ascii"):
        decode("ž".encode(), "a.csv", "ascii")


def test_every_language_of_an_encoding_has_words():
    known = names_by_language()
    assert [each for some in ENCODINGS.values() for each in some.split() if each not in known] == []
