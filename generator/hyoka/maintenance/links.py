"""Whether links still lead somewhere.

Whoever may propose a record or a page may name any address. So nothing is asked but https and http
on their usual ports, at an address that everybody can reach, one host at a time; what is answered
is not read.
"""

import ipaddress
import socket
import ssl
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from itertools import chain
from urllib.parse import quote, urljoin, urlsplit

from hyoka.maintenance.link_sources import RecordedLink

_SECONDS = 15
_AT_ONCE = 4
_MAX_REDIRECTS = 5
_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link that did not lead to a page."""

    link: RecordedLink
    reason: str
    """A key of the language's `weekly.reasons`."""
    status: int = 0
    """What the server answered, where the reason is `status`."""


class _Pinned(HTTPConnection):
    """A connection to the address that was looked at: asked again, a name may lead elsewhere."""

    def __init__(self, scheme: str, host: str, address: str) -> None:
        self.default_port = _PORTS[scheme]  # which goes without saying in a request
        super().__init__(host, self.default_port, timeout=_SECONDS)
        self.scheme = scheme
        self.address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), _SECONDS)
        if self.scheme == "https":
            secured = ssl.create_default_context()
            self.sock = secured.wrap_socket(self.sock, server_hostname=self.host)


def _addresses(host: str) -> Sequence[str]:
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


@dataclass(frozen=True, slots=True)
class Network:
    """How a host's addresses are found, and how one is reached."""

    addresses: Callable[[str], Sequence[str]] = _addresses
    connect: Callable[[str, str, str], HTTPConnection] = _Pinned
    """By the scheme, the host's name and one of its addresses."""


def dead_links(
    links: Sequence[RecordedLink], network: Network | None = None
) -> tuple[DeadLink, ...]:
    """Those of `links` that lead nowhere, in their order."""
    by_host: dict[str, list[RecordedLink]] = defaultdict(list)
    for link in links:
        by_host[_host(link.url)].append(link)
    reach = network or Network()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = pool.map(lambda group: list(_dead_among(group, reach)), by_host.values())
        dead = {one.link: one for one in chain.from_iterable(found)}
    return tuple(dead[link] for link in links if link in dead)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""


def _dead_among(links: Sequence[RecordedLink], network: Network) -> Iterator[DeadLink]:
    for link in links:
        try:
            status = _follow(link.url, network)
        except _Unreachable as error:
            yield DeadLink(link, error.reason)
        else:
            if status >= HTTPStatus.BAD_REQUEST:
                yield DeadLink(link, "status", status)


class _Unreachable(Exception):  # noqa: N818 - what it says is what it is
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _follow(url: str, network: Network) -> int:
    """The status of what the address leads to in the end."""
    for _ in range(_MAX_REDIRECTS + 1):
        status, to = _ask(url, "HEAD", network)
        if status >= HTTPStatus.BAD_REQUEST:  # some servers answer GET alone
            status, to = _ask(url, "GET", network)
        if not to:
            return status
        url = _led(url, to)
    raise _Unreachable("redirects")


def _led(url: str, to: str) -> str:
    """The next address; nothing leads from https to http."""
    try:
        led = urljoin(url, to)
    except ValueError:
        led = ""
    if not led or (_is_secure(url) and not _is_secure(led)):
        raise _Unreachable("not_https")
    return led


def _is_secure(url: str) -> bool:
    return urlsplit(url).scheme == "https"


def _ask(url: str, method: str, network: Network) -> tuple[int, str]:
    """The status, and where it leads on."""
    scheme, host, path = _parts(url)
    try:
        connection = network.connect(scheme, host, _public_address(host, network))
        try:
            connection.request(method, path, headers={"User-Agent": "hyoka", "Accept": "*/*"})
            answer = connection.getresponse()
            is_redirect = 300 <= answer.status < HTTPStatus.BAD_REQUEST  # noqa: PLR2004
            return answer.status, answer.getheader("Location", "") if is_redirect else ""
        finally:
            connection.close()
    except socket.gaierror:
        raise _Unreachable("unknown_host") from None
    except ssl.SSLError:
        raise _Unreachable("tls") from None
    except TimeoutError:
        raise _Unreachable("timeout") from None
    except (OSError, HTTPException):
        raise _Unreachable("unreachable") from None


def _parts(url: str) -> tuple[str, str, str]:
    """The scheme, the host, and the path with its query, of what may be asked."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        allowed = host and parts.port in {None, _PORTS[parts.scheme]}
    except (ValueError, KeyError):
        allowed = None
    if not allowed:
        raise _Unreachable("not_asked")
    whole = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    return parts.scheme, host, quote(whole, safe="/?&=%+,;:@!$'()*~#[]")


def _public_address(host: str, network: Network) -> str:
    """One of the host's addresses, all of which must be everybody's."""
    addresses = network.addresses(host)
    if not addresses or not all(map(_is_public, addresses)):
        raise _Unreachable("private")
    return addresses[0]


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address)
    return found.is_global and not found.is_multicast
