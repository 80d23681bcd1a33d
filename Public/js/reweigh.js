// Other weights for an attempt that has been made. Filters and normalized scores know nothing of weights, so totals under
// others are sums over numbers that are already here.

/** @typedef {import('./types.js').DecisionTable} DecisionTable */
/** @typedef {Record<string, number>} Weights  by Score plugin */

export const heaviest = 2 ** 31 - 1;

/**
 * Those of the weights that are others than the table's.
 * @param {DecisionTable} table @param {Weights} weights @returns {Weights}
 */
export function changedWeights(table, weights) {
  return Object.fromEntries(Object.entries(weights).filter(([plugin, weight]) =>
    table.weights[plugin] !== undefined && table.weights[plugin] !== weight));
}

/**
 * The table as it is under other weights: totals, the Nodes at the top and the chosen one. Of several Nodes with the highest
 * total the first one in the order of the Nodes is chosen, as ever.
 * @param {DecisionTable} table @param {Weights} weights @returns {DecisionTable}
 */
export function reweighed(table, weights) {
  const changes = changedWeights(table, weights);
  if (Object.keys(changes).length === 0) return table;
  const all = { ...table.weights, ...changes };
  const { score } = table;
  if (!score) return { ...table, weights: all };
  /** @type {Record<string, Record<string, import('./types.js').Score>>} */
  const scores = {};
  /** @type {Record<string, number>} */
  const total = {};
  for (const [node, cells] of Object.entries(score)) {
    scores[node] = Object.fromEntries(Object.entries(cells).map(([plugin, cell]) =>
      [plugin, { ...cell, weighted: cell.normalized * (all[plugin] ?? 1) }]));
    total[node] = Object.values(scores[node]).reduce((sum, { weighted }) => sum + weighted, 0);
  }
  const highest = Math.max(...Object.values(total));
  const topNodes = (table.feasible ?? []).filter((node) => total[node] === highest);
  const before = table.topNodes?.[0];
  const placedOn = topNodes[0] === undefined || topNodes[0] === before ? table.placedOn : topNodes[0];
  return { ...table, weights: all, score: scores, total, topNodes, placedOn };
}

/**
 * A KubeSchedulerConfiguration with other weights in one of its profiles, and everything else as it is.
 * @param {any} configuration  null for the default one
 * @param {string} schedulerName
 * @param {Weights} weights
 */
export function withWeights(configuration, schedulerName, weights) {
  const fallback = { apiVersion: 'kubescheduler.config.k8s.io/v1', kind: 'KubeSchedulerConfiguration' };
  const copy = structuredClone(configuration ?? fallback);
  if (!copy.profiles?.length) copy.profiles = [{ schedulerName: 'default-scheduler' }];
  const profile = copy.profiles.find((/** @type {any} */ one) =>
    (one.schedulerName ?? 'default-scheduler') === schedulerName);
  if (!profile) return copy;
  const score = { ...profile.plugins?.score };
  const enabled = [...(score.enabled ?? [])];
  for (const [name, weight] of Object.entries(weights)) {
    const index = enabled.findIndex((/** @type {any} */ one) => one.name === name);
    if (index < 0) enabled.push({ name, weight });
    else enabled[index] = { ...enabled[index], weight };
  }
  profile.plugins = { ...profile.plugins, score: { ...score, enabled } };
  return copy;
}
