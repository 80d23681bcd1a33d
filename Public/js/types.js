// The shapes of docs/api.md and of the page's own state, for `tsc --checkJs`. No code.

/** @typedef {{en?: string, ko?: string}} LocalizedText */
/** @typedef {{key: string, value?: string, effect: string}} Taint */
/** @typedef {{line?: number, column?: number, field?: string, message: string, object?: string}} Cause */
/** @typedef {{id: string, title: LocalizedText, description: LocalizedText, section?: string}} CatalogueItem */

/**
 * @typedef {object} Step
 * @property {number} step      counted from 1
 * @property {number} at        virtual seconds
 * @property {string} actor
 * @property {'user'|'bound'|'waiting'|'unschedulable'|'gated'|'preempted'|'controller'|'kubelet'|'error'|string} kind
 * @property {string} text
 * @property {string} [pod]
 * @property {string} [node]
 * @property {number} [attempt]
 */

/** @typedef {{at: number, type: string, reason: string, object: string, namespace: string, source: string,
 *   message: string, count: number}} ClusterEvent */
/** @typedef {{pod: string, node: string|null, profile: string|null, attempts: number, message?: string}} Placement */
/** @typedef {Record<string, number>} Amounts  cpu in milli-CPU, the rest in whole units */
/** @typedef {{bound: number, pending: number, preempted: number, nodesInUse: number, requested: Amounts,
 *   allocatable: Amounts}} Metrics */

/**
 * @typedef {object} Run
 * @property {string} id
 * @property {string} engine
 * @property {string} kubernetesVersion
 * @property {string} configuration
 * @property {string[]} configurations
 * @property {LocalizedText} title
 * @property {LocalizedText} description
 * @property {string} end
 * @property {{steps: number, events: number, placements: number, attempts: number, nodes: number, pods: number}} counts
 * @property {Placement[]} placements
 * @property {Step[]} steps
 * @property {ClusterEvent[]} events
 * @property {Metrics} metrics
 * @property {{steps?: string, events?: string, placements?: string}} [continue]
 */

/**
 * @typedef {object} NodeState
 * @property {string} name
 * @property {string} [zone]
 * @property {Record<string, string>} labels
 * @property {Taint[]} taints
 * @property {boolean} unschedulable
 * @property {boolean} ready
 * @property {Amounts} capacity
 * @property {Amounts} allocatable
 * @property {Amounts} requested
 * @property {string[]} pods
 */

/**
 * @typedef {object} PodState
 * @property {string} pod
 * @property {string|null} node
 * @property {string} phase
 * @property {Amounts} requests
 * @property {string} [owner]
 * @property {Record<string, string>} labels
 * @property {number} priority
 * @property {string} schedulerName
 * @property {string} [nominatedNode]
 * @property {string} [message]
 * @property {string} [reason]
 * @property {boolean} [terminating]
 */

/** @typedef {{pod: string, node?: string, message?: string, plugins?: string[], until?: number}} QueuedPod */
/** @typedef {string|QueuedPod} QueueEntry */
/** @typedef {{active: QueueEntry[], backoff: QueueEntry[], waiting: QueueEntry[], unschedulable: QueueEntry[], gated: QueueEntry[],
 *   ignored: QueueEntry[]}} Queue */
/** @typedef {Step & {nodes: NodeState[], pods: PodState[], queue: Queue}} Cluster */

/** @typedef {{code: string, reasons?: string[], nodes?: string[], message?: string}} Status */
/** @typedef {Status & {plugin?: string}} Rejection */
/** @typedef {{raw: number, normalized: number, weighted: number}} Score */
/** @typedef {{kind: string} & Record<string, any>} Detail */
/** @typedef {{kind: string, subject: {kind: string, namespace?: string, name: string},
 *   patch: {op: string, path: string, value?: any}[]} & Record<string, any>} RemedyChange */
/** @typedef {{changes: RemedyChange[]}} Remedy  all changes together are enough for one plugin */

/**
 * @typedef {object} DecisionTable
 * @property {number} attempt
 * @property {number} at
 * @property {string} pod
 * @property {string|null} profile
 * @property {string[]} nodeOrder
 * @property {Record<string, number>} weights
 * @property {{name: string, state: 'ran'|'skipped'|'notReached', plugins: string[]}[]} extensionPoints
 * @property {Record<string, Status>} [preEnqueue]
 * @property {Record<string, Status>} [preFilter]
 * @property {string[]} [filterPlugins]
 * @property {Record<string, Record<string, Status>>} [filter]
 * @property {Record<string, Rejection>} [rejectedBy]
 * @property {string[]} [feasible]
 * @property {string[]} [notEvaluated]
 * @property {Record<string, string>} [preScore]
 * @property {string[]} [scorePlugins]
 * @property {Record<string, Record<string, Score>>} [score]
 * @property {Record<string, number>} [total]
 * @property {string[]} [topNodes]
 * @property {string|null} placedOn
 * @property {string} [message]
 * @property {boolean|string} [error]
 * @property {Record<string, Status>} [postFilter]
 * @property {string} [nominatedNode]
 * @property {string[]} [victims]
 * @property {string[]} [reserving]    plugins that take part after the choice
 * @property {boolean} [retry]
 * @property {string} [skipped]        why the Pod was passed over
 * @property {Record<string, Record<string, Detail[]>>} [details]
 * @property {Record<string, Record<string, Remedy[]>>} [remedies]  alternatives by Node and plugin
 * @property {{name: string, changes: number}} [cheapestNode]
 */

/**
 * How far a run stays the same under other weights.
 * @typedef {{attempts: number, unchanged: number,
 *   difference?: {attempt: number, pod: string, node: string, instead: string|null}}} Rescoring
 */

/** @typedef {{configurations: {name: string, simulation: string, method: 'scheduled'|'rescored',
 *   rescoring?: Rescoring & {of: number}, placements: Placement[], metrics: Metrics}[],
 *   differences: {pod: string, nodes: (string|null)[], attempts: (number|null)[]}[]}} Comparison */

/** @typedef {{node?: string, pod?: string, plugin?: string, point?: string}} Selection */

/**
 * What a link, a reload and the Back button restore: all of it is plain JSON.
 * @typedef {object} State
 * @property {{id: string|null, text: string, revision: number|null, builtIn: boolean}} scenario
 * @property {string|null} configuration   a name; null is the default one
 * @property {number} step                 0: before the first
 * @property {Selection|null} selection
 * @property {View} view
 */

/**
 * @typedef {object} View
 * @property {'lesson'|'yaml'|'scheduler'|'objects'|'lessons'} left
 * @property {'why'|'events'|'queue'|'yaml'} right
 * @property {'scenario'|'cluster'|'decision'|'why'} place   the one that a phone shows
 * @property {string} resource             whose requests give the Pods their width
 * @property {'auto'|'cards'|'heat'} nodes
 * @property {'bars'|'numbers'} scores
 * @property {Record<string, number>} weights   other weights for the table, by Score plugin
 * @property {string[]|null} compare       names of configurations side by side
 * @property {{name: string, configuration: any}|null} whatIf   one of them that the scenario does not have
 */

/**
 * What follows from the state, fetched from the API.
 * @typedef {object} Data
 * @property {Run|null} run
 * @property {'idle'|'running'|'failed'} status
 * @property {boolean} stale               the run shown is older than the text
 * @property {Cause[]} problems
 * @property {string|null} failure         why there is no newer run, when it has no place in the text
 * @property {Step[]} steps
 * @property {Cluster|null} cluster
 * @property {DecisionTable|null} table
 * @property {CatalogueItem[]} catalogue
 * @property {ComparedRun[]|null} compared
 * @property {Comparison|null} comparison
 * @property {{profile: string, answer: Rescoring}|null} rescoring   how far the run stays the same under `view.weights`
 * @property {string|null} savedText       what the server has of the scenario
 * @property {{text: string, link?: string, bad?: boolean, undo?: () => void}|null} notice
 */

/** @typedef {{name: string, steps: Step[], step: number, cluster: Cluster|null, table: DecisionTable|null,
 *   metrics: Metrics, simulation: string}} ComparedRun */

export {};
