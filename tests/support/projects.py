"""Small projects to generate: the golden one, and tiny ones that a test describes."""
# pyright: basic

from __future__ import annotations

import importlib
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from codegen.__main__ import generate, write
from codegen.problems import DescriptionError

if TYPE_CHECKING:
    from types import ModuleType

HERE = Path(__file__).parents[1] / "codegen"
GOLDEN = HERE / "golden"
PACKAGE = HERE.parents[1] / "src" / "codatsynccommerce"

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_ROOT = """
openapi: 3.1.0
info: {title: Tiny, version: '1', description: A tiny API.}
externalDocs: {url: 'https://tiny.example'}
servers: [{url: 'https://tiny.example', description: Production.}]
tags: [{name: Things, description: Read things.}]
paths:
  /things/{id}:
    get:
      operationId: get-thing
      tags: [Things]
      summary: Get thing
      description: Reads a thing.
      externalDocs: {url: 'https://tiny.example/get-thing'}
      parameters: [{name: id, in: path, required: true, description: Which., schema: {type: string}}]
      responses:
        '200':
          description: The thing.
          content: {application/json: {schema: {$ref: '#/schemas/Thing'}}}
schemas:
  Thing: {type: object, description: A thing., properties: {}}
components: {securitySchemes: {auth_header: {description: The key.}}}
"""


def loaded(text: str) -> Any:
    """Return what a text of YAML says."""
    return yaml.load(text, _LOADER)  # noqa: S506 - a SafeLoader


def dumped(value: Any) -> str:
    """Return a value as YAML, its keys in their order."""
    return yaml.dump(value, Dumper=_DUMPER, sort_keys=False)


def golden(folder: Path) -> Path:
    """Return a copy of the golden project that a test can change."""
    return Path(shutil.copytree(GOLDEN / "project", folder / "golden"))


def tiny(folder: Path, changes: str = "", settings: str = "") -> Path:
    """Return a project with one operation, changed by what the test adds to its description and its gen.yaml."""
    root = folder / "tiny"
    (root / "api").mkdir(parents=True)
    description = _merged(loaded(_ROOT), loaded(changes) or {})
    (root / "api" / "openapi.yaml").write_text(dumped(description))
    (root / "gen.yaml").write_text(f"api: api/openapi.yaml\npackage: tiny\nclient: Tiny\n{settings}")
    return root


def problems(root: Path) -> list[str]:
    """Return the problems that are reported for an invalid project."""
    with pytest.raises(DescriptionError) as raised:
        generate(root)
    return str(raised.value).splitlines()


def imported(root: Path, name: str) -> ModuleType:
    """Generate a project beside the real handwritten modules, and import it."""
    write(root, generate(root))
    package = root / "src" / name
    for part in (
        "_runtime",
        "_client.py",
        "_version.py",
        "sdkconfiguration.py",
        "_pushes",
        "models/errors",
        "models/shared/security.py",
    ):
        (package / part).symlink_to(PACKAGE / part)
    if (package / "queries").is_dir():
        for part in ("__init__", "condition", "properties"):
            (package / "queries" / f"{part}.py").symlink_to(PACKAGE / "queries" / f"{part}.py")
    sys.path.insert(0, str(package.parent))
    importlib.invalidate_caches()
    return importlib.import_module(name)


def forget(*names: str) -> None:
    """Undo what `imported` did to this process."""
    sys.path[:] = [path for path in sys.path if Path(path).name != "src" or Path(path) == PACKAGE.parent]
    for module in [name for name in sys.modules if name.split(".")[0] in names]:
        del sys.modules[module]


def _merged(document: Any, changes: Any) -> Any:
    """Return a document with changes. A null in the changes removes a key."""
    if not (isinstance(document, dict) and isinstance(changes, dict)):
        return changes
    keys: dict[Any, Any] = {**document, **changes}
    merged = {key: _merged(document.get(key), changes[key]) if key in changes else document[key] for key in keys}
    return {key: value for key, value in merged.items() if value is not None}
