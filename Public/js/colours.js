// Which colour stands for which plugin and which owner: the same all over the page.

const plugins = ['TaintToleration', 'NodeResourcesBalancedAllocation', 'NodeResourcesFit', 'ImageLocality',
  'NodeAffinity', 'InterPodAffinity', 'PodTopologySpread'];
const pluginColours = 7;
const ownerColours = 8;

/**
 * The class of a Score plugin: its colour from the Okabe–Ito set, hatched grey for what comes after.
 * @param {string} plugin @param {string[]} all  the table's Score plugins
 */
export function pluginClass(plugin, all) {
  const known = plugins.indexOf(plugin);
  if (known >= 0) return `plugin-${known}`;
  const others = all.filter((name) => !plugins.includes(name));
  return `plugin-other-${others.indexOf(plugin) % pluginColours}`;
}

/** @type {Map<string, number>} */
const owners = new Map();

/**
 * The class of an owner's colour: given out in the order of appearance.
 * @param {string} owner
 */
export function ownerClass(owner) {
  let index = owners.get(owner);
  if (index === undefined) {
    index = owners.size % ownerColours;
    owners.set(owner, index);
  }
  return `owner-${index}`;
}

/** Another scenario: the first owner gets the first colour again. */
export function forgetOwners() {
  owners.clear();
}
