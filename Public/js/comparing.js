// Fetches what a comparison shows: the outcomes, and every column's cluster and table at the step of the rail.

import { alignedStep } from './align.js';
import { Problem, get, pages, post, runPath } from './api.js';
import { attemptAt, clusterAfter, decisionTable } from './replay.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').ComparedRun} ComparedRun */
/** @typedef {import('./types.js').Comparison} Comparison */

/** @param {Store} store */
export function startComparing(store) {
  let comparing = 0;
  store.watch((state, data) => [state.view.compare, state.view.whatIf, data.run], async () => {
    comparing += 1;
    const mine = comparing;
    const names = store.state.view.compare;
    if (!names || !store.data.run || names.length < 2) return store.learn({ comparison: null, compared: null });
    try {
      const found = await compareRuns(store.state.scenario.text, names, store.state.view.whatIf);
      if (mine === comparing) store.learn(found);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // Mistakes in the text are listed with the editor already; anything else is said here.
      if (mine === comparing && !error.causes.length) store.learn({ notice: { text: error.message, bad: true } });
    }
  });

  let aligning = false;
  let outdated = false;
  store.watch((state, data) => [data.comparison, state.step, data.steps], async () => {
    outdated = true;
    if (aligning) return;
    aligning = true;
    while (outdated) {
      outdated = false;
      const { comparison, compared } = store.data;
      const next = compared && await Promise.all(compared.map((one) => aligned(store, one))).catch(() => null);
      if (next && comparison === store.data.comparison) store.learn({ compared: next });
    }
    aligning = false;
  });
}

/**
 * The outcomes of the chosen configurations, with each one's steps.
 * @param {string} scenario
 * @param {string[]} names
 * @param {import('./types.js').View['whatIf']} whatIf
 */
async function compareRuns(scenario, names, whatIf) {
  const configurations = names.map((name) =>
    (name === whatIf?.name ? whatIf.configuration : name === 'default' ? null : name));
  /** @type {Comparison} */
  const comparison = await post('/comparisons', { scenario, configurations });
  const compared = await Promise.all(comparison.configurations.map(async ({ simulation, metrics }, index) => {
    const run = await get(runPath(simulation));
    /** @type {import('./types.js').Step[]} */
    const steps = run.steps;
    await pages(`${runPath(simulation)}/steps`, run.continue?.steps, (items) => steps.push(...items));
    return { name: names[index], steps, step: 0, cluster: null, table: null, metrics, simulation };
  }));
  return { comparison, compared };
}

/**
 * A column at the step that belongs to the rail's.
 * @param {Store} store
 * @param {ComparedRun} one
 * @returns {Promise<ComparedRun>}
 */
async function aligned(store, one) {
  const step = alignedStep(store.data.steps, store.state.step, one.steps);
  const attempt = attemptAt(one.steps, step);
  const nodes = store.data.run?.counts.nodes ?? store.data.cluster?.nodes.length ?? 0;
  const [cluster, table] = await Promise.all([
    clusterAfter(one.simulation, step),
    attempt === undefined ? null : decisionTable(one.simulation, attempt, nodes),
  ]);
  return { ...one, step, cluster, table };
}
