// One rail for several runs: which step of another run belongs to a step of the first.

/** @typedef {import('./types.js').Step} Step */

/**
 * Runs of one scenario differ where a decision did; what they share is the count of attempts, and the end.
 * @param {Step[]} first @param {number} step @param {Step[]} other
 * @returns {number} a step of `other`, 0 before its first
 */
export function alignedStep(first, step, other) {
  if (first === other || step <= 0) return Math.min(step, other.length);
  if (step >= first.length) return other.length;
  const attempts = count(first, step);
  const isAttempt = first[step - 1].attempt !== undefined;
  const since = step - lastAttempt(first, step);
  let seen = 0;
  for (let index = 0; index < other.length; index += 1) {
    if (other[index].attempt === undefined) continue;
    seen += 1;
    if (seen === attempts && isAttempt) return index + 1;
    if (seen === attempts + 1) return Math.min(lastAttempt(other, index) + since, index);
  }
  return Math.min(lastAttempt(other, other.length) + since, other.length);
}

/** @param {Step[]} steps @param {number} step */
function count(steps, step) {
  return steps.slice(0, step).filter(({ attempt }) => attempt !== undefined).length;
}

/**
 * The latest step up to `step` that was an attempt; 0 when none was.
 * @param {Step[]} steps
 * @param {number} step
 */
function lastAttempt(steps, step) {
  for (let index = step - 1; index >= 0; index -= 1) if (steps[index].attempt !== undefined) return index + 1;
  return 0;
}
