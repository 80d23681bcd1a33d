// What would have to change for a rejection to hold no longer, in words and, where the text can be changed, as an edit.

import { allocatable, label, request, tolerate, uncordon } from './edits.js';
import { quantity, taint } from './format.js';
import { t } from './i18n.js';

/** @typedef {import('./types.js').Detail} Detail */
/** @typedef {{text: string, edit?: import('./edits.js').Edit}} Remedy */

/**
 * @param {Detail} detail @param {string} pod @param {string} node
 * @returns {Remedy[]}
 */
export function remedies(detail, pod, node) {
  switch (detail.kind) {
    case 'untoleratedTaint':
      return [{ text: t('cTolerate', { taint: taint(detail.taint) }), edit: tolerate(pod, detail.taint) },
        { text: t('cUntaint', { node }) }];
    case 'insufficientResource':
      return room(detail, pod, node);
    case 'tooManyPods':
      return [{ text: t('cFewerPods', { node }) }];
    case 'nodeSelectorMismatch': {
      const without = { text: t('cSelector') };
      if (detail.operator !== 'In' || !detail.values?.length) return [without];
      const [value] = detail.values;
      const text = t('cLabel', { node, label: `${detail.key}=${value}` });
      return [{ text, edit: label(node, detail.key, value) }, without];
    }
    case 'nodeNameMismatch':
      return [{ text: t('cNodeName') }];
    case 'portConflict':
      return [{ text: t('cPort') }];
    case 'unschedulable':
      return [{ text: t('cUncordon', { node }), edit: uncordon(node) }];
    default:
      return [];
  }
}

/**
 * @param {Detail} detail @param {string} pod @param {string} node
 * @returns {Remedy[]}
 */
function room({ resource, requested, used, allocatable: all }, pod, node) {
  const short = requested + used - all;
  const amount = quantity(resource, short);
  const enough = quantity(resource, requested + used);
  const less = request(pod, resource, quantity(resource, requested - short));
  return [
    ...(requested > short ? [{ text: t('cAskLess', { amount, resource }), edit: less }] : []),
    ...(used >= short ? [{ text: t('cFree', { amount, resource, node }) }] : []),
    { text: t('cBigger', { amount: enough, resource }), edit: allocatable(node, resource, enough) },
  ];
}
