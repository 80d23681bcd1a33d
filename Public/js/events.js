import { byId, h, show } from './dom.js';
import { time } from './format.js';
import { t } from './i18n.js';
import { silent } from './widgets.js';

const shown = 300;

/**
 * Events as kubectl prints them, up to the virtual time of the step.
 * @param {import('./store.js').Store} store
 */
export function startEvents(store) {
  const panel = byId('panel-events');
  store.watch((state, data) => [state.view.right, data.cluster, data.run], () => {
    const { run, cluster } = store.data;
    if (store.state.view.right !== 'events' || !run || !cluster) return;
    const events = cluster.step === 0 ? [] : run.events.filter((event) => event.at <= cluster.at);
    show(panel, h('h2', {}, t('eventsUntil', { time: time(cluster.at) })),
      events.length === 0 && h('p', { class: 'hint' }, t('noEvents')),
      events.slice(-shown).reverse().map(row));
  });
}

/** @param {import('./types.js').ClusterEvent} event */
function row({ at, type, reason, object, count, message }) {
  return h('div', { class: `event ${type}` },
    h('span', { class: 'when' }, time(at)),
    h('span', {}, h('span', { class: 'reason' }, type === 'Warning' && silent('⚠ '), reason), ' ',
      h('code', {}, object), count > 1 && ` ${t('count', { n: count })}`),
    h('span', { class: 'message muted' }, message));
}
