import { ownerClass } from './colours.js';
import { h } from './dom.js';
import { ownerName, podName, quantity, share, taint } from './format.js';
import { t } from './i18n.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').NodeState} NodeState */
/** @typedef {import('./types.js').PodState} PodState */
/** @typedef {import('./types.js').DecisionTable} DecisionTable */

const labelsShown = 2;
const cordon = 'node.kubernetes.io/unschedulable';

/**
 * A Node as a card: what it is called, what keeps Pods away, and its Pods as blocks in proportion to their request.
 * @param {Store} store @param {NodeState} node @param {Map<string, PodState>} pods @param {DecisionTable|null} table
 * @param {{resource: string, marks?: Set<string>}} options
 */
export function nodeCard(store, node, pods, table, { resource, marks }) {
  const chosen = table?.placedOn === node.name;
  const nominated = table?.nominatedNode === node.name;
  const rejected = Boolean(table?.rejectedBy?.[node.name]) && !nominated;
  const selected = store.state.selection?.node === node.name;
  const here = node.pods.flatMap((name) => pods.get(name) ?? []);
  const verdict = chosen ? t('chosenHere', { pod: podName(table.pod) }) : nominated ? t('nominatedHere') :
    rejected ? t('rejectedHere') : '';
  return h('article', {
    class: ['card', chosen && 'chosen', nominated && 'chosen', rejected && 'rejected', selected && 'selected'].filter(Boolean).join(' '),
    'aria-label': [t('nodeCard', { name: node.name }), verdict].filter(Boolean).join(': '),
    on: { click: () => select(store, { node: node.name }) },
  },
    h('div', { class: 'card-head' },
      h('button', {
        type: 'button', class: 'card-name', key: `card-${node.name}`, 'aria-pressed': String(selected),
        on: { click: (/** @type {Event} */ event) => { event.stopPropagation(); select(store, { node: node.name }); } },
      }, node.name),
      rejected && h('span', { class: 'visually-hidden' }, verdict),
      chips(node)),
    blocks(store, node, here, table, resource, marks),
    meter(node, resource === 'cpu' ? 'memory' : 'cpu'),
    h('p', { class: 'card-words' },
      words(node, resource), ' · ', words(node, resource === 'cpu' ? 'memory' : 'cpu'),
      chosen && h('strong', { class: 'arrived' }, ` ← ${podName(table.pod)}`)));
}

/** @param {Store} store @param {import('./types.js').Selection} selection */
function select(store, selection) {
  store.change({ selection });
  if (store.state.view.right !== 'yaml') store.changeView({ right: 'why' });
}

/**
 * The labels somebody gave it, then everything that keeps Pods away.
 * @param {NodeState} node
 */
function chips(node) {
  const labels = Object.entries(node.labels).filter(([key]) => !/(^|\.)(kubernetes|k8s)\.io\//.test(key));
  const taints = node.taints.filter((one) => !(one.key === cordon && node.unschedulable));
  return [
    node.unschedulable && h('span', { class: 'chip bad' }, t('cordoned')),
    !node.ready && h('span', { class: 'chip bad' }, t('notReady')),
    taints.map((one) => h('span', { class: 'chip bad', title: taint(one) }, taint(one))),
    labels.slice(0, labelsShown).map(([key, value]) =>
      h('span', { class: 'chip', title: `${key}=${value}` }, value ? `${key}=${value}` : key)),
    labels.length > labelsShown && h('span', { class: 'chip', title: labels.map(([key, value]) => `${key}=${value}`).join('\n') },
      `+${labels.length - labelsShown}`),
  ];
}

/** @param {NodeState} node @param {string} resource */
function words(node, resource) {
  return share(resource, node.requested[resource] ?? 0, node.allocatable[resource] ?? 0, t('of'));
}

/**
 * @param {Store} store
 * @param {NodeState} node
 * @param {PodState[]} pods
 * @param {DecisionTable|null} table
 * @param {string} resource
 * @param {Set<string>|undefined} marks
 */
function blocks(store, node, pods, table, resource, marks) {
  const of = Math.max(node.allocatable[resource] ?? 0, node.requested[resource] ?? 0, 1);
  return h('div', { class: 'blocks' }, pods.map((pod) => {
    const amount = resource === 'pods' ? 1 : pod.requests[resource] ?? 0;
    const fresh = table?.placedOn === node.name && table.pod === pod.pod;
    const differs = marks?.has(pod.pod) ?? false;
    const says = t('asks', { pod: podName(pod.pod), amount: amount ? quantity(resource, amount) : t('noRequest') });
    return h('button', {
      type: 'button',
      class: ['pod', ownerClass(ownerName(pod)), fresh && 'fresh', pod.terminating && 'terminating', differs && 'differs',
        store.state.selection?.pod === pod.pod && 'selected'].filter(Boolean).join(' '),
      key: `pod-${pod.pod}`, title: says, 'aria-label': differs ? `${says}, ${t('differs')}` : says,
      'aria-pressed': String(store.state.selection?.pod === pod.pod),
      style: { 'flex-basis': `${(amount / of) * 100}%` },
      on: { click: (/** @type {Event} */ event) => { event.stopPropagation(); select(store, { pod: pod.pod }); } },
    }, (amount / of) * 200 > 14 && h('span', {}, differs && '≠ ', podName(pod.pod)));
  }));
}

/** @param {NodeState} node @param {string} resource */
function meter(node, resource) {
  const part = Math.min(1, (node.requested[resource] ?? 0) / Math.max(1, node.allocatable[resource] ?? 0));
  return h('div', { class: 'meter', 'aria-hidden': 'true' }, h('span', { style: { width: `${part * 100}%` } }));
}
