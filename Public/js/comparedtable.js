import { h } from './dom.js';
import { t } from './i18n.js';
import { ordered } from './rows.js';
import { scoreBar } from './scorebar.js';

/** @typedef {import('./types.js').DecisionTable} DecisionTable */

const rowsShown = 40;

/**
 * What a row says, for telling whether two rows say the same.
 * @param {DecisionTable} table
 * @param {string} node
 */
function says(table, node) {
  return JSON.stringify([table.pod, table.placedOn === node, table.rejectedBy?.[node]?.reasons, table.total?.[node]]);
}

/**
 * A table for a narrow column: every Node at the same height in each column; rows that differ from the first carry a mark.
 * @param {import('./store.js').Store} store @param {DecisionTable} table @param {DecisionTable|null} first
 */
export function comparedTable(store, table, first) {
  const all = first ?? table;
  const nodes = all.nodeOrder.length <= rowsShown ? all.nodeOrder : ordered(all).slice(0, rowsShown);
  return h('table', { class: 'table compared' },
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('node')), h('th', { scope: 'col', class: 'score-column' }, t('score')),
      h('th', { scope: 'col', class: 'number' }, t('total')))),
    h('tbody', {}, nodes.map((node) => {
      const no = table.rejectedBy?.[node];
      const winner = table.placedOn === node;
      const differs = first !== null && first !== table && says(table, node) !== says(first, node);
      return h('tr', { class: [winner && 'winner', no && 'out', store.state.selection?.node === node && 'selected'].filter(Boolean).join(' ') || null,
        on: { click: () => store.change({ selection: { node } }) } },
        h('th', { scope: 'row' }, winner && h('span', { class: 'star', 'aria-hidden': 'true' }, '★ '), h('span', { class: 'row-text' }, node),
          winner && h('span', { class: 'visually-hidden' }, ` (${t('winner')})`)),
        h('td', { class: no ? 'reason-cell' : 'score-column' }, no ? h('span', { class: 'reason', title: (no.reasons ?? []).join(', ') }, '✕ ', (no.reasons ?? [no.code]).join(', '))
          : table.score?.[node] ? scoreBar(table, node) : h('span', { class: 'muted' }, winner ? t('onlyOne') : table.notEvaluated?.includes(node) ? t('notLookedAt') : '')),
        h('td', { class: 'number total' }, differs && h('span', { class: 'ne', title: t('differs') }, '≠', h('span', { class: 'visually-hidden' }, ` ${t('differs')}`)), ' ', table.total?.[node] ?? '–'));
    })));
}
