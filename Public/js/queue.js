import { byId, h, show } from './dom.js';
import { podName, time } from './format.js';
import { t } from './i18n.js';

/** @typedef {import('./types.js').QueueEntry} QueueEntry */

const parts = /** @type {const} */ ([['active', 'qActive'], ['backoff', 'qBackoff'], ['unschedulable', 'qUnschedulable'], ['gated', 'qGated'],
  ['ignored', 'qIgnored']]);

/**
 * The scheduling queue after the step.
 * @param {import('./store.js').Store} store
 */
export function startQueue(store) {
  const panel = byId('panel-queue');
  store.watch((state, data) => [state.view.right, data.cluster], () => {
    const { cluster } = store.data;
    if (store.state.view.right !== 'queue' || !cluster) return;
    const filled = parts.filter(([part]) => cluster.queue[part]?.length);
    show(panel, filled.length === 0 && h('p', { class: 'hint' }, t('qEmpty')), filled.map(([part, key]) => h('div', { class: 'kind-group' },
      h('h3', {}, `${t(key)} · ${cluster.queue[part].length}`),
      h('ul', { class: 'rows' }, cluster.queue[part].map((entry) => row(store, entry))))));
  });
}

/** @param {import('./store.js').Store} store @param {QueueEntry} entry */
function row(store, entry) {
  const { pod, message, plugins, until } = typeof entry === 'string' ? /** @type {import('./types.js').QueuedPod} */ ({ pod: entry }) : entry;
  return h('li', { 'aria-current': store.state.selection?.pod === pod ? 'true' : null },
    h('button', { type: 'button', class: 'link', key: `queue-${pod}`, on: { click: () => { store.change({ selection: { pod } }); store.changeView({ right: 'why' }); } } }, podName(pod)),
    until !== undefined && h('span', { class: 'muted' }, ` ${t('until', { time: time(until) })}`),
    message && h('p', { class: 'answer-reason' }, message),
    plugins && plugins.length > 0 && h('p', { class: 'answer-reason' }, t('waitsFor', { plugins: plugins.join(', ') })));
}
