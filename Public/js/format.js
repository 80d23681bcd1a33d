// Amounts, times and names as people write them.

/** @param {number} number @param {number} [digits] */
function trim(number, digits = 2) {
  return String(Number(number.toFixed(digits)));
}

const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];

/**
 * Whether amounts of this resource are bytes.
 * @param {string} resource
 */
function isBytes(resource) {
  return resource === 'memory' || resource.endsWith('storage') || resource.startsWith('hugepages-');
}

/**
 * An amount of a resource as a quantity: `500m`, `1.5`, `2Gi`.
 * @param {string} resource @param {number} amount
 */
export function quantity(resource, amount) {
  if (resource === 'cpu') return amount % 1000 && Math.abs(amount) < 1000 ? `${amount}m` : trim(amount / 1000, 3);
  if (!isBytes(resource)) return trim(amount);
  let unit = 0;
  while (Math.abs(amount) >= 1024 && unit < binary.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  return trim(amount, amount < 10 ? 2 : 1) + binary[unit];
}

/**
 * "2.75 of 4 cpu": both amounts in the unit of the second.
 * @param {string} resource @param {number} used @param {number} of @param {string} word  "of" in the reader's language
 */
export function share(resource, used, of, word) {
  if (resource === 'cpu') return word.replace('{a}', trim(used / 1000)).replace('{b}', `${trim(of / 1000)} cpu`);
  if (!isBytes(resource)) return word.replace('{a}', trim(used)).replace('{b}', `${trim(of)} ${resource}`);
  const unit = Math.min(binary.length - 1, Math.floor(Math.log2(Math.max(of, 1)) / 10));
  const size = 1024 ** unit;
  return word.replace('{a}', trim(used / size, 1)).replace('{b}', `${trim(of / size, 1)} ${binary[unit]}`);
}

/**
 * Virtual seconds: `0s`, `1m30s`, `2h`.
 * @param {number} seconds
 */
export function time(seconds) {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = trim(seconds % 60, 3);
  return [hours && `${hours}h`, minutes && `${minutes}m`, (rest !== '0' || (!hours && !minutes)) && `${rest}s`]
    .filter(Boolean).join('');
}

/**
 * `web` of `default/web`; other namespaces stay.
 * @param {string} pod
 */
export function podName(pod) {
  return pod.startsWith('default/') ? pod.slice('default/'.length) : pod;
}

/**
 * A taint as kubectl writes it.
 * @param {import('./types.js').Taint} taint
 */
export function taint({ key, value, effect }) {
  return `${key}${value ? `=${value}` : ''}:${effect}`;
}

/**
 * What a Pod belongs to: its controller, or else what its labels call the application.
 * @param {import('./types.js').PodState} pod
 */
export function ownerName({ pod, owner, labels }) {
  return owner ?? labels['app.kubernetes.io/name'] ?? labels.app ?? podName(pod);
}

const short = /** @type {Record<string, string>} */ ({
  NodeUnschedulable: 'Unsched.', NodeName: 'Name', TaintToleration: 'Taints', NodeAffinity: 'Affinity',
  NodePorts: 'Ports', NodeResourcesFit: 'Resources', VolumeRestrictions: 'Volumes', NodeVolumeLimits: 'Vol. limits',
  VolumeBinding: 'Vol. binding', VolumeZone: 'Vol. zone', PodTopologySpread: 'Spread', InterPodAffinity: 'Inter-Pod',
  DynamicResources: 'Devices', ImageLocality: 'Images', NodeResourcesBalancedAllocation: 'Balance',
});

/**
 * A plugin's name for a narrow column.
 * @param {string} plugin
 */
export function shortName(plugin) {
  return short[plugin] ?? plugin;
}
