"""Renders the intermediate representation: every generated file, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .package import PackageFiles
from .pages import Pages
from .templates import Templates
from .wording import Wording

if TYPE_CHECKING:
    from codegen.ir import Api


def render(api: Api, readme: str | None = None) -> dict[str, str]:
    """Return the text of every generated file, by its path in the project.

    Arguments:
        api: What to generate.
        readme: The text of README.md, in which the table of operations is generated; None if there is no README.
    """
    wording = Wording(api)
    code, docs = wording.for_code(), wording.for_pages()
    pages = Pages(docs, Templates(docs))
    files = {**PackageFiles(code, Templates(code)).files(), **pages.files()}
    if readme is not None:
        files["README.md"] = pages.readme(readme)
    return dict(sorted(files.items()))
