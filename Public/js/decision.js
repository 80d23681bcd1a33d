// The decision: the attempt as a table, read from left to right as the scheduler works.

import { decisionTable } from './decisiontable.js';
import { byId, h, show, words } from './dom.js';
import { time } from './format.js';
import { t } from './i18n.js';
import { decisionRows } from './rows.js';
import { scoreLegend } from './scorebar.js';
import { attemptSentence } from './sentences.js';
import { strip } from './strip.js';
import { shownTable, whatIf } from './whatif.js';
import { button, choice } from './widgets.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').DecisionTable} DecisionTable */
/** @typedef {{text: string, all: boolean}} RowFilter */

/** @param {Store} store */
export function startDecision(store) {
  const place = byId('decision');
  /** @type {RowFilter} */
  const filter = { text: '', all: false };
  let drawn = /** @type {DecisionTable|null} */ (null);
  const draw = () => {
    if (store.data.table !== drawn) {
      filter.all = false;
      drawn = store.data.table;
    }
    const table = shownTable(store);
    if (!table) return show(place, nothing(store));
    const rows = decisionRows(table, filter);
    return show(place,
      heading(store, table),
      strip(store, table),
      whatIf(store),
      (rows.all > rows.shown.length || filter.text) && search(filter, rows, draw),
      judged(table) ? decisionTable(store, table, rows.shown) : unjudged(table),
      table.message && h('p', { class: 'message' }, table.message));
  };
  store.watch((state, data) => [data.table, data.cluster, data.rescoring, state.selection, state.view.scores,
    state.view.weights], draw);
}

/**
 * Whether the attempt came as far as the Nodes.
 * @param {DecisionTable} table
 */
function judged(table) {
  return table.nodeOrder.length > 0 && (table.rejectedBy !== undefined || table.feasible !== undefined);
}

/**
 * An attempt that ended before any Node was looked at, in words.
 * @param {DecisionTable} table
 */
function unjudged(table) {
  const gates = Object.entries(table.preEnqueue ?? {}).map(([plugin, { reasons = [] }]) =>
    h('p', { class: 'verbatim' }, `${plugin}: ${reasons.join(', ')}`));
  return h('div', { class: 'unjudged' }, h('p', {}, words(attemptSentence(table))), gates);
}

/** @param {Store} store */
function nothing(store) {
  const { run, steps } = store.data;
  if (!run) return null;
  const first = steps.find((step) => step.attempt !== undefined);
  if (!first) return h('p', { class: 'hint' }, t('noAttempts'));
  return h('div', {}, h('p', { class: 'hint' }, t('noAttempt')),
    h('p', {}, button('first-attempt', t('toFirstAttempt'), () => store.change({ step: first.step }))));
}

/** @param {Store} store @param {DecisionTable} table */
function heading(store, table) {
  const { cluster } = store.data;
  const earlier = cluster !== null && cluster.attempt !== table.attempt;
  const profile = table.profile && table.profile !== 'default-scheduler' ? [table.profile] : [];
  const facts = [t('attempt', { n: table.attempt }), time(table.at), ...profile];
  return h('div', { class: 'pane-head' },
    h('h2', {}, words(t(table.placedOn ? 'howPlaced' : 'howFailed', { pod: table.pod }))),
    h('span', { class: 'muted' }, facts.join(' · ')),
    earlier && h('span', { class: 'chip' }, t('earlier')),
    h('span', { class: 'grow' }),
    // Numbers have a column each, with its colour and weight above.
    store.state.view.scores !== 'numbers' && scoreLegend(table, store),
    table.score && choice('scores', t('scoresAs'), [['bars', t('bars')], ['numbers', t('numbers')]],
      store.state.view.scores, (scores) => store.changeView({ scores: scores === 'numbers' ? scores : 'bars' })));
}

/** @param {RowFilter} filter @param {import('./rows.js').Rows} rows @param {() => void} draw */
function search(filter, rows, draw) {
  const input = (/** @type {Event} */ event) => {
    filter.text = /** @type {HTMLInputElement} */ (event.target).value;
    draw();
    const drawn = /** @type {HTMLInputElement|null} */ (document.querySelector('[data-key="find-node"]'));
    drawn?.setSelectionRange(filter.text.length, filter.text.length);
  };
  const showAll = () => {
    filter.all = true;
    draw();
  };
  return h('div', { class: 'find' },
    h('input', { type: 'search', key: 'find-node', placeholder: t('findNode'), 'aria-label': t('findNode'),
      value: filter.text, on: { input } }),
    h('span', { class: 'muted', role: 'status' }, t('showing', { shown: rows.shown.length, n: rows.all })),
    rows.shown.length < rows.matching && button('show-all', t('showAll'), showAll, { class: 'small' }));
}
