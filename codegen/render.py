"""The IR to files: every path with its text, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .fill import Templates
from .package import Package
from .pages import Pages

if TYPE_CHECKING:
    from .ir import Api


def render(api: Api, readme: str | None = None) -> dict[str, str]:
    """Give every generated file of a project: its path from the root, and its text.

    Arguments:
        api: What to generate from.
        readme: The text of README.md, whose table of operations is generated; None where there is none.
    """
    templates = Templates(api)
    pages = Pages(api, templates)
    files = {**Package(api, templates).files(), **pages.files()}
    if readme is not None:
        files["README.md"] = pages.readme(readme)
    return dict(sorted(files.items()))
