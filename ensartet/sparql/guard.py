"""What free SPARQL may say: read by a linear scan of its tokens, before any parser sees it (decision 0015).

A short query can kill a parser (2,100 nested groups overflow the engine's stack), and the engine follows SERVICE
by itself. The scan is a lexer of its own: it leaves out strings, IRIs and comments as SPARQL 1.1 section 19 has them,
and refuses the spellings in which an engine could see other borders than it does.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import urljoin

from ..errors import QueryRefused, TooMuch
from ..names import Words

MOST_BYTES = 256 * 1024
MOST_NESTED = 100
MOST_GROUPS = 200
LONGEST_LITERAL = 64 * 1024
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
_CLOSING = "})]"
_TOKEN = re.compile(
    r"""
    (?P<space> \s+ )
  | (?P<comment> \#[^\r\n]* )
  | (?P<iri> <(?: [^<>"{}|^`\\\x00-\x20] | \\u[0-9A-Fa-f]{4} | \\U[0-9A-Fa-f]{8} )*> )
  | (?P<string> '''(?: [^'\\] | \\. | '(?!'') )*+'''
              | \"{3}(?: [^"\\] | \\. | "(?!"") )*+\"{3}
              | '(?!'')(?: [^'\\\r\n] | \\. )*+'
              | "(?!"")(?: [^"\\\r\n] | \\. )*+" )
  | (?P<name> [?$]\w+ | @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
  | (?P<word> (?: \w[\w.\-]*+ )?+ :
                  (?: (?: [\w:%] | \\[_~.\-!$&'()*+,;=/?\#@%] )
                      (?: [\w\-.%:] | \\[_~.\-!$&'()*+,;=/?\#@%] )* )?
            | \w[\w.\-]* )
  | (?P<bracket> [{}()\[\]] )
  | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LONGEST_BASE = 2048
# what begins like this is an IRI: no comparison goes on with two slashes
_SURELY_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*://")
_COULD_HIDE = frozenset("#()[]'")


@dataclass
class Seen:
    """What the scan saw: the query's form, and the graphs its FROM and FROM NAMED clauses name (absolute IRIs)."""

    form: str = ""
    graphs: list[str] = field(default_factory=list)
    named_graphs: list[str] = field(default_factory=list)

    @property
    def has_dataset(self) -> bool:
        """Whether the query chooses its own graphs."""
        return bool(self.graphs or self.named_graphs)


def guard(query: str, known_graphs: Collection[str]) -> Seen:
    """Refuse what free SPARQL may not say; linear in the length of the query.

    Args:
        known_graphs: IRIs of the named graphs of the edition.

    Raises:
        TooMuch: the query is longer or deeper nested than is read.
        QueryRefused: it is no query, reaches out of the edition, or is spelt so that its borders are not certain.
    """
    size = len(query.encode())
    if size > MOST_BYTES:
        raise _too_much(f"{size} byte", f"{MOST_BYTES} byte", f"{size} bytes", f"{MOST_BYTES} bytes")
    seen, scan = Seen(), _Scan(known_graphs)
    for match in _TOKEN.finditer(query):
        kind, text = match.lastgroup, match[0]
        if kind is None or kind in ("space", "comment"):
            continue
        if kind == "bracket":
            scan.bracket(text)
        elif kind == "iri" and scan.could_compare(text):
            raise _refused(
                f"{text} kan også læses som en sammenligning; skriv en hel IRI, eller mellemrum om <.",
                f"{text} can be read as a comparison too; write a whole IRI, or spaces around <.",
            )
        elif kind == "string" and len(text) > LONGEST_LITERAL:
            raise _too_much(
                "en for lang tekst", f"{LONGEST_LITERAL} tegn", "a text too long", f"{LONGEST_LITERAL} characters"
            )
        elif kind == "other" and text in "'\"\\":
            raise _refused(
                f"Et {text} uden sin afslutning, eller en omvendt skråstreg uden for en tekst.",
                f"A {text} without its end, or a backslash outside a text.",
            )
        scan.read(kind, text, seen)
    if not seen.form:
        raise _refused("Der er ingen forespørgsel.", "There is no query.")
    return seen


class _Scan:
    """Where the scan is: nesting, the prologue read so far, and the clause a token belongs to."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = known
        self._open: list[str] = []
        self._groups = 0
        self._before = ""
        self._base = ""
        self._prefixes: dict[str, tuple[str, str]] = {}  # the BASE where it was declared, and its IRI
        self._clause: list[str] = []

    def bracket(self, text: str) -> None:
        if text in _CLOSING:
            del self._open[-1:]
            return
        self._open.append(text)
        self._groups += text == "{"
        if len(self._open) > MOST_NESTED:
            raise _too_much("dybere", f"{MOST_NESTED} parenteser", "more nested brackets", str(MOST_NESTED))
        if self._groups > MOST_GROUPS:
            raise _too_much("flere grupper", str(MOST_GROUPS), "more groups", str(MOST_GROUPS))

    def could_compare(self, iri: str) -> bool:
        """Whether an engine could read < as a comparison (or <<), and what follows as anything, hidden from the scan.

        That needs a term before it and a comparison's place, which is in round brackets only; and what follows must
        hold a bracket, a quote or the sign of a comment, or nothing is hidden.
        """
        if _SURELY_IRI.match(iri) or not _COULD_HIDE.intersection(iri):
            return False
        return self._before == "<" or (self._open[-1:] == ["("] and self._before not in ("(", ",", "/", "|", "^", "!"))

    def read(self, kind: str, text: str, seen: Seen) -> None:
        self._before = text
        bare = kind == "word"
        head, colon, _ = text.upper().partition(":") if bare else ("", "", "")
        if "SERVICE" in head:
            # engines read SERVICE even where it is glued to a number before it or a prefix after it
            raise _refused("SERVICE er ikke tilladt her.", "SERVICE is not allowed here.")
        if self._clause:
            self._in_clause(kind, text, seen)
        elif head == "FROM" and colon and not self._open:
            raise _refused("Skriv et mellemrum efter FROM.", "Write a space after FROM.")
        elif head in ("PREFIX", "BASE", "FROM") and not colon:
            self._clause = [head]
        elif bare and not colon and not seen.form:
            if head in _UPDATES:
                raise _refused("Opdateringer er ikke tilladt her.", "Updates are not allowed here.")
            if head not in FORMS:
                raise _refused(f"»{text}« begynder ikke en forespørgsel.", f"'{text}' does not begin a query.")
            seen.form = head

    def _in_clause(self, kind: str, text: str, seen: Seen) -> None:
        """One more token of PREFIX, BASE or FROM; the clause ends with its IRI."""
        if (
            kind == "word"
            and self._clause in (["PREFIX"], ["FROM"])
            and (self._clause[0] == "PREFIX" or text.upper() == "NAMED")
        ):
            self._clause.append(text)
            return
        if self._clause[0] == "BASE" and kind == "iri":
            base = _unescaped(text[1:-1])
            self._base = base if ":" in base and len(base) <= _LONGEST_BASE else ""
        elif self._clause[0] == "PREFIX" and kind == "iri":
            self._prefixes[self._clause[-1]] = (self._base, text[1:-1])
        elif self._clause[0] == "FROM":
            graphs = seen.named_graphs if len(self._clause) == 2 else seen.graphs
            graphs.append(self._graph(kind, text))
        self._clause = []

    def _graph(self, kind: str, text: str) -> str:
        """The graph a FROM clause names, which must be known.

        It need not resolve against BASE as the engine does: what is resolved here is what the engine is told to read.
        """
        prefix, _, name = text.partition(":")
        base, iri = ("", "")
        if kind == "iri":
            base, iri = self._base, text[1:-1]
        elif kind == "word" and f"{prefix}:" in self._prefixes:
            base, iri = self._prefixes[f"{prefix}:"]
            iri += name.replace("\\", "")
        graph = _joined(base, _unescaped(iri))
        if ":" not in graph:
            raise _refused("Skriv hele IRI'en efter FROM.", "Write the whole IRI after FROM.")
        if graph not in self._known:
            raise _refused(f"Grafen <{graph}> findes ikke her.", f"There is no graph <{graph}> here.")
        return graph


def _joined(base: str, iri: str) -> str:
    """The IRI resolved against a base, if there is one; nothing when that cannot be done."""
    try:
        return urljoin(base, iri) if base else iri
    except ValueError:  # such as half an IPv6 address
        return ""


def _unescaped(iri: str) -> str:
    """An IRI without its escapes; what is no character becomes U+FFFD."""
    return _ESCAPE.sub(lambda match: _character(int(match[1] or match[2], 16)), iri)


def _character(code: int) -> str:
    return chr(code) if code < 0xD800 or 0xE000 <= code < 0x110000 else "\ufffd"


def _refused(da: str, en: str) -> QueryRefused:
    return QueryRefused(Words(da, en))


def _too_much(da: str, most_da: str, en: str, most_en: str) -> TooMuch:
    return TooMuch(Words(f"Forespørgslen har {da}; højst {most_da}.", f"The query has {en}; at most {most_en}."))
