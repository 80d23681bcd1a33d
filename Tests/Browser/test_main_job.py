"""The main job, as a person does it: open, break, mend, step, read, compare, save, share."""

import re

from playwright.sync_api import expect

UNKNOWN_FIELD = """
---
apiVersion: v1
kind: Pod
metadata:
  name: broken
spec:
  container: []
"""


def scored_attempt(page, run):
    """The step and the table of the last attempt that scored Nodes."""
    for step in reversed(run["steps"]):
        if "attempt" in step:
            table = page.attempt(run, step["attempt"])
            if table.get("score"):
                return step["step"], table
    raise AssertionError("no attempt scored any Node")


def test_a_mistake_is_marked_at_its_line_and_gone_when_mended(visit, lesson):
    visit.refusals = [422]
    page = visit()
    page.choose_scenario(lesson["title"]["en"])
    page.append_text(UNKNOWN_FIELD)

    mistake = page.page.locator("#problems li").first
    expect(mistake).to_contain_text("container")
    line = re.search(r"line (\d+)", mistake.inner_text()).group(1)
    gutter = page.page.locator(".CodeMirror-code > div", has=page.page.locator(".CodeMirror-lint-marker-error"))
    expect(gutter.locator(".CodeMirror-linenumber")).to_have_text(line)
    assert int(line) > lesson["text"].count("\n")
    expect(page.page.locator("#problems")).to_contain_text("The run shown is that of the last text without a mistake.")
    expect(page.step_of).to_contain_text(f"of {lesson['run']['counts']['steps']}")

    page.undo_typing()
    expect(page.page.locator("#problems")).to_contain_text("No mistakes")
    expect(page.page.locator(".CodeMirror-lint-marker-error")).to_have_count(0)


def test_an_edit_is_run_at_once(visit, lesson):
    page = visit(f"/#scenario={lesson['id']}")
    expect(page.step_of).to_contain_text(f"of {lesson['run']['counts']['steps']}")
    page.append_text("\n---\napiVersion: v1\nkind: Node\nmetadata: {name: one-more}\n"
                     "status: {allocatable: {cpu: '4', memory: 8Gi, pods: '110'}}\n")
    expect(page.page.get_by_role("button", name="one-more").first).to_be_visible()


def test_the_table_says_what_the_api_says(visit, lesson):
    page = visit(f"/#scenario={lesson['id']}")
    step, table = scored_attempt(page, lesson["run"])
    page.go_to(step, lesson["run"]["counts"]["steps"])
    expect(page.decision).to_contain_text(table["pod"])

    winner = page.row(table["placedOn"])
    expect(winner).to_have_class(re.compile("winner"))
    expect(winner).to_contain_text("★")
    for node, total in table["total"].items():
        expect(page.row(node).locator(".total")).to_contain_text(str(total))
    for node, rejection in table["rejectedBy"].items():
        for reason in rejection["reasons"]:
            expect(page.row(node)).to_contain_text(reason)
    for point in table["extensionPoints"]:
        expect(page.decision.get_by_role("button", name=re.compile(rf"^(✕ )?{point['name']}\b"))).to_be_visible()

    page.decision.get_by_role("button", name="numbers").click()
    node = table["placedOn"]
    for plugin, score in table["score"][node].items():
        weight = table["weights"][plugin]
        cell = page.row(node).get_by_role("button", name=(
            f"{plugin}: raw {score['raw']}, normalized {score['normalized']}, weight {weight}, "
            f"weighted {score['weighted']}"))
        expect(cell).to_contain_text(str(score["weighted"]))
    page.row(node).get_by_role("button", name=node).click()
    expect(page.why).to_contain_text(f"Total {table['total'][node]}")


def test_why_explains_a_rejection_in_plain_words_and_in_the_schedulers(visit, lesson):
    page = visit(f"/#scenario={lesson['id']}")
    run = lesson["run"]
    for step in run["steps"]:
        table = page.attempt(run, step["attempt"]) if "attempt" in step else {}
        if table.get("rejectedBy"):
            break
    else:
        page.append_text("\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: huge}\nspec:\n  containers:\n"
                         "  - {name: c, image: i, resources: {requests: {cpu: 10k}}}\n")
        expect(page.page.locator("#problems")).to_contain_text("No mistakes")
        expect(page.step_of).not_to_contain_text(f"of {run['counts']['steps']}")
        page.page.locator("#rail").focus()
        page.page.keyboard.press("End")
        page.decision.locator(".reason").first.click()
        expect(page.why).to_contain_text("huge asks for 10000 cpu")
        expect(page.why).to_contain_text("Insufficient cpu")
        return
    page.go_to(step["step"], run["counts"]["steps"])
    node, rejection = next(iter(table["rejectedBy"].items()))
    page.row(node).locator(".reason").click()
    expect(page.why).to_contain_text("In one sentence")
    expect(page.why.locator(".verbatim").first).to_have_text(rejection["reasons"][0])


def test_configurations_stand_side_by_side(visit, lesson):
    page = visit(f"/#scenario={lesson['id']}")
    names = lesson["run"]["configurations"][:4]
    comparison = page.api("/comparisons", {"scenario": lesson["text"], "configurations": [
        None if name == "default" else name for name in names]})
    page.page.get_by_role("button", name="Compare", exact=True).click()
    compare = page.page.get_by_role("region", name="Configurations side by side")
    for name, outcome in zip(names, comparison["configurations"]):
        column = compare.get_by_role("region", name=name, exact=True)
        expect(column.locator(".totals")).to_contain_text(f"bound{outcome['metrics']['bound']}")
    page.page.keyboard.press("End")
    for difference in comparison["differences"]:
        pod = page.page.get_by_role("button", name=difference["pod"].removeprefix("default/"), exact=True)
        row = compare.locator(".differences tr", has=pod)
        for node in difference["nodes"]:
            expect(row).to_contain_text(node or "Pending")


def test_a_saved_scenario_survives_a_reload_and_a_link_opens_the_same_place(visit, lesson):
    page = visit()
    page.choose_scenario(lesson["title"]["en"])
    step, table = scored_attempt(page, lesson["run"])
    page.go_to(step, lesson["run"]["counts"]["steps"])
    node = table["placedOn"]
    page.row(node).get_by_role("button", name=node).click()
    page.decision.get_by_role("button", name="numbers").click()

    page.page.get_by_role("button", name="Save").click()
    expect(page.saved_state).to_have_text("saved · rev 1")
    expect(page.page).to_have_url(re.compile(r"#scenario="))
    page.append_text("\n# kept\n")
    expect(page.saved_state).to_have_text("edited")
    page.page.get_by_role("button", name="Save").click()
    expect(page.saved_state).to_have_text("saved · rev 2")

    page.page.reload()
    expect(page.saved_state).to_have_text("saved · rev 2")
    expect(page.step_of).to_contain_text(f"step {step} of")
    expect(page.why).to_contain_text(node)

    page.page.get_by_role("button", name="Share link").click()
    link = page.page.locator("#shared-link").get_attribute("href")
    other = visit(link.removeprefix(page.url))
    expect(other.step_of).to_have_text(page.step_of.inner_text())
    expect(other.page.locator("#title")).to_have_text(page.page.locator("#title").inner_text())
    expect(other.decision.get_by_role("button", name="numbers")).to_have_attribute("aria-pressed", "true")
    expect(other.row(node)).to_have_class(re.compile("selected"))
    expect(other.tab("left", "YAML")).to_have_attribute("aria-selected", "true")
    other.append_text("")
    expect(other.page.locator(".CodeMirror-code")).to_contain_text("# kept")


def test_a_save_over_somebody_elses_is_refused_once(visit, lesson):
    mine = visit(f"/#scenario={lesson['id']}")
    mine.page.get_by_role("button", name="Save").click()
    expect(mine.saved_state).to_have_text("saved · rev 1")
    expect(mine.page).not_to_have_url(re.compile(rf"={lesson['id']}$"))
    theirs = visit.beside(mine, mine.page.url.removeprefix(mine.url))
    theirs.append_text("\n# theirs\n")
    theirs.page.get_by_role("button", name="Save").click()
    expect(theirs.saved_state).to_have_text("saved · rev 2")

    visit.refusals = [412]
    mine.append_text("\n# mine\n")
    mine.page.get_by_role("button", name="Save").click()
    expect(mine.page.get_by_role("status").first).to_contain_text("revision 2 was saved elsewhere")
    mine.page.get_by_role("button", name="Save").click()
    expect(mine.saved_state).to_have_text("saved · rev 3")


def test_back_returns_to_the_scenario_before(visit, lesson):
    page = visit()
    first = page.page.locator("#title").inner_text()
    page.page.get_by_role("button", name="Lessons").click()
    page.page.get_by_role("button", name="An empty scenario").click()
    expect(page.page.locator("#title")).to_have_text("Untitled scenario")
    page.page.go_back()
    expect(page.page.locator("#title")).to_have_text(first)


def test_a_remedy_changes_the_text_and_can_be_undone(visit):
    page = visit()
    page.page.get_by_role("button", name="Lessons").click()
    page.page.get_by_role("button", name="An empty scenario").click()
    page.append_text("---\napiVersion: v1\nkind: Pod\nmetadata: {name: huge}\nspec:\n  containers:\n"
                     "  - {name: c, image: i, resources: {requests: {cpu: 6}}}\n")
    page.page.get_by_role("button", name="huge", exact=True).click()
    page.page.locator("#rail").focus()
    page.page.keyboard.press("End")
    page.decision.locator("tr[data-node=node01] .reason").click()
    page.why.get_by_role("button", name="apply: ask for 2.5 cpu less").click()
    expect(page.row("node01")).to_have_class(re.compile("winner"))
    page.page.get_by_role("button", name="Undo").click()
    expect(page.row("node01").locator(".reason")).to_be_visible()


def test_every_plugin_that_rejects_a_node_says_what_would_have_let_the_pod_in(visit):
    page = visit()
    page.page.get_by_role("button", name="Lessons").click()
    page.page.get_by_role("button", name="An empty scenario").click()
    page.append_text("---\napiVersion: v1\nkind: Pod\nmetadata: {name: picky}\nspec:\n  nodeSelector: {disk: ssd}\n"
                     "  containers:\n  - {name: c, image: i, resources: {requests: {cpu: 6}}}\n")
    page.page.get_by_role("button", name="picky", exact=True).click()
    page.page.locator("#rail").focus()
    page.page.keyboard.press("End")
    page.decision.locator("tr[data-node=node01] .reason").click()
    expect(page.why).to_contain_text("2 plugins reject this Node")
    for plugin in ("NodeAffinity", "NodeResourcesFit"):
        expect(page.why.locator(".remedy-plugin", has_text=plugin)).to_be_visible()
    expect(page.why.get_by_role("button", name="apply: no disk: ssd in the nodeSelector")).to_be_visible()
    page.why.get_by_role("button", name="apply: the label disk=ssd on node01").click()
    expect(page.why).not_to_contain_text("2 plugins reject this Node")
    page.why.get_by_role("button", name="apply: ask for 2.5 cpu less").click()
    expect(page.row("node01")).to_have_class(re.compile("winner"))
