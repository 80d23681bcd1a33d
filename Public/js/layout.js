// The four places: tabs, folding, dragging wider, and one place at a time on a phone.

import { byId } from './dom.js';
import { t } from './i18n.js';
import { prefer, preference } from './preferences.js';

/** @typedef {import('./store.js').Store} Store */

/** @param {Store} store */
export function startLayout(store) {
  for (const side of /** @type {const} */ (['left', 'right'])) {
    startTabs(store, side);
    startFolding(side);
  }
  startSplit('left', 'split-left', 1, [220, 720]);
  startSplit('right', 'split-right', -1, [200, 640]);
  startSplit('cluster', 'split-middle', 1, [96, 1200]);
  startPlaceBar(store);
}

/** @param {Store} store @param {'left'|'right'} side */
function startTabs(store, side) {
  const list = /** @type {HTMLElement} */ (document.querySelector(`[data-tabs="${side}"]`));
  const tabs = /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[role=tab]')]);
  const choose = (/** @type {HTMLElement} */ tab) => store.changeView({ [side]: tab.dataset.tab });
  list.addEventListener('click', (event) => {
    const tab = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest('[role=tab]'));
    if (tab) choose(tab);
  });
  list.addEventListener('keydown', (event) => {
    const index = tabs.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (index < 0 || next === undefined) return;
    event.preventDefault();
    const tab = tabs[(next + tabs.length) % tabs.length];
    tab.focus();
    choose(tab);
  });
  store.watch((state) => [state.view[side]], () => {
    const chosen = store.state.view[side] === 'lessons' ? 'lesson' : store.state.view[side];
    for (const tab of tabs) {
      const selected = tab.dataset.tab === chosen;
      tab.setAttribute('aria-selected', String(selected));
      tab.tabIndex = selected ? 0 : -1;
      byId(/** @type {string} */ (tab.getAttribute('aria-controls'))).hidden = !selected;
    }
  });
}

/** @param {'left'|'right'} side */
function startFolding(side) {
  const button = /** @type {HTMLButtonElement} */ (document.querySelector(`[data-fold="${side}"]`));
  const draw = () => {
    const folded = preference().folded?.includes(side) ?? false;
    byId('places').classList.toggle(`${side}-folded`, folded);
    button.setAttribute('aria-expanded', String(!folded));
    button.dataset.tLabel = folded ? 'unfold' : 'fold';
    button.setAttribute('aria-label', t(folded ? 'unfold' : 'fold'));
    button.title = t(folded ? 'unfold' : 'fold');
  };
  button.addEventListener('click', () => {
    const folded = new Set(preference().folded);
    if (!folded.delete(side)) folded.add(side);
    prefer({ folded: [...folded] });
    draw();
  });
  draw();
}

/**
 * @param {'left'|'right'|'cluster'} name  the preference and the custom property that hold the size
 * @param {string} id @param {1|-1} sign  whether a drag to the right or down makes it larger @param {number[]} range
 */
function startSplit(name, id, sign, [least, most]) {
  const split = byId(id);
  const vertical = split.getAttribute('aria-orientation') === 'vertical';
  const place = byId(name);
  const size = () => place.getBoundingClientRect()[vertical ? 'width' : 'height'];
  const set = (/** @type {number} */ pixels) => {
    const clamped = Math.round(Math.min(most, Math.max(least, pixels)));
    byId('places').style.setProperty(`--${name}`, `${clamped}px`);
    split.setAttribute('aria-valuenow', String(clamped));
    prefer({ [name]: clamped });
  };
  split.setAttribute('aria-valuemin', String(least));
  split.setAttribute('aria-valuemax', String(most));
  split.setAttribute('aria-controls', name);
  const preferred = preference()[name];
  if (preferred) set(preferred);
  else split.setAttribute('aria-valuenow', String(Math.round(size())));

  split.addEventListener('pointerdown', (event) => {
    split.setPointerCapture(event.pointerId);
    const from = vertical ? event.clientX : event.clientY;
    const before = size();
    const move = (/** @type {PointerEvent} */ now) =>
      set(before + sign * ((vertical ? now.clientX : now.clientY) - from));
    split.addEventListener('pointermove', move);
    split.addEventListener('lostpointercapture', () => split.removeEventListener('pointermove', move), { once: true });
    event.preventDefault();
  });
  split.addEventListener('keydown', (event) => {
    const [more, less] = vertical ? ['ArrowRight', 'ArrowLeft'] : ['ArrowDown', 'ArrowUp'];
    const by = event.key === more ? sign : event.key === less ? -sign : 0;
    if (by === 0) return;
    event.preventDefault();
    set(size() + by * 16);
  });
}

/** @param {Store} store */
function startPlaceBar(store) {
  const bar = byId('place-bar');
  bar.addEventListener('click', (event) => {
    const place = /** @type {HTMLElement} */ (event.target).dataset.place;
    if (place) store.changeView({ place: /** @type {any} */ (place) });
  });
  store.watch((state) => [state.view.place], () => {
    document.body.dataset.place = store.state.view.place;
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (bar.querySelectorAll('button'))) {
      button.setAttribute('aria-pressed', String(button.dataset.place === store.state.view.place));
    }
  });
}
