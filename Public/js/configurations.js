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
  const { found, named } = find(text, name);
  if (!found) return null;
  const begins = (/** @type {string} */ line) => (named
    ? /^\s*-/.test(line) && line.includes('name:') && line.includes(name)
    : /^kind:\s*KubeSchedulerConfiguration/.test(line));
  return { yaml: yamlText(found), line: Math.max(0, text.split('\n').findIndex(begins)) + 1 };
}

/**
 * The KubeSchedulerConfiguration of this name as an object; null for kube-scheduler's own default.
 * @param {string} text
 * @param {string} name
 */
export function configurationOf(text, name) {
  return find(text, name).found;
}

/**
 * @param {string} text @param {string} name
 * @returns {{found: any, named: boolean}}
 */
function find(text, name) {
  const { jsyaml } = /** @type {any} */ (globalThis);
  if (!jsyaml) return { found: null, named: false };
  try {
    /** @type {any[]} */
    const documents = jsyaml.loadAll(text).filter(Boolean);
    const scenario = documents.find(({ kind }) => kind === 'Scenario');
    const named = scenario?.spec?.configurations?.find((/** @type {any} */ one) => one.name === name);
    const bare = documents.find(({ kind }) => kind === 'KubeSchedulerConfiguration');
    return { found: named?.configuration ?? (name === 'default' ? bare : null) ?? null, named: Boolean(named) };
  } catch {
    return { found: null, named: false };
  }
}
