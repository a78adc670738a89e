"""Settings that no page can be made by are refused, those that change nothing are told."""

import warnings
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from hyoka import site
from hyoka.mkdocs_plugin import settings
from hyoka.mkdocs_plugin.logs import log
from hyoka.terminal import sanitize
from hyoka.wording import load_language, site_languages

_WORDS = Path("partials", "words.html")
"""The file by which the theme is known for ours."""


def check_settings(config: MkDocsConfig, language: str, *, tell: bool) -> None:
    """Refuse what no page can be made by, and leave out what would be loaded from elsewhere.

    `language`: the plugin's option. `tell`: whether settings that change nothing are told.

    Raises:
        PluginError: the theme is another one, or a language, an icon or the palettes are not such
            as it knows.
    """
    _must_know("plugins: hyoka: language", language, site_languages())
    words, theme = load_language(language), config.theme
    if not any(Path(folder, _WORDS).is_file() for folder in theme.dirs):
        raise PluginError(words.word("report.no_theme", theme=sanitize(str(theme.name))))
    _must_know("theme.language", str(theme.get("language")), site_languages())
    if not settings.has_palettes(theme):
        raise PluginError(words.word("report.no_palettes"))
    if icon := settings.missing_icon(theme, theme.dirs):
        raise PluginError(words.word("report.no_icon", icon=sanitize(icon)))
    if tell and (names := list(settings.unused(_given(config)))):
        text = sanitize(words.word("formats.list").join(names))
        log.info(words.word("report.unused_settings", settings=text))
    config.extra_css = [path for path in config.extra_css if not settings.is_elsewhere(path)]
    config.extra_javascript = [
        script for script in config.extra_javascript if not settings.is_elsewhere(str(script))
    ]


def _must_know(setting: str, code: str, known: Iterable[str]) -> None:
    """Refuse a language that there are no words of.

    Raises:
        PluginError: `code` is none of the languages in `known`.
    """
    if code not in known:
        language = load_language(site.LANGUAGE)
        choices = language.word("formats.list").join(known)
        raise PluginError(
            language.word(
                "report.no_language",
                setting=setting,
                code=sanitize(code),
                known=choices,
            )
        )


def _given(config: MkDocsConfig) -> dict[str, object]:
    """What `mkdocs.yml` says, without what is usual where it says nothing."""
    with warnings.catch_warnings():
        # MkDocs itself has no use for it any more; nothing else tells the two apart.
        warnings.simplefilter("ignore", DeprecationWarning)
        return {name: value for each in config.user_configs for name, value in each.items()}
