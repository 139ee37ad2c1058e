"""The names that each package exports, and the module that each is in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codegen.ir import SHARED, WEBHOOKS

from .layout import as_exported, constants_first, imports_from, lazy_package

if TYPE_CHECKING:
    from codegen.ir import Api, Enum, Model

_HANDWRITTEN = [
    ("SERVERS", ".sdk"),
    ("__version__", "._version"),
    ("RetryConfig", ".utils"),
    ("SDKConfiguration", ".sdkconfiguration"),
    ("bulk", ".bulk:"),
    ("models", ".models:"),
    ("queries", ".queries:"),
    ("shared", ".models.shared:"),
    ("telemetry", ".telemetry:"),
    ("utils", ".utils:"),
    ("webhooks", ".webhooks:"),
]


def package_exports(api: Api) -> dict[str, Any]:
    """Return the values for the template of the package itself."""
    rows = [(sub_sdk.class_name, f".{sub_sdk.name}") for sub_sdk in api.sub_sdks]
    rows += [(api.client, ".sdk"), (f"Async{api.client}", ".aio.sdk"), *_HANDWRITTEN]
    groups = {".models": ["shared"]}
    for name, module in rows:
        if name != "__version__" and not module.endswith(":"):
            groups.setdefault(module, []).append(name)
    imports = [
        f"from {module} import {', '.join(sorted(names, key=constants_first))}"
        for module, names in sorted(groups.items())
    ]
    return {"imports": imports, "places": sorted(rows, key=lambda row: as_exported(row[0]))}


def utils_exports(api: Api) -> dict[str, Any]:
    """Return the values for the template of `utils`."""
    return {"places": sorted((name, module) for module, names in api.legacy_utils for name in names)}


def shared_exports(api: Api) -> dict[str, Any]:
    """Return the values for the template of `models.shared`."""
    rows = _class_rows(api, SHARED)
    modules = {name: module for name, module, _ in rows} | {"Security": ".security"}
    rows.append(("Security", ".security", "Security"))
    rows += [(new, modules[old], old) for new, old in api.renamed]
    rows += [(name, module, name) for name, module in api.legacy_exports]
    return lazy_package("Models and enums of the API", rows)


def webhook_exports(api: Api) -> dict[str, Any]:
    """Return the values for the template of `models.webhooks`."""
    rows = _class_rows(api, WEBHOOKS)
    rows += [(name, ".events", name) for name in ("EVENT_MODELS", "Event")]
    return lazy_package("Webhook events and what they contain", rows)


def operation_exports(api: Api) -> dict[str, Any]:
    """Return the values for the template of `models.operations`."""
    rows: list[tuple[str, str, str]] = []
    for operation in api.operations():
        module, request, response = f".{operation.module}", f"{operation.name}Request", f"{operation.name}Response"
        has_request = operation.has_request_class or operation.request_of_0_3_0
        names = [operation.constant, response, *([request] if has_request else [])]
        rows += [(name, module, name) for name in names]
        rows += [(alias, module, request) for alias in operation.request_aliases]
        rows += [(alias, module, response) for alias in operation.response_aliases]
    return lazy_package("Requests and responses of every operation", rows)


def legacy_module(api: Api, places: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, Any]:
    """Return the values for the template of a module of an earlier version."""
    rows = [(f"{api.package}.{module}", name, name) for module, names in places for name in names]
    modules = sorted({module for module, _, _ in rows})
    return {
        "imports": [line for module in modules for line in imports_from(module, rows)],
        "names": sorted((name for _, name, _ in rows), key=as_exported),
    }


def _class_rows(api: Api, package: str) -> list[tuple[str, str, str]]:
    every: list[Model | Enum] = [*api.models, *api.enums]
    classes = [each for each in every if each.package == package]
    rows = [(each.name, f".{each.name.lower()}", each.name) for each in classes]
    return rows + [(alias, f".{each.name.lower()}", each.name) for each in classes for alias in each.aliases]
