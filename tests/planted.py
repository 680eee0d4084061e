"""The bundled data with a source that is not for all, and with statements of public sources that are not."""

from dataclasses import asdict
from json import dumps
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ensartet.build import FORMAT, GRAPH_FILE, MANIFEST_FILE, Build, Manifest, canonical, measured
from ensartet.derived import with_derived
from ensartet.editions import Edition
from ensartet.evidence import Corpus
from ensartet.names import code
from ensartet.rooms import Rooms
from ensartet.visible import ACCESS_RIGHTS

SECRET = "zebrafold"
CURIE = "ATC:Z99ZZ99"
INTERNAL = code("access-rights", "internal")
_PLANTED = """
@prefix ens: <https://w3id.org/ensartet/def/> .
@prefix id: <https://w3id.org/ensartet/id/> .
@prefix code: <https://w3id.org/ensartet/code/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix atc: <http://purl.bioontology.org/ontology/ATC/> .
<https://w3id.org/ensartet/graph/reference/drugs/1> {
  id:drug\\/zebrafold a ens:Substance ; skos:prefLabel "zebrafold"@da , "zebrafold"@en .
  id:treatment\\/zebrafold a ens:Treatment ; skos:prefLabel "zebrafold"@da , "zebrafold"@en ;
    ens:component id:drug\\/zebrafold .
  id:body\\/zebrafold a ens:Organisation ; skos:prefLabel "zebrafold-udvalg"@da , "zebrafold committee"@en .
}
<https://w3id.org/ensartet/graph/reference/diseases/1> {
  id:disease\\/zebrafold a ens:Disease ; skos:prefLabel "zebrafoldsyge"@da , "zebrafold disease"@en ;
    skos:broader id:disease\\/cancer .
}
<https://w3id.org/ensartet/graph/reference/uses/1> {
  id:use\\/zebrafold a ens:TreatmentUse ; ens:treatment id:treatment\\/zebrafold ; ens:disease id:disease\\/zebrafold .
}
<https://w3id.org/ensartet/graph/mappings/atc> {
  id:drug\\/zebrafold skos:exactMatch atc:Z99ZZ99 .
  atc:Z99ZZ99 skos:notation "Z99ZZ99" ; dcterms:identifier "ATC:Z99ZZ99" .
  id:mapping\\/zebrafold a ens:Mapping ; owl:annotatedSource id:drug\\/zebrafold ; owl:annotatedTarget atc:Z99ZZ99 ;
    owl:annotatedProperty skos:exactMatch ; ens:scheme code:scheme\\/atc ; skos:notation "Z99ZZ99" ;
    dcterms:identifier "ATC:Z99ZZ99" ; ens:match code:match\\/exact .
}
<https://w3id.org/ensartet/graph/reference/sources/1> {
  id:source\\/zebrafold a ens:Document ; skos:notation "ZEBRAFOLD" ;
    dcterms:title "Zebrafold-notat"@da , "Zebrafold note"@en ;
    dcterms:accessRights code:access-rights\\/internal ; ens:documentKind code:document-kind\\/annex ;
    ens:publishedOn "2026-06-01"^^xsd:date ; ens:publishedBasis code:published-basis\\/stated .
  id:source-entry\\/zebrafold a ens:SourceEntry ; ens:loadState code:source-state\\/loaded ;
    ens:ofSource id:source\\/zebrafold ;
    ens:part id:part\\/zebrafold ; dcterms:description "zebrafold, indlæst"@da , "zebrafold, loaded"@en ;
    ens:evidence id:evidence\\/zebrafold .
}
<https://w3id.org/ensartet/graph/zebrafold/base/1> {
  id:part\\/zebrafold a ens:DocumentPart ; dcterms:isPartOf id:source\\/zebrafold ; skos:notation "ZEBRAFOLD" ;
    ens:publishedOn "2026-06-01"^^xsd:date ; ens:publishedBasis code:published-basis\\/stated .
  id:evidence\\/zebrafold a ens:Evidence ; ens:part id:part\\/zebrafold ; ens:item "1" ;
    ens:section code:section\\/text ;
    oa:start 0 ; oa:end 9 ; ens:sha256 "zebrafold" .
  id:statement\\/zebrafold-1 a ens:ApplicationOutcome ;
    ens:use id:use\\/zebrafold ; ens:region id:region\\/sjaelland ;
    ens:outcome code:outcome\\/refused ; ens:body id:body\\/zebrafold ; ens:force code:force\\/binding ;
    dcterms:description "Zebrafold blev afslået."@da , "Zebrafold was refused."@en ;
    ens:decidedEarliest "2026-05-20"^^xsd:date ; ens:decidedLatest "2026-05-20"^^xsd:date ;
    ens:datePrecision code:date-precision\\/day ;
    ens:confirms id:statement\\/m2604-6-practice ;
    ens:hedge code:hedge\\/none ; ens:polarity code:polarity\\/affirmed ; ens:assertedBy id:body\\/zebrafold ;
    ens:publishedOn "2026-06-01"^^xsd:date ; ens:publishedBasis code:published-basis\\/stated ;
    ens:evidence id:evidence\\/zebrafold .
  id:statement\\/zebrafold-2 a ens:ApplicationOutcome ;
    ens:use id:use\\/zebrafold ; ens:region id:region\\/hovedstaden ;
    ens:outcome code:outcome\\/approved ; ens:body id:body\\/zebrafold ; ens:force code:force\\/binding ;
    dcterms:description "Zebrafold blev imødekommet."@da , "Zebrafold was granted."@en ;
    ens:decidedEarliest "2026-05-21"^^xsd:date ; ens:decidedLatest "2026-05-21"^^xsd:date ;
    ens:datePrecision code:date-precision\\/day ;
    ens:hedge code:hedge\\/none ; ens:polarity code:polarity\\/affirmed ; ens:assertedBy id:body\\/zebrafold ;
    ens:publishedOn "2026-06-01"^^xsd:date ; ens:publishedBasis code:published-basis\\/stated ;
    ens:evidence id:evidence\\/zebrafold .
  id:drug\\/osimertinib skos:altLabel "zebrafoldinib"@da .
}
"""


def planted() -> list[Quad]:
    """A source marked as internal, with all it brings: medicine, disease, use, body, code, passages and statements."""
    return list(parse(input=_PLANTED, format=RdfFormat.TRIG))


def marked(edition: Edition, iri: NamedNode) -> Quad:
    """The mark that makes a thing of the edition internal."""
    return Quad(iri, ACCESS_RIGHTS, INTERNAL, edition.store.graphs_of(iri)[0])


def build_of(quads: list[Quad], folder: Path, rooms: Rooms) -> Build:
    """A build on disk of these quads and what follows from them, as if the checks had passed it."""
    store = with_derived(rooms, quads)
    content = canonical(store)
    manifest = Manifest(format=FORMAT, key=folder.name, **measured(content, store, Corpus(None)))
    folder.mkdir()
    (folder / GRAPH_FILE).write_bytes(content)
    (folder / MANIFEST_FILE).write_text(dumps(asdict(manifest)), encoding="utf-8")
    return Build(folder, manifest)
