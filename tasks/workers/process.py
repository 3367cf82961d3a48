"""What a worker process does: run the functions that come through a socket, until the other end is closed."""

from __future__ import annotations

import gc
import os
import pickle
import queue
import signal
import threading
import traceback
from collections.abc import Sequence
from importlib import import_module
from multiprocessing.connection import Connection

# Said when a task is begun: what comes after that and before the answer is the task's own death.
TAKEN = b"taken"


def serve(descriptor: int, preload: Sequence[str]) -> None:
    """Import the modules named in `preload`, then answer what comes through the socket `descriptor`; never returns.

    The socket is read by a thread of its own, so that a worker in the middle of a task also leaves when the run is
    gone. (Not while C code keeps the interpreter's lock; the time limit of a document is there for that.)
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    os.set_inheritable(descriptor, False)  # a program that a task starts must not hold it open
    connection = Connection(descriptor)
    payloads: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(connection, payloads), daemon=True).start()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's; there is a worker for each core
    gc.disable()  # what is imported stays: there is no garbage to look for
    for module in preload:
        import_module(module)
    gc.freeze()
    gc.enable()
    while True:
        payload = payloads.get()
        connection.send_bytes(TAKEN)
        connection.send_bytes(_answer(payload))


def _receive(connection: Connection, payloads: queue.SimpleQueue[bytes]) -> None:
    try:
        while True:
            payloads.put(connection.recv_bytes())
    except (EOFError, OSError):
        os._exit(0)  # nobody is left to answer; sys.exit would end this thread only


def _answer(payload: bytes) -> bytes:
    try:
        function, args, kwargs = pickle.loads(payload)  # noqa: S301 - from the run that started this process
        return pickle.dumps((True, function(*args, **kwargs)))
    except Exception as error:  # noqa: BLE001 - raised again where the result is asked for
        text = "".join(traceback.format_exception(error))
        error.add_note(f"In the worker:\n{text}")
        try:
            pickle.loads(answer := pickle.dumps((False, error)))  # noqa: S301 - some exceptions only fail to load
        except Exception:  # noqa: BLE001 - an exception that cannot travel is told in words
            return pickle.dumps((False, RuntimeError(text)))
        return answer
