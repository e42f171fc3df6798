"""kg read as a person uses it: listed, accepted, decided in a table, verified, read again."""

import csv
import io
import json

import pytest

from tests.miniature import contents
from tests.processes import kg

TEXT = (
    "Cooperation in 2023\n\n"
    "12 January 2024\n\n"
    "The Prison Service of Alphaland and the Prison Service of Betaland signed a "
    "framework agreement on 5 May 2023. "
    "Since 2012 the Probation of Gammaland has been a member of the Network of "
    "Services. "
    "Since 2012 the Prison Service of Alphaland has been a member of the Network of "
    "Services. "
    "The Prison Service of Betaland is not yet a member of the Network of Services. "
    "The Institute for Open Prisons joined the Network of Services in 2020.\n\n"
    "Contact: Ing. Jan Novak, +420 222 111 333.\n"
)
MEMBER = "Probation of Gammaland – member: Network of Services, since 2012"
SOURCE = "graphdata/sources/public/cooperation-in-2023.ttl"


def put(root, name, text):
    (root / name).write_text(text, "utf-8", newline="")


@pytest.fixture
def page(root):
    put(root, "page.txt", TEXT)
    return root


def rows(root, name="p.csv"):
    return list(csv.DictReader(io.StringIO((root / name).read_text("utf-8-sig"))))


def test_the_list_shows_proposals_in_words_and_writes_nothing(page):
    before = contents(page)
    ended = kg("read", "page.txt", cwd=page)
    assert ended.returncode == 0
    assert f"✓ {MEMBER}" in ended.stdout
    assert "Novak" not in ended.stdout
    assert "Betaland – member" not in ended.stdout
    assert contents(page) == before


def test_json_lines_give_positions_in_the_text(page):
    ended = kg("read", "page.txt", "-f", "jsonl", cwd=page)
    found = [json.loads(line) for line in ended.stdout.splitlines()]
    relations = [each for each in found if "kind" in each]
    assert all(TEXT[each["start"] : each["end"]] == each["span"] for each in relations)
    assert {each["mention"] for each in found if "mention" in each} >= {"alpha", "beta", "net"}
    assert not (page / ".kg").exists()


def test_what_is_sure_is_written_and_verified_and_read_again_without_news(page):
    ended = kg("read", "page.txt", "--accept", "sure", "--publisher", "alpha", cwd=page)
    assert ended.returncode == 0, ended.stderr
    written = (page / SOURCE).read_text("utf-8")
    assert "pc:documentDigest" in written
    assert "member" in written
    assert "framework agreement" not in written  # no text of a document enters the dataset
    verified = kg("verify", "-f", "json", cwd=page)
    about = {each["source"]: each for each in json.loads(verified.stdout)["documents"]}
    assert about["src:cooperation-in-2023"]["state"] == "verified"
    said = json.loads(verified.stdout)["claims"]
    own = [each for each in said if each["source"] == "cooperation-in-2023"]
    assert own
    assert {each["state"] for each in own} == {"named"}
    before = contents(page)
    again = kg("read", "page.txt", "--accept", "sure", cwd=page)
    assert (again.returncode, contents(page)) == (1, before)
    assert "nothing new to write" in again.stderr


def test_what_contradicts_the_graph_is_shown_beside_it_and_never_accepted_unseen(page):
    shown = kg("read", "page.txt", cwd=page).stdout
    assert "[contradicts what is known (known: since 2009)]" in shown
    kg("read", "page.txt", "--accept", "sure", cwd=page)
    assert "claim:alpha-in-net" not in (page / SOURCE).read_text("utf-8")


def test_the_texts_are_kept_where_git_passes_over_them(page):
    kg("read", "page.txt", "-o", "p.csv", cwd=page)
    assert (page / ".kg/.gitignore").read_text() == "*\n"
    (kept,) = (page / ".kg/texts").glob("*.txt")
    assert kept.read_text("utf-8") == TEXT


def test_a_table_is_decided_and_taken_back(page):
    kg("read", "page.txt", "-o", "p.csv", cwd=page)
    table = rows(page)
    assert {each["decide"] for each in table} == {""}
    for each in table:
        each["decide"] = "yes" if "Institute" in each["sentence"] else "no"
    out = io.StringIO()
    writer = csv.DictWriter(out, list(table[0]))
    writer.writeheader()
    writer.writerows(table)
    put(page, "p.csv", out.getvalue())
    dry = kg("import", "p.csv", cwd=page)
    assert dry.returncode == 0, dry.stderr
    assert not (page / SOURCE).exists()
    ended = kg("import", "p.csv", "--apply", cwd=page)
    assert ended.returncode == 0, ended.stderr
    assert (page / "graphdata/registry/organisations/institute-for-open-prisons.ttl").is_file()
    assert "since 2020" in ended.stdout


def test_a_row_that_was_changed_into_a_quotation_that_is_not_there_is_refused(page):
    kg("read", "page.txt", "-o", "p.csv", cwd=page)
    table = rows(page)
    table[0] |= {"decide": "yes", "start": "3", "end": "9"}
    text = ",".join(table[0]) + "\n" + ",".join(f'"{each}"' for each in table[0].values()) + "\n"
    put(page, "p.csv", text)
    ended = kg("import", "p.csv", "--apply", cwd=page)
    assert ended.returncode == 1
    assert "no longer what the document says" in ended.stderr
    assert not (page / SOURCE).exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["read"], 2, "give the documents to read"),
        (["read", "nothing.txt"], 3, "nothing.txt"),
        (["read", "empty.txt"], 3, "empty"),
        (["read", "plain.txt"], 1, "Nothing in it"),
        (["read", "page.txt", "--date", "soon"], 2, "--date"),
        (["verify"], 2, "no text is kept here"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_code(page, words, code, said):
    put(page, "empty.txt", "")
    put(page, "plain.txt", "It rained all day long.\n")
    ended = kg(*words, cwd=page)
    assert ended.returncode == code
    assert said in ended.stderr + ended.stdout
    assert "Traceback" not in ended.stderr


LATER = "Members\n\nThe Probation of Gammaland is a member of the Network of Services.\n"


def test_what_is_known_with_a_date_is_seconded_without_one(page):
    assert kg("read", "page.txt", "--accept", "sure", cwd=page).returncode == 0
    put(page, "later.txt", LATER)
    listed = kg("read", "later.txt", cwd=page)
    assert "Probation of Gammaland – member: Network of Services  [known" in listed.stdout
    written = kg("read", "later.txt", "--accept", "sure", cwd=page)
    assert written.returncode == 0
    said = (page / "graphdata/sources/public/members.ttl").read_text("utf-8")
    assert "pc:agent id:gamma" in said
    assert "2012" not in said
    verified = json.loads(kg("verify", "-f", "json", cwd=page).stdout)["claims"]
    assert [each["state"] for each in verified if each["source"] == "members"] == ["named"]


def test_a_newer_version_of_an_address_lists_what_is_gone(page):
    address = ("--url", "https://example.org/cooperation")
    assert kg("read", "page.txt", "--accept", "sure", *address, cwd=page).returncode == 0
    put(page, "newer.txt", TEXT.replace("has been a member", "has heard much"))
    ended = kg("read", "newer.txt", "--title", "Cooperation now", *address, cwd=page)
    (gone,) = [line for line in ended.stdout.splitlines() if "No longer said there" in line]
    assert "gamma-in-net" in gone


def test_a_newer_version_finds_again_what_has_moved(page):
    address = ("--url", "https://example.org/cooperation")
    assert kg("read", "page.txt", "--accept", "sure", *address, cwd=page).returncode == 0
    put(page, "newer.txt", f"News\n\nA line that was not there.\n\n{TEXT}")
    ended = kg("read", "newer.txt", *address, cwd=page)
    assert "gamma-in-net" not in ended.stdout
    assert f"{MEMBER}  [known" in ended.stdout


@pytest.mark.parametrize("key", ["\t", "a\tb", "A B", "con", "a" * 121])
def test_an_identifier_that_is_none_is_refused_before_anything_is_read(page, key):
    before = contents(page)
    ended = kg("read", "page.txt", "--key", key, "--accept", "sure", cwd=page)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "is no identifier" in ended.stderr
    assert contents(page) == before
