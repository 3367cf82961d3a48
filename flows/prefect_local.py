"""Prefect for one local run: real flow and task runs, without a server to install, to wait for or to clean up after.

Prefect needs an API. Left alone it starts one as a second process, which imports everything again, migrates a database,
runs a dozen services, reports home, and outlives a killed run. Here the API runs in a thread of the run itself, on a
loopback port that the system chooses, over a database in memory: nothing is shared with another run, nothing is left
when the process dies, and what a run did is told by its manifest and its markers, not by Prefect's database.

A user who names a server (`PREFECT_API_URL`, or the active profile) gets that server as it is, and nothing local.
"""

from __future__ import annotations

import asyncio
import gc
import os
import secrets
import socket
import sys
import threading
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uvicorn
    from sqlalchemy import MetaData
    from sqlalchemy.ext.asyncio import AsyncEngine

# Wanted whichever server is used; a value the user has set is kept.
QUIET: Mapping[str, str] = {
    "DO_NOT_TRACK": "1",  # no usage event when prefect is imported
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",  # the run prints its own progress, and what stopped it
}

# Wanted of the local server only; these win over what the user's environment says.
LOCAL: Mapping[str, str] = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",  # no heartbeat to Prefect's makers
    "PREFECT_API_DATABASE_CONNECTION_URL": "sqlite+aiosqlite:///:memory:",  # one connection: nothing can be locked
    "PREFECT_API_DATABASE_MIGRATE_ON_START": "false",  # 110 migrations take 8 s; see _create_tables
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",  # no blocks are used
    "PREFECT_API_REQUEST_TIMEOUT": "600",  # seconds; the first request waits until the server has been imported
    "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "false",  # no browser takes part: one request less for each client
    "PREFECT_LOGGING_TO_API_ENABLED": "false",  # nobody can read logs from a database that goes with the run
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",  # files under OUT are the results
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    # Nobody asks for these events, and they would be written one row each.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_EVENTS_STREAM_OUT_ENABLED": "false",
    "PREFECT_SERVER_LOGS_STREAM_OUT_ENABLED": "false",
}

# Seconds that a server may take to close its connections; a request takes milliseconds.
STOP_SECONDS = 5


class LocalServerError(RuntimeError):
    """Prefect's API could not be started inside this process."""


def chosen_server(environ: Mapping[str, str]) -> str | None:
    """Address of the Prefect server that the user has chosen, or None.

    Looks where Prefect looks first: `PREFECT_API_URL`, then the active profile of `profiles.toml` (which `prefect cloud
    login` and `prefect config set` write). An unreadable file of profiles counts as none.
    """
    if url := environ.get("PREFECT_API_URL"):
        return url
    home = Path(environ.get("PREFECT_HOME") or Path.home() / ".prefect").expanduser()
    try:
        profiles = tomllib.loads(
            Path(environ.get("PREFECT_PROFILES_PATH") or home / "profiles.toml").read_text(encoding="utf-8")
        )
        active = environ.get("PREFECT_PROFILE") or profiles["active"]
        url = profiles["profiles"][active].get("PREFECT_API_URL")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return url if isinstance(url, str) and url else None


@contextmanager
def prefect_api(home: Path) -> Iterator[None]:
    """Give Prefect an API for the length of a `with` block: the user's server if there is one, else a local one.

    Enter it before `prefect` is imported (Prefect reads its settings on import), and import the modules that define
    flows inside. It returns at once: the server starts in its thread while the run plans its work, and the first
    request waits for it. `home` is a local folder for Prefect's files, created if absent; nothing is written into it.

    Raises:
        RuntimeError: `prefect` has been imported already.
        LocalServerError: the local server did not start; raised when the block ends.
    """
    if "prefect" in sys.modules:
        raise RuntimeError("prefect_api() has to be entered before prefect is imported")
    with ExitStack() as stack:
        stack.enter_context(_environment({name: os.environ.get(name, value) for name, value in QUIET.items()}))
        if chosen_server(os.environ) is None:
            home.mkdir(parents=True, exist_ok=True)
            stack.enter_context(_local_api(home))
        yield


@contextmanager
def _local_api(home: Path) -> Iterator[None]:
    # Bound and listening before anything else: a request made before the server is there waits in the queue, so there
    # is no port to guess and nothing to poll. With the protocol named asyncio turns Nagle's algorithm off, without
    # it each answer takes 40 ms more.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen(128)
    password = f"onrecord:{secrets.token_urlsafe(16)}"  # other users of the machine can reach a loopback port too
    settings = {
        **LOCAL,
        "PREFECT_HOME": str(home),
        "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
        "PREFECT_API_URL": f"http://127.0.0.1:{listener.getsockname()[1]}/api",
        "PREFECT_API_AUTH_STRING": password,
        "PREFECT_SERVER_API_AUTH_STRING": password,
    }
    with _environment(settings):
        # In the main thread, so that no two threads import the same half-finished package.
        from prefect.events.clients import NullEventsClient
        from prefect.events.worker import EventsWorker
        from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

        server = _ServerThread(listener)
        gc.disable()  # a million objects that stay are being imported: looking for garbage among them takes 0.8 s
        server.start()
        EventsWorker.set_client_override(NullEventsClient)  # an event is a round trip for each state, read by nobody
        try:
            # Heartbeats tell a server that a run still lives. Their thread sleeps by the second: each flow would end
            # a second late. None cannot be written into an environment variable.
            with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
                yield
        except Exception:
            if server.error is not None:
                raise LocalServerError(f"Prefect's local server failed: {server.error}") from server.error
            raise
        finally:
            EventsWorker.drain_all(timeout=STOP_SECONDS)  # its last requests, while there is someone to answer
            EventsWorker.set_client_override(None)
            server.stop()
            gc.enable()
            gc.freeze()  # else the interpreter looks through all that was imported once more when it ends, for 1.3 s


class _ServerThread(threading.Thread):
    """Prefect's API on its own event loop. A daemon: it can never keep a finished or failing run alive."""

    def __init__(self, listener: socket.socket) -> None:
        super().__init__(name="prefect-api", daemon=True)
        self.error: Exception | None = None
        self._listener = listener
        self._server: uvicorn.Server | None = None
        self._stopped = threading.Event()

    def run(self) -> None:
        """Import the server, create its tables, and answer until stopped."""
        try:
            asyncio.run(self._serve())
        except Exception as error:  # noqa: BLE001 - told by the main thread, as the cause of what failed there
            self.error = error
        finally:
            self._listener.close()  # refuses whoever still waits, rather than leave them to their time limit

    async def _serve(self) -> None:
        import uvicorn
        from prefect.server.api.server import create_app
        from prefect.server.database import provide_database_interface

        app = create_app(ephemeral=True, final=True)
        database = provide_database_interface()
        engine = await database.engine()
        await _create_tables(engine, database.Base.metadata)
        # Without its lifespan: that one migrates the database and starts a queue and services which a run never uses.
        config = uvicorn.Config(
            app, lifespan="off", access_log=False, log_config=None, timeout_graceful_shutdown=STOP_SECONDS
        )
        self._server = uvicorn.Server(config)
        gc.freeze()
        gc.enable()
        if not self._stopped.is_set():
            await self._server.serve(sockets=[self._listener])
        await engine.dispose()

    def stop(self) -> None:
        """Let the server close its connections, and wait for its end (5 s at most)."""
        self._stopped.set()
        if self._server is not None:
            self._server.should_exit = True
            self.join(STOP_SECONDS)


async def _create_tables(engine: AsyncEngine, metadata: MetaData) -> None:
    """The tables that Prefect's models declare. `metadata.create_all` fails: some indexes are declared twice."""
    from sqlalchemy.schema import CreateIndex, CreateTable

    async with engine.begin() as connection:
        for table in metadata.sorted_tables:
            await connection.execute(CreateTable(table))
            for index in table.indexes:
                await connection.execute(CreateIndex(index, if_not_exists=True))


@contextmanager
def _environment(settings: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables, and put them back at the end."""
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
