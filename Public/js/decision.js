// The decision: the attempt as a table, read from left to right as the scheduler works.

import { decisionRows } from './rows.js';
import { decisionTable } from './decisiontable.js';
import { byId, h, show, words } from './dom.js';
import { time } from './format.js';
import { t } from './i18n.js';
import { scoreLegend } from './scorebar.js';
import { attemptSentence } from './sentences.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').DecisionTable} DecisionTable */

/** @param {Store} store */
export function startDecision(store) {
  const place = byId('decision');
  const filter = { text: '', all: false };
  let drawn = /** @type {DecisionTable|null} */ (null);
  const draw = () => {
    const { table, cluster } = store.data;
    if (table !== drawn) {
      filter.all = false;
      drawn = table;
    }
    if (!table) return show(place, nothing(store));
    const earlier = cluster !== null && cluster.attempt !== table.attempt;
    const rows = decisionRows(table, filter);
    return show(place,
      heading(store, table, earlier),
      strip(store, table),
      rows.all > rows.shown.length || filter.text ? search(filter, rows, draw) : null,
      judged(table) ? decisionTable(store, table, rows.shown) : unjudged(table),
      table.message && h('p', { class: 'message' }, table.message));
  };
  store.watch((state, data) => [data.table, data.cluster, state.selection, state.view.scores], draw);
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
  return h('div', { class: 'unjudged' }, h('p', {}, words(attemptSentence(table))),
    Object.entries(table.preEnqueue ?? {}).map(([plugin, { reasons }]) => h('p', { class: 'verbatim' }, `${plugin}: ${(reasons ?? []).join(', ')}`)));
}

/** @param {Store} store */
function nothing(store) {
  const { run, steps } = store.data;
  if (!run) return null;
  const first = steps.find((step) => step.attempt !== undefined);
  if (!first) return h('p', { class: 'hint' }, t('noAttempts'));
  return h('div', {}, h('p', { class: 'hint' }, t('noAttempt')), h('p', {}, h('button', {
    type: 'button', key: 'first-attempt', on: { click: () => store.change({ step: first.step }) },
  }, t('toFirstAttempt'))));
}

/** @param {Store} store @param {DecisionTable} table @param {boolean} earlier */
function heading(store, table, earlier) {
  return h('div', { class: 'pane-head' },
    h('h2', {}, words(t(table.placedOn ? 'howPlaced' : 'howFailed', { pod: table.pod }))),
    h('span', { class: 'muted' }, `${t('attempt', { n: table.attempt })} · ${time(table.at)}${
      table.profile && table.profile !== 'default-scheduler' ? ` · ${table.profile}` : ''}`),
    earlier && h('span', { class: 'chip' }, t('earlier')),
    h('span', { class: 'grow' }),
    scoreLegend(table),
    table.score && h('div', { class: 'choice small', role: 'group', 'aria-label': t('scoresAs') },
      /** @type {const} */ (['bars', 'numbers']).map((scores) => h('button', {
        type: 'button', key: `scores-${scores}`, 'aria-pressed': String(store.state.view.scores === scores),
        on: { click: () => store.changeView({ scores }) },
      }, t(scores)))));
}

/**
 * All twelve extension points and what each left over.
 * @param {Store} store @param {DecisionTable} table
 */
function strip(store, table) {
  const from = table.nodeOrder.length - (table.notEvaluated?.length ?? 0);
  const left = table.feasible?.length;
  return h('div', { class: 'strip', role: 'group', 'aria-label': t('points') }, table.extensionPoints.map(({ name, state }) => {
    const failed = state === 'ran' && rejectedAt(table, name);
    const count = name === 'Filter' && state === 'ran' && left !== undefined ? ` ${t('filterCount', { from, to: left })}` : '';
    return h('button', {
      type: 'button', key: `point-${name}`, class: `point ${failed ? 'failed' : state}`, title: t(state),
      'aria-pressed': String(store.state.selection?.point === name),
      on: { click: () => { store.change({ selection: { point: name } }); store.changeView({ right: 'why' }); } },
    }, h('span', { 'aria-hidden': 'true' }, failed ? '✕ ' : ''), name + count,
    h('span', { class: 'visually-hidden' }, ` ${t(failed ? 'rejected' : state)}`));
  }));
}

/**
 * Whether the attempt ended at this point.
 * @param {DecisionTable} table
 * @param {string} point
 */
function rejectedAt(table, point) {
  if (table.placedOn) return false;
  const bad = (/** @type {Record<string, {code: string}>|undefined} */ statuses) =>
    Object.values(statuses ?? {}).some(({ code }) => code !== 'Success' && code !== 'Skip');
  if (point === 'PreEnqueue') return bad(table.preEnqueue);
  if (point === 'PreFilter') return bad(table.preFilter);
  return point === 'Filter' && (table.feasible?.length ?? 0) === 0 && !bad(table.preFilter) && table.filterPlugins !== undefined;
}

/** @param {{text: string, all: boolean}} filter @param {import('./rows.js').Rows} rows @param {() => void} draw */
function search(filter, rows, draw) {
  return h('div', { class: 'find' },
    h('input', {
      type: 'search', key: 'find-node', placeholder: t('findNode'), 'aria-label': t('findNode'), value: filter.text,
      on: { input: (/** @type {Event} */ event) => {
        filter.text = /** @type {HTMLInputElement} */ (event.target).value;
        draw();
        const input = /** @type {HTMLInputElement|null} */ (document.querySelector('[data-key="find-node"]'));
        input?.setSelectionRange(filter.text.length, filter.text.length);
      } },
    }),
    h('span', { class: 'muted', role: 'status' }, t('showing', { shown: rows.shown.length, n: rows.all })),
    rows.shown.length < rows.matching && h('button', { type: 'button', class: 'small', key: 'show-all',
      on: { click: () => { filter.all = true; draw(); } } }, t('showAll')));
}

