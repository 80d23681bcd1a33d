// The cluster after the step: cards in their zones, from about a hundred Nodes on a heat map.

import { byId, h, show } from './dom.js';
import { drawHeatMap } from './heatmap.js';
import { t } from './i18n.js';
import { nodeCard } from './nodecard.js';
import { podName } from './format.js';

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
      resource: store.state.view.resource, width: place.clientWidth,
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
 * @param {{resource: string, width: number, marks?: Set<string>}} options  `marks`: Pods that differ elsewhere
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
  return h('div', { class: 'zones' }, [...groups].map(([zone, nodes]) =>
    h('div', { class: zone || groups.size > 1 ? 'zone' : 'zone bare', role: 'group', 'aria-label': zone || t('noZone') },
      (zone || groups.size > 1) && h('p', { class: 'zone-name' }, zone || t('noZone')),
      h('div', { class: 'cards' }, nodes.map((node) => nodeCard(store, node, pods, table, options))))));
}

/** @param {Store} store @param {Cluster} cluster */
function asHeat(store, cluster) {
  const { nodes } = store.state.view;
  return nodes === 'heat' || (nodes === 'auto' && cluster.nodes.length >= heatFrom);
}

/** @param {Store} store @param {Cluster} cluster */
function heading(store, cluster) {
  const bound = cluster.pods.filter((pod) => pod.node).length;
  const resources = resourcesOf(cluster);
  const heat = asHeat(store, cluster);
  return h('div', { class: 'pane-head' },
    h('h2', {}, cluster.step ? t('clusterAfter', { step: cluster.step }) : t('clusterBefore')),
    h('span', { class: 'muted' }, [t('nodes', { n: cluster.nodes.length }), t('boundPods', { n: bound }),
      bound < cluster.pods.length && t('pending', { n: cluster.pods.length - bound })].filter(Boolean).join(' · ')),
    store.data.status === 'failed' && h('span', { class: 'chip bad' }, t('lastGoodShort')),
    h('span', { class: 'grow' }),
    h('span', { class: 'choices' }, h('div', { class: 'choice small', role: 'group', 'aria-label': t('resource') }, resources.map((resource) =>
      h('button', {
        type: 'button', key: `resource-${resource}`, 'aria-pressed': String(store.state.view.resource === resource),
        on: { click: () => store.changeView({ resource }) },
      }, resource))),
    h('div', { class: 'choice small', role: 'group', 'aria-label': t('view') }, /** @type {const} */ (['cards', 'heat']).map((view) =>
      h('button', {
        type: 'button', key: `nodes-${view}`, 'aria-pressed': String(heat === (view === 'heat')),
        on: { click: () => store.changeView({ nodes: view }) },
      }, t(view))))));
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
  return h('div', { class: 'pending' }, h('span', { class: 'caps' }, t('pendingPods')),
    pods.slice(0, pendingShown).map((pod) => h('button', {
      type: 'button', class: 'pending-pod', key: `pending-${pod.pod}`, title: pod.message ?? pod.pod,
      'aria-pressed': String(store.state.selection?.pod === pod.pod),
      on: { click: () => { store.change({ selection: { pod: pod.pod } }); store.changeView({ right: 'why' }); } },
    }, podName(pod.pod))),
    pods.length > pendingShown && h('span', { class: 'muted' }, t('more', { n: pods.length - pendingShown })));
}
