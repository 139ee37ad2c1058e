"""Sample values, and the programs in the reference pages that are built from them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from codegen.ir import Api, Enum, Field, Model, Operation, Type

_INDENT = "    "


class Samples:
    """Writes sample values of an API as Python expressions."""

    def __init__(self, api: Api) -> None:
        """Index the classes by name."""
        self.api = api
        self.models: dict[str, Model] = {model.name: model for model in api.models}
        self.enums: dict[str, Enum] = {enum.name: enum for enum in api.enums}

    def request(self, operation: Operation, depth: int = 0) -> str:
        """Return the expression for a request: its required fields and its body."""
        if operation.body_is_request and operation.body:
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
        """Return the expression for a parameter."""
        if field.type.name in self.enums:
            values = self.enums[field.type.name].members.values()
            return self.enum(field.type.name, field.example or next(iter(values)))
        return literal(field.example or "61")

    def value(self, type_: Type, value: Any, depth: int = 0) -> str:
        """Return the expression for a value of the description."""
        inner, outer = _INDENT * (depth + 1), _INDENT * depth
        if type_.name == "List" and type_.item and value:
            items = [f"{inner}{self.value(type_.item, item, depth + 1)}," for item in value]
            return "\n".join(["[", *items, f"{outer}]"])
        if type_.name == "Dict" and type_.item:
            rows = [f"{inner}{literal(key)}: {self.value(type_.item, item, depth + 1)}," for key, item in value.items()]
            return "\n".join(["{", *rows, f"{outer}}}"])
        if type_.name in self.enums:
            return self.enum(type_.name, value)
        if type_.name in self.models:
            fields = {field.api_name: field for field in self.models[type_.name].fields}
            arguments = [(fields[key], item) for key, item in value.items()]
            rows = [f"{inner}{field.name}={self.value(field.type, item, depth + 1)}," for field, item in arguments]
            return "\n".join([f"shared.{_plain_name(self.models[type_.name])}(", *rows, f"{outer})"])
        if type_.name == "Decimal":
            return f'Decimal("{value}")'
        return literal(value)

    def enum(self, name: str, value: str) -> str:
        """Return the expression for a member of an enum."""
        members = {text: member for member, text in self.enums[name].members.items()}
        return f"shared.{_plain_name(self.enums[name])}.{members[value]}"

    def program(self, operation: Operation, sub_sdk: str) -> str:
        """Return the shortest program that calls an operation."""
        arguments = [self.request(operation)] if operation.request or operation.body_is_request else []
        arguments += [f"{field.name}={self.parameter(field)}" for field in operation.arguments]
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
        attribute = payload.name if payload and operation.may_be_empty else "result" if payload else "status_code"
        waits = operation.http_method == "POST" and self.api.is_push(operation)
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
                f"print(res.{attribute})",
                *(["", "done = s.push_data.wait_for(res)", "", "print(done.status)"] if waits else []),
            ]
        )


def _plain_name(subject: Model | Enum) -> str:
    """Return the name of a class that says what it is: an alias if the published name does not."""
    return subject.aliases[0] if subject.aliases else subject.name


def literal(value: Any) -> str:
    """Return the expression for a plain value."""
    if isinstance(value, Decimal):
        return f'Decimal("{value}")'
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return repr(value)
