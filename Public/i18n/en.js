// `{name}` is replaced; `{n|one|many}` chooses by the number n; `backticks` mark names.
export default {
  title: 'Berth: see how a Kubernetes scheduler decides',
  skip: 'Skip to the decision',
  // Header
  lessons: 'Lessons', compare: 'Compare', shareLink: 'Share link', save: 'Save',
  language: 'Language', theme: 'Colours', light: 'Light', dark: 'Dark',
  savedRevision: 'saved · rev {revision}', unsaved: 'not saved', edited: 'edited', builtIn: 'built in',
  untitled: 'Untitled scenario',
  // Notices
  savedAs: 'Saved as revision {revision}.', notSaved: 'Not saved: {why}',
  savedElsewhere:
    'Not saved: revision {revision} was saved elsewhere since you opened this. Save again to put yours after '
      + 'it.',
  linkCopied: 'The link is copied:', linkMade: 'The link:', notShared: 'No link: {why}', dismiss: 'Dismiss',
  offline: 'No answer from the server.', busy: 'The server is busy; trying again.',
  notOpened: 'This could not be opened: {why}',
  // Places
  scenario: 'Scenario', cluster: 'Cluster', decision: 'Decision', whyPlace: 'Why', time: 'Time',
  places: 'Places', fold: 'Fold', unfold: 'Unfold', resizeLeft: 'Width of the scenario',
  resizeRight: 'Width of the reasons', resizeMiddle: 'Height of the cluster',
  tabLesson: 'Lesson', tabYaml: 'YAML', tabScheduler: 'Scheduler', tabObjects: 'Objects',
  tabWhy: 'Why', tabEvents: 'Events', tabQueue: 'Queue', tabManifest: 'YAML',
  // Lessons and lesson
  chooseLesson: 'Start from a scenario', noLesson: 'This scenario has no text.', backToLesson: 'Back to the scenario',
  empty: 'An empty scenario', emptyHint: 'two Nodes and a Pod to change', sectionOther: 'Others',
  'section-start': 'Start here', 'section-manual-scheduling': 'Manual scheduling', 'section-labels-and-selectors': 'Labels and selectors',
  'section-taints-and-tolerations': 'Taints and tolerations', 'section-node-selectors': 'Node selectors',
  'section-node-affinity': 'Node affinity', 'section-requests': 'Resource requests',
  'section-scheduler-profiles': 'Scheduler profiles', 'section-storage': 'Storage',
  // Editor
  editor: 'Scenario as YAML', problems: '{n} {n|mistake|mistakes}', noProblems: 'No mistakes',
  lastGood: 'The run shown is that of the last text without a mistake.', lastGoodShort: 'last good run',
  runningNote: 'Simulating…',
  atLine: 'line {line}', editorHint: 'Tab indents. Escape, then Tab leaves the editor.',
  // Scheduler
  configuration: 'Scheduler configuration',
  profilePlugins: 'What this profile runs', showInYaml: 'show in YAML',
  noConfigurationText: 'No KubeSchedulerConfiguration in the scenario: the default of v1.34.',
  configurationHint: 'Add more under `spec.configurations` of the Scenario to compare them.',
  addConfiguration: 'Add to compare', add: 'add', presetBinPacker: 'fills Nodes up (MostAllocated)',
  presetTaints: 'PreferNoSchedule taints cost nothing', presetFit: 'free resources count ten times',
  compareThese: 'Compare them',
  // Objects
  objectsAt: 'Objects after step {step}', noObjects: 'No objects yet.', filterObjects: 'Find an object',
  // Cluster
  clusterAfter: 'Cluster after step {step}', clusterBefore: 'Cluster before the first step',
  nodes: '{n} {n|Node|Nodes}', boundPods: '{n} {n|Pod|Pods} bound', pending: '{n} pending',
  resource: 'Resource', view: 'View', cards: 'cards', heat: 'heat map',
  of: '{a} of {b}', cordoned: 'cordoned', notReady: 'not ready', noZone: 'no zone',
  nodeCard: 'Node {name}', chosenHere: 'chosen for {pod}', rejectedHere: 'rejected', nominatedHere: 'nominated',
  asks: '{pod}: {amount}', noRequest: 'no request', more: '+{n} more', noNodes: 'No Nodes yet.',
  heatLegend: '{resource} requested', used: '{percent} %', pendingPods: 'Pending', terminating: 'terminating',
  zoneNodes: '{zone}: {n} {n|Node|Nodes}',
  // Decision
  howPlaced: 'How `{pod}` was placed', howFailed: 'Why `{pod}` was not placed', attempt: 'attempt {n}',
  earlier: 'latest attempt so far', toFirstAttempt: 'Go to the first attempt',
  noAttempt: 'Nothing has been scheduled yet.', noAttempts: 'Nothing is scheduled in this run.',
  points: 'Extension points', ran: 'ran', skipped: 'had nothing to do', notReached: 'not reached',
  filterCount: '{from} → {to}', node: 'Node', score: 'Score', total: 'Total', passed: 'passed',
  notLookedAt: 'not looked at: enough Nodes were found', onlyOne: 'only Node left: not scored',
  winner: 'chosen', tie: 'same total as the chosen Node', bars: 'bars', numbers: 'numbers', scoresAs: 'Scores as',
  findNode: 'Find a Node', showing: '{shown} of {n} Nodes', showAll: 'show all', rejectedRow: 'rejected',
  weights: 'Score plugins and their weights',
  scoreLabel: '{plugin}: raw {raw}, normalized {normalized}, weight {weight}, weighted {weighted}',
  preFilterColumn: 'PreFilter',
  asksFree: 'asks {asks}, {free} free',
  // What if
  weightOf: 'Weight of {plugin}', resetWeights: 'Reset the weights', runWeights: 'Run the whole scenario with these weights',
  whatIfMoves: '`{pod}` goes to `{node}` instead of `{before}`.', whatIfStays: '`{pod}` still goes to `{node}`.',
  whatIfNothing: '`{pod}` still gets no Node.',
  whatIfExact:
    "Re-scored from this attempt's scores: exact, as filters and normalized scores do not depend on weights.",
  whatIfUnscored: 'Nothing was scored in this attempt, so weights have no say: exact.',
  whatIfChoice:
    'The totals are exact; {plugins} takes part after the choice, and was not asked about `{node}` yet.',
  whatIfAsking: 'Looking through the other attempts of the run…',
  whatIfRunSame: 'All {n} attempts of the run choose as before: with these weights the run is the same.',
  whatIfRunUntil:
    'In the whole run attempts 1 to {unchanged} choose as before; in attempt {n} `{pod}` goes to `{instead}` instead of '
      + '`{node}`, and from there it is another run.',
  whatIfRunFirst:
    'In the whole run already attempt {n} is another one: `{pod}` goes to `{instead}` instead of `{node}`.',
  // Why
  chosen: 'chosen', rejected: 'rejected', passedFilters: 'passed every filter', byPlugin: 'by {plugin}, {point}',
  oneSentence: 'In one sentence', inItsWords: "In kube-scheduler's words", wouldChange: 'What would have let it in',
  allAnswers: 'Every filter about this Node', theScore: 'Score of this Node', formula: 'How the numbers came about',
  how: 'raw {raw} → normalized {normalized} × {weight}', weighted: 'weighted', plugin: 'Plugin',
  rank: 'rank {n} of {of}',
  attemptsOf: 'Its attempts', status: 'Status', requests: 'Requests', owner: 'Owner',
  priority: 'Priority', schedulerName: 'Scheduler', labels: 'Labels', taints: 'Taints', podsHere: 'Pods on it',
  allocatable: 'Allocatable', onNode: 'on {node}', isPending: 'Pending', nominated: 'nominated to {node}',
  none: 'none', selectHint: 'Select a Node, a Pod, a cell or a stage to see why.',
  otherProfiles: 'Same Pod, other configuration', compareAll: 'Compare {n} configurations',
  closeSelection: 'Back to the attempt', victims: 'Victims', thisPoint: 'Plugins at {point}',
  noPlugins: 'No plugin takes part here.', whatHappened: 'This step', actor: 'by {actor}',
  // Sentences
  sPlacedScore:
    '`{pod}` went to `{node}`: {feasible} of {all} Nodes passed the filters, and it has the highest total, '
      + '{total}.',
  sPlacedTie:
    '`{pod}` went to `{node}`: of {ties} Nodes with the highest total, {total}, it comes first in the order '
      + 'of the Nodes.',
  sPlacedOnly:
    '`{pod}` went to `{node}`: it is the only Node of {all} that passed the filters, so nothing was scored.',
  sPlacedFew: '`{pod}` went to `{node}`.',
  sUnschedulable: 'None of the {all} Nodes passed the filters for `{pod}`; it stays Pending.',
  sNoNodes: 'There are no Nodes for `{pod}`; it stays Pending.',
  sNominated: 'No Node had room for `{pod}`; preemption makes room on `{node}` by evicting {n} {n|Pod|Pods}.',
  sGated: '`{pod}` is not tried while it has scheduling gates.',
  sSkipped: '`{pod}` is being deleted, so the scheduler passes it over.',
  sError: 'The attempt for `{pod}` ended with an error.',
  sNoProfile: 'No profile has the schedulerName of `{pod}`, so this scheduler leaves it alone.',
  sNodeChosen: '`{node}` has the highest total of the {feasible} Nodes that passed.',
  sNodeOnly: '`{node}` is the only Node that passed the filters.',
  sNodeBehind: '`{node}` passed every filter; its total of {total} is {behind} less than that of `{winner}`.',
  sNodeTie: '`{node}` has the same total as `{winner}`, which comes first in the order of the Nodes.',
  sNodePassed: '`{node}` passed every filter.',
  sNotEvaluated: '`{node}` was not looked at: the scheduler had found enough Nodes before it came to it.',
  sUntolerated: '`{node}` has the taint `{taint}`, and `{pod}` has no toleration for it.',
  sInsufficient:
    '`{pod}` asks for {requested} {resource}; `{node}` has {allocatable}, {used} are requested, {free} are '
      + 'free.',
  sTooManyPods: '`{node}` takes {allocatable} Pods, and {used} are there.',
  sSelector: '`{pod}` requires the label `{key}` {operator} {values}; on `{node}` it is {actual}.',
  sSelectorMissing: '`{pod}` requires the label `{key}` {operator} {values}; `{node}` does not have it.',
  sNodeName: '`{pod}` asks for the Node `{expected}` by name.',
  sPort: '`{pod}` asks for {protocol} port {port} of the Node, and it is taken on `{node}`.',
  sCordoned: '`{node}` is cordoned: it takes no new Pods.',
  sResourceScore: '{resource}: {requested} of {allocatable} with this Pod → {score}, weight {weight}',
  sBalance: 'Fractions {fractions}; standard deviation {deviation} → (1 − {deviation}) × 100',
  sImage: 'Image `{image}` ({size}) is on {n} {n|Node|Nodes}',
  sPreferred: 'Preferred term {term} matches: + {weight}',
  sUntoleratedPreferred: 'The taint `{taint}` is not tolerated: one point less',
  sSkew:
    'With `{pod}`, `{key}={value}` on `{node}` would have {skew} more matching Pods than the emptiest domain '
      + 'has; at most {maxSkew} are allowed ({pods} there now, {minimum} in the emptiest).',
  sSpread: '`{key}={value}` has {pods} matching {pods|Pod|Pods}',
  sAffinityUnmet: 'Affinity term {term} of `{pod}` needs a matching Pod in `{key}={value}`, and there is none.',
  sAffinityNoKey: 'Affinity term {term} of `{pod}` needs the label `{key}`, and `{node}` does not have it.',
  sAntiAffinity:
    'Anti-affinity term {term} of `{pod}` keeps it away from `{key}={value}`, where {pods} matching '
      + '{pods|Pod is|Pods are}.',
  sExistingAnti: 'Pods in `{key}={value}` require that Pods like `{pod}` stay away.',
  sAffinityScore: 'Affinity terms weigh {score} for `{key}={value}`',
  sReasonOnly: '{plugin} rejected `{node}`: {reasons}.',
  // What would have let it in
  apply: 'apply', applied: 'Changed in the YAML: {what}.', undo: 'Undo',
  allOfThese: '{n} plugins reject this Node: each needs one of its changes.',
  changes: '{n} {n|change|changes}, the fewest', cAnd: ' and ',
  cTolerate: 'a toleration for `{taint}`', cUntaint: '`{node}` without the taint `{taint}`',
  cUncordon: '`kubectl uncordon {node}`', cDropNodeName: 'no `nodeName: {name}`', cSetNodeName: '`nodeName: {name}`',
  cLabel: 'the label `{label}` on `{node}`', cUnlabel: '`{node}` without the label `{key}`',
  cSelector: 'no `{label}` in the nodeSelector', cRequirement: 'node affinity without `{requirement}`',
  cNodeAffinity: 'no required node affinity', cAddedAffinity: 'no addedAffinity in the profile `{profile}`',
  cAskLess: 'ask for {amount} {resource} less', cFree: 'free {amount} {resource} on `{node}`',
  cBigger: 'a Node with {amount} {resource} allocatable', cFewerPods: '{n} {n|Pod|Pods} less on `{node}`',
  cMorePods: 'room for {n} {n|Pod|Pods} on `{node}`', cPort: 'no host port {port}/{protocol}', cVolume: 'no volume `{volume}`',
  cRemovePod: 'the Pod `{pod}` gone', cMaxSkew: '`maxSkew: {to}` instead of {from} for `{key}`',
  cSoften: '`whenUnsatisfiable: ScheduleAnyway` for `{key}`', cDropSpread: 'no spread constraint for `{key}`',
  cOwnSpread: 'spread constraints of its own, with `ScheduleAnyway`, for `{keys}`',
  cPodAffinity: '`{pod}` without affinity term {term} (`{key}`)',
  cPodAntiAffinity: '`{pod}` without anti-affinity term {term} (`{key}`)',
  cOthersAnti: '{n} {n|Pod|Pods} in `{domain}` without the anti-affinity that keeps it away',
  cEmptyDomain: 'the {n} {n|Pod|Pods} that it avoids gone from `{domain}`',
  // Events, queue, manifest
  noEvents: 'No events up to this step.', eventsUntil: 'Events up to {time}', count: '×{n}',
  qActive: 'Active', qBackoff: 'Backing off', qWaiting: 'Waiting at Permit',
  qUnschedulable: 'Unschedulable', qGated: 'Gated', qIgnored: 'Ignored',
  qEmpty: 'Every Pod has a Node.', waitsOn: 'on {node}', until: 'until {time}', waitsFor: 'waits for {plugins}',
  manifestHint: 'Select a Node or a Pod to see its object after this step.',
  manifestOf: '{kind} {name} after step {step}',
  manifestMissing: 'The object does not exist after this step.',
  // Time
  first: 'First step', back: 'Step back', play: 'play', pause: 'pause', forward: 'Step forward', last: 'Last step',
  stepOf: 'step {step} of {n}', rail: 'Step', speed: 'Speed', start: 'before the first step',
  kindUser: 'user', kindBound: 'bound', kindWaiting: 'waiting at Permit',
  kindUnschedulable: 'unschedulable', kindGated: 'gated', kindPreempted: 'preempted',
  kindController: 'controller', kindKubelet: 'kubelet', kindError: 'refused',
  keys: '← → step · Space plays · Home End jump',
  // Compare
  compareTitle: 'Configurations side by side', closeCompare: 'Close', mBound: 'bound', mPending: 'pending',
  mPreempted: 'preempted', mNodes: 'Nodes in use', moved: 'placed elsewhere',
  differences: '{n} {n|Pod is|Pods are} placed differently',
  noDifferences: 'Every Pod is placed alike.', differs: 'differs', onlyOneConfiguration:
    'The scenario has one configuration. Add others under `spec.configurations` of its Scenario document; '
      + 'they appear here.',
  obtainedWhole: 'Only weights differ from {name}: all {attempts} attempts were re-scored and choose the same. Nothing was scheduled.',
  obtainedSame: 'Only weights differ from {name}: re-scored, all {attempts} attempts choose the same.',
  obtainedUntil:
    'Only weights differ from {name}: attempts 1 to {unchanged} re-scored exactly, scheduled again from attempt {next}.',
  obtainedAnew: 'Only weights differ from {name}: already the first attempt chooses otherwise, so all were scheduled.',
  chooseConfigurations: 'Configurations to compare', unplaced: 'Pending', goTo: 'Go to this attempt', pod: 'Pod',
};
