"""The API's description and gen.yaml, read into the IR. Every problem is collected and told at once, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from . import check, names
from .documents import DescriptionError, Documents, text
from .ir import Api, Operation, SubSdk
from .operations import Operations
from .schemas import Schemas
from .wording import check_words

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DescriptionError", "read"]

_VERBS = ("get", "put", "post", "delete", "patch")


def read(root: Path) -> Api:
    """Read a project: its gen.yaml, and the description that gen.yaml names.

    Raises:
        DescriptionError: Something is missing or not understood.
    """
    settings: dict[str, Any] = yaml.safe_load((root / "gen.yaml").read_text(encoding="utf-8"))
    path = root / settings["api"]
    documents = Documents(path.parent)
    api = _api(documents, path.name, settings)
    if documents.problems:
        raise DescriptionError("\n".join(sorted(documents.problems)))
    return api


def _api(documents: Documents, root_name: str, settings: dict[str, Any]) -> Api:
    root = documents.document(root_name)
    schemas = Schemas(documents, settings)
    by_tag = _operations(documents, root_name, Operations(documents, schemas))
    sent = [one.body.type for some in by_tag.values() for one in some if one.body]
    models, enums = schemas.classes(sent)
    every = [one for some in by_tag.values() for one in some]
    documents.problems |= set(check.check_operations(every, {one.name: one for one in models}))
    documents.problems |= set(check.check_settings(settings, every))
    described = {tag["name"]: documents.described(root_name, tag["name"], tag) for tag in root["tags"]}
    documents.problems |= set(check_words(documents.said, {one.id for one in every}))
    for wire in sorted(set(schemas.setting("attributes")) - schemas.attributes_used):
        documents.problems.add(f"gen.yaml: attributes: there is no property or parameter {wire}")
    return Api(
        package=settings["package"],
        client=settings["client"],
        title=root["info"]["title"],
        description=text(root["info"]["description"]),
        url=root["externalDocs"]["url"],
        servers=tuple((server["url"], text(server["description"])) for server in root["servers"]),
        security_description=text(root["components"]["securitySchemes"]["auth_header"]["description"]),
        sub_sdks=tuple(
            SubSdk(
                name=names.snake(tag["name"]),
                title=tag["name"],
                class_name=names.pascal(tag["name"]),
                description=described[tag["name"]],
                operations=tuple(sorted(by_tag[tag["name"]], key=lambda one: one.method)),
                extends=schemas.extends(names.snake(tag["name"])),
                see_also=text(schemas.setting("see_also").get(names.snake(tag["name"]), "")),
            )
            for tag in sorted(root["tags"], key=lambda one: names.snake(one["name"]))
            if by_tag[tag["name"]]
        ),
        models=models,
        enums=enums,
        renamed=dict(sorted(schemas.setting("renamed").items())),
        let_out=dict(sorted(schemas.setting("let_out").items())),
        utils_let_out=schemas.setting("utils_let_out"),
        once_modules=schemas.setting("once_modules"),
    )


def _operations(documents: Documents, root_name: str, operations: Operations) -> dict[str, list[Operation]]:
    """Read every operation, by its tag."""
    root = documents.document(root_name)
    found: dict[str, list[Operation]] = {tag["name"]: [] for tag in root["tags"]}
    for path, reference in root["paths"].items():
        source, _, item = documents.resolve(root_name, reference)
        for verb in _VERBS:
            if verb not in item:
                continue
            lacking = [part for part in ("operationId", "summary", "responses") if not item[verb].get(part)]
            if lacking:
                who = item[verb].get("operationId") or f"{verb.upper()} {path}"
                documents.problems |= {f"{source}: {who} has no {part}" for part in lacking}
                continue
            made = operations.operation(source, path, verb, item[verb])
            tag = item[verb].get("tags", [""])[0]
            if tag not in found:
                documents.problems.add(f"{source}: {made.id}: no tag {tag!r} in {root_name}")
            found.setdefault(tag, []).append(made)
    return found
