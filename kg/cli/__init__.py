"""The command line: words in, one function, text out.

Commands are imported when they are used, and heavy libraries inside the functions that need them,
so that
``kg --help`` and ``kg query`` start fast. Data goes to stdout, everything said to a person to
stderr.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, Final

import click

from kg import stopping
from kg.errors import KgError, printable
from kg.version import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_PATIENCE: Final = 60.0  # seconds for one rule of derivation; the slowest takes some hundredths
# name -> (module, what it does in a line)
COMMANDS: Final = {
    "build": ("kg.cli.build", "Check, derive and write the dataset, the network page and a store."),
    "find": ("kg.cli.find", "Find things by name, alias, former name, acronym or identifier."),
    "show": ("kg.cli.show", "Show all that is known about one thing, each fact with its evidence."),
    "ask": ("kg.cli.ask", "Answer a named question, or list the questions."),
    "path": ("kg.cli.path", "Tell how A is linked to B: the shortest and the strongest ways."),
    "compare": (
        "kg.cli.compare",
        "Put two organisations side by side: what both have, and what only one.",
    ),
    "query": ("kg.cli.query", "Answer a SPARQL 1.1 query."),
    "export": (
        "kg.cli.export",
        "Write the graph as RDF, its relations as a table or network, its records as a workbook.",
    ),
    "push": ("kg.cli.push", "Make a SPARQL endpoint hold the graph."),
    "pull": (
        "kg.cli.pull",
        "Write all named graphs of a SPARQL endpoint, sorted, as N-Quads or TriG.",
    ),
    "view": ("kg.cli.view", "Write the interactive network as one HTML file."),
    "stats": ("kg.cli.stats", "Count what is in the graph, or measure the network."),
    "check": ("kg.cli.check", "List what is wrong with the files of the graph."),
    "verify": ("kg.cli.verify", "Check the evidence against the source texts in a folder."),
    "add": ("kg.cli.add", "Add one record: a thing, or a claim with its source."),
    "resolve": ("kg.cli.resolve", "List records that may be about one thing, or decide about two."),
    "diff": ("kg.cli.diff", "Say what changed between two versions, in sentences by thing."),
    "cite": (
        "kg.cli.cite",
        "Cite the sources of a thing or claim, and the dataset.",
    ),
    "read": ("kg.cli.read", "Read documents and propose the claims that they make."),
    "import": ("kg.cli.import_", "Add what files say to the graph; first show what would change."),
    "fmt": ("kg.cli.fmt", "Lay out the Turtle files of graphdata in the one canonical way."),
    "completion": (
        "kg.cli.completion",
        "Print what makes Tab complete commands, options and identifiers.",
    ),
}


class LazyGroup(click.Group):
    """A group that imports a command when it is called, and suggests one for a wrong word.

    *patience* are the seconds that a rule may take before it ends the process, where that is ours.
    """

    patience: float | None = None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in reading order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        if self.patience:
            from kg import worker

            worker.arm(self.patience)
        command = import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands that begin so without importing them, and else the options."""
        from click.shell_completion import CompletionItem

        fitting = [
            CompletionItem(name, help=line)
            for name, (_, line) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return fitting or click.Command.shell_complete(self, ctx, incomplete)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the words name, else fail with the nearest name."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from kg.text.words import nearest

            close = nearest(args[0], COMMANDS)
            if not close or "Did you mean" in error.message:
                raise
            raise click.UsageError(f"{error.message} Did you mean {close[0]}?", ctx) from error


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
@click.option("-C", "folder", metavar="DIR", help="Work on the workspace around DIR.")
def cli(folder: str | None) -> None:
    """PenCoop: the knowledge graph of penal cooperation.

    Example: kg query -e 'SELECT ?who WHERE { ?o org:memberOf id:cep ; rdfs:label ?who }'
    """


def main() -> None:
    """Run the command line; end the process with the exit code of the contract."""
    LazyGroup.patience = _PATIENCE
    _open_streams()
    with stopping.stoppable():
        code = run(sys.argv[1:])
    sys.exit(code)


def _open_streams() -> None:
    """Put something in the place of standard streams that are closed, before a file takes it.

    What is then written to stdout fails with a sentence; what is said on stderr nobody hears.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            how = os.O_WRONLY if name == "stderr" else os.O_RDONLY
            new = os.open(os.devnull, how)
            if new != number:
                os.dup2(new, number)
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a letter that it lacks must not stop an answer
            stream.reconfigure(errors="backslashreplace")


def run(words: list[str]) -> int:
    """Run the command line with *words* and return its exit code; messages go to stderr."""
    try:
        code = cli.main(words, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except KgError as error:
        click.echo(str(error), err=True)
        return error.exit_code
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        said = io.StringIO()
        error.show(said)
        click.echo(printable(said.getvalue()), err=True, nl=False)
        return 2
    except (click.Abort, KeyboardInterrupt) as error:
        return _interrupted(error)
    except (BrokenPipeError, SystemExit):  # click makes an exit of a closed pipe
        return _quiet_end()
    except OSError as error:  # stdout itself: a full disk behind `kg … > file`
        return _unwritten(error)
    except Exception as error:
        return _mistaken(error)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of the engine, which names it nowhere
            raise
        return _mistaken(error)
    return code if isinstance(code, int) else 0


def _mistaken(error: BaseException) -> int:
    """Say in one line what nobody has foreseen; ``python -X dev -m kg`` shows where it happened."""
    if sys.flags.dev_mode:
        raise error
    if isinstance(error, MemoryError):
        said = KgError("there is not enough memory for this. Ask for less, or split the file.")
    elif isinstance(error, UnicodeError):
        said = KgError("a name or a word that is no UTF-8. Give it another one.")
    else:
        what = f"{type(error).__name__}: {error}".partition("\n")[0][:200]
        step = "Report it with this line and the command; nothing is half written."
        said = KgError(f"a mistake of kg itself ({what}). {step}")
    click.echo(str(said), err=True)
    return said.exit_code


def _interrupted(error: BaseException) -> int:
    if isinstance(error.__cause__, EOFError) and "marshal" in str(error.__cause__):
        return _broken_off(error.__cause__)
    click.echo(stopping.SAID, err=True)
    return stopping.CODE


def _broken_off(error: EOFError) -> int:
    """Say that a module that Python keeps compiled was cut by a full disk, and remove it.

    Python itself does not see that it could write only a part; click takes the error of reading it
    for a key pressed.
    """
    frames = (frame.f_locals for frame, _ in walk_tb(error.__traceback__))
    kept = next((each["bytecode_path"] for each in frames if "bytecode_path" in each), None)
    if kept:
        with suppress(OSError):
            Path(kept).unlink()
    said = "a compiled module is broken off, as a full disk leaves it. Run it again; if it stays so"
    said += f", remove {kept or 'the folders __pycache__'}."
    click.echo(str(KgError(said)), err=True)
    return 3


def _unwritten(error: OSError) -> int:
    from kg.files import reason

    click.echo(str(KgError(reason(error))), err=True)
    _quiet_end()
    return KgError.exit_code


def _quiet_end() -> int:
    """End without a word where the reader of a pipe has gone (``kg … | head``)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
