"""A system like Windows, played on this one: what it lacks is gone, what it refuses is refused.

Run as a script with command lines, one an argument, each as JSON: they run one after the other in
this process, and their exit codes are printed.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import sys
from pathlib import Path

MODULES = ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty")
OF_OS = ("fork", "forkpty", "killpg", "getuid", "geteuid", "setsid", "sysconf", "mkfifo", "fchmod",
         "O_NOFOLLOW", "O_NONBLOCK", "O_DIRECTORY", "register_at_fork")  # fmt: skip
OF_SIGNAL = ("SIGALRM", "SIGKILL", "SIGHUP", "SIGIO", "SIGXCPU", "pthread_sigmask", "setitimer")


def _is_open(path: str) -> bool:
    """Tell whether this process has a file open: nobody may move or delete it then."""
    full = os.path.realpath(path)
    for handle in os.listdir("/proc/self/fd"):
        try:
            if str(Path(f"/proc/self/fd/{handle}").readlink()) == full:
                return True
        except OSError:
            pass
    return False


def _while_closed(move):
    def moved(source, *rest, **words):
        if any(map(_is_open, (source, *rest[:1]))):
            raise PermissionError(errno.EACCES, "used by another process", str(source))
        return move(source, *rest, **words)

    return moved


def _of_writers(fsync):
    def synced(handle):
        told = Path(f"/proc/self/fdinfo/{handle}").read_text().partition("flags:")[2]
        if int(told.split()[0], 8) & os.O_ACCMODE == os.O_RDONLY:
            raise OSError(errno.EBADF, "Bad file descriptor")
        return fsync(handle)

    return synced


def _of_files(opened):
    def opening(path, *rest, **words):
        if not isinstance(path, int) and Path(os.fsdecode(path)).is_dir():
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, *rest, **words)

    return opening


def play() -> None:
    """Let this process be on such a system from now on."""
    for name in MODULES:
        sys.modules[name] = None  # type: ignore[assignment]
    for module, names in ((os, OF_OS), (signal, OF_SIGNAL)):
        for name in {*names} & vars(module).keys():
            delattr(module, name)
    shutil._use_fd_functions = False
    os.replace, os.rename, os.unlink = map(_while_closed, (os.replace, os.rename, os.unlink))
    os.remove, os.fsync, os.open = os.unlink, _of_writers(os.fsync), _of_files(os.open)


if __name__ == "__main__":
    play()
    from kg.cli import run

    codes = [run(json.loads(words)) for words in sys.argv[1:]]
    sys.stderr.write(json.dumps(codes) + "\n")
