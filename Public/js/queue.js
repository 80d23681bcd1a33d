import { byId, h, show } from './dom.js';
import { podName, time } from './format.js';
import { t } from './i18n.js';
import { link } from './widgets.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').QueuedPod} QueuedPod */

const parts = /** @type {const} */ ([['active', 'qActive'], ['backoff', 'qBackoff'], ['waiting', 'qWaiting'],
  ['unschedulable', 'qUnschedulable'], ['gated', 'qGated'], ['ignored', 'qIgnored']]);

/**
 * The scheduling queue after the step.
 * @param {Store} store
 */
export function startQueue(store) {
  const panel = byId('panel-queue');
  store.watch((state, data) => [state.view.right, state.selection, data.cluster], () => {
    const { cluster } = store.data;
    if (store.state.view.right !== 'queue' || !cluster) return;
    const filled = parts.filter(([part]) => cluster.queue[part]?.length);
    show(panel,
      h('h2', {}, t('tabQueue')),
      filled.length === 0 && h('p', { class: 'hint' }, t('qEmpty')),
      filled.map(([part, key]) => h('div', { class: 'kind-group' },
        h('h3', {}, `${t(key)} · ${cluster.queue[part].length}`),
        h('ul', { class: 'rows' }, cluster.queue[part].map((entry) =>
          row(store, typeof entry === 'string' ? { pod: entry } : entry))))));
  });
}

/** @param {Store} store @param {QueuedPod} queued */
function row(store, { pod, node, message, plugins = [], until }) {
  const select = () => {
    store.change({ selection: { pod } });
    store.changeView({ right: 'why' });
  };
  return h('li', { 'aria-current': store.state.selection?.pod === pod ? 'true' : null },
    link(`queue-${pod}`, podName(pod), select),
    node && h('span', { class: 'muted' }, ` ${t('waitsOn', { node })}`),
    until !== undefined && h('span', { class: 'muted' }, ` ${t('until', { time: time(until) })}`),
    message && h('p', { class: 'answer-reason' }, message),
    plugins.length > 0 && h('p', { class: 'answer-reason' }, t('waitsFor', { plugins: plugins.join(', ') })));
}
