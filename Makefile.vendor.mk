# The page's libraries and its tests; included by the Makefile.
venv := .venv
venv_ready := $(venv)/.ready

.PHONY: vendor test-browser check-page

# Browser libraries and the font, from Debian's packages.
vendor: Public/vendor/.ready

Public/vendor/.ready: Scripts/vendor.sh
	Scripts/vendor.sh
	@touch $@

$(venv_ready): Tests/Browser/requirements.txt
	@python3 -m venv $(venv) || { echo "missing: python3-venv (apt-get install python3-venv)" >&2; exit 1; }
	@$(venv)/bin/pip install --quiet --disable-pip-version-check -r $< || \
	  { echo "missing: the packages of $< could not be installed (no network?)" >&2; exit 1; }
	@touch $@

# Walks the main job in Chromium against .build/release/berth, or against BERTH_URL when that is set.
test-browser: vendor $(venv_ready)
	@command -v chromium >/dev/null || { echo "missing: chromium (apt-get install chromium)" >&2; exit 1; }
	$(venv)/bin/pytest -q Tests/Browser

# Types and the modules that need no browser.
check-page:
	@if command -v tsc >/dev/null; then tsc -p Public/jsconfig.json; else echo "skipped: tsc (node-typescript)"; fi
	@if command -v node >/dev/null; then node --test Tests/Browser; else echo "skipped: node"; fi
