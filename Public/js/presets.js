// Configurations worth comparing with the default one, to start from.

import { h } from './dom.js';
import { addConfiguration } from './edits.js';
import { t } from './i18n.js';
import { block, button } from './widgets.js';

/** @typedef {import('./store.js').Store} Store */

const presets = /** @type {const} */ ([
  ['bin-packer', 'presetBinPacker', `schedulerName: default-scheduler
pluginConfig:
- name: NodeResourcesFit
  args:
    scoringStrategy:
      type: MostAllocated
      resources: [{name: cpu, weight: 1}, {name: memory, weight: 1}]`],
  ['taints-ignored-in-scores', 'presetTaints', `schedulerName: default-scheduler
plugins:
  score:
    disabled: [{name: TaintToleration}]`],
  ['fit-times-ten', 'presetFit', `schedulerName: default-scheduler
plugins:
  score:
    disabled: [{name: NodeResourcesFit}]
    enabled: [{name: NodeResourcesFit, weight: 10}]`],
]);

/**
 * A button for every preset that the scenario does not name yet.
 * @param {Store} store
 */
export function presetButtons(store) {
  const names = store.data.run?.configurations ?? [];
  const { scenario } = store.state;
  const offers = presets.filter(([name]) => !names.includes(name));
  const write = (/** @type {string} */ text) => store.change({ scenario: { ...store.state.scenario, text } });
  const add = (/** @type {string} */ name, /** @type {string} */ profile) => {
    const text = addConfiguration(name, profile)(scenario.text);
    if (text === null) return;
    write(text);
    store.learn({ notice: { text: t('applied', { what: name }), undo: () => write(scenario.text) } });
  };
  return offers.length > 0 && block(t('addConfiguration'), h('ul', { class: 'remedies' },
    offers.map(([name, key, profile]) => h('li', {},
      h('span', {}, h('code', {}, name), ' ', h('span', { class: 'muted' }, t(key))),
      button(`preset-${name}`, t('add'), () => add(name, profile),
        { class: 'small', 'aria-label': `${t('add')}: ${name}` })))));
}
