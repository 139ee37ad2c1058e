"""Rewrites descriptions from the API's names to Python's: `get-order` and `orderLines[].unitPrice`, for example."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, Callable, cast

from .layout import folder

if TYPE_CHECKING:
    from codegen.ir import Api

_QUOTED = re.compile(r"`([^`]+)`")
_PATH = re.compile(r"_?[a-z]\w*(\[\])?(\._?[a-z]\w*(\[\])?)*")
_TEXTS = frozenset({"description", "differs"})


class Wording:
    """The Python names of an API."""

    def __init__(self, api: Api) -> None:
        """Index the names."""
        self.api = api
        self.methods = {each.id: (sub_sdk, each) for sub_sdk in api.sub_sdks for each in sub_sdk.operations}
        arguments = [
            field for each in api.operations() for field in (*each.request, *each.arguments) if field != each.body
        ]
        self.attributes = {
            field.api_name: field.name
            for field in (*arguments, *(field for model in api.models for field in model.fields))
        }
        self.values = {value for enum in api.enums for value in enum.members.values()}

    def for_code(self) -> Api:
        """Return the API with descriptions for docstrings."""
        return cast("Api", _reworded(self.api, lambda text: _QUOTED.sub(lambda match: self._quoted(match[1]), text)))

    def for_pages(self) -> Api:
        """Return the API with descriptions for reference pages, in which operations are links."""
        return cast("Api", _reworded(self.api, lambda text: _QUOTED.sub(lambda match: self._linked(match[1]), text)))

    def _quoted(self, quoted: str) -> str:
        if quoted in self.methods:
            sub_sdk, operation = self.methods[quoted]
            return f"`s.{sub_sdk.name}.{operation.method}`"
        return f"`{self._attribute(quoted)}`"

    def _linked(self, quoted: str) -> str:
        if quoted in self.methods:
            sub_sdk, operation = self.methods[quoted]
            page = f"../../sdks/{folder(sub_sdk)}/README.md#{operation.method}"
            return f"[`{sub_sdk.name}.{operation.method}`]({page})"
        return f"`{self._attribute(quoted)}`"

    def _attribute(self, quoted: str) -> str:
        """Return a path of properties with attribute names. Other quoted text, such as a value, stays as it is."""
        parts = [part.removesuffix("[]") for part in quoted.split(".")]
        if quoted in self.values or not _PATH.fullmatch(quoted) or not self.attributes.keys() >= set(parts):
            return quoted
        return re.sub(r"\w+", lambda part: self.attributes[part[0]], quoted)


def _reworded(value: Any, reword: Callable[[str], str]) -> Any:
    """Return a copy of plain data in which every description is reworded."""
    if isinstance(value, tuple):
        return tuple(_reworded(item, reword) for item in cast("tuple[Any, ...]", value))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes: dict[str, Any] = {}
    for field in fields(value):
        item = getattr(value, field.name)
        if field.name in _TEXTS:
            changes[field.name] = reword(item)
        elif field.name == "statuses":
            changes[field.name] = {status: reword(description) for status, description in item.items()}
        else:
            changes[field.name] = _reworded(item, reword)
    return replace(value, **changes)
