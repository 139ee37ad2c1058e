"""What the tests share: a recording server, a clock that does not wait, and clients that use both."""

from __future__ import annotations

import gc
import signal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from support.api_key import KEY
from support.async_client import blocking_client
from support.recorder import Recorder

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce._runtime.client import Clock
from codatsynccommerce.models import shared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.bulk_shop import Shop


pytest_plugins = ("support.leak_watcher", "support.scale_tests")

# No test counts seconds, however busy the machine is.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

# A shell that runs the tests in the background lets them ignore Ctrl-C, and so would the programs that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection() -> None:
    """Search for no garbage while tests are collected: what is made then stays."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Leave what was collected out of every later search for garbage: it stays until the end."""
    gc.enable()
    gc.collect()
    gc.freeze()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "both_stores: holds for journals in a file and in PostgreSQL")
    config.addinivalue_line("markers", "only_file: holds for journals in a file alone, and says why")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    find = metafunc.definition.get_closest_marker
    if "store" in metafunc.fixturenames and find("both_stores") and not find("only_file"):
        stores = ["file", pytest.param("postgres", marks=pytest.mark.postgres)]
        metafunc.parametrize("store", stores, indirect=True)


@pytest.fixture
def store(request: pytest.FixtureRequest) -> str:
    """Return what keeps the journals of a test."""
    return str(getattr(request, "param", "file"))


@pytest.fixture
def shop(tmp_path: Path, store: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """Return the bulk tests their shop. Other folders have shops of their own."""
    # A folder is on the path once its tests are collected, and another conftest beside them would hide this one.
    from support.bulk_shop import bulkshop  # noqa: PLC0415

    with bulkshop(tmp_path) as opened:
        if store == "postgres":
            opened.where = {"journal": request.getfixturevalue("database"), "name": "orders"}
            # The clock of the database is real, and the test does not wait.
            monkeypatch.setattr("codatsynccommerce.bulk.postgres.worker.FIRST_PAUSE", 0.02)
            monkeypatch.setattr("codatsynccommerce.bulk.postgres.store.ASK_DELAYS", (0.02, 60.0, 300.0, 900.0))
        yield opened


class Connect:
    """Makes clients of the recording server, and closes them."""

    def __init__(self, server: Recorder, clock: Clock, kind: str) -> None:
        self._server = server
        self._clock = clock
        self._kind = kind
        self._made: list[CodatSyncCommerce] = []

    def __call__(self, **options: Any) -> CodatSyncCommerce:
        given: dict[str, Any] = {
            "security": shared.Security.from_api_key(KEY),
            "server_url": self._server.url,
            **options,
        }
        client = CodatSyncCommerce(**given) if self._kind == "sync" else blocking_client(**given)
        client._client.clock = self._clock  # pyright: ignore[reportPrivateUsage] - time is the only part that is not real
        self._made.append(client)
        return client

    def renew(self) -> None:
        for client in self._made:
            client.close()
        self._made.clear()


class StillTime:
    """Time that passes only by pauses, all of which it keeps."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.chance = 0.999
        self.pauses: list[float] = []
        self.clock = Clock(
            monotonic=lambda: self.seconds,
            now=lambda: 1_700_000_000.0 + self.seconds,
            sleep=self.sleep,
            random=lambda: self.chance,
        )

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.seconds += seconds

    def renew(self) -> None:
        self.seconds = 0.0
        self.chance = 0.999
        self.pauses.clear()


@pytest.fixture(scope="session")
def _recorder() -> Iterator[Recorder]:
    recorder = Recorder()
    yield recorder
    recorder.stop()


@pytest.fixture
def server(_recorder: Recorder) -> Recorder:
    _recorder.renew()
    return _recorder


@pytest.fixture
def time() -> StillTime:
    return StillTime()


@pytest.fixture(params=["sync", "async"])
def client_kind(request: pytest.FixtureRequest) -> str:
    """Which of the two clients a test connects with. A module that is about one of them overrides it."""
    return str(request.param)


@pytest.fixture
def connect(server: Recorder, time: StillTime, client_kind: str) -> Iterator[Connect]:
    clients = Connect(server, time.clock, client_kind)
    yield clients
    clients.renew()
