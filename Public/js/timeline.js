// Time: a rail with a mark a step; buttons, keys and dragging move along it.

import { byId, h, show, takesText } from './dom.js';
import { time } from './format.js';
import { t } from './i18n.js';
import { drawRail } from './rail.js';
import { silent } from './widgets.js';

/** @typedef {import('./store.js').Store} Store */

const speeds = [1, 2, 4];

/** @param {Store} store */
export function startTimeline(store) {
  const rail = byId('rail');
  let speed = 1;
  let timer = 0;

  const last = () => store.data.run?.counts.steps ?? 0;
  const go = (/** @type {number} */ step) => {
    if (!store.data.run) return;
    store.change({ step: Math.min(last(), Math.max(0, step)) });
  };
  const playing = () => timer !== 0;
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    drawPlay();
  };
  const play = () => {
    if (store.state.step >= last()) go(0);
    timer = window.setInterval(() => {
      if (store.state.step >= last()) stop();
      else go(store.state.step + 1);
    }, 1000 / speed);
    drawPlay();
  };
  const toggle = () => (playing() ? stop() : play());
  const drawPlay = () => show(byId('play'),
    silent(playing() ? '❚❚' : '▶'), h('span', {}, t(playing() ? 'pause' : 'play')));
  const drawSpeed = () => {
    byId('speed').textContent = `×${speed}`;
    byId('speed').setAttribute('aria-label', `${t('speed')} ×${speed}`);
  };

  const moves = /** @type {Record<string, () => void>} */ ({
    first: () => go(0), back: () => go(store.state.step - 1), forward: () => go(store.state.step + 1),
    last: () => go(last()),
  });
  for (const [id, move] of Object.entries(moves)) byId(id).addEventListener('click', () => { stop(); move(); });
  byId('play').addEventListener('click', toggle);
  byId('speed').addEventListener('click', () => {
    speed = speeds[(speeds.indexOf(speed) + 1) % speeds.length];
    drawSpeed();
    if (playing()) { stop(); play(); }
  });

  const keys = /** @type {Record<string, () => void>} */ ({
    ArrowLeft: moves.back, ArrowRight: moves.forward, Home: moves.first, End: moves.last,
    PageUp: () => go(store.state.step - 10), PageDown: () => go(store.state.step + 10),
  });
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || takesText(event.target)) return;
    const pressable = event.target instanceof Element && event.target.closest('button, a, summary, [role=tab]');
    if (event.key === ' ' && !pressable) toggle();
    else if (keys[event.key] && !(event.key.startsWith('Page') && event.target !== rail)) { stop(); keys[event.key](); }
    else return;
    event.preventDefault();
  });

  const scrub = (/** @type {PointerEvent} */ event) => {
    const box = rail.getBoundingClientRect();
    go(Math.round(((event.clientX - box.left) / box.width) * last()));
  };
  rail.addEventListener('pointerdown', (event) => {
    stop();
    rail.setPointerCapture(event.pointerId);
    scrub(event);
    rail.addEventListener('pointermove', scrub);
    rail.addEventListener('lostpointercapture', () => rail.removeEventListener('pointermove', scrub), { once: true });
  });

  const draw = () => {
    const { step } = store.state;
    const here = store.data.steps[step - 1];
    drawRail(rail, store.data.steps, last(), step);
    const text = here ? `${time(here.at)} · ${here.text}` : t('start');
    byId('step-of').textContent = t('stepOf', { step: Math.max(0, step), n: last() });
    rail.title = t('keys');
    rail.setAttribute('aria-valuemax', String(last()));
    rail.setAttribute('aria-valuenow', String(Math.max(0, step)));
    rail.setAttribute('aria-valuetext', `${t('stepOf', { step: Math.max(0, step), n: last() })}: ${text}`);
    if (store.data.run && step >= 0) byId('announce').textContent = text;
    for (const id of ['first', 'back']) /** @type {HTMLButtonElement} */ (byId(id)).disabled = step <= 0;
    for (const id of ['forward', 'last']) /** @type {HTMLButtonElement} */ (byId(id)).disabled = step >= last();
    drawPlay();
    drawSpeed();
  };
  store.watch((state, data) => [state.step, data.steps, data.run], draw);
  store.watch((_, data) => [data.run], () => { if (playing()) stop(); });
  new ResizeObserver(draw).observe(rail);
}
