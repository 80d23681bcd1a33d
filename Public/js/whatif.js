// What if: a weight beside each Score plugin that can be changed, what that does to the attempt at hand, and how far it leaves
// the run as it is.

import { Problem, get, runPath } from './api.js';
import { configurationOf } from './configurations.js';
import { h, words } from './dom.js';
import { shortName } from './format.js';
import { t } from './i18n.js';
import { changedWeights, reweighed, withWeights } from './reweigh.js';
import { button } from './widgets.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').DecisionTable} DecisionTable */
/** @typedef {import('./types.js').Rescoring} Rescoring */

/** Milliseconds after the last change of a weight. */
const pause = 200;

/**
 * The table at hand under the weights that the reader has chosen.
 * @param {Store} store
 */
export function shownTable(store) {
  const { table } = store.data;
  return table && reweighed(table, store.state.view.weights);
}

/**
 * What the changed weights do; nothing while none is changed.
 * @param {Store} store
 */
export function whatIf(store) {
  const { table } = store.data;
  if (!table) return null;
  const changes = changedWeights(table, store.state.view.weights);
  if (Object.keys(changes).length === 0) return null;
  const after = reweighed(table, changes);
  return h('div', { class: 'what-if', role: 'status' },
    h('p', {}, words(outcome(table, after)), ' ', h('span', { class: 'muted' }, words(exactness(table, after)))),
    h('p', {}, words(wholeRun(store, table))),
    h('p', { class: 'where' },
      button('run-weights', `${t('runWeights')} ⇄`, () => compareRuns(store, table, changes), { class: 'small' }),
      button('reset-weights', t('resetWeights'), () => store.changeView({ weights: {} }), { class: 'small' })));
}

/** @param {DecisionTable} table @param {DecisionTable} after */
function outcome(table, after) {
  const pod = table.pod;
  if (after.placedOn === null) return t('whatIfNothing', { pod });
  return after.placedOn === table.placedOn
    ? t('whatIfStays', { pod, node: after.placedOn })
    : t('whatIfMoves', { pod, node: after.placedOn, before: table.placedOn ?? '–' });
}

/**
 * Why the numbers are what scheduling again would give, or where they end.
 * @param {DecisionTable} table @param {DecisionTable} after
 */
function exactness(table, after) {
  if (!table.score) return t('whatIfUnscored');
  const asked = after.placedOn === table.placedOn || !table.reserving?.length;
  return asked ? t('whatIfExact')
    : t('whatIfChoice', { plugins: (table.reserving ?? []).join(', '), node: after.placedOn ?? '' });
}

/** @param {Store} store @param {DecisionTable} table */
function wholeRun(store, table) {
  const { rescoring } = store.data;
  if (!rescoring || rescoring.profile !== table.profile) return t('whatIfAsking');
  const { difference, unchanged, attempts } = rescoring.answer;
  if (!difference) return t('whatIfRunSame', { n: attempts });
  const facts = { n: difference.attempt, pod: difference.pod, node: difference.node, instead: difference.instead ?? '?' };
  return unchanged > 0 ? t('whatIfRunUntil', { unchanged, ...facts }) : t('whatIfRunFirst', facts);
}

/**
 * Side by side: the configuration that ran, and the same one with these weights.
 * @param {Store} store @param {DecisionTable} table @param {Record<string, number>} changes
 */
function compareRuns(store, table, changes) {
  const base = store.state.configuration ?? 'default';
  const configuration = withWeights(
    configurationOf(store.state.scenario.text, base), table.profile ?? 'default-scheduler', changes);
  const name = Object.entries(changes).map(([plugin, weight]) => `${shortName(plugin)} ×${weight}`).join(', ');
  store.changeView({ whatIf: { name, configuration }, compare: [base, name], place: 'cluster' });
}

/**
 * Asks how far the whole run stays the same, a moment after the last change of a weight.
 * @param {Store} store
 */
export function startWhatIf(store) {
  let timer = 0;
  let asked = 0;
  store.watch((state, data) => [state.view.weights, data.run, data.table?.profile], () => {
    const { run, table } = store.data;
    clearTimeout(timer);
    asked += 1;
    const mine = asked;
    const changes = table ? changedWeights(table, store.state.view.weights) : {};
    store.learn({ rescoring: null });
    const profile = table?.profile;
    if (!run || !profile || Object.keys(changes).length === 0) return;
    timer = window.setTimeout(async () => {
      const weights = Object.entries(changes).map(([plugin, weight]) => `${plugin}:${weight}`).join(',');
      try {
        /** @type {Rescoring} */
        const answer = await get(`${runPath(run.id)}/rescoring?${new URLSearchParams({ weights, profile })}`);
        if (mine === asked) store.learn({ rescoring: { profile, answer } });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
      }
    }, pause);
  });
}
