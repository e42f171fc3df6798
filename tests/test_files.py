"""Files: strict in, whole out."""

from __future__ import annotations

import errno
import os
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import files
from kg.errors import KgError, SourceError


def refused(path, **options):
    with pytest.raises(SourceError) as caught:
        files.read_text(path, **options)
    return str(caught.value)


@given(st.text())
def test_text_comes_back_as_it_was_written(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "text"
    files.write_atomically(path, text.encode())
    assert text.removeprefix("\ufeff") == files.read_text(path)


def test_one_byte_order_mark_is_taken_away_and_line_ends_stay(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"\xef\xbb\xbfa\r\nb\rc\n")
    assert files.read_text(path) == "a\r\nb\rc\n"


def test_windows_1250_is_named_with_its_line(tmp_path):
    path = tmp_path / "a.ttl"
    path.write_bytes("a\nb\nVězeňská".encode("cp1250"))
    message = refused(path, name="a.ttl")
    assert message.startswith("a.ttl:3: error: not UTF-8")
    assert "Windows-1250" in message


@pytest.mark.parametrize("data", [b"\xff\xfea\x00", b"\xed\xa0\x80", b"\xc0\x80", b"ok\xf0\x9f"])
def test_what_is_not_utf_8_is_refused(tmp_path, data):
    path = tmp_path / "a"
    path.write_bytes(data)
    assert "not UTF-8" in refused(path)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    assert "no such file" in refused(tmp_path / "missing")
    assert "a folder stands" in refused(tmp_path)
    (tmp_path / "file").touch()
    assert "a folder stands" in refused(tmp_path / "file" / "a")


def test_a_whole_file_replaces_the_old_one_and_keeps_its_rights(tmp_path):
    path = tmp_path / "new" / "folder" / "a"
    files.write_atomically(path, b"old")
    path.chmod(0o600)
    files.write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(path.parent) == ["a"]


@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_what_fails_halfway_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, failure):
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def fail(_):
        raise failure

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises((KgError, KeyboardInterrupt)):
        files.write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a"]


def test_a_folder_in_the_place_of_a_file_stays(tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(KgError, match="a folder stands"):
        files.write_atomically(tmp_path / "a", b"new")
    (tmp_path / "b").touch()
    with pytest.raises(KgError, match="a folder stands"):
        files.write_atomically(tmp_path / "b" / "c", b"new")
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "link").symlink_to("a")
    files.write_atomically(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a").read_bytes() == b"new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_or_device_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    heard = []
    reader = threading.Thread(target=lambda: heard.append(pipe.read_bytes()))
    reader.start()
    files.write_atomically(pipe, b"new")
    reader.join(10)
    assert heard == [b"new"]
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "no space left"),
        (OSError(errno.EROFS, os.strerror(errno.EROFS)), "read-only"),
        (PermissionError(errno.EACCES, os.strerror(errno.EACCES)), "no permission"),
        (OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG)), "the name is too long"),
        (OSError(errno.EFBIG, os.strerror(errno.EFBIG)), "File too large"),
        (OSError("IO error: No space left on device"), "no space left"),
    ],
)
def test_what_the_system_says_becomes_a_sentence(error, part):
    said = files.reason(error)
    assert part in said
    assert said.endswith(".")
