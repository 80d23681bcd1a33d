// The order in which a decision table is read: the scored Nodes by total, then the others in the order they fell.

/** @typedef {import('./types.js').DecisionTable} DecisionTable */
/** @typedef {{shown: string[], matching: number, all: number}} Rows */

const shownAtOnce = 60;
const foundAtOnce = 400;

/**
 * How far a Node came: the column of its rejection, or beyond all of them.
 * @param {DecisionTable} table @param {string} node
 */
function reached(table, node) {
  const no = table.rejectedBy?.[node];
  if (!no) return table.notEvaluated?.includes(node) ? -2 : Infinity;
  return no.plugin && table.filterPlugins ? table.filterPlugins.indexOf(no.plugin) : -1;
}

/**
 * All Nodes, best first; rejected ones in the order they fell.
 * @param {DecisionTable} table
 * @returns {string[]}
 */
export function ordered(table) {
  const place = new Map(table.nodeOrder.map((node, index) => [node, index]));
  const key = new Map(table.nodeOrder.map((node) => [node, reached(table, node)]));
  const many = table.nodeOrder.length > shownAtOnce;
  return [...table.nodeOrder].sort((a, b) => {
    const [reachedA, reachedB] = [key.get(a) ?? 0, key.get(b) ?? 0];
    const passed = (reachedB === Infinity ? 1 : 0) - (reachedA === Infinity ? 1 : 0);
    if (passed) return passed;
    const chosen = Number(b === table.placedOn) - Number(a === table.placedOn);
    if (chosen) return chosen;
    const total = (table.total?.[b] ?? 0) - (table.total?.[a] ?? 0);
    if (total) return total;
    if (reachedA !== reachedB) {
      if (reachedA === -2 || reachedB === -2) return reachedB - reachedA;
      // Few rows tell a story from left to right; of many the nearest misses are worth the space.
      return many ? reachedB - reachedA : reachedA - reachedB;
    }
    return (place.get(a) ?? 0) - (place.get(b) ?? 0);
  });
}

/**
 * The rows to draw: all of a small table; of a large one the first, or those whose name contains the text.
 * @param {DecisionTable} table @param {{text: string, all: boolean}} filter @returns {Rows}
 */
export function decisionRows(table, filter) {
  const text = filter.text.trim().toLowerCase();
  const nodes = ordered(table);
  const matching = text ? nodes.filter((node) => node.toLowerCase().includes(text)) : nodes;
  return {
    shown: matching.slice(0, filter.all ? foundAtOnce * 5 : text ? foundAtOnce : shownAtOnce),
    matching: matching.length,
    all: nodes.length,
  };
}
