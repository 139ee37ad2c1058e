"""The Jinja templates, with the filters and values that they share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2

from .arguments import argument_hint, parameter
from .layout import WIDTH, docstring, safe, wrapped
from .samples import Samples, literal

if TYPE_CHECKING:
    from codegen.ir import Api, Field, Type

_FOLDER = Path(__file__).parents[1] / "templates"


class _Compiled(jinja2.BytecodeCache):
    """Keeps each template as it was compiled, for every API that a process generates from."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class Templates:
    """Renders the templates for one API."""

    def __init__(self, api: Api) -> None:
        """Load the templates."""
        self.environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_FOLDER),
            bytecode_cache=_COMPILED,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            undefined=jinja2.StrictUndefined,
            autoescape=False,  # noqa: S701 - Python and Markdown, not HTML
        )
        filters: dict[str, Any] = {"doc": docstring, "safe": safe, "wrap": wrapped, "literal": literal}
        filters |= {"argument": argument_hint, "parameter": parameter}
        self.environment.filters.update(filters, cell=_cell, anchor=_anchor, mapping=_mapping)
        shared_values: dict[str, Any] = {"api": api, "samples": Samples(api), "link": _link}
        self.environment.globals.update(shared_values)

    def render(self, template: str, **values: Any) -> str:
        """Render a template."""
        return self.environment.get_template(template).render(**values)


def _link(type_: Type, up: str) -> str:
    """Return a type for a table, linked to its page."""
    if type_.name in ("List", "Dict") and type_.item:
        start = "List[" if type_.name == "List" else "Dict[str, "
        return f"{start}{_link(type_.item, up)}]"
    page = f"{up}models/{type_.package}/{type_.name.lower()}.md"
    return f"[{type_.name}]({page})" if type_.package else f"`{type_.name}`"


def _mapping(fields: tuple[Field, ...]) -> str:
    """Return a dict of the values of variables by their names, as it stands in the body of a method."""
    rows = [f'"{field.name}": {field.name}' for field in fields]
    line = "{" + ", ".join(rows) + "}"
    if len("        arguments = " + line) <= WIDTH:
        return line
    return "\n".join(["{", *(f"            {row}," for row in rows), "        }"])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _anchor(text: str) -> str:
    return text.lower().replace(" ", "-")
