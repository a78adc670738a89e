"""The folder that a build writes into: beside the present site, whose place it takes when whole."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from hyoka.files.staging import SITE, BusyError, StagedFolder
from hyoka.mkdocs_plugin.logs import log
from hyoka.wording import Language


class StagedSite:
    """A site that is published whole or not at all."""

    def __init__(self, config: MkDocsConfig, language: Language) -> None:
        """Let MkDocs build beside the site that stands.

        Raises:
            Abort: there can be no site there, or another process makes it.
        """
        StagedFolder(Path(config.config_file_path or "mkdocs.yml").parent / SITE).restore()
        self.is_whole = False
        self._config, self._language = config, language
        self._name, self._folder = config.site_dir, StagedFolder(Path(config.site_dir))
        try:
            self._folder.open(self._wait)
        except BusyError as error:
            words = language.word("report.busy", process=str(error), folder=self._name)
            raise Abort(words) from None
        except OSError as error:
            raise self._not_placed(error, self._name) from None
        config.site_dir = str(self._folder.building)

    def _wait(self, process: str) -> None:
        waiting = self._language.word("report.waiting", process=process, folder=self._name)
        log.info("%s", waiting)

    def _not_placed(self, error: OSError, folder: str) -> Abort:
        reason = error.strerror or str(error)
        return Abort(self._language.word("report.not_placed", folder=folder, reason=reason))

    def publish(self) -> None:
        """Put the site in its place, once it is whole.

        Raises:
            Abort: it cannot be put there; the one that stood there still does.
        """
        if self.is_whole:
            try:
                self._folder.publish()
            except OSError as error:
                raise self._not_placed(error, str(self._folder.target)) from None
            finally:
                self.discard()

    def discard(self) -> None:
        """Remove what was built and not published."""
        self._config.site_dir = str(self._folder.target)
        self._folder.close()
        self.is_whole = False
