"""The outside vocabularies we use: their prefixes, and the words of their terms, which say them in English only."""

from typing import NamedTuple

from .names import CODE, DCTERMS, DEF, OA, ORG, OWL, RDF, RDFS, SKOS, SSSOM, XSD, Words

PROV = "http://www.w3.org/ns/prov#"
SEMAPV = "https://w3id.org/semapv/vocab/"
VANN = "http://purl.org/vocab/vann/"
SH = "http://www.w3.org/ns/shacl#"
SCHEMA = "https://schema.org/"
PREFIXES = {
    "code": CODE,
    "dcterms": DCTERMS,
    "ens": DEF,
    "oa": OA,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "semapv": SEMAPV,
    "sh": SH,
    "skos": SKOS,
    "sssom": SSSOM,
    "vann": VANN,
    "xsd": XSD,
}


class OutsideTerm(NamedTuple):
    """A term of another vocabulary.

    Attributes:
        coercion: what its values are: "@id" for IRIs, "@language" for texts with a language, the IRI of a datatype,
            "" where they may be several things.
    """

    iri: str
    prefix: str
    words: Words
    coercion: str = ""

    @property
    def local(self) -> str:
        """Its name without the namespace."""
        return self.iri.removeprefix(PREFIXES[self.prefix])


def _terms(prefix: str, coercion: str, **words: tuple[str, str]) -> list[OutsideTerm]:
    return [OutsideTerm(PREFIXES[prefix] + name, prefix, Words(*pair), coercion) for name, pair in words.items()]


_ALL = [
    *_terms("rdf", "@id", type=("slags", "kind")),
    *_terms("rdfs", "@language", label=("betegnelse", "label"), comment=("bemærkning", "comment")),
    *_terms(
        "rdfs",
        "@id",
        domain=("beskriver", "describes"),
        range=("værdier", "values"),
        subClassOf=("underklasse af", "subclass of"),
        subPropertyOf=("underegenskab af", "subproperty of"),
        isDefinedBy=("defineret i", "defined in"),
        seeAlso=("se også", "see also"),
    ),
    *_terms(
        "owl",
        "",
        Ontology=("ontologi", "ontology"),
        Class=("klasse", "class"),
        ObjectProperty=("egenskab (ting)", "property (thing)"),
        DatatypeProperty=("egenskab (værdi)", "property (value)"),
        versionInfo=("version", "version"),
        deprecated=("udgået", "deprecated"),
    ),
    *_terms(
        "owl",
        "@id",
        versionIRI=("versionens IRI", "IRI of the version"),
        equivalentClass=("samme klasse som", "same class as"),
        inverseOf=("den omvendte af", "inverse of"),
        sameAs=("samme som", "same as"),
        annotatedSource=("ting", "subject"),
        annotatedProperty=("forhold", "relation"),
        annotatedTarget=("kode", "object"),
    ),
    *_terms("skos", "", Concept=("kode", "code"), ConceptScheme=("kodeliste", "code list"), notation=("kode", "code")),
    *_terms(
        "skos",
        "@language",
        prefLabel=("navn", "name"),
        altLabel=("andet navn", "other name"),
        hiddenLabel=("stavemåde", "spelling"),
        definition=("definition", "definition"),
        scopeNote=("afgrænsning", "scope"),
        example=("eksempel", "example"),
        note=("note", "note"),
    ),
    *_terms(
        "skos",
        "@id",
        inScheme=("i kodelisten", "in code list"),
        hasTopConcept=("øverste kode", "top code"),
        topConceptOf=("øverst i", "top of"),
        broader=("bredere", "broader"),
        narrower=("snævrere", "narrower"),
        related=("beslægtet", "related"),
        exactMatch=("samme begreb", "exact match"),
        closeMatch=("næsten samme begreb", "close match"),
        broadMatch=("bredere begreb", "broad match"),
        narrowMatch=("snævrere begreb", "narrow match"),
        relatedMatch=("beslægtet begreb", "related match"),
    ),
    *_terms("sssom", "@id", mapping_justification=("begrundelse for oversættelsen", "mapping justification")),
    *_terms("sssom", XSD + "decimal", confidence=("sikkerhed", "confidence")),
    *_terms(
        "sssom",
        "",
        object_source_version=("kodesystemets version", "version of the vocabulary"),
        object_label=("kodens navn", "name of the code"),
        curation_rule_text=("regel for oversættelsen", "rule of the mapping"),
    ),
    *_terms(
        "semapv",
        "",
        ManualMappingCuration=("sammenholdt af et menneske", "curated by a person"),
        MappingChaining=("ad en anden oversættelse", "by way of another mapping"),
        LogicalReasoning=("udledt ved en regel", "derived by a rule"),
        LexicalMatching=("samme ord", "same words"),
    ),
    *_terms("dcterms", "@language", title=("titel", "title"), description=("udsagn", "statement")),
    *_terms(
        "dcterms",
        "",
        license=("vilkår", "licence"),
        source=("hjemmel", "source"),
        date=("dato", "date"),
        issued=("udgivet", "issued"),
        modified=("ændret", "modified"),
        created=("oprettet", "created"),
        identifier=("identifikator", "identifier"),
        creator=("skaber", "creator"),
        publisher=("udgiver", "publisher"),
        language=("sprog", "language"),
    ),
    *_terms(
        "dcterms",
        "@id",
        isPartOf=("del af", "part of"),
        hasPart=("består af", "has part"),
        replaces=("erstatter", "replaces"),
        isReplacedBy=("erstattet af", "replaced by"),
        references=("henviser til", "refers to"),
        accessRights=("adgang", "access"),
    ),
    *_terms("oa", XSD + "integer", start=("fra tegn", "from character"), end=("til tegn", "to character")),
    *_terms("org", "", ChangeEvent=("ændring af organisationer", "change of organisations")),
    *_terms(
        "org",
        "@id",
        unitOf=("enhed under", "unit of"),
        originalOrganization=("før ændringen", "before the change"),
        resultingOrganization=("efter ændringen", "after the change"),
        changedBy=("ændret ved", "changed by"),
    ),
    *_terms(
        "prov",
        "@id",
        wasDerivedFrom=("udledt af", "derived from"),
        wasAttributedTo=("tilskrevet", "attributed to"),
        wasGeneratedBy=("frembragt af", "generated by"),
        wasRevisionOf=("revision af", "revision of"),
        specializationOf=("udgave af", "version of"),
    ),
    *_terms(
        "sh",
        "",
        SPARQLExecutable=("forespørgsel, der kan udføres", "query that can be run"),
        SPARQLSelectExecutable=("SELECT-forespørgsel, der kan udføres", "SELECT query that can be run"),
        select=("forespørgsel", "query"),
    ),
    *_terms("schema", "@id", target=("besvares på", "answered at")),
    *_terms("schema", "@language", keywords=("tema", "theme")),
    *_terms("prov", XSD + "dateTime", generatedAtTime=("frembragt", "generated at")),
    *_terms(
        "vann",
        "",
        preferredNamespacePrefix=("foretrukket præfiks", "preferred prefix"),
        preferredNamespaceUri=("navnerum", "namespace"),
    ),
    *_terms(
        "xsd",
        "",
        string=("tekst", "text"),
        integer=("heltal", "integer"),
        decimal=("decimaltal", "decimal number"),
        boolean=("ja eller nej", "yes or no"),
        date=("dato", "date"),
        anyURI=("adresse", "address"),
    ),
]
OUTSIDE = {term.iri: term for term in _ALL}
