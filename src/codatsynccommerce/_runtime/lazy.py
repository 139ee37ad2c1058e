"""Packages that load a name when it is first used, so that importing them costs next to nothing.

Editors and type checkers see ordinary imports, which stand under TYPE_CHECKING in the package.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def lazy(package: dict[str, object], places: Mapping[str, str]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return the `__getattr__` and `__dir__` of a package.

    Arguments:
        package: The package's globals.
        places: Module of each name, as `import_module` takes it; `module:attribute` if it has another name
            there, `module:` for the module itself.
    """
    modules = {place.partition(":")[0] for place in places.values()}

    parent = str(package["__package__"])

    def load(name: str) -> Any:
        if f".{name}" in modules:
            return import_module(f".{name}", parent)
        if name not in places:
            message = f"module {package['__name__']!r} has no attribute {name!r}"
            raise AttributeError(message)
        place, mark, attribute = places[name].partition(":")
        module = import_module(place, parent)
        value = module if mark and not attribute else getattr(module, attribute or name)
        package[name] = value
        return value

    def names() -> list[str]:
        return sorted({*package, *places})

    return load, names


class LazyModule:
    """A module that is imported when one of its attributes is first read, so that type hints can name it."""

    def __init__(self, name: str) -> None:
        """Remember the full name of the module."""
        self._name = name

    def __getattr__(self, attribute: str) -> object:
        """Import the module and return its attribute."""
        return getattr(import_module(self._name), attribute)
