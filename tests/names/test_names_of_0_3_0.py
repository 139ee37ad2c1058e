"""Names that 0.3.0 changed work in both spellings, in both clients."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Optional

import dataclasses_json
import pytest
import requests
from support.for_each import for_each
from support.recorder import json_response

import codatsynccommerce
from codatsynccommerce import utils
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Connect
    from support.recorder import Recorder

CONFIG = utils.RetryConfig("none", None)
FRENCH = operations.GetConfigTextSyncFlowRequest(locale=shared.Locale.FR_FR)


def test_account_prototype_is_the_account_of_a_request(connect: Connect, server: Recorder) -> None:
    server.will(json_response({"pushOperationKey": "k"}))
    account = shared.AccountPrototype("GBP", Decimal("1.50"), is_bank_account=True, name="Till", status="Active")
    request = operations.CreateAccountingAccountRequest(
        account_prototype=account, company_id="c", connection_id="d", timeout_in_minutes=5
    )
    assert (request.account_prototype, request.accounting_account) == (account, account)
    assert dataclasses.replace(request, company_id="c") == request
    connect().accounting_accounts.create_accounting_account(request)
    assert server.only.target == "/companies/c/connections/d/push/accounts?timeoutInMinutes=5"
    assert server.only.json == {
        "currency": "GBP",
        "currentBalance": Decimal("1.50"),
        "isBankAccount": True,
        "name": "Till",
        "status": "Active",
    }


def test_account_prototype_can_be_set() -> None:
    request = operations.CreateAccountingAccountRequest("c", "d")
    request.account_prototype = shared.AccountPrototype(name="Till")
    assert request.accounting_account is request.account_prototype
    assert "Till" in repr(request)
    with pytest.raises(TypeError, match="unexpected keyword argument 'acount_prototype'"):
        operations.CreateAccountingAccountRequest("c", "d", acount_prototype=None)  # type: ignore[call-arg]


def test_account_prototype_keeps_its_arguments() -> None:
    parameters = inspect.signature(shared.AccountPrototype).parameters.values()
    arguments = [each.name for each in parameters if each.kind is not each.KEYWORD_ONLY]
    assert arguments[5:8] == ["is_bank_account", "name", "nominal_code"]
    assert len(arguments) == 12
    prototype = shared.AccountPrototype(type="Asset", valid_datatype_links=[shared.ValidDataTypeLinks(["a"], "b")])
    assert prototype.type is shared.AccountType.ASSET
    assert shared.AccountPrototype.from_dict(prototype.to_dict()) == prototype
    with pytest.raises(TypeError, match="did you mean 'nominal_code'"):
        shared.AccountPrototype(nominalcode="1")  # type: ignore[call-arg]


def test_data_statuses_are_the_payload(connect: Connect, server: Recorder) -> None:
    server.will(json_response({"invoices": {"dataType": "invoices", "currentStatus": "Complete"}}))
    res = connect().refresh_data.get_company_data_status(operations.GetCompanyDataStatusRequest(company_id="c"))
    assert res.data_statuses is res.data_status_response is res.result
    assert list(res.result) == ["invoices"]


@for_each(
    ("arguments", "named", "query"),
    [
        ((CONFIG,), {}, ""),
        ((), {"retries": CONFIG, "locale": "fr-fr"}, "locale=fr-fr"),
        ((FRENCH,), {}, "locale=fr-fr"),
        ((FRENCH, CONFIG), {}, "locale=fr-fr"),
        ((), {"request": FRENCH, "retries": CONFIG}, "locale=fr-fr"),
    ],
)
def test_texts_are_read_as_in_every_version(
    arguments: tuple[Any, ...], named: dict[str, Any], query: str, connect: Connect, server: Recorder
) -> None:
    server.will(json_response({"a": {"required": True, "text": "t"}}))
    res = connect().sync_flow_preferences.get_config_text_sync_flow(*arguments, **named)
    assert res.result["a"].text == "t"
    assert server.only.query == query


def test_texts_are_updated_by_a_request_object(connect: Connect, server: Recorder) -> None:
    server.will(json_response({"a": {"required": True, "text": "t"}}))
    request = operations.UpdateConfigTextSyncFlowRequest(
        locale=shared.Locale.EN_US, request_body={"a": shared.Localization(required=True, text="t")}
    )
    connect().sync_flow_preferences.update_config_text_sync_flow(request, CONFIG)
    assert server.only.query == "locale=en-us"
    assert server.only.json == {"a": {"required": True, "text": "t"}}


@for_each("request_object", ["fr-fr", operations.GetCompanyRequest("c"), 1])
def test_another_request_object_is_refused(request_object: Any, connect: Connect, server: Recorder) -> None:
    with pytest.raises(errors.RequestError, match="get-config-text-sync-flow takes no request, but a"):
        connect().sync_flow_preferences.get_config_text_sync_flow(request_object)
    assert server.requests == []


def test_error_has_its_json_configuration() -> None:
    assert errors.ErrorMessage.dataclass_json_config["undefined"] is dataclasses_json.Undefined.EXCLUDE


def test_error_is_made_of_its_fields() -> None:
    validation = shared.Validation(errors=[])
    error = errors.ErrorMessage(
        status_code=404, error="Company not found", service="PublicApi", correlation_id="c", validation=validation
    )
    assert (str(error), error.status_code, error.error) == ("Company not found", 404, "Company not found")
    assert (error.service, error.correlation_id, error.validation) == ("PublicApi", "c", validation)
    again = pickle.loads(pickle.dumps(errors.NotFoundError("404: none", 404, error="none")))  # noqa: S301 - our own
    assert (str(again), again.error, again.service) == ("404: none", "none", None)


def test_shared_can_be_imported_from_the_package() -> None:
    assert codatsynccommerce.shared is shared


def test_value_is_written_with_its_type_or_encoder() -> None:
    amount = Decimal("1.50")
    assert utils.marshal_json(amount, Optional[Decimal]) == utils.marshal_json(amount) == "1.50"
    assert utils.marshal_json(amount, utils.decimalencoder(optional=False, as_str=True)) == '"1.50"'
    assert utils.marshal_json(amount, Decimal, str) == utils.marshal_json(amount, encoder=str) == '"1.50"'


def responses(*statuses: int | Exception) -> Iterator[requests.Response]:
    for status in statuses:
        if isinstance(status, Exception):
            raise status
        response = requests.Response()
        response.status_code = status
        yield response


def retries(*, connection_errors: bool = True, seconds: float = 60) -> utils.Retries:
    backoff = utils.BackoffStrategy(1, 1, 1.5, int(seconds * 1000))
    return utils.Retries(utils.RetryConfig("backoff", backoff, connection_errors), ["429", "5XX"])


def test_retry_repeats_the_named_statuses() -> None:
    served = responses(429, 503, 200, 500)
    assert utils.retry(lambda: next(served), retries()).status_code == 200
    served = responses(404, 200)
    assert utils.retry(lambda: next(served), retries()).status_code == 404
    served = responses(503, 200)
    assert utils.retry(lambda: next(served), utils.Retries(CONFIG, ["5XX"])).status_code == 503
    served = responses(503)
    assert utils.retry(lambda: next(served), retries(seconds=-1)).status_code == 503


def test_retry_repeats_connection_errors_if_told_to() -> None:
    served: list[Any] = [requests.ConnectionError("refused"), requests.Timeout("slow"), *responses(200)]

    def call() -> requests.Response:
        value = served.pop(0)
        if isinstance(value, Exception):
            raise value
        return value  # type: ignore[no-any-return]

    assert utils.retry(call, retries()).status_code == 200
    for error in (requests.ConnectionError("refused"), ValueError("mine")):
        served[:] = [error, error]
        with pytest.raises(type(error)):
            utils.retry(call, retries(connection_errors=False))
        assert len(served) == 1
    served[:] = [requests.Timeout("slow")]
    with pytest.raises(requests.Timeout):
        utils.retry(call, retries(seconds=-1))


def test_first_decoder_that_fits_reads_a_union() -> None:
    decode = utils.union_decoder([int, str.upper])
    assert [decode("5"), decode("a"), decode([])] == [5, "A", []]
    encode = utils.union_encoder({Decimal: str, int: float})
    assert [encode(Decimal("5.50")), encode(5), encode("a")] == ["5.50", 5.0, "a"]
    assert utils.is_optional_type(Optional[int])
    assert not utils.is_optional_type(int)
