// Why a Node was chosen, passed or was rejected.

import { pluginClass } from './colours.js';
import { breakable, h, words } from './dom.js';
import { podName, quantity, taint } from './format.js';
import { meanFormula, resourceFormula } from './formulas.js';
import { t } from './i18n.js';
import { remedies } from './remedies.js';
import { ordered } from './rows.js';
import { scorePlugins } from './scorebar.js';
import { detailsOf, nodeSentences, rejection, sentence } from './sentences.js';
import { showInYaml } from './yamlplace.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').DecisionTable} DecisionTable */
/** @typedef {import('./types.js').NodeState} NodeState */

/**
 * @param {Store} store @param {import('./types.js').Cluster} cluster @param {DecisionTable|null} table
 * @param {string} name @param {string|undefined} plugin  the cell's column, when a cell is selected
 */
export function nodeReason(store, cluster, table, name, plugin) {
  const node = cluster.nodes.find((one) => one.name === name);
  const known = table?.nodeOrder.includes(name) ? table : null;
  return [
    known ? verdict(known, name) : h('h2', { class: 'why-title' }, name),
    known && h('div', { class: 'block' }, h('h3', {}, t('oneSentence')),
      nodeSentences(known, name).map((text) => h('p', {}, words(text)))),
    known && change(store, known, name),
    known?.score?.[name] && scores(known, name, plugin),
    known?.score?.[name] && formulas(known, name, plugin),
    known && filters(known, name, plugin),
    node && facts(store, node),
  ];
}

/** @param {DecisionTable} table @param {string} name */
function verdict(table, name) {
  const no = rejection(table, name);
  const winner = table.placedOn === name;
  const word = no ? t('rejected') : winner ? t('chosen') : t('passedFilters');
  const total = table.total?.[name];
  const place = ordered(table).indexOf(name) + 1;
  return [
    h('h2', { class: 'why-title' }, h('span', { class: 'name' }, name), ' ',
      h('span', { class: no ? 'no' : winner ? 'yes' : 'muted' }, `${no ? '✕ ' : winner ? '★ ' : '✓ '}${word}`)),
    h('p', { class: 'muted' }, no ? t('byPlugin', { plugin: no.plugin ?? t('preFilterColumn'), point: no.plugin ? 'Filter' : 'PreFilter' })
      : total === undefined ? null : `${t('total')} ${total} · ${t('rank', { n: place, of: table.feasible?.length ?? 0 })}`),
  ];
}

/** @param {Store} store @param {DecisionTable} table @param {string} name */
function change(store, table, name) {
  const no = rejection(table, name);
  const all = new Map(detailsOf(table, name, no?.plugin).flatMap((detail) => remedies(detail, table.pod, name))
    .map((remedy) => [remedy.text, remedy]));
  if (!no) return null;
  return [
    h('div', { class: 'block' }, h('h3', {}, t('inItsWords')),
      (no.reasons ?? []).map((reason) => h('p', { class: 'verbatim' }, reason)), h('p', { class: 'muted' }, no.code)),
    all.size > 0 && h('div', { class: 'block' }, h('h3', {}, t('wouldChange')),
      h('ul', { class: 'remedies' }, [...all.values()].map(({ text, edit }) => remedy(store, text, edit))),
      h('p', { class: 'where' },
        h('button', { type: 'button', class: 'small', key: 'yaml-pod', on: { click: () => showInYaml(store, 'Pod', table.pod) } },
          `${podName(table.pod)} · ${t('showInYaml')}`),
        h('button', { type: 'button', class: 'small', key: 'yaml-node', on: { click: () => showInYaml(store, 'Node', name) } },
          `${name} · ${t('showInYaml')}`))),
  ];
}

/**
 * A change in words, with the button that makes it where the text can be changed safely.
 * @param {Store} store @param {string} text @param {import('./edits.js').Edit|undefined} edit
 */
function remedy(store, text, edit) {
  const before = store.state.scenario.text;
  const after = edit?.(before) ?? null;
  const write = (/** @type {string} */ next) => store.change({ scenario: { ...store.state.scenario, text: next } });
  return h('li', {}, h('span', {}, words(text)), after !== null && h('button', {
    type: 'button', class: 'small', key: `apply-${text}`, 'aria-label': `${t('apply')}: ${text.replaceAll('`', '')}`,
    on: { click: () => {
      write(after);
      store.learn({ notice: { text: t('applied', { what: text.replaceAll('`', '') }), undo: () => write(before) } });
    } },
  }, t('apply')));
}

/** @param {DecisionTable} table @param {string} name @param {string|undefined} plugin */
function scores(table, name, plugin) {
  const plugins = scorePlugins(table).filter((one) => table.score?.[name]?.[one]);
  return h('div', { class: 'block' }, h('h3', {}, t('theScore')), h('table', { class: 'numbers' },
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('plugin')), h('th', { scope: 'col', class: 'number' }, t('weighted')))),
    h('tbody', {}, plugins.map((one) => {
      const score = table.score?.[name]?.[one];
      return score && h('tr', { class: one === plugin ? 'selected' : null },
        h('th', { scope: 'row' }, h('span', { class: `swatch ${pluginClass(one, plugins)}`, 'aria-hidden': 'true' }), breakable(one),
          h('span', { class: 'how' }, t('how', { ...score, weight: table.weights[one] ?? 1 }))),
        h('td', {}, h('strong', {}, score.weighted)));
    })),
    h('tfoot', {}, h('tr', {}, h('th', { scope: 'row' }, t('total')), h('td', {}, h('strong', {}, table.total?.[name] ?? ''))))));
}

/** @param {DecisionTable} table @param {string} name @param {string|undefined} chosen */
function formulas(table, name, chosen) {
  const parts = scorePlugins(table).map((plugin) => {
    const details = detailsOf(table, name, plugin);
    const raw = table.score?.[name]?.[plugin]?.raw;
    const lines = details.flatMap((detail) => sentence(detail, table.pod, name) ?? []);
    if (!lines.length || raw === undefined) return null;
    const resources = details.filter((detail) => detail.kind === 'resourceScore');
    const equations = [...resources.map((detail) => [detail.resource, resourceFormula(detail)]),
      ['', meanFormula(resources, raw)]].filter(([, equation]) => equation);
    return h('div', { class: `formula${plugin === chosen ? ' selected' : ''}` }, h('h4', {}, breakable(plugin)),
      equations.length ? equations.map(([resource, equation]) => h('p', { class: 'equation' }, resource && `${resource}: `, equation))
        : lines.map((text) => h('p', {}, words(text))));
  }).filter(Boolean);
  return parts.length ? h('div', { class: 'block' }, h('h3', {}, t('formula')), parts) : null;
}

/**
 * What each filter says about the Node, also after the first no.
 * @param {DecisionTable} table
 * @param {string} name
 * @param {string|undefined} plugin
 */
function filters(table, name, plugin) {
  if (!table.filterPlugins || table.notEvaluated?.includes(name)) return null;
  return h('div', { class: 'block' }, h('h3', {}, t('allAnswers')), h('ul', { class: 'answers' }, table.filterPlugins.map((one) => {
    const status = table.filter?.[name]?.[one] ?? (table.rejectedBy?.[name]?.plugin === one ? table.rejectedBy[name] : undefined);
    return h('li', { class: one === plugin ? 'selected' : null },
      h('span', { class: status ? 'no' : 'yes' }, status ? '✕' : '✓', h('span', { class: 'visually-hidden' }, t(status ? 'rejected' : 'passed'))),
      h('span', {}, one, status && h('span', { class: 'answer-reason' }, (status.reasons ?? [status.code]).join(', '))));
  })));
}

/** @param {Store} store @param {NodeState} node */
function facts(store, node) {
  const amounts = (/** @type {Record<string, number>} */ of) => Object.entries(of).map(([name, amount]) => `${name} ${quantity(name, amount)}`).join(', ');
  return h('div', { class: 'block' }, h('h3', {}, 'Node'), h('dl', { class: 'facts' },
    h('dt', {}, t('allocatable')), h('dd', {}, amounts(node.allocatable)),
    h('dt', {}, t('requests')), h('dd', {}, amounts(node.requested) || t('none')),
    h('dt', {}, t('taints')), h('dd', {}, node.taints.length ? node.taints.map((one) => h('code', {}, taint(one), ' ')) : t('none')),
    h('dt', {}, t('labels')), h('dd', {}, Object.entries(node.labels).map(([key, value]) => h('div', {}, h('code', {}, `${key}=${value}`)))),
    h('dt', {}, t('podsHere')), h('dd', {}, node.pods.length ? node.pods.slice(0, 30).map((pod) => [h('button', {
      type: 'button', class: 'link', key: `why-${pod}`, on: { click: () => store.change({ selection: { pod } }) } }, podName(pod)), ' ']) : t('none'))));
}
