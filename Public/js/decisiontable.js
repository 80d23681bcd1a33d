import { pluginClass } from './colours.js';
import { h } from './dom.js';
import { shortName } from './format.js';
import { t } from './i18n.js';
import { scoreBar, scorePlugins, scoreText } from './scorebar.js';
import { brief, detailsOf } from './sentences.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').DecisionTable} DecisionTable */

/**
 * Rows Nodes, columns plugins: ticks up to the column that said no, there the reason instead of the rest of the row.
 * @param {Store} store @param {DecisionTable} table @param {string[]} nodes
 */
export function decisionTable(store, table, nodes) {
  const numbers = store.state.view.scores === 'numbers' && table.score !== undefined;
  const filters = table.filterPlugins ?? [];
  const scores = numbers ? scorePlugins(table) : [];
  const columns = { filters, scores, scoreSpan: numbers ? scores.length : 1 };
  return h('div', { class: 'table-scroll' }, h('table', { class: 'table', 'aria-label': t('decision') },
    h('thead', {}, h('tr', {},
      h('th', { scope: 'col', class: 'node-column' }, t('node')),
      filters.length ? filters.map((plugin) => h('th', { scope: 'col', title: plugin }, shortName(plugin)))
        : h('th', { scope: 'col' }, t('preFilterColumn')),
      numbers ? scores.map((plugin) => h('th', { scope: 'col', class: 'number', title: plugin },
        h('span', { class: `swatch ${pluginClass(plugin, scores)}`, 'aria-hidden': 'true' }), shortName(plugin), ` ×${table.weights[plugin] ?? 1}`))
        : h('th', { scope: 'col', class: 'score-column' }, t('score')),
      h('th', { scope: 'col', class: 'number' }, t('total')))),
    h('tbody', { on: { keydown: rowKeys } }, nodes.map((node) => row(store, table, node, columns)))));
}

/**
 * Up and down go from Node to Node.
 * @param {KeyboardEvent} event
 */
function rowKeys(event) {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const body = /** @type {HTMLElement} */ (event.currentTarget);
  const names = /** @type {HTMLElement[]} */ ([...body.querySelectorAll('.row-name')]);
  const row = event.target instanceof Element ? event.target.closest('tr') : null;
  const index = names.findIndex((name) => row?.contains(name));
  if (by === undefined || index < 0) return;
  event.preventDefault();
  names[index + by]?.focus();
}

/**
 * @param {Store} store @param {DecisionTable} table @param {string} node
 * @param {{filters: string[], scores: string[], scoreSpan: number}} columns
 */
function row(store, table, node, columns) {
  const winner = node === table.placedOn;
  const no = table.rejectedBy?.[node];
  const { selection } = store.state;
  const select = (/** @type {string|undefined} */ plugin) => {
    store.change({ selection: plugin ? { node, plugin } : { node } });
    store.changeView({ right: 'why' });
  };
  return h('tr', {
    class: [winner && 'winner', no && 'out', selection?.node === node && 'selected'].filter(Boolean).join(' ') || null,
    'data-node': node, on: { click: () => select(undefined) },
  },
    h('th', { scope: 'row', class: 'node-column' }, h('button', {
      type: 'button', class: 'row-name', key: `row-${node}`, 'aria-pressed': String(selection?.node === node && !selection.plugin),
      on: { click: stop(() => select(undefined)) },
    }, winner && h('span', { class: 'star', 'aria-hidden': 'true' }, '★ '), h('span', { class: 'row-text' }, node),
    winner && h('span', { class: 'visually-hidden' }, ` (${t('winner')})`),
    no && h('span', { class: 'visually-hidden' }, ` (${t('rejectedRow')})`))),
    no ? rejected(table, node, no, columns, select, selection) : passed(store, table, node, columns, select));
}

/** @param {() => void} act */
function stop(act) {
  return (/** @type {Event} */ event) => {
    event.stopPropagation();
    act();
  };
}

/**
 * @param {DecisionTable} table @param {string} node @param {import('./types.js').Rejection} no
 * @param {{filters: string[], scoreSpan: number}} columns @param {(plugin: string|undefined) => void} select
 * @param {import('./types.js').Selection|null} selection
 */
function rejected(table, node, no, { filters, scoreSpan }, select, selection) {
  const at = Math.max(0, no.plugin ? filters.indexOf(no.plugin) : 0);
  const details = detailsOf(table, node, no.plugin);
  return [
    filters.slice(0, at).map((plugin) => tick(plugin)),
    h('td', { colspan: Math.max(1, filters.length) - at + scoreSpan, class: 'reason-cell' }, h('button', {
      type: 'button', class: 'reason', key: `cell-${node}`, title: no.plugin ?? t('preFilterColumn'),
      'aria-pressed': String(selection?.node === node && selection.plugin === no.plugin),
      on: { click: stop(() => select(no.plugin)) },
    }, h('span', { 'aria-hidden': 'true' }, '✕ '), (no.reasons ?? [no.code]).map((reason, index) => [index > 0 && ', ', reason, beside(reason, details)]),
    briefs(details.filter(({ resource }) => resource === undefined)))),
    h('td', { class: 'number' }, '–'),
  ];
}

/**
 * The numbers of the resource that a reason names, right beside it.
 * @param {string} reason @param {import('./types.js').Detail[]} details
 */
function beside(reason, details) {
  return briefs(details.filter(({ resource }) => resource !== undefined && reason.endsWith(` ${resource}`)));
}

/** @param {import('./types.js').Detail[]} details */
function briefs(details) {
  const texts = details.flatMap((detail) => brief(detail) ?? []);
  return texts.length > 0 && h('span', { class: 'reason-detail' }, ` · ${texts.join(' · ')}`);
}

/** @param {string} plugin */
function tick(plugin) {
  return h('td', { class: 'tick', title: plugin }, h('span', { 'aria-hidden': 'true' }, '✓'), h('span', { class: 'visually-hidden' }, t('passed')));
}

/**
 * @param {Store} store @param {DecisionTable} table @param {string} node
 * @param {{filters: string[], scores: string[], scoreSpan: number}} columns @param {(plugin: string|undefined) => void} select
 */
function passed(store, table, node, { filters, scores, scoreSpan }, select) {
  if (table.notEvaluated?.includes(node)) {
    return [h('td', { colspan: Math.max(1, filters.length) + scoreSpan, class: 'muted' }, t('notLookedAt')), h('td', { class: 'number' }, '–')];
  }
  const ticks = filters.length ? filters.map((plugin) => tick(plugin)) : tick('PreFilter');
  const score = table.score?.[node];
  if (!score) {
    return [ticks, h('td', { colspan: scoreSpan, class: 'muted' }, table.feasible?.length === 1 ? t('onlyOne') : ''),
      h('td', { class: 'number' }, '–')];
  }
  const { selection } = store.state;
  return [
    ticks,
    scores.length ? scores.map((plugin) => h('td', { class: 'number' }, score[plugin] && h('button', {
      type: 'button', class: 'number-cell', key: `score-${node}-${plugin}`, 'aria-label': scoreText(table, plugin, score[plugin]),
      'aria-pressed': String(selection?.node === node && selection.plugin === plugin), on: { click: stop(() => select(plugin)) },
    }, h('strong', {}, score[plugin].weighted), h('span', { class: 'how' }, `${score[plugin].raw} → ${score[plugin].normalized}`))))
      : h('td', { class: 'score-column' }, scoreBar(table, node)),
    h('td', { class: 'number total' }, table.total?.[node] ?? '–',
      table.topNodes && table.topNodes.length > 1 && table.topNodes.includes(node) && node !== table.placedOn
        && h('span', { class: 'tie', title: t('tie') }, ' =')),
  ];
}
