// Configurations side by side: a column each, one rail for all, and a mark on whatever differs.

import { alignedStep } from './align.js';
import { Problem, get, pages, post, runPath } from './api.js';
import { drawNodes, tableOfStep } from './cluster.js';
import { comparedTable } from './comparedtable.js';
import { byId, h, show, words } from './dom.js';
import { podName } from './format.js';
import { t } from './i18n.js';
import { presetButtons } from './presets.js';
import { attemptAt, clusterAfter, decisionTable } from './replay.js';
import { scoreLegend } from './scorebar.js';
import { attemptSentence } from './sentences.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').ComparedRun} ComparedRun */
/** @typedef {import('./types.js').Comparison} Comparison */

const most = 4;
const differencesShown = 50;

/** @param {Store} store */
export function startCompare(store) {
  const place = byId('compare');
  store.watch((state) => [state.view.compare !== null], () => {
    const on = store.state.view.compare !== null;
    place.hidden = !on;
    for (const id of ['cluster', 'split-middle', 'decision']) byId(id).hidden = on;
  });
  store.watch((_, data) => [data.run], () => chooseKnown(store));
  store.watch((state, data) => [state.view.compare, data.run], () => compareRuns(store));
  store.watch((state, data) => [data.comparison, state.step, data.steps], () => alignRuns(store));
  store.watch((state, data) => [state.view.compare, data.compared, data.comparison, data.run, state.selection, state.view.resource,
    state.view.nodes], () => {
    if (store.state.view.compare) show(place, draw(store, store.state.view.compare));
  });
}

/**
 * The scenario may have other configurations now than when they were chosen.
 * @param {Store} store
 */
function chooseKnown(store) {
  const { compare } = store.state.view;
  const all = store.data.run?.configurations;
  if (!compare || !all) return;
  const known = compare.filter((name) => all.includes(name));
  const next = known.length < 2 ? all.slice(0, most) : known;
  if (next.join() !== compare.join()) store.changeView({ compare: next });
}

let comparisonTurn = 0;

/**
 * Asks for the outcomes of the chosen configurations.
 * @param {Store} store
 */
async function compareRuns(store) {
  const names = store.state.view.compare;
  const { run } = store.data;
  comparisonTurn += 1;
  const mine = comparisonTurn;
  if (!names || !run || names.length < 2) return store.learn({ comparison: null, compared: null });
  try {
    /** @type {Comparison} */
    const comparison = await post('/comparisons', {
      scenario: store.state.scenario.text, configurations: names.map((name) => (name === 'default' ? null : name)),
    });
    const compared = await Promise.all(comparison.configurations.map(async ({ simulation, metrics }, index) => {
      const first = await get(runPath(simulation));
      /** @type {import('./types.js').Step[]} */
      const steps = first.steps;
      await pages(`${runPath(simulation)}/steps`, first.continue?.steps, (items) => steps.push(...items));
      return { name: names[index], steps, step: 0, cluster: null, table: null, metrics, simulation };
    }));
    if (mine === comparisonTurn) store.learn({ comparison, compared });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // Mistakes in the text are shown with the editor already; anything else is said here.
    if (mine === comparisonTurn && !error.causes.length) store.learn({ notice: { text: error.message, bad: true } });
  }
}

let alignTurn = 0;

/**
 * Brings every column to the step of the rail.
 * @param {Store} store
 */
async function alignRuns(store) {
  const { compared, steps, run } = store.data;
  if (!compared || !run) return;
  alignTurn += 1;
  const mine = alignTurn;
  const next = await Promise.all(compared.map(async (one) => {
    const step = alignedStep(steps, store.state.step, one.steps);
    const attempt = attemptAt(one.steps, step);
    const [cluster, table] = await Promise.all([
      clusterAfter(one.simulation, step), attempt === undefined ? null : decisionTable(one.simulation, attempt, run.counts.nodes),
    ]);
    return { ...one, step, cluster, table };
  })).catch(() => null);
  if (next && mine === alignTurn) store.learn({ compared: next });
}

/** @param {Store} store @param {string[]} names */
function draw(store, names) {
  const { run, compared, comparison } = store.data;
  const all = run?.configurations ?? [];
  return [
    h('div', { class: 'pane-head compare-head' },
      h('h2', {}, t('compareTitle')),
      h('div', { class: 'compare-names', role: 'group', 'aria-label': t('chooseConfigurations') }, all.map((name) => h('label', { class: 'tick-box' },
        h('input', { type: 'checkbox', key: `compare-${name}`, checked: names.includes(name), on: { change: () => toggle(store, name) } }), name))),
      h('span', { class: 'grow' }),
      h('button', { type: 'button', class: 'small', key: 'close-compare', on: { click: () => store.changeView({ compare: null }) } }, `✕ ${t('closeCompare')}`)),
    all.length < 2 && h('div', { class: 'compare-hint' }, h('p', { class: 'hint' }, words(t('onlyOneConfiguration'))), presetButtons(store)),
    compared && comparison && [columns(store, compared, comparison), differences(store, compared, comparison)],
  ];
}

/** @param {Store} store @param {string} name */
function toggle(store, name) {
  const names = store.state.view.compare ?? [];
  const all = store.data.run?.configurations ?? [];
  const next = names.includes(name) ? names.filter((one) => one !== name) : all.filter((one) => one === name || names.includes(one));
  store.changeView({ compare: next.slice(0, most) });
}

/** @param {Store} store @param {ComparedRun[]} compared @param {Comparison} comparison */
function columns(store, compared, comparison) {
  return h('div', { class: 'columns', style: { '--columns': compared.length } }, compared.map((one, index) => {
    const { cluster, table } = one;
    const marks = new Set(comparison.differences.filter(({ nodes }) => nodes.some((node) => node !== nodes[0])).map(({ pod }) => pod));
    return h('section', { class: 'column', 'aria-label': one.name },
      h('div', { class: 'column-head' }, h('h3', {}, one.name), totals(compared, comparison, index)),
      h('div', { class: 'column-cluster' }, cluster && drawNodes(store, cluster, tableOfStep(cluster, table), {
        resource: store.state.view.resource, width: 320, marks,
      })),
      h('div', { class: 'column-decision' }, table && [
        h('p', {}, words(attemptSentence(table)), differentPlace(compared, index) && h('span', { class: 'chip differs-chip' }, `≠ ${t('differs')}`)),
        scoreLegend(table),
        comparedTable(store, table, compared[0].table),
      ]));
  }));
}

/** @param {ComparedRun[]} compared @param {number} index */
function differentPlace(compared, index) {
  const [mine, first] = [compared[index].table, compared[0].table];
  return index > 0 && mine && first && (mine.pod !== first.pod || mine.placedOn !== first.placedOn);
}

/**
 * Totals, with the difference to the first column.
 * @param {ComparedRun[]} compared
 * @param {Comparison} comparison
 * @param {number} index
 */
function totals(compared, comparison, index) {
  const first = compared[0].metrics;
  const mine = compared[index].metrics;
  const moved = comparison.differences.filter(({ nodes }) => nodes[index] !== nodes[0]).length;
  const entry = (/** @type {string} */ label, /** @type {number} */ value, /** @type {number} */ difference) => h('div', {},
    h('dt', {}, label), h('dd', {}, value, index > 0 && difference !== 0 && h('span', { class: 'difference' }, ` ${difference > 0 ? '+' : '−'}${Math.abs(difference)}`)));
  return h('dl', { class: 'totals' },
    entry(t('mBound'), mine.bound, mine.bound - first.bound),
    entry(t('mPending'), mine.pending, mine.pending - first.pending),
    entry(t('mPreempted'), mine.preempted, mine.preempted - first.preempted),
    entry(t('mNodes'), mine.nodesInUse, mine.nodesInUse - first.nodesInUse),
    index > 0 && entry(t('moved'), moved, 0));
}

/** @param {Store} store @param {ComparedRun[]} compared @param {Comparison} comparison */
function differences(store, compared, comparison) {
  const list = comparison.differences.filter(({ nodes }) => nodes.some((node) => node !== nodes[0]));
  const go = (/** @type {string} */ pod) => {
    const step = store.data.steps.filter((one) => one.pod === pod && one.attempt !== undefined).at(-1);
    if (step) store.change({ step: step.step });
  };
  return h('div', { class: 'differences' }, h('h3', {}, list.length ? t('differences', { n: list.length }) : t('noDifferences')),
    list.length > 0 && h('table', { class: 'table' }, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('pod')),
      compared.map(({ name }) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, list.slice(0, differencesShown).map(({ pod, nodes }) => h('tr', {},
      h('th', { scope: 'row' }, h('button', { type: 'button', class: 'link', key: `difference-${pod}`, title: t('goTo'), on: { click: () => go(pod) } }, podName(pod))),
      nodes.map((node, index) => h('td', { class: node === nodes[0] ? 'muted' : null }, index > 0 && node !== nodes[0] && h('span', { class: 'ne' }, '≠ '),
        node ?? t('unplaced'))))))),
    list.length > differencesShown && h('p', { class: 'hint' }, t('more', { n: list.length - differencesShown })));
}
