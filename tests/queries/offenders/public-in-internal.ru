# offender: m2604-6-practice
PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX dcterms: <http://purl.org/dc/terms/>
# a statement shown to all, from minutes that are not
INSERT DATA {
  GRAPH <https://w3id.org/ensartet/graph/m2604/base/1> { s:m2604-6-practice dcterms:accessRights <https://w3id.org/ensartet/code/access-rights/public> }
  GRAPH <https://w3id.org/ensartet/graph/reference/sources/1> { <https://w3id.org/ensartet/id/source/m2604> dcterms:accessRights <https://w3id.org/ensartet/code/access-rights/internal> }
}
