// Time: a rail with a mark a step; buttons, keys and dragging move along it.

import { byId, h, show, takesText } from './dom.js';
import { time } from './format.js';
import { t } from './i18n.js';
import { silent } from './widgets.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').Step} Step */

const markWidth = 9;
const speeds = [1, 2, 4];
/** Of several steps under one mark the most telling gives its kind. */
const telling = ['error', 'unschedulable', 'preempted', 'user', 'gated', 'bound', 'controller', 'kubelet'];
const kindKeys = /** @type {Record<string, import('./i18n.js').Key>} */ ({
  user: 'kindUser', bound: 'kindBound', unschedulable: 'kindUnschedulable', gated: 'kindGated',
  preempted: 'kindPreempted', controller: 'kindController', kubelet: 'kindKubelet', error: 'kindError',
});

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

/** @param {HTMLElement} rail @param {Step[]} steps @param {number} count @param {number} current */
function drawRail(rail, steps, count, current) {
  const width = rail.clientWidth || 600;
  const at = (/** @type {number} */ step) => (count ? (step / count) * 100 : 0);
  /** @type {Map<number, Step>} */
  const marks = new Map();
  for (const step of steps) {
    const slot = Math.round((step.step / Math.max(1, count)) * (width / markWidth));
    const other = marks.get(slot);
    if (!other || rank(step) < rank(other)) marks.set(slot, step);
  }
  let labelledUntil = -Infinity;
  const here = steps[current - 1];
  const hereAt = (at(current) / 100) * width;
  const hereHalf = here ? textWidth(`${time(here.at)} · ${here.text}`) / 2 : 0;
  show(rail,
    h('span', { class: 'rail-line' }),
    h('span', { class: 'rail-done', style: { width: `${at(Math.max(0, current))}%` } }),
    [...marks.values()].map((step) => {
      const x = (at(step.step) / 100) * width;
      const wide = textWidth(label(step));
      const start = Math.min(Math.max(0, x - wide / 2), width - wide);
      const free = start > labelledUntil && (start + wide < hereAt - hereHalf - 8 || start > hereAt + hereHalf + 8);
      const labelled = step.kind === 'user' && step.step !== current && free;
      if (labelled) labelledUntil = start + wide + 8;
      return [
        h('span', {
          class: `mark ${step.kind}${step.step === current ? ' now' : ''}`, style: { left: `${at(step.step)}%` },
          title: [step.step, time(step.at), kindKeys[step.kind] ? t(kindKeys[step.kind]) : step.kind, step.text]
            .join(' · '),
        }),
        labelled && h('span', { class: 'rail-label', style: { left: `${start}px` } }, label(step)),
      ];
    }),
    here && h('span', {
      class: 'rail-label now',
      style: { left: `${Math.min(Math.max(0, hereAt - hereHalf), Math.max(0, width - 2 * hereHalf))}px`,
        'max-width': `${width}px` },
    }, `${time(here.at)} · ${here.text}`),
    h('span', { class: `mark now ${here?.kind ?? 'start'}`, style: { left: `${at(Math.max(0, current))}%` } }));
}

/** @param {Step} step */
function rank(step) {
  const index = telling.indexOf(step.kind);
  return index < 0 ? telling.length : index;
}

/** @param {Step} step */
function label(step) {
  const text = step.text.replace(/^kubectl /, '');
  return `${time(step.at)} ${text.length > 44 ? `${text.slice(0, 43)}…` : text}`;
}

/**
 * About as wide as 11 px Inter draws it; near enough to keep labels apart.
 * @param {string} text
 */
function textWidth(text) {
  let width = 0;
  for (const letter of text) width += letter > 'ᄀ' ? 11 : 5.9;
  return width;
}
