// The scheduler: which configuration runs, its text, and the plugins of the profile at hand.

import { breakable, byId, h, show, words } from './dom.js';
import { t } from './i18n.js';
import { presetButtons } from './presets.js';
import { yamlText, yamlView } from './yamlview.js';
import { showLine } from './yamlplace.js';

/** @typedef {import('./store.js').Store} Store */

/** @param {Store} store */
export function startScheduler(store) {
  const panel = byId('panel-scheduler');
  store.watch((state, data) => [state.view.left, state.configuration, state.scenario.text, data.run, data.table, data.status], () => {
    if (store.state.view.left !== 'scheduler') return;
    const { run, table } = store.data;
    const names = run?.configurations ?? ['default'];
    const chosen = store.state.configuration ?? 'default';
    const text = configurationText(store.state.scenario.text, chosen);
    show(panel,
      h('h2', { id: 'configuration-head' }, t('configuration')),
      h('div', { class: 'options', role: 'radiogroup', 'aria-labelledby': 'configuration-head' },
        names.map((name) => h('label', { class: 'option' }, h('input', {
          type: 'radio', name: 'configuration', value: name, checked: name === chosen, key: `configuration-${name}`,
          on: { change: () => store.change({ configuration: name === 'default' ? null : name }) },
        }), h('span', {}, name)))),
      names.length > 1 ? h('p', {}, h('button', { type: 'button', key: 'compare-these',
        on: { click: () => store.changeView({ compare: names.slice(0, 4), place: 'cluster' }) } }, `${t('compareThese')} ⇄`))
        : h('p', { class: 'hint' }, words(t('configurationHint'))),
      text ? [yamlView(text.yaml), h('p', { class: 'where' }, h('button', { type: 'button', class: 'small', key: 'configuration-yaml',
        on: { click: () => showLine(store, text.line) } }, t('showInYaml')))] : h('p', { class: 'hint why-back' }, t('noConfigurationText')),
      presetButtons(store),
      table && h('div', { class: 'block' }, h('h3', {}, `${t('profilePlugins')}${table.profile ? ` · ${table.profile}` : ''}`),
        h('dl', { class: 'points' }, table.extensionPoints.map(({ name, plugins }) => [h('dt', {}, name),
          h('dd', {}, plugins.length ? plugins.map((plugin, index) => [index > 0 && ', ', breakable(plugin), name === 'Score' && ` ×${table.weights[plugin] ?? 1}`])
            : '–')]))));
  });
}

/**
 * The KubeSchedulerConfiguration of this name as it stands in the scenario.
 * @param {string} text @param {string} name @returns {{yaml: string, line: number}|null}
 */
function configurationText(text, name) {
  const { jsyaml } = /** @type {any} */ (globalThis);
  if (!jsyaml) return null;
  try {
    /** @type {any[]} */
    const documents = jsyaml.loadAll(text).filter(Boolean);
    const named = documents.find(({ kind }) => kind === 'Scenario')?.spec?.configurations?.find((/** @type {any} */ one) => one.name === name);
    const bare = documents.find(({ kind }) => kind === 'KubeSchedulerConfiguration');
    const found = named?.configuration ?? (name === 'default' ? bare : null);
    if (!found) return null;
    const lines = text.split('\n');
    const at = lines.findIndex((line) => (named ? line.includes('name:') && line.includes(name) && /^\s*-/.test(line) : /^kind:\s*KubeSchedulerConfiguration/.test(line)));
    return { yaml: yamlText(found), line: Math.max(0, at) + 1 };
  } catch {
    return null; // The text is broken just now; its mistakes are listed with the editor.
  }
}
