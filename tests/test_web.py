"""What is no address of the web is refused before anything is asked."""

from __future__ import annotations

import pytest

from kg.errors import KgError
from kg.web import Login, read_netrc, require_address
from tests.processes import kg

NONE = ["http://[::1", "http://", "http://host:99999/", "http://host:x/", "ftp://host/", "//host"]


@pytest.mark.parametrize("address", NONE)
def test_what_is_no_address_is_refused_with_a_sentence(address):
    with pytest.raises(KgError, match="is no endpoint"):
        require_address(address, "endpoint")


def test_nobody_is_known_where_no_host_is():
    assert read_netrc("http://[::1") == Login()


@pytest.mark.parametrize("seconds", ["inf", "nan", "1e999", "0", "-1"])
@pytest.mark.parametrize("command", ["push", "pull"])
def test_silence_is_borne_for_a_time_that_ends(tmp_path, command, seconds):
    ended = kg(command, "http://127.0.0.1:9/", "--timeout", seconds, cwd=tmp_path)
    assert ended.returncode == 2
    assert "--timeout" in ended.stderr
