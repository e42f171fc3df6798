"""Names, dates and numbers in a passage, whatever its typography."""

from __future__ import annotations

import pytest

from kg.evidence.wordmatch import Name, even, has_number, holds_name, is_named, missing_dates


@pytest.mark.parametrize(
    ("passage", "name"),
    [
        ("the Probation\u00a0and Mediation service", "Probation and Mediation Service"),
        ("Fathers\u2019 programme", "Fathers' Programme"),
        ("Middle–European table", "middle-european table"),
        ("a Czech and a Polish prison system", "Polish … system"),
        ("The Service was there", "the Service"),
        ("Polish, Slovak and Hungarian prison systems", "Polish prison system"),
        ("Polish, Slovak and Hungarian prison systems", "Slovak prison system"),
        ("Polish, Slovak and Hungarian prison systems", "Hungarian prison system"),
        ("agencies in North and South Alphaland", "agency in South Alphaland"),
        ("agencies in North and South Alphaland", "agency in North"),
        ("PC CP and PCCP", "PC-CP"),
        ("in Krome\u030cr\u030ci\u0301z\u030c", "Kroměříž"),
    ],
)
def test_a_name_is_found_whatever_its_typography(passage, name):
    assert is_named(even(passage), Name(name))


@pytest.mark.parametrize(
    ("passage", "name"),
    [("he ran away", "RAN"), ("probationary", "probation"), ("an era of", "ERA"), ("CEPs", "CEP")],
)
def test_a_word_that_only_looks_like_a_name_is_none(passage, name):
    assert not is_named(even(passage), Name(name))


@pytest.mark.parametrize(
    ("passage", "name"),
    [
        ("the Ministry of Finance and Justice", "Ministry of Justice"),
        ("Polish and Slovak prison system", "Polish prison system"),
        ("Polish law and Slovak prison systems", "Polish prison system"),
        ("Polish and Slovak prison systems", "Polish Prison System"),
        ("the agency in North and South Alphaland", "agency in South Alphaland"),
        ("agencies of the South", "agency in South"),
    ],
)
def test_a_noun_is_shared_in_the_plural_and_by_names_alone(passage, name):
    assert not is_named(even(passage), Name(name))


def test_a_local_name_keeps_its_case_but_for_the_article():
    name = Name("the Service", local=True)
    assert is_named("The Service and", name)
    assert not is_named("the service and", name)
    assert not is_named("Latvian Unit", Name("Unit", local=True), ["Latvian Unit"])


def test_a_longer_name_holds_a_shorter_one():
    assert holds_name("Latvian Prison Service", "Prison Service")
    assert not holds_name("Prison Service", "Prison Service")


@pytest.mark.parametrize(
    ("passage", "number"),
    [
        ("more than 6 million EUR", "6000000"),
        ("1,250 places", "1250"),
        ("1\u202f250 places", "1250"),
        ("sent six experts", "6"),
        ("63 study trips", "63"),
        ("In 2014, 32 of them", "32"),
        ("2.5 thousand", "2500"),
    ],
)
def test_a_number_is_found_in_digits_and_words(passage, number):
    assert has_number(even(passage), number)


@pytest.mark.parametrize(("passage", "number"), [("163 trips", "63"), ("63.5", "63"), ("x6", "60")])
def test_part_of_a_number_is_another_number(passage, number):
    assert not has_number(even(passage), number)


@pytest.mark.parametrize(
    ("passage", "date", "missing"),
    [
        ("in June 2014", "2014-06", []),
        ("in 2014", "2014-06", ["2014-06"]),
        ("15-09-2025", "2025-09-15", []),
        ("from 2007 to 2012", "2007/2012", []),
        ("since 2009", "2009/", []),
        ("since 2009", "2008/2010", ["2008", "2010"]),
        ("20141", "2014", ["2014"]),
    ],
)
def test_a_date_lacks_the_years_and_months_that_are_not_there(passage, date, missing):
    assert missing_dates(even(passage), date) == missing
