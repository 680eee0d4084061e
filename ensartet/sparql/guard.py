"""What free SPARQL may say: read by a linear scan of its tokens, before any parser sees it (decision 0016).

A short query can kill a parser (2,100 nested groups overflow the engine's stack), and the engine follows SERVICE
by itself. The scan is a lexer of its own: it leaves out strings, IRIs and comments as SPARQL 1.1 section 19 has them,
and refuses the spellings in which an engine could see other borders than it does.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from ..errors import QueryRefused, TooMuch
from ..names import Words

MOST_BYTES = 256 * 1024
MOST_NESTED = 100
MOST_GROUPS = 200
LONGEST_LITERAL = 64 * 1024
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
_OPENING, _CLOSING = "{([", "})]"
_TOKEN = re.compile(
    r"""
    (?P<space> \s+ )
  | (?P<comment> \#[^\r\n]* )
  | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
  | (?P<string> '''(?: [^'\\] | \\. | '(?!'') )*+'''
              | \"{3}(?: [^"\\] | \\. | "(?!"") )*+\"{3}
              | '(?!'')(?: [^'\\\r\n] | \\. )*+'
              | "(?!"")(?: [^"\\\r\n] | \\. )*+" )
  | (?P<word> [?$@]?[\w:](?: [\w\-.%:] | \\[_~.\-!$&'()*+,;=/?\#@%] )* )
  | (?P<bracket> [{}()\[\]] )
  | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)


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
    seen, scan = Seen(), _Scan()
    for match in _TOKEN.finditer(query):
        kind, text = match.lastgroup, match[0]
        if kind == "bracket":
            scan.bracket(text)
        elif kind == "iri" and "'" in text:
            raise _refused(
                "En IRI må ikke have en apostrof; skriv %27.", "An IRI may not hold an apostrophe; write %27."
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
        if kind in ("iri", "word", "bracket", "string", "other"):
            scan.read(kind, text, seen)
    if not seen.form:
        raise _refused("Der er ingen forespørgsel.", "There is no query.")
    for iri in [*seen.graphs, *seen.named_graphs]:
        if iri not in known_graphs:
            raise _refused(f"Grafen <{iri}> findes ikke her.", f"There is no graph <{iri}> here.")
    return seen


class _Scan:
    """Where the scan is: nesting, the prologue read so far, and the clause a token belongs to."""

    def __init__(self) -> None:
        self._depth = self._groups = 0
        self._prefixes: dict[str, str] = {}
        self._clause: list[str] = []

    def bracket(self, text: str) -> None:
        if text in _CLOSING:
            self._depth -= 1
            return
        self._depth += 1
        self._groups += text == "{"
        if self._depth > MOST_NESTED:
            raise _too_much("dybere", f"{MOST_NESTED} parenteser", "more nested brackets", str(MOST_NESTED))
        if self._groups > MOST_GROUPS:
            raise _too_much("flere grupper", str(MOST_GROUPS), "more groups", str(MOST_GROUPS))

    def read(self, kind: str, text: str, seen: Seen) -> None:
        bare = kind == "word" and text[0] not in "?$@"
        head = text.partition(":")[0].upper() if bare else ""
        if "SERVICE" in head:
            # engines read SERVICE even where it is glued to a number before it or a prefix after it
            raise _refused("SERVICE er ikke tilladt her.", "SERVICE is not allowed here.")
        if self._clause:
            self._in_clause(kind, text, seen)
        elif bare and ":" not in text and head in ("PREFIX", "BASE", "FROM"):
            self._clause = [head]
        elif bare and ":" not in text and not seen.form:
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
        if self._clause[0] == "PREFIX" and kind == "iri":
            self._prefixes[self._clause[-1]] = text[1:-1]
        elif self._clause[0] == "FROM":
            graphs = seen.named_graphs if len(self._clause) == 2 else seen.graphs
            graphs.append(self._iri(kind, text))
        self._clause = []

    def _iri(self, kind: str, text: str) -> str:
        if kind == "iri" and ":" in text:
            return text[1:-1]
        prefix, colon, name = text.partition(":")
        if kind == "word" and colon and f"{prefix}:" in self._prefixes:
            return self._prefixes[f"{prefix}:"] + name.replace("\\", "")
        raise _refused("Skriv hele IRI'en efter FROM.", "Write the whole IRI after FROM.")


def _refused(da: str, en: str) -> QueryRefused:
    return QueryRefused(Words(da, en))


def _too_much(da: str, most_da: str, en: str, most_en: str) -> TooMuch:
    return TooMuch(Words(f"Forespørgslen har {da}; højst {most_da}.", f"The query has {en}; at most {most_en}."))
