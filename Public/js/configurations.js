// The scheduler configurations that a scenario's text holds.

import { yamlText } from './yamlview.js';

/**
 * The KubeSchedulerConfiguration of this name, and the line where it begins; null where there is none, or the text is
 * broken just now (its mistakes are listed with the editor).
 * @param {string} text
 * @param {string} name
 * @returns {{yaml: string, line: number}|null}
 */
export function configurationText(text, name) {
  const { jsyaml } = /** @type {any} */ (globalThis);
  if (!jsyaml) return null;
  try {
    /** @type {any[]} */
    const documents = jsyaml.loadAll(text).filter(Boolean);
    const scenario = documents.find(({ kind }) => kind === 'Scenario');
    const named = scenario?.spec?.configurations?.find((/** @type {any} */ one) => one.name === name);
    const bare = documents.find(({ kind }) => kind === 'KubeSchedulerConfiguration');
    const found = named?.configuration ?? (name === 'default' ? bare : null);
    if (!found) return null;
    const begins = (/** @type {string} */ line) => (named
      ? /^\s*-/.test(line) && line.includes('name:') && line.includes(name)
      : /^kind:\s*KubeSchedulerConfiguration/.test(line));
    return { yaml: yamlText(found), line: Math.max(0, text.split('\n').findIndex(begins)) + 1 };
  } catch {
    return null;
  }
}
