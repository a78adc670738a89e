"""The words of the site, and how numbers, years, dates and sentences are written in them.

The words stand in `locales/<code>/*.yml`, the long hand-made texts in its folders.
"""

from hyoka.wording.language import Language, load_language
from hyoka.wording.words import languages, site_languages

__all__ = ["Language", "languages", "load_language", "site_languages"]
