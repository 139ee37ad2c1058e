"""The templates, and what all of them can use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2

from .layout import described, docstring, safe, wrapped
from .samples import Samples, literal

if TYPE_CHECKING:
    from .ir import Api, Type


class Templates:
    """Fills the templates of one API."""

    def __init__(self, api: Api) -> None:
        """Load them."""
        self.environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            undefined=jinja2.StrictUndefined,
            autoescape=False,  # noqa: S701 - Python and Markdown, not HTML
        )
        filters: dict[str, Any] = {
            "doc": docstring,
            "described": described,
            "safe": safe,
            "wrap": wrapped,
            "literal": literal,
        }
        self.environment.filters.update(filters, cell=_cell, anchor=_anchor)
        everywhere: dict[str, Any] = {"api": api, "samples": Samples(api), "link": _link}
        self.environment.globals.update(everywhere)

    def fill(self, template: str, **values: Any) -> str:
        """Fill one template."""
        return self.environment.get_template(template).render(**values)


def _link(kind: Type, up: str) -> str:
    """Write a type for a table, linked to its page."""
    if kind.name in ("List", "Dict") and kind.item:
        before = "List[" if kind.name == "List" else "Dict[str, "
        return f"{before}{_link(kind.item, up)}]"
    return f"[{kind.name}]({up}models/shared/{kind.name.lower()}.md)" if kind.refers else f"`{kind.name}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _anchor(text: str) -> str:
    return text.lower().replace(" ", "-")
