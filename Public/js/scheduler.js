// The scheduler: which configuration runs, its text, and the plugins of the profile at hand.

import { configurationText } from './configurations.js';
import { breakable, byId, h, show, words } from './dom.js';
import { t } from './i18n.js';
import { presetButtons } from './presets.js';
import { block, button } from './widgets.js';
import { showLine } from './yamlplace.js';
import { yamlView } from './yamlview.js';

/** @typedef {import('./store.js').Store} Store */

const comparedAtOnce = 4;

/** @param {Store} store */
export function startScheduler(store) {
  const panel = byId('panel-scheduler');
  store.watch((state, data) => [state.view.left, state.configuration, state.scenario.text, data.run,
    data.table], () => {
    if (store.state.view.left !== 'scheduler') return;
    const names = store.data.run?.configurations ?? ['default'];
    show(panel,
      h('h2', { id: 'configuration-head' }, t('configuration')),
      choices(store, names),
      names.length > 1
        ? h('p', {}, button('compare-these', `${t('compareThese')} ⇄`,
          () => store.changeView({ compare: names.slice(0, comparedAtOnce), place: 'cluster' })))
        : h('p', { class: 'hint' }, words(t('configurationHint'))),
      text(store),
      presetButtons(store),
      profile(store));
  });
}

/** @param {Store} store @param {string[]} names */
function choices(store, names) {
  const chosen = store.state.configuration ?? 'default';
  const option = (/** @type {string} */ name) => h('label', { class: 'option' },
    h('input', {
      type: 'radio', name: 'configuration', value: name, checked: name === chosen, key: `configuration-${name}`,
      on: { change: () => store.change({ configuration: name === 'default' ? null : name }) },
    }),
    h('span', {}, name));
  return h('div', { class: 'options', role: 'radiogroup', 'aria-labelledby': 'configuration-head' }, names.map(option));
}

/**
 * The chosen configuration as it stands in the scenario.
 * @param {Store} store
 */
function text(store) {
  const found = configurationText(store.state.scenario.text, store.state.configuration ?? 'default');
  if (!found) return h('p', { class: 'hint why-back' }, t('noConfigurationText'));
  return [yamlView(found.yaml), h('p', { class: 'where' },
    button('configuration-yaml', t('showInYaml'), () => showLine(store, found.line), { class: 'small' }))];
}

/**
 * The plugins of the profile that made the attempt at hand.
 * @param {Store} store
 */
function profile(store) {
  const { table } = store.data;
  if (!table) return null;
  const title = [t('profilePlugins'), table.profile].filter(Boolean).join(' · ');
  return block(title, h('dl', { class: 'points' }, table.extensionPoints.map(({ name, plugins }) => [
    h('dt', {}, name),
    h('dd', {}, plugins.length ? plugins.map((plugin, index) =>
      [index > 0 && ', ', breakable(plugin), name === 'Score' && ` ×${table.weights[plugin] ?? 1}`]) : '–'),
  ])));
}
