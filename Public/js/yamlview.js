// Objects as YAML to read, coloured as in the editor.

import { h } from './dom.js';

/** @param {unknown} object */
export function yamlText(object) {
  const { jsyaml } = /** @type {any} */ (globalThis);
  if (!jsyaml) return JSON.stringify(object, null, 2);
  return jsyaml.dump(object, { lineWidth: -1, noRefs: true, quotingType: '"' });
}

/** @param {string} text */
export function yamlView(text) {
  return h('pre', { class: 'manifest', tabindex: '0' }, coloured(text));
}

/**
 * YAML as the editor colours it; plain where CodeMirror is not installed.
 * @param {string} text @returns {(string|HTMLElement)[]}
 */
export function coloured(text) {
  const { CodeMirror } = /** @type {any} */ (globalThis);
  if (!CodeMirror?.runMode) return [text];
  /** @type {(string|HTMLElement)[]} */
  const parts = [];
  CodeMirror.runMode(text, 'yaml', (/** @type {string} */ token, /** @type {string|null} */ style) => {
    parts.push(style ? h('span', { class: style.replace(/(^|\s)/g, '$1cm-') }, token) : token);
  });
  return parts;
}
