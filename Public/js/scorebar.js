import { pluginClass } from './colours.js';
import { h } from './dom.js';
import { shortName } from './format.js';
import { t } from './i18n.js';
import { weightInput } from './weightinput.js';

/** @typedef {import('./types.js').DecisionTable} DecisionTable */

const full = 100;

/**
 * The Score plugins in column order.
 * @param {DecisionTable} table
 */
export function scorePlugins(table) {
  return table.scorePlugins ?? [...new Set(Object.values(table.score ?? {}).flatMap(Object.keys))];
}

/**
 * What a swatch stands for, and the weights; with a store they can be changed.
 * @param {DecisionTable} table
 * @param {import('./store.js').Store} [store]
 */
export function scoreLegend(table, store) {
  if (!table.score) return null;
  const plugins = scorePlugins(table);
  return h('ul', { class: 'legend', 'aria-label': t('weights') }, plugins.map((plugin) => h('li', { title: plugin },
    h('span', { class: `swatch ${pluginClass(plugin, plugins)}`, 'aria-hidden': 'true' }),
    h('span', { class: 'legend-name' }, shortName(plugin)), ' ',
    store ? weightInput(store, table, plugin) : `×${table.weights[plugin] ?? 1}`)));
}

/**
 * One plugin's score of a Node as text.
 * @param {DecisionTable} table
 * @param {string} plugin
 * @param {import('./types.js').Score} score
 */
export function scoreText(table, plugin, score) {
  return t('scoreLabel', { plugin, ...score, weight: table.weights[plugin] ?? 1 });
}

/**
 * One stacked bar: a colour a plugin, as wide as its weighted score is of the best total there can be.
 * @param {DecisionTable} table @param {string} node
 */
export function scoreBar(table, node) {
  const plugins = scorePlugins(table);
  const scores = table.score?.[node] ?? {};
  const best = plugins.reduce((sum, plugin) => sum + full * (table.weights[plugin] ?? 1), 0);
  const most = Math.max(1, best, table.total?.[node] ?? 0);
  const texts = plugins.flatMap((plugin) => (scores[plugin] ? [scoreText(table, plugin, scores[plugin])] : []));
  return h('div', { class: 'bar-track', role: 'img', 'aria-label': texts.join('; '), title: texts.join('\n') },
    plugins.map((plugin) => {
      const score = scores[plugin];
      if (!score || score.weighted <= 0) return null;
      return h('span', { class: `segment ${pluginClass(plugin, plugins)}`, title: scoreText(table, plugin, score),
        style: { width: `${(score.weighted / most) * 100}%` } });
    }));
}
