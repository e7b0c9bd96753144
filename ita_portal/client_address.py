"""The network address that a request comes from, as far as it can be trusted."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Return the address of the browser, or None where the server does not know it.

    Behind the proxy it is the last hop that X-Forwarded-For names, which the proxy itself has added: whatever comes
    before that came from the browser. Without a proxy that header is not looked at.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip() or address
    try:
        parsed = ip_address(address)
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None  # IPv4 in the clothes of IPv6
    return str(mapped or parsed)


def counted_address(request: HttpRequest) -> str | None:
    """Return the address under which failures count: of IPv6 the first half, the other is everybody's to choose."""
    address = client_address(request)
    if address is None or isinstance(ip_address(address), IPv4Address):
        return address
    return str(ip_network(f"{address}/64", strict=False).network_address)


def network_of(address: str | None) -> str:
    """Return an address without its last part: enough to recognise a place, too little to find a person."""
    if not address:
        return ""
    parsed = ip_address(address)
    if isinstance(parsed, IPv4Address):
        return address.rpartition(".")[0] + ".x"
    return str(ip_network(f"{address}/48", strict=False))
