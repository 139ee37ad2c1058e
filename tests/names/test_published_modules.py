"""Every module, class, function and attribute that 0.2.0 and 0.3.0 defined is here, under its module and name."""

from __future__ import annotations

import inspect
import json
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any

from support.for_each import for_each

from codatsynccommerce.models import errors

PUBLISHED: dict[str, Any] = json.loads((Path(__file__).parent / "published_modules.json").read_text(encoding="utf-8"))
VERSIONS = ("0.2.0", "0.3.0")


def module_of(path: str) -> Any:
    return import_module(f"codatsynccommerce.{path}" if path else "codatsynccommerce")


def rows(part: str) -> list[Any]:
    return [(version, name, value) for version in VERSIONS for name, value in PUBLISHED[version][part].items()]


def attributes(owner: Any) -> set[str]:
    """Return what an instance has: methods, fields, annotated attributes, and what the constructor stores."""
    names = {*dir(owner), *owner.__members__} if issubclass(owner, Enum) else set(dir(owner))
    for kind in owner.__mro__:
        names |= vars(kind).get("__annotations__", {}).keys() | getattr(kind, "__dataclass_fields__", {}).keys()
    if issubclass(owner, errors.SDKError):
        return names | set(dir(owner("message")))
    return names | set(inspect.signature(owner).parameters)


@for_each(("version", "path", "names"), rows("modules"))
def test_module_defines_its_published_names(version: str, path: str, names: dict[str, list[str] | None]) -> None:
    module = module_of(path)
    for name, published in names.items():
        value = getattr(module, name)
        if published is None:
            assert callable(value), name
        else:
            assert set(published) - attributes(value) == set(), name


@for_each(("version", "path", "names"), rows("exports"))
def test_package_exports_its_published_names(version: str, path: str, names: list[str]) -> None:
    package = module_of(path)
    assert set(names) <= set(package.__all__)
    assert all(getattr(package, name) is not None for name in names)


@for_each(("version", "method", "arguments"), rows("methods"))
def test_method_takes_its_published_arguments(version: str, method: str, arguments: list[str]) -> None:
    path, owner, name = method.rsplit(".", 2)
    parameters = inspect.signature(getattr(getattr(module_of(path), owner), name)).parameters.values()
    taken = [each.name for each in parameters if each.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD][1:]
    accepted = [arguments]
    if name == "get_config_text_sync_flow":
        # 0.3.0 took a request object before the retry policy. Where it stood, a retry policy is accepted too.
        accepted.append(["request", *arguments])
    assert taken in accepted


@for_each("version", VERSIONS)
def test_the_list_is_whole(version: str) -> None:
    sizes = [len(PUBLISHED[version][part]) for part in ("modules", "exports", "methods")]
    assert sizes == [{"0.2.0": 246, "0.3.0": 249}[version], 3, 59]
