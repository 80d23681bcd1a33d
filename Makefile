# How do I …
#   make serve     run the playground on http://127.0.0.1:8080
#   make test      run every test: Swift, golden cases, the page
#   make build     only build, in release
#   make bench     measure scheduling, reading, comparing and serving beside kube-scheduler, libyaml and nginx
#   make lint      check the code's format
#   make clean     forget everything that was built

HOST ?= 127.0.0.1
PORT ?= 8080
DATABASE ?= berth.sqlite

BUILD_PACKAGES = libmicrohttpd-dev libmimalloc-dev libsqlite3-dev libyaml-dev libzstd-dev zlib1g-dev
TEST_PACKAGES = python3-venv chromium fonts-noto-cjk node-typescript
BERTH = .build/release/berth
VENV = .venv

.PHONY: serve build test bench lint clean toolchain vendor test-tools test-conformance test-swift test-page test-browser

serve: build vendor
	$(BERTH) serve --host $(HOST) --port $(PORT) --database $(DATABASE)

build: toolchain
	swift build -c release --product berth

# One configuration for everything: the tests share what the program is built of.
test: toolchain vendor test-tools lint
	swift build -c release --build-tests
	$(MAKE) --no-print-directory test-conformance test-page test-swift test-browser

# Decisions that kube-scheduler made, compared cell by cell.
test-conformance:
	python3 Tests/Conformance/compare.py Tests/Conformance/cases/*.jsonl.gz --run '$(BERTH) cases'
	python3 Tests/Conformance/openb/compare.py $(BERTH)

# One at a time: tests that wait on sockets would take the threads that the servers they wait for run on.
test-swift:
	swift test -c release --skip-build --no-parallel

# The page's types, and its modules that need no browser.
test-page:
	tsc -p Public/jsconfig.json
	node --test Tests/Browser

# The main job in a real Chromium, against the program itself.
test-browser:
	$(VENV)/bin/pytest -q Tests/Browser

test-tools: $(VENV)/ready

$(VENV)/ready: Tests/Browser/requirements.txt
	@Scripts/require.sh $(TEST_PACKAGES)
	python3 -m venv $(VENV)
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check --requirement $< || \
	  { echo "berth: the packages of $< could not be installed (is there a network?)" >&2; exit 1; }
	@touch $@

# Run it on a quiet machine.
bench: build
	python3 Tests/Benchmarks/bench.py $(BERTH) bench.json

vendor: Public/vendor/ready

Public/vendor/ready: Scripts/vendor.sh
	Scripts/vendor.sh
	@touch $@

lint:
	swift format lint --strict --recursive --parallel Sources Tests Package.swift

toolchain:
	@command -v swift >/dev/null || { echo "berth: Swift 6.3 is missing: see https://www.swift.org/install/" >&2; exit 1; }
	@Scripts/require.sh $(BUILD_PACKAGES)

clean:
	rm -rf .build $(VENV) Public/vendor
