"""The plugin's options in `mkdocs.yml`."""

from mkdocs.config import config_options
from mkdocs.config.base import Config

from hyoka import site

MKDOCS = "mkdocs"
"""Of the option `pages`: MkDocs writes all pages, also where nothing needs it."""


class HyokaConfig(Config):  # type: ignore[no-untyped-call]
    """`plugins: [hyoka: {…}]`."""

    language = config_options.Type(str, default=site.LANGUAGE)
    branch = config_options.Type(str, default="main")
    """The branch that edit links lead to."""
    pdf = config_options.Optional(config_options.Type((str, int)))
    """Of which sheets a PDF will lie beside the pages: `all`, those of a fiscal year, or none."""
    pages = config_options.Choice(("auto", MKDOCS), default="auto")
    """Who writes the generated pages; `auto`: this plugin, unless another one listens to pages."""
