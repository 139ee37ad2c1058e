"""The cells of a row to one record: models, lists and maps made around them."""

from __future__ import annotations

from dataclasses import MISSING, fields
from functools import cache
from typing import TYPE_CHECKING, Any, Union

from codatsynccommerce._runtime.codec.schema import FieldType, schema_of
from codatsynccommerce._runtime.models import REQUIRED

from .columns import EXTRA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Place = tuple[Union[str, int], ...]
    Cells = Mapping[Place, Any]


class Assembly:
    """The making of one record.

    Attributes:
        lacking: Fields without which no record can be made.
    """

    def __init__(self, defaults: Mapping[Place, Any]) -> None:
        """Begin.

        Arguments:
            defaults: Values of fields within lists for which there is no cell, the places in the lists as `*`.
        """
        self._defaults = defaults
        self.lacking: list[Place] = []

    def made(self, kind: FieldType, here: Place, cells: Cells) -> Any:
        """Make what stands at a place of the record, None where something is lacking."""
        if kind.kind == "model":
            given = dict(self._fields(kind.cls, here, cells))
            return None if self.lacking else kind.cls(**given)
        if kind.kind == "list" and kind.item:
            return [self.made(kind.item, place, inner) for place, inner in _inside(here, cells)]
        if kind.kind == "map" and kind.item:
            return {place[-1]: self.made(kind.item, place, inner) for place, inner in _inside(here, cells)}
        return cells[here]

    def _fields(self, model: type, here: Place, cells: Cells) -> Iterator[tuple[str, Any]]:
        inside = dict(_inside(here, cells))
        for slot in (*schema_of(model).fields, EXTRA):
            place = (*here, slot.name)
            if place in inside:
                yield slot.name, self.made(slot.type, place, inside[place])
            elif (default := self._defaults.get(starred(place))) is not None:
                yield slot.name, default
            elif slot.name in _needed(model):
                self.lacking.append(place)


def starred(place: Place) -> Place:
    """Put `*` for every place in a list."""
    return tuple("*" if isinstance(word, int) else word for word in place)


def _inside(here: Place, cells: Cells) -> list[tuple[Place, Cells]]:
    """Sort the cells within a place by the next step of their way."""
    found: dict[Place, dict[Place, Any]] = {}
    for path, value in cells.items():
        found.setdefault(path[: len(here) + 1], {})[path] = value
    return sorted(found.items(), key=lambda one: str(one[0][-1]).zfill(8))


@cache
def _needed(model: type) -> frozenset[str]:
    """Give the fields without which a class cannot be made."""
    return frozenset(
        one.name
        for one in fields(model)
        if one.default is REQUIRED or (one.default is MISSING and one.default_factory is MISSING)
    )
