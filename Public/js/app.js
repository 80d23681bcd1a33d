// Berth's page: one state, one hub, and panes that know only the hub.

import { Problem, get } from './api.js';
import { startCluster } from './cluster.js';
import { forgetOwners } from './colours.js';
import { startCompare } from './compare.js';
import { startDecision } from './decision.js';
import { startEditor } from './editor.js';
import { startEvents } from './events.js';
import { startHeader } from './header.js';
import { keepHistory, openingState, scenarioState } from './history.js';
import { t } from './i18n.js';
import { startLayout } from './layout.js';
import { startLesson } from './lesson.js';
import { startManifest, startObjects } from './objects.js';
import { startQueue } from './queue.js';
import { startReplaying } from './replay.js';
import { startScheduler } from './scheduler.js';
import { startSimulating } from './simulation.js';
import { initialData, initialState } from './state.js';
import { Store } from './store.js';
import { startTimeline } from './timeline.js';
import { startWhatIf } from './whatif.js';
import { startWhy } from './why.js';

/** @param {unknown} error */
function reason(error) {
  if (error instanceof Problem) return error.status === 0 ? t('offline') : error.message;
  throw error;
}

async function start() {
  const store = new Store(initialState(), initialData());
  startHeader(store);
  startLayout(store);
  get('/scenarios').then(({ items }) => store.learn({ catalogue: items }), () => {});

  let opening = null;
  try {
    opening = await openingState();
  } catch (error) {
    store.learn({ notice: { text: t('notOpened', { why: reason(error) }), bad: true } });
  }
  if (!opening) opening = await firstScenario(store);
  if (opening) {
    // A scenario opened afresh brings no view: what the reader has chosen meanwhile stays.
    const view = opening.state.step < 0 ? store.state.view : opening.state.view;
    store.change({ ...opening.state, view });
    store.learn({ savedText: opening.savedText });
  }

  const history = keepHistory(store);
  /** @param {import('./types.js').State} state @param {string|null} savedText */
  const enter = (state, savedText) => {
    history.leave();
    forgetOwners();
    const view = { ...store.state.view, left: /** @type {const} */ ('lesson'), compare: null, weights: {}, whatIf: null };
    store.change({ ...state, view });
    store.learn({ savedText, notice: null, cluster: null, table: null, run: null });
  };
  startLesson(store, {
    async open(id) {
      try {
        const { state, savedText } = await scenarioState(id);
        enter(state, savedText);
      } catch (error) {
        store.learn({ notice: { text: t('notOpened', { why: reason(error) }), bad: true } });
      }
    },
    openText(text) {
      const state = initialState();
      enter({ ...state, scenario: { ...state.scenario, text }, step: -1 }, null);
      store.changeView({ left: 'yaml' });
    },
  });
  startEditor(store);
  startScheduler(store);
  startObjects(store);
  startCluster(store);
  startDecision(store);
  startCompare(store);
  startWhy(store);
  startWhatIf(store);
  startEvents(store);
  startQueue(store);
  startManifest(store);
  startTimeline(store);
  const simulating = startSimulating(store);
  startReplaying(store, simulating.again);
}

/**
 * A stranger sees a lesson at work: the first one.
 * @param {Store} store
 */
async function firstScenario(store) {
  try {
    const { items } = await get('/scenarios');
    return items.length ? await scenarioState(items[0].id) : null;
  } catch (error) {
    store.learn({ notice: { text: t('notOpened', { why: reason(error) }), bad: true } });
    return null;
  }
}

start();
