// A Pod: where it is, what it asks for, and every attempt made for it.

import { h } from './dom.js';
import { podName, time } from './format.js';
import { t } from './i18n.js';
import { amountList, labelList } from './nodefacts.js';
import { block, button, link } from './widgets.js';
import { showInYaml } from './yamlplace.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').PodState} PodState */

/** @param {Store} store @param {import('./types.js').Cluster} cluster @param {string} name */
export function podReason(store, cluster, name) {
  const pod = cluster.pods.find((one) => one.pod === name);
  const ignored = cluster.queue.ignored.find((entry) => typeof entry !== 'string' && entry.pod === name);
  const message = pod?.message ?? (typeof ignored === 'object' ? ignored.message : undefined);
  const node = pod?.node;
  return [
    h('h2', { class: 'why-title' }, h('span', { class: 'name' }, podName(name)), ' ',
      h('span', { class: node ? 'yes' : 'no' }, node ? t('onNode', { node }) : t('isPending'))),
    pod?.nominatedNode && !node && h('p', { class: 'muted' }, t('nominated', { node: pod.nominatedNode })),
    message && block(t('inItsWords'), h('p', { class: 'verbatim' }, message)),
    attempts(store, name),
    pod && facts(pod),
    h('p', { class: 'where' },
      node && button('why-node', node, () => store.change({ selection: { node } }), { class: 'small' }),
      button('yaml-pod', t('showInYaml'), () => showInYaml(store, 'Pod', name), { class: 'small' })),
  ];
}

/** @param {Store} store @param {string} name */
function attempts(store, name) {
  const steps = store.data.steps.filter((step) => step.pod === name && step.attempt !== undefined);
  return steps.length > 0 && block(t('attemptsOf'), h('ol', { class: 'plain' }, steps.map((step) => {
    const outcome = step.kind === 'bound' ? `✓ ${step.node ?? ''}` : '✕';
    const text = `${time(step.at)} · ${outcome} · ${t('attempt', { n: step.attempt ?? 0 })}`;
    return h('li', { 'aria-current': step.step === store.state.step ? 'step' : null },
      link(`attempt-${step.attempt}`, text, () => store.change({ step: step.step })));
  })));
}

/** @param {PodState} pod */
function facts(pod) {
  return block('Pod', h('dl', { class: 'facts' },
    h('dt', {}, t('status')), h('dd', {}, pod.terminating ? t('terminating') : pod.phase),
    h('dt', {}, t('requests')), h('dd', {}, amountList(pod.requests)),
    pod.owner && [h('dt', {}, t('owner')), h('dd', {}, pod.owner)],
    h('dt', {}, t('priority')), h('dd', {}, pod.priority),
    h('dt', {}, t('schedulerName')), h('dd', {}, pod.schedulerName),
    h('dt', {}, t('labels')), h('dd', {}, labelList(pod.labels))));
}
