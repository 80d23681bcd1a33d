// The few pieces that every pane is made of.

import { h } from './dom.js';

/**
 * A framed part of a side pane.
 * @param {string} title
 * @param {...any} children
 */
export function block(title, ...children) {
  return h('div', { class: 'block' }, h('h3', {}, title), children);
}

/**
 * A button that does `act`. `key` keeps its focus through a new drawing.
 * @param {string} key
 * @param {any} content
 * @param {() => void} act
 * @param {Record<string, any>} [properties]  more attributes
 */
export function button(key, content, act, properties = {}) {
  return h('button', { type: 'button', key, ...properties, on: { click: act } }, content);
}

/**
 * A button that reads as a word in the text.
 * @param {string} key
 * @param {any} content
 * @param {() => void} act
 * @param {Record<string, any>} [properties]
 */
export function link(key, content, act, properties = {}) {
  return button(key, content, act, { class: 'link', ...properties });
}

/**
 * One of a few: buttons in a row, one of them pressed.
 * @param {string} name  for the keys, and in the state
 * @param {string} label
 * @param {readonly (readonly [string, string])[]} options  value and text
 * @param {string} current
 * @param {(value: string) => void} choose
 */
export function choice(name, label, options, current, choose) {
  return h(
    'div',
    { class: 'choice small', role: 'group', 'aria-label': label },
    options.map(([value, text]) =>
      button(`${name}-${value}`, text, () => choose(value), { 'aria-pressed': String(value === current) })),
  );
}

/** @param {string} text  read aloud, not shown */
export function spoken(text) {
  return h('span', { class: 'visually-hidden' }, text);
}

/** @param {string} text  shown, not read aloud */
export function silent(text) {
  return h('span', { 'aria-hidden': 'true' }, text);
}
