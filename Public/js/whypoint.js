// An extension point: the plugins at it, and what each said.

import { h } from './dom.js';
import { podName } from './format.js';
import { t } from './i18n.js';
import { block, silent } from './widgets.js';

/** @typedef {import('./types.js').DecisionTable} DecisionTable */

/** @param {DecisionTable} table @param {string} name */
export function pointReason(table, name) {
  const point = table.extensionPoints.find((one) => one.name === name);
  if (!point) return null;
  const said = answers(table, name);
  const plugins = [...new Set([...point.plugins, ...Object.keys(said)])];
  return [
    h('h2', { class: 'why-title' },
      h('span', { class: 'name' }, name), ' ', h('span', { class: 'muted' }, t(point.state))),
    block(t('thisPoint', { point: name }), plugins.length
      ? h('ul', { class: 'answers' }, plugins.map((plugin) =>
        answer(plugin, said[plugin], name === 'Score' ? table.weights[plugin] ?? 1 : undefined)))
      : h('p', { class: 'hint' }, t('noPlugins'))),
    name === 'PostFilter' && table.victims &&
      block(t('victims'), h('ul', { class: 'plain' }, table.victims.map((pod) => h('li', {}, podName(pod))))),
  ];
}

/** @param {string} plugin @param {string|undefined} said @param {number|undefined} weight */
function answer(plugin, said, weight) {
  const no = said !== undefined && !/^(Success|Skip)\b/.test(said);
  return h('li', {},
    h('span', { class: no ? 'no' : 'yes' }, silent(no ? '✕' : said ? '✓' : '·')),
    h('span', {}, plugin, weight !== undefined && ` ×${weight}`, said && h('span', { class: 'answer-reason' }, said)));
}

/** @param {DecisionTable} table @param {string} point @returns {Record<string, string>} */
function answers(table, point) {
  if (point === 'PreScore') return table.preScore ?? {};
  const statuses = { PreEnqueue: table.preEnqueue, PreFilter: table.preFilter, PostFilter: table.postFilter }[point];
  return Object.fromEntries(Object.entries(statuses ?? {}).map(([plugin, { code, reasons = [], message, nodes }]) =>
    [plugin, [code, ...reasons, message, nodes?.join(', ')].filter(Boolean).join(' · ')]));
}
