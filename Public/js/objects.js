// Every object of the cluster after the step, by kind; and the chosen one's YAML.

import { byId, h, show } from './dom.js';
import { t } from './i18n.js';
import { objectsAfter } from './replay.js';
import { link } from './widgets.js';
import { yamlText, yamlView } from './yamlview.js';

/** @typedef {import('./store.js').Store} Store */

const shownOfKind = 100;

/** @param {any} object */
function fullName(object) {
  const { namespace, name } = object.metadata;
  return namespace || object.kind === 'Pod' ? `${namespace ?? 'default'}/${name}` : name;
}

/** @param {Store} store */
export function startObjects(store) {
  const panel = byId('panel-objects');
  let find = '';
  let turn = 0;
  const draw = async () => {
    const { run } = store.data;
    if (!run || store.state.view.left !== 'objects') return;
    turn += 1;
    const mine = turn;
    const step = Math.max(0, store.state.step);
    const { items } = await objectsAfter(run.id, step).catch(() => ({ items: [] }));
    if (mine !== turn) return;
    /** @type {Map<string, any[]>} */
    const kinds = new Map();
    for (const object of items) {
      if (find && !fullName(object).includes(find) && object.kind.toLowerCase() !== find.toLowerCase()) continue;
      kinds.set(object.kind, [...(kinds.get(object.kind) ?? []), object]);
    }
    const input = (/** @type {Event} */ event) => {
      find = /** @type {HTMLInputElement} */ (event.target).value.trim();
      draw();
    };
    show(panel, h('h2', {}, t('objectsAt', { step })),
      h('input', { type: 'search', class: 'search', key: 'find-object', value: find, placeholder: t('filterObjects'),
        'aria-label': t('filterObjects'), on: { input } }),
      items.length === 0 && h('p', { class: 'hint' }, t('noObjects')),
      [...kinds].map(([kind, objects]) => h('div', { class: 'kind-group' }, h('h3', {}, `${kind} · ${objects.length}`),
        h('ul', { class: 'rows' }, objects.slice(0, shownOfKind).map((object) => row(store, object))),
        objects.length > shownOfKind && h('p', { class: 'hint' }, t('more', { n: objects.length - shownOfKind })))));
  };
  store.watch((state, data) => [state.view.left, state.step, state.selection, data.run], draw);
}

/** @param {Store} store @param {any} object */
function row(store, object) {
  const name = fullName(object);
  const key = /** @type {const} */ ({ Node: 'node', Pod: 'pod' })[/** @type {'Node'|'Pod'} */ (object.kind)];
  const select = () => {
    if (!key) return;
    store.change({ selection: { [key]: name } });
    store.changeView({ right: 'yaml', place: 'why' });
  };
  const node = object.kind === 'Pod' && object.spec?.nodeName;
  return h('li', { 'aria-current': key && store.state.selection?.[key] === name ? 'true' : null },
    key ? link(`object-${object.kind}-${name}`, name, select)
      : h('details', {}, h('summary', {}, name), yamlView(yamlText(object))),
    node && h('span', { class: 'muted' }, ` → ${node}`));
}

/**
 * The selected object after the step.
 * @param {Store} store
 */
export function startManifest(store) {
  const panel = byId('panel-right-yaml');
  let turn = 0;
  store.watch((state, data) => [state.view.right, state.step, state.selection, data.run], async () => {
    const { run } = store.data;
    const { selection } = store.state;
    if (!run || store.state.view.right !== 'yaml') return;
    const [kind, name] = selection?.pod ? ['Pod', selection.pod] : selection?.node ? ['Node', selection.node] : [];
    turn += 1;
    const mine = turn;
    if (!kind || !name) return show(panel, h('p', { class: 'hint' }, t('manifestHint')));
    const step = Math.max(0, store.state.step);
    const { items } = await objectsAfter(run.id, step).catch(() => ({ items: [] }));
    if (mine !== turn) return;
    const object = items.find((one) => one.kind === kind && fullName(one) === name);
    show(panel, h('h2', {}, t('manifestOf', { kind, name, step })),
      object ? yamlView(yamlText(object)) : h('p', { class: 'hint' }, t('manifestMissing')));
  });
}
