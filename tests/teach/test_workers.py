"""The processes in which copies are made."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from semibook.teach import workers
from semibook.teach.places import Place
from tests.teach.conftest import known, packs

_WORKER = """
import os, time
from semibook.teach import workers
if __name__ == "__main__":
    print(workers._process("en").submit(os.getpid).result(), flush=True)
    time.sleep(60)
"""


def test_what_fails_there_is_told_here():
    place = Place(known()["about-yen"], packs()["kyushu"], "en")
    with pytest.raises(FileNotFoundError, match="no-such-vintage"):
        workers.make(place, "no-such-vintage", "no-such-vintage")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
def test_a_process_ends_with_the_one_that_hands_it_copies(tmp_path):
    (tmp_path / "script.py").write_text(_WORKER)
    command = [sys.executable, str(tmp_path / "script.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as started:
        worker = int(started.stdout.readline())
        started.send_signal(signal.SIGKILL)
    for _try in range(100):
        if not _runs(worker):
            return
        time.sleep(0.1)
    os.kill(worker, signal.SIGKILL)
    pytest.fail("the process goes on")


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
