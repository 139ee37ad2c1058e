"""The pages of the docs: what the templates of Markdown are filled with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .documents import DescriptionError
from .layout import first_sentence, folder

if TYPE_CHECKING:
    from .fill import Templates
    from .ir import Api, Field, Operation

TABLE_START = "<!-- operations: generated -->"
TABLE_END = "<!-- operations: end -->"

_FOLDERS = {
    "operations": ("Requests and responses", "What each operation asks for and what it answers: `models.operations`."),
    "shared": ("Models", "What travels inside of requests and responses, and enums: `models.shared`."),
    "utils": ("Utilities", "What sets how calls are made: `utils`."),
}


class Pages:
    """Writes the generated files below `docs/`, and the README's table."""

    def __init__(self, api: Api, templates: Templates) -> None:
        """Take what to write, and the templates to write it with."""
        self.api = api
        self.fill = templates.fill

    def files(self) -> dict[str, str]:
        """Give every page by its path."""
        files: dict[str, str] = {}
        for sub_sdk in self.api.sub_sdks:
            path = f"docs/sdks/{folder(sub_sdk)}/README.md"
            files[path] = self.fill("sub_sdk.md.jinja", sub_sdk=sub_sdk, up="../../")
            for one in sub_sdk.operations:
                for name, fields in _request_and_response(one):
                    page = f"docs/models/operations/{name.lower()}.md"
                    files[page] = self.fill("fields.md.jinja", name=name, about=one, fields=fields, up="../../")
        for model in self.api.models:
            path = f"docs/models/shared/{model.name.lower()}.md"
            files[path] = self.fill("fields.md.jinja", name=model.name, about=model, fields=model.fields, up="../../")
        for enum in self.api.enums:
            files[f"docs/models/shared/{enum.name.lower()}.md"] = self.fill("enum.md.jinja", enum=enum)
        files["docs/models/shared/security.md"] = self.fill("security.md.jinja")
        for page in ("retryconfig", "backoffstrategy", "timeout"):
            files[f"docs/models/utils/{page}.md"] = self.fill(f"{page}.md.jinja")
        return files | self._indexes(files)

    def _indexes(self, files: dict[str, str]) -> dict[str, str]:
        """Give the page of each folder of models: every page in it, with the first sentence that stands there."""
        indexes: dict[str, str] = {}
        for name, (title, words) in _FOLDERS.items():
            pages = [text.split("\n", 3) for path, text in files.items() if path.startswith(f"docs/models/{name}/")]
            rows = sorted((lines[0].removeprefix("# "), first_sentence(lines[2])[0]) for lines in pages)
            indexes[f"docs/models/{name}/README.md"] = self.fill("index.md.jinja", title=title, words=words, rows=rows)
        return indexes

    def readme(self, text: str) -> str:
        """Give the README with its table of operations."""
        before, start, rest = text.partition(TABLE_START)
        _, end, after = rest.partition(TABLE_END)
        if not start or not end:
            message = f"README.md: the table of operations goes between {TABLE_START} and {TABLE_END}"
            raise DescriptionError(message)
        return f"{before}{TABLE_START}\n{self.fill('operations.md.jinja', folder=folder)}{TABLE_END}{after}"


def _request_and_response(one: Operation) -> list[tuple[str, list[Field]]]:
    made = [(f"{one.name}Request", list(one.request))] if one.has_request_class else []
    return [*made, (f"{one.name}Response", [field for field in (one.payload, one.payloads) if field])]
