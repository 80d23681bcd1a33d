// The score of one Node: raw, normalized and weighted, and how the raw number came about.

import { pluginClass } from './colours.js';
import { breakable, h, words } from './dom.js';
import { meanFormula, resourceFormula } from './formulas.js';
import { t } from './i18n.js';
import { scorePlugins } from './scorebar.js';
import { detailsOf, sentence } from './sentences.js';
import { block } from './widgets.js';

/** @typedef {import('./types.js').DecisionTable} DecisionTable */

/**
 * @param {DecisionTable} table
 * @param {string} name
 * @param {string|undefined} chosen  the plugin whose cell is selected
 */
export function scoreBlock(table, name, chosen) {
  const scores = table.score?.[name] ?? {};
  const plugins = scorePlugins(table).filter((plugin) => scores[plugin]);
  const row = (/** @type {string} */ plugin) => h('tr', { class: plugin === chosen ? 'selected' : null },
    h('th', { scope: 'row' },
      h('span', { class: `swatch ${pluginClass(plugin, plugins)}`, 'aria-hidden': 'true' }),
      breakable(plugin),
      h('span', { class: 'how' }, t('how', { ...scores[plugin], weight: table.weights[plugin] ?? 1 }))),
    h('td', {}, h('strong', {}, scores[plugin].weighted)));
  return block(t('theScore'), h('table', { class: 'numbers' },
    h('thead', {}, h('tr', {},
      h('th', { scope: 'col' }, t('plugin')), h('th', { scope: 'col', class: 'number' }, t('weighted')))),
    h('tbody', {}, plugins.map(row)),
    h('tfoot', {}, h('tr', {},
      h('th', { scope: 'row' }, t('total')), h('td', {}, h('strong', {}, table.total?.[name] ?? ''))))));
}

/**
 * @param {DecisionTable} table
 * @param {string} name
 * @param {string|undefined} chosen
 */
export function formulaBlock(table, name, chosen) {
  const parts = scorePlugins(table).flatMap((plugin) => formula(table, name, plugin, plugin === chosen) ?? []);
  return parts.length > 0 && block(t('formula'), parts);
}

/**
 * Equations where they give the plugin's number, what is known in words otherwise.
 * @param {DecisionTable} table
 * @param {string} name
 * @param {string} plugin
 * @param {boolean} selected
 */
function formula(table, name, plugin, selected) {
  const details = detailsOf(table, name, plugin);
  const raw = table.score?.[name]?.[plugin]?.raw;
  const lines = details.flatMap((detail) => sentence(detail, table.pod, name) ?? []);
  if (!lines.length || raw === undefined) return null;
  const resources = details.filter((detail) => detail.kind === 'resourceScore');
  const equations = resources.flatMap((detail) => {
    const equation = resourceFormula(detail);
    return equation ? [`${detail.resource}: ${equation}`] : [];
  });
  const mean = meanFormula(resources, raw);
  return h('div', { class: `formula${selected ? ' selected' : ''}` }, h('h4', {}, breakable(plugin)),
    equations.length ? [...equations, ...(mean ? [mean] : [])].map((text) => h('p', { class: 'equation' }, text))
      : lines.map((text) => h('p', {}, words(text))));
}
