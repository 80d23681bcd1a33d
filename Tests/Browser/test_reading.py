"""Everybody reads the page: by keyboard, in Korean, in the dark, on a phone, with a screen reader."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def accessible(page):
    report = Axe().run(page.page)
    assert report.violations_count == 0, report.generate_report()


def test_keys_step_through_time(visit, lesson):
    page = visit(f"/#scenario={lesson['id']}")
    count = lesson["run"]["counts"]["steps"]
    press = page.page.keyboard.press
    press("Home")
    expect(page.step_of).to_have_text(f"step 0 of {count}")
    press("ArrowRight")
    press("ArrowRight")
    expect(page.step_of).to_have_text(f"step 2 of {count}")
    press("ArrowLeft")
    expect(page.step_of).to_have_text(f"step 1 of {count}")
    expect(page.page.locator("#announce")).to_contain_text(lesson["run"]["steps"][0]["text"])
    press("End")
    expect(page.step_of).to_have_text(f"step {count} of {count}")
    press("Home")
    press("Space")
    expect(page.page.locator("#play")).to_contain_text("pause")
    expect(page.step_of).not_to_have_text(f"step 0 of {count}")
    press("Space")
    expect(page.page.locator("#play")).to_contain_text("play")


def test_keys_typed_as_text_do_not_step(visit, lesson):
    page = visit(f"/#scenario={lesson['id']}")
    before = page.step_of.inner_text()
    page.tab("left", "YAML").click()
    page.page.get_by_role("textbox", name="Scenario as YAML").focus()
    page.page.keyboard.press("ArrowRight")
    page.page.keyboard.press("End")
    expect(page.step_of).to_have_text(before)


def test_dragging_the_rail_scrubs(visit, lesson):
    page = visit(f"/#scenario={lesson['id']}")
    count = lesson["run"]["counts"]["steps"]
    box = page.page.locator("#rail").bounding_box()
    page.page.mouse.move(box["x"] + 1, box["y"] + 30)
    page.page.mouse.down()
    expect(page.step_of).to_have_text(f"step 0 of {count}")
    page.page.mouse.move(box["x"] + box["width"], box["y"] + 30, steps=5)
    expect(page.step_of).to_have_text(f"step {count} of {count}")
    page.page.mouse.up()


def test_korean_is_chosen_by_the_browser_or_the_reader_and_leaves_no_english(visit, lesson):
    page = visit(f"/#scenario={lesson['id']}", locale="ko-KR")
    expect(page.page.locator("html")).to_have_attribute("lang", "ko")
    expect(page.page.locator("#title")).to_have_text(lesson["title"]["ko"])
    for label in ("학습", "비교", "공유 링크", "저장"):
        expect(page.page.get_by_role("button", name=label).first).to_be_visible()
    for english in ("Lessons", "Compare", "Share link", "Why", "Pending", "attempt", "step "):
        parts = page.page.locator("header, [role=tablist], .pane-head, #step-of")
        expect(parts.filter(has_text=re.compile(english))).to_have_count(0)
    page.page.get_by_role("button", name="EN", exact=True).click()
    expect(page.page.get_by_role("button", name="Share link")).to_be_visible()
    page.page.reload()
    expect(page.page.get_by_role("button", name="Share link")).to_be_visible()


def test_dark_follows_the_system_until_the_reader_chooses(visit, lesson):
    page = visit(f"/#scenario={lesson['id']}", color_scheme="dark")
    html = page.page.locator("html")
    expect(html).to_have_attribute("data-theme", "dark")
    page.page.get_by_role("button", name="Light").click()
    expect(html).to_have_attribute("data-theme", "light")
    page.page.reload()
    expect(html).to_have_attribute("data-theme", "light")


def test_a_phone_shows_one_place_at_a_time_and_always_the_rail(visit, lesson):
    page = visit(f"/#scenario={lesson['id']}", **PHONE)
    places = {"Scenario": "#left", "Cluster": "#cluster", "Decision": "#decision", "Why": "#right"}
    for name, shown in places.items():
        page.page.get_by_role("navigation").get_by_role("button", name=name).click()
        for place in places.values():
            expect(page.page.locator(place)).to_be_visible(visible=place == shown)
        expect(page.page.locator("#rail")).to_be_visible()
        assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
        accessible(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_place_is_accessible(visit, lesson, scheme):
    page = visit(f"/#scenario={lesson['id']}", color_scheme=scheme, reduced_motion="reduce")
    accessible(page)
    page.page.keyboard.press("End")
    page.decision.locator(".row-name").first.click()
    for name in ("YAML", "Scheduler", "Objects", "Lesson"):
        page.tab("left", name).click()
        accessible(page)
    for name in ("Events", "Queue", "YAML", "Why"):
        page.tab("right", name).click()
        accessible(page)
    page.page.get_by_role("button", name="Lessons").click()
    accessible(page)
    page.page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.page.locator(".column").first).to_be_visible()
    accessible(page)


def test_everything_can_be_reached_by_tab(visit, lesson):
    page = visit(f"/#scenario={lesson['id']}")
    reached = set()
    for _ in range(250):
        page.page.keyboard.press("Tab")
        reached.add(page.page.evaluate("""() => {
          const element = document.activeElement;
          const place = element.closest('header, .left, .cluster, .decision, .right, .time') ?? element;
          return place.className.split(' ')[0];
        }"""))
    assert {"bar", "side", "cluster", "decision", "time", "split"} <= reached


def test_places_fold_and_grow(visit, lesson):
    page = visit(f"/#scenario={lesson['id']}")
    left = page.page.locator("#left")
    width = left.bounding_box()["width"]
    split = page.page.get_by_role("separator", name="Width of the scenario")
    split.focus()
    page.page.keyboard.press("ArrowRight")
    assert left.bounding_box()["width"] == width + 16
    left.get_by_role("button", name="Fold").click()
    assert left.bounding_box()["width"] < 50
    page.page.reload()
    left.get_by_role("button", name="Unfold").click()
    assert left.bounding_box()["width"] == width + 16
