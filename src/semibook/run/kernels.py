"""Kernels for the chapters: on Unix sockets, forked from a process that has the libraries loaded.

Starting Python and importing pandas, matplotlib and seaborn costs more than most chapters' own
computations. Where the system can fork, one server process imports them once and each kernel is
forked from it; the kernels share nothing else. Elsewhere (Windows) kernels start as Jupyter starts
them.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import tempfile
import threading
import weakref
from multiprocessing import forkserver, get_all_start_methods, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

from semibook import paths

CAN_FORK = "forkserver" in get_all_start_methods()
_PRELOADED = [
    "ipykernel.kernelapp",
    "matplotlib_inline.backend_inline",
    "semibook.run.cells",
    "semibook.claims.ledger",
    "semibook.page.figures",
    "semibook.page.findings",
    "semibook.run.stamp",
    "semibook.page.tables",
]


def preload(*more: str) -> None:
    """Start the server that imports the libraries, without waiting for it; twice does no harm.

    Args:
        more: modules to import besides those that every chapter uses.
    """
    if CAN_FORK:
        get_context("forkserver").set_forkserver_preload([*_PRELOADED, *more])
        forkserver.ensure_running()


def _serve(connection_file: str, folder: str, ready: Connection) -> None:
    """Be a kernel; runs in the forked process."""
    from ipykernel.kernelapp import IPKernelApp

    os.setpgrp()
    os.chdir(folder)
    app = IPKernelApp.instance(parent_handle=os.getppid())  # it ends when the server does
    app.initialize(["-f", connection_file])
    # Told before the sockets exist, the client would wait in steps of a second (wait_for_ready).
    ready.send(True)
    ready.close()
    app.start()


_START = threading.Lock()


def start(process: BaseProcess) -> None:
    """Start a process that does not import the caller's main module again.

    multiprocessing has each child do so, so that it finds what is defined there; a kernel needs
    nothing from doit's or pytest's script.
    """
    with _START:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            process.start()
        finally:
            sys.modules["__main__"] = main


class _Forked:
    """A forked process with the part of `subprocess.Popen` that Jupyter's provisioner uses."""

    stdin = stdout = stderr = None

    def __init__(self, process: BaseProcess) -> None:
        self._process = process
        self.pid = process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode

    def send_signal(self, signum: int) -> None:
        os.kill(self.pid, signum)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class ForkedProvisioner(LocalProvisioner):
    """Starts a kernel by a fork of the server that `preload` starts."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict[str, Any]:
        """Fork a kernel and wait until it can be talked to.

        Raises:
            RuntimeError: if the kernel ends before that.
        """
        preload()
        context = get_context("forkserver")
        receiver, sender = context.Pipe(duplex=False)
        arguments = (self.parent.connection_file, kwargs["cwd"], sender)
        process = context.Process(target=_serve, args=arguments, daemon=True)
        start(process)
        sender.close()
        try:
            await asyncio.to_thread(receiver.recv)
        except EOFError as error:
            raise RuntimeError("the kernel ended before it was ready") from error
        self.process, self.pid, self.pgid = _Forked(process), process.pid, process.pid
        return self.connection_info


class ChapterKernelManager(AsyncKernelManager):
    """Manages the kernel of one chapter's run, which works in the folder of the chapters.

    papermill would change the folder of the whole process, and with it that of other runs. The
    kernel's sockets are Unix sockets where there are such: parallel kernels on TCP race for ports
    (papermill#511).
    """

    def __init__(self, **kwargs: Any) -> None:
        if CAN_FORK:
            # A short folder name: the path of a Unix socket is limited to 107 bytes.
            folder = tempfile.mkdtemp(prefix="sb")
            kwargs |= {"transport": "ipc", "ip": str(Path(folder, "k"))}
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        super().__init__(**kwargs)

    async def _async_pre_start_kernel(self, **kwargs: Any) -> tuple[list[str], dict[str, Any]]:
        kwargs["cwd"] = str(paths.NOTEBOOKS)
        if CAN_FORK and self.provisioner is None:
            self.kernel_id = self.kernel_id or kwargs.pop("kernel_id", "chapter")
            self.provisioner = ForkedProvisioner(
                kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self
            )
        return await super()._async_pre_start_kernel(**kwargs)
