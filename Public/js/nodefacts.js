import { h } from './dom.js';
import { podName, quantity, taint } from './format.js';
import { t } from './i18n.js';
import { block, link } from './widgets.js';

const podsShown = 30;

/**
 * Amounts as a list: `cpu 4, memory 8Gi`.
 * @param {import('./types.js').Amounts} amounts
 */
export function amountList(amounts) {
  return Object.entries(amounts).map(([name, amount]) => `${name} ${quantity(name, amount)}`).join(', ') || t('none');
}

/** @param {Record<string, string>} labels */
export function labelList(labels) {
  const entries = Object.entries(labels);
  return entries.length ? entries.map(([key, value]) => h('div', {}, h('code', {}, `${key}=${value}`))) : t('none');
}

/**
 * What a Node has, whatever an attempt thought of it.
 * @param {import('./store.js').Store} store
 * @param {import('./types.js').NodeState} node
 */
export function nodeFacts(store, node) {
  const pods = node.pods.slice(0, podsShown);
  return block('Node', h('dl', { class: 'facts' },
    h('dt', {}, t('allocatable')), h('dd', {}, amountList(node.allocatable)),
    h('dt', {}, t('requests')), h('dd', {}, amountList(node.requested)),
    h('dt', {}, t('taints')),
    h('dd', {}, node.taints.length ? node.taints.map((one) => h('div', {}, h('code', {}, taint(one)))) : t('none')),
    h('dt', {}, t('labels')), h('dd', {}, labelList(node.labels)),
    h('dt', {}, t('podsHere')),
    h('dd', {}, pods.length ? pods.map((pod) =>
      [link(`why-${pod}`, podName(pod), () => store.change({ selection: { pod } })), ' ']) : t('none'))));
}
