// Configurations side by side: a column each, one rail for all, and a mark on whatever differs.

import { drawNodes, tableOfStep } from './cluster.js';
import { comparedTable } from './comparedtable.js';
import { differencesTable, isDifferent, obtained, totals } from './comparetotals.js';
import { startComparing } from './comparing.js';
import { byId, h, show, words } from './dom.js';
import { t } from './i18n.js';
import { presetButtons } from './presets.js';
import { scoreLegend } from './scorebar.js';
import { attemptSentence } from './sentences.js';
import { button } from './widgets.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').ComparedRun} ComparedRun */
/** @typedef {import('./types.js').Comparison} Comparison */

const most = 4;

/** @param {Store} store */
export function startCompare(store) {
  const place = byId('compare');
  store.watch((state) => [state.view.compare !== null], () => {
    const on = store.state.view.compare !== null;
    place.hidden = !on;
    for (const id of ['cluster', 'split-middle', 'decision']) byId(id).hidden = on;
  });
  store.watch((_, data) => [data.run], () => chooseKnown(store));
  startComparing(store);
  store.watch((state, data) => [state.view.compare, data.compared, data.comparison, data.run, state.selection,
    state.view.resource, state.view.nodes], () => {
    if (store.state.view.compare) show(place, draw(store, store.state.view.compare));
  });
}

/**
 * The scenario may have other configurations now than when they were chosen.
 * @param {Store} store
 */
function chooseKnown(store) {
  const { compare } = store.state.view;
  const all = offered(store);
  if (!compare || !store.data.run) return;
  const known = compare.filter((name) => all.includes(name));
  const next = known.length < 2 ? all.slice(0, most) : known;
  if (next.join() !== compare.join()) store.changeView({ compare: next });
}

/**
 * What can be compared: the scenario's configurations, and the one that the reader has asked about.
 * @param {Store} store
 */
function offered(store) {
  const { whatIf } = store.state.view;
  return [...(store.data.run?.configurations ?? []), ...(whatIf ? [whatIf.name] : [])];
}

/** @param {Store} store @param {string[]} names */
function draw(store, names) {
  const { compared, comparison } = store.data;
  const all = offered(store);
  return [
    h('div', { class: 'pane-head compare-head' },
      h('h2', {}, t('compareTitle')),
      h('div', { class: 'compare-names', role: 'group', 'aria-label': t('chooseConfigurations') },
        all.map((name) => tickBox(store, names, name))),
      h('span', { class: 'grow' }),
      button('close-compare', `✕ ${t('closeCompare')}`, () => store.changeView({ compare: null }),
        { class: 'small' })),
    all.length < 2 && h('div', { class: 'compare-hint' },
      h('p', { class: 'hint' }, words(t('onlyOneConfiguration'))), presetButtons(store)),
    compared && comparison && [
      h('div', { class: 'columns', style: { '--columns': compared.length } },
        compared.map((_, index) => column(store, compared, comparison, index))),
      differencesTable(store, compared, comparison),
    ],
  ];
}

/** @param {Store} store @param {string[]} names @param {string} name */
function tickBox(store, names, name) {
  const change = () => {
    const all = offered(store);
    const next = names.includes(name) ? names.filter((one) => one !== name)
      : all.filter((one) => one === name || names.includes(one));
    store.changeView({ compare: next.slice(0, most) });
  };
  return h('label', { class: 'tick-box' },
    h('input', { type: 'checkbox', key: `compare-${name}`, checked: names.includes(name), on: { change } }), name);
}

/**
 * @param {Store} store
 * @param {ComparedRun[]} compared
 * @param {Comparison} comparison
 * @param {number} index
 */
function column(store, compared, comparison, index) {
  const { name, cluster, table } = compared[index];
  const marks = new Set(comparison.differences.filter(isDifferent).map(({ pod }) => pod));
  const { resource } = store.state.view;
  return h('section', { class: 'column', 'aria-label': name },
    h('div', { class: 'column-head' }, h('h3', {}, name), totals(compared, comparison, index),
      obtained(compared, comparison, index)),
    h('div', { class: 'column-cluster' },
      cluster && drawNodes(store, cluster, tableOfStep(cluster, table), { resource, marks })),
    h('div', { class: 'column-decision' }, table && [
      h('p', {}, words(attemptSentence(table)),
        elsewhere(compared, index) && h('span', { class: 'chip differs-chip' }, `≠ ${t('differs')}`)),
      scoreLegend(table),
      comparedTable(store, table, compared[0].table),
    ]));
}

/**
 * Whether this column's attempt ended otherwise than the first one's.
 * @param {ComparedRun[]} compared
 * @param {number} index
 */
function elsewhere(compared, index) {
  const [mine, first] = [compared[index].table, compared[0].table];
  return index > 0 && mine && first && (mine.pod !== first.pod || mine.placedOn !== first.placedOn);
}
