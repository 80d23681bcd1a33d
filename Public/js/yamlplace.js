// Where an object stands in the scenario's text, and going there.

/** @typedef {import('./store.js').Store} Store */

/**
 * The document of an object: where it begins and ends in the text; null when there is none, as of a controller's Pods.
 * @param {string} text
 * @param {string} kind
 * @param {string} name  `namespace/name` or a plain name
 * @returns {{start: number, end: number}|null}
 */
export function documentOf(text, kind, name) {
  const plain = name.slice(name.indexOf('/') + 1).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const before = '^metadata:\\s*(?:\\{(?:[^\\n]*[,\\s])?|\\n(?: +[^\\n]*\\n)*? +)';
  const named = new RegExp(`${before}name:\\s*["']?${plain}["']?\\s*(?:$|[,}#])`, 'm');
  const kinded = new RegExp(`^kind:\\s*${kind}\\s*$`, 'm');
  let start = 0;
  for (const separator of [...text.matchAll(/^---.*$/gm), null]) {
    const end = separator?.index ?? text.length;
    const body = text.slice(start, end);
    if (kinded.test(body) && named.test(body)) return { start, end };
    start = separator ? end + separator[0].length + 1 : end;
  }
  return null;
}

/**
 * The line (from 1) at which the document of an object begins. Objects in lists and in files of the scenario have none:
 * then the first line that names them, or else the first of all.
 * @param {string} text @param {string} kind @param {string} name
 */
export function lineOf(text, kind, name) {
  const plain = name.slice(name.indexOf('/') + 1);
  const names = (/** @type {string} */ line) => /\bname:/.test(line) && line.split(/[\s{},"']+/).includes(plain);
  const at = documentOf(text, kind, name)?.start ?? -1;
  return at >= 0 ? text.slice(0, at).split('\n').length : Math.max(0, text.split('\n').findIndex(names)) + 1;
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
