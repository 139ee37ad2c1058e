"""The API's description and gen.yaml, read into the IR. Every problem is collected and told at once, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import check, names
from .classes import classes
from .documents import DescriptionError, Documents, text
from .examples import Examples
from .ir import Api, Operation, SubSdk
from .operations import Operations
from .parts import Part
from .schemas import Schemas
from .settings import Settings, check_settings, read_settings
from .wording import check_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["DescriptionError", "read"]

_VERBS = ("get", "put", "post", "delete", "patch")


def read(root: Path) -> Api:
    """Read a project: its gen.yaml, and the description that gen.yaml names.

    Raises:
        DescriptionError: Something is missing or not understood.
    """
    problems: set[str] = set()
    settings = read_settings(root / "gen.yaml", problems)
    path = root / settings.api
    documents = Documents(path.parent, problems)
    description = documents.document(path.name) if settings.api else None
    api = _api(Part(documents, path.name, "the API", description), settings) if description is not None else None
    if problems or api is None:
        raise DescriptionError("\n".join(sorted(problems)))
    return api


def _api(root: Part, settings: Settings) -> Api:
    documents = root.documents
    schemas = Schemas(documents, settings)
    sub_sdks = _sub_sdks(root, Operations(documents, schemas), settings)
    sent = [one.body.type for sub_sdk in sub_sdks for one in sub_sdk.operations if one.body]
    models, enums = classes(schemas, sent)
    root.need("servers", list)
    if not sub_sdks and not documents.gaps:
        root.lacks("operations")
    api = Api(
        package=settings.package,
        client=settings.client,
        title=_text(root, "info", "title"),
        description=_text(root, "info", "description"),
        url=_text(root, "externalDocs", "url"),
        servers=tuple((one.need("url", str), text(one.need("description", str))) for one in root.items("servers")),
        security_description=_text(root, "components", "securitySchemes", "auth_header", "description"),
        sub_sdks=tuple(sub_sdks),
        models=models,
        enums=enums,
        renamed=dict(sorted(settings.renamed.items())),
        let_out=dict(sorted(settings.let_out.items())),
        utils_let_out=settings.utils_let_out,
        once_modules=settings.once_modules,
    )
    for found in (
        check.check_models(models),
        check.check_files([*models, *enums]),
        check.check_sub_sdks(root.source, sub_sdks),
        check.check_operations(sub_sdks),
        Examples(api, schemas.partial).problems(),
        check_settings(settings, api, schemas.attributes_used, documents.absent),
        check_words(documents.said, {one.id for one in api.operations()}, documents.absent),
    ):
        documents.problems |= set(found)
    return api


def _sub_sdks(root: Part, operations: Operations, settings: Settings) -> list[SubSdk]:
    """Read every operation, and give those of each tag as a sub-SDK. A tag without operations becomes none."""
    described: dict[str, str] = {}
    for tag in root.items("tags"):
        name = tag.need("name", str)
        if name in described:
            root.tell(f"the tag {name!r} stands twice")
        described[name] = tag.called(name or tag.what).described()
    unread = "" in described or len(root.items("tags")) < len(root.need("tags", list)) or not described
    found: dict[str, list[Operation]] = {}
    for title, one in _operations(root, operations):
        if title not in described and not unread:
            root.documents.problems.add(f"{one.source}: {one.id}: no tag {title!r} in {root.source}")
        found.setdefault(title, []).append(one)
    made = [
        SubSdk(
            name=names.snake(title),
            title=title,
            class_name=names.pascal(title),
            description=described.get(title, ""),
            operations=tuple(sorted(some, key=lambda one: one.method)),
            extends=settings.built_on(names.snake(title)),
            see_also=text(settings.see_also.get(names.snake(title), "")),
        )
        for title, some in found.items()
    ]
    return sorted(made, key=lambda one: one.name)


def _operations(root: Part, operations: Operations) -> Iterator[tuple[str, Operation]]:
    """Read every operation that can be read, with its tag."""
    root.need("paths", dict)
    for path, reference in root.members("paths", "").items():
        item = reference.followed()
        if item is None:
            continue
        for http_method in item.value:
            if http_method not in _VERBS:
                item.lose(f": {http_method} is no known HTTP method")
                continue
            part = item.inner(http_method, f"{http_method.upper()} {path}")
            if part is None:
                continue
            name = part.need("operationId", str)
            part = part.called(name or part.what)
            part.need("responses", dict)
            tags = part.texts("tags") if part.need("tags", list) else []
            made = operations.operation(path, http_method, part)
            if name and tags:
                yield tags[0], made


def _text(part: Part, *keys: str) -> str:
    """Give a text that must be there, however deep."""
    *outer, last = keys
    inner: Part | None = part
    for key in outer:
        inner = inner.inner(key, key) if inner else None
    return text(inner.need(last, str)) if inner else ""
