import { pluginClass } from './colours.js';
import { h } from './dom.js';
import { shortName } from './format.js';
import { t } from './i18n.js';
import { scoreBar, scorePlugins, scoreText } from './scorebar.js';
import { brief, detailsOf } from './sentences.js';
import { weightInput } from './weightinput.js';
import { button, silent, spoken } from './widgets.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').DecisionTable} DecisionTable */
/** @typedef {import('./types.js').Detail} Detail */

/**
 * What the cells of a row need to know.
 * @typedef {object} Frame
 * @property {Store} store
 * @property {DecisionTable} table
 * @property {string[]} filters
 * @property {string[]} scores      Score plugins with a column each; none when one bar shows them all
 * @property {number} scoreSpan     columns that scores take
 */

/**
 * Rows Nodes, columns plugins: ticks up to the column that said no, there the reason instead of the rest of the row.
 * @param {Store} store
 * @param {DecisionTable} table
 * @param {string[]} nodes
 */
export function decisionTable(store, table, nodes) {
  const numbers = store.state.view.scores === 'numbers' && table.score !== undefined;
  const scores = numbers ? scorePlugins(table) : [];
  /** @type {Frame} */
  const frame = { store, table, filters: table.filterPlugins ?? [], scores, scoreSpan: Math.max(1, scores.length) };
  return h('div', { class: 'table-scroll' }, h('table', { class: 'table', 'aria-label': t('decision') },
    head(frame),
    h('tbody', { on: { keydown: rowKeys } }, nodes.map((node) => row(frame, node)))));
}

/** @param {Frame} frame */
function head({ store, table, filters, scores }) {
  const column = (/** @type {string} */ plugin) => h('th', { scope: 'col', title: plugin }, shortName(plugin));
  const scored = (/** @type {string} */ plugin) => h('th', { scope: 'col', class: 'number', title: plugin },
    h('span', { class: `swatch ${pluginClass(plugin, scores)}`, 'aria-hidden': 'true' }),
    shortName(plugin), ' ', weightInput(store, table, plugin));
  return h('thead', {}, h('tr', {},
    h('th', { scope: 'col', class: 'node-column' }, t('node')),
    filters.length ? filters.map(column) : h('th', { scope: 'col' }, t('preFilterColumn')),
    scores.length ? scores.map(scored) : h('th', { scope: 'col', class: 'score-column' }, t('score')),
    h('th', { scope: 'col', class: 'number' }, t('total'))));
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
 * Selects a Node, or a cell of it.
 * @param {Frame} frame
 * @param {string} node
 * @param {string} [plugin]
 */
function select({ store }, node, plugin) {
  store.change({ selection: plugin ? { node, plugin } : { node } });
  store.changeView({ right: 'why' });
}

/** @param {Frame} frame @param {string} node @param {string|undefined} plugin */
function isSelected({ store }, node, plugin) {
  const { selection } = store.state;
  return selection?.node === node && selection.plugin === plugin;
}

/**
 * A button in a row: it selects a cell, and not also the row.
 * @param {Frame} frame
 * @param {string} key
 * @param {string} node
 * @param {string|undefined} plugin
 * @param {any} content
 * @param {Record<string, any>} properties
 */
function cellButton(frame, key, node, plugin, content, properties) {
  const cell = button(key, content, () => select(frame, node, plugin), {
    'aria-pressed': String(isSelected(frame, node, plugin)), ...properties,
  });
  cell.addEventListener('click', (event) => event.stopPropagation());
  return cell;
}

/** @param {Frame} frame @param {string} node */
function row(frame, node) {
  const { store, table } = frame;
  const winner = node === table.placedOn;
  const no = table.rejectedBy?.[node];
  const selected = store.state.selection?.node === node;
  const name = [
    winner && h('span', { class: 'star' }, silent('★ ')), h('span', { class: 'row-text' }, node),
    winner && spoken(` (${t('winner')})`), no && spoken(` (${t('rejectedRow')})`),
  ];
  return h('tr', {
    class: [winner && 'winner', no && 'out', selected && 'selected'].filter(Boolean).join(' ') || null,
    'data-node': node, on: { click: () => select(frame, node) },
  },
  h('th', { scope: 'row', class: 'node-column' },
    cellButton(frame, `row-${node}`, node, undefined, name, { class: 'row-name' })),
  no ? rejected(frame, node, no) : passed(frame, node));
}

/** @param {Frame} frame @param {string} node @param {import('./types.js').Rejection} no */
function rejected(frame, node, no) {
  const { table, filters, scoreSpan } = frame;
  const at = Math.max(0, no.plugin ? filters.indexOf(no.plugin) : 0);
  const details = detailsOf(table, node, no.plugin);
  const reasons = (no.reasons ?? [no.code]).map((reason, index) =>
    [index > 0 && ', ', reason, beside(reason, details)]);
  const content = [silent('✕ '), reasons, briefs(details.filter(({ resource }) => resource === undefined))];
  return [
    filters.slice(0, at).map(tick),
    h('td', { colspan: Math.max(1, filters.length) - at + scoreSpan, class: 'reason-cell' },
      cellButton(frame, `cell-${node}`, node, no.plugin, content,
        { class: 'reason', title: no.plugin ?? t('preFilterColumn') })),
    h('td', { class: 'number' }, '–'),
  ];
}

/**
 * The numbers of the resource that a reason names, right beside it.
 * @param {string} reason
 * @param {Detail[]} details
 */
function beside(reason, details) {
  return briefs(details.filter(({ resource }) => resource !== undefined && reason.endsWith(` ${resource}`)));
}

/** @param {Detail[]} details */
function briefs(details) {
  const texts = details.flatMap((detail) => brief(detail) ?? []);
  return texts.length > 0 && h('span', { class: 'reason-detail' }, ` · ${texts.join(' · ')}`);
}

/** @param {string} plugin */
function tick(plugin) {
  return h('td', { class: 'tick', title: plugin }, silent('✓'), spoken(t('passed')));
}

/** @param {Frame} frame @param {string} node */
function passed(frame, node) {
  const { table, filters, scoreSpan } = frame;
  const none = h('td', { class: 'number' }, '–');
  if (table.notEvaluated?.includes(node)) {
    const span = Math.max(1, filters.length) + scoreSpan;
    return [h('td', { colspan: span, class: 'muted' }, t('notLookedAt')), none];
  }
  const ticks = (filters.length ? filters : ['PreFilter']).map(tick);
  if (!table.score?.[node]) {
    const only = table.feasible?.length === 1 ? t('onlyOne') : '';
    return [ticks, h('td', { colspan: scoreSpan, class: 'muted' }, only), none];
  }
  const tie = node !== table.placedOn && (table.topNodes ?? []).includes(node);
  return [
    ticks,
    scoreCells(frame, node),
    h('td', { class: 'number total' }, table.total?.[node] ?? '–',
      tie && h('span', { class: 'tie', title: t('tie') }, ' =')),
  ];
}

/** @param {Frame} frame @param {string} node */
function scoreCells(frame, node) {
  const { table, scores } = frame;
  if (!scores.length) return h('td', { class: 'score-column' }, scoreBar(table, node));
  return scores.map((plugin) => {
    const score = table.score?.[node]?.[plugin];
    if (!score) return h('td', { class: 'number' });
    const content = [
      h('strong', {}, score.weighted), h('span', { class: 'how' }, `${score.raw} → ${score.normalized}`),
    ];
    return h('td', { class: 'number' }, cellButton(frame, `score-${node}-${plugin}`, node, plugin, content,
      { class: 'number-cell', 'aria-label': scoreText(table, plugin, score) }));
  });
}
