"""The MkDocs plugin `hyoka`: generated pages join the ones that are written by hand.

`plugin` answers MkDocs's events and nothing else; each of the others has one task. `page_writer`
makes a finished page of a generated one, `page_files` what MkDocs knows of them.
"""

from hyoka.mkdocs_plugin.plugin import HyokaPlugin

__all__ = ["HyokaPlugin"]
