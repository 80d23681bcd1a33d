// What a comparison comes to: totals with the difference to the first column, and the Pods that went elsewhere.

import { h } from './dom.js';
import { podName } from './format.js';
import { t } from './i18n.js';
import { link } from './widgets.js';

/** @typedef {import('./types.js').ComparedRun} ComparedRun */
/** @typedef {import('./types.js').Comparison} Comparison */

const differencesShown = 50;

/**
 * Whether a Pod's Node is not the same in every column; a comparison also lists Pods that only took more attempts.
 * @param {{nodes: (string|null)[]}} difference
 */
export function isDifferent({ nodes }) {
  return nodes.some((node) => node !== nodes[0]);
}

/**
 * @param {ComparedRun[]} compared
 * @param {Comparison} comparison
 * @param {number} index
 */
export function totals(compared, comparison, index) {
  const [first, mine] = [compared[0].metrics, compared[index].metrics];
  const moved = comparison.differences.filter(({ nodes }) => nodes[index] !== nodes[0]).length;
  const names = /** @type {const} */ ([['bound', 'mBound'], ['pending', 'mPending'], ['preempted', 'mPreempted'],
    ['nodesInUse', 'mNodes']]);
  return h('dl', { class: 'totals' },
    names.map(([name, key]) => total(t(key), mine[name], mine[name] - first[name])),
    index > 0 && total(t('moved'), moved, 0));
}

/**
 * How a column came about that differs from an earlier one in nothing but weights.
 * @param {ComparedRun[]} compared
 * @param {Comparison} comparison
 * @param {number} index
 */
export function obtained(compared, comparison, index) {
  const { method, rescoring } = comparison.configurations[index];
  if (!rescoring) return null;
  const { attempts, unchanged, difference } = rescoring;
  const facts = { name: compared[rescoring.of].name, attempts, unchanged, next: unchanged + 1 };
  const key = !difference ? (method === 'rescored' ? 'obtainedWhole' : 'obtainedSame')
    : unchanged > 0 ? 'obtainedUntil' : 'obtainedAnew';
  return h('p', { class: 'obtained muted' }, t(key, facts));
}

/** @param {string} label @param {number} value @param {number} difference */
function total(label, value, difference) {
  const sign = difference > 0 ? '+' : '−';
  return h('div', {}, h('dt', {}, label), h('dd', {}, value,
    difference !== 0 && h('span', { class: 'difference' }, ` ${sign}${Math.abs(difference)}`)));
}

/**
 * @param {import('./store.js').Store} store
 * @param {ComparedRun[]} compared
 * @param {Comparison} comparison
 */
export function differencesTable(store, compared, comparison) {
  const list = comparison.differences.filter(isDifferent);
  const go = (/** @type {string} */ pod) => {
    const step = store.data.steps.filter((one) => one.pod === pod && one.attempt !== undefined).at(-1);
    if (step) store.change({ step: step.step });
  };
  return h('div', { class: 'differences' },
    h('h3', {}, list.length ? t('differences', { n: list.length }) : t('noDifferences')),
    list.length > 0 && h('table', { class: 'table' },
      h('thead', {}, h('tr', {},
        h('th', { scope: 'col' }, t('pod')), compared.map(({ name }) => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, list.slice(0, differencesShown).map(({ pod, nodes }) => h('tr', {},
        h('th', { scope: 'row' }, link(`difference-${pod}`, podName(pod), () => go(pod), { title: t('goTo') })),
        nodes.map((node) => h('td', { class: node === nodes[0] ? 'muted' : null },
          node !== nodes[0] && h('span', { class: 'ne' }, '≠ '), node ?? t('unplaced'))))))),
    list.length > differencesShown && h('p', { class: 'hint' }, t('more', { n: list.length - differencesShown })));
}
