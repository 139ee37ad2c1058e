"""The IR to files: every path with its text, in memory. Decisions are made here, layout is in `templates/`."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2

from . import names
from .samples import Samples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .ir import Api, Enum, Field, Model, Operation, SubSdk, Type

WIDTH = 120
TABLE_START = "<!-- operations: generated -->"
TABLE_END = "<!-- operations: end -->"


def render(api: Api, readme: str | None = None) -> dict[str, str]:
    """Give every generated file of a project: its path from the root, and its text.

    Arguments:
        api: What to generate from.
        readme: The text of README.md, whose table of operations is generated; None where there is none.
    """
    renderer = _Renderer(api)
    files = {**renderer.package(), **renderer.docs()}
    if readme is not None:
        files["README.md"] = renderer.readme(readme)
    return dict(sorted(files.items()))


class _Renderer:
    def __init__(self, api: Api) -> None:
        self.api = api
        self.samples = Samples(api)
        self.models = {one.name: one for one in api.models}
        self.environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            undefined=jinja2.StrictUndefined,
            autoescape=False,  # noqa: S701 - Python and Markdown, not HTML
        )
        self.environment.filters.update(
            doc=docstring, wrap=wrapped, cell=_cell, wire_name=_wire_name, anchor=_anchor, literal=repr
        )
        self.environment.globals.update(api=api, samples=self.samples, camel=names.camel, link=self.link)

    def fill(self, template: str, **values: Any) -> str:
        return self.environment.get_template(template).render(**values)

    # The package.

    def package(self) -> dict[str, str]:
        root = f"src/{self.api.package}"
        files = {
            f"{root}/__init__.py": self.fill("package.py.jinja"),
            f"{root}/sdk.py": self.fill("sdk.py.jinja"),
            f"{root}/models/__init__.py": self.fill("models.py.jinja"),
            f"{root}/models/errors/__init__.py": self.fill("errors.py.jinja"),
            f"{root}/models/shared/__init__.py": self.fill("lazy.py.jinja", **self.shared_names()),
            f"{root}/models/operations/__init__.py": self.fill("lazy.py.jinja", **self.operation_names()),
            f"{root}/models/shared/security.py": self.fill("security.py.jinja"),
        }
        for sub_sdk in self.api.sub_sdks:
            files[f"{root}/{sub_sdk.name}.py"] = self.fill("sub_sdk.py.jinja", sub_sdk=sub_sdk, methods=_methods(sub_sdk))
            for one in sub_sdk.operations:
                files[f"{root}/models/operations/{one.module}.py"] = self.operation(one)
        for model in self.api.models:
            files[f"{root}/models/shared/{model.name.lower()}.py"] = self.model(model)
        for enum in self.api.enums:
            files[f"{root}/models/shared/{enum.name.lower()}.py"] = self.fill("enum.py.jinja", enum=enum)
        return files

    def model(self, model: Model) -> str:
        types = [one.type for one in model.fields]
        after_once_required = [
            one.name for index, one in enumerate(model.fields)
            if one.required and any(before.once_required for before in model.fields[:index])
        ]
        optional = any(not one.required for one in model.fields) or model.sends_extra
        outer = set[str]().union(*(one.outer_names() for one in types), {"Optional"} if optional else ())
        if model.sends_extra:
            outer |= {"Any", "Dict"}
        specific = any(names.camel(one.name) != one.wire for one in model.fields)
        return self.fill(
            "model.py.jinja",
            model=model,
            rows=[(one, _default(one, one.name in after_once_required)) for one in model.fields],
            decimal="Decimal" in outer,
            typing=sorted((outer - {"Decimal"}) | ({"ClassVar"} if model.keeps_extra else set())),
            imports=sorted(set[str]().union(*(one.classes() for one in types)) - {model.name}, key=str.lower),
            needs_field=model.sends_extra or specific,
            core=sorted(["Model", *(["wire"] if specific else []), *(["required"] if after_once_required else [])]),
            check=after_once_required,
        )

    def operation(self, one: Operation) -> str:
        fields = [*one.request] if one.has_request_class else []
        payloads = [field for field in (one.payload, one.payloads) if field]
        types = [field.type for field in (*fields, *payloads)] + ([one.body.type] if one.whole and one.body else [])
        outer = set[str]().union(*(kind.outer_names() for kind in types)) | {"Optional"}
        return self.fill(
            "operation.py.jinja",
            one=one,
            payloads=payloads,
            response=sorted([*payloads], key=lambda field: field.name > "raw_response"),
            typing=sorted(outer - {"Decimal"}),
            shared=any(kind.classes() for kind in types),
            path=one.path,
            query=[field for field in (*one.request, *one.arguments) if field.place == "query"],
            request_type=_request_type(one),
        )

    def shared_names(self) -> dict[str, Any]:
        places = {one.name: f".{one.name.lower()}" for one in (*self.api.models, *self.api.enums)}
        places["Security"] = ".security"
        rows = [(name, place, name) for name, place in places.items()]
        rows += [(new, places[old], old) for new, old in self.api.renamed.items()]
        rows += [(name, module, name) for name, module in self.api.let_out.items()]
        return {"title": "Models and enums of the API", "rows": sorted(rows, key=lambda row: (row[0].lower(), row[0]))}

    def operation_names(self) -> dict[str, Any]:
        rows: list[tuple[str, str, str]] = []
        for one in _operations(self.api):
            made = [one.constant, f"{one.name}Response", *([f"{one.name}Request"] if one.has_request_class else [])]
            rows += [(name, f".{one.module}", name) for name in made]
        return {"title": "Requests and responses of every operation", "rows": sorted(rows, key=lambda row: row[0].lower())}

    # The docs.

    def docs(self) -> dict[str, str]:
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
        before, _, rest = text.partition(TABLE_START)
        _, _, after = rest.partition(TABLE_END)
        return f"{before}{TABLE_START}\n{self.fill('operations.md.jinja', folder=_folder)}{TABLE_END}{after}"

    def link(self, kind: Type, up: str) -> str:
        """Write a type for a table, linked to its page."""
        if kind.name in ("List", "Dict") and kind.item:
            before = "List[" if kind.name == "List" else "Dict[str, "
            return f"{before}{self.link(kind.item, up)}]"
        return f"[{kind.name}]({up}models/shared/{kind.name.lower()}.md)" if kind.refers else f"`{kind.name}`"


def _operations(api: Api) -> Iterable[Operation]:
    return (one for sub_sdk in api.sub_sdks for one in sub_sdk.operations)


def _methods(sub_sdk: SubSdk) -> list[tuple[Operation, str | None]]:
    return [(one, _request_type(one, "operations.", "shared.")) for one in sub_sdk.operations]


def _request_type(one: Operation, operations: str = "", shared: str = "shared.") -> str | None:
    if one.whole and one.body:
        return one.body.type.annotation(shared)
    return f"{operations}{one.name}Request" if one.has_request_class else None


def _request_and_response(one: Operation) -> list[tuple[str, list[Field]]]:
    made = [(f"{one.name}Request", list(one.request))] if one.has_request_class else []
    return [*made, (f"{one.name}Response", [field for field in (one.payload, one.payloads) if field])]


def _default(field: Field, checked: bool) -> str:
    """Write what stands behind a field's type: its default, and its key where that is not the camel-case."""
    default = "required()" if checked else "" if field.required else "None"
    if names.camel(field.name) == field.wire:
        return f" = {default}" if default else ""
    given = f"default={default}, " if default else ""
    return f' = field({given}metadata=wire("{field.wire}"))'


def docstring(text: str, indent: int = 4) -> str:
    """Write text as a docstring: one line where it fits, else its first sentence, a blank line and the rest."""
    pad = " " * indent
    text = text.replace("\\", "\\\\")
    if len(text) + indent + 6 <= WIDTH:
        return f'"""{text}"""'
    first, rest = _first_sentence(text)
    if len(first) + indent + 3 > WIDTH or not rest:
        return f'"""{wrapped(text, indent, 3)}\n{pad}"""'
    return f'"""{first}\n\n{pad}{wrapped(rest, indent)}\n{pad}"""'


def wrapped(text: str, indent: int = 4, taken: int = 0) -> str:
    """Wrap text at the line width; every line but the first is indented."""
    pad = " " * indent
    lines = textwrap.wrap(
        text, WIDTH, initial_indent=" " * (indent + taken), subsequent_indent=pad,
        break_long_words=False, break_on_hyphens=False,
    )
    return "\n".join(lines).strip()


def _first_sentence(text: str) -> tuple[str, str]:
    first, dot, rest = text.partition(". ")
    return first + dot.strip(), rest


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _wire_name(field: Field) -> str:
    return field.wire


def _anchor(text: str) -> str:
    return text.lower().replace(" ", "-")


def _folder(sub_sdk: SubSdk) -> str:
    return sub_sdk.name.replace("_", "")
