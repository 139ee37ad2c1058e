"""The package's files: what the templates of Python code are filled with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import names
from .exports import operation_names, shared_names, top_names, utils_names
from .queries import query_classes

if TYPE_CHECKING:
    from .fill import Templates
    from .ir import Api, Field, Model, Operation, SubSdk, Type

_EXTRA = "Keys to send that are not named above, by their names on the wire: what one integration wants more."


class Package:
    """Writes the files below `src/`."""

    def __init__(self, api: Api, templates: Templates) -> None:
        """Take what to write, and the templates to write it with."""
        self.api = api
        self.fill = templates.fill

    def files(self) -> dict[str, str]:
        """Give every file by its path."""
        root = f"src/{self.api.package}"
        files = {
            f"{root}/__init__.py": self.fill("package.py.jinja", **top_names(self.api)),
            f"{root}/sdk.py": self.fill("sdk.py.jinja", imports=_client_imports(self.api)),
            f"{root}/models/__init__.py": self.fill("models.py.jinja"),
            f"{root}/models/errors/__init__.py": self.fill("errors.py.jinja"),
            f"{root}/models/shared/__init__.py": self.fill("lazy.py.jinja", **shared_names(self.api)),
            f"{root}/models/operations/__init__.py": self.fill("lazy.py.jinja", **operation_names(self.api)),
            f"{root}/utils/__init__.py": self.fill("utils.py.jinja", **utils_names(self.api)),
            f"{root}/models/shared/security.py": self.fill("security.py.jinja"),
        }
        queries = query_classes(self.api)
        if queries["listed"]:
            files[f"{root}/queries/models.py"] = self.fill("queries.py.jinja", **queries)
        for sub_sdk in self.api.sub_sdks:
            files[f"{root}/{sub_sdk.name}.py"] = self._sub_sdk(sub_sdk)
            for one in sub_sdk.operations:
                files[f"{root}/models/operations/{one.module}.py"] = self._operation(one)
        for model in self.api.models:
            files[f"{root}/models/shared/{model.name.lower()}.py"] = self._model(model)
        for enum in self.api.enums:
            files[f"{root}/models/shared/{enum.name.lower()}.py"] = self.fill("enum.py.jinja", enum=enum)
        for module, places in self.api.once_modules.items():
            path = f"{root}/{module.replace('.', '/')}.py"
            files[path] = self.fill("once_module.py.jinja", places=sorted(places.items()))
        return files

    def _model(self, model: Model) -> str:
        types = [one.type for one in model.fields]
        behind = [
            one.name
            for index, one in enumerate(model.fields)
            if one.required and not all(before.required for before in model.fields[:index])
        ]
        optional = any(not one.required for one in model.fields) or model.sends_extra
        outer = set[str]().union(*(one.outer_names() for one in types), {"Optional"} if optional else ())
        if model.sends_extra:
            outer |= {"Any", "Dict"}
        specific = any(names.camel(one.name) != one.wire for one in model.fields)
        return self.fill(
            "model.py.jinja",
            model=model,
            arguments=[*_told(model.fields), *([("extra", _EXTRA)] if model.sends_extra else [])],
            extra=_EXTRA,
            rows=[(one, _default(one, checked=one.name in behind)) for one in model.fields],
            decimal="Decimal" in outer,
            typing=sorted((outer - {"Decimal"}) | ({"ClassVar"} if model.keeps_extra else set())),
            imports=sorted(set[str]().union(*(one.classes() for one in types)) - {model.name}, key=str.lower),
            needs_field=model.sends_extra or specific,
            core=_core_names(json_name=specific, check=bool(behind)),
            check=behind,
        )

    def _sub_sdk(self, sub_sdk: SubSdk) -> str:
        methods = [(one, _request_type(one, "operations.", "shared.")) for one in sub_sdk.operations]
        bodies = [one.body.type for one in sub_sdk.operations if one.whole and one.body]
        types = [*bodies, *(field.type for one in sub_sdk.operations for field in one.arguments)]
        outer = set[str]().union(*(kind.outer_names() for kind in types))
        is_paginated = any(one.is_paginated for one in sub_sdk.operations)
        return self.fill(
            "sub_sdk.py.jinja",
            sub_sdk=sub_sdk,
            methods=methods,
            shared=is_paginated or any(kind.classes() for kind in types),
            typing=sorted(outer | {"Mapping", "Optional", "Union"} | ({"Iterator"} if is_paginated else set())),
            is_paginated=is_paginated,
            extends=sub_sdk.extends,
        )

    def _operation(self, one: Operation) -> str:
        fields = [*one.request] if one.has_request_class else []
        payloads = [field for field in (one.payload, one.payloads) if field]
        types: list[Type] = [field.type for field in (*fields, *payloads)] + (
            [one.body.type] if one.whole and one.body else []
        )
        outer = set[str]().union(*(kind.outer_names() for kind in types))
        optional = bool(payloads) or any(not field.required for field in fields)
        return self.fill(
            "operation.py.jinja",
            one=one,
            arguments=_told(one.request),
            payloads=payloads,
            response_class=_response_class(self.api, one),
            typing=sorted((outer - {"Decimal"}) | ({"Optional"} if optional else set())),
            shared=any(kind.classes() for kind in types),
            query=[field for field in (*one.request, *one.arguments) if field.place == "query"],
            request_type=_request_type(one),
        )


def _client_imports(api: Api) -> list[str]:
    lines = [f"from .{one.name} import {one.class_name}" for one in api.sub_sdks]
    return sorted([*lines, "from .models import shared", "from .utils import RetryConfig, Timeout"])


def _core_names(*, json_name: bool, check: bool) -> list[str]:
    return [
        *(["REQUIRED"] if check else []),
        "Model",
        *(["check_required"] if check else []),
        *(["json_name"] if json_name else []),
    ]


def _response_class(api: Api, one: Operation) -> str:
    if one.is_paginated:
        return "PageResponse"
    return "ListResponse" if api.answers_with(one, "results") else "Response"


def _request_type(one: Operation, operations: str = "", shared: str = "shared.") -> str | None:
    if one.whole and one.body:
        return one.body.type.annotation(shared)
    return f"{operations}{one.name}Request" if one.has_request_class else None


def _told(fields: tuple[Field, ...]) -> list[tuple[str, str]]:
    return [(one.name, one.description) for one in fields]


def _default(field: Field, *, checked: bool) -> str:
    """Write what stands behind a field's type: its default, and its key where that is not the camel-case."""
    default = "REQUIRED" if checked else "" if field.required else "None"
    if names.camel(field.name) == field.wire:
        return f" = {default}" if default else ""
    given = f"default={default}, " if default else ""
    return f' = field({given}metadata=json_name("{field.wire}"))'
