"""What the theme prints of a page besides its text: linked data, its next sheet, last change."""

from dataclasses import dataclass

from mkdocs.structure.pages import Page as MkDocsPage

from hyoka.authoring.scaffold import RecordScaffolder
from hyoka.history.github_links import Repository
from hyoka.mkdocs_plugin.json_ld import linked_data
from hyoka.mkdocs_plugin.loading import LoadedSite
from hyoka.opendata.files import page_file
from hyoka.pages import Page
from hyoka.static_pages.reader import HOME
from hyoka.urls import PDF

_NO_DAY = "1970-01-01"
"""To gzip, that no day is known."""


@dataclass(frozen=True)
class PageMetadata:
    """What is known of the pages of a site."""

    loaded: LoadedSite
    pdf: str
    """Of which sheets there is a PDF: `all`, those of a fiscal year, or none."""

    def describe(self, page: MkDocsPage) -> None:
        """Let the theme know, in `page.meta` and `page.update_date`."""
        path = page.file.src_uri
        generated = self.loaded.generated.get(path)
        if generated:
            page.meta.update(self._of_generated(generated))
        page.meta["feed"] = self.loaded.feeds_by_page.get(path) if path != HOME else None
        page.meta["of_all"] = generated is not None and generated.changes_with_all
        self.describe_change(page)

    def _of_generated(self, page: Page) -> dict[str, str]:
        loaded, meta = self.loaded, dict[str, str]()
        if loaded.root:
            municipality = loaded.site.evaluation.municipality
            meta["linked_data"] = linked_data(
                page, municipality, loaded.language, loaded.root, loaded.site.file_by_path
            )
        if page.begins_sheets and loaded.repository:
            meta["next_sheet"] = self._next_sheet(page, loaded.repository)
        if page.sheet and self.pdf in {"all", str(page.fiscal_year)}:
            meta["pdf"] = f"{PDF}/{page.sheet}"
        if (file := page_file(page.url)) in loaded.site.file_by_path:
            meta["json"] = file
        return meta

    def _next_sheet(self, page: Page, repository: Repository) -> str:
        """The address that begins the next sheet, with what is known of it already."""
        scaffolder = RecordScaffolder(self.loaded.language, self.loaded.site.records)
        begun = scaffolder.next_sheet(page.path)
        return repository.new(begun.path, begun.texts) if begun else ""

    def describe_change(self, page: MkDocsPage) -> None:
        """When a page's record last changed; nothing where that is not known."""
        generated = self.loaded.generated.get(page.file.src_uri)
        record = generated.record if generated else page.file.src_uri
        if generated and generated.changes_with_all:
            record = ""  # any record
        page.meta["changed"] = ""
        # MkDocs would take the day of the build, and put it into `sitemap.xml.gz`.
        page.update_date = _NO_DAY
        if (revision := self.loaded.site.revisions.of(record)) and revision.last:
            page.meta["changed"] = self.loaded.language.date(revision.last)
            page.update_date = revision.last.isoformat()
