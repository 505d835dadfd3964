# make run: install what is needed and start the app. make test: every check. The rest is for those who change it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
APT := $(if $(filter 0,$(shell id -u)),apt-get,sudo -n apt-get)

.PHONY: run test texts demo screenshots bench clean

run: $(VENV)/run.txt
	$(BIN)/streamlit run app.py

test: $(VENV)/test.txt
	@command -v chromium >/dev/null || ($(APT) update -q && $(APT) install -y -q chromium)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist worksteal

# Collect the sentences of the code into the catalogues; then translate what is new in touchpoints/locale/.
texts: $(VENV)/test.txt
	$(BIN)/python -m tests.texts

demo: $(VENV)/run.txt
	$(BIN)/python data/demo/generate.py

# Every page in three languages, light and dark, 390, 1366 and 1920 px wide, into screenshots/; and docs/pictures/.
screenshots: $(VENV)/test.txt
	$(BIN)/python -m tests.e2e.screenshots

bench: $(VENV)/test.txt
	$(BIN)/python -m tests.bench.journeys
	$(BIN)/python -m tests.bench.paths
	$(BIN)/python -m tests.bench.sentiment
	$(BIN)/python -m tests.bench.importing
	$(BIN)/python -m tests.bench.first_chart

$(VENV)/run.txt: requirements.txt $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/test.txt: requirements-dev.txt requirements.txt $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) || ($(APT) update -q && $(APT) install -y -q python3-venv && $(PYTHON) -m venv $(VENV))

clean:
	rm -rf $(VENV) screenshots
