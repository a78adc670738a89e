"""What other programs read of a page: schema.org's Dataset and BreadcrumbList, as JSON-LD."""

import json
from collections.abc import Iterator, Mapping, Sequence

from hyoka.model import Document, Licence, Municipality
from hyoka.opendata.files import DATA, Download, csv_path, page_file
from hyoka.pages import Page
from hyoka.units import FiscalYear
from hyoka.wording import Language

_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""No text of a record ends the <script> element that the JSON stands in."""


def linked_data(
    page: Page,
    municipality: Municipality,
    language: Language,
    root: str,
    files: Mapping[str, Download],
) -> str:
    """The JSON-LD of a page, to stand in a script element.

    `root`: the site's address, with `/`; `files`: the open data, by its path.
    """
    parts = [_breadcrumbs(page, root)] if page.breadcrumbs else []
    if page.summary.years:
        parts.append(_dataset(page, municipality, language, root, files))
    if not parts:
        return ""
    linked = {"@context": "https://schema.org", "@graph": parts}
    return json.dumps(linked, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)


def _breadcrumbs(page: Page, root: str) -> Mapping[str, object]:
    steps = [*((crumb.title, crumb.url) for crumb in page.breadcrumbs), (page.title, page.url)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": title, "item": f"{root}{url}"}
            for position, (title, url) in enumerate(steps, start=1)
        ],
    }


def _dataset(
    page: Page,
    municipality: Municipality,
    language: Language,
    root: str,
    files: Mapping[str, Download],
) -> Mapping[str, object]:
    return _without_nothing(
        {
            "@type": "Dataset",
            "name": page.unique_title,
            "description": page.summary.description,
            "url": f"{root}{page.url}",
            "inLanguage": language.code,
            "isAccessibleForFree": True,
            **_of_municipality(municipality),
            "temporalCoverage": _interval(page.summary.years),
            "license": _address(municipality.licence),
            "isBasedOn": [_source(document) for document in page.documents],
            "variableMeasured": [
                _without_nothing(
                    {"@type": "PropertyValue", "name": one.name, "unitText": one.unit or None}
                )
                for one in page.summary.measured
            ],
            "distribution": [
                {
                    "@type": "DataDownload",
                    "contentUrl": f"{root}{file.path}",
                    "encodingFormat": file.media_type,
                }
                for file in _files(page, municipality, files)
            ],
            "includedInDataCatalog": _catalogue(municipality, language, root) if files else None,
        }
    )


def _of_municipality(municipality: Municipality) -> Mapping[str, object]:
    """Whose the data is, and of which place."""
    name, code, publisher = municipality.name, municipality.code, municipality.publisher
    return {
        "creator": {"@type": "GovernmentOrganization", "name": name, "identifier": code},
        "publisher": _without_nothing(
            {"@type": "Organization", "name": publisher.name, "url": publisher.url}
        ),
        "spatialCoverage": {
            "@type": "AdministrativeArea",
            "name": name,
            "identifier": {
                "@type": "PropertyValue",
                "propertyID": "全国地方公共団体コード",
                "value": code,
            },
        },
    }


def _files(
    page: Page, municipality: Municipality, files: Mapping[str, Download]
) -> Iterator[Download]:
    """What a page shows, to take away: its own JSON file, and the tables that its rows are of."""
    if own := files.get(page_file(page.url)):
        yield own
        yield from (files[csv_path(municipality, table)] for table in own.holds)


def _catalogue(municipality: Municipality, language: Language, root: str) -> Mapping[str, object]:
    name = language.word("downloads.title", name=municipality.name)
    return {"@type": "DataCatalog", "name": name, "url": f"{root}{DATA}/"}


def _interval(years: Sequence[FiscalYear]) -> str:
    """From the first day of the first year to the last day of the last: 2018-04-01/2019-03-31."""
    return f"{years[0]}-04-01/{years[-1].plus(1)}-03-31"


def _source(document: Document) -> Mapping[str, object]:
    published = document.published and document.published.isoformat()
    return _without_nothing(
        {
            "@type": "CreativeWork",
            "name": document.name,
            "url": document.url,
            "datePublished": published,
            "publisher": {"@type": "Organization", "name": document.issuer},
        }
    )


def _address(licence: Licence | None) -> str | None:
    return licence.url if licence else None


def _without_nothing(values: Mapping[str, object]) -> Mapping[str, object]:
    return {key: value for key, value in values.items() if value not in (None, [])}
