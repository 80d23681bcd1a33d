/** @typedef {import('./types.js').State} State */
/** @typedef {import('./types.js').Data} Data */
/** @typedef {import('./types.js').View} View */

/**
 * The event hub of the page. Panes read `state` and `data`, change them only through `change`, `changeView` and
 * `learn`, and are told once a turn, however many changes the turn brought. No pane knows another.
 */
export class Store {
  /** @param {State} state @param {Data} data */
  constructor(state, data) {
    this.state = state;
    this.data = data;
    /** @type {{pick: (state: State, data: Data) => unknown[], last: unknown[], listener: () => void}[]} */
    this.watchers = [];
    this.scheduled = false;
  }

  /**
   * Calls `listener` now, and again whenever one of the picked values is another one.
   * @param {(state: State, data: Data) => unknown[]} pick
   * @param {() => void} listener
   */
  watch(pick, listener) {
    this.watchers.push({ pick, last: pick(this.state, this.data), listener });
    listener();
  }

  /** @param {Partial<State>} patch */
  change(patch) {
    this.state = { ...this.state, ...patch };
    this.#schedule();
  }

  /** @param {Partial<View>} patch */
  changeView(patch) {
    this.change({ view: { ...this.state.view, ...patch } });
  }

  /** @param {Partial<Data>} patch */
  learn(patch) {
    this.data = { ...this.data, ...patch };
    this.#schedule();
  }

  /** Tells everybody, changed or not: the language is another one. */
  redraw() {
    for (const watcher of this.watchers) watcher.listener();
  }

  #schedule() {
    if (this.scheduled) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      for (const watcher of this.watchers) {
        const next = watcher.pick(this.state, this.data);
        if (next.every((value, index) => Object.is(value, watcher.last[index]))) continue;
        watcher.last = next;
        watcher.listener();
      }
    });
  }
}
