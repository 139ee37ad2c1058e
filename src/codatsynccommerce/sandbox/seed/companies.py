"""Companies, their connections, and the integrations that they can be connected to."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from codatsynccommerce.sandbox.documents import Record
from codatsynccommerce.sandbox.store import GLOBAL

from .ids import ACCOUNTING, COMMERCE, COMPANY, FOUNDED, LAST_SYNC

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.store import Store

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
_FEATURES: dict[str, dict[str, tuple[str, ...]]] = {
    "Accounting": {
        "chartOfAccounts": ("Get", "Post"),
        "bankAccounts": ("Get",),
        "company": ("Get",),
        "creditNotes": ("Post",),
        "customers": ("Post",),
        "directIncomes": ("Post",),
        "invoices": ("Post",),
        "journalEntries": ("Post",),
        "payments": ("Post",),
    },
    "Commerce": {"commerce-orders": ("Get",)},
}


def fill_integrations(store: Store) -> None:
    """Add the integrations."""
    for key, name, source_type in _PLATFORMS:
        store.collection(GLOBAL, "integrations")[key] = {
            "key": key,
            "name": name,
            "logoUrl": f"https://static.codat.io/public/{key}/logo-square.png",
            "enabled": True,
            "sourceType": source_type,
            "integrationId": _platform_id("integration", key),
            "sourceId": _platform_id("source", key),
            "isBeta": False,
            "isOfflineConnector": False,
            "datatypeFeatures": [
                {
                    "dataType": data_type,
                    "supportedFeatures": [{"featureType": kind, "featureState": "Release"} for kind in kinds],
                }
                for data_type, kinds in _FEATURES[source_type].items()
            ],
        }


def fill_companies(store: Store) -> None:
    """Add the bookshop, linked to its accounting and its commerce platform."""
    company = new_company(store, COMPANY, {"name": "Marlow Books", "tags": {"region": "uk"}}, FOUNDED)
    integrations = store.collection(GLOBAL, "integrations")
    for connection_id, key in ((ACCOUNTING, "gbol"), (COMMERCE, "fztf")):
        new_connection(store, company, connection_id, integrations[key], "Linked")["lastSync"] = LAST_SYNC
    company["lastSync"] = LAST_SYNC


def new_company(store: Store, company_id: str, details: Record, created: str) -> Record:
    """Add a company that has nothing yet: no connection, no data, no sync."""
    company: Record = {
        "id": company_id,
        **details,
        "redirect": f"https://link.codat.io/company/{company_id}",
        "created": created,
        "createdByUserName": "Sandbox",
        "dataConnections": [],
    }
    store.collection(GLOBAL, "companies")[company_id] = company
    for name in ("connections", "push", "history"):
        store.collection(company_id, name)
    store.put_document(company_id, "dataStatus", {})
    store.put_document(company_id, "commerce", {"companyId": company_id, "configured": False, "enabled": False})
    store.put_document(company_id, "status", {"companyId": company_id, "dataConnections": [], "dataPushed": False})
    return company


def new_connection(store: Store, company: Record, connection_id: str, integration: Record, status: str) -> Record:
    """Add a connection of a company to a platform."""
    connection: Record = {
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
    store.collection(company["id"], "connections")[connection_id] = connection
    return connection


def _platform_id(kind: str, key: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{kind} {key}"))
