"""Work that may have to be stopped, done in a process of its own.

The engine can be neither interrupted nor limited from Python, and some queries crash it. So a job
runs in a forked child with limits, the parent waits with a deadline, and whatever becomes of the
child ends as a sentence. A result counts only when the job has ended well: no half result is seen.

Where a system cannot fork (Windows) the job runs in this process, without any limit: `CAN_FORK`
tells the caller, who has to say so. The only clock read here is the one that a deadline needs.

A rule of derivation runs in this process, because its result is needed here: a watch ends the
process where it takes too much of the processor's time (a busy machine makes nothing wrong). Only
the command line arms it: a process that belongs to somebody else, such as a notebook, is never
ended.
"""

from __future__ import annotations

import math
import os
import select
import selectors
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final, NamedTuple, NoReturn

from kg.errors import Interrupted, KgError, NotFound, QueryError, SourceError, UsageError

Job = Callable[[IO[bytes]], int]

CAN_FORK: Final = hasattr(os, "fork")
MEMORY: Final = 4 * 1024**3  # bytes that a job may take beyond what the process already has
_IN_MEMORY: Final = 16 * 1024**2  # bytes of a result before it waits in a temporary file
_KINDS: Final = {
    kind.__name__: kind for kind in (KgError, SourceError, QueryError, UsageError, NotFound)
}
# A pipe that another thread's child inherits would never end.
_ONE_FORK_AT_A_TIME: Final = threading.Lock()


class _Limits(NamedTuple):
    timeout: float | None  # seconds
    memory: int  # bytes
    outward: bool
    processor: float | None  # seconds of its time


class _Child(NamedTuple):
    process: int
    lifeline: int  # kept open as long as this process lives
    result: int  # what the job writes
    report: int  # how it ended, see `_packed`


def run(  # noqa: PLR0913 - limits, each by its name
    job: Job,
    *,
    output: IO[bytes],
    timeout: float | None = None,
    memory: int = MEMORY,
    outward: bool = False,
    processor: float | None = None,
) -> int:
    """Return what *job* returns; what it writes goes to *output* once it has ended well.

    *timeout* is in seconds of wall time, *processor* in seconds of the processor's time (None: no
    limit), *memory* in bytes beyond what the process has. Unless *outward*, the job can open
    neither a file nor a connection: what it needs has to be open. Raises the job's own KgError;
    QueryError for a limit or a crash, naming it; Interrupted.
    """
    if not CAN_FORK:
        return job(output)
    limits = _Limits(timeout, memory, outward, processor)
    with _Spool() as kept:
        try:
            report, ended = _supervise(job, kept, limits)
        except TimeoutError:
            raise QueryError(_too_long(limits)) from None
        except KeyboardInterrupt:
            raise Interrupted("query stopped.") from None
        if os.WIFSIGNALED(ended):
            raise _death(os.WTERMSIG(ended), limits)
        value = _value(report, limits)
        kept.copy_to(output)
    return value


class _Spool:
    """Bytes that wait in memory, and in a temporary file once they are many."""

    def __init__(self) -> None:
        self._few = bytearray()
        self._many: IO[bytes] | None = None

    def __enter__(self) -> _Spool:
        return self

    def __exit__(self, *_: object) -> None:
        if self._many is not None:
            self._many.close()

    def write(self, data: bytes) -> None:
        """Keep *data* after what is kept."""
        if self._many is None and len(self._few) + len(data) > _IN_MEMORY:
            import tempfile

            self._many = tempfile.TemporaryFile()  # noqa: SIM115 - closed with this
            self._many.write(self._few)
            self._few.clear()
        if self._many is None:
            self._few += data
        else:
            self._many.write(data)

    def copy_to(self, output: IO[bytes]) -> None:
        """Write all that is kept to *output*."""
        if self._many is None:
            output.write(self._few)
            return
        import shutil

        self._many.seek(0)
        shutil.copyfileobj(self._many, output)


def _supervise(job: Job, kept: _Spool, limits: _Limits) -> tuple[bytes, int]:
    """Return the child's report and its wait status; never leave it running."""
    deadline = None if limits.timeout is None else time.monotonic() + limits.timeout
    child, ended = None, None
    # Ctrl-C waits until the child's number is known: who cannot name it cannot stop it.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        try:
            child = _fork(job, limits)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        report = _listen(child, kept, deadline)
        ended = os.waitpid(child.process, 0)[1]
    finally:
        if child is not None:
            _leave(child, running=ended is None)
    return report, ended


def _leave(child: _Child, *, running: bool) -> None:
    os.close(child.result)
    os.close(child.report)
    if running:
        os.kill(child.process, signal.SIGKILL)
        os.waitpid(child.process, 0)
    os.close(child.lifeline)


def _fork(job: Job, limits: _Limits) -> _Child:
    bounds = limits._replace(memory=limits.memory + _size())
    with _ONE_FORK_AT_A_TIME, warnings.catch_warnings():
        # Python warns of forking beside threads; the child uses no lock that a thread may hold.
        warnings.simplefilter("ignore", DeprecationWarning)
        result, report, lifeline = os.pipe(), os.pipe(), os.pipe()
        process = os.fork()
        if process == 0:
            _work(job, result[1], report[1], lifeline, bounds)
        os.close(result[1])
        os.close(report[1])
        os.close(lifeline[0])
    return _Child(process, lifeline[1], result[0], report[0])


def _die_with_parent(lifeline: int) -> None:
    """Let the system end this process as soon as the other end of a pipe is gone.

    Only the parent holds it (and a worker that was forked later, which dies first), so it goes
    when the parent ends, in whatever way. The signal for that ends a process that does not expect
    it, also one that is inside the engine.
    """
    import fcntl  # not on Windows

    signal.signal(signal.SIGIO, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGIO})
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    flags = fcntl.fcntl(lifeline, fcntl.F_GETFL)
    fcntl.fcntl(lifeline, fcntl.F_SETFL, flags | os.O_ASYNC)
    if select.select([lifeline], [], [], 0)[0]:  # it has gone already
        os._exit(0)


def _listen(child: _Child, kept: _Spool, deadline: float | None) -> bytes:
    """Return the report, with the result kept aside. Raises TimeoutError at the deadline."""
    report = bytearray()
    takers: dict[int, Callable[[bytes], object]] = {
        child.result: kept.write,
        child.report: report.extend,
    }
    with selectors.DefaultSelector() as selector:
        for pipe in takers:
            selector.register(pipe, selectors.EVENT_READ)
        while takers:
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                raise TimeoutError
            for key, _ in selector.select(left):
                if chunk := os.read(key.fd, 1 << 16):
                    takers[key.fd](chunk)
                else:
                    selector.unregister(key.fd)
                    del takers[key.fd]
    return bytes(report)


def _work(
    job: Job, result: int, report: int, lifeline: tuple[int, int], limits: _Limits
) -> NoReturn:
    """Do the job, in the child. It leaves without clean-up: that is the parent's."""
    try:
        os.close(lifeline[1])
        _die_with_parent(lifeline[0])
        _stand_alone()
        _limit(limits)
        try:
            with open(result, "wb") as output:
                message = {"value": str(job(output))}
        except BaseException as error:
            message = _described(error)
        with open(report, "wb") as answer:
            answer.write(_packed(message))
    finally:
        os._exit(0)


def _stand_alone() -> None:
    """Let Ctrl-C end this process at once, and keep the engine's last words off the screen."""
    import faulthandler

    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    faulthandler.disable()
    if sys.__stderr__ is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _limit(limits: _Limits) -> None:
    import resource  # not on Windows

    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_AS, limits.memory)
    seconds = [limits.timeout + 1] if limits.timeout is not None else []  # the deadline comes first
    seconds += [limits.processor] if limits.processor is not None else []
    if seconds:
        _lower(resource.RLIMIT_CPU, math.ceil(min(seconds)))
    if not limits.outward:
        _lower(resource.RLIMIT_NOFILE, 0)


def _lower(kind: int, limit: int) -> None:
    import resource

    hard = resource.getrlimit(kind)[1]
    with suppress(OSError, ValueError):  # a system may not know the limit
        lowered = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (lowered, hard))


def _size() -> int:
    """Return the bytes of address space that this process has, 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _packed(message: dict[str, str]) -> bytes:
    """Return names and values as bytes, each ended by a zero. Nothing can be imported any more."""
    words = (word.replace("\0", " ") for pair in message.items() for word in pair)
    return "\0".join(words).encode("utf-8", "surrogatepass")


def _unpacked(report: bytes) -> dict[str, str]:
    words = report.decode("utf-8", "surrogatepass").split("\0")
    return dict(zip(words[::2], words[1::2], strict=True)) if report else {"stray": "no report"}


def _described(error: BaseException) -> dict[str, str]:
    """Return what the parent needs to raise *error*, or the nearest kind that it can build."""
    if not isinstance(error, KgError):
        return {"stray": type(error).__name__, "message": str(error)}
    kind = next(kind.__name__ for kind in type(error).__mro__ if kind.__name__ in _KINDS)
    place = {"file": error.file, "line": error.line, "column": error.column}
    known = {name: str(value) for name, value in place.items() if value is not None}
    return {"kind": kind, "message": error.message, **known}


def _value(report: bytes, limits: _Limits) -> int:
    message = _unpacked(report)
    if "value" in message:
        return int(message["value"])
    if (stray := message.get("stray")) is not None:
        if stray == "MemoryError":
            raise QueryError(_too_big(limits))
        raise QueryError(f"query failed: {message.get('message') or stray}. Change the query.")
    line, column = (int(message[name]) if name in message else None for name in ("line", "column"))
    kind, said = _KINDS[message["kind"]], message["message"]
    raise kind(said, file=message.get("file"), line=line, column=column)


def _death(number: int, limits: _Limits) -> KgError:
    """Return the error that says why the child died of a signal."""
    if number == signal.SIGINT:
        return Interrupted("query stopped.")
    if number == signal.SIGXCPU:
        return QueryError(_too_long(limits))
    if number in (signal.SIGABRT, signal.SIGKILL):
        return QueryError(_too_big(limits))
    name = signal.Signals(number).name
    return QueryError(f"query stopped: the engine crashed ({name}). Ask for something simpler.")


def _too_long(limits: _Limits) -> str:
    if limits.processor is not None:
        return f"stopped after {math.ceil(limits.processor)} s of processor time."
    return f"query stopped after {limits.timeout:g} s; --timeout raises the limit."


def _too_big(limits: _Limits) -> str:
    memory = f"{limits.memory / 1024**3:.3g} GiB"
    return (
        f"query stopped: it crashed, or took more memory than the limit of {memory}. Ask for less."
    )


_seconds: float | None = None
_GLANCE: Final = 0.5  # seconds between two looks at how much time was used


def arm(seconds: float) -> None:
    """Let every watch from now on end this process after so many seconds of processor time."""
    global _seconds  # noqa: PLW0603 - one process, one watchdog
    _seconds = seconds


@contextmanager
def watch(
    late: Callable[[float], KgError], *, more: float = 0, seconds: float | None = None
) -> Iterator[None]:
    """Do what follows; where it uses too much processor time, say *late* and end the process.

    The limit is the one of `arm` and so many seconds *more*, or else *seconds*; *late* is given it.
    Nothing is watched in a process that `arm` has not said to be ours.
    """
    if _seconds is None:
        yield
        return
    done = threading.Event()
    words = (done, _seconds + more if seconds is None else seconds, late)
    threading.Thread(target=_keep_watch, args=words, daemon=True).start()
    try:
        yield
    finally:
        done.set()


def _keep_watch(done: threading.Event, limit: float, late: Callable[[float], KgError]) -> None:
    ends = time.process_time() + limit
    while not done.wait(min(_GLANCE, limit)):
        if time.process_time() > ends:
            _end(late(limit))


def _end(error: KgError) -> None:
    sys.stderr.write(f"{error}\n")
    sys.stderr.flush()
    os._exit(error.exit_code)
