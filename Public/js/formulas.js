// How a Score plugin's number came about, with this Node's numbers. A formula is shown only when it gives that number.

import { quantity } from './format.js';

/** @typedef {import('./types.js').Detail} Detail */

/**
 * @param {Detail} detail  of kind resourceScore
 * @returns {string|null} an equation such as `(4 − 1.5) × 100 / 4 = 62`
 */
export function resourceFormula({ resource, requested, allocatable, score }) {
  if (!allocatable || requested > allocatable) return null;
  const [asked, all] = [quantity(resource, requested), quantity(resource, allocatable)];
  if (Math.floor(((allocatable - requested) * 100) / allocatable) === score) {
    return `(${all} − ${asked}) × 100 / ${all} = ${score}`;
  }
  if (Math.floor((requested * 100) / allocatable) === score) return `${asked} × 100 / ${all} = ${score}`;
  return null;
}

/**
 * The weighted mean over resources, when it gives `raw`.
 * @param {Detail[]} details  of kind resourceScore
 * @param {number} raw
 */
export function meanFormula(details, raw) {
  const weights = details.reduce((sum, detail) => sum + detail.weight, 0);
  if (details.length < 2 || !weights) return null;
  const sum = details.reduce((total, detail) => total + detail.score * detail.weight, 0);
  if (Math.floor(sum / weights) !== raw && Math.round(sum / weights) !== raw) return null;
  const terms = details.map(({ score, weight }) => (weight === 1 ? `${score}` : `${score} × ${weight}`)).join(' + ');
  return `(${terms}) / ${weights} = ${raw}`;
}
