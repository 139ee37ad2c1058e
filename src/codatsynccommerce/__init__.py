"""Sync for Commerce: a typed client for Codat's API. Start with `CodatSyncCommerce`.

Push sales data of merchants into their accounting software: companies, connections, the sync flow, push operations, and
the accounting and commerce data that Codat has read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._runtime.lazy import lazy

if TYPE_CHECKING:
    from . import bulk, models, queries, telemetry, utils, webhooks
    from ._version import __version__
    from .accounting_accounts import AccountingAccounts
    from .accounting_bank_accounts import AccountingBankAccounts
    from .accounting_company_info import AccountingCompanyInfo
    from .accounting_credit_notes import AccountingCreditNotes
    from .accounting_customers import AccountingCustomers
    from .accounting_direct_incomes import AccountingDirectIncomes
    from .accounting_invoices import AccountingInvoices
    from .accounting_journal_entries import AccountingJournalEntries
    from .accounting_payments import AccountingPayments
    from .aio.sdk import AsyncCodatSyncCommerce
    from .commerce_company_info import CommerceCompanyInfo
    from .commerce_customers import CommerceCustomers
    from .commerce_locations import CommerceLocations
    from .commerce_orders import CommerceOrders
    from .commerce_payments import CommercePayments
    from .commerce_products import CommerceProducts
    from .commerce_transactions import CommerceTransactions
    from .companies import Companies
    from .company_management import CompanyManagement
    from .configuration import Configuration
    from .connection_management import ConnectionManagement
    from .connections import Connections
    from .integrations import Integrations
    from .models import shared
    from .platform_companies import PlatformCompanies
    from .platform_connections import PlatformConnections
    from .push_data import PushData
    from .read_data import ReadData
    from .refresh_data import RefreshData
    from .sdk import SERVERS, CodatSyncCommerce
    from .sdkconfiguration import SDKConfiguration
    from .supplemental_data import SupplementalData
    from .sync import Sync
    from .sync_flow_preferences import SyncFlowPreferences
    from .sync_settings import SyncSettings
    from .utils import RetryConfig
    from .webhook_consumers import WebhookConsumers

__all__ = [
    "SERVERS",
    "AccountingAccounts",
    "AccountingBankAccounts",
    "AccountingCompanyInfo",
    "AccountingCreditNotes",
    "AccountingCustomers",
    "AccountingDirectIncomes",
    "AccountingInvoices",
    "AccountingJournalEntries",
    "AccountingPayments",
    "AsyncCodatSyncCommerce",
    "CodatSyncCommerce",
    "CommerceCompanyInfo",
    "CommerceCustomers",
    "CommerceLocations",
    "CommerceOrders",
    "CommercePayments",
    "CommerceProducts",
    "CommerceTransactions",
    "Companies",
    "CompanyManagement",
    "Configuration",
    "ConnectionManagement",
    "Connections",
    "Integrations",
    "PlatformCompanies",
    "PlatformConnections",
    "PushData",
    "ReadData",
    "RefreshData",
    "RetryConfig",
    "SDKConfiguration",
    "SupplementalData",
    "Sync",
    "SyncFlowPreferences",
    "SyncSettings",
    "WebhookConsumers",
    "__version__",
    "bulk",
    "models",
    "queries",
    "shared",
    "telemetry",
    "utils",
    "webhooks",
]

if not TYPE_CHECKING:  # Type checkers see the imports above, and so report misspelled names.
    __getattr__, __dir__ = lazy(
        globals(),
        {
            "SERVERS": ".sdk",
            "AccountingAccounts": ".accounting_accounts",
            "AccountingBankAccounts": ".accounting_bank_accounts",
            "AccountingCompanyInfo": ".accounting_company_info",
            "AccountingCreditNotes": ".accounting_credit_notes",
            "AccountingCustomers": ".accounting_customers",
            "AccountingDirectIncomes": ".accounting_direct_incomes",
            "AccountingInvoices": ".accounting_invoices",
            "AccountingJournalEntries": ".accounting_journal_entries",
            "AccountingPayments": ".accounting_payments",
            "AsyncCodatSyncCommerce": ".aio.sdk",
            "CodatSyncCommerce": ".sdk",
            "CommerceCompanyInfo": ".commerce_company_info",
            "CommerceCustomers": ".commerce_customers",
            "CommerceLocations": ".commerce_locations",
            "CommerceOrders": ".commerce_orders",
            "CommercePayments": ".commerce_payments",
            "CommerceProducts": ".commerce_products",
            "CommerceTransactions": ".commerce_transactions",
            "Companies": ".companies",
            "CompanyManagement": ".company_management",
            "Configuration": ".configuration",
            "ConnectionManagement": ".connection_management",
            "Connections": ".connections",
            "Integrations": ".integrations",
            "PlatformCompanies": ".platform_companies",
            "PlatformConnections": ".platform_connections",
            "PushData": ".push_data",
            "ReadData": ".read_data",
            "RefreshData": ".refresh_data",
            "RetryConfig": ".utils",
            "SDKConfiguration": ".sdkconfiguration",
            "SupplementalData": ".supplemental_data",
            "Sync": ".sync",
            "SyncFlowPreferences": ".sync_flow_preferences",
            "SyncSettings": ".sync_settings",
            "WebhookConsumers": ".webhook_consumers",
            "__version__": "._version",
            "bulk": ".bulk:",
            "models": ".models:",
            "queries": ".queries:",
            "shared": ".models.shared:",
            "telemetry": ".telemetry:",
            "utils": ".utils:",
            "webhooks": ".webhooks:",
        },
    )
