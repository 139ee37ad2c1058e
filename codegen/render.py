"""The IR to files: every path with its text, in memory. Decisions are made here, layout is in `templates/`."""

from __future__ import annotations

import re
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2

from . import names
from .samples import Samples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .ir import Api, Field, Model, Operation, SubSdk, Type

WIDTH = 120
TABLE_START = "<!-- operations: generated -->"
TABLE_END = "<!-- operations: end -->"


_MODULES_LET_OUT = ("base64", "dateutil", "json", "re", "requests", "sys")
_LET_OUT = {
    "dataclasses": ("Field", "dataclass", "fields", "is_dataclass", "make_dataclass"),
    "dataclasses_json": ("DataClassJsonMixin",),
    "datetime": ("date", "datetime"),
    "decimal": ("Decimal",),
    "email.message": ("Message",),
    "enum": ("Enum",),
    "typing": ("Any", "Callable", "Dict", "List", "Optional", "Tuple", "Union", "get_args", "get_origin"),
    "xmlrpc.client": ("boolean",),
    "_core.published": (
        "SERIALIZATION_METHOD_TO_CONTENT_TYPE",
        "SecurityClient",
        "bigintdecoder",
        "bigintencoder",
        "configure_security_client",
        "datefromisoformat",
        "dateisoformat",
        "datetimeisoformat",
        "decimaldecoder",
        "decimalencoder",
        "decoder_with_discriminator",
        "generate_url",
        "get_field_name",
        "get_headers",
        "get_query_params",
        "is_optional",
        "list_decoder",
        "list_encoder",
        "map_decoder",
        "map_encoder",
        "marshal_json",
        "match_content_type",
        "remove_suffix",
        "serialize_content_type",
        "serialize_dict",
        "serialize_form_data",
        "serialize_multipart_form",
        "serialize_request_body",
        "template_url",
        "unmarshal_json",
    ),
}
"""Names that 0.2.0 let out of its `utils`, by the module that has them."""


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
        shared: dict[str, Any] = {"api": api, "samples": self.samples, "camel": names.camel, "link": self.link}
        self.environment.globals.update(shared)

    def fill(self, template: str, **values: Any) -> str:
        return self.environment.get_template(template).render(**values)

    # The package.

    def package(self) -> dict[str, str]:
        root = f"src/{self.api.package}"
        files = {
            f"{root}/__init__.py": self.top(),
            f"{root}/sdk.py": self.fill("sdk.py.jinja", imports=_client_imports(self.api)),
            f"{root}/models/__init__.py": self.fill("models.py.jinja"),
            f"{root}/models/errors/__init__.py": self.fill("errors.py.jinja"),
            f"{root}/models/shared/__init__.py": self.fill("lazy.py.jinja", **self.shared_names()),
            f"{root}/models/operations/__init__.py": self.fill("lazy.py.jinja", **self.operation_names()),
            f"{root}/utils/__init__.py": self.utils(),
            f"{root}/models/shared/security.py": self.fill("security.py.jinja"),
        }
        for sub_sdk in self.api.sub_sdks:
            files[f"{root}/{sub_sdk.name}.py"] = self.sub_sdk(sub_sdk)
            for one in sub_sdk.operations:
                files[f"{root}/models/operations/{one.module}.py"] = self.operation(one)
        for model in self.api.models:
            files[f"{root}/models/shared/{model.name.lower()}.py"] = self.model(model)
        for enum in self.api.enums:
            files[f"{root}/models/shared/{enum.name.lower()}.py"] = self.fill("enum.py.jinja", enum=enum)
        return files

    def top(self) -> str:
        rows = [(one.class_name, f".{one.name}") for one in self.api.sub_sdks]
        rows += [("SERVERS", ".sdk"), (self.api.client, ".sdk"), ("__version__", "._version")]
        rows += [("RetryConfig", ".utils"), ("models", ".models:"), ("utils", ".utils:")]
        groups: dict[str, list[str]] = {}
        for name, module in rows:
            if name != "__version__" and not module.endswith(":"):
                groups.setdefault(module, []).append(name)
        imports = [
            f"from {module} import {', '.join(sorted(names, key=_ruff_order))}"
            for module, names in sorted(groups.items())
        ]
        return self.fill("package.py.jinja", imports=imports, places=sorted(rows, key=lambda row: _dunder_last(row[0])))

    def utils(self) -> str:
        published = f"{self.api.package}._core.published"
        rows = [
            (name, module.replace("_core.published", published)) for module, some in _LET_OUT.items() for name in some
        ]
        rows += [(name, f"{name}:") for name in _MODULES_LET_OUT]
        return self.fill("utils.py.jinja", places=sorted(rows))

    def model(self, model: Model) -> str:
        types = [one.type for one in model.fields]
        after_once_required = [
            one.name
            for index, one in enumerate(model.fields)
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
            rows=[(one, _default(one, checked=one.name in after_once_required)) for one in model.fields],
            decimal="Decimal" in outer,
            typing=sorted((outer - {"Decimal"}) | ({"ClassVar"} if model.keeps_extra else set())),
            imports=sorted(set[str]().union(*(one.classes() for one in types)) - {model.name}, key=str.lower),
            needs_field=model.sends_extra or specific,
            core=_core_names(wire=specific, check=bool(after_once_required)),
            check=after_once_required,
        )

    def sub_sdk(self, sub_sdk: SubSdk) -> str:
        methods = [(one, _request_type(one, "operations.", "shared.")) for one in sub_sdk.operations]
        bodies = [one.body.type for one in sub_sdk.operations if one.whole and one.body]
        types = [*bodies, *(field.type for one in sub_sdk.operations for field in one.arguments)]
        outer = set[str]().union(*(kind.outer_names() for kind in types))
        return self.fill(
            "sub_sdk.py.jinja",
            sub_sdk=sub_sdk,
            methods=methods,
            shared=any(kind.classes() for kind in types),
            typing=sorted(outer | {"Mapping", "Optional", "Union"}),
        )

    def operation(self, one: Operation) -> str:
        fields = [*one.request] if one.has_request_class else []
        payloads = [field for field in (one.payload, one.payloads) if field]
        types: list[Type] = [field.type for field in (*fields, *payloads)] + (
            [one.body.type] if one.whole and one.body else []
        )
        outer = set[str]().union(*(kind.outer_names() for kind in types)) | {"Optional"}
        return self.fill(
            "operation.py.jinja",
            one=one,
            payloads=payloads,
            response=payloads,
            typing=sorted(outer - {"Decimal"}),
            shared=any(kind.classes() for kind in types),
            path=one.path,
            query=[field for field in (*one.request, *one.arguments) if field.place == "query"],
            request_type=_request_type(one),
        )

    def shared_names(self) -> dict[str, Any]:
        classes = [*(one.name for one in self.api.models), *(one.name for one in self.api.enums)]
        places = {name: f".{name.lower()}" for name in classes}
        places["Security"] = ".security"
        rows = [(name, place, name) for name, place in places.items()]
        rows += [(new, places[old], old) for new, old in self.api.renamed.items()]
        rows += [(name, module, name) for name, module in self.api.let_out.items()]
        return _lazy("Models and enums of the API", rows)

    def operation_names(self) -> dict[str, Any]:
        rows: list[tuple[str, str, str]] = []
        for one in _operations(self.api):
            made = [one.constant, f"{one.name}Response", *([f"{one.name}Request"] if one.has_request_class else [])]
            rows += [(name, f".{one.module}", name) for name in made]
        return _lazy("Requests and responses of every operation", rows)

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


def _client_imports(api: Api) -> list[str]:
    lines = [f"from .{one.name} import {one.class_name}" for one in api.sub_sdks]
    return sorted([*lines, "from .models import shared", "from .utils import RetryConfig, Timeout"])


def _lazy(title: str, rows: list[tuple[str, str, str]]) -> dict[str, Any]:
    """Give what the template of a lazy package takes: places by name, and the imports that type checkers see."""
    groups: dict[str, list[tuple[str, str, str]]] = {"library": [], "third party": [], "ours": []}
    for name, module, attribute in rows:
        group = "ours" if module.startswith(".") else "library" if module in sys.stdlib_module_names else "third party"
        groups[group].append((module, name, attribute))
    imports: list[str] = []
    for some in groups.values():
        lines = [line for module in sorted({row[0] for row in some}, key=_natural) for line in _imports(module, some)]
        imports += [*([""] if imports and lines else []), *lines]
    return {"title": title, "rows": sorted(rows, key=lambda row: _ruff_order(row[0])), "imports": imports}


def _imports(module: str, rows: list[tuple[str, str, str]]) -> list[str]:
    """Write the imports from one module: what keeps its name in one line where it fits, each alias in its own."""
    plain = sorted((name for place, name, attribute in rows if (place, name) == (module, attribute)), key=_ruff_order)
    aliased = sorted((attribute, name) for place, name, attribute in rows if place == module and name != attribute)
    line = f"from {module} import {', '.join(plain)}"
    if len(line) + 4 > WIDTH:
        lines = [f"from {module} import (", *(f"    {name}," for name in plain), ")"]
    else:
        lines = [line] if plain else []
    for attribute, name in aliased:
        line = f"from {module} import {attribute} as {name}"
        lines += [line] if len(line) + 4 <= WIDTH else [f"from {module} import (", f"    {attribute} as {name},", ")"]
    return lines


def _natural(text: str) -> list[str | int]:
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", text)]


def _core_names(*, wire: bool, check: bool) -> list[str]:
    return [
        *(["REQUIRED"] if check else []),
        "Model",
        *(["check_required"] if check else []),
        *(["wire"] if wire else []),
    ]


def _dunder_last(name: str) -> tuple[int, list[str | int]]:
    """Order `__all__` of a package as it is checked: constants, classes, then the rest."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), _natural(name)


def _ruff_order(name: str) -> tuple[bool, list[str | int]]:
    """Order names as imports and `__all__` are checked: constants first, then classes, numbers by their value."""
    return not name.isupper(), _natural(name)


def _request_type(one: Operation, operations: str = "", shared: str = "shared.") -> str | None:
    if one.whole and one.body:
        return one.body.type.annotation(shared)
    return f"{operations}{one.name}Request" if one.has_request_class else None


def _request_and_response(one: Operation) -> list[tuple[str, list[Field]]]:
    made = [(f"{one.name}Request", list(one.request))] if one.has_request_class else []
    return [*made, (f"{one.name}Response", [field for field in (one.payload, one.payloads) if field])]


def _default(field: Field, *, checked: bool) -> str:
    """Write what stands behind a field's type: its default, and its key where that is not the camel-case."""
    default = "REQUIRED" if checked else "" if field.required else "None"
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
        return f'"""{wrapped(text, indent, 10)}\n{pad}"""'
    return f'"""{first}\n\n{pad}{wrapped(rest, indent)}\n{pad}"""'


def wrapped(text: str, indent: int = 4, taken: int = 0) -> str:
    """Wrap text at the line width; every line but the first is indented."""
    pad = " " * indent
    lines = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * (indent + taken),
        subsequent_indent=pad,
        break_long_words=False,
        break_on_hyphens=False,
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
