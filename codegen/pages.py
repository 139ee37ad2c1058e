"""The pages of the docs: what the templates of Markdown are filled with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .documents import DescriptionError

if TYPE_CHECKING:
    from .fill import Templates
    from .ir import Api, Field, Operation, SubSdk

TABLE_START = "<!-- operations: generated -->"
TABLE_END = "<!-- operations: end -->"


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
            path = f"docs/sdks/{_folder(sub_sdk)}/README.md"
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
        return files

    def readme(self, text: str) -> str:
        """Give the README with its table of operations."""
        before, start, rest = text.partition(TABLE_START)
        _, end, after = rest.partition(TABLE_END)
        if not start or not end:
            message = f"README.md: the table of operations goes between {TABLE_START} and {TABLE_END}"
            raise DescriptionError(message)
        return f"{before}{TABLE_START}\n{self.fill('operations.md.jinja', folder=_folder)}{TABLE_END}{after}"


def _request_and_response(one: Operation) -> list[tuple[str, list[Field]]]:
    made = [(f"{one.name}Request", list(one.request))] if one.has_request_class else []
    return [*made, (f"{one.name}Response", [field for field in (one.payload, one.payloads) if field])]


def _folder(sub_sdk: SubSdk) -> str:
    return sub_sdk.name.replace("_", "")
