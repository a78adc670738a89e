"""The words of the site, and how numbers, years, dates and sentences are written in them.

The words stand in `locales/<code>/*.yml`, the long hand-made texts in its folders.
"""

from typing import TYPE_CHECKING

from hyoka.wording.words import languages, site_languages

if TYPE_CHECKING:
    from hyoka.wording.language import Language, language_of, load_language

__all__ = ["Language", "language_of", "languages", "load_language", "site_languages"]


def __getattr__(name: str) -> object:
    """A whole language knows every noun; whoever needs words alone need not wait for those."""
    if name in {"Language", "language_of", "load_language"}:
        from hyoka.wording import language  # noqa: PLC0415

        return getattr(language, name)
    raise AttributeError(name)
