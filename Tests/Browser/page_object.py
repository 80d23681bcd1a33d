"""Berth's page as its users see it: places, tabs, the rail, the decision table."""

import re

from playwright.sync_api import Page, expect


class BerthPage:
    def __init__(self, page: Page, url: str):
        self.page = page
        self.url = url

    def open(self, path="/"):
        self.page.goto(self.url + path)
        expect(self.step_of).to_have_text(re.compile(r"of [1-9]|^[1-9]\d*단계 중"), timeout=15_000)
        return self

    # What the API says, to compare the page with.

    def api(self, path, body=None):
        request = self.page.request
        answer = request.get(f"{self.url}/api/v1{path}") if body is None else request.post(
            f"{self.url}/api/v1{path}", data=body)
        assert answer.ok, f"{path}: {answer.status} {answer.text()}"
        return answer.json()

    def run_of(self, text):
        return self.api("/simulations", {"scenario": text})

    def attempt(self, run, number):
        return self.api(f"/simulations/{run['id']}/attempts/{number}?depth=full")

    # Places

    @property
    def step_of(self):
        return self.page.locator("#step-of")

    @property
    def decision(self):
        return self.page.get_by_role("region", name=re.compile("^(Decision|결정)$"))

    @property
    def why(self):
        return self.page.locator("#panel-why")

    @property
    def saved_state(self):
        return self.page.locator("#saved-state")

    def tab(self, side, name):
        return self.page.locator(f"[data-tabs={side}]").get_by_role("tab", name=name)

    def row(self, node):
        return self.decision.locator(f"tr[data-node='{node}']")

    # What people do

    def choose_scenario(self, title):
        self.page.get_by_role("button", name="Lessons").click()
        # It may be the one that is shown already: what is done before it has come anew would be undone.
        with self.page.expect_response(re.compile(r"/api/v1/simulations$")):
            self.page.locator("#panel-lesson").get_by_role("button", name=title).first.click()
        expect(self.page.locator("#title")).to_have_text(title)

    def go_to(self, step, of):
        self.page.locator("#rail").focus()
        self.page.keyboard.press("Home")
        for _ in range(step):
            self.page.keyboard.press("ArrowRight")
        expect(self.step_of).to_have_text(f"step {step} of {of}")

    def append_text(self, text):
        self.tab("left", "YAML").click()
        self.page.get_by_role("textbox", name="Scenario as YAML").focus()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.insert_text(text)

    def undo_typing(self):
        self.page.get_by_role("textbox", name="Scenario as YAML").focus()
        for _ in range(3):
            self.page.keyboard.press("Control+z")
