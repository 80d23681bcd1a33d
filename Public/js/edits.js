// Small changes to the scenario's text that keep everything else as its author wrote it: comments, order, spacing.
// Each gives the new text, or null where it cannot be sure (an object that a controller made, an unusual layout).

import { objectAt, placeOf, withObject } from './yamlobjects.js';

/** @typedef {(text: string) => string|null} Edit */

/**
 * @param {string} kind @param {string} name
 * @param {(document: string) => string|null} change
 * @returns {Edit}
 */
function inDocument(kind, name, change) {
  return (text) => {
    const place = placeOf(text, kind, name);
    const changed = place && change(objectAt(text, place));
    return place && changed !== null ? withObject(text, place, changed) : null;
  };
}

/**
 * The first of several replacements whose pattern is there.
 * @param {string} document
 * @param {[RegExp, (match: RegExpExecArray) => string][]} ways
 */
function firstOf(document, ways) {
  for (const [pattern, replacement] of ways) {
    const match = pattern.exec(document);
    if (!match) continue;
    return document.slice(0, match.index) + replacement(match) + document.slice(match.index + match[0].length);
  }
  return null;
}

/**
 * A scalar that YAML reads as this very string.
 * @param {string} value
 */
function scalar(value) {
  const plain = /^[A-Za-z][\w./-]*$/.test(value) && !/^(true|false|yes|no|on|off|null|y|n)$/i.test(value);
  return plain ? value : JSON.stringify(value);
}

/**
 * Gives a Pod a toleration for a taint.
 * @param {string} pod
 * @param {{key: string, value?: string, effect: string}} taint  or a toleration; without a value every one is tolerated
 */
export function tolerate(pod, { key, value, effect }) {
  const matches = value ? `operator: Equal, value: ${scalar(value)}` : 'operator: Exists';
  const one = `{key: ${scalar(key)}, ${matches}, effect: ${effect}}`;
  return inDocument('Pod', pod, (document) => firstOf(document, [
    [/^( +tolerations:\s*\[)(\s*)(\]?)/m, ([, open, space, close]) => `${open}${space}${one}${close || ', '}`],
    [/^( +)tolerations:[ \t]*\n( *)- /m, ([all, indent, inner]) =>
      `${indent}tolerations:\n${inner}- ${one}${all.slice(all.lastIndexOf(`\n${inner}- `))}`],
    [/^spec:[ \t]*\n( +)/m, ([, indent]) => `spec:\n${indent}tolerations:\n${indent}- ${one}\n${indent}`],
    [/^spec:\s*\{/m, ([open]) => `${open}tolerations: [${one}], `],
  ]));
}

/**
 * Gives a Node a label.
 * @param {string} node @param {string} key @param {string} value
 */
export function label(node, key, value) {
  const pair = `${scalar(key)}: ${scalar(value)}`;
  const old = new RegExp(`([{,\\s])${escaped(key)}:\\s*["']?[^,}\\s"']+["']?`);
  return inDocument('Node', node, (document) => firstOf(document, [
    [old, ([, before]) => `${before}${pair}`],
    [/(^ +|[{,]\s*)labels:\s*\{\s*/m, ([open]) => `${open}${pair}, `],
    [/^( +)labels:[ \t]*\n( +)/m, ([, indent, inner]) => `${indent}labels:\n${inner}${pair}\n${inner}`],
    [/^metadata:\s*\{([^\n]*)\}[ \t]*$/m, ([, rest]) => `metadata: {${rest}, labels: {${pair}}}`],
    [/^metadata:[ \t]*\n( +)/m, ([, indent]) => `metadata:\n${indent}labels: {${pair}}\n${indent}`],
  ]));
}

/**
 * Makes a Node schedulable again.
 * @param {string} node
 */
export function uncordon(node) {
  return inDocument('Node', node, (document) =>
    firstOf(document, [[/\bunschedulable:\s*true\b/, () => 'unschedulable: false']]));
}

/**
 * Changes what a Pod's only container requests.
 * @param {string} pod @param {string} resource @param {string} quantity
 */
export function request(pod, resource, quantity) {
  return inDocument('Pod', pod, (document) => {
    const requests = [...document.matchAll(/\brequests:(?:\s*\{[^}]*\}|[ \t]*\n(?:[ \t]+[^\n]*\n?)+)/g)];
    if (requests.length !== 1 || /\blimits:/.test(document)) return null;
    const changed = replaceAmount(requests[0][0], resource, quantity);
    return changed === null ? null : document.replace(requests[0][0], () => changed);
  });
}

/**
 * Changes how much of a resource a Node has.
 * @param {string} node @param {string} resource @param {string} quantity
 */
export function allocatable(node, resource, quantity) {
  return inDocument('Node', node, (document) => {
    const at = document.search(/^status:/m);
    const changed = at < 0 ? null : replaceAmount(document.slice(at), resource, quantity);
    return changed === null ? null : document.slice(0, at) + changed;
  });
}

/**
 * Takes an entry off a Pod's nodeSelector.
 * @param {string} pod @param {string} key
 */
export function withoutSelector(pod, key) {
  const entry = `["']?${escaped(key)}["']?:[ \\t]*(?:"[^"\\n]*"|'[^'\\n]*'|[^,}\\s]+)`;
  return inDocument('Pod', pod, (document) => firstOf(document, [
    [new RegExp(`(\\bnodeSelector:\\s*\\{(?:[^}\\n]*,)?\\s*)${entry}(,\\s*|(?=\\s*\\}))`), ([, before]) => before],
    [new RegExp(`(^( *)nodeSelector:[ \\t]*\\n(?:\\2 +[^\\n]*\\n)*?)\\2 +${entry}[ \\t]*(?:#[^\\n]*)?(?:\\n|$)`, 'm'),
      ([, before]) => before],
  ]));
}

/**
 * Changes the `maxSkew` of a Pod's only topology spread constraint.
 * @param {string} pod @param {string} topologyKey @param {number} skew
 */
export function maxSkew(pod, topologyKey, skew) {
  return inDocument('Pod', pod, (document) => {
    const isOnly = [...document.matchAll(/\btopologyKey:/g)].length === 1 && document.includes(topologyKey);
    return isOnly ? firstOf(document, [[/\bmaxSkew:\s*\d+/, () => `maxSkew: ${skew}`]]) : null;
  });
}

/** @param {string} text  as a part of a regular expression that matches just this */
function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** @param {string} part @param {string} resource @param {string} quantity */
function replaceAmount(part, resource, quantity) {
  const name = escaped(resource);
  const changed = part.replace(new RegExp(`([{,\\s]["']?${name}["']?:\\s*)(?:"[^"]*"|'[^']*'|[^,}\\s]+)`, 'g'),
    (_, before) => `${before}${/^\d+$/.test(quantity) ? `"${quantity}"` : quantity}`);
  return changed === part ? null : changed;
}

/**
 * Adds a scheduler configuration under a name to compare it by; makes a Scenario document where the text has none.
 * @param {string} name
 * @param {string} profile  the YAML of one profile, from column 0
 * @returns {Edit}
 */
export function addConfiguration(name, profile) {
  const [first, ...rest] = profile.trimEnd().split('\n');
  const entry = (/** @type {string} */ indent) => [
    `- name: ${name}`,
    '  configuration:',
    '    apiVersion: kubescheduler.config.k8s.io/v1',
    '    kind: KubeSchedulerConfiguration',
    '    profiles:',
    `    - ${first}`,
    ...rest.map((line) => `      ${line}`),
  ].map((line) => indent + line).join('\n');
  return (text) => {
    const scenario = /^kind:\s*Scenario\s*$/m.exec(text);
    if (!scenario) {
      return ['apiVersion: berth.dev/v1', 'kind: Scenario', 'metadata: {name: scenario}', 'spec:', '  configurations:',
        entry('  '), '---', text].join('\n');
    }
    const start = text.lastIndexOf('\n---', scenario.index) + 1;
    const after = text.indexOf('\n---', scenario.index);
    const end = after < 0 ? text.length : after + 1;
    const changed = firstOf(text.slice(start, end), [
      [/^( +)configurations:[ \t]*\n( *)(?=- )/m,
        ([, indent, inner]) => `${indent}configurations:\n${entry(inner)}\n${inner}`],
      [/^spec:[ \t]*\n( +)/m, ([, indent]) => `spec:\n${indent}configurations:\n${entry(indent)}\n${indent}`],
      [/^metadata:.*\n(?: +.*\n)*/m, ([all]) => `${all}spec:\n  configurations:\n${entry('  ')}\n`],
    ]);
    return changed === null ? null : text.slice(0, start) + changed + text.slice(end);
  };
}
