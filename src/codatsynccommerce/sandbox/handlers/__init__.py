"""Which function responds to which operation. Plain reading has one function for all operations."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from codatsynccommerce.sandbox.http import ApiError

from . import companies, configuration, connections, pushes, reading, refresh, settings, sync, sync_flow, webhooks

if TYPE_CHECKING:
    from collections.abc import Callable

    from codatsynccommerce.sandbox.http import HTTPResponse
    from codatsynccommerce.sandbox.routing import Call
    from codatsynccommerce.sandbox.store import Store

    Handler = Callable[[Store, Call], HTTPResponse]

_HANDLERS: tuple[tuple[str, str, Handler], ...] = (
    ("POST", "*/push/*", pushes.create),
    ("GET", "*/options/{dataType}", pushes.options),
    ("POST", "/meta/companies/sync", companies.create_for_sync),
    ("POST", "/companies", companies.create),
    ("PUT", "/companies/{companyId}", companies.replace),
    ("PATCH", "/companies/{companyId}", companies.update),
    ("DELETE", "/companies/{companyId}", companies.delete),
    ("POST", "*/connections", connections.create),
    ("PATCH", "*/connections/{connectionId}", connections.unlink),
    ("PUT", "*/connections/{connectionId}/authorization", connections.authorize),
    ("DELETE", "*/connections/{connectionId}", connections.delete),
    ("POST", "*/data/all", refresh.refresh_all),
    ("POST", "*/data/info", refresh.refresh_company_info),
    ("POST", "*/data/queue/{dataType}", refresh.refresh_data_type),
    ("POST", "*/sync/commerce/latest", sync.start_latest),
    ("POST", "*/sync/commerce/historic", sync.start_historic),
    ("POST", "/config/companies/*", configuration.save),
    ("GET", "*/ui/text", sync_flow.texts),
    ("PATCH", "*/ui/text", sync_flow.update_texts),
    ("GET", "*/ui/accounts/platform/*", sync_flow.visible_accounts),
    ("POST", "*/ui/accounts/platform/*", sync_flow.update_visible_accounts),
    ("GET", "*/branding", sync_flow.branding),
    ("GET", "/config/sync/commerce/*/start", sync_flow.start_url),
    ("GET", "*/accessToken", settings.access_token),
    ("GET", "*/syncSettings", settings.sync_settings),
    ("POST", "*/syncSettings", settings.update_sync_settings),
    ("GET", "*/sync/{datasetId}/validation", settings.sync_validation),
    ("GET", "*/supplementalDataConfig", settings.supplemental_data),
    ("PUT", "*/supplementalDataConfig", settings.update_supplemental_data),
    ("GET", "/webhooks", webhooks.list_consumers),
    ("POST", "/webhooks", webhooks.create),
    ("DELETE", "/webhooks/{webhookId}", webhooks.delete),
    ("GET", "*", reading.read),
)
"""HTTP method, pattern of the operation's path, and the handler. The first that fits is called."""


def handle(store: Store, call: Call) -> HTTPResponse:
    """Respond to a call from the store.

    Raises:
        ApiError: The call cannot be done.
    """
    if call.company_id:
        store.company(call.company_id)
    if "connectionId" in call.values:
        store.connection(call.company_id, call.values["connectionId"])
    for method, pattern, handler in _HANDLERS:
        if method == call.operation.method and fnmatchcase(call.operation.path, pattern):
            return handler(store, call)
    message = f"The sandbox does not know {call.operation.id}."
    raise ApiError(501, message)
