"""What the records and the pages by hand are read from, and what each of them holds."""

from hyoka.content.content import Content, content_from_memory
from hyoka.content.folder import read_folder

__all__ = ["Content", "content_from_memory", "read_folder"]
