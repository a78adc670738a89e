"""The site's own scripts and styles: their addresses, and the digests by which its pages know them.

An address carries the digest of what lies there, so that a new page never meets an old script or
style that a browser kept. A script's digest stands in every page's policy, too: a browser runs the
scripts that the theme holds, and no other file of the site.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urljoin, urlsplit

SCRIPTS = (".js", ".mjs")
"""How the names of scripts end."""
_IMPORT = re.compile(rb"""(\b(?:from|import)\s*["'])(\.{1,2}/[\w./-]+)(?=["'])""")
"""A module that a script imports before it runs, by its address from there."""
_URL = re.compile(rb"""((?:\burl\(|@import)\s*["']?)([\w.-][\w./-]*)(?=["']?\s*[);])""")
"""A file that a style sheet names, by its address from there."""
_SHOWN = 12
"""Digits of a digest in an address: enough to tell one version of a file from another."""


_NAMED = re.compile(
    r'<(?:link\b[^>]*?\brel="(?:stylesheet|icon)"|script\b|img\b)[^>]*?\s(?:href|src)="([^"]*)"'
)
"""A style sheet, an icon, a script or a picture, as a page of the theme names it."""
_ANYWHERE = "https://site.invalid/"
"""Where a site lies that does not know its address."""


class AssetError(Exception):
    """A script or style that is named does not exist, or imports itself."""

    def __init__(self, path: str) -> None:
        """`path`: from the site's root."""
        super().__init__(path)
        self.path = path


@dataclass(frozen=True)
class Asset:
    """A file of the theme as it is published."""

    path: str
    """From the site's root: `assets/javascripts/search.js`."""
    content: bytes
    """With the addresses in it, of other files of the theme, carrying digests as well."""
    imports: tuple[str, ...] = ()
    """The scripts that have to be loaded before it, each after those that it needs itself.

    A page has a tag for each: of a script that only another one imports, a browser asks whether the
    policy names its address, not its digest; of one that a tag has loaded it asks nothing more.
    """

    @cached_property
    def _digest(self) -> bytes:
        return sha256(self.content).digest()

    @property
    def address(self) -> str:
        """From the site's root: `assets/javascripts/search.js?0123456789ab`."""
        return f"{self.path}?{self._digest.hex()[:_SHOWN]}"

    @property
    def integrity(self) -> str:
        """As a tag and a policy name it: `sha256-…`."""
        return f"sha256-{b64encode(self._digest).decode()}"


class Assets:
    """The files of the theme by their paths from the site's root."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """`files`: as they lie in the theme."""
        self._files = files
        self._made: dict[str, Asset] = {}

    def of(self, path: str) -> Asset:
        """The file at `path`.

        Raises:
            AssetError: there is none, or it imports itself.
        """
        if path not in self._made:
            self._made[path] = self._make(path, ())
        return self._made[path]

    @cached_property
    def digests(self) -> str:
        """Those of all scripts, as a policy lists them."""
        own = sorted(path for path in self._files if path.endswith(SCRIPTS))
        return " ".join(f"'{self.of(path).integrity}'" for path in own)

    @cached_property
    def digest(self) -> str:
        """That of all of them."""
        every = sha256()
        for path, content in sorted(self._files.items()):
            every.update(f"{path}\n{sha256(content).hexdigest()}\n".encode())
        return every.hexdigest()

    @property
    def changed(self) -> Iterator[Asset]:
        """The files that name others, and so are not published as they lie in the theme."""
        for path, content in self._files.items():
            if (asset := self.of(path)).content != content:
                yield asset

    def _make(self, path: str, within: tuple[str, ...]) -> Asset:
        """`within`: the files that are being made, each of which names the next."""
        if path not in self._files or path in within:
            raise AssetError(path)
        content, imports = self._files[path], dict[str, None]()
        is_script = path.endswith(SCRIPTS)
        pattern = _IMPORT if is_script else _URL if path.endswith(".css") else None

        def with_digest(found: re.Match[bytes]) -> bytes:
            named = normpath(join(dirname(path), found[2].decode()))
            if named not in self._files and not is_script:
                return found[0]  # a browser shows a page without a picture
            asset = self._made[named] = self._made.get(named) or self._make(named, (*within, path))
            imports.update(dict.fromkeys((*asset.imports, asset.path)))
            return found[0] + asset.address.removeprefix(asset.path).encode()

        if pattern:
            content = pattern.sub(with_digest, content)
        return Asset(path, content, tuple(imports) if is_script else ())


def named_by_frame(html: str, url: str, root: str) -> set[str]:
    """The files of the site, by their paths, that a page names outside its text.

    Args:
        html: the page.
        url: its address from the site's root.
        root: the site's address, or nothing where it is not known.
    """
    head, _, rest = html.partition("<main")
    frame, root = head + rest.rpartition("</main>")[2], root or _ANYWHERE
    found = (urljoin(urljoin(root, url), address) for address in _NAMED.findall(frame))
    return {
        unquote(urlsplit(each).path.removeprefix(urlsplit(root).path))
        for each in found
        if each.startswith(root)
    }
