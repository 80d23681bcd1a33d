// The bar on top: what is open, and what can be done with it.

import { byId, h, show } from './dom.js';
import { currentLanguage, localized, setLanguage, t } from './i18n.js';
import { prefer, preference } from './preferences.js';
import { hasChanges, save, shareLink } from './saving.js';
import { button } from './widgets.js';

/** @typedef {import('./store.js').Store} Store */

/** @param {Store} store */
export function startHeader(store) {
  byId('lessons-button').addEventListener('click', () => store.changeView({
    left: store.state.view.left === 'lessons' ? 'lesson' : 'lessons', place: 'scenario',
  }));
  byId('compare-button').addEventListener('click', () => store.changeView({
    compare: store.state.view.compare ? null : (store.data.run?.configurations ?? []).slice(0, 4), place: 'cluster',
  }));
  byId('share-button').addEventListener('click', () => shareLink(store));
  byId('save-button').addEventListener('click', () => save(store));
  addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== 's') return;
    event.preventDefault();
    save(store);
  });
  startChoices(store);

  store.watch((state, data) => [state.scenario, data.run?.title, data.savedText], () => {
    const { scenario } = store.state;
    const title = localized(store.data.run?.title) || t('untitled');
    byId('title').textContent = title;
    document.title = `${title} · Berth`;
    byId('saved-state').textContent = savedState(store);
  });
  store.watch((state) => [state.view.compare !== null, state.view.left], () => {
    byId('compare-button').setAttribute('aria-pressed', String(store.state.view.compare !== null));
    byId('lessons-button').setAttribute('aria-pressed', String(store.state.view.left === 'lessons'));
  });
  store.watch((_, data) => [data.notice], () => {
    const { notice } = store.data;
    byId('notice').classList.toggle('bad', notice?.bad ?? false);
    show(byId('notice'), notice && noticeParts(store, notice));
  });
}

/**
 * Where the text on the page stands to what the server has.
 * @param {Store} store
 */
function savedState(store) {
  const { id, builtIn, revision } = store.state.scenario;
  if (id === null) return t('unsaved');
  if (hasChanges(store)) return t('edited');
  return builtIn ? t('builtIn') : t('savedRevision', { revision: revision ?? 1 });
}

/** @param {Store} store @param {NonNullable<import('./types.js').Data['notice']>} notice */
function noticeParts(store, { text, link, undo }) {
  const dismiss = () => store.learn({ notice: null });
  return [
    h('span', {}, text),
    link && h('a', { href: link, id: 'shared-link' }, link),
    undo && button('undo', t('undo'), () => { undo(); dismiss(); }, { class: 'small' }),
    h('span', { class: 'grow' }),
    button('dismiss', '✕', dismiss, { class: 'quiet', 'aria-label': t('dismiss') }),
  ];
}

/**
 * Language and colours: this reader's, in no link.
 * @param {Store} store
 */
function startChoices(store) {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const theme = () => preference().theme ?? (system.matches ? 'dark' : 'light');
  const draw = () => {
    document.documentElement.dataset.theme = theme();
    for (const [id, value] of [['theme', theme()], ['language', currentLanguage()]]) {
      for (const button of /** @type {NodeListOf<HTMLElement>} */ (byId(id).querySelectorAll('button'))) {
        button.setAttribute('aria-pressed', String(button.dataset.value === value));
      }
    }
  };
  byId('theme').addEventListener('click', (event) => {
    const value = /** @type {Element} */ (event.target).closest('button')?.dataset.value;
    if (value !== 'light' && value !== 'dark') return;
    prefer({ theme: value });
    draw();
    store.redraw();
  });
  byId('language').addEventListener('click', (event) => {
    const value = /** @type {Element} */ (event.target).closest('button')?.dataset.value;
    if (value !== 'en' && value !== 'ko') return;
    prefer({ language: value });
    setLanguage(value);
    draw();
    store.redraw();
  });
  system.addEventListener('change', draw);
  setLanguage(preference().language ?? (navigator.language.startsWith('ko') ? 'ko' : 'en'));
  draw();
}
