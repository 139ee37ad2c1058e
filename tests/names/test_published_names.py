"""Every name that 0.2.0 published is here, with its fields in their order, their types and their JSON names.

What differs on purpose is listed in this file, each with its reason; `docs/guides/migrating.md` tells users.
"""

from __future__ import annotations

import inspect
import json
import re
from dataclasses import MISSING, fields
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

from support.for_each import for_each

import codatsynccommerce
from codatsynccommerce import CodatSyncCommerce, utils
from codatsynccommerce._runtime.codec.schema import camel_case, schema_of
from codatsynccommerce._runtime.models import REQUIRED
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from codatsynccommerce._runtime.operation import Operation

PUBLISHED: dict[str, Any] = json.loads((Path(__file__).parent / "published_0_2_0.json").read_text(encoding="utf-8"))

NO_LONGER_REQUIRED = {
    # The API once always gave or asked for these, and says now that they may be missing.
    ("AccountingCompanyDatasetPhone", "number"),
    ("Connection", "integration_key"),
    ("CreateCompany", "name"),
    ("PhoneNumbersitems", "number"),
}
WIDER = {
    # The API once described text, and says now that there may be any value.
    ("Connection", "connection_info"): "Optional[Any]",
}
ADDED_LATER = {
    # Of the Platform API and of Sync for Commerce v2, which are not in the published data.
    "Configuration": [
        "accountingSoftwareCompanyName",
        "companyId",
        "configured",
        "countryCode",
        "enabled",
        "mapSettings",
        "schedule",
    ],
    "SyncSummary": ["syncId"],
}
GONE = {
    # Always None, and so a property: a failure is raised, and carries the API's error document itself.
    "error_message",
}
KEYWORDS_ONLY = {
    # 0.2.0 took it behind the payload, by position too; what only the client makes is named by keyword.
    "raw_response",
}
GAINED = {
    # Live creates take it, where the data type is one that Codat refreshes.
    "allow_sync_on_push_complete",
    # On every response, as on every error.
    "headers",
    "idempotency_key",
    # Where the API sent something other than what it describes.
    "unexpected_values",
    # 0.2.0 was made from a description in which these two had no body: the response of get-sync-status, which is one
    # summary or a list of them, and the request of set-configuration.
    "sync_summary",
    "sync_summaries",
    "configuration",
}

REQUEST_ADDED = {
    # 0.3.0 took a request object in the place where 0.2.0 took the retry policy. Both are accepted there.
    "get_config_text_sync_flow",
}


def written(hint: Any) -> str:
    """Write a type hint as the data has it."""
    outer, inner = get_origin(hint), get_args(hint)
    if outer is Union:
        return f"Optional[{written(next(one for one in inner if one is not type(None)))}]"
    if outer in (list, dict):
        return f"{'List' if outer is list else 'Dict'}[{', '.join(written(one) for one in inner)}]"
    if hint is Any:
        return "Any"
    return f"shared.{hint.__name__}" if hint.__module__.startswith("codatsynccommerce.models.shared") else hint.__name__


def has_default(field: Any) -> bool:
    return field.default_factory is not MISSING or (field.default is not MISSING and field.default is not REQUIRED)


@for_each("name", sorted(PUBLISHED["models"]))
def test_model_starts_with_published_fields(name: str) -> None:
    """Fields that came later follow them."""
    model = getattr(shared, name)
    published = [row[0] for row in PUBLISHED["models"][name]["fields"]]
    ours = [one.name for one in fields(model) if one.name != "extra"]
    assert ours[: len(published)] == published
    json_names = {slot.name: slot.json_name for slot in schema_of(model).fields}
    added = [*PUBLISHED["added_since"].get(name, []), *ADDED_LATER.get(name, [])]
    assert [json_names[one] for one in ours[len(published) :]] == sorted(added, key=str.lower)
    assert list(inspect.signature(model).parameters)[: len(published)] == published


@for_each("name", sorted(PUBLISHED["models"]))
def test_field_has_published_type_and_json_name(name: str) -> None:
    model = getattr(shared, name)
    hints = get_type_hints(model)
    json_names = {slot.name: slot.json_name for slot in schema_of(model).fields}
    defaults = {one.name: has_default(one) for one in fields(model)}
    for field, published, required, json_name in PUBLISHED["models"][name]["fields"]:
        relaxed = (name, field) in NO_LONGER_REQUIRED
        optional = relaxed and not published.startswith("Optional")
        expected = WIDER.get((name, field), f"Optional[{published}]" if optional else published)
        assert written(hints[field]) == expected, field
        assert json_name is None or json_names[field] == json_name
        assert defaults[field] == (not required or relaxed), field


@for_each("name", sorted(set(PUBLISHED["models"]) - {"Security"}))
def test_to_dict_keeps_published_keys(name: str) -> None:
    """An unset field is shown as null where it was required or could be null, else left out."""
    model: Any = getattr(shared, name)
    published = PUBLISHED["models"][name]["fields"]
    required = {field for field, _, required, _ in published if required and (name, field) not in NO_LONGER_REQUIRED}
    json_names = {spec.name: spec.json_name for spec in schema_of(model).fields}
    shown = {*PUBLISHED["shown_as_null"].get(name, []), *(json_names[field] for field in required)}
    assert set(model.from_dict({}).to_dict()) == shown
    assert set(json.loads(model.from_dict({}).to_json())) == shown


@for_each("name", sorted(PUBLISHED["operations"]))
def test_request_and_response_keep_field_order(name: str) -> None:
    kind = getattr(operations, name)
    published = {row[0]: row for row in PUBLISHED["operations"][name]["fields"] if row[0] not in GONE}
    hints, ours = get_type_hints(kind), [one.name for one in fields(kind)]
    positional = [one.name for one in fields(kind) if not one.kw_only]
    assert [one for one in positional if one in published] == [one for one in published if one not in KEYWORDS_ONLY]
    assert set(published) <= set(ours)
    assert set(ours) - set(published) <= GAINED
    assert {field: written(hints[field]) for field in published} == {field: row[1] for field, row in published.items()}
    defaults = {one.name: has_default(one) for one in fields(kind)}
    assert {field: defaults[field] for field in published} == {field: not row[2] for field, row in published.items()}


@for_each("name", sorted(PUBLISHED["enums"]))
def test_enum_keeps_published_members_in_order(name: str) -> None:
    ours = {one.name: one.value for one in getattr(shared, name)}
    published = PUBLISHED["enums"][name]["members"]
    assert [one for one in ours if one in published] == list(published)
    assert {key: ours[key] for key in published} == published
    assert set(ours.values()) - set(published.values()) == set(PUBLISHED["values_added_since"].get(name, []))


@for_each("part", ["models", "enums", "operations"])
def test_class_stays_in_its_published_module(part: str) -> None:
    package = operations if part == "operations" else shared
    for name in sorted(PUBLISHED[part]):
        module = PUBLISHED[part][name]["file"].removesuffix(".py")
        assert getattr(import_module(f"{package.__name__}.{module}"), name) is getattr(package, name)


def test_shared_star_import_exports_published_names() -> None:
    for name, module in PUBLISHED["let_out_of_shared"].items():
        assert getattr(shared, name) is getattr(import_module(module), name)
        assert name in shared.__all__


@for_each("attribute", sorted(PUBLISHED["sub_sdks"]))
def test_sub_sdk_keeps_published_names(attribute: str) -> None:
    """Its module, class and methods."""
    published = PUBLISHED["sub_sdks"][attribute]
    kind = getattr(import_module(published["module"]), published["class"])
    assert type(getattr(CodatSyncCommerce(None), attribute)) is kind
    assert getattr(codatsynccommerce, published["class"]) is kind
    for method, arguments in published["methods"].items():
        signature = inspect.signature(getattr(kind, method)).parameters
        leading = [name for name, one in signature.items() if one.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD]
        first = ["request"] if method in REQUEST_ADDED else []
        assert leading[1:] == [*first, *arguments]
        assert signature["retries"].default is None


@for_each("call", sorted(PUBLISHED["calls_of_today"]))
def test_call_sends_method_path_and_query(call: str) -> None:
    row = PUBLISHED["calls_of_today"][call]
    operation: Operation[Any] = getattr(operations, call.replace("-", "_").upper())
    assert (operation.name, operation.method) == (call, row["http_method"])
    assert re.sub(r"\{(\w+)\}", lambda found: f"{{{camel_case(found[1])}}}", operation.path) == row["path"]
    assert sorted({*operation.query.values()} - {"allowSyncOnPushComplete"}) == row["query"]
    assert (operation.body is not None) == (row["body"] or call == "set-configuration")
    assert hasattr(getattr(CodatSyncCommerce(None), row["sub_sdk"]), row["method"])


@for_each(("old", "new"), sorted(PUBLISHED["renamed_in_0_3_0"].items()))
def test_names_of_0_3_0_are_aliases(old: str, new: str) -> None:
    assert getattr(shared, new) is getattr(shared, old)
    assert new in shared.__all__


@for_each("name", sorted(PUBLISHED["utils"]))
def test_a_name_of_utils_can_be_imported(name: str) -> None:
    assert getattr(utils, name, None) is not None
    assert name in dir(utils)


def test_client_and_error_take_published_arguments() -> None:
    arguments = list(inspect.signature(CodatSyncCommerce).parameters)
    assert arguments[: len(PUBLISHED["client_arguments"])] == PUBLISHED["client_arguments"]
    assert list(inspect.signature(errors.SDKError).parameters)[:4] == ["message", "status_code", "body", "raw_response"]


def test_retry_settings_take_the_published_arguments() -> None:
    assert list(inspect.signature(utils.RetryConfig).parameters) == ["strategy", "backoff", "retry_connection_errors"]
    names = ["initial_interval", "max_interval", "exponent", "max_elapsed_time"]
    assert list(inspect.signature(utils.BackoffStrategy).parameters) == names


def test_the_data_is_whole() -> None:
    sizes = {
        part: len(PUBLISHED[part]) for part in ("models", "enums", "operations", "sub_sdks", "calls_of_today", "utils")
    }
    assert sizes == {"models": 153, "enums": 31, "operations": 113, "sub_sdks": 25, "calls_of_today": 59, "utils": 57}


def test_the_modules_that_code_imports_from_are_there() -> None:
    retries, sdkerror = (
        import_module(f"codatsynccommerce.{one}") for one in ("utils.retries", "models.errors.sdkerror")
    )
    assert (retries.RetryConfig, retries.BackoffStrategy) == (utils.RetryConfig, utils.BackoffStrategy)
    assert sdkerror.SDKError is errors.SDKError
