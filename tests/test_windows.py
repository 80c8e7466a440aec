"""The package where the system lacks what only POSIX has: each module loads, papermill runs."""

from __future__ import annotations

import subprocess
import sys

WITHOUT_POSIX = """
import importlib, multiprocessing, os, pkgutil, signal, socket, sys

def load():
    import semibook
    names = [found.name for found in pkgutil.walk_packages(semibook.__path__, "semibook.")]
    for name in names:
        importlib.import_module(name)
    return len(names)

load()  # the libraries, which know this system, are loaded as they are here
for name in [name for name in sys.modules if name.partition(".")[0] == "semibook"]:
    del sys.modules[name]
for name in ("fcntl", "grp", "pwd", "resource", "termios", "tty"):
    sys.modules[name] = None  # importing one is an ImportError
for module, names in {
    os: ("fork", "register_at_fork", "getuid", "geteuid", "mkfifo", "fchmod", "killpg", "setsid"),
    signal: ("SIGKILL", "SIGHUP", "SIGALRM", "SIGCHLD", "alarm", "setitimer", "pthread_kill"),
    socket: ("AF_UNIX",),
}.items():
    for name in names:
        if hasattr(module, name):
            delattr(module, name)
multiprocessing.get_all_start_methods = lambda: ["spawn"]
loaded = load()
from semibook.run import engine
print(loaded, engine.NAME)
"""


def test_every_module_loads_without_fork_signals_and_unix_sockets():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_POSIX], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    loaded, engine = done.stdout.split()
    assert int(loaded) > 80
    assert engine == "None"  # papermill's own engine runs the chapters where there is no fork
