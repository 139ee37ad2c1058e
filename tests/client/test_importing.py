"""Importing costs next to nothing and does nothing, and every name can nevertheless be used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

import codatsynccommerce
from codatsynccommerce import utils
from codatsynccommerce.models import errors, operations, shared

LOADED = "import json, sys\n{}\nprint(json.dumps([sorted(sys.modules), __import__('threading').active_count()]))"


def modules_after(program: str) -> set[str]:
    """Return the modules that a fresh Python has loaded after a program."""
    command = [sys.executable, "-W", "error", "-c", LOADED.format(program)]
    # `make coverage` measures the programs of tests too, by modules of its own.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    run = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)  # noqa: S603 - our own
    names, threads = json.loads(run.stdout)
    assert threads == 1
    return set(names)


def of_models(modules: set[str]) -> set[str]:
    packages = ("codatsynccommerce.models.shared.", "codatsynccommerce.models.operations.")
    return {one for one in modules if one.startswith(packages)}


def test_the_package_loads_neither_requests_nor_models() -> None:
    modules = modules_after("import codatsynccommerce")
    assert not {
        one for one in modules if one.split(".")[0] in ("requests", "urllib3", "marshmallow", "dataclasses_json")
    }
    assert not {one for one in modules if one.startswith(("codatsynccommerce.models", "codatsynccommerce.sandbox"))}


def test_the_packages_of_models_load_no_model() -> None:
    modules = modules_after("from codatsynccommerce.models import operations, shared, errors")
    assert of_models(modules) == set()
    assert "requests" not in modules


def test_client_loads_no_models() -> None:
    program = "import codatsynccommerce\ncodatsynccommerce.CodatSyncCommerce(lambda: None)"
    modules = modules_after(program)
    assert of_models(modules) == {"codatsynccommerce.models.shared.security"}
    assert not modules & {"dataclasses_json", "marshmallow", "dateutil", "werkzeug", "jinja2", "yaml"}


def test_the_command_starts_without_urllib3() -> None:
    assert not modules_after("import codatsynccommerce.cli.app") & {"requests", "urllib3"}


def test_client_is_ready_before_requests_is_loaded() -> None:
    program = "import codatsynccommerce\ncodatsynccommerce.CodatSyncCommerce(lambda: None).companies"
    assert not modules_after(program) & {
        *("requests", "urllib3", "http", "ssl", "email.utils"),
        *("base64", "logging", "random", "traceback", "uuid"),
    }


def test_call_loads_requests_on_demand() -> None:
    program = (
        "from codatsynccommerce import CodatSyncCommerce\n"
        "from codatsynccommerce.models import operations, shared\n"
        "from http.server import BaseHTTPRequestHandler, HTTPServer\n"
        "from os import fork, _exit, waitpid\n"
        "class Handler(BaseHTTPRequestHandler):\n"
        "    def do_GET(self):\n"
        "        self.send_response(200); self.send_header('Content-Length', '2'); self.end_headers()\n"
        "        self.wfile.write(b'{}')\n"
        "    def log_message(self, *_): pass\n"
        "server = HTTPServer(('127.0.0.1', 0), Handler)\n"
        "child = fork()\n"
        "if child == 0: server.handle_request(); _exit(0)\n"
        "client = CodatSyncCommerce(shared.Security('Basic a'), server_url=f'http://127.0.0.1:{server.server_port}')\n"
        "response = client.companies.get_company(operations.GetCompanyRequest('c'))\n"
        "client.close(); server.server_close(); waitpid(child, 0)\n"
        "assert 'requests' not in sys.modules\n"
        "assert response.raw_response.text == '{}' and response.raw_response.elapsed.total_seconds() > 0"
    )
    assert "requests" in modules_after(program)


def test_model_loads_only_nested_models() -> None:
    modules = of_models(modules_after("from codatsynccommerce.models import shared\nshared.HalRef"))
    assert modules == {"codatsynccommerce.models.shared.halref"}


def test_import_has_no_side_effects() -> None:
    program = (
        "import os, logging\n"
        "class Closed(dict):\n"
        "    def __getitem__(self, name): raise AssertionError(name)\n"
        "    get = __getitem__\n"
        "import codatsynccommerce._runtime.client as warm, requests\n"
        "for name in [one for one in sys.modules if one.startswith('codatsynccommerce')]: del sys.modules[name]\n"
        "before, os.environ = os.environ, Closed()\n"
        "import codatsynccommerce, codatsynccommerce._client, codatsynccommerce.utils\n"
        "os.environ = before\n"
        "assert logging.root.handlers == [] and logging.lastResort is not None\n"
        "assert logging.getLogger('codatsynccommerce').level == logging.NOTSET"
    )
    assert "codatsynccommerce._client" in modules_after(program)


@pytest.mark.parametrize("package", [shared, operations, errors, utils, codatsynccommerce])
def test_every_exported_name_loads(package: Any) -> None:
    names: list[str] = package.__all__
    assert set(names) <= set(dir(package))
    assert all(getattr(package, name) is not None for name in names)
    assert len(set(names)) == len(names)
    assert not hasattr(package, "NoSuchName")
    with pytest.raises(AttributeError, match="has no attribute 'Compnay'"):
        _ = package.Compnay


@pytest.mark.parametrize(
    ("package", "least"), [("models.shared", 186), ("models.operations", 113), ("models.errors", 15), ("utils", 5)]
)
def test_a_star_import_gives_every_name(package: str, least: int) -> None:
    found: dict[str, object] = {}
    exec(f"from codatsynccommerce.{package} import *", found)  # noqa: S102 - a star import stands at the top of a module
    assert len(found) > least


def test_what_is_no_name_cannot_be_imported() -> None:
    with pytest.raises(ImportError, match="cannot import name 'Compnay'"):
        exec("from codatsynccommerce.models.shared import Compnay")  # noqa: S102
