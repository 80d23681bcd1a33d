// What `details` say about a cell, in words. Pure: data in, text out.

import { podName, quantity, taint } from './format.js';
import { t } from './i18n.js';

/** @typedef {import('./types.js').DecisionTable} DecisionTable */
/** @typedef {import('./types.js').Detail} Detail */

/**
 * The plugin that rejected a Node, where one did.
 * @param {DecisionTable} table
 * @param {string} node
 */
export function rejection(table, node) {
  return table.rejectedBy?.[node];
}

/**
 * What is known about one cell.
 * @param {DecisionTable} table
 * @param {string} node
 * @param {string|undefined} plugin
 * @returns {Detail[]}
 */
export function detailsOf(table, node, plugin) {
  return (plugin && table.details?.[node]?.[plugin]) || [];
}

/**
 * One detail as a sentence, or null for a kind this page does not know.
 * @param {Detail} detail @param {string} pod @param {string} node
 */
export function sentence(detail, pod, node) {
  const names = { pod: podName(pod), node };
  switch (detail.kind) {
    case 'untoleratedTaint':
      return t('sUntolerated', { ...names, taint: taint(detail.taint) });
    case 'insufficientResource':
      return t('sInsufficient', {
        ...names, resource: detail.resource, requested: quantity(detail.resource, detail.requested),
        allocatable: quantity(detail.resource, detail.allocatable), used: quantity(detail.resource, detail.used),
        free: quantity(detail.resource, Math.max(0, detail.allocatable - detail.used)),
      });
    case 'tooManyPods':
      return t('sTooManyPods', { ...names, used: detail.used, allocatable: detail.allocatable });
    case 'nodeSelectorMismatch': {
      const values = { ...names, key: detail.key, operator: detail.operator, values: (detail.values ?? []).join(', ') };
      return detail.actual === null || detail.actual === undefined ? t('sSelectorMissing', values) :
        t('sSelector', { ...values, actual: detail.actual });
    }
    case 'nodeNameMismatch':
      return t('sNodeName', { ...names, expected: detail.expected });
    case 'portConflict':
      return t('sPort', { ...names, port: detail.port, protocol: detail.protocol });
    case 'unschedulable':
      return t('sCordoned', names);
    case 'resourceScore':
      return t('sResourceScore', {
        resource: detail.resource, requested: quantity(detail.resource, detail.requested),
        allocatable: quantity(detail.resource, detail.allocatable), score: detail.score, weight: detail.weight,
      });
    case 'balance':
      return t('sBalance', {
        fractions: Object.entries(detail.fractions).map(([name, part]) => `${name} ${part}`).join(', '),
        deviation: detail.standardDeviation,
      });
    case 'imageScore':
      return t('sImage', { image: detail.image, size: quantity('memory', detail.sizeBytes), n: detail.nodesWithImage });
    case 'preferredTerm':
      return t('sPreferred', { term: detail.term, weight: detail.weight });
    case 'untoleratedPreferred':
      return t('sUntoleratedPreferred', { taint: taint(detail.taint) });
    case 'topologySkew':
      return t('sSkew', { ...names, ...numbers(detail) });
    case 'topologySpread':
      return t('sSpread', numbers(detail));
    case 'podAffinityUnmet':
      return t(detail.value === null ? 'sAffinityNoKey' : 'sAffinityUnmet', { ...names, ...numbers(detail) });
    case 'podAntiAffinityConflict':
      return t('sAntiAffinity', { ...names, ...numbers(detail) });
    case 'existingAntiAffinityConflict':
      return t('sExistingAnti', { ...names, ...numbers(detail) });
    case 'podAffinityScore':
      return t('sAffinityScore', numbers(detail));
    case 'text':
      return detail.text;
    default:
      return null;
  }
}

/**
 * A detail's own fields as they stand.
 * @param {Detail} detail @returns {Record<string, string|number>}
 */
function numbers({ kind: _, ...fields }) {
  return fields;
}

/**
 * What a table's cell says beside the reason: the taint's name, what is asked and what is free.
 * @param {Detail} detail
 */
export function brief(detail) {
  switch (detail.kind) {
    case 'untoleratedTaint':
      return taint(detail.taint);
    case 'insufficientResource':
      return t('asksFree', {
        asks: quantity(detail.resource, detail.requested),
        free: quantity(detail.resource, Math.max(0, detail.allocatable - detail.used)),
      });
    case 'tooManyPods':
      return `${detail.used} / ${detail.allocatable}`;
    case 'nodeSelectorMismatch':
      return [detail.key, detail.operator, (detail.values ?? []).join(', ')].filter(Boolean).join(' ');
    case 'nodeNameMismatch':
      return detail.expected;
    case 'portConflict':
      return `${detail.port}/${detail.protocol}`;
    case 'topologySkew':
    case 'podAntiAffinityConflict':
    case 'existingAntiAffinityConflict':
      return `${detail.key}=${detail.value}`;
    case 'podAffinityUnmet':
      return detail.value === null ? detail.key : `${detail.key}=${detail.value}`;
    case 'text':
      return detail.text;
    default:
      return null;
  }
}

/**
 * The whole attempt in one sentence.
 * @param {DecisionTable} table
 */
export function attemptSentence(table) {
  const pod = podName(table.pod);
  const all = table.nodeOrder.length;
  const feasible = table.feasible?.length ?? 0;
  if (table.error) return t('sError', { pod });
  if (table.profile === null) return t('sNoProfile', { pod });
  if (table.skipped) return t('sSkipped', { pod });
  if (table.preEnqueue && Object.keys(table.preEnqueue).length && !table.placedOn) return t('sGated', { pod });
  if (table.placedOn) {
    const node = table.placedOn;
    if (!table.total) return feasible === 1 ? t('sPlacedOnly', { pod, node, all }) : t('sPlacedFew', { pod, node });
    const total = table.total[node];
    const ties = table.topNodes?.length ?? 1;
    return ties > 1 ? t('sPlacedTie', { pod, node, ties, total })
      : t('sPlacedScore', { pod, node, feasible, all, total });
  }
  if (!all) return t('sNoNodes', { pod });
  if (table.nominatedNode) return t('sNominated', { pod, node: table.nominatedNode, n: table.victims?.length ?? 0 });
  return t('sUnschedulable', { pod, all });
}

/**
 * One Node's part in the attempt, in one sentence.
 * @param {DecisionTable} table
 * @param {string} node
 */
export function nodeSentences(table, node) {
  const no = rejection(table, node);
  if (no) {
    const said = detailsOf(table, node, no.plugin).flatMap((detail) => sentence(detail, table.pod, node) ?? []);
    const reasons = (no.reasons ?? [no.code]).join(', ');
    return said.length ? said : [t('sReasonOnly', { plugin: no.plugin ?? 'PreFilter', node, reasons })];
  }
  if (table.notEvaluated?.includes(node)) return [t('sNotEvaluated', { node })];
  const total = table.total?.[node];
  if (!table.total || total === undefined) {
    return [t(node === table.placedOn && table.feasible?.length === 1 ? 'sNodeOnly' : 'sNodePassed', { node })];
  }
  const winner = table.placedOn ?? '';
  if (node === winner) {
    const ties = table.topNodes?.length ?? 1;
    return [ties > 1 ? t('sPlacedTie', { pod: podName(table.pod), node, ties, total })
      : t('sNodeChosen', { node, feasible: table.feasible?.length ?? 0 })];
  }
  const behind = (table.total[winner] ?? 0) - total;
  return [behind === 0 ? t('sNodeTie', { node, winner }) : t('sNodeBehind', { node, winner, total, behind })];
}
