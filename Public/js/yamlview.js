// Objects as YAML to read, coloured as in the editor.

import { h } from './dom.js';

/** @param {unknown} object */
export function yamlText(object) {
  const { jsyaml } = /** @type {any} */ (globalThis);
  return jsyaml ? jsyaml.dump(object, { lineWidth: -1, noRefs: true, quotingType: '"' }) : JSON.stringify(object, null, 2);
}

/** @param {string} text */
export function yamlView(text) {
  const element = h('pre', { class: 'manifest', tabindex: '0' });
  const { CodeMirror } = /** @type {any} */ (globalThis);
  if (CodeMirror?.runMode) CodeMirror.runMode(text, 'yaml', element);
  else element.textContent = text;
  return element;
}
