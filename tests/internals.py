"""The inside of a client, where a test has to look at it."""

from typing import Any

from imgix_management import AsyncManagementClient, ManagementClient


def http_clients(client: ManagementClient | AsyncManagementClient) -> list[Any]:
    """The httpx clients that no call uses alone."""
    connections = client._api.connections
    return [*connections._idle, *([] if connections._shared is None else [connections._shared])]


def http_client(client: ManagementClient | AsyncManagementClient) -> Any:
    """The only one."""
    (single,) = http_clients(client)
    return single


def pool(http: Any) -> Any:
    """The connection pool of httpcore."""
    return http._transport._pool
