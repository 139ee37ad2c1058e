"""The operations: their paths and parameters, and the names of what they become."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from codegen import names
from codegen.ir import Availability, Field, Operation
from codegen.spec.documents import one_line

from .bodies import item_of, payload_of, request_body, responses_of

if TYPE_CHECKING:
    from codegen.spec.documents import Documents
    from codegen.spec.node import Node

    from .schemas import Schemas


class OperationReader:
    """Reads operations, and collects the schemas that they refer to."""

    def __init__(self, documents: Documents, schemas: Schemas) -> None:
        """Create a reader.

        Arguments:
            documents: The documents that references are resolved in.
            schemas: Collects the schemas.
        """
        self.documents = documents
        self.schemas = schemas

    def operation(self, path: str, http_method: str, node: Node) -> Operation:
        """Read an operation."""
        name = node.title
        settings = self.schemas.settings
        keywords = settings.keyword_arguments.get(name, [])
        added = settings.added_fields.get(name, [])
        parameters = [field for each in node.items("parameters") if (field := self._parameter(name, each))]
        body, example = request_body(self.schemas, node) if "requestBody" in node.value else (None, None)
        request = [field for field in parameters if field.api_name not in keywords]
        body_is_request = body is not None and not request
        fields = [*request, *([body] if body and not body_is_request else [])]
        fields.sort(
            key=lambda field: (field.api_name in added, not field.required, names.published_order(field.api_name))
        )
        responses = responses_of(node)
        payload, payload_list = payload_of(self.schemas, node, responses)
        is_paginated = {"page", "pageSize"} <= {field.api_name for field in parameters}
        url = node.get("externalDocs", dict).get("url")
        if not url or not isinstance(url, str):
            node.report_missing("link to its page")
        class_name = names.pascal(name)
        return Operation(
            id=name,
            source=node.source,
            http_method=http_method.upper(),
            path=self._path(node, path, parameters),
            template=path,
            summary=one_line(node.require("summary", str)),
            description=node.description(),
            url=str(url),
            method=settings.methods.get(name) or names.snake(name),
            name=class_name,
            request=tuple(fields),
            arguments=tuple(field for field in parameters if field.api_name in keywords),
            body=body,
            body_is_request=body_is_request,
            payload=payload,
            payload_list=payload_list,
            statuses={status: response.description() for status, response in responses.items()},
            is_paginated=is_paginated,
            item=item_of(self.schemas, node, payload.type) if is_paginated and payload else None,
            may_be_empty=any(response.get("x-may-be-empty", bool) for response in responses.values()),
            deprecated=node.get("deprecated", bool),
            availability=_availability(node),
            example=example,
            request_aliases=settings.aliases_of(f"{class_name}Request"),
            response_aliases=settings.aliases_of(f"{class_name}Response"),
            renamed_fields=tuple(sorted(settings.renamed_fields.get(name, {}).items())),
        )

    def _path(self, node: Node, path: str, parameters: list[Field]) -> str:
        """Return the path with the attribute names of its parameters in braces."""
        defined = {field.api_name: field.name for field in parameters if field.location == "path"}
        used = re.findall(r"\{([^{}]*)\}", path)
        undefined = [name for name in used if name not in defined]
        for name in undefined:
            if self.documents.is_missing(name):
                node.report(f"the path contains {{{name}}}, which is not a parameter")
        for name in [] if undefined else sorted(set(defined) - set(used)):
            node.report(f"the path does not contain the path parameter {name}")
        return re.sub(r"\{([^{}]*)\}", lambda match: f"{{{defined.get(match[1], match[1])}}}", path)

    def _parameter(self, operation: str, reference: Node) -> Field | None:
        node = reference.resolved()
        if node is None:
            return None
        if node is reference and isinstance(node.value.get("name"), str):
            node = node.titled(f"{operation}: {node.value['name']}")
        api_name, location = node.require("name", str), node.require("in", str)
        schema = node.child("schema", node.title)
        if not api_name or not location or not schema:
            return None
        if location not in ("path", "query"):
            node.report_gap(f": it is in {location!r}: only path and query are supported")
        if location == "path" and not node.get("required", bool):
            node.report("a path parameter must be required")
        return Field(
            name=self.schemas.attribute(api_name),
            api_name=api_name,
            type=self.schemas.type(schema),
            required=node.get("required", bool),
            description=node.description(),
            location=location,
            default=schema.value.get("default"),
            example=node.value.get("example"),
            deprecated=node.get("deprecated", bool),
        )


def _availability(node: Node) -> Availability | None:
    """Return what `x-availability` says of an operation."""
    if "x-availability" not in node.value:
        return None
    extension = node.child("x-availability", f"{node.title}: x-availability")
    if extension is None:
        return None
    successor = extension.get("successor", str)
    return Availability(
        tuple(extension.strings("livesOnIn")), one_line(extension.get("differs", str)), successor or None
    )
