// All twelve extension points in the order of the cycle, and what each left over.

import { h } from './dom.js';
import { t } from './i18n.js';
import { button, silent, spoken } from './widgets.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').DecisionTable} DecisionTable */

/** @param {Store} store @param {DecisionTable} table */
export function strip(store, table) {
  return h('div', { class: 'strip', role: 'group', 'aria-label': t('points') },
    table.extensionPoints.map((point) => pill(store, table, point)));
}

/**
 * @param {Store} store
 * @param {DecisionTable} table
 * @param {DecisionTable['extensionPoints'][number]} point
 */
function pill(store, table, { name, state }) {
  const failed = state === 'ran' && rejectedAt(table, name);
  const select = () => {
    store.change({ selection: { point: name } });
    store.changeView({ right: 'why' });
  };
  const content = [failed && silent('✕ '), name, state === 'ran' && leftOver(table, name),
    spoken(` ${t(failed ? 'rejected' : state)}`)];
  return button(`point-${name}`, content, select, {
    class: `point ${failed ? 'failed' : state}`, title: t(state),
    'aria-pressed': String(store.state.selection?.point === name),
  });
}

/** @param {DecisionTable} table @param {string} point */
function leftOver(table, point) {
  if (point !== 'Filter' || table.feasible === undefined) return '';
  const from = table.nodeOrder.length - (table.notEvaluated?.length ?? 0);
  return ` ${t('filterCount', { from, to: table.feasible.length })}`;
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
  return point === 'Filter' && table.filterPlugins !== undefined && table.feasible?.length === 0;
}
