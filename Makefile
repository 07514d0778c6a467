# The two commands: `make demo` and `make test`. Both do all their own set-up.
.PHONY: setup demo demo-model test check eval bench sbom clean
PORT ?= 8000
PY := .venv/bin/python

setup:
	@./scripts/setup.sh

demo: setup
	@.venv/bin/trellis demo --port $(PORT)

# The demo with a fake language model on this machine; the administrator switches features on at /model.
demo-model: setup
	@PORT=$(PORT) $(PY) -m cli.demo_model

# What CI runs: lint, types, import contracts, then every test.
test: check
	@./scripts/test.sh

check: setup
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy && .venv/bin/lint-imports

eval: setup
	@.venv/bin/trellis eval run --all

bench: setup
	@$(PY) -m bench.run

# What is installed here, by name, version and licence (CycloneDX 1.6), read from the environment without a network.
sbom: setup
	@mkdir -p build
	@.venv/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --of JSON -o build/sbom.cdx.json $(PY)
	@$(PY) scripts/dependencies.py build/sbom.cdx.json > build/dependencies.md
	@tail -1 build/dependencies.md && echo "build/sbom.cdx.json, build/dependencies.md"

clean:
	rm -rf .trellis .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
