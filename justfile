# The recipes people and CI use. `uv run just` lists them.

_list:
    @just --list --unsorted

# Everything that must hold before a commit; changes nothing.
check:
    uv run ruff check .
    uv run ruff format --check .
    uv run mypy
    uv run lint-imports --no-cache
    uv run python docs/generate.py --check

# Repair what can be repaired: format, imports, generated documents.
fix:
    uv run ruff check --fix .
    uv run ruff format .
    uv run python docs/generate.py

# The tests; with ENSARTET_CORPUS the corpus tests too.
test *arguments:
    uv run pytest -n auto {{ arguments }}

# The W3C's own suites alone, with their counts; pip fetches them once.
w3c:
    uv run pytest -m w3c -rPs --show-capture=stdout

# Serve pages and API on port 8000.
serve:
    uv run ensartet serve

# Write the generated documents: GLOSSARY.md, docs/ontology.md, docs/questions.md and docs/contract/context.jsonld.
docs:
    uv run python docs/generate.py

# Every page in Debian's chromium alone: accessibility, policy, print and the readers' journeys.
browser:
    uv run pytest -m browser tests/browser

# Take the pictures in docs/images; needs chromium.
screenshots:
    uv run python docs/screenshots.py

# Build the wheel, install it in a clean environment and start it elsewhere.
wheel:
    uv run pytest -m wheel tests/packaging

# Measure what attacks, pages and questions cost: prints the figures and writes bench/results/.
bench *parts:
    uv run python -m bench {{ parts }}

# The application against its OpenAPI document with many more examples.
soak examples="500":
    ENSARTET_EXAMPLES={{ examples }} uv run pytest tests/api/test_schemathesis.py
