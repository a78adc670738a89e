"""`data/catalogue.jsonld`: all open data, for catalogues that gather it (DCAT 3, as JSON-LD).

A table is a dataset whose distributions are its files; all tables together are one more, with what
holds them all; and the JSON files are a data service. Terms that DCAT leaves open are those of
DCAT-AP, which the harvester of CKAN reads.

Source: https://www.w3.org/TR/vocab-dcat-3/, https://semiceu.github.io/DCAT-AP/releases/3.0.0/.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from hyoka.model import Municipality
from hyoka.opendata.files.file import DATA, Download, Form
from hyoka.opendata.files.openapi import NAME as OPENAPI
from hyoka.opendata.files.package import Json, as_json
from hyoka.opendata.files.resources import API
from hyoka.opendata.table import DataTable
from hyoka.wording import Language

NAME = "catalogue.jsonld"
_WHOLE = "all"
"""What the dataset of all tables is called among those of one."""
_EU = "http://publications.europa.eu/resource/authority"
_IANA = "https://www.iana.org/assignments/media-types"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "title": {"@id": "dct:title", "@language": "ja"},
    "description": {"@id": "dct:description", "@language": "ja"},
    "keyword": {"@id": "dcat:keyword", "@language": "ja"},
    "startDate": {"@id": "dcat:startDate", "@type": "xsd:date"},
    "endDate": {"@id": "dcat:endDate", "@type": "xsd:date"},
    "modified": {"@id": "dct:modified", "@type": "xsd:date"},
    "byteSize": {"@id": "dcat:byteSize", "@type": "xsd:nonNegativeInteger"},
    "checksumValue": {"@id": "spdx:checksumValue", "@type": "xsd:hexBinary"},
}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Whose open data is told of, where it lies, and when a record of it last changed."""

    municipality: Municipality
    language: Language
    root: str
    """The site's address, with its final `/`."""
    modified: datetime.date | None = None

    def download(self, tables: Sequence[DataTable], files: Sequence[Download]) -> Download:
        """The catalogue of `files`."""
        make = partial(self._content, tables, files)
        return Download(f"{DATA}/{NAME}", Form.DESCRIPTION, make)

    def _content(self, tables: Sequence[DataTable], files: Sequence[Download]) -> bytes:
        name = self.municipality.name
        described: Json = {
            "@context": _CONTEXT,
            "@id": f"{self.root}{DATA}/{NAME}",
            "@type": "dcat:Catalog",
            "title": self.language.word("downloads.title", name=name),
            "description": self.language.word("downloads.about", name=name),
            "foaf:homepage": {"@id": f"{self.root}{DATA}/"},
            **self._common,
            "dcat:dataset": [self._whole(files), *(self._table(t, files) for t in tables)],
            "dcat:service": self._service([_WHOLE, *(table.name for table in tables)]),
        }
        return as_json(described)

    def _whole(self, files: Iterable[Download]) -> Json:
        told = {
            what: self.language.word(f"downloads.{word}", name=self.municipality.name)
            for what, word in (("title", "title"), ("description", "about"))
        }
        return self._dataset(_WHOLE, told, [f for f in files if f.table is None])

    def _table(self, table: DataTable, files: Iterable[Download]) -> Json:
        name = self.municipality.name
        title = self.language.word(f"datasets.{table.name}.title")
        told = {
            "title": self.language.word("catalogue.title", name=name, table=title),
            "description": self.language.word(f"datasets.{table.name}.about"),
            "dct:temporal": _period(table),
        }
        return self._dataset(table.name, told, [f for f in files if f.table is table])

    def _dataset(self, name: str, told: Json, files: Iterable[Download]) -> Json:
        return {
            "@id": self._id(name),
            "@type": "dcat:Dataset",
            "dct:identifier": f"{self.municipality.code}_{name}",
            **told,
            **self._common,
            "keyword": [self.language.word("catalogue.keyword"), self.municipality.name],
            "dcat:landingPage": {"@id": f"{self.root}{DATA}/"},
            "dcat:contactPoint": self._contact,
            "dct:accrualPeriodicity": {"@id": f"{_EU}/frequency/ANNUAL"},
            "dcat:distribution": [self._distribution(file) for file in files],
        }

    def _distribution(self, file: Download) -> Json:
        address = {"@id": f"{self.root}{file.path}"}
        return {
            **address,
            "@type": "dcat:Distribution",
            "title": self.language.word(f"catalogue.forms.{file.form}"),
            "dcat:accessURL": address,
            "dcat:downloadURL": address,
            "dcat:mediaType": {"@id": f"{_IANA}/{file.media_type}"},
            "byteSize": str(file.size),
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "checksumValue": file.sha256,
            },
            **self._terms,
        }

    def _service(self, datasets: Iterable[str]) -> Json:
        return {
            "@id": f"{self.root}{API}/",
            "@type": "dcat:DataService",
            "title": self.language.word("api.title", name=self.municipality.name),
            "description": self.language.word("api.about", name=self.municipality.name),
            "dcat:endpointURL": {"@id": f"{self.root}{API}/"},
            "dcat:endpointDescription": {"@id": f"{self.root}{API}/{OPENAPI}"},
            "dcat:servesDataset": [{"@id": self._id(name)} for name in datasets],
            **self._terms,
        }

    def _id(self, dataset: str) -> str:
        return f"{self.root}{DATA}/{NAME}#{dataset}"

    @property
    def _common(self) -> Json:
        """What holds for the catalogue as for each dataset."""
        publisher, municipality = self.municipality.publisher, self.municipality
        return {
            "dct:publisher": {
                "@type": "foaf:Agent",
                "foaf:name": publisher.name,
                "foaf:homepage": publisher.url and {"@id": publisher.url},
            },
            "dct:spatial": {
                "@type": "dct:Location",
                "skos:prefLabel": municipality.name,
                "dct:identifier": municipality.code,
            },
            "dct:language": {"@id": f"{_EU}/language/JPN"},
            "modified": self.modified and self.modified.isoformat(),
            **self._terms,
        }

    @property
    def _terms(self) -> Json:
        """The licence; where none can be given, what is said of the rights."""
        if licence := self.municipality.licence:
            return {"dct:license": {"@id": licence.url}}
        statement = {"@type": "dct:RightsStatement", "rdfs:label": self.municipality.rights}
        return {"dct:rights": statement}

    @property
    def _contact(self) -> Json:
        publisher = self.municipality.publisher
        return {
            "@type": "vcard:Organization",
            "vcard:fn": publisher.name,
            "vcard:hasURL": publisher.url and {"@id": publisher.url},
            "vcard:note": publisher.contact,
        }


def _period(table: DataTable) -> Json | None:
    """From the first day of the first fiscal year of its rows to the last day of the last."""
    if "fiscal_year" not in table.names:
        return None
    years = [year for year in table.below("fiscal_year") if isinstance(year, int)]
    if not years:
        return None
    return {
        "@type": "dct:PeriodOfTime",
        "startDate": f"{min(years)}-04-01",
        "endDate": f"{max(years) + 1}-03-31",
    }
