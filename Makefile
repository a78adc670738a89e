# hyoka's commands; `make` alone lists them.

PORT ?= 8000
FORMAT ?= text
YEAR ?= all
BASE ?= main
REVIEW ?= review.json
FUZZ ?= --fuzz 10000

# Whatever the machine's locale is, and whether it is there: this folder may have a Japanese name.
export LC_ALL := $(if $(filter Darwin,$(shell uname)),en_US,C).UTF-8
export PYTHONUTF8 := 1

# Meant for another Python than that of .venv; with -O, tests would check nothing.
unexport PYTHONHOME PYTHONPATH PYTHONSAFEPATH PYTHONOPTIMIZE VIRTUAL_ENV

# The folder for which .venv was made, while its Python still runs; see tools/set-up.sh.
set_up_for := $(shell env -u PYTHONHOME -u PYTHONPATH LC_ALL=$(LC_ALL) .venv/bin/python -c '' 2>/dev/null && cat .venv/set-up 2>/dev/null)

# Material's banner about MkDocs 2, which pyproject.toml rules out.
export NO_MKDOCS_2_WARNING := 1

# Every step is a process of its own: one that had to compile all it imports would start three times as slowly.
unexport PYTHONDONTWRITEBYTECODE

# A step of a target: its heading, then a program of .venv with its arguments.
define step
@printf '\n== %s\n' '$(1)'
@.venv/bin/$(2)
endef

.PHONY: help
help: ## list these commands (also: make)
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

.PHONY: prepare
prepare: .venv/set-up ## set up what the site is made with (the others do so, too, when they have to)

.PHONY: check
check: .venv/set-up ## check the records (FORMAT=github or json for other readers)
	@.venv/bin/hyoka check --format $(FORMAT)

.PHONY: site
site: .venv/set-up ## check the records and build the site into site/
	$(call step,Records,hyoka check)
	$(call step,Site,mkdocs build --strict)
	@printf '\nThe site is in site/. To look at it: make serve\n'

.PHONY: diff
diff: .venv/set-up ## tell what changes on the site since main (BASE=abc1234: since then)
	@.venv/bin/hyoka diff '$(BASE)'

.PHONY: review
review: .venv/set-up ## write what a pull request tells of the change since main (BASE=…) into review.json
	$(call step,Review,hyoka review '$(BASE)' --output '$(REVIEW)')

.PHONY: preview
preview: .venv/set-up ## after make review and make site: the changed pages in one file, preview.html
	$(call step,Preview,hyoka preview '$(REVIEW)')

.PHONY: comment
comment: .venv/set-up ## after make review: show the comment of a pull request (POST=yes: write it, on GitHub)
	@.venv/bin/hyoka comment '$(REVIEW)' $(if $(POST),--post --branch '$(BASE)')

.PHONY: weekly
weekly: .venv/set-up ## tell what is late and which links lead nowhere (POST=yes: in an issue, on GitHub)
	@.venv/bin/hyoka weekly $(if $(POST),--post)

.PHONY: due
due: .venv/set-up ## tell what is held back until its day, and what became due since yesterday
	@.venv/bin/hyoka due

.PHONY: rollback
rollback: ## take the files of an earlier commit of main, to build that site again (COMMIT=abc1234)
	@tools/rollback.sh

.PHONY: forget
forget: ## remove what earlier runs kept (.cache/hyoka): the next ones make everything anew
	@rm -rf .cache/hyoka

.PHONY: owners
owners: .venv/set-up ## tell whether .github/CODEOWNERS is as the records' divisions say
	@.venv/bin/hyoka codeowners --check --format $(FORMAT)

.PHONY: take
take: .venv/set-up ## take the workbooks in inbox/ into the records; all, or where one cannot be, none
	@FORMAT='$(FORMAT)' tools/inbox.sh take

.PHONY: untaken
untaken: ## fail where git keeps a workbook in inbox/: none may come into main
	@FORMAT='$(FORMAT)' tools/inbox.sh untaken

.PHONY: taken
taken: ## after make take: write what changed in the records into taken.patch
	@tools/inbox.sh taken

.PHONY: receive
receive: ## on GitHub, after make taken: commit taken.patch (TAKEN=…) and take the workbooks away
	@tools/inbox.sh receive

.PHONY: pdf
pdf: .venv/tools ## build the site with a PDF of every evaluation sheet (YEAR=2018: only of that year)
	$(call step,Records,hyoka check)
	$(call step,Browser,python -m tools.browser)
	$(call step,PDFs,python -m tools.pdf '$(YEAR)')

.PHONY: serve
serve: .venv/set-up ## show the site at http://127.0.0.1:8000/, again after each save (PORT=8000)
	$(call step,http://127.0.0.1:$(PORT)/ (Ctrl+C ends it),mkdocs serve --livereload --dev-addr 127.0.0.1:$(PORT))

.PHONY: test
test: .venv/tools ## everything that is checked before a change goes in
	$(call step,Format,ruff format --check)
	$(call step,Lint,ruff check)
	$(call step,Types,mypy)
	$(call step,Imports,lint-imports --no-logo)
	$(call step,Browser,python -m tools.browser)
	$(call step,XML,python -m tools.xmllint)
	$(call step,Node,python -m tools.node checks)
	$(call step,Office,python -m tools.office)
	$(call step,Tests,pytest)

.PHONY: format
format: .venv/tools ## format the code and mend what ruff can mend
	$(call step,Lint,ruff check --fix-only)
	$(call step,Format,ruff format)

.PHONY: accept
accept: .venv/tools ## take the present output of the fictional town as the expected one
	$(call step,Accept,pytest --accept)

.PHONY: screenshots
screenshots: .venv/tools ## take every kind of page, narrow and wide, light and dark, into screenshots/
	$(call step,Browser,python -m tools.browser)
	$(call step,Screenshots,python -m tools.screenshots)

.PHONY: guide
guide: .venv/tools ## take the pictures in the guide for staff anew
	$(call step,Browser,python -m tools.browser)
	$(call step,Office,python -m tools.office)
	$(call step,Pictures,python -m tools.guide)

.PHONY: bench
bench: .venv/tools ## measure how long builds take
	@PYTHON='$(PYTHON)' tools/set-up.sh bench
	$(call step,Benchmarks,python -m benchmarks)

.PHONY: audit
audit: .venv/tools ## rate every kind of page with Lighthouse; writes docs/audit.md
	$(call step,Browser,python -m tools.browser)
	$(call step,Node,python -m tools.node audit)
	$(call step,Lighthouse,python -m tools.audit)

.PHONY: fuzz
fuzz: .venv/tools ## 10,000 folders each of changed lines, changed structure, pages by hand (FUZZ="--fuzz 100 --fuzz-seed 7")
	$(call step,Fuzz,pytest $(FUZZ) tests/test_fuzz.py tests/test_fuzz_structure.py)

.PHONY: bare
bare: ## run make site and make test in a Debian made from nothing (as root; SUITE=bookworm RUN="make site")
	@tools/bare-machine.sh

.PHONY: clean
clean: ## remove all that these commands have made
	find generator tests tools benchmarks -name __pycache__ -prune -exec rm -rf {} +
	rm -rf dist site .site.* screenshots review.json preview.html taken.patch tools/web/*/node_modules .venv .uv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# Again whenever the dependencies changed, the folder was moved or its Python is gone.
ifneq ($(set_up_for),$(CURDIR))
.PHONY: .venv/set-up .venv/tools
endif
.venv/set-up: pyproject.toml uv.lock tools/set-up.sh
	@PYTHON='$(PYTHON)' tools/set-up.sh
# The same, and what the tests and the other tools need.
.venv/tools: pyproject.toml uv.lock tools/set-up.sh
	@PYTHON='$(PYTHON)' tools/set-up.sh tools
