"""A configuration is read from both forms that servers send, and sent back in the form in which it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support.for_each import for_each
from support.recorder import json_response

from codatsynccommerce._runtime.envelope import Envelope
from codatsynccommerce.models import operations, shared

if TYPE_CHECKING:
    from conftest import Connect
    from support.recorder import Recorder

SALES: dict[str, Any] = {"syncSales": True, "newer": 1}
FLAT: dict[str, Any] = {"sales": SALES, "fees": {"syncFees": False}, "unknown": "kept"}
NESTED: dict[str, Any] = {
    "companyId": "8a210b68-6988-11ed-a1eb-0242ac120002",
    "accountingSoftwareCompanyName": "Marlow Books",
    "configured": True,
    "enabled": False,
    "schedule": {"selectedFrequency": "Daily", "syncHour": 2},
    "later": [1],
    "configuration": {"sales": SALES, "countryCode": "GBR", "mapSettings": {"a": 1}, "inner": {"b": 2}},
}


@pytest.mark.parametrize("document", [FLAT, NESTED], ids=["flat", "nested"])
def test_configuration_round_trips(document: dict[str, Any], connect: Connect, server: Recorder) -> None:
    server.will(json_response(document))
    client = connect()
    configuration = client.configuration.get_configuration(operations.GetConfigurationRequest("c")).result
    assert configuration.sales is not None
    assert configuration.sales.sync_sales is True
    configuration.sales.sync_sales = False
    server.will(json_response(document))
    client.configuration.set_configuration(company_id="c", configuration=configuration)
    sales = {"syncSales": False, "newer": 1}
    inner = document.get("configuration")
    expected = {**document, "configuration": {**inner, "sales": sales}} if inner else {**document, "sales": sales}
    assert server.requests[-1].json == expected


def test_nested_fields_are_typed(connect: Connect, server: Recorder) -> None:
    server.will(json_response(NESTED))
    configuration = connect().configuration.get_configuration(company_id="c").result
    assert configuration.enabled is False
    assert configuration.schedule == shared.ConfigurationSchedule(selected_frequency="Daily", sync_hour=2)
    assert (configuration.country_code, configuration.map_settings) == ("GBR", {"a": 1})
    assert configuration.extra == {"later": [1], "configuration": {"inner": {"b": 2}}}


def test_new_configuration_is_nested_if_enabled_is_set(connect: Connect, server: Recorder) -> None:
    server.will(json_response(FLAT))
    sales = shared.Sales(sync_sales=True)
    connect().configuration.set_configuration(
        company_id="c", configuration=shared.Configuration(sales=sales, enabled=True)
    )
    assert server.only.json == {"enabled": True, "configuration": {"sales": {"syncSales": True}}}


@for_each("document", [None, [], "text", {"inner": 5}, {"inner": []}, {}])
def test_odd_documents_are_not_changed(document: Any) -> None:
    envelope = Envelope("inner", inside=("a",), outside=("b",))
    assert envelope.flatten(document) == document
    assert envelope.nest(document) == document
