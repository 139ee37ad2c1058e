"""The IR to files: every path with its text, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .fill import Templates
from .package import Package
from .pages import Pages
from .wording import Wording

if TYPE_CHECKING:
    from .ir import Api


def render(api: Api, readme: str | None = None) -> dict[str, str]:
    """Give every generated file of a project: its path from the root, and its text.

    Arguments:
        api: What to generate from.
        readme: The text of README.md, whose table of operations is generated; None where there is none.
    """
    wording = Wording(api)
    code, docs = wording.for_code(), wording.for_pages()
    pages = Pages(docs, Templates(docs))
    files = {**Package(code, Templates(code)).files(), **pages.files()}
    if readme is not None:
        files["README.md"] = pages.readme(readme)
    return dict(sorted(files.items()))
