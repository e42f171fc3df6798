"""What a hasty reader takes for a fact: who hopes, who stayed away, who came along, minutes."""

import pytest

from kg.reading.outline import read_outline
from kg.text.stems import stem
from tests.reading.reading_pages import said

HOPED = {
    "en": "“We hope to sign a memorandum with Westmark,” said the Norland Prison Service.",
    "cs": "„Rádi bychom podepsali memorandum s Westmarkem,“ uvedla Vězeňská služba Norlandu.",
    "sk": "„Radi by sme podpísali memorandum s Westmarkom,“ uviedla Väzenská služba Norlandu.",
    "pl": "– Mamy nadzieję, że Służba Więzienna Norlandii podpisze memorandum z Westmark.",
    "de": "„Wir möchten dem Forum Offener Vollzug beitreten“, so der Justizvollzugsdienst Norland.",
    "fr": "« Nous espérons signer un accord », dit le Service pénitentiaire de Norlande.",
    "es": "«Esperamos firmar un acuerdo», dijo el Servicio Penitenciario de Norlandia.",
    "hr": "„Nadamo se potpisati sporazum s Westmarkom”, kaže Zatvorska služba Norlandije.",
}
# The verb that denies or calls off stands behind both ends.
DENIED = {
    "cs": "Memorandum s Vězeňskou správou Westmarku dosud nebylo podepsáno.",
    "pl": "Delegacja Zarządu Więziennictwa Westmarku nie przyjechała.",
    "hr": "Izaslanstvo Zatvorske uprave Westmarka nije došlo.",
}


@pytest.mark.parametrize("language", sorted(HOPED))
def test_what_somebody_hopes_for_in_a_quotation_is_no_fact(language):
    rows = said(HOPED[language], language)
    assert not [row for row in rows if row[0] in ("agreement", "membership")], rows


@pytest.mark.parametrize("language", sorted(DENIED))
def test_a_verb_behind_both_ends_denies_what_they_say(language):
    rows = said(DENIED[language], language)
    assert not [row for row in rows if row[0] in ("agreement", "visit")], rows


@pytest.mark.parametrize("gap", ["together with", "along with"])
def test_who_is_a_member_together_with_another_is_no_member_of_it(gap):
    ring = "The Norland Prison Service is a member of the Forum for Open Prisons"
    rows = said(f"{ring} {gap} the Correctional Directorate of Westmark.", "en")
    members = {row[1:3] for row in rows if row[0] == "membership"}
    assert members == {("xa-prison", "forum"), ("xb-prison", "forum")}


def test_the_minutes_of_a_meeting_are_no_agreement():
    text = "Das Protokoll des Treffens wurde zwischen Norland und Westmark ausgetauscht."
    assert not [row for row in said(text, "de") if row[0] == "agreement"]
    text = "The protocol of the meeting was sent between Norland and Westmark."
    assert not [row for row in said(text, "en") if row[0] == "agreement"]


def test_an_object_before_its_verb_pays_for_nothing():
    text = (
        "Zatvorska služba Norlandije ima 300 zaposlenih.\n\nProjekt financira Zaklada nepoznatih."
    )
    assert not [row for row in said(text, "hr") if row[0] == "funding" and row[1] == "xa-prison"]


def test_the_path_of_a_page_names_no_project():
    text = "Novosti / Projekti\n\nPartneri na projektu su Zatvorska služba Norlandije.\n"
    assert not [row for row in said(text, "hr") if "/" in str(row[2])]


@pytest.mark.parametrize(
    "text",
    [
        "Das Ministerium und die Verwaltung der\nRepublik unterzeichneten eine Vereinbarung.",
        "The service received the delegation on Monday and\nshowed it two prisons.",
    ],
)
def test_the_first_line_of_a_wrapped_paragraph_is_no_heading(text):
    assert [each.sort for each in read_outline(text).blocks] == ["paragraph"]


def test_a_heading_right_above_its_lines_stays_one():
    blocks = read_outline("Partners\nuniversity of the north\nprison of the south\n").blocks
    assert {each.sort for each in blocks} == {"heading"}


@pytest.mark.parametrize(("one", "other"), [("krag", "kregu"), ("urzad", "urzedem")])
def test_a_vowel_that_changes_in_polish_changes_no_stem(one, other):
    assert stem(one) == stem(other)


def test_a_delegation_behind_what_it_visits_is_not_visited():
    text = (
        "V dňoch 8. – 10. apríla 2022 navštívila Väzenskú službu Norlandu"
        " delegácia Väzenskej správy Westmarku."
    )
    assert {row[1:3] for row in said(text, "sk")} == {("xb-prison", "xa-prison")}
