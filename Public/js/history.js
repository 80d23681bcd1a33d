// The whole state lives in the browser's history: reload restores it, Back undoes the opening of another scenario.

import { get } from './api.js';
import { revive } from './state.js';

/** @typedef {import('./store.js').Store} Store */

/** @param {import('./types.js').State} state */
function address(state) {
  const { id } = state.scenario;
  return id ? `/#scenario=${encodeURIComponent(id)}` : location.pathname;
}

/** Browsers refuse entries that change more often than about every 50 ms. */
const leastPause = 200;

/**
 * Keeps the history entry up to date.
 * @param {Store} store
 */
export function keepHistory(store) {
  let timer = 0;
  let saved = 0;
  const save = () => {
    clearTimeout(timer);
    timer = 0;
    saved = performance.now();
    try {
      history.replaceState(store.state, '', address(store.state));
    } catch {
      // Too large for the browser's history: a reload then opens the scenario afresh.
    }
  };
  store.watch((state) => [state], () => {
    if (performance.now() - saved > leastPause) save();
    else timer ||= window.setTimeout(save, leastPause);
  });
  store.watch((state) => [state.scenario.id, state.scenario.revision], save);
  addEventListener('popstate', (event) => {
    if (event.state) store.change(revive(event.state));
    else location.reload(); // Somebody wrote another scenario into the address.
  });
  return {
    /** Makes what is shown now the place to which Back returns. */
    leave() {
      save();
      history.pushState(store.state, '', address(store.state));
    },
  };
}

/**
 * Where the page opens: what this tab had before a reload, a share's place, a scenario's address, or nothing.
 * @returns {Promise<{state: import('./types.js').State, savedText: string|null}|null>}
 */
export async function openingState() {
  if (history.state?.scenario) {
    const state = revive(history.state);
    const { id } = state.scenario;
    const saved = id ? await get(`/scenarios/${encodeURIComponent(id)}`).catch(() => null) : null;
    return { state, savedText: saved?.scenario ?? null };
  }
  const slug = /^\/s\/([^/]+)$/.exec(location.pathname)?.[1];
  if (slug) {
    const share = await get(`/shares/${slug}`);
    return {
      state: revive({ scenario: { text: share.scenario }, configuration: share.configuration, step: share.step,
        selection: share.view?.selection, view: share.view?.view }),
      savedText: null,
    };
  }
  const id = new URLSearchParams(location.hash.slice(1)).get('scenario');
  if (!id) return null;
  return scenarioState(id);
}

/**
 * A stored or built-in scenario, before its first step is known.
 * @param {string} id
 */
export async function scenarioState(id) {
  const { scenario, revision, builtIn } = await get(`/scenarios/${encodeURIComponent(id)}`);
  const state = revive({ scenario: { id, text: scenario, revision, builtIn: Boolean(builtIn) } });
  state.step = -1;
  return { state, savedText: scenario };
}
