// Step in, cluster and decision table out. Answers never change under a run's id, so they are kept.

import { Problem, get, runPath } from './api.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').Step} Step */

const kept = 300;
/** Milliseconds: where a step takes longer, the next one is not fetched ahead. */
const promptly = 300;
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

/**
 * Keeps cluster and table at the step of the state. One step is asked for at a time: a dragged rail skips those
 * between.
 * @param {Store} store
 * @param {() => void} forgotten  called when the server has the run no longer
 */
export function startReplaying(store, forgotten) {
  let loading = false;
  let outdated = false;
  const load = async () => {
    outdated = true;
    if (loading) return;
    loading = true;
    while (outdated) {
      outdated = false;
      await loadStep(store, () => outdated, forgotten);
    }
    loading = false;
  };
  store.watch((state, data) => [data.run, state.step, data.steps.length >= state.step], load);
  store.watch((state, data) => [data.run, state.step, data.cluster], () => {
    const waiting = store.data.run !== null && store.data.cluster?.step !== store.state.step;
    document.body.classList.toggle('waiting', waiting);
  });
}

/**
 * @param {Store} store
 * @param {() => boolean} outdated  whether another step is wanted by now
 * @param {() => void} forgotten
 */
async function loadStep(store, outdated, forgotten) {
  const { run, steps } = store.data;
  const { step } = store.state;
  if (!run || step < 0 || step > run.counts.steps) return;
  const asked = performance.now();
  const attempt = attemptAt(steps, step);
  const nodes = run.counts.nodes ?? store.data.cluster?.nodes.length ?? 0;
  try {
    const [cluster, table] = await Promise.all([
      clusterAfter(run.id, step), attempt === undefined ? null : decisionTable(run.id, attempt, nodes),
    ]);
    if (store.data.run !== run) return;
    store.learn({ cluster, table });
    const quick = performance.now() - asked < promptly;
    if (quick && !outdated() && step < run.counts.steps) clusterAfter(run.id, step + 1).catch(() => {});
  } catch (error) {
    if (store.data.run !== run || !(error instanceof Problem)) return;
    if (error.status === 404) forgotten();
    else store.learn({ failure: error.message });
  }
}
