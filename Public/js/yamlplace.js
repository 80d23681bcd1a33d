// Where an object stands in the scenario's text, and going there.

/** @typedef {import('./store.js').Store} Store */

/**
 * The line (from 1) at which the document of this object begins; 1 when it is not in the text, as a controller's Pods are not.
 * @param {string} text @param {string} kind @param {string} name  `namespace/name` or a plain name
 */
export function lineOf(text, kind, name) {
  const plain = name.slice(name.indexOf('/') + 1);
  const escaped = plain.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const named = new RegExp(`^(?:\\s+|metadata:\\s*\\{(?:.*[,\\s])?)name:\\s*["']?${escaped}["']?\\s*(?:$|[,}#])`, 'm');
  const kinded = new RegExp(`^kind:\\s*${kind}\\s*$`, 'm');
  let line = 1;
  for (const document of text.split(/^---.*$/m)) {
    if (kinded.test(document) && named.test(document)) return line + (document.startsWith('\n') ? 1 : 0);
    line += document.split('\n').length - 1;
  }
  return 1;
}

/** @type {(line: number) => void} */
let reveal = () => {};

/** @param {(line: number) => void} how  the editor's way of showing a line */
export function revealWith(how) {
  reveal = how;
}

/** @param {Store} store @param {string} kind @param {string} name */
export function showInYaml(store, kind, name) {
  store.changeView({ left: 'yaml', place: 'scenario' });
  const line = lineOf(store.state.scenario.text, kind, name);
  requestAnimationFrame(() => reveal(line));
}

/** @param {Store} store @param {number} line */
export function showLine(store, line) {
  store.changeView({ left: 'yaml', place: 'scenario' });
  requestAnimationFrame(() => reveal(line));
}
