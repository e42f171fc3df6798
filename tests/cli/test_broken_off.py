"""A module that Python keeps compiled and a full disk has cut: said, removed, not for ever."""

from __future__ import annotations

import importlib.util
import py_compile
import sys

import click

from kg import cli


def test_a_compiled_module_that_is_cut_is_named_and_removed(tmp_path, monkeypatch, capsys):
    source = tmp_path / "cut_short.py"
    source.write_text("WORDS = ['one', 'two', 'three']\n", "utf-8")
    kept = tmp_path / "__pycache__" / importlib.util.cache_from_source(source)
    py_compile.compile(str(source), str(kept))
    kept.write_bytes(kept.read_bytes()[:40])
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(cli, "cli", click.Command("kg", callback=lambda: __import__("cut_short")))
    assert cli.run([]) == 3
    said = capsys.readouterr().err
    assert "full disk" in said
    assert str(kept) in said
    assert cli.run([]) == 0
    assert sys.modules.pop("cut_short").WORDS


def test_an_input_that_ends_is_an_interruption(monkeypatch, capsys):
    def end():
        raise EOFError

    monkeypatch.setattr(cli, "cli", click.Command("kg", callback=end))
    assert cli.run([]) == 130
    assert "interrupted" in capsys.readouterr().err
