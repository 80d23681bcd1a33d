import { Problem, get, post, putScenario } from './api.js';
import { t } from './i18n.js';
import { editToken, keepEditToken } from './preferences.js';
import { sharedView } from './state.js';

/** @typedef {import('./store.js').Store} Store */

/**
 * Whether the text differs from what the server has.
 * @param {Store} store
 */
export function hasChanges(store) {
  return store.data.savedText !== store.state.scenario.text;
}

/**
 * Saves the text: as a new revision where this browser may, as a scenario of its own otherwise.
 * @param {Store} store
 */
export async function save(store) {
  const { scenario } = store.state;
  const token = scenario.id && !scenario.builtIn ? editToken(scenario.id) : undefined;
  try {
    if (scenario.id && token && scenario.revision !== null) {
      const { revision } = await putScenario(scenario.id, scenario.text, scenario.revision, token);
      saved(store, scenario.id, revision, scenario.text);
    } else {
      const { id, revision, editToken: fresh } = await post('/scenarios', { scenario: scenario.text });
      keepEditToken(id, fresh);
      saved(store, id, revision, scenario.text);
    }
  } catch (error) {
    await refused(store, error);
  }
}

/** @param {Store} store @param {string} id @param {number} revision @param {string} text */
function saved(store, id, revision, text) {
  store.change({ scenario: { id, text: store.state.scenario.text, revision, builtIn: false } });
  store.learn({ savedText: text, notice: { text: t('savedAs', { revision }) } });
}

/** @param {Store} store @param {unknown} error */
async function refused(store, error) {
  if (!(error instanceof Problem)) throw error;
  const { scenario } = store.state;
  if (error.status === 412 && scenario.id) {
    // Somebody saved in between: say so, and let the next Save go on from their revision, knowingly.
    const { revision } = await get(`/scenarios/${encodeURIComponent(scenario.id)}`);
    store.change({ scenario: { ...store.state.scenario, revision } });
    store.learn({ notice: { text: t('savedElsewhere', { revision }), bad: true } });
    return;
  }
  store.learn({ notice: { text: t('notSaved', { why: error.message }), bad: true } });
}

/**
 * Makes a link to this very place and copies it.
 * @param {Store} store
 */
export async function shareLink(store) {
  const { scenario, configuration, step } = store.state;
  try {
    const { url } = await post('/shares', {
      scenario: scenario.text, ...(configuration === null ? {} : { configuration }), step,
      view: sharedView(store.state),
    });
    const link = new URL(url, location.href).href;
    const copied = await navigator.clipboard?.writeText(link).then(() => true, () => false);
    store.learn({ notice: { text: copied ? t('linkCopied') : t('linkMade'), link } });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    store.learn({ notice: { text: t('notShared', { why: error.message }), bad: true } });
  }
}
