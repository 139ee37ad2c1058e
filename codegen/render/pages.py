"""The reference pages below `docs/`, and the table of operations in the README."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codegen.ir import SHARED, WEBHOOKS
from codegen.problems import DescriptionError

from .layout import first_sentence, folder

if TYPE_CHECKING:
    from codegen.ir import Api, Field, Operation

    from .templates import Templates

TABLE_START = "<!-- operations: generated -->"
TABLE_END = "<!-- operations: end -->"

_FOLDERS = {
    "operations": ("Requests and responses", "The request and the response of each operation: `models.operations`."),
    SHARED: ("Models", "The models and enums in requests and responses: `models.shared`."),
    WEBHOOKS: ("Webhook events", "The events that Codat sends to a webhook consumer: `models.webhooks`."),
    "utils": ("Utilities", "Settings for calls: `utils`."),
}


class Pages:
    """The generated pages."""

    def __init__(self, api: Api, templates: Templates) -> None:
        """Create the pages of an API from templates."""
        self.api = api
        self.render = templates.render

    def files(self) -> dict[str, str]:
        """Return the text of every page, by its path."""
        files: dict[str, str] = {}
        for sub_sdk in self.api.sub_sdks:
            path = f"docs/sdks/{folder(sub_sdk)}/README.md"
            files[path] = self.render("sub_sdk.md.jinja", sub_sdk=sub_sdk, up="../../", folder=folder)
            for operation in sub_sdk.operations:
                for kind, name, fields in _request_and_response(operation):
                    files[f"docs/models/operations/{name.lower()}.md"] = self.render(
                        "fields.md.jinja", kind=kind, name=name, subject=operation, fields=fields, up="../../"
                    )
        for model in self.api.models:
            files[f"docs/models/{model.package}/{model.name.lower()}.md"] = self.render(
                "fields.md.jinja", kind="model", name=model.name, subject=model, fields=model.fields, up="../../"
            )
        for enum in self.api.enums:
            files[f"docs/models/{enum.package}/{enum.name.lower()}.md"] = self.render("enum.md.jinja", enum=enum)
        files["docs/reference/sub-sdks.rst"] = self.render("sub_sdks.rst.jinja")
        files["docs/models/shared/security.md"] = self.render("security.md.jinja")
        for page in ("retryconfig", "backoffstrategy", "timeout", "attempt", "ratelimit"):
            files[f"docs/models/utils/{page}.md"] = self.render(f"{page}.md.jinja")
        if any(operation.availability for operation in self.api.operations()):
            files["docs/what-still-works.md"] = self.render("what_still_works.md.jinja", folder=folder)
        return files | self._indexes(files)

    def _indexes(self, files: dict[str, str]) -> dict[str, str]:
        """Return the index of each folder of models: its pages, each with its first sentence."""
        indexes: dict[str, str] = {}
        for name, (title, text) in _FOLDERS.items():
            pages = [text.split("\n", 3) for path, text in files.items() if path.startswith(f"docs/models/{name}/")]
            rows = sorted((lines[0].removeprefix("# "), first_sentence(lines[2])[0]) for lines in pages)
            if rows:
                indexes[f"docs/models/{name}/README.md"] = self.render(
                    "index.md.jinja", title=title, text=text, rows=rows
                )
        return indexes

    def readme(self, text: str) -> str:
        """Return the README with its table of operations."""
        before, start, rest = text.partition(TABLE_START)
        _, end, after = rest.partition(TABLE_END)
        if not start or not end:
            message = f"README.md: {TABLE_START} and {TABLE_END} must enclose the table of operations"
            raise DescriptionError(message)
        return f"{before}{TABLE_START}\n{self.render('operations.md.jinja', folder=folder)}{TABLE_END}{after}"


def _request_and_response(operation: Operation) -> list[tuple[str, str, list[Field]]]:
    request = operation.request if operation.has_request_class else operation.request_of_0_3_0
    pages = [("request", f"{operation.name}Request", [*request])] if request else []
    payloads = [field for field in (operation.payload, operation.payload_list) if field]
    return [*pages, ("response", f"{operation.name}Response", payloads)]
