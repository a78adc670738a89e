"""Whether the links of the records still lead somewhere.

Whoever may propose a record may name any address. So nothing is asked but https on its usual port,
at an address that everybody can reach, one host at a time; what is answered is not read.
"""

import ipaddress
import socket
import ssl
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from itertools import chain
from urllib.parse import quote, urljoin, urlsplit

from generator.language import Language
from generator.model import Municipality

_SECONDS = 15
_AT_ONCE = 4
_MOST_REDIRECTS = 5
_PORT = 443


@dataclass(frozen=True, slots=True)
class Link:
    """An address outside the site, and what names it."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link that did not lead to a page."""

    link: Link
    reason: str
    """A key of the language's `weekly.reasons`."""
    status: int = 0
    """What the server answered, where the reason is `status`."""


def links_of(municipality: Municipality, language: Language) -> tuple[Link, ...]:
    """The addresses that the records name, each once."""
    named = [(document.url, document.title) for document in municipality.documents]
    named.append((municipality.publisher.url, municipality.publisher.name))
    if municipality.licence:
        named.append((municipality.licence.url, language.word("weekly.licence")))
    first: dict[str, Link] = {}
    for url, name in named:
        if url:
            first.setdefault(url, Link(url, name))
    return tuple(first.values())


class _Pinned(HTTPSConnection):
    """A connection to the address that was looked at: asked again, a name may lead elsewhere."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(host, _PORT, timeout=_SECONDS)
        self.address = address

    def connect(self) -> None:
        plain = socket.create_connection((self.address, _PORT), _SECONDS)
        secured = ssl.create_default_context()
        self.sock = secured.wrap_socket(plain, server_hostname=self.host)


def _addresses(host: str) -> Sequence[str]:
    found = socket.getaddrinfo(host, _PORT, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


@dataclass(frozen=True, slots=True)
class Network:
    """How a host's addresses are found, and how one is reached."""

    addresses: Callable[[str], Sequence[str]] = _addresses
    connect: Callable[[str, str], HTTPConnection] = _Pinned


def dead_links(links: Sequence[Link], network: Network | None = None) -> tuple[DeadLink, ...]:
    """Those of `links` that lead nowhere, in their order."""
    by_host: dict[str, list[Link]] = defaultdict(list)
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


def _dead_among(links: Sequence[Link], network: Network) -> Iterator[DeadLink]:
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
    for _ in range(_MOST_REDIRECTS + 1):
        status, to = _ask(url, "HEAD", network)
        if status >= HTTPStatus.BAD_REQUEST:  # some servers answer GET alone
            status, to = _ask(url, "GET", network)
        if not to:
            return status
        url = _led(url, to)
    raise _Unreachable("redirects")


def _led(url: str, to: str) -> str:
    try:
        return urljoin(url, to)
    except ValueError:
        raise _Unreachable("not_https") from None


def _ask(url: str, method: str, network: Network) -> tuple[int, str]:
    """The status, and where it leads on."""
    host, path = _parts(url)
    try:
        connection = network.connect(host, _public_address(host, network))
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


def _parts(url: str) -> tuple[str, str]:
    """The host, and the path with its query, of what may be asked."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        allowed = parts.scheme == "https" and parts.port in {None, _PORT} and host
    except ValueError:
        allowed = None
    if not allowed:
        raise _Unreachable("not_https")
    whole = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    return host, quote(whole, safe="/?&=%+,;:@!$'()*~#[]")


def _public_address(host: str, network: Network) -> str:
    """One of the host's addresses, all of which must be everybody's."""
    addresses = network.addresses(host)
    if not addresses or not all(map(_is_public, addresses)):
        raise _Unreachable("private")
    return addresses[0]


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address)
    return found.is_global and not found.is_multicast
