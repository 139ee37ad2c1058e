"""Descriptions speak of the API: `get-order`, `orderLines[].unitPrice`. This says the same in Python's names."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, Callable, cast

from .layout import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .ir import Api

_QUOTED = re.compile(r"`([^`]+)`")
_ID = r"[a-z]+(?:-[a-z]+)+"
_BARE_ID = re.compile(rf"(?<![\w`/-]){_ID}(?![\w`-])")
_PATH = re.compile(r"_?[a-z]\w*(\[\])?(\._?[a-z]\w*(\[\])?)*")


class Wording:
    """The names of one API, as Python has them."""

    def __init__(self, api: Api) -> None:
        """Learn them."""
        self.api = api
        self.methods = {one.id: (sub_sdk, one) for sub_sdk in api.sub_sdks for one in sub_sdk.operations}
        given = [field for one in api.operations() for field in (*one.request, *one.arguments) if field != one.body]
        self.attributes = {
            one.wire: one.name for one in (*given, *(one for model in api.models for one in model.fields))
        }
        self.values = {value for enum in api.enums for value in enum.members.values()}

    def for_code(self) -> Api:
        """Give the API with descriptions for docstrings."""
        return cast("Api", _reworded(self.api, lambda text: _QUOTED.sub(lambda found: self._name(found[1]), text)))

    def for_pages(self) -> Api:
        """Give the API with descriptions for pages of the docs: methods lead to their chapters."""
        return cast("Api", _reworded(self.api, lambda text: _QUOTED.sub(lambda found: self._link(found[1]), text)))

    def _name(self, quoted: str) -> str:
        if quoted in self.methods:
            sub_sdk, one = self.methods[quoted]
            return f"`s.{sub_sdk.name}.{one.method}`"
        return f"`{self._attribute(quoted)}`"

    def _link(self, quoted: str) -> str:
        if quoted in self.methods:
            sub_sdk, one = self.methods[quoted]
            return f"[`{sub_sdk.name}.{one.method}`](../../sdks/{folder(sub_sdk)}/README.md#{one.method})"
        return f"`{self._attribute(quoted)}`"

    def _attribute(self, quoted: str) -> str:
        """Give a path of properties by the names of the attributes. What else is quoted stays: a value, say."""
        parts = [part.removesuffix("[]") for part in quoted.split(".")]
        if quoted in self.values or not _PATH.fullmatch(quoted) or not self.attributes.keys() >= set(parts):
            return quoted
        return re.sub(r"\w+", lambda part: self.attributes[part[0]], quoted)


def check_words(said: Iterable[tuple[str, str, str]], ids: set[str], absent: Callable[[str], bool]) -> Iterator[str]:
    """Tell operations that descriptions name and that are not there, or that are named without backquotes.

    Arguments:
        said: Every description: its document, what it describes, and its text.
        ids: The operations that there are. What is quoted and begins as one of them is taken for one.
        absent: Says of a name that is not among them whether that is a problem.
    """
    verbs = {one.partition("-")[0] for one in ids}
    for source, what, words in said:
        for name in _QUOTED.findall(words):
            if re.fullmatch(_ID, name) and name.partition("-")[0] in verbs and name not in ids and absent(name):
                yield f"{source}: {what}: there is no operation `{name}`"
        for name in sorted(set(_BARE_ID.findall(words)) & ids):
            yield f"{source}: {what}: {name} stands without backquotes"


def _reworded(value: Any, say: Callable[[str], str]) -> Any:
    """Give plain data with every description in it said anew."""
    if isinstance(value, tuple):
        return tuple(_reworded(one, say) for one in cast("tuple[Any, ...]", value))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, Any] = {}
    for slot in fields(value):
        one = getattr(value, slot.name)
        if slot.name == "description":
            changed[slot.name] = say(one)
        elif slot.name == "statuses":
            changed[slot.name] = {status: say(meaning) for status, meaning in one.items()}
        else:
            changed[slot.name] = _reworded(one, say)
    return replace(value, **changed)
