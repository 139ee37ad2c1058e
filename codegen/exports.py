"""What the packages let out: the names that each `__init__` gives, and where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .layout import as_exported, constants_first, lazy_package

if TYPE_CHECKING:
    from .ir import Api

_OTHERS = [
    ("SERVERS", ".sdk"),
    ("__version__", "._version"),
    ("RetryConfig", ".utils"),
    ("bulk", ".bulk:"),
    ("models", ".models:"),
    ("queries", ".queries:"),
    ("utils", ".utils:"),
    ("webhooks", ".webhooks:"),
]


def top_names(api: Api) -> dict[str, Any]:
    """Give what the template of the package itself takes."""
    rows = [(one.class_name, f".{one.name}") for one in api.sub_sdks]
    rows += [(api.client, ".sdk"), *_OTHERS]
    groups: dict[str, list[str]] = {}
    for name, module in rows:
        if name != "__version__" and not module.endswith(":"):
            groups.setdefault(module, []).append(name)
    imports = [
        f"from {module} import {', '.join(sorted(some, key=constants_first))}"
        for module, some in sorted(groups.items())
    ]
    return {"imports": imports, "places": sorted(rows, key=lambda row: as_exported(row[0]))}


def utils_names(api: Api) -> dict[str, Any]:
    """Give what the template of `utils` takes."""
    return {"places": sorted((name, place) for place, some in api.utils_let_out.items() for name in some)}


def shared_names(api: Api) -> dict[str, Any]:
    """Give what the template of `models.shared` takes."""
    classes = [*(one.name for one in api.models), *(one.name for one in api.enums)]
    places = {name: f".{name.lower()}" for name in classes}
    places["Security"] = ".security"
    rows = [(name, place, name) for name, place in places.items()]
    rows += [(new, places[old], old) for new, old in api.renamed.items()]
    rows += [(name, module, name) for name, module in api.let_out.items()]
    return lazy_package("Models and enums of the API", rows)


def operation_names(api: Api) -> dict[str, Any]:
    """Give what the template of `models.operations` takes."""
    rows: list[tuple[str, str, str]] = []
    for one in api.operations():
        made = [one.constant, f"{one.name}Response", *([f"{one.name}Request"] if one.has_request_class else [])]
        rows += [(name, f".{one.module}", name) for name in made]
    return lazy_package("Requests and responses of every operation", rows)
