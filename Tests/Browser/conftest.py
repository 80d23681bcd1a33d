"""Starts Berth with a database of its own for the tests, unless BERTH_URL names a server that runs already."""

import os
import pathlib
import re
import subprocess
import threading

import pytest

from page_object import BerthPage

ROOT = pathlib.Path(__file__).resolve().parents[2]
BERTH = ROOT / ".build" / "release" / "berth"
START_SECONDS = 30


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def berth(tmp_path_factory):
    """The address of a running Berth."""
    if url := os.environ.get("BERTH_URL"):
        yield url.rstrip("/")
        return
    database = tmp_path_factory.mktemp("berth") / "berth.sqlite"
    server = subprocess.Popen(
        [BERTH, "serve", "--port", "0", "--database", database, "--public", ROOT / "Public",
         "--scenarios", ROOT / "scenarios"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield address(server)
    finally:
        server.terminate()
        server.wait(timeout=START_SECONDS)


def address(server):
    """Reads what the server prints until it says where it serves; then keeps its output flowing."""
    said = []
    watchdog = threading.Timer(START_SECONDS, server.kill)
    watchdog.start()
    for line in server.stdout:
        said.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            watchdog.cancel()
            threading.Thread(target=server.stdout.read, daemon=True).start()
            return found.group()
    pytest.fail("berth serve did not start:\n" + "".join(said))


@pytest.fixture
def visit(browser, berth):
    """Opens the page in a context of its own: `visit(path, **context_options)`.

    When the test is over nothing may have gone wrong on any page, and no request may have left the server. Chromium
    logs by itself what the server refuses: `visit.refusals` lists the statuses that a test means to provoke.
    """
    problems, foreign, contexts = [], [], []

    def heard(message):
        refusal = re.match(r"Failed to load resource: the server responded with a status of (\d+)", message.text)
        if refusal and int(refusal.group(1)) in visit.refusals:
            return
        if message.type in ("error", "warning"):
            problems.append(message.text)

    def visit(path="/", **options):
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, "locale": "en-US", **options})
        contexts.append(context)
        return watch(context.new_page(), path)

    def watch(page, path):
        page.on("console", heard)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda request: request.url.startswith((berth, "data:")) or foreign.append(request.url))
        return BerthPage(page, berth).open(path)

    visit.refusals = []
    visit.beside = lambda other, path: watch(other.page.context.new_page(), path)
    yield visit
    for context in contexts:
        context.close()
    assert problems == []
    assert foreign == []


@pytest.fixture
def lesson(browser, berth):
    """A built-in scenario that names more than one configuration: its catalogue entry, with its text."""
    page = BerthPage(browser.new_context().new_page(), berth)
    try:
        for item in page.api("/scenarios")["items"]:
            scenario = page.api(f"/scenarios/{item['id']}")
            run = page.run_of(scenario["scenario"])
            scored = any("score" in page.attempt(run, number) for number in range(1, run["counts"]["attempts"] + 1))
            if len(run["configurations"]) > 1 and scored:
                return {**item, "text": scenario["scenario"], "run": run}
    finally:
        page.page.context.close()
    pytest.fail("no built-in scenario compares configurations")
