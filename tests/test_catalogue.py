"""The data catalogue as others gather it: as RDF, without this site's help."""

import datetime
import hashlib
from functools import cache

import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.evaluation import EvaluatedSite, evaluate
from hyoka.opendata.files import Download, Form, downloads
from hyoka.opendata.tables import tables
from hyoka.wording import load_language
from tests.building import PUBLISHED, REAL, TOWN

# What rdflib's own reader of JSON-LD still uses.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

JA = load_language("ja")
SPDX = Namespace("http://spdx.org/rdf/terms#")
CATALOGUE = "data/catalogue.jsonld"
DAY = datetime.date(2026, 11, 24)


@cache
def town() -> EvaluatedSite:
    return evaluate(read_records(read_folder(TOWN)).records)


@cache
def files() -> dict[str, Download]:
    return {file.path: file for file in downloads(town(), JA, PUBLISHED, DAY)}


def parsed(content: bytes) -> Graph:
    graph = Graph().parse(data=content, format="json-ld")
    assert not [node for triple in graph for node in triple if is_relative(node)]
    return graph


def is_relative(node: object) -> bool:
    return isinstance(node, URIRef) and "://" not in node


@pytest.fixture(scope="module")
def graph() -> Graph:
    return parsed(files()[CATALOGUE].content)


def at(path: str) -> URIRef:
    return URIRef(f"{PUBLISHED}{path}")


THE = at(CATALOGUE)


def test_the_catalogue_says_who_publishes_what(graph: Graph) -> None:
    assert (THE, RDF.type, DCAT.Catalog) in graph
    assert graph.value(THE, DCTERMS.title) == Literal("架空市 政策評価のオープンデータ", lang="ja")
    publisher = graph.value(THE, DCTERMS.publisher)
    assert graph.value(publisher, FOAF.name) == Literal("架空市 わたぐも課")
    place = graph.value(THE, DCTERMS.spatial)
    assert graph.value(place, DCTERMS.identifier) == Literal("999999")
    assert graph.value(place, SKOS.prefLabel) == Literal("架空市")
    assert graph.value(THE, DCTERMS.modified) == Literal("2026-11-24", datatype=XSD.date)


def test_every_table_is_a_dataset_and_so_are_all_together(graph: Graph) -> None:
    datasets = set(graph.objects(THE, DCAT.dataset))
    names = {"all", *(table.name for table in tables(town(), JA))}
    assert datasets == {URIRef(f"{THE}#{name}") for name in names}
    for dataset in datasets:
        assert (dataset, RDF.type, DCAT.Dataset) in graph
        for told in (DCTERMS.title, DCTERMS.description, DCTERMS.identifier, DCTERMS.publisher):
            assert len(list(graph.objects(dataset, told))) == 1, (dataset, told)
        for told in (DCTERMS.license, DCTERMS.spatial, DCTERMS.language, DCTERMS.modified):
            assert len(list(graph.objects(dataset, told))) == 1, (dataset, told)
        (often,) = graph.objects(dataset, DCTERMS.accrualPeriodicity)
        assert str(often).endswith("/frequency/ANNUAL")
        assert list(graph.objects(dataset, DCAT.distribution))


def test_every_file_of_a_table_is_a_distribution_as_it_lies(graph: Graph) -> None:
    found = set(graph.subjects(RDF.type, DCAT.Distribution))
    apart = {Form.JSON, Form.DESCRIPTION}
    data = {path for path, file in files().items() if file.form not in apart}
    assert found == {at(path) for path in {*data, "data/datapackage.json"}}
    for distribution in found:
        content = files()[str(distribution).removeprefix(PUBLISHED)].content
        assert graph.value(distribution, DCAT.downloadURL) == distribution
        assert graph.value(distribution, DCAT.accessURL) == distribution
        size = Literal(str(len(content)), datatype=XSD.nonNegativeInteger)
        assert graph.value(distribution, DCAT.byteSize) == size
        checksum = graph.value(distribution, SPDX.checksum)
        assert str(graph.value(checksum, SPDX.checksumValue)) == hashlib.sha256(content).hexdigest()
        assert graph.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256


def test_a_table_of_years_tells_from_when_to_when(graph: Graph) -> None:
    period = graph.value(URIRef(f"{THE}#indicators"), DCTERMS.temporal)
    assert (period, RDF.type, DCTERMS.PeriodOfTime) in graph
    assert graph.value(period, DCAT.startDate) == Literal("2021-04-01", datatype=XSD.date)
    assert graph.value(period, DCAT.endDate) == Literal("2025-03-31", datatype=XSD.date)
    assert graph.value(URIRef(f"{THE}#policies"), DCTERMS.temporal) is None


def test_the_json_files_are_a_service_with_their_description(graph: Graph) -> None:
    (service,) = graph.objects(THE, DCAT.service)
    assert (service, RDF.type, DCAT.DataService) in graph
    description = graph.value(service, DCAT.endpointDescription)
    assert str(description).removeprefix(PUBLISHED) in files()
    assert set(graph.objects(service, DCAT.servesDataset)) == set(graph.objects(THE, DCAT.dataset))


def test_a_catalogue_without_a_licence_tells_the_rights() -> None:
    real = evaluate(read_records(read_folder(REAL)).records)
    made = {file.path: file for file in downloads(real, JA, PUBLISHED)}
    graph = parsed(made[CATALOGUE].content)
    assert not list(graph.subject_objects(DCTERMS.license))
    rights = graph.value(THE, DCTERMS.rights)
    assert graph.value(rights, RDFS.label) == Literal(str(real.municipality.rights))
    assert not list(graph.subject_objects(DCTERMS.modified)), "nobody said when"


def test_there_is_no_catalogue_where_the_site_s_address_is_not_known() -> None:
    assert CATALOGUE not in {file.path for file in downloads(town(), JA)}
