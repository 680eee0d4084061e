"""The command line: the one console script. Heavy imports stay inside the command that needs them."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from .answers import Answer
    from .build import Build
    from .checks import Problem
    from .editions import Edition
    from .errors import EnsartetError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="How Denmark's regions take medicines into use: questions with evidence, dates and what is not known.",
)
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Port = Annotated[int, typer.Option(help="Port on 127.0.0.1; 0 takes any that is free.")]


def main() -> None:
    """Run the command line and leave with its exit code."""
    from .errors import EnsartetError

    try:
        sys.exit(app(standalone_mode=False))
    except EnsartetError as error:
        _complain(error)
        sys.exit(error.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)
    except Exception as error:
        # typer's usage errors have no public class; they are those that can format their message
        message = getattr(error, "format_message", None)
        if message is None:
            raise
        _complain(_bad_setting(f"Kommandoen kan ikke forstås. {message()}", f"The command is not clear. {message()}"))
        sys.exit(2)


def _complain(error: "EnsartetError") -> None:
    """The error on standard error: a problem object where JSON was asked for, else a line."""
    lang = "en" if "--lang=en" in sys.argv or _follows("--lang", "en") else "da"
    if "--json" in sys.argv:
        print(json.dumps(error.problem(lang), ensure_ascii=False), file=sys.stderr)  # type: ignore[arg-type]
    else:
        print(error.line(lang), file=sys.stderr)  # type: ignore[arg-type]


def _follows(option: str, value: str) -> bool:
    return any(pair == (option, value) for pair in zip(sys.argv, sys.argv[1:], strict=False))


def _built() -> "Build":
    """The build of the present files, made now if missing or stale; says so if an earlier one stays in use."""
    from .build import ensure_build
    from .evidence import Corpus
    from .rooms import corpus_folder, data_folder, installed_rooms

    build = ensure_build(installed_rooms(), data_folder(), Corpus(corpus_folder()))
    if build.stale:
        print(
            f"Advarsel: de nyeste filer blev afvist; udgave {build.manifest.version} bruges stadig. {build.stale.da}",
            file=sys.stderr,
        )
    return build


def _edition() -> "Edition":
    from .editions import open_edition
    from .rooms import audience, corpus_folder

    return open_edition(_built(), corpus_folder(), audience())


@app.command()
def build(as_json: Json = False) -> None:
    """Build the graph from the curated data, check it, and keep it in the data folder."""
    from dataclasses import asdict

    from .build import make_build
    from .evidence import Corpus
    from .rooms import corpus_folder, data_folder, installed_rooms

    made = make_build(installed_rooms(), data_folder(), Corpus(corpus_folder()))
    manifest = asdict(made.manifest)
    if as_json:
        print(json.dumps({**manifest, "folder": str(made.folder)}, indent=1))
    else:
        print(_built_line(made))
        print(f"folder {made.folder}")


def _built_line(build: "Build") -> str:
    m = build.manifest
    passages = f"{m.verified} passages verified" if m.verified else "passages not verified (no texts loaded)"
    return f"edition {m.version}: {m.statements} statements, {m.quads} quads, sources up to {m.sources_to}, {passages}"


@app.command()
def check(
    as_json: Json = False,
    strict: Annotated[bool, typer.Option(help="Warnings count as violations.")] = False,
) -> None:
    """Check queries and curated data: shapes, rules across statements, and passages where the texts are loaded."""
    from .build import assemble
    from .checks import check as run_checks
    from .checks import check_queries
    from .evidence import Corpus
    from .rooms import corpus_folder, installed_rooms

    rooms = installed_rooms()
    problems = [*check_queries(rooms), *run_checks(rooms, assemble(rooms), Corpus(corpus_folder()))]
    groups = {
        f"{severity}s": [p for p in problems if p.severity == severity]
        for severity in ("violation", "warning", "finding")
    }
    if as_json:
        rendered = {name: [p.as_object() for p in group] for name, group in groups.items()}
        print(json.dumps(rendered, ensure_ascii=False, indent=1))
    else:
        _print_problems(groups)
    if groups["violations"] or (strict and groups["warnings"]):
        raise typer.Exit(1)


def _print_problems(groups: dict[str, list["Problem"]]) -> None:
    for name, group in groups.items():
        print(f"{len(group)} {name}" + (" in queries and curated data" if name == "violations" else ""))
        for p in group:
            place = f"{p.file}:{p.line}: " if p.file else ""
            print(f"  {place}{p.rule} <{p.focus}> {p.message.da}")


@app.command()
def questions(as_json: Json = False) -> None:
    """List the saved questions."""
    from .questions import all_questions
    from .rooms import installed_rooms

    found = all_questions(installed_rooms())
    if not as_json:
        width = max(map(len, found))
        for name, question in found.items():
            print(f"{name:{width}}  {question.title.da} / {question.title.en}")
            options = " ".join(f"--{p.name.replace('_', '-')}" for p in question.parameters)
            print(f"{'':{width}}  {options} --lang da|en")
        return
    rendered = [
        {
            "name": question.name,
            "title": question.title._asdict(),
            "theme": question.theme._asdict(),
            "parameters": [
                {
                    "name": p.name,
                    "type": p.type,
                    "required": p.required,
                    "multiple": p.multiple,
                    "label": p.label._asdict(),
                    "example": p.example,
                    "values": list(p.values),
                }
                for p in question.parameters
            ],
        }
        for question in found.values()
    ]
    print(json.dumps(rendered, ensure_ascii=False, indent=1))


@app.command()
def mappings(
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write to a file.")] = None,
    share_alike: Annotated[
        bool, typer.Option("--share-alike", help="With the files under CC BY-SA 4.0; the whole is then under it.")
    ] = False,
) -> None:
    """Print what other vocabularies call our things, as one SSSOM table."""
    from .mappings import as_sssom, mapping_sets
    from .rooms import installed_rooms

    table = as_sssom(mapping_sets(installed_rooms()), share_alike=share_alike)
    if out is None:
        sys.stdout.buffer.write(table)
    else:
        _write(out, table)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def ask(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The question; `ensartet questions` lists them.")],
    as_json: Json = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="Write to a file of type .xlsx, .csv, .json, .jsonld, .txt; case-overview also .docx."
        ),
    ] = None,
) -> None:
    """Ask a saved question: `ask NAME --PARAMETER VALUE`; repeat a parameter for several values.

    With `-o FILE.csv`, `--dialect excel-da` gives a CSV for Excel with Danish settings, `--dialect csvw` one whose last
    column says why a cell is empty.
    """
    from .answers import answer
    from .exports import as_json as rendered_json
    from .exports import as_text
    from .forms import Place, forms_of, in_dialect
    from .questions import find_question
    from .rooms import installed_rooms

    rooms = installed_rooms()
    question = find_question(rooms, name)
    given = _options(context.args)
    writers: dict[str, Callable[[Answer], bytes]] = {".txt": lambda answered: as_text(answered).encode()}
    dialect = given.pop("dialect", [""])[-1] if out is not None and out.suffix == ".csv" else ""
    for suffix, form in forms_of(name).items():
        chosen = in_dialect(form, dialect if suffix == "csv" else "")
        writers[f".{suffix}"] = lambda answered, form=chosen: form.render(answered, Place())  # type: ignore[misc]
    longest_first = sorted(writers, key=len, reverse=True)
    kind = next((suffix for suffix in longest_first if out and out.name.endswith(suffix)), None)
    if out is not None and kind is None:
        raise _bad_setting(
            f"»{out.name}«: filtypen kendes ikke her; brug {', '.join(writers)}.",
            f"'{out.name}': unknown file type here; use {', '.join(writers)}.",
        )
    answered = answer(_edition(), question, given)
    if out is not None:
        _write(out, writers[str(kind)](answered))
    elif as_json:
        sys.stdout.buffer.write(rendered_json(answered))
    else:
        print(as_text(answered), end="")


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise _bad_setting(
            f"{path} kan ikke skrives: {error.strerror}.", f"{path} cannot be written: {error.strerror}."
        ) from error


def _bad_setting(da: str, en: str) -> "EnsartetError":
    from .errors import BadSetting
    from .names import Words

    return BadSetting(Words(da, en))


def _options(arguments: list[str]) -> dict[str, list[str]]:
    """`--line-min 2 --drug a --drug b` as {"line_min": ["2"], "drug": ["a", "b"]}."""
    given: dict[str, list[str]] = {}
    rest = list(arguments)
    while rest:
        option = rest.pop(0)
        if not option.startswith("--"):
            raise _bad_setting(
                f"»{option}« står uden en parameter foran. Skriv --PARAMETER VÆRDI.",
                f"'{option}' has no parameter before it. Write --PARAMETER VALUE.",
            )
        name, equals, value = option[2:].partition("=")
        if not equals:
            if not rest or rest[0].startswith("--"):
                raise _bad_setting(f"»--{name}« mangler en værdi.", f"'--{name}' lacks a value.")
            value = rest.pop(0)
        given.setdefault(name.replace("-", "_"), []).append(value)
    return given


@app.command()
def serve(port: Port = 8000) -> None:
    """Serve pages and API on 127.0.0.1 until stopped."""
    _serve(port, greeting=False)


@app.command()
def demo(port: Port = 8000) -> None:
    """Build from the bundled data, check, and serve; prints what to open."""
    _serve(port, greeting=True)


def _serve(port: int, *, greeting: bool) -> None:
    import asyncio

    from api.app import create_app
    from api.server import listen, run

    from .rooms import installed_rooms

    socket = listen(port)
    try:
        edition = _edition()
        application = create_app(edition, installed_rooms())
        address = f"http://127.0.0.1:{socket.getsockname()[1]}/"
        if greeting:
            print(_greeting(edition, address), flush=True)
        asyncio.run(run(application, socket, lambda: print(f"ready {address}", flush=True)))
    except KeyboardInterrupt:
        pass
    finally:
        socket.close()
    # a server ends only by being interrupted, also where the shell made it ignore SIGINT
    raise typer.Exit(130)


def _greeting(edition: "Edition", address: str) -> str:
    from . import __version__
    from .questions import all_questions
    from .rooms import installed_rooms

    m = edition.manifest
    count: Any = len(all_questions(installed_rooms()))
    question = f"{address}questions/off-label-without-application"
    return (
        f"ensartet {__version__}, edition {m.version}\n"
        f"  {m.statements} statements, {count} questions, sources up to {m.sources_to}\n"
        f"  page  {question}.html\n"
        f"  JSON  curl {question}.json\n"
        f"  API   {address}reference"
    )
