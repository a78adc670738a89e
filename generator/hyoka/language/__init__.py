"""The words of the site, and how numbers, years, dates and sentences are written in them.

The words stand in `languages/<code>/*.yml`, the long hand-made texts in its folders.
"""

from hyoka.language.whole import Language, load_language
from hyoka.language.words import languages, site_languages

__all__ = ["Language", "languages", "load_language", "site_languages"]
