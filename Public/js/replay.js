// Step in, cluster and decision table out. Answers never change under a run's id, so they are kept.

import { Problem, get, runPath } from './api.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').Step} Step */

const kept = 300;
/** Above this many Nodes each filter is asked only until the first says no. */
const fullDepthNodes = 500;

/** @type {Map<string, Promise<any>>} */
const answers = new Map();

/** @param {string} path @returns {Promise<any>} */
function remembered(path) {
  let answer = answers.get(path);
  if (!answer) {
    answer = get(path);
    answers.set(path, answer);
    answer.catch(() => answers.delete(path));
    const oldest = answers.keys().next().value;
    if (answers.size > kept && oldest !== undefined) answers.delete(oldest);
  }
  return answer;
}

/** @param {string} simulation @param {number} step @returns {Promise<import('./types.js').Cluster>} */
export function clusterAfter(simulation, step) {
  return remembered(`${runPath(simulation)}/steps/${step}`);
}

/**
 * @param {string} simulation
 * @param {number} attempt
 * @param {number} nodes
 * @returns {Promise<import('./types.js').DecisionTable>}
 */
export function decisionTable(simulation, attempt, nodes) {
  const depth = nodes <= fullDepthNodes ? 'full' : 'decision';
  return remembered(`${runPath(simulation)}/attempts/${attempt}?depth=${depth}`).then(whole);
}

/**
 * An attempt for which there is no profile has no table; the panes then have an empty one.
 * @param {any} table
 */
function whole(table) {
  return 'nodeOrder' in table ? table : { nodeOrder: [], weights: {}, extensionPoints: [], placedOn: null, ...table };
}

/** @param {string} simulation @param {number} step @returns {Promise<{items: any[]}>} */
export function objectsAfter(simulation, step) {
  return remembered(`${runPath(simulation)}/steps/${step}/objects?limit=5000`);
}

/**
 * The latest attempt at or before a step.
 * @param {Step[]} steps @param {number} step
 */
export function attemptAt(steps, step) {
  for (let index = Math.min(step, steps.length) - 1; index >= 0; index -= 1) {
    if (steps[index].attempt !== undefined) return steps[index].attempt;
  }
  return undefined;
}

/** @param {Store} store @param {() => void} forgotten */
export function startReplaying(store, forgotten) {
  let turn = 0;
  store.watch((state, data) => [data.run, state.step, data.steps.length > state.step], async () => {
    const { run, steps } = store.data;
    const { step } = store.state;
    if (!run || step < 0 || step > run.counts.steps) return;
    turn += 1;
    const mine = turn;
    const attempt = attemptAt(steps, step);
    try {
      const [cluster, table] = await Promise.all([
        clusterAfter(run.id, step),
        attempt === undefined ? null : decisionTable(run.id, attempt, run.counts.nodes ?? 0),
      ]);
      if (mine !== turn) return;
      store.learn({ cluster, table });
      if (step < run.counts.steps) clusterAfter(run.id, step + 1).catch(() => {});
    } catch (error) {
      if (mine !== turn || !(error instanceof Problem)) return;
      if (error.status === 404) forgotten();
      else store.learn({ failure: error.message });
    }
  });
}
