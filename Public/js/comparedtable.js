import { h } from './dom.js';
import { t } from './i18n.js';
import { ordered } from './rows.js';
import { scoreBar } from './scorebar.js';
import { silent, spoken } from './widgets.js';

/** @typedef {import('./types.js').DecisionTable} DecisionTable */

const rowsShown = 40;

/**
 * What a row says, for telling whether two rows say the same.
 * @param {DecisionTable} table @param {string} node
 */
function says(table, node) {
  return JSON.stringify([table.pod, table.placedOn === node, table.rejectedBy?.[node]?.reasons, table.total?.[node]]);
}

/**
 * A table for a narrow column: every Node at the same height in each column; rows unlike the first's are marked.
 * @param {import('./store.js').Store} store
 * @param {DecisionTable} table
 * @param {DecisionTable|null} first
 */
export function comparedTable(store, table, first) {
  const all = first ?? table;
  const nodes = all.nodeOrder.length <= rowsShown ? all.nodeOrder : ordered(all).slice(0, rowsShown);
  return h('table', { class: 'table compared' },
    h('thead', {}, h('tr', {},
      h('th', { scope: 'col' }, t('node')),
      h('th', { scope: 'col', class: 'score-column' }, t('score')),
      h('th', { scope: 'col', class: 'number' }, t('total')))),
    h('tbody', {}, nodes.map((node) =>
      row(store, table, node, first !== null && first !== table && says(table, node) !== says(first, node)))));
}

/**
 * @param {import('./store.js').Store} store
 * @param {DecisionTable} table
 * @param {string} node
 * @param {boolean} differs
 */
function row(store, table, node, differs) {
  const no = table.rejectedBy?.[node];
  const winner = table.placedOn === node;
  const selected = store.state.selection?.node === node;
  return h('tr', {
    class: [winner && 'winner', no && 'out', selected && 'selected'].filter(Boolean).join(' ') || null,
    on: { click: () => store.change({ selection: { node } }) },
  },
  h('th', { scope: 'row' },
    winner && h('span', { class: 'star' }, silent('★ ')), h('span', { class: 'row-text' }, node),
    winner && spoken(` (${t('winner')})`)),
  h('td', { class: no ? 'reason-cell' : 'score-column' }, verdict(table, node)),
  h('td', { class: 'number total' },
    differs && h('span', { class: 'ne', title: t('differs') }, '≠', spoken(` ${t('differs')}`)), ' ',
    table.total?.[node] ?? '–'));
}

/** @param {DecisionTable} table @param {string} node */
function verdict(table, node) {
  const no = table.rejectedBy?.[node];
  if (no) {
    const reasons = (no.reasons ?? [no.code]).join(', ');
    return h('span', { class: 'reason', title: reasons }, '✕ ', reasons);
  }
  if (table.score?.[node]) return scoreBar(table, node);
  const why = table.placedOn === node ? t('onlyOne') : table.notEvaluated?.includes(node) ? t('notLookedAt') : '';
  return h('span', { class: 'muted' }, why);
}
