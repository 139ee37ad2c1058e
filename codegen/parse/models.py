"""The collected schemas as models, with their fields in order, and as enums."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from codegen import names
from codegen.ir import Enum, Envelope, Field, Model, Type

from . import checks
from .schemas import additional_properties, allows_null

if TYPE_CHECKING:
    from codegen.spec.node import Node

    from .schemas import Schemas


@dataclass(frozen=True)
class Properties:
    """The properties of a schema.

    Arguments:
        nodes: The schema of each property.
        required: The schema that requires it, by each required property.
        complete: Whether all properties could be read.
    """

    nodes: dict[str, Node]
    required: dict[str, Node]
    complete: bool


class Classes:
    """The models and enums of the schemas that were collected so far."""

    def __init__(self, schemas: Schemas) -> None:
        """Start without any class."""
        self.schemas = schemas
        self.models: dict[str, Model] = {}
        self.enums: dict[str, Enum] = {}

    def collect(self) -> None:
        """Read the collected schemas, and those that they refer to."""
        while todo := sorted(set(self.schemas.nodes) - set(self.models) - set(self.enums)):
            for name in todo:
                node = self.schemas.nodes[name]
                if "enum" in node.value:
                    self.enums[name] = _enum(self.schemas, name, node)
                else:
                    self.models[name] = _model(self.schemas, name, node)

    def sorted_models(self, request_bodies: list[Type]) -> tuple[Model, ...]:
        """Return the models by name. Those that a request body can contain take extra fields."""
        sendable = _reachable(self.models, {each.name for body in request_bodies for each in body.classes()})
        models = [replace(model, sends_extra=model.name in sendable) for model in self.models.values()]
        return tuple(sorted(models, key=lambda model: model.name))

    def sorted_enums(self) -> tuple[Enum, ...]:
        """Return the enums by name."""
        return tuple(sorted(self.enums.values(), key=lambda enum: enum.name))


def _enum(schemas: Schemas, name: str, node: Node) -> Enum:
    values = node.strings("enum")
    schemas.documents.problems |= set(checks.check_enum_values(node.source, name, values))
    return Enum(
        name,
        node.source,
        node.description(),
        {names.member(value): value for value in values},
        package=schemas.packages[name],
        aliases=schemas.settings.aliases_of(name),
    )


def _model(schemas: Schemas, name: str, node: Node) -> Model:
    added = schemas.settings.added_fields.get(name, [])
    formerly_required = schemas.settings.formerly_required.get(name, [])
    hidden = {*added, *schemas.settings.nullable_since.get(name, [])}
    properties = properties_of(node)
    for key, source in properties.required.items():
        if properties.complete and key not in properties.nodes:
            source.report(f"it requires {key}, which is not a property")
    if not properties.complete:
        schemas.incomplete.add(name)
    fields = [
        _field(
            schemas,
            key,
            each,
            required=key in properties.required,
            formerly_required=key in formerly_required,
            shows_null=key not in hidden,
        )
        for key, each in properties.nodes.items()
    ]
    fields.sort(
        key=lambda field: (
            field.api_name in added,
            not (field.required or field.formerly_required),
            names.published_order(field.api_name),
        )
    )
    return Model(
        name,
        node.source,
        node.description(),
        tuple(fields),
        package=schemas.packages[name],
        keeps_extra=additional_properties(node) is True,
        envelope=_envelope(node, properties),
        mixin=schemas.settings.mixin(name),
        aliases=schemas.settings.aliases_of(name),
        legacy_names=tuple(
            (each, schemas.settings.renamed.get(each, each)) for each in schemas.settings.legacy_names.get(name, [])
        ),
    )


def _envelope(node: Node, properties: Properties) -> Envelope | None:
    """Return the object in which the API may nest some fields, as `x-envelope` describes it."""
    extension = node.child("x-envelope", f"{node.title}: x-envelope") if "x-envelope" in node.value else None
    if extension is None:
        return None
    outside = extension.strings("outside")
    for key in sorted(set(outside) - set(properties.nodes)):
        extension.report(f"{key} is not a property")
    inside = sorted(set(properties.nodes) - set(outside))
    return Envelope(extension.require("name", str), tuple(inside), tuple(outside))


def properties_of(node: Node, *visited: Node) -> Properties:
    """Return the properties of a schema and of the schemas in its `allOf`."""
    nodes: dict[str, Node] = {}
    required = dict.fromkeys(node.strings("required"), node)
    own = node.children("properties", f"{node.title}.")
    complete = len(own) == len(node.get("properties", dict))
    for each in node.items("allOf", node.title):
        part = each.resolved()
        if part and any(part.value is other.value for other in (node, *visited)):
            node.report_gap(" refers to itself")
            part = None
        inherited = properties_of(part, node, *visited) if part else Properties({}, {}, complete=False)
        nodes |= inherited.nodes
        required = inherited.required | required
        complete = complete and inherited.complete
    return Properties(nodes | own, required, complete=complete)


def _field(
    schemas: Schemas, key: str, node: Node, *, required: bool, formerly_required: bool, shows_null: bool
) -> Field:
    examples = node.get("examples", list)
    return Field(
        name=schemas.attribute(key),
        api_name=key,
        type=schemas.type(node),
        required=required,
        description=node.description(),
        example=examples[0] if examples else None,
        deprecated=node.get("deprecated", bool),
        formerly_required=formerly_required,
        queryable=node.value.get("x-queryable") is not False,
        nullable=shows_null and allows_null(node),
    )


def _reachable(models: dict[str, Model], start: set[str]) -> set[str]:
    """Return the models that the given ones can contain, themselves included."""
    reached: set[str] = set()
    todo = list(start)
    while todo:
        name = todo.pop()
        if name in models and name not in reached:
            reached.add(name)
            todo += [each.name for field in models[name].fields for each in field.type.classes()]
    return reached
