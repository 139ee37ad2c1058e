"""Sample values and the Python that builds them: the arguments of the programs in the docs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .ir import Api, Enum, Field, Model, Operation, Type

_INDENT = "    "


class Samples:
    """Writes samples of the values of one API."""

    def __init__(self, api: Api) -> None:
        """Index the classes by name."""
        self.api = api
        self.models: dict[str, Model] = {one.name: one for one in api.models}
        self.enums: dict[str, Enum] = {one.name: one for one in api.enums}

    def request(self, operation: Operation, depth: int = 0) -> str:
        """Write the expression for an operation's request object: what is required, and the body."""
        if operation.whole and operation.body:
            return self.value(operation.body.type, operation.example, depth)
        lines = [f"operations.{operation.name}Request("]
        for field in operation.request:
            if field == operation.body:
                value = self.value(field.type, operation.example, depth + 1)
            elif field.required:
                value = self.parameter(field)
            else:
                continue
            lines.append(f"{_INDENT * (depth + 1)}{field.name}={value},")
        return f"{lines[0]})" if len(lines) == 1 else "\n".join([*lines, f"{_INDENT * depth})"])

    def parameter(self, field: Field) -> str:
        """Write a sample of a parameter."""
        if field.type.name in self.enums:
            return self.enum(field.type.name, field.example or next(iter(self.enums[field.type.name].members.values())))
        return literal(field.example or "61")

    def value(self, kind: Type, value: Any, depth: int = 0) -> str:
        """Write the expression for a plain value of the wire."""
        inner, outer = _INDENT * (depth + 1), _INDENT * depth
        if kind.name == "List" and kind.item and value:
            return "\n".join(["[", *(f"{inner}{self.value(kind.item, one, depth + 1)}," for one in value), f"{outer}]"])
        if kind.name == "Dict" and kind.item:
            rows = [f"{inner}{literal(key)}: {self.value(kind.item, one, depth + 1)}," for key, one in value.items()]
            return "\n".join(["{", *rows, f"{outer}}}"])
        if kind.name in self.enums:
            return self.enum(kind.name, value)
        if kind.name in self.models:
            fields = {one.wire: one for one in self.models[kind.name].fields}
            chosen = [(fields[key], one) for key, one in value.items()]
            rows = [f"{inner}{one.name}={self.value(one.type, given, depth + 1)}," for one, given in chosen]
            return "\n".join([f"shared.{kind.name}(", *rows, f"{outer})"])
        if kind.name == "Decimal":
            return f'Decimal("{value}")'
        return literal(value)

    def enum(self, name: str, value: str) -> str:
        """Write the member of an enum."""
        members = {text: member for member, text in self.enums[name].members.items()}
        return f"shared.{name}.{members[value]}"

    def program(self, operation: Operation, sub_sdk: str) -> str:
        """Write the shortest program that makes the call."""
        arguments = [self.request(operation)] if operation.request or operation.whole else []
        arguments += [f"{one.name}={self.parameter(one)}" for one in operation.arguments]
        body = "\n".join(arguments)
        call = f"s.{sub_sdk}.{operation.method}"
        if len(arguments) == 1 and "\n" in body:
            request, arguments = f"req = {body}\n\n", ["req"]
        elif len(arguments) > 1:
            request, arguments = f"req = {arguments[0]}\n\n", ["req", *arguments[1:]]
        else:
            request = ""
        modules = [name for name in ("operations", "shared") if f"{name}." in body or name == "shared"]
        imports = ["from decimal import Decimal\n"] if "Decimal(" in body else []
        imports += [f"import {self.api.package}", f"from {self.api.package}.models import {', '.join(modules)}"]
        payload = operation.payload
        handled = f"print(res.{payload.name})" if payload else "print(res.status_code)"
        waited = (
            ["", "done = s.push_data.wait_for(res)", "", "print(done.status)"]
            if operation.http_method == "POST" and self.api.pushes(operation)
            else []
        )
        return "\n".join(
            [
                *imports,
                "",
                f"s = {self.api.package}.{self.api.client}(",
                '    security=shared.Security.from_api_key("YOUR_API_KEY"),',
                ")",
                "",
                f"{request}res = {call}({', '.join(arguments)})",
                "",
                handled,
                *waited,
            ]
        )


def literal(value: Any) -> str:
    """Write a plain value."""
    if isinstance(value, Decimal):
        return f'Decimal("{value}")'
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return repr(value)
