/** @typedef {import('./types.js').State} State */
/** @typedef {import('./types.js').Data} Data */

/** @returns {State} */
export function initialState() {
  return {
    scenario: { id: null, text: '', revision: null, builtIn: false },
    configuration: null,
    step: 0,
    selection: null,
    view: {
      left: 'lesson', right: 'why', place: 'cluster', resource: 'cpu', nodes: 'auto', scores: 'bars', weights: {},
      compare: null, whatIf: null,
    },
  };
}

/** @returns {Data} */
export function initialData() {
  return {
    run: null, status: 'idle', stale: false, problems: [], failure: null, steps: [], cluster: null, table: null,
    catalogue: [], compared: null, comparison: null, rescoring: null,
    savedText: null, notice: null,
  };
}

/**
 * What a share keeps beside scenario, configuration and step.
 * @param {State} state
 */
export function sharedView(state) {
  return { selection: state.selection, view: state.view };
}

/**
 * A whole state from parts that another browser, or an older page, has written.
 * @param {any} parts
 * @returns {State}
 */
export function revive(parts) {
  const fresh = initialState();
  return {
    scenario: { ...fresh.scenario, ...parts?.scenario },
    configuration: typeof parts?.configuration === 'string' ? parts.configuration : null,
    step: Number.isInteger(parts?.step) && parts.step >= 0 ? parts.step : 0,
    selection: parts?.selection && typeof parts.selection === 'object' ? parts.selection : null,
    view: { ...fresh.view, ...parts?.view },
  };
}
