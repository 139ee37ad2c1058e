"""Functions on requests that version 0.2.0 exported from `utils`.

For programs that import them; this package does not use them. They keep their names and arguments. Version 0.2.0 read
metadata of fields; these read the names and types of the fields instead.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Union, cast, get_args, get_origin

from codatsynccommerce._runtime import url as url_text
from codatsynccommerce._runtime.codec.schema import camel_case

from ._legacy_values import marshal_json

if TYPE_CHECKING:
    from collections.abc import Callable

    import requests

SERIALIZATION_METHOD_TO_CONTENT_TYPE = {
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
    "multipart": "multipart/form-data",
    "raw": "application/octet-stream",
    "string": "text/plain",
}


class SecurityClient:
    """A Session that sends a key with each request."""

    query_params: ClassVar[dict[str, str]] = {}

    def __init__(self, client: requests.Session) -> None:
        """Store the Session."""
        self.client = client
        self.headers: dict[str, str] = {}

    def request(self, method: str, url: str, **options: Any) -> requests.Response:
        """Send one request with the key."""
        options["headers"] = {**(options.get("headers") or {}), **self.headers}
        return self.client.request(method, url, **options)

    def __repr__(self) -> str:
        """Hide the key."""
        return "SecurityClient()"


def configure_security_client(client: requests.Session, security: Any) -> SecurityClient:
    """Return a client that sends the header of a Security. The Session is not changed."""
    made = SecurityClient(client)
    if security is not None:
        made.headers["Authorization"] = security.auth_header
    return made


def template_url(url_with_params: str, params: dict[str, str]) -> str:
    """Fill the `{names}` of a URL."""
    for name, value in params.items():
        url_with_params = url_with_params.replace(f"{{{name}}}", value)
    return url_with_params


def generate_url(clazz: type, server_url: str, path: str, path_params: Any, gbls: dict[str, Any] | None = None) -> str:
    """Fill the `{companyId}` places of a path from the fields of a request, each encoded as one segment."""
    del gbls
    values = {camel_case(one.name): getattr(path_params, one.name) for one in fields(clazz)}
    filled = re.sub(r"\{(\w+)\}", lambda match: url_text.path_segment(match[1], values.get(match[1])), path)
    return remove_suffix(server_url, "/") + filled


def get_query_params(clazz: type, query_params: Any, gbls: dict[str, Any] | None = None) -> dict[str, list[str]]:
    """Return the plain values of a request by their API names. Ids of the path are not part of it."""
    del gbls
    found = {camel_case(one.name): getattr(query_params, one.name) for one in fields(clazz) if is_optional(one.type)}
    return {name: [url_text.to_text(name, value)] for name, value in found.items() if _is_scalar(value)}


def _is_scalar(value: object) -> bool:
    return isinstance(value, (str, int, float, Decimal, date))


def get_headers(headers_params: Any) -> dict[str, str]:
    """Return the headers that a request holds. Requests of this API hold none."""
    del headers_params
    return {}


def is_optional(field: Any) -> bool:
    """Return whether a type hint allows None."""
    if isinstance(field, str):
        return field.startswith("Optional[")
    return get_origin(field) is Union and type(None) in get_args(field)


is_optional_type = is_optional
"""What 0.3.0 exported from typing_inspect."""


def get_field_name(name: str) -> Callable[[str], str]:
    """Return a function that names one key, whatever the attribute."""

    def constant(_attribute: str) -> str:
        return name

    return constant


def serialize_request_body(
    request: Any,
    request_field_name: str,
    nullable: bool,  # noqa: FBT001 - published so
    optional: bool,  # noqa: FBT001 - published so
    serialization_method: str,
    encoder: Any = None,
) -> tuple[str | None, Any, Any]:
    """Return the content type, the body and the form of a request."""
    del nullable, optional
    body = getattr(request, request_field_name, request)
    if body is None:
        return None, None, None
    media_type = SERIALIZATION_METHOD_TO_CONTENT_TYPE.get(serialization_method, serialization_method)
    return serialize_content_type(request_field_name, media_type, body, encoder)


def serialize_content_type(field_name: str, media_type: str, request: Any, encoder: Any = None) -> tuple[str, Any, Any]:
    """Return the content type, the body and the form of a value."""
    if match_content_type(media_type, "*/json"):
        return media_type, marshal_json(request, encoder=encoder), None
    if media_type.startswith("multipart/"):
        return serialize_multipart_form(media_type, request)
    if media_type.startswith("application/x-www-form-urlencoded"):
        return media_type, serialize_form_data(field_name, request), None
    return media_type, request, None


def serialize_multipart_form(media_type: str, request: Any) -> tuple[str, Any, Any]:
    """Return a form of parts."""
    return media_type, None, [(name, [None, value]) for name, value in _flat(request).items()]


def serialize_dict(original: dict[str, Any], explode: bool, field_name: str, existing: Any) -> dict[str, list[str]]:  # noqa: FBT001
    """Add the values of a dict to those of a form."""
    made: dict[str, list[str]] = dict(existing or {})
    if explode:
        for key, value in original.items():
            made.setdefault(key, []).append(str(value))
    else:
        made.setdefault(field_name, []).append(",".join(f"{key},{value}" for key, value in original.items()))
    return made


def serialize_form_data(field_name: str, data: Any) -> dict[str, Any]:
    """Return the values of a form."""
    del field_name
    return {name: [url_text.to_text(name, value)] for name, value in _flat(data).items()}


def match_content_type(content_type: str, pattern: str) -> bool:
    """Return whether a content type is one that a pattern such as `application/*` names."""
    kind = content_type.partition(";")[0].strip().lower()
    if pattern in ("*", "*/*") or pattern == kind:
        return True
    outer, _, inner = pattern.partition("/")
    found_outer, _, found_inner = kind.partition("/")
    return outer in ("*", found_outer) and inner in ("*", found_inner)


def remove_suffix(input_string: str, suffix: str) -> str:
    """Cut text off the end, if it is there."""
    return input_string.removesuffix(suffix) if suffix else input_string


def _flat(data: Any) -> dict[str, Any]:
    if is_dataclass(data):
        given = {camel_case(one.name): getattr(data, one.name) for one in dataclasses.fields(data)}
    else:
        given = cast("dict[str, Any]", data)
    return {name: value for name, value in given.items() if value is not None}
