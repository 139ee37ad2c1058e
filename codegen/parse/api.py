"""The description and gen.yaml as the intermediate representation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codegen import names
from codegen.ir import SHARED, WEBHOOKS, Api, Enum, Model, Operation, SubSdk
from codegen.problems import DescriptionError
from codegen.spec.documents import Documents, one_line
from codegen.spec.node import Node
from codegen.spec.settings import Settings, check_settings, read_settings

from . import checks
from .examples import ExampleChecker
from .models import Classes
from .operations import OperationReader
from .schemas import Schemas
from .webhooks import events_of, unknown_event_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HTTP_METHODS = ("get", "put", "post", "delete", "patch")


def read(root: Path) -> Api:
    """Read a project: its gen.yaml, and the description that gen.yaml names.

    Raises:
        DescriptionError: Something is missing or not supported.
    """
    problems: set[str] = set()
    settings = read_settings(root / "gen.yaml", problems)
    api = read_description(root / settings.api, settings, problems) if settings.api else None
    if problems or api is None:
        raise DescriptionError("\n".join(sorted(problems)))
    return api


def read_description(path: Path, settings: Settings, problems: set[str]) -> Api | None:
    """Read a description, or return None if its root document cannot be read.

    Arguments:
        path: The root document.
        settings: The names that are not the description's.
        problems: Receives what is wrong with the description.
    """
    documents = Documents(path.parent, problems)
    root = documents.document(path.name)
    return _api(Node(documents, path.name, "the API", root), settings) if root is not None else None


def _api(root: Node, settings: Settings) -> Api:
    documents = root.documents
    schemas = Schemas(documents, settings)
    sub_sdks = _sub_sdks(root, OperationReader(documents, schemas), settings)
    request_bodies = [each.body.type for sub_sdk in sub_sdks for each in sub_sdk.operations if each.body]
    classes = Classes(schemas)
    classes.collect()
    schemas.package = WEBHOOKS
    events = events_of(root, schemas)
    unknown_event = unknown_event_of(root, schemas)
    classes.collect()
    models, enums = classes.sorted_models(request_bodies), classes.sorted_enums()
    root.require("servers", list)
    if not sub_sdks and not documents.has_gaps:
        root.report_missing("operations")
    api = Api(
        package=settings.package,
        client=settings.client,
        title=_text(root, "info", "title"),
        description=_text(root, "info", "description"),
        url=_text(root, "externalDocs", "url"),
        servers=tuple(
            (each.require("url", str), one_line(each.require("description", str))) for each in root.items("servers")
        ),
        security_description=_text(root, "components", "securitySchemes", "auth_header", "description"),
        sub_sdks=tuple(sub_sdks),
        models=models,
        enums=enums,
        events=tuple(events),
        unknown_event=unknown_event,
        renamed=tuple(sorted(settings.renamed.items())),
        legacy_exports=tuple(sorted(settings.legacy_exports.items())),
        legacy_utils=tuple((module, tuple(each)) for module, each in settings.legacy_utils.items()),
        legacy_modules=tuple(
            (module, tuple((place, tuple(each)) for place, each in sorted(places.items())))
            for module, places in settings.legacy_modules.items()
        ),
    )
    for found in (
        checks.check_models(models),
        checks.check_classes(_in_package(SHARED, api), settings.legacy_exports),
        checks.check_classes(_in_package(WEBHOOKS, api), ()),
        checks.check_sub_sdks(root.source, sub_sdks, settings.client),
        checks.check_operations(sub_sdks),
        checks.check_successors(api.operations()) if not documents.has_gaps else (),
        ExampleChecker(api, schemas.incomplete).problems(),
        check_settings(settings, api, schemas.attributes_used, documents.is_missing),
        checks.check_descriptions(documents.descriptions, api, documents.is_missing),
    ):
        documents.problems |= set(found)
    return api


def _in_package(package: str, api: Api) -> list[Model | Enum]:
    classes: list[Model | Enum] = [*api.models, *api.enums]
    return [each for each in classes if each.package == package]


def _sub_sdks(root: Node, reader: OperationReader, settings: Settings) -> list[SubSdk]:
    """Read every operation, and return a sub-SDK for each tag that has any."""
    descriptions: dict[str, str] = {}
    for tag in root.items("tags"):
        name = tag.require("name", str)
        if name in descriptions:
            root.report(f"duplicate tag {name!r}")
        descriptions[name] = tag.titled(name or tag.title).description()
    tags_incomplete = (
        "" in descriptions or len(root.items("tags")) < len(root.require("tags", list)) or not descriptions
    )
    operations: dict[str, list[Operation]] = {}
    for title, operation in _operations(root, reader):
        if title not in descriptions and not tags_incomplete:
            root.documents.problems.add(f"{operation.source}: {operation.id}: {root.source} has no tag {title!r}")
        operations.setdefault(title, []).append(operation)
    sub_sdks = [
        SubSdk(
            name=names.snake(title),
            title=title,
            class_name=names.pascal(title),
            description=descriptions.get(title, ""),
            operations=tuple(sorted(each, key=lambda operation: operation.method)),
            mixin=settings.mixin(names.snake(title)),
            doc_note=one_line(settings.doc_notes.get(names.snake(title), "")),
        )
        for title, each in operations.items()
    ]
    return sorted(sub_sdks, key=lambda sub_sdk: sub_sdk.name)


def _operations(root: Node, reader: OperationReader) -> Iterator[tuple[str, Operation]]:
    """Read every operation that can be read, with its tag."""
    root.require("paths", dict)
    for path, reference in root.children("paths", "").items():
        item = reference.resolved()
        if item is None:
            continue
        for http_method in item.value:
            if http_method not in _HTTP_METHODS:
                item.report_gap(f": {http_method} is not a supported HTTP method")
                continue
            node = item.child(http_method, f"{http_method.upper()} {path}")
            if node is None:
                continue
            name = node.require("operationId", str)
            node = node.titled(name or node.title)
            node.require("responses", dict)
            tags = node.strings("tags") if node.require("tags", list) else []
            operation = reader.operation(path, http_method, node)
            if name and tags:
                yield tags[0], operation


def _text(node: Node, *keys: str) -> str:
    """Return a required text of a nested mapping."""
    *outer, last = keys
    inner: Node | None = node
    for key in outer:
        inner = inner.child(key, key) if inner else None
    return one_line(inner.require(last, str)) if inner else ""
