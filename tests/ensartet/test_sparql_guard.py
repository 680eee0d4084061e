"""The guard refuses what reaches out of the edition, however it is spelt, and lets honest queries through."""

import pyoxigraph
import pytest

from ensartet.errors import QueryRefused, TooMuch
from ensartet.questions import all_questions
from ensartet.rooms import installed_rooms
from ensartet.sparql.guard import LONGEST_LITERAL, MOST_BYTES, MOST_GROUPS, MOST_NESTED, guard

OUT = "http://127.0.0.1:9/"
# every one of these is read as SERVICE by the engine
SERVICES = [
    f"SELECT * {{ SERVICE <{OUT}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service <{OUT}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ SeRvIcE SILENT <{OUT}> {{ ?s ?p ?o }} }}",
    f"SELECT*{{SERVICE<{OUT}>{{?s?p?o}}}}",
    f"SELECT * {{ SERVICE#comment\n<{OUT}> {{ ?s ?p ?o }} }}",
    f"#a comment\nSELECT * {{ SERVICE\t\r\n<{OUT}> {{ ?s ?p ?o }} }}",
    f"PREFIX x: <{OUT}> SELECT * {{ SERVICE x:y {{ ?s ?p ?o }} }}",
    f"PREFIX : <{OUT}> SELECT * {{ SERVICE:y {{ ?s ?p ?o }} }}",
    f"PREFIX : <{OUT}> SELECT * {{ SERVICE : {{ ?s ?p ?o }} }}",
    f"BASE <{OUT}> SELECT * {{ SERVICE <y> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?a ?b 1SERVICE <{OUT}> {{ ?s ?p ?o }} }}",
    f"PREFIX : <{OUT}> SELECT * {{ ?a ?b 1SERVICE:x {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?a ?b trueSERVICE <{OUT}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ BIND(1 AS ?x)SERVICE <{OUT}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ FILTER(?a<1)SERVICE <{OUT}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ VALUES ?e {{ <{OUT}> }} SERVICE ?e {{ ?s ?p ?o }} }}",
    "SELECT * { SERVICE $e { ?s ?p ?o } }",
    f"SELECT * {{ {{ SELECT * {{ SERVICE <{OUT}> {{ ?s ?p ?o }} }} }} }}",
    f"SELECT * {{ OPTIONAL {{ SERVICE <{OUT}> {{ ?s ?p ?o }} }} }}",
    f"SELECT * {{ FILTER EXISTS {{ SERVICE <{OUT}> {{ ?s ?p ?o }} }} }}",
    f"SELECT * {{ MINUS {{ SERVICE <{OUT}> {{ ?s ?p ?o }} }} }}",
    f"SELECT * {{ GRAPH ?g {{ SERVICE <{OUT}> {{ ?s ?p ?o }} }} }}",
    f"ASK {{ SERVICE <{OUT}> {{ ?s ?p ?o }} }}",
    f"CONSTRUCT WHERE {{ ?s ?p 'x' }} # \nSERVICE <{OUT}>",
    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{OUT}> {{ ?s ?p ?o }} }}",
    f"DESCRIBE ?s {{ SERVICE <{OUT}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p 'it''s' . SERVICE <{OUT}> {{ }} }}",
    f"SELECT * {{ FILTER(?a<'b>')  SERVICE <{OUT}> {{ ?s ?p ?o }} FILTER(?c='') }}",
    f"SELECT * {{ FILTER(?a<?b#>\n) SERVICE <{OUT}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p '''a''' SERVICE <{OUT}> {{ ?s ?p ?o }} }}",
    f'SELECT * {{ ?s ?p """a"b""" SERVICE <{OUT}> {{ ?s ?p ?o }} }}',
    f"SELECT * {{ ?s ?p '\\'' SERVICE <{OUT}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p <http://x/#y> SERVICE <{OUT}> {{ ?s ?p ?o }} }}",
    f"PREFIX x: <http://x/> SELECT * {{ ?s ?p x:a\\# SERVICE <{OUT}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p ?o SERVICE <{OUT}> {{ }} }}",
    f"SELECT * {{ ?s ?p _:b SERVICE <{OUT}> {{ }} }}",
    f"SELECT * {{ ?s ?p 'x'@en SERVICE <{OUT}> {{ }} }}",
    f"SELECT * {{ ?s ?p '\\u0027' SERVICE <{OUT}> {{ }} }}",
    # glued to what stands before it
    f"SELECT * {{ ?s ?p ?o.SERVICE<{OUT}> {{ }} }}",
    f"SELECT * {{ ?s ?p $o.service silent<{OUT}> {{ }} }}",
    f"SELECT * {{ ?s ?p 'x'@en.SERVICE<{OUT}> {{ }} }}",
    f"PREFIX x: <{OUT}> SELECT * {{ ?s ?p x:.SERVICE<{OUT}> {{ }} }}",
    f"SELECT * {{ ?s ?p 'x'^^<http://x/>.SERVICE<{OUT}> {{ }} }}",
    # hidden behind a comparison that looks like an IRI
    f"SELECT * {{ ?s ?p ?o FILTER(?o<1)SERVICE#>\n<{OUT}>{{ }} }}",
    f"PREFIX : <{OUT}> SELECT * {{ ?s ?p ?o FILTER(?o<1)SERVICE:x#>\n{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p ?o FILTER(?o<#>'''\n1)SERVICE<{OUT}>{{ }}#'''\n}}",
    f"SELECT * {{ ?s ?p ?o FILTER(1<-1#>'''\n)SERVICE<{OUT}>{{ }}#'''\n}}",
    f"SELECT * {{ ?s ?p ?o FILTER(1<?o#//>'''\n)SERVICE<{OUT}>{{ }}#'''\n}}",
    "SELECT * { ?s ?p ?o BIND(1<1AS?x)SERVICE?o#>\n{ ?s ?p ?o } }",
    f"SELECT * {{ <<?s?p#>'''\n?o>> ?x ?y . SERVICE<{OUT}>{{ }}#'''\n}}",
]
OTHERS = [
    "LOAD <http://127.0.0.1:9/>",
    "LOAD <file:///etc/passwd>",
    "INSERT DATA { <http://a> <http://b> <http://c> }",
    "PREFIX x: <http://x/> DELETE WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP ALL",
    "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1:9/> { GRAPH ?g { ?s ?p ?o } }",
    "PREFIX x: <http://127.0.0.1:9/> SELECT * FROM x:g { ?s ?p ?o }",
    "PREFIX x: <file:///etc/> SELECT * FROM NAMED x:passwd { GRAPH ?g { ?s ?p ?o } }",
    "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }",
    "SELECT(1<2AS?x)FROM#>\n<http://127.0.0.1:9/>{ ?s ?p ?o }",
    "PREFIX : <http://127.0.0.1:9/> SELECT*FROM:g{ ?s ?p ?o }",
    "BASE <http://[/> SELECT * FROM <g> { ?s ?p ?o }",
    "SELECT * FROM <http://x/\\uD800> { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o FILTER(?o<'a>') }",
    "SELECT * { ?s ?p 'never closed }",
    'SELECT * { ?s ?p """never closed }',
    "SELECT * { ?s ?p \\u003Chttp://x\\u003E }",
    "",
    "# only a comment",
    "nonsense",
]
HONEST = [
    "SELECT ?service WHERE { ?service ?SERVICE $service }",
    "PREFIX ens: <https://w3id.org/ensartet/def/> SELECT * { ?s ens:service ?o ; ens:SERVICE 'SERVICE <x>' }",
    "SELECT * { ?s <http://x/service?a=b> ?o } # SERVICE <http://x> {}",
    "SELECT * { _:SERVICE ?p 'SERVICE'@en }",
    "SELECT (?a < ?b AS ?c) { ?s ?p ?a , ?b FILTER(?a<?b&&?b>?a) }",
    'SELECT * { ?s ?p "" , \'\' , """a "quoted" text""" , \'\'\'it\'s\'\'\' }',
    "ASK { ?s ?p ?o FILTER NOT EXISTS { ?s a ?t } }",
    "DESCRIBE <http://x/y>",
    "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g HAVING (COUNT(*) > 1)",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o VALUES ?s { <http://x/a> } }",
    "SELECT * { ?s ?p <http://x/it's_(a)#b> FILTER(?o=<http://x/it's#service>||?o< <http://x/y#z>) }",
    "SELECT * { ?s <http://x/\\u00e6\\U0001F600\\u0027> ?o }",
    "BASE <http://x/> SELECT * { <#a> <b#c> <#d> . ?s (<#e>/<#f>|^<#g>) ?o VALUES (?s) { (<#h>) } }",
    "PREFIX from: <http://x/> SELECT * { ?s from:x ?o.?o from:y ?p }",
]


@pytest.mark.parametrize("query", SERVICES)
def test_service_is_refused_in_every_spelling(query: str) -> None:
    with pytest.raises(QueryRefused):
        guard(query, set())


@pytest.mark.parametrize("query", OTHERS)
def test_what_reaches_out_or_is_no_query_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused):
        guard(query, set())


@pytest.mark.parametrize("query", HONEST)
def test_honest_queries_pass(query: str) -> None:
    pyoxigraph.Store().query(query)
    assert guard(query, set()).form == query.split()[0].upper() or query.startswith(("PREFIX", "BASE"))


def test_every_saved_question_passes() -> None:
    for question in all_questions(installed_rooms()).values():
        assert guard(question.query, set()).form == "SELECT", question.name


def test_graphs_of_the_edition_may_be_chosen() -> None:
    known = {"http://x/g", "http://x/h"}
    query = "PREFIX x: <http://x/> SELECT * FROM <http://x/g> FROM NAMED x:h { ?s ?p ?o }"
    seen = guard(query, known)
    assert (seen.graphs, seen.named_graphs) == (["http://x/g"], ["http://x/h"])


@pytest.mark.parametrize(
    "query",
    [
        "BASE <http://x/y/z> PREFIX x: <../> SELECT * FROM </g> FROM NAMED x:h { ?s ?p ?o }",
        "BASE <http://x/> PREFIX x: <http://x/\\u0068> SELECT * FROM <\\u0067> FROM NAMED x: { ?s ?p ?o }",
    ],
)
def test_graphs_may_be_chosen_relative_to_base(query: str) -> None:
    seen = guard(query, {"http://x/g", "http://x/h"})
    assert (seen.graphs, seen.named_graphs) == (["http://x/g"], ["http://x/h"])


def test_nothing_is_nested_behind_a_comparison_that_looks_like_an_iri() -> None:
    with pytest.raises(QueryRefused):
        guard("SELECT * { FILTER(?a<" + "(" * 5000 + "1#>\n" + ")" * 5001 + "}", set())


@pytest.mark.parametrize(
    ("most", "query"),
    [
        (MOST_NESTED, lambda n: "SELECT * " + "{" * n + "}" * n),
        (MOST_NESTED, lambda n: "SELECT (" + "(" * (n - 1) + "1" + ")" * (n - 1) + " AS ?x) {}"),
        (MOST_GROUPS, lambda n: "SELECT * {" + " OPTIONAL {}" * (n - 1) + "}"),
        (MOST_BYTES, lambda n: "ASK {}".ljust(n)),
        (LONGEST_LITERAL, lambda n: f"ASK {{ ?s ?p '{'a' * (n - 2)}' }}"),
    ],
)
def test_limits_hold_at_their_edge(most: int, query: object) -> None:
    assert callable(query)
    guard(query(most - 1), set())
    guard(query(most), set())
    with pytest.raises(TooMuch, match=str(most)):
        guard(query(most + 1), set())


def test_limits_count_bytes_not_letters() -> None:
    with pytest.raises(TooMuch):
        guard("ASK {} #" + "æ" * (MOST_BYTES // 2), set())


def test_spellings_that_go_out_are_those_the_engine_would_follow() -> None:
    """What is refused as SERVICE is no straw man: the engine accepts most of these spellings as queries."""
    accepted = 0
    for query in SERVICES:
        try:
            pyoxigraph.Store().query(query)
        except (SyntaxError, OSError):
            continue
        accepted += 1
    assert accepted > 30


def test_deep_nesting_is_refused_before_it_can_kill_a_parser() -> None:
    with pytest.raises(TooMuch):
        guard("SELECT * " + "{" * 100_000, set())
