// The rail: a mark a step, as many as there is room for; labels for what people did, and for the current step.

import { h, show } from './dom.js';
import { time } from './format.js';
import { t } from './i18n.js';

/** @typedef {import('./types.js').Step} Step */

const markWidth = 9;
const labelGap = 10;
const labelLetters = 44;
const currentLetters = 100;
/** Of several steps under one mark the most telling gives its kind. */
const telling = ['error', 'unschedulable', 'preempted', 'user', 'gated', 'waiting', 'bound', 'controller', 'kubelet'];
const kindKeys = /** @type {Record<string, import('./i18n.js').Key>} */ ({
  user: 'kindUser', bound: 'kindBound', waiting: 'kindWaiting', unschedulable: 'kindUnschedulable', gated: 'kindGated',
  preempted: 'kindPreempted', controller: 'kindController', kubelet: 'kindKubelet', error: 'kindError',
});

/** @param {HTMLElement} rail @param {Step[]} steps @param {number} count @param {number} current */
export function drawRail(rail, steps, count, current) {
  const width = rail.clientWidth || 600;
  const at = (/** @type {number} */ step) => (count ? Math.max(0, step) / count : 0);
  const percent = (/** @type {number} */ step) => `${at(step) * 100}%`;
  const here = steps[current - 1];
  show(rail,
    h('span', { class: 'rail-line' }),
    h('span', { class: 'rail-done', style: { width: percent(current) } }),
    marked(steps, count, width).map((step) =>
      h('span', { class: `mark ${step.kind}`, style: { left: percent(step.step) }, title: description(step) })),
    labels(steps, here, at, width).map(({ text, start, now }) => h('span', {
      class: now ? 'rail-label now' : 'rail-label', style: { left: `${start}px`, 'max-width': `${width - start}px` },
    }, text)),
    h('span', { class: `mark now ${here?.kind ?? 'start'}`, style: { left: percent(current) } }));
}

/**
 * The steps that get a mark: one for every few pixels.
 * @param {Step[]} steps @param {number} count @param {number} width
 */
function marked(steps, count, width) {
  /** @type {Map<number, Step>} */
  const slots = new Map();
  for (const step of steps) {
    const slot = Math.round((step.step / Math.max(1, count)) * (width / markWidth));
    const other = slots.get(slot);
    if (!other || rank(step) < rank(other)) slots.set(slot, step);
  }
  return [...slots.values()];
}

/**
 * The current step's label, and those of what people did as far as they do not touch: of several things at one time the
 * first.
 * @param {Step[]} steps @param {Step|undefined} here @param {(step: number) => number} at @param {number} width
 */
function labels(steps, here, at, width) {
  const current = here && shorten(`${time(here.at)} · ${here.text}`, currentLetters);
  const placed = current ? [place(current, at(here.step), width, true)] : [];
  let before = /** @type {number|undefined} */ (undefined);
  for (const step of steps) {
    if (step.kind !== 'user' || step.at === before) continue;
    before = step.at;
    if (step === here) continue;
    const text = `${time(step.at)} ${shorten(step.text.replace(/^kubectl /, ''), labelLetters)}`;
    const label = place(text, at(step.step), width, false);
    const free = placed.every(({ start, end }) => label.end + labelGap < start || label.start > end + labelGap);
    if (free) placed.push(label);
  }
  return placed;
}

/**
 * A label over its mark, moved as far as it must to stay on the rail.
 * @param {string} text @param {number} part @param {number} width @param {boolean} now
 */
function place(text, part, width, now) {
  const wide = textWidth(text) * (now ? 1.04 : 1);
  const start = Math.max(0, Math.min(part * width - wide / 2, width - wide));
  return { text, start, end: start + wide, now };
}

/** @param {Step} step */
function description({ step, at, kind, text }) {
  return [step, time(at), kindKeys[kind] ? t(kindKeys[kind]) : kind, text].join(' · ');
}

/** @param {Step} step */
function rank({ kind }) {
  const index = telling.indexOf(kind);
  return index < 0 ? telling.length : index;
}

/** @param {string} text @param {number} letters */
function shorten(text, letters) {
  return text.length > letters ? `${text.slice(0, letters - 1)}…` : text;
}

/**
 * About as wide as 11 px Inter draws it; near enough to keep labels apart.
 * @param {string} text
 */
function textWidth(text) {
  let width = 0;
  for (const letter of text) width += letter > 'ᄀ' ? 11 : 5.5;
  return width;
}
