// Why a Node was chosen, passed or was rejected.

import { h, words } from './dom.js';
import { podName } from './format.js';
import { t } from './i18n.js';
import { nodeFacts } from './nodefacts.js';
import { remedyEdit, remedyText } from './remedies.js';
import { ordered } from './rows.js';
import { nodeSentences, rejection } from './sentences.js';
import { block, button, spoken } from './widgets.js';
import { formulaBlock, scoreBlock } from './whyscore.js';
import { showInYaml } from './yamlplace.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').DecisionTable} DecisionTable */

/**
 * @param {Store} store
 * @param {import('./types.js').Cluster} cluster
 * @param {DecisionTable|null} table
 * @param {string} name
 * @param {string|undefined} plugin  the cell's column, when a cell is selected
 */
export function nodeReason(store, cluster, table, name, plugin) {
  const node = cluster.nodes.find((one) => one.name === name);
  const facts = node && nodeFacts(store, node);
  if (!table?.nodeOrder.includes(name)) return [h('h2', { class: 'why-title' }, name), facts];
  return [
    verdict(table, name),
    block(t('oneSentence'), nodeSentences(table, name).map((text) => h('p', {}, words(text)))),
    table.rejectedBy?.[name] && [inItsWords(table, name), change(store, table, name)],
    table.score?.[name] && [scoreBlock(table, name, plugin), formulaBlock(table, name, plugin)],
    filters(table, name, plugin),
    facts,
  ];
}

/** @param {DecisionTable} table @param {string} name */
function verdict(table, name) {
  const no = rejection(table, name);
  const winner = table.placedOn === name;
  const [kind, word] = no ? ['no', `✕ ${t('rejected')}`]
    : winner ? ['yes', `★ ${t('chosen')}`]
      : ['muted', `✓ ${t('passedFilters')}`];
  const total = table.total?.[name];
  const rank = t('rank', { n: ordered(table).indexOf(name) + 1, of: table.feasible?.length ?? 0 });
  const by = no && t('byPlugin', {
    plugin: no.plugin ?? t('preFilterColumn'), point: no.plugin && table.filterPlugins ? 'Filter' : 'PreFilter',
  });
  return [
    h('h2', { class: 'why-title' }, h('span', { class: 'name' }, name), ' ', h('span', { class: kind }, word)),
    h('p', { class: 'muted' }, by ?? (total !== undefined && `${t('total')} ${total} · ${rank}`)),
  ];
}

/** @param {DecisionTable} table @param {string} name */
function inItsWords(table, name) {
  const no = rejection(table, name);
  return block(t('inItsWords'), (no?.reasons ?? []).map((reason) => h('p', { class: 'verbatim' }, reason)),
    h('p', { class: 'muted' }, no?.code));
}

/**
 * What would have let the Pod in, plugin by plugin, with a button that does it where the text can be changed safely.
 * @param {Store} store
 * @param {DecisionTable} table
 * @param {string} name
 */
function change(store, table, name) {
  const plugins = Object.entries(table.remedies?.[name] ?? {});
  if (plugins.length === 0) return null;
  const goTo = (/** @type {string} */ kind, /** @type {string} */ object, /** @type {string} */ shown) =>
    button(`yaml-${kind}`, `${shown} · ${t('showInYaml')}`, () => showInYaml(store, kind, object), { class: 'small' });
  return block(t('wouldChange'),
    plugins.length > 1 && h('p', { class: 'hint' }, t('allOfThese', { n: plugins.length })),
    plugins.map(([plugin, remedies]) => [
      plugins.length > 1 && h('p', { class: 'remedy-plugin' }, plugin),
      h('ul', { class: 'remedies' }, remedies.map((one) => remedy(store, remedyText(one, name), remedyEdit(one)))),
    ]),
    h('p', { class: 'where' }, goTo('Pod', table.pod, podName(table.pod)), goTo('Node', name, name)));
}

/**
 * @param {Store} store
 * @param {string} text
 * @param {import('./edits.js').Edit} edit
 */
function remedy(store, text, edit) {
  const before = store.state.scenario.text;
  const after = edit(before);
  if (after === null) return h('li', {}, h('span', {}, words(text)));
  const plain = text.replaceAll('`', '');
  const write = (/** @type {string} */ next) => store.change({ scenario: { ...store.state.scenario, text: next } });
  const apply = () => {
    write(after);
    store.learn({ notice: { text: t('applied', { what: plain }), undo: () => write(before) } });
  };
  return h('li', {}, h('span', {}, words(text)),
    button(`apply-${text}`, t('apply'), apply, { class: 'small', 'aria-label': `${t('apply')}: ${plain}` }));
}

/**
 * What each filter says about the Node, also after the first no.
 * @param {DecisionTable} table
 * @param {string} name
 * @param {string|undefined} plugin
 */
function filters(table, name, plugin) {
  if (!table.filterPlugins || table.notEvaluated?.includes(name)) return null;
  const first = table.rejectedBy?.[name];
  return block(t('allAnswers'), h('ul', { class: 'answers' }, table.filterPlugins.map((one) => {
    const status = table.filter?.[name]?.[one] ?? (first?.plugin === one ? first : undefined);
    return h('li', { class: one === plugin ? 'selected' : null },
      h('span', { class: status ? 'no' : 'yes' }, status ? '✕' : '✓', spoken(t(status ? 'rejected' : 'passed'))),
      h('span', {}, one,
        status && h('span', { class: 'answer-reason' }, (status.reasons ?? [status.code]).join(', '))));
  })));
}
