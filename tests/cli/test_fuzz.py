"""Words and files made by chance, a few of each: the benchmark folder holds the long run.

Hypothesis draws the seeds, so that one that falls is kept and tried again.
"""

from __future__ import annotations

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import hostile
from tests.bench import fuzz
from tests.processes import kg

FEW = settings(max_examples=12, suppress_health_check=list(HealthCheck), deadline=None)
SEEDS = st.integers(0, 2**40)


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A workspace with files of every sort, and what they hold."""
    from tests.miniature import make_workspace

    root = make_workspace(tmp_path_factory.mktemp("hostile"))
    return root, hostile.samples(root)


def ended_well(root, case):
    target = root.parent / "case"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(root, target, symlinks=True)
    if case.name:
        (target / case.name).write_bytes(case.data)
    if any("\0" in word for word in case.words):
        return
    words = [
        word.encode("utf-8", "surrogateescape" if "\udcff" in word else "replace")
        for word in case.words
    ]
    ended = kg(*[word.decode("utf-8", "surrogateescape") for word in words], cwd=target)
    assert ended.returncode in (0, 1, 2, 3), case
    assert not any(each in ended.stderr for each in (*fuzz.FALLEN, "\x1b")), (case, ended.stderr)


@FEW
@given(SEEDS)
def test_no_command_line_ends_in_a_traceback(sound, seed):
    root, files = sound
    ended_well(root, fuzz.make("words", seed, 0, files))


@FEW
@given(SEEDS)
def test_no_damaged_file_ends_in_a_traceback(sound, seed):
    root, files = sound
    ended_well(root, fuzz.make("files", seed, 0, files))


def test_a_seed_makes_the_same_cases_again(sound):
    _, files = sound
    for kind in ("words", "files"):
        assert fuzz.make(kind, 7, 3, files) == fuzz.make(kind, 7, 3, files)
