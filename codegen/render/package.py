"""The Python files: the values that their templates need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codegen import names
from codegen.ir import Type

from .arguments import argument_names
from .arguments import is_wider as argument_is_wider
from .exports import legacy_module, operation_exports, package_exports, shared_exports, utils_exports, webhook_exports
from .layout import constants_first
from .queries import query_classes

if TYPE_CHECKING:
    from codegen.ir import Api, Envelope, Field, Model, Operation, SubSdk

    from .templates import Templates

_WIDTH = 120
_EXTRA = "Fields to send that are not named above, by their JSON names, for what a single integration accepts."


class PackageFiles:
    """The generated files below `src/`."""

    def __init__(self, api: Api, templates: Templates) -> None:
        """Create the files of an API from templates."""
        self.api = api
        self.render = templates.render

    def files(self) -> dict[str, str]:
        """Return the text of every file, by its path."""
        api, render = self.api, self.render
        root = f"src/{api.package}"
        files = {
            f"{root}/__init__.py": render("package.py.jinja", **package_exports(api)),
            f"{root}/_servers.py": render("servers.py.jinja"),
            f"{root}/_sub_sdks.py": render("sub_sdks.py.jinja", up="."),
            f"{root}/aio/__init__.py": render("aio.py.jinja"),
            f"{root}/aio/_sub_sdks.py": render("sub_sdks.py.jinja", up=".."),
            f"{root}/aio/sdk.py": render("aio_sdk.py.jinja"),
            f"{root}/sdk.py": render("sdk.py.jinja"),
            f"{root}/models/__init__.py": render("models.py.jinja"),
            f"{root}/models/shared/__init__.py": render("lazy.py.jinja", **shared_exports(api)),
            f"{root}/models/operations/__init__.py": render("lazy.py.jinja", **operation_exports(api)),
            f"{root}/utils/__init__.py": render("utils.py.jinja", **utils_exports(api)),
        }
        if api.events:
            files[f"{root}/models/webhooks/__init__.py"] = render("lazy.py.jinja", **webhook_exports(api))
            files[f"{root}/models/webhooks/events.py"] = render("events.py.jinja", classes=_event_models(api))
        queries = query_classes(api)
        if queries["listed"]:
            files[f"{root}/queries/models.py"] = render("queries.py.jinja", **queries)
        for sub_sdk in api.sub_sdks:
            files[f"{root}/{sub_sdk.name}.py"] = self._sub_sdk(sub_sdk)
            files[f"{root}/aio/{sub_sdk.name}.py"] = self._sub_sdk(sub_sdk, is_async=True)
            for operation in sub_sdk.operations:
                files[f"{root}/models/operations/{operation.module}.py"] = self._operation(operation)
        for model in api.models:
            files[f"{root}/models/{model.package}/{model.name.lower()}.py"] = self._model(model)
        for enum in api.enums:
            files[f"{root}/models/{enum.package}/{enum.name.lower()}.py"] = render("enum.py.jinja", enum=enum)
        for module, places in api.legacy_modules:
            files[f"{root}/{module.replace('.', '/')}.py"] = render(
                "legacy_module.py.jinja", **legacy_module(api, places)
            )
        return files

    def _model(self, model: Model) -> str:
        types = [field.type for field in model.fields]
        checked = [
            field.name
            for index, field in enumerate(model.fields)
            if field.required and not all(before.required for before in model.fields[:index])
        ]
        has_optional = any(not field.required for field in model.fields) or model.sends_extra
        is_wider = model.sends_extra and any(map(argument_is_wider, types))
        imported = set[str]().union(*(each.imported_names() for each in types), {"Optional"} if has_optional else ())
        if model.sends_extra:
            imported |= {"Any", "Dict"}
        if model.keeps_extra:
            imported.add("ClassVar")
        if is_wider:
            imported |= {"TYPE_CHECKING"}.union(*map(argument_names, types))
        base = "InputModel" if model.sends_extra else "Model"
        has_nullable = any(_shows_null(field) for field in model.fields)
        # A field of this name hides the function.
        field_is_taken = any(field.name == "field" for field in model.fields)
        has_json_names = any(names.camel(field.name) != field.api_name for field in model.fields)
        return self.render(
            "model.py.jinja",
            model=model,
            extra=_EXTRA,
            rows=[
                (
                    field,
                    _default(field, "dataclasses.field" if field_is_taken else "field", checked=field.name in checked),
                )
                for field in model.fields
            ],
            field_is_taken=field_is_taken,
            uses_decimal="Decimal" in imported,
            typing_names=sorted(imported - {"Decimal"}, key=constants_first),
            imports=_class_imports(self.api, model, types),
            uses_field=model.sends_extra or has_json_names or has_nullable,
            runtime_names=[
                *(["NULLABLE"] if has_nullable else []),
                *(["REQUIRED"] if checked else []),
                base,
                *(["check_required"] if checked else []),
                *(["json_name"] if has_json_names else []),
            ],
            checked=checked,
            base=base,
            is_wider=is_wider,
        )

    def _sub_sdk(self, sub_sdk: SubSdk, *, is_async: bool = False) -> str:
        methods = [(operation, _request_type(operation, "operations.")) for operation in sub_sdk.operations]
        types = [
            *(each.body.type for each in sub_sdk.operations if each.body_is_request and each.body),
            *(field.type for each in sub_sdk.operations for field in (*each.arguments, *_keyword_fields(each))),
        ]
        imported = set[str]().union(*map(argument_names, types)) - {"Decimal"}
        imported |= {"Mapping", "Optional", "Union"}
        is_paginated = any(operation.is_paginated for operation in sub_sdk.operations)
        if is_paginated:
            imported.add("AsyncIterator" if is_async else "Iterator")
        return self.render(
            "sub_sdk.py.jinja",
            sub_sdk=sub_sdk,
            is_async=is_async,
            client_class="AsyncClient" if is_async else "Client",
            up=".." if is_async else ".",
            methods=methods,
            keyword_fields=_keyword_fields,
            uses_shared=is_paginated or any(each.classes() for each in types),
            uses_requests=any(operation.has_request_class for operation in sub_sdk.operations),
            uses_deprecated=any(operation.deprecated for operation in sub_sdk.operations),
            typing_names=sorted(imported),
            is_paginated=is_paginated,
        )

    def _operation(self, operation: Operation) -> str:
        fields = [*(operation.request if operation.has_request_class else operation.request_of_0_3_0)]
        payloads = [field for field in (operation.payload, operation.payload_list) if field]
        types: list[Type] = [field.type for field in (*fields, *payloads)]
        if operation.body_is_request and operation.body:
            types.append(operation.body.type)
        is_wider = any(argument_is_wider(field.type) for field in fields)
        imported = set[str]().union(*(each.imported_names() for each in types)) - {"Decimal"}
        renamed = dict(operation.renamed_fields)
        has_constructor = any(field.name in renamed.values() for field in fields)
        if is_wider:
            imported |= set[str]().union(*(argument_names(field.type) for field in fields)) - {"Decimal"}
        if is_wider and not has_constructor:
            imported.add("TYPE_CHECKING")
        if has_constructor:
            imported.add("cast")
        if payloads or any(not field.required for field in fields):
            imported.add("Optional")
        return self.render(
            "operation.py.jinja",
            operation=operation,
            fields=fields,
            renamed=renamed,
            has_constructor=has_constructor,
            payloads=payloads,
            response_class=self._response_class(operation),
            typing_names=sorted(imported, key=constants_first),
            uses_shared=any(each.classes() for each in types),
            query=[field for field in (*operation.request, *operation.arguments) if field.location == "query"],
            request_type=_request_type(operation),
            is_wider=is_wider,
            envelope=self._envelope(operation),
        )

    def _envelope(self, operation: Operation) -> Envelope | None:
        """Return the object in which the API may nest some fields of the body and the payload."""
        names = {field.type.name for field in (operation.body, operation.payload) if field}
        return next((model.envelope for model in self.api.models if model.envelope and model.name in names), None)

    def _response_class(self, operation: Operation) -> str:
        """Return the base class of a response."""
        if operation.is_paginated:
            return "PageResponse"
        return "ListResponse" if self.api.payload_has(operation, "results") else "Response"


def _event_models(api: Api) -> list[str]:
    """Return the models of all events, each once."""
    return sorted({event.model for event in api.events} | ({api.unknown_event} if api.unknown_event else set()))


def _class_imports(api: Api, model: Model, types: list[Type]) -> list[tuple[str, str]]:
    """Return module and name of every class that the fields of a model refer to."""
    classes = set[Type]().union(*(each.classes() for each in types))
    classes |= {Type(name, package=model.package) for _, name in model.legacy_names}
    rows = {
        (
            f".{each.name.lower()}"
            if each.package == model.package
            else f"{api.package}.models.{each.package}.{each.name.lower()}",
            each.name,
        )
        for each in classes
        if each.name != model.name
    }
    return sorted(rows, key=lambda row: (row[0].startswith("."), row[1].lower()))


def _keyword_fields(operation: Operation) -> tuple[Field, ...]:
    """Return the fields that a method takes as keyword arguments in place of a request object."""
    return operation.request if operation.has_request_class else ()


def _request_type(operation: Operation, prefix: str = "") -> str | None:
    if operation.body_is_request and operation.body:
        return operation.body.type.annotation(qualified=True)
    return f"{prefix}{operation.name}Request" if operation.has_request_class else None


def _default(field: Field, call: str, *, checked: bool) -> str:
    """Return the assignment after the type of a field: its default, and what the runtime must know of it."""
    default = "REQUIRED" if checked else "" if field.required else "None"
    metadata = [
        *([f'json_name("{field.api_name}")'] if names.camel(field.name) != field.api_name else []),
        *(["NULLABLE"] if _shows_null(field) else []),
    ]
    if not metadata:
        return f" = {default}" if default else ""
    arguments = f"{f'default={default}, ' if default else ''}metadata={' | '.join(metadata)}"
    hint = field.type.annotation() if field.required else f"Optional[{field.type.annotation()}]"
    fits = len(f"    {field.name}: {hint} = {call}({arguments})") <= _WIDTH
    return f" = {call}({arguments})" if fits else f" = {call}(\n        {arguments}\n    )"


def _shows_null(field: Field) -> bool:
    """Return whether `to_dict` shows an optional field that is None, since the description allows null."""
    return field.nullable and not field.required
