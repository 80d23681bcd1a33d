import { h } from './dom.js';
import { t } from './i18n.js';
import { heaviest } from './reweigh.js';
import { silent } from './widgets.js';

/**
 * A plugin's weight, to change.
 * @param {import('./store.js').Store} store @param {import('./types.js').DecisionTable} table @param {string} plugin
 */
export function weightInput(store, table, plugin) {
  const { weights } = store.state.view;
  const original = store.data.table?.weights[plugin] ?? 1;
  const change = (/** @type {Event} */ event) => {
    const value = Number(/** @type {HTMLInputElement} */ (event.target).value);
    if (!Number.isInteger(value) || value < 1 || value > heaviest) return;
    const next = { ...store.state.view.weights, [plugin]: value };
    if (value === original) delete next[plugin];
    store.changeView({ weights: next });
  };
  return h('label', { class: `weight${weights[plugin] !== undefined ? ' changed' : ''}` }, silent('×'),
    h('input', {
      type: 'number', min: 1, max: heaviest, step: 1, key: `weight-${plugin}`, value: table.weights[plugin] ?? 1,
      'aria-label': t('weightOf', { plugin }), on: { input: change },
    }));
}
