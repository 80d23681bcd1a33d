import { ownerClass } from './colours.js';
import { h } from './dom.js';
import { ownerName, podName, quantity, share, taint } from './format.js';
import { t } from './i18n.js';
import { button, spoken } from './widgets.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').NodeState} NodeState */
/** @typedef {import('./types.js').PodState} PodState */
/** @typedef {import('./types.js').DecisionTable} DecisionTable */

const labelsShown = 2;
const cordon = 'node.kubernetes.io/unschedulable';
/** Below this share of the Node a block is too narrow for a name. */
const namedShare = 0.07;

/**
 * A Node as a card: what it is called, what keeps Pods away, and its Pods as blocks in proportion to their request.
 * @param {Store} store
 * @param {NodeState} node
 * @param {Map<string, PodState>} pods
 * @param {DecisionTable|null} table
 * @param {{resource: string, marks?: Set<string>}} options
 */
export function nodeCard(store, node, pods, table, { resource, marks }) {
  const selected = store.state.selection?.node === node.name;
  const { state, verdict } = part(node, table);
  const other = resource === 'cpu' ? 'memory' : 'cpu';
  const choose = () => select(store, { node: node.name });
  return h('article', {
    class: ['card', state, selected && 'selected'].filter(Boolean).join(' '),
    'aria-label': [t('nodeCard', { name: node.name }), verdict].filter(Boolean).join(': '),
    on: { click: choose },
  },
  h('div', { class: 'card-head' },
    alone(button(`card-${node.name}`, node.name, choose, { class: 'card-name', 'aria-pressed': String(selected) })),
    state === 'rejected' && spoken(verdict),
    chips(node)),
  h('div', { class: 'blocks' }, node.pods.flatMap((name) => pods.get(name) ?? [])
    .map((pod) => podBlock(store, node, pod, table, resource, marks?.has(pod.pod) ?? false))),
  meter(node, other),
  h('p', { class: 'card-words' }, amounts(node, resource), ' · ', amounts(node, other),
    table && state === 'chosen' && table.placedOn && h('strong', { class: 'arrived' }, ` ← ${podName(table.pod)}`)));
}

/**
 * The Node's part in the attempt.
 * @param {NodeState} node
 * @param {DecisionTable|null} table
 */
function part({ name }, table) {
  if (table?.placedOn === name) return { state: 'chosen', verdict: t('chosenHere', { pod: podName(table.pod) }) };
  if (table?.nominatedNode === name) return { state: 'chosen', verdict: t('nominatedHere') };
  if (table?.rejectedBy?.[name]) return { state: 'rejected', verdict: t('rejectedHere') };
  return { state: '', verdict: '' };
}

/** @param {Store} store @param {import('./types.js').Selection} selection */
function select(store, selection) {
  store.change({ selection });
  if (store.state.view.right !== 'yaml') store.changeView({ right: 'why' });
}

/**
 * A button in a card: pressing it does not also press the card.
 * @param {HTMLElement} element
 */
function alone(element) {
  element.addEventListener('click', (event) => event.stopPropagation());
  return element;
}

/**
 * Everything that keeps Pods away, then the labels that somebody gave the Node.
 * @param {NodeState} node
 */
function chips({ taints, labels, unschedulable, ready }) {
  const own = Object.entries(labels).filter(([key]) => !/(^|\.)(kubernetes|k8s)\.io\//.test(key))
    .map(([key, value]) => (value ? `${key}=${value}` : key));
  const chip = (/** @type {string} */ text, kind = '', title = text) =>
    h('span', { class: `chip ${kind}`, title }, text);
  return [
    unschedulable && chip(t('cordoned'), 'bad'),
    !ready && chip(t('notReady'), 'bad'),
    taints.filter(({ key }) => !(key === cordon && unschedulable)).map((one) => chip(taint(one), 'bad')),
    own.slice(0, labelsShown).map((label) => chip(label)),
    own.length > labelsShown && chip(`+${own.length - labelsShown}`, '', own.join('\n')),
  ];
}

/** @param {NodeState} node @param {string} resource */
function amounts({ requested, allocatable }, resource) {
  return share(resource, requested[resource] ?? 0, allocatable[resource] ?? 0, t('of'));
}

/**
 * @param {Store} store
 * @param {NodeState} node
 * @param {PodState} pod
 * @param {DecisionTable|null} table
 * @param {string} resource
 * @param {boolean} differs
 */
function podBlock(store, node, pod, table, resource, differs) {
  const of = Math.max(node.allocatable[resource] ?? 0, node.requested[resource] ?? 0, 1);
  const amount = resource === 'pods' ? 1 : pod.requests[resource] ?? 0;
  const name = podName(pod.pod);
  const says = t('asks', { pod: name, amount: amount ? quantity(resource, amount) : t('noRequest') });
  const selected = store.state.selection?.pod === pod.pod;
  const fresh = table?.placedOn === node.name && table.pod === pod.pod;
  const classes = ['pod', ownerClass(ownerName(pod)), fresh && 'fresh', pod.terminating && 'terminating',
    differs && 'differs', selected && 'selected'];
  const shown = amount / of > namedShare && h('span', {}, differs && '≠ ', name);
  return alone(button(`pod-${pod.pod}`, shown, () => select(store, { pod: pod.pod }), {
    class: classes.filter(Boolean).join(' '), title: says, 'aria-label': differs ? `${says}, ${t('differs')}` : says,
    'aria-pressed': String(selected), style: { 'flex-basis': `${(amount / of) * 100}%` },
  }));
}

/** @param {NodeState} node @param {string} resource */
function meter({ requested, allocatable }, resource) {
  const part = Math.min(1, (requested[resource] ?? 0) / Math.max(1, allocatable[resource] ?? 0));
  return h('div', { class: 'meter', 'aria-hidden': 'true' }, h('span', { style: { width: `${part * 100}%` } }));
}
