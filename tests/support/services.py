"""Runs PostgreSQL and Redis in a temporary folder, for tests and benchmarks, and leaves nothing behind.

    PYTHONPATH=tests python -m support.services [--durable] COMMAND...

runs a command with both. It finds their URLs in CODAT_TEST_POSTGRES and CODAT_TEST_REDIS.

The servers belong to a process of their own, the keeper. It stops them and removes the folder as soon as its standard
input is closed, which also happens when whoever started it is killed.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .system_packages import POSTGRES, REDIS, ServiceError, find_or_install

if TYPE_CHECKING:
    import pwd
    from collections.abc import Sequence

    from typing_extensions import Self

POSTGRES_URL: Final = "CODAT_TEST_POSTGRES"
REDIS_URL: Final = "CODAT_TEST_REDIS"

_HOST = "127.0.0.1"
_USER = "codat"
_ATTEMPTS = 5
"""Ports to try: another program may take a free one first."""
_LIMIT = 120.0
"""Seconds that a server may take to start on a very busy machine."""
_FAST = ("fsync=off", "full_page_writes=off")
"""What a power cut needs and a test does not. A server that is killed loses nothing by it."""


class Services:
    """PostgreSQL and Redis of one test or one command, with a keeper of their own."""

    def __init__(self, *, durable: bool = False) -> None:
        """Start both.

        Arguments:
            durable: Whether PostgreSQL flushes each commit to the disk, as it does for users.

        Raises:
            ServiceError: They are missing and cannot be installed, or do not start.
        """
        tests = str(Path(__file__).parents[1])
        command = [sys.executable, "-m", "support.services", "--keep"]
        self._keeper = subprocess.Popen(  # noqa: S603 - this module
            [*command, "--durable"] if durable else command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([tests, os.environ.get("PYTHONPATH", "")])},
            start_new_session=True,  # Ctrl-C must not stop the servers before those who use them.
        )
        try:
            self.urls: dict[str, str] = self._receive()
        except BaseException:
            self.stop()
            raise

    def __enter__(self) -> Self:
        """Return the running services."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Stop them."""
        self.stop()

    @property
    def postgres(self) -> str:
        """The URL of a database of a superuser."""
        return self.urls[POSTGRES_URL]

    @property
    def redis(self) -> str:
        """The URL of a Redis database."""
        return self.urls[REDIS_URL]

    def restart(self, name: str) -> None:
        """Kill `postgres` (`pg_ctl stop -m immediate`) or `redis` (SIGKILL), and start it again on its port."""
        print(f"restart {name}", file=self._keeper.stdin, flush=True)
        self._receive()

    def stop(self) -> None:
        """Stop both and remove their folder. Does nothing the second time."""
        if self._keeper.stdin and not self._keeper.stdin.closed:
            with suppress(BrokenPipeError):
                self._keeper.stdin.close()
        self._keeper.wait()
        if self._keeper.stdout:
            self._keeper.stdout.close()

    def _receive(self) -> dict[str, str]:
        while line := self._keeper.stdout.readline() if self._keeper.stdout else "":
            if not line.startswith("{"):  # What is being done, which may take a while.
                sys.stdout.write(line)
                sys.stdout.flush()
                continue
            response: dict[str, str] = json.loads(line)
            if "error" in response:
                raise ServiceError(response["error"])
            return response
        message = f"the keeper of the services ended with status {self._keeper.wait()}"
        raise ServiceError(message)


class _Account:
    """The user of the system that the servers run as: PostgreSQL refuses root."""

    def __init__(self) -> None:
        self.options: dict[str, Any] = {}
        self._owner: tuple[int, int] | None = None
        if os.geteuid() == 0:
            user = _first_user("postgres", "nobody")
            self._owner = (user.pw_uid, user.pw_gid)
            self.options = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def make_folder(self, folder: Path) -> Path:
        folder.mkdir(mode=0o700, exist_ok=True)
        if self._owner:
            os.chown(folder, *self._owner)
        return folder

    def run(self, folder: Path, *command: str | Path) -> None:
        """Run a command that must succeed. What it starts may go on, so its output goes to a file."""
        log = folder / "commands.log"
        with log.open("a+", encoding="utf-8", errors="replace") as output:
            begin = output.tell()
            run = subprocess.run(  # noqa: S603 - a server's own program
                list(map(str, command)),
                cwd=folder,
                env=_environment(folder),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=False,
                **self.options,
            )
            if run.returncode:
                output.seek(begin)
                message = f"{' '.join(map(str, command))} failed:\n{output.read()}"
                raise ServiceError(message)


class _Postgres:
    """A PostgreSQL server."""

    def __init__(self, programs: Path, folder: Path, account: _Account, *, durable: bool) -> None:
        self._programs, self._account, self._durable = programs, account, durable
        self._folder = account.make_folder(folder)
        self._port = 0
        self._password = secrets.token_urlsafe(12)
        self._log = self._folder / "server.log"

    @property
    def url(self) -> str:
        return f"postgresql://{_USER}:{self._password}@{_HOST}:{self._port}/postgres"

    def create(self) -> None:
        """Make the cluster and start it on a free port."""
        secret = self._folder / "password"
        secret.write_text(self._password, encoding="ascii")
        secret.chmod(0o644)  # Within a folder that only the server's user can enter.
        options = ["--auth=scram-sha-256", f"--username={_USER}", f"--pwfile={secret}", "--no-sync"]
        data = self._folder / "data"
        self._run("initdb", "-D", data, "--encoding=UTF8", "--locale=C", *options)
        _on_a_free_port(self.start)

    def start(self, port: int = 0) -> None:
        self._port = port or self._port
        settings = [f"listen_addresses={_HOST}", "unix_socket_directories=", "max_connections=300"]
        settings += () if self._durable else _FAST
        options = " ".join([f"-p {self._port}", *(f"-c {setting}" for setting in settings)])
        where: list[str | Path] = ["-D", self._folder / "data", "-l", self._log, "-o", options]
        self._run("pg_ctl", "start", "--wait", f"--timeout={_LIMIT:.0f}", "--silent", *where)

    def kill(self) -> None:
        self._run("pg_ctl", "stop", "--wait", "--mode=immediate", "--silent", "-D", self._folder / "data")

    stop = kill

    def _run(self, program: str, *arguments: str | Path) -> None:
        try:
            self._account.run(self._folder, self._programs / program, *arguments)
        except ServiceError as error:
            log = self._log.read_text(encoding="utf-8", errors="replace")[-2000:] if self._log.exists() else ""
            message = f"{error}\n{log}".rstrip()
            raise ServiceError(message) from None


class _Redis:
    """A Redis server that writes each change to its file at once."""

    def __init__(self, programs: Path, folder: Path, account: _Account) -> None:
        self._programs, self._account = programs, account
        self._folder = account.make_folder(folder)
        self._port = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://{_HOST}:{self._port}/0"

    def create(self) -> None:
        _on_a_free_port(self.start)

    def start(self, port: int = 0) -> None:
        self._port = port or self._port
        settings = {"port": self._port, "bind": _HOST, "dir": self._folder, "appendonly": "yes", "save": ""}
        command = [str(self._programs / "redis-server")]
        for name, value in settings.items():
            command += [f"--{name}", str(value)]
        with (self._folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - the server's own program
                command,
                cwd=self._folder,
                env=_environment(self._folder),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **self._account.options,
            )
        until = time.monotonic() + _LIMIT
        while not self._responds():
            if self._process.poll() is not None or time.monotonic() > until:
                message = f"redis-server failed:\n{(self._folder / 'server.log').read_text(errors='replace')[-2000:]}"
                raise ServiceError(message)
            time.sleep(0.02)

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()

    stop = kill

    def _responds(self) -> bool:
        try:
            with socket.create_connection((_HOST, self._port), timeout=5) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def keep(*, durable: bool) -> int:
    """Start the servers, print their URLs as one line of JSON, and keep them until the standard input is closed."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    folder: Path | None = None
    servers: dict[str, _Postgres | _Redis] = {}
    try:
        postgres, redis = find_or_install([POSTGRES, REDIS])
        account = _Account()
        folder = account.make_folder(Path(tempfile.mkdtemp(prefix="codatsynccommerce-")))
        for name, server in (
            ("postgres", _Postgres(postgres, folder / "postgres", account, durable=durable)),
            ("redis", _Redis(redis, folder / "redis", account)),
        ):
            server.create()
            servers[name] = server
        _respond({POSTGRES_URL: servers["postgres"].url, REDIS_URL: servers["redis"].url})
        for line in sys.stdin:
            server = servers[line.split()[1]]
            server.kill()
            server.start()
            _respond({})
    except ServiceError as error:
        _respond({"error": str(error)})
        return 1
    finally:
        for server in servers.values():
            with suppress(ServiceError):  # It has ended by itself.
                server.stop()
        if folder:
            shutil.rmtree(folder)
    return 0


def run(command: Sequence[str], *, durable: bool = False) -> int:
    """Run a command with both servers and return its status."""
    with Services(durable=durable) as services:
        process = subprocess.Popen(command, env={**os.environ, **services.urls})  # noqa: S603 - as the caller says
        # Ctrl-C reaches the command too, which then ends in its own way. SIGTERM reaches only this process.
        signal.signal(signal.SIGINT, lambda *_: None)
        signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        return process.wait()


def _respond(response: dict[str, str]) -> None:
    with suppress(BrokenPipeError):  # Whoever asked was killed.
        print(json.dumps(response), flush=True)


def _environment(folder: Path) -> dict[str, str]:
    """Return an environment without the settings of another server."""
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "LC_ALL": "C"}


def _on_a_free_port(start: Any) -> None:
    for attempt in range(1, _ATTEMPTS + 1):
        with socket.socket() as free:
            free.bind((_HOST, 0))
            port = free.getsockname()[1]
        try:
            start(port)
        except ServiceError:
            if attempt == _ATTEMPTS:
                raise
        else:
            return


def _first_user(*names: str) -> pwd.struct_passwd:
    import pwd  # noqa: PLC0415 - Windows does not have it

    for name in names:
        with suppress(KeyError):
            return pwd.getpwnam(name)
    message = f"PostgreSQL does not run as root, and this system has no user {' or '.join(names)}"
    raise ServiceError(message)


def main() -> int:
    """Read the arguments and do what they say."""
    parser = argparse.ArgumentParser(prog="python -m support.services", description=__doc__)
    parser.add_argument("--durable", action="store_true", help="let PostgreSQL flush each commit to the disk")
    parser.add_argument("--keep", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("command", nargs=argparse.REMAINDER, help="what to run")
    chosen = parser.parse_args()
    if chosen.keep:
        return keep(durable=chosen.durable)
    try:
        return run(chosen.command, durable=chosen.durable)
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
