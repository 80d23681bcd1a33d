// A Pod: where it is, what it asks for, and every attempt made for it.

import { h } from './dom.js';
import { podName, quantity, time } from './format.js';
import { t } from './i18n.js';
import { showInYaml } from './yamlplace.js';

/** @param {import('./store.js').Store} store @param {import('./types.js').Cluster} cluster @param {string} name */
export function podReason(store, cluster, name) {
  const pod = cluster.pods.find((one) => one.pod === name);
  const attempts = store.data.steps.filter((step) => step.pod === name && step.attempt !== undefined);
  const ignored = cluster.queue.ignored.find((entry) => typeof entry !== 'string' && entry.pod === name);
  const message = pod?.message ?? (typeof ignored === 'object' ? ignored.message : undefined);
  return [
    h('h2', { class: 'why-title' }, h('span', { class: 'name' }, podName(name)), ' ',
      h('span', { class: pod?.node ? 'yes' : 'no' }, pod?.node ? t('onNode', { node: pod.node }) : t('isPending'))),
    pod?.nominatedNode && !pod.node && h('p', { class: 'muted' }, t('nominated', { node: pod.nominatedNode })),
    message && h('div', { class: 'block' }, h('h3', {}, t('inItsWords')), h('p', { class: 'verbatim' }, message)),
    attempts.length > 0 && h('div', { class: 'block' }, h('h3', {}, t('attemptsOf')), h('ol', { class: 'plain' }, attempts.map((step) =>
      h('li', { 'aria-current': step.step === store.state.step ? 'step' : null }, h('button', {
        type: 'button', class: 'link', key: `attempt-${step.attempt}`, on: { click: () => store.change({ step: step.step }) },
      }, `${time(step.at)} · ${step.kind === 'bound' ? `✓ ${step.node ?? ''}` : '✕'} · ${t('attempt', { n: step.attempt ?? 0 })}`))))),
    pod && h('div', { class: 'block' }, h('h3', {}, 'Pod'), h('dl', { class: 'facts' },
      h('dt', {}, t('status')), h('dd', {}, pod.terminating ? t('terminating') : pod.phase),
      h('dt', {}, t('requests')), h('dd', {}, Object.entries(pod.requests).map(([resource, amount]) =>
        `${resource} ${quantity(resource, amount)}`).join(', ') || t('none')),
      pod.owner && [h('dt', {}, t('owner')), h('dd', {}, pod.owner)],
      h('dt', {}, t('priority')), h('dd', {}, pod.priority),
      h('dt', {}, t('schedulerName')), h('dd', {}, pod.schedulerName),
      h('dt', {}, t('labels')), h('dd', {}, Object.entries(pod.labels).map(([key, value]) => h('div', {}, h('code', {}, `${key}=${value}`)))))),
    h('p', { class: 'where' },
      pod?.node && h('button', { type: 'button', class: 'small', key: 'why-node',
        on: { click: () => store.change({ selection: { node: /** @type {string} */ (pod.node) } }) } }, pod.node),
      h('button', { type: 'button', class: 'small', key: 'yaml-pod', on: { click: () => showInYaml(store, 'Pod', name) } }, t('showInYaml'))),
  ];
}
