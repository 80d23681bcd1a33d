// Why: one sentence in plain words first, then what stands behind it.

import { byId, h, show, words } from './dom.js';
import { nodeReason } from './whynode.js';
import { podReason } from './whypod.js';
import { pointReason } from './whypoint.js';
import { podName } from './format.js';
import { t } from './i18n.js';
import { attemptSentence } from './sentences.js';

/** @typedef {import('./store.js').Store} Store */

/** @param {Store} store */
export function startWhy(store) {
  const panel = byId('panel-why');
  store.watch((state, data) => [state.selection, data.table, data.cluster, data.steps, data.run], () => {
    const { table, cluster } = store.data;
    const { selection } = store.state;
    const chosen = selection?.pod && cluster ? podReason(store, cluster, selection.pod)
      : selection?.node && cluster ? nodeReason(store, cluster, table, selection.node, selection.plugin)
        : selection?.point && table ? pointReason(table, selection.point)
          : null;
    show(panel, chosen ? [chosen, back(store)] : attempt(store));
  });
}

/** @param {Store} store */
function back(store) {
  return h('p', { class: 'why-back' }, h('button', { type: 'button', class: 'link', key: 'why-back',
    on: { click: () => store.change({ selection: null }) } }, `← ${t('closeSelection')}`));
}

/**
 * Nothing is selected: the step, and its attempt.
 * @param {Store} store
 */
function attempt(store) {
  const { table, cluster, run } = store.data;
  const names = run?.configurations ?? [];
  return [
    table && h('h2', { class: 'why-title' }, h('span', { class: 'name' }, podName(table.pod)), ' ',
      h('span', { class: table.placedOn ? 'yes' : 'no' }, table.placedOn ? `★ ${table.placedOn}` : `✕ ${t('isPending')}`)),
    table && h('p', { class: 'muted' }, t('attempt', { n: table.attempt })),
    !table && h('h2', { class: 'why-title' }, t('whyPlace')),
    cluster?.text && cluster.attempt !== table?.attempt && h('div', { class: 'block' }, h('h3', {}, t('whatHappened')), h('p', {}, cluster.text),
      cluster.actor && h('p', { class: 'muted' }, t('actor', { actor: cluster.actor }))),
    table && h('div', { class: 'block' }, h('h3', {}, t('oneSentence')), h('p', {}, words(attemptSentence(table)))),
    table?.message && h('div', { class: 'block' }, h('h3', {}, t('inItsWords')), h('p', { class: 'verbatim' }, table.message)),
    names.length > 1 && h('div', { class: 'block' }, h('h3', {}, t('otherProfiles')), h('p', {}, h('button', {
      type: 'button', key: 'why-compare', on: { click: () => store.changeView({ compare: names.slice(0, 4), place: 'cluster' }) },
    }, `${t('compareAll', { n: Math.min(4, names.length) })} ⇄`))),
    h('p', { class: 'hint why-hint' }, t('selectHint')),
  ];
}
