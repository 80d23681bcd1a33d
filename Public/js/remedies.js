// What would have let a Pod in, as the engine says it: in words and, where the text can be changed, as an edit of it.

import { allocatable, label, maxSkew, request, tolerate, uncordon, withoutSelector } from './edits.js';
import { podName, quantity, taint } from './format.js';
import { t } from './i18n.js';

/** @typedef {import('./types.js').Remedy} Remedy */
/** @typedef {import('./types.js').RemedyChange} Change */
/** @typedef {import('./edits.js').Edit} Edit */

/**
 * All changes of a remedy in one phrase.
 * @param {Remedy} remedy
 * @param {string} node  the Node it would open
 */
export function remedyText({ changes }, node) {
  return changes.map((change) => changeText(change, node)).join(t('cAnd'));
}

/**
 * All changes of a remedy as one edit of the text: null where one of them cannot be made there.
 * @param {Remedy} remedy
 * @returns {Edit}
 */
export function remedyEdit({ changes }) {
  return (text) => changes.reduce((/** @type {string|null} */ before, change) =>
    before === null ? null : edit(change)?.(before) ?? null, text);
}

/** @param {Change} change @param {string} node */
function changeText(change, node) {
  const { kind, subject, resource, to, by, key, value, topologyKey } = change;
  const pod = subject.kind === 'Pod' ? podName(`${subject.namespace}/${subject.name}`) : '';
  const domain = `${topologyKey}=${value}`;
  switch (kind) {
    case 'tolerate':
      return t('cTolerate', { taint: taint(change.toleration) });
    case 'removeTaint':
      return t('cUntaint', { node, taint: taint(change.taint) });
    case 'uncordon':
      return t('cUncordon', { node });
    case 'dropNodeName':
      return t('cDropNodeName', { name: change.nodeName });
    case 'setNodeName':
      return t('cSetNodeName', { name: change.nodeName });
    case 'labelNode':
      return t('cLabel', { node, label: `${key}=${value}` });
    case 'unlabelNode':
      return t('cUnlabel', { node, key });
    case 'dropNodeSelector':
      return t('cSelector', { label: `${key}: ${value}` });
    case 'dropNodeRequirement':
      return t('cRequirement', {
        requirement: [key, change.operator, (change.values ?? []).join(', ')].filter(Boolean).join(' '),
      });
    case 'dropNodeAffinity':
      return t('cNodeAffinity');
    case 'dropAddedAffinity':
      return t('cAddedAffinity', { profile: subject.name });
    case 'requestLess':
      return t('cAskLess', { resource, amount: quantity(resource, by) });
    case 'free':
      return resource === 'pods' ? t('cFewerPods', { node, n: change.amount })
        : t('cFree', { node, resource, amount: quantity(resource, change.amount) });
    case 'enlarge':
      return resource === 'pods' ? t('cMorePods', { node, n: to })
        : t('cBigger', { resource, amount: quantity(resource, to) });
    case 'dropHostPort':
      return t('cPort', { port: change.port, protocol: change.protocol });
    case 'dropVolume':
      return t('cVolume', { volume: change.volume });
    case 'removePod':
      return t('cRemovePod', { pod });
    case 'raiseMaxSkew':
      return t('cMaxSkew', { key: topologyKey, from: change.from, to });
    case 'softenSpreadConstraint':
      return t('cSoften', { key: topologyKey });
    case 'dropSpreadConstraint':
      return t('cDropSpread', { key: topologyKey });
    case 'overrideDefaultConstraints':
      return t('cOwnSpread', { keys: change.topologyKeys.join(', ') });
    case 'dropPodAffinity':
      return t('cPodAffinity', { pod, term: change.term, key: topologyKey });
    case 'dropPodAntiAffinity':
      return t('cPodAntiAffinity', { pod, term: change.term, key: topologyKey });
    case 'dropAntiAffinityOfOthers':
      return t('cOthersAnti', { domain, n: change.pods });
    case 'emptyDomain':
      return t('cEmptyDomain', { domain, n: change.pods });
    default:
      return change.text ?? kind;
  }
}

/**
 * @param {Change} change
 * @returns {Edit|undefined}
 */
function edit({ kind, subject, patch, resource, key, value, toleration, topologyKey, to }) {
  const amount = patch.length > 0 && typeof patch[0].value === 'string' ? patch[0].value : undefined;
  const pod = `${subject.namespace}/${subject.name}`;
  switch (kind) {
    case 'tolerate':
      return tolerate(pod, toleration);
    case 'uncordon':
      return uncordon(subject.name);
    case 'labelNode':
      return label(subject.name, key, value);
    case 'dropNodeSelector':
      return withoutSelector(pod, key);
    case 'requestLess':
      return amount && patch.length === 1 ? request(pod, resource, amount) : undefined;
    case 'enlarge':
      return amount ? allocatable(subject.name, resource, amount) : undefined;
    case 'raiseMaxSkew':
      return maxSkew(pod, topologyKey, to);
    default:
      return undefined;
  }
}
