// The cluster after the step: cards in their zones, from about a hundred Nodes on a heat map.

import { byId, h, show } from './dom.js';
import { podName } from './format.js';
import { drawHeatMap } from './heatmap.js';
import { t } from './i18n.js';
import { nodeCard } from './nodecard.js';
import { button, choice } from './widgets.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').Cluster} Cluster */
/** @typedef {import('./types.js').DecisionTable} DecisionTable */

const heatFrom = 100;
const pendingShown = 40;

/** @param {Store} store */
export function startCluster(store) {
  const place = byId('cluster');
  const draw = () => {
    const { cluster, table } = store.data;
    if (!cluster) return show(place, store.data.status === 'running' && h('p', { class: 'hint' }, t('runningNote')));
    show(place, heading(store, cluster), drawNodes(store, cluster, tableOfStep(cluster, table), {
      resource: store.state.view.resource,
    }), pendingPods(store, cluster));
    return undefined;
  };
  store.watch((state, data) => [data.cluster, data.table, state.selection, state.view.resource, state.view.nodes,
    data.status], draw);
}

/**
 * The table of the very attempt that this step was, if it was one.
 * @param {Cluster} cluster
 * @param {DecisionTable|null} table
 */
export function tableOfStep(cluster, table) {
  return table && cluster.attempt === table.attempt ? table : null;
}

/**
 * All Nodes, as cards or as a heat map.
 * @param {Store} store @param {Cluster} cluster @param {DecisionTable|null} table
 * @param {{resource: string, marks?: Set<string>}} options  `marks`: Pods that differ elsewhere
 */
export function drawNodes(store, cluster, table, options) {
  if (!cluster.nodes.length) return h('p', { class: 'hint' }, t('noNodes'));
  /** @type {Map<string, import('./types.js').NodeState[]>} */
  const groups = new Map();
  for (const node of cluster.nodes) {
    const zone = node.zone ?? '';
    const group = groups.get(zone);
    if (group) group.push(node);
    else groups.set(zone, [node]);
  }
  if (asHeat(store, cluster)) return drawHeatMap(store, groups, table, options.resource);
  const pods = new Map(cluster.pods.map((pod) => [pod.pod, pod]));
  return h('div', { class: 'zones' }, [...groups].map(([zone, nodes]) => {
    const framed = zone !== '' || groups.size > 1;
    const name = zone || t('noZone');
    return h('div', { class: framed ? 'zone' : 'zone bare', role: 'group', 'aria-label': name },
      framed && h('p', { class: 'zone-name' }, name),
      h('div', { class: 'cards' }, nodes.map((node) => nodeCard(store, node, pods, table, options))));
  }));
}

/** @param {Store} store @param {Cluster} cluster */
function asHeat(store, cluster) {
  const { nodes } = store.state.view;
  return nodes === 'heat' || (nodes === 'auto' && cluster.nodes.length >= heatFrom);
}

/** @param {Store} store @param {Cluster} cluster */
function heading(store, cluster) {
  const bound = cluster.pods.filter((pod) => pod.node).length;
  const counts = [t('nodes', { n: cluster.nodes.length }), t('boundPods', { n: bound }),
    ...(bound < cluster.pods.length ? [t('pending', { n: cluster.pods.length - bound })] : [])];
  const { resource } = store.state.view;
  return h('div', { class: 'pane-head' },
    h('h2', {}, cluster.step ? t('clusterAfter', { step: cluster.step }) : t('clusterBefore')),
    h('span', { class: 'muted' }, counts.join(' · ')),
    store.data.status === 'failed' && h('span', { class: 'chip bad' }, t('lastGoodShort')),
    h('span', { class: 'grow' }),
    h('span', { class: 'choices' },
      choice('resource', t('resource'), resourcesOf(cluster).map((name) => /** @type {const} */ ([name, name])),
        resource, (name) => store.changeView({ resource: name })),
      choice('nodes', t('view'), [['cards', t('cards')], ['heat', t('heat')]],
        asHeat(store, cluster) ? 'heat' : 'cards',
        (nodes) => store.changeView({ nodes: nodes === 'heat' ? nodes : 'cards' }))));
}

/**
 * cpu, memory and Pods; others as far as a Node has them, at most two.
 * @param {Cluster} cluster
 */
function resourcesOf(cluster) {
  const names = new Set(['cpu', 'memory', 'pods']);
  for (const node of cluster.nodes.slice(0, 200)) {
    for (const name of Object.keys(node.allocatable)) {
      if (names.size < 5 && name !== 'ephemeral-storage' && !name.startsWith('hugepages-')) names.add(name);
    }
  }
  return [...names];
}

/** @param {Store} store @param {Cluster} cluster */
function pendingPods(store, cluster) {
  const pods = cluster.pods.filter((pod) => !pod.node && pod.phase !== 'Succeeded' && pod.phase !== 'Failed');
  if (!pods.length) return null;
  const select = (/** @type {string} */ pod) => {
    store.change({ selection: { pod } });
    store.changeView({ right: 'why' });
  };
  return h('div', { class: 'pending' }, h('span', { class: 'caps' }, t('pendingPods')),
    pods.slice(0, pendingShown).map(({ pod, message }) => button(`pending-${pod}`, podName(pod), () => select(pod), {
      class: 'pending-pod', title: message ?? pod, 'aria-pressed': String(store.state.selection?.pod === pod),
    })),
    pods.length > pendingShown && h('span', { class: 'muted' }, t('more', { n: pods.length - pendingShown })));
}
