"""The type hints of arguments: what a caller may pass, which is more than what an attribute holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .layout import WIDTH

if TYPE_CHECKING:
    from codegen.ir import Field, Type

_IMPORTED = {"Any", "Decimal", "Dict", "List", "Mapping", "Sequence", "Union"}


def argument_hint(type_: Type, *, qualified: bool = False) -> str:
    """Return the type hint of an argument.

    An amount may be an int or text, an enum text, and a model a dict. A list or dict of models may hold dicts too.
    """
    hint = type_.annotation(qualified=qualified)
    if type_.name == "Decimal":
        return "Union[Decimal, int, str]"
    if type_.is_enum:
        return f"Union[{hint}, str]"
    if type_.package:
        return f"Union[{hint}, Mapping[str, Any]]"
    if type_.item and type_.item.package and not type_.item.is_enum:
        items = argument_hint(type_.item, qualified=qualified)
        return f"Sequence[{items}]" if type_.name == "List" else f"Mapping[str, {items}]"
    return hint


def is_wider(type_: Type) -> bool:
    """Return whether an argument may be more than what the attribute holds."""
    return argument_hint(type_) != type_.annotation()


def argument_names(type_: Type) -> set[str]:
    """Return the names that the type hint of an argument takes from `typing` and `decimal`."""
    return _IMPORTED & set(re.findall(r"\w+", argument_hint(type_)))


def parameter(
    field: Field, default: str, indent: int, *, qualified: bool = False, optional: bool = False, name: str = ""
) -> str:
    """Return a parameter, which may need three lines.

    Arguments:
        field: What is passed.
        default: The expression for its default, empty if it has none.
        indent: Spaces before the parameter.
        qualified: Whether the names of classes begin with their package.
        optional: Whether a required field may be None, since there is another way to pass it.
        name: The name of the parameter, if it is not that of the field.
    """
    name = name or field.name
    hint = argument_hint(field.type, qualified=qualified)
    hint = f"Optional[{hint}]" if optional or not field.required else hint
    end = f" = {default}," if default else ","
    line = f"{name}: {hint}{end}"
    if len(line) + indent <= WIDTH:
        return line
    outer, _, inner = hint.partition("[")
    pad = " " * indent
    return f"{name}: {outer}[\n{pad}    {inner[:-1]}\n{pad}]{end}"
