// Where an object stands in the scenario's text, and going there.

import { placeOf } from './yamlobjects.js';

/** @typedef {import('./store.js').Store} Store */

/**
 * The line (from 1) at which an object begins, or else the first line that names it, or the first of all.
 * @param {string} text @param {string} kind @param {string} name
 */
export function lineOf(text, kind, name) {
  const place = placeOf(text, kind, name);
  if (place) return text.slice(0, place.start).split('\n').length;
  const plain = name.slice(name.indexOf('/') + 1);
  const names = (/** @type {string} */ line) => /\bname:/.test(line) && line.split(/[\s{},"']+/).includes(plain);
  return Math.max(0, text.split('\n').findIndex(names)) + 1;
}

/** @type {(line: number) => void} */
let reveal = () => {};

/** @param {(line: number) => void} how  the editor's way of showing a line */
export function revealWith(how) {
  reveal = how;
}

/** @param {Store} store @param {string} kind @param {string} name */
export function showInYaml(store, kind, name) {
  showLine(store, lineOf(store.state.scenario.text, kind, name));
}

/** @param {Store} store @param {number} line */
export function showLine(store, line) {
  store.changeView({ left: 'yaml', place: 'scenario' });
  requestAnimationFrame(() => reveal(line));
}
