"""Addresses on the web as records name them: `https`, a host that anybody can reach, no secrets."""

import ipaddress
import re
import unicodedata
from urllib.parse import SplitResult, urlsplit

from hyoka.model.texts import is_seen

_START = "https://"
_SIGN = re.compile(r"[<>\"'`\\{}|^“”‘’]|[、。，．」』）]$")
"""No address has these as they are; the last ones come from the text around it."""
_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_LABEL = re.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)
_NUMBER = re.compile("[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
_LONGEST_HOST = 253
_LAST_PORT = 65535


def fault_of(url: str) -> str | None:
    """What is wrong with an address: a key of `url_faults` in the languages; `None`: nothing."""
    if not url.startswith(_START):
        return "scheme"
    if any(map(_is_hidden, url)):
        return "hidden"
    if _SIGN.search(url):
        return "sign"
    if _PERCENT.search(url):
        return "percent"
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket that is never closed
        return "host"
    return _fault_of_place(parts)


def _is_hidden(character: str) -> bool:
    """Whether nobody sees that the address has the character; a mark changes the letter before."""
    selects = unicodedata.name(character, "").startswith("VARIATION SELECTOR")
    is_mark = unicodedata.category(character)[0] == "M" and not selects
    return not is_mark and not is_seen(character)


def _fault_of_place(parts: SplitResult) -> str | None:
    """What is wrong with who is asked: `www.example.lg.jp:8443`."""
    if "@" in parts.netloc:
        return "userinfo"
    try:
        port = parts.port
    except ValueError:
        return "port"
    if parts.netloc.endswith(":") or port == 0 or (port or 0) > _LAST_PORT:
        return "port"
    return None if _is_host(parts) else "host"


def _is_host(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    if "。" in host or host != unicodedata.normalize("NFKC", host):
        return False
    if parts.netloc.startswith("["):
        return _is_public(host)
    try:
        name = host.encode("idna").decode("ascii")
    except UnicodeError:
        return False
    labels = name.split(".")
    if len(name) > _LONGEST_HOST or not all(map(_LABEL.fullmatch, labels)):
        return False
    return _is_public(host) if _NUMBER.fullmatch(labels[-1]) else len(labels) > 1


def _is_public(host: str) -> bool:
    """Whether it is an IP address, as it is usually written, that anybody can reach."""
    try:
        return "%" not in host and ipaddress.ip_address(host).is_global
    except ValueError:
        return False
