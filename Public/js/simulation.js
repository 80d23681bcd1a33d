// Text in, run out: simulates what the editor holds, a moment after the last keystroke. The last good run stays.

import { Problem, pages, post, runPath } from './api.js';
import { t } from './i18n.js';

/** @typedef {import('./store.js').Store} Store */

const pause = 400;

/** @param {Store} store */
export function startSimulating(store) {
  /** @type {AbortController|null} */
  let flight = null;
  let timer = 0;
  let shownText = '';

  async function run() {
    flight?.abort();
    const mine = new AbortController();
    flight = mine;
    const { scenario, configuration } = store.state;
    store.learn({ status: 'running' });
    try {
      const body = { scenario: scenario.text, ...(configuration === null ? {} : { configuration }) };
      /** @type {import('./types.js').Run} */
      const run = await post('/simulations', body, mine.signal);
      if (mine.signal.aborted) return;
      shownText = scenario.text;
      store.learn({ run, steps: run.steps, status: 'idle', stale: false, problems: [], failure: null });
      const step = store.state.step < 0 ? opening(run.steps) : Math.min(store.state.step, run.counts.steps);
      if (step !== store.state.step) store.change({ step });
      await pages(`${runPath(run.id)}/steps`, run.continue?.steps,
        (items) => store.learn({ steps: [...store.data.steps, ...items] }), mine.signal);
    } catch (error) {
      if (mine.signal.aborted) return;
      if (!(error instanceof Problem)) throw error;
      if (error.status === 503) timer = window.setTimeout(run, 1000 * (error.retryAfter || 1));
      store.learn({
        status: 'failed', stale: true, problems: error.causes,
        failure: error.causes.length ? null : failureText(error),
      });
    }
  }

  let known = { text: '', configuration: /** @type {string|null} */ (null) };
  store.watch((state) => [state.scenario.text, state.configuration, state.step < 0], () => {
    const { scenario, configuration } = store.state;
    const same = scenario.text === known.text && configuration === known.configuration;
    if (scenario.text === '' || (same && store.state.step >= 0)) return;
    const opened = store.state.step < 0 && store.data.status !== 'failed';
    const typed = known.text !== '' && scenario.text !== known.text && !opened;
    known = { text: scenario.text, configuration };
    clearTimeout(timer);
    store.learn({ stale: store.data.run !== null && scenario.text !== shownText });
    if (typed) timer = window.setTimeout(run, pause);
    else run();
  });

  return {
    /** The server has forgotten the run: simulate again. */
    again() {
      clearTimeout(timer);
      timer = window.setTimeout(run, 0);
    },
  };
}

/**
 * The step at which a scenario opens: its first attempt.
 * @param {import('./types.js').Step[]} steps
 */
function opening(steps) {
  return steps.find((step) => step.attempt !== undefined)?.step ?? Math.min(1, steps.length);
}

/** @param {Problem} problem */
function failureText(problem) {
  if (problem.status === 0) return t('offline');
  if (problem.status === 503) return t('busy');
  return problem.message;
}
