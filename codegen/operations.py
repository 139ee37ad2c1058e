"""Operations of the description: parameters, bodies, answers, and the names under which they are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from . import names
from .documents import text
from .ir import Field, Operation, Type
from .schemas import published_order

if TYPE_CHECKING:
    from .documents import Documents
    from .schemas import Schemas


class Operations:
    """Reads operations, and names the schemas that they lead to."""

    def __init__(self, documents: Documents, schemas: Schemas) -> None:
        """Take what references are followed with."""
        self.documents = documents
        self.schemas = schemas

    def operation(self, source: str, path: str, verb: str, value: Any) -> Operation:
        """Read one operation."""
        name = value["operationId"]
        keywords = self.schemas.setting("keyword_arguments").get(name, [])
        parameters = [self._parameter(source, one) for one in value.get("parameters", [])]
        body, example = self._body(source, name, value.get("requestBody"))
        request = [one for one in parameters if one.wire not in keywords]
        whole = body is not None and not request
        fields = [*request, *([body] if body and not whole else [])]
        fields.sort(key=lambda one: (not one.required, published_order(one.wire)))
        responses = {status: self.documents.resolve(source, one) for status, one in sorted(value["responses"].items())}
        payload, payloads = self._payload(name, responses)
        for one in parameters:
            path = path.replace(f"{{{one.wire}}}", f"{{{one.name}}}")
        paged = {"page", "pageSize"} <= {one.wire for one in parameters}
        unknown = set(re.findall(r"\{(\w+)\}", path)) - {one.name for one in parameters if one.place == "path"}
        for place in sorted(unknown):
            self.documents.problems.add(f"{source}: {name}: the path names {{{place}}}, which is no parameter of it")
        url = value.get("externalDocs", {}).get("url", "")
        if not url:
            self.documents.problems.add(f"{source}: {name} has no link to its page")
        return Operation(
            id=name,
            source=source,
            verb=verb.upper(),
            path=path,
            summary=text(value["summary"]),
            description=self.documents.described(source, name, value),
            url=url,
            method=self.schemas.setting("methods").get(name) or names.snake(name),
            name=names.pascal(name),
            request=tuple(fields),
            arguments=tuple(one for one in parameters if one.wire in keywords),
            body=body,
            whole=whole,
            payload=payload,
            payloads=payloads,
            statuses={
                status: self.documents.described(place, f"{name} {status}", one)
                for status, (place, _, one) in responses.items()
            },
            paged=paged,
            item=self._item(payload.type) if paged and payload else None,
            may_be_empty=any(one.get("x-may-be-empty", False) for _, _, one in responses.values()),
            example=example,
        )

    def _item(self, page: Type) -> Type | None:
        """Give the type of the items in a page's `results`."""
        source, schema = self.schemas.found[page.name]
        return self.schemas.type(source, "results", schema["properties"]["results"]).item

    def _parameter(self, source: str, reference: Any) -> Field:
        place, _, value = self.documents.resolve(source, reference)
        return Field(
            name=self.schemas.attribute(value["name"]),
            wire=value["name"],
            type=self.schemas.type(place, value["name"], value["schema"]),
            required=value.get("required", False),
            description=self.documents.described(place, value["name"], value),
            place=value["in"],
            default=value["schema"].get("default"),
            example=value.get("example"),
        )

    def _body(self, source: str, operation: str, value: Any) -> tuple[Field | None, Any]:
        if value is None:
            return None, None
        content = value["content"]["application/json"]
        schema = content["schema"]
        last = schema["$ref"].rpartition("/")[2] if "$ref" in schema else "requestBody"
        field = Field(
            name=names.snake(last),
            wire=last,
            type=self.schemas.type(source, operation, schema),
            required=value.get("required", False),
            description=self.documents.described(source, f"{operation}: the body", value),
        )
        return field, content.get("example")

    def _payload(self, operation: str, responses: dict[str, tuple[str, str, Any]]) -> tuple[Field | None, Field | None]:
        """Give the field of the decoded body, and the one of all of them where the API may send a list."""
        found: tuple[Field | None, Field | None] = (None, None)
        for status, (place, _, value) in responses.items():
            if "content" not in value:
                continue
            schema = value["content"]["application/json"]["schema"]
            if not status.startswith("2"):
                self.schemas.type(place, f"{operation} {status}", schema)  # The error's class is generated too.
                continue
            many = [one for one in schema.get("oneOf", []) if one.get("type") == "array"]
            last = (many[0]["items"] if many else schema)["$ref"].rpartition("/")[2]
            kind = self.schemas.type(place, operation, many[0]["items"] if many else schema)
            name = names.snake(last)
            one = Field(name, last, kind, required=False, description=text(value["description"]))
            words = f"Every one of them, where the API answers with a list; else the one in `{name}`."
            every = Field(names.plural(name), last, Type("List", kind), required=False, description=words)
            found = (one, every if many else None)
        return found
