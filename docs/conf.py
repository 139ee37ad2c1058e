"""The documentation site: Sphinx reads the Markdown pages where they are, and the docstrings of the public names.

Build it with `make docs`. The source folder is the root of the project, so that links between pages need no change.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from codatsynccommerce._version import __version__  # noqa: E402 - found by the line above

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "codatsynccommerce"
author = "The codatsynccommerce authors"
copyright = "2026, the codatsynccommerce authors"  # noqa: A001 - Sphinx reads this name
release = version = __version__
root_doc = "README"
include_patterns = ["*.md", "docs/*.md", "docs/**/*.md", "docs/**/*.rst", "benchmarks/*.md", "examples/*.ipynb"]
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode"]

myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]
nb_execution_mode = "off"  # the tests run the notebook; the site shows what is kept in it
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
napoleon_use_ivar = True  # attributes of a NamedTuple would be described twice
default_role = "code"
nitpicky = False  # annotations name classes of other libraries; links between pages are always checked
suppress_warnings = ["misc.highlighting_failure"]

html_theme = "furo"
html_title = f"codatsynccommerce {__version__}"
html_theme_options = {"sidebar_hide_name": False, "navigation_with_keys": True}
html_static_path = ["static"]
html_css_files = ["site.css"]

TREE = """
```{{toctree}}
:hidden:
:glob:
:caption: {caption}
:maxdepth: 1

{pages}
```
"""
GUIDES = "docs/guides"


def title_of(page: Path) -> str:
    """Return the first heading of a Markdown page."""
    found = re.search(r"^# (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else page.stem


def about(page: Path) -> str:
    """Return the first paragraph below the title of a Markdown page, in one line, without links."""
    paragraphs = page.read_text(encoding="utf-8").split("\n\n")
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", " ".join(paragraphs[1].split())) if len(paragraphs) > 1 else ""
    # A last sentence that ends in a colon leads to a program, which is not here.
    return re.sub(r"(?<=\.)\s(?:(?!\.\s).)*:$", "", text).removesuffix(":")


def add_navigation(_app: Sphinx, name: str, source: list[str]) -> None:
    """Add a table of contents to the pages that list others, which Markdown elsewhere would show as text."""
    if name == root_doc:
        guides = [f"{GUIDES}/{page.stem}" for page in sorted((ROOT / GUIDES).glob("*.md"), key=title_of)]
        benchmarks = ["benchmarks/README", "benchmarks/RESULTS", "benchmarks/SCALE"]
        project = ["CHANGELOG", "ARCHITECTURE", "CONTRIBUTING", "SECURITY", *benchmarks]
        for caption, pages in (
            ("Guides", [*guides, "examples/create_customers"]),
            ("Reference", ["docs/README", "docs/what-still-works", "docs/reference/index"]),
            ("Project", project),
        ):
            source[0] += TREE.format(caption=caption, pages="\n".join(pages))
    elif name == "docs/README":
        source[0] += TREE.format(caption="Index", pages="sdks/*/README\nmodels/*/README")
    elif re.fullmatch(r"docs/models/\w+/README", name):
        source[0] += TREE.format(caption="Models", pages="*")


def skip_member(_app: Sphinx, _kind: str, _name: str, member: object, skip: bool, _options: object) -> bool:  # noqa: FBT001 - Sphinx passes it by position
    """Leave out the fields of a NamedTuple: its docstring describes them, and their own says only their number."""
    return skip or str(getattr(member, "__doc__", "")).startswith("Alias for field number")


def write_beside(app: Sphinx, error: Exception | None) -> None:
    """Write the start page under the name that servers look for, and the pages as text for language models."""
    if error is not None or app.builder.name != "html":
        return
    out = Path(app.outdir)
    shutil.copyfile(out / f"{root_doc}.html", out / "index.html")
    pages = [
        ROOT / "README.md",
        ROOT / "docs/what-still-works.md",
        *sorted((ROOT / GUIDES).glob("*.md")),
        *sorted((ROOT / "docs/sdks").glob("*/README.md")),
    ]
    lines = [f"# {project}", "", f"> {about(ROOT / 'README.md')}", "", "## Pages", ""]
    for page in pages:
        place = page.relative_to(ROOT).with_suffix(".html").as_posix()
        lines.append(f"- [{title_of(page)}]({place}): {about(page)}")
    (out / "llms.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    whole = "\n\n".join(page.read_text(encoding="utf-8").strip() for page in pages)
    (out / "llms-full.txt").write_text(whole + "\n", encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Connect the functions above."""
    app.connect("source-read", add_navigation)
    app.connect("autodoc-skip-member", skip_member)
    app.connect("build-finished", write_beside)
