"""Operations of the description: their paths and parameters, and the names under which they are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from . import names
from .contents import body_of, item_of, payload_of, responses_of
from .documents import text
from .ir import Field, Operation

if TYPE_CHECKING:
    from .documents import Documents
    from .parts import Part
    from .schemas import Schemas


class Operations:
    """Reads operations, and names the schemas that they lead to."""

    def __init__(self, documents: Documents, schemas: Schemas) -> None:
        """Take what references are followed with."""
        self.documents = documents
        self.schemas = schemas

    def operation(self, path: str, http_method: str, part: Part) -> Operation:
        """Read one operation."""
        name = part.what
        keywords = self.schemas.settings.keyword_arguments.get(name, [])
        gained = self.schemas.settings.gained.get(name, [])
        parameters = [field for one in part.items("parameters") if (field := self._parameter(name, one))]
        body, example = body_of(self.schemas, part) if "requestBody" in part.value else (None, None)
        request = [one for one in parameters if one.wire not in keywords]
        whole = body is not None and not request
        fields = [*request, *([body] if body and not whole else [])]
        fields.sort(key=lambda one: (one.wire in gained, not one.required, names.published_order(one.wire)))
        responses = responses_of(part)
        payload, payloads = payload_of(self.schemas, part, responses)
        is_paginated = {"page", "pageSize"} <= {one.wire for one in parameters}
        url = part.get("externalDocs", dict).get("url")
        if not url or not isinstance(url, str):
            part.lacks("link to its page")
        return Operation(
            id=name,
            source=part.source,
            http_method=http_method.upper(),
            path=self._path(part, path, parameters),
            summary=text(part.need("summary", str)),
            description=part.described(),
            url=str(url),
            method=self.schemas.settings.methods.get(name) or names.snake(name),
            name=names.pascal(name),
            request=tuple(fields),
            arguments=tuple(one for one in parameters if one.wire in keywords),
            body=body,
            whole=whole,
            payload=payload,
            payloads=payloads,
            statuses={status: one.described() for status, one in responses.items()},
            is_paginated=is_paginated,
            item=item_of(self.schemas, part, payload.type) if is_paginated and payload else None,
            may_be_empty=any(one.get("x-may-be-empty", bool) for one in responses.values()),
            example=example,
        )

    def _path(self, part: Part, path: str, parameters: list[Field]) -> str:
        """Give the path with the names that Python has for what is filled in."""
        known = {one.wire: one.name for one in parameters if one.place == "path"}
        named = re.findall(r"\{([^{}]*)\}", path)
        unknown = [one for one in named if one not in known]
        for one in unknown:
            if self.documents.absent(one):
                part.tell(f"the path names {{{one}}}, which is no parameter of it")
        for one in [] if unknown else sorted(set(known) - set(named)):
            part.tell(f"{one} is in the path, which does not name it")
        return re.sub(r"\{([^{}]*)\}", lambda one: f"{{{known.get(one[1], one[1])}}}", path)

    def _parameter(self, operation: str, reference: Part) -> Field | None:
        part = reference.followed()
        if part is None:
            return None
        if part is reference and isinstance(part.value.get("name"), str):
            part = part.called(f"{operation}: {part.value['name']}")
        wire, place, schema = part.need("name", str), part.need("in", str), part.inner("schema", part.what)
        if not wire or not place or not schema:
            return None
        if place not in ("path", "query"):
            part.lose(f": it is in {place!r}: only path and query are known")
        if place == "path" and not part.get("required", bool):
            part.tell("it is in the path, and so must be required")
        return Field(
            name=self.schemas.attribute(wire),
            wire=wire,
            type=self.schemas.type(schema),
            required=part.get("required", bool),
            description=part.described(),
            place=place,
            default=schema.value.get("default"),
            example=part.value.get("example"),
        )
