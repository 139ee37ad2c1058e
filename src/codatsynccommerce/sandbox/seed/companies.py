"""Companies, their connections, and the integrations that they can be connected to."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from codatsynccommerce.sandbox.store import NOBODY

from .ids import ACCOUNTING, COMMERCE, COMPANY, FOUNDED, LAST_SYNC

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.store import Record, State

_PLATFORMS = (
    ("gbol", "Xero", "Accounting"),
    ("qhyg", "QuickBooks Online", "Accounting"),
    ("fbrh", "FreeAgent", "Accounting"),
    ("pdvj", "MYOB", "Accounting"),
    ("mqjo", "Sandbox", "Accounting"),
    ("fztf", "Shopify", "Commerce"),
    ("fqly", "Clover", "Commerce"),
    ("ugxp", "Zettle", "Commerce"),
    ("lqai", "Partner Commerce", "Commerce"),
    ("aiwb", "Commerce Sandbox", "Commerce"),
)
_READ = {"Accounting": ("chartOfAccounts", "bankAccounts", "company"), "Commerce": ("commerce-orders",)}
_WRITTEN = ("chartOfAccounts", "creditNotes", "customers", "directIncomes", "invoices", "journalEntries", "payments")


def fill_integrations(state: State) -> None:
    """Add the integrations."""
    for key, name, source in _PLATFORMS:
        features = [(data_type, "Get") for data_type in _READ[source]]
        if source == "Accounting":
            features += [(data_type, "Post") for data_type in _WRITTEN]
        state.collection(NOBODY, "integrations")[key] = {
            "key": key,
            "name": name,
            "logoUrl": f"https://static.codat.io/public/{key}/logo-square.png",
            "enabled": True,
            "sourceType": source,
            "integrationId": _platform_id("integration", key),
            "sourceId": _platform_id("source", key),
            "isBeta": False,
            "isOfflineConnector": False,
            "datatypeFeatures": [
                {"dataType": one, "supportedFeatures": [{"featureType": kind, "featureState": "Release"}]}
                for one, kind in features
            ],
        }


def fill_companies(state: State) -> None:
    """Add the bookshop, linked to its accounting and its commerce platform."""
    company = new_company(state, COMPANY, {"name": "Marlow Books", "tags": {"region": "uk"}}, FOUNDED)
    integrations = state.collection(NOBODY, "integrations")
    for connection_id, key in ((ACCOUNTING, "gbol"), (COMMERCE, "fztf")):
        new_connection(state, company, connection_id, integrations[key], "Linked")["lastSync"] = LAST_SYNC
    company["lastSync"] = LAST_SYNC


def new_company(state: State, company_id: str, described: Record, created: str) -> Record:
    """Add a company that has nothing yet: no connection, no data, no sync."""
    company: dict[str, Any] = {
        "id": company_id,
        **described,
        "redirect": f"https://link.codat.io/company/{company_id}",
        "created": created,
        "createdByUserName": "Sandbox",
        "dataConnections": [],
    }
    state.collection(NOBODY, "companies")[company_id] = company
    for name in ("connections", "push", "history"):
        state.collection(company_id, name)
    state.store(company_id, "dataStatus", {})
    state.store(company_id, "commerce", {})
    state.store(company_id, "status", {"companyId": company_id, "dataConnections": [], "dataPushed": False})
    return company


def new_connection(state: State, company: Record, connection_id: str, integration: Record, status: str) -> Record:
    """Add a connection of a company to a platform."""
    connection: dict[str, Any] = {
        "id": connection_id,
        "integrationId": integration["integrationId"],
        "integrationKey": integration["key"],
        "sourceId": integration["sourceId"],
        "sourceType": integration["sourceType"],
        "platformName": integration["name"],
        "linkUrl": f"https://link-api.codat.io/companies/{company['id']}/connections/{connection_id}/start",
        "status": status,
        "created": company["created"],
        "dataConnectionErrors": [],
    }
    company["dataConnections"].append(connection)
    company.setdefault("platform", integration["name"])
    state.collection(company["id"], "connections")[connection_id] = connection
    return connection


def _platform_id(kind: str, key: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{kind} {key}"))
