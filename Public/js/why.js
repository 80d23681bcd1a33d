// Why: one sentence in plain words first, then what stands behind it.

import { byId, h, show, words } from './dom.js';
import { podName } from './format.js';
import { t } from './i18n.js';
import { attemptSentence } from './sentences.js';
import { nodeReason } from './whynode.js';
import { shownTable } from './whatif.js';
import { podReason } from './whypod.js';
import { pointReason } from './whypoint.js';
import { block, button, link } from './widgets.js';

/** @typedef {import('./store.js').Store} Store */

const comparedAtOnce = 4;

/** @param {Store} store */
export function startWhy(store) {
  const panel = byId('panel-why');
  store.watch((state, data) => [state.selection, state.view.weights, data.table, data.cluster, data.steps, data.run], () => {
    const reason = selected(store);
    show(panel, reason ? [reason, h('p', { class: 'why-back' },
      link('why-back', `← ${t('closeSelection')}`, () => store.change({ selection: null })))] : attempt(store));
  });
}

/** @param {Store} store */
function selected(store) {
  const { cluster } = store.data;
  const table = shownTable(store);
  const { pod, node, plugin, point } = store.state.selection ?? {};
  if (pod && cluster) return podReason(store, cluster, pod);
  if (node && cluster) return nodeReason(store, cluster, table, node, plugin);
  return point && table ? pointReason(table, point) : null;
}

/**
 * The Node that the fewest changes would have opened.
 * @param {Store} store @param {import('./types.js').DecisionTable} table
 */
function cheapest(store, { cheapestNode }) {
  if (!cheapestNode) return null;
  const { name, changes } = cheapestNode;
  const select = () => store.change({ selection: { node: name } });
  return block(t('wouldChange'),
    h('p', {}, link('why-cheapest', name, select), `: ${t('changes', { n: changes })}`));
}

/**
 * Nothing is selected: the step, and its attempt.
 * @param {Store} store
 */
function attempt(store) {
  const { cluster, run } = store.data;
  const table = shownTable(store);
  const names = (run?.configurations ?? []).slice(0, comparedAtOnce);
  const [kind, word] = table?.placedOn ? ['yes', `★ ${table.placedOn}`] : ['no', `✕ ${t('isPending')}`];
  const compare = () => store.changeView({ compare: names, place: 'cluster' });
  return [
    table ? [
      h('h2', { class: 'why-title' }, h('span', { class: 'name' }, podName(table.pod)), ' ',
        h('span', { class: kind }, word)),
      h('p', { class: 'muted' }, t('attempt', { n: table.attempt })),
    ] : h('h2', { class: 'why-title' }, t('whyPlace')),
    cluster?.text && cluster.attempt !== table?.attempt &&
      block(t('whatHappened'), h('p', {}, cluster.text),
        h('p', { class: 'muted' }, t('actor', { actor: cluster.actor }))),
    table && block(t('oneSentence'), h('p', {}, words(attemptSentence(table)))),
    table?.message && block(t('inItsWords'), h('p', { class: 'verbatim' }, table.message)),
    table && cheapest(store, table),
    names.length > 1 && block(t('otherProfiles'),
      h('p', {}, button('why-compare', `${t('compareAll', { n: names.length })} ⇄`, compare))),
    h('p', { class: 'hint why-hint' }, t('selectHint')),
  ];
}
