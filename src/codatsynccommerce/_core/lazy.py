"""Packages that load a name when it is first used, so that importing them costs next to nothing.

Editors and type checkers see ordinary imports, which stand under TYPE_CHECKING in the package.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def lazy(package: dict[str, Any], places: Mapping[str, str]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Make the `__getattr__` and `__dir__` of a package.

    Arguments:
        package: The package's globals.
        places: Module of each name, as `import_module` takes it; `module:attribute` where the name there is another.
    """

    def load(name: str) -> Any:
        if name not in places:
            message = f"module {package['__name__']!r} has no attribute {name!r}"
            raise AttributeError(message)
        module, _, attribute = places[name].partition(":")
        value = getattr(import_module(module, package["__name__"]), attribute or name)
        package[name] = value
        return value

    def names() -> list[str]:
        return sorted({*package, *places})

    return load, names
