// An extension point: the plugins at it, and what each said.

import { h } from './dom.js';
import { podName } from './format.js';
import { t } from './i18n.js';

/** @typedef {import('./types.js').DecisionTable} DecisionTable */

/** @param {DecisionTable} table @param {string} name */
export function pointReason(table, name) {
  const point = table.extensionPoints.find((one) => one.name === name);
  if (!point) return null;
  const said = answers(table, name);
  const plugins = [...new Set([...point.plugins, ...Object.keys(said)])];
  return [
    h('h2', { class: 'why-title' }, h('span', { class: 'name' }, name), ' ', h('span', { class: 'muted' }, t(point.state))),
    h('div', { class: 'block' }, h('h3', {}, t('thisPoint', { point: name })),
      plugins.length ? h('ul', { class: 'answers' }, plugins.map((plugin) => h('li', {},
        h('span', { class: bad(said[plugin]) ? 'no' : 'yes', 'aria-hidden': 'true' }, bad(said[plugin]) ? '✕' : said[plugin] ? '✓' : '·'),
        h('span', {}, plugin, name === 'Score' && ` ×${table.weights[plugin] ?? 1}`,
          said[plugin] && h('span', { class: 'answer-reason' }, said[plugin]))))) : h('p', { class: 'hint' }, t('noPlugins'))),
    name === 'PostFilter' && table.victims && h('div', { class: 'block' }, h('h3', {}, t('victims')),
      h('ul', { class: 'plain' }, table.victims.map((pod) => h('li', {}, podName(pod))))),
  ];
}

/** @param {string|undefined} text */
function bad(text) {
  return text !== undefined && !/^(Success|Skip)\b/.test(text);
}

/** @param {DecisionTable} table @param {string} point @returns {Record<string, string>} */
function answers(table, point) {
  const statuses = { PreEnqueue: table.preEnqueue, PreFilter: table.preFilter, PostFilter: table.postFilter }[point];
  if (point === 'PreScore') return table.preScore ?? {};
  return Object.fromEntries(Object.entries(statuses ?? {}).map(([plugin, { code, reasons, message, nodes }]) =>
    [plugin, [code, ...(reasons ?? []), message, nodes && nodes.join(', ')].filter(Boolean).join(' · ')]));
}
