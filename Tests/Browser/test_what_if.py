"""What if a weight were another one: the numbers of the attempt at once, the whole run in words, and both side by side."""

import re

import pytest
from playwright.sync_api import expect

from test_main_job import scored_attempt

PLUGIN = "NodeResourcesFit"
ROLE = {"en-US": ("Weight of {}", "Reset the weights", "Run the whole scenario with these weights", "exact"),
        "ko-KR": ("{}의 가중치", "가중치 되돌리기", "이 가중치로 시나리오 전체 실행", "정확합니다")}


@pytest.mark.parametrize("scores", ["bars", "numbers"])
def test_a_weight_changes_totals_and_the_chosen_node_at_once(visit, lesson, scores):
    page = visit(f"/#scenario={lesson['id']}")
    step, table = scored_attempt(page, lesson["run"])
    page.go_to(step, lesson["run"]["counts"]["steps"])
    page.decision.get_by_role("button", name=scores).click()
    field = page.decision.get_by_role("spinbutton", name=f"Weight of {PLUGIN}")
    field.focus()
    page.page.keyboard.press("Control+a")
    page.page.keyboard.type("12")
    expect(field).to_have_value("12")
    expect(field).to_be_focused()

    path = f"/simulations/{lesson['run']['id']}"
    after = page.api(f"{path}/attempts/{table['attempt']}?weights={PLUGIN}:12")
    assert after["rescored"]["exact"]
    for node, total in after["total"].items():
        expect(page.row(node).locator(".total")).to_contain_text(str(total))
    expect(page.row(after["placedOn"])).to_have_class(re.compile("winner"))
    expect(page.page.locator(".what-if")).to_contain_text("exact")
    rescoring = page.api(f"{path}/rescoring?weights={PLUGIN}:12")
    if "difference" in rescoring:
        expect(page.page.locator(".what-if")).to_contain_text(f"attempt {rescoring['difference']['attempt']}")
    else:
        expect(page.page.locator(".what-if")).to_contain_text("the run is the same")

    page.decision.get_by_role("button", name="Reset the weights").click()
    expect(page.page.locator(".what-if")).to_have_count(0)
    for node, total in table["total"].items():
        expect(page.row(node).locator(".total")).to_contain_text(str(total))


@pytest.mark.parametrize("locale", ROLE)
def test_the_whole_scenario_runs_with_the_weights_beside_the_one_without(visit, lesson, locale):
    weight_of, _, run_weights, exact = ROLE[locale]
    page = visit(f"/#scenario={lesson['id']}", locale=locale)
    step, _ = scored_attempt(page, lesson["run"])
    page.page.locator("#rail").focus()
    page.page.keyboard.press("Home")
    for _ in range(step):
        page.page.keyboard.press("ArrowRight")
    page.decision.get_by_role("spinbutton", name=weight_of.format(PLUGIN)).fill("3")
    expect(page.page.locator(".what-if")).to_contain_text(exact)
    page.page.get_by_role("button", name=run_weights).click()
    compare = page.page.locator("#compare")
    expect(compare.locator(".column")).to_have_count(2)
    expect(compare.locator(".column").nth(1).locator("h3")).to_have_text(re.compile("×3"))
    expect(compare.locator(".column").nth(1).locator(".obtained")).to_be_visible()
