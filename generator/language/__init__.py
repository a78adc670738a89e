"""The words of the site, and how numbers, years, dates and sentences are written in them.

The words stand in `languages/<code>/*.yml`, the long hand-made texts in its folders.
"""

from generator.language.whole import Language, load_language

__all__ = ["Language", "load_language"]
