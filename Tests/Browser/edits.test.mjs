import assert from 'node:assert/strict';
import test from 'node:test';

import {
  addConfiguration, allocatable, label, maxSkew, request, tolerate, uncordon, withoutSelector,
} from '../../Public/js/edits.js';
import { lineOf } from '../../Public/js/yamlplace.js';

const text = `# two Nodes
apiVersion: v1
kind: Node
metadata: {name: node1}
spec: {unschedulable: true}
status: {capacity: {cpu: "4", memory: 8Gi, pods: "110"}}
---
apiVersion: v1
kind: Node
metadata:
  name: node2   # the big one
  labels:
    size: Small
status:
  allocatable: {cpu: "4", memory: 8Gi}
---
apiVersion: v1
kind: Pod
metadata: {name: flow}
spec: {containers: [{name: c, image: i, resources: {requests: {cpu: 500m, memory: 1Gi}}}]}
---
apiVersion: v1
kind: Pod
metadata:
  name: block
  namespace: team
spec:
  tolerations:
  - {key: a, operator: Exists}
  containers:
  - name: node1
    image: i
    resources:
      requests:
        cpu: "6"
        memory: 1Gi
`;

/** The lines that an edit took out and put in. */
function difference(edit) {
  const after = edit(text);
  if (after === null) return null;
  const [before, now] = [text.split('\n'), after.split('\n')];
  return { out: before.filter((line) => !now.includes(line)), in: now.filter((line) => !before.includes(line)) };
}

const taint = { key: 'app', value: 'blue', effect: 'NoSchedule' };
const cases = [
  ['a flow Pod gets a toleration', tolerate('default/flow', taint),
    { out: ['spec: {containers: [{name: c, image: i, resources: {requests: {cpu: 500m, memory: 1Gi}}}]}'],
      in: ['spec: {tolerations: [{key: app, operator: Equal, value: blue, effect: NoSchedule}], '
        + 'containers: [{name: c, image: i, resources: {requests: {cpu: 500m, memory: 1Gi}}}]}'] }],
  ['a list of tolerations gets one more', tolerate('team/block', { key: 'maint', effect: 'NoExecute' }),
    { out: [], in: ['  - {key: maint, operator: Exists, effect: NoExecute}'] }],
  ['a Node without labels gets its first', label('node1', 'disk', 'ssd'),
    { out: ['metadata: {name: node1}'], in: ['metadata: {name: node1, labels: {disk: ssd}}'] }],
  ['a Node with labels gets one more', label('node2', 'disk', 'true'), { out: [], in: ['    disk: "true"'] }],
  ['a label that is there gets the other value', label('node2', 'size', 'Large'),
    { out: ['    size: Small'], in: ['    size: Large'] }],
  ['a cordoned Node takes Pods again', uncordon('node1'),
    { out: ['spec: {unschedulable: true}'], in: ['spec: {unschedulable: false}'] }],
  ['a Pod asks for less', request('team/block', 'cpu', '250m'),
    { out: ['        cpu: "6"'], in: ['        cpu: 250m'] }],
  ['a Node gets bigger', allocatable('node2', 'cpu', '8'),
    { out: ['  allocatable: {cpu: "4", memory: 8Gi}'], in: ['  allocatable: {cpu: "8", memory: 8Gi}'] }],
  ['a Node that is not cordoned is left alone', uncordon('node2'), null],
  ['a Pod that a controller made is left alone', tolerate('default/web-x7k2p', taint), null],
];

for (const [name, edit, expected] of cases) test(name, () => assert.deepEqual(difference(edit), expected));

const selecting = (selector, more = '') => `kind: Pod\nmetadata: {name: p}\nspec:\n  ${selector}\n${more}`;
for (const [name, edit, before, after] of [
  ['the only entry of a nodeSelector goes', withoutSelector('default/p', 'disk'),
    selecting('nodeSelector: {disk: ssd}'), selecting('nodeSelector: {}')],
  ['the last entry goes', withoutSelector('default/p', 'example.com/zone'),
    selecting('nodeSelector: {disk: ssd, example.com/zone: a}'), selecting('nodeSelector: {disk: ssd, }')],
  ['an entry on a line of its own goes', withoutSelector('default/p', 'disk'),
    selecting('nodeSelector:\n    size: big\n    disk: ssd  # fast\n  containers: []'),
    selecting('nodeSelector:\n    size: big\n  containers: []')],
  ['an entry that is not there is left alone', withoutSelector('default/p', 'isk'),
    selecting('nodeSelector: {disk: ssd}'), null],
  ['the only constraint gets more skew', maxSkew('default/p', 'zone', 3),
    selecting('topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone}]'),
    selecting('topologySpreadConstraints: [{maxSkew: 3, topologyKey: zone}]')],
  ['one of two constraints is left alone', maxSkew('default/p', 'zone', 3),
    selecting('topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone}, {maxSkew: 2, topologyKey: rack}]'), null],
]) test(name, () => assert.equal(edit(before), after));

test('an object is found by its kind and name, not by a container of that name', () => {
  assert.equal(lineOf(text, 'Node', 'node1'), 1);
  assert.equal(lineOf(text, 'Node', 'node2'), 8);
  assert.equal(lineOf(text, 'Pod', 'team/block'), 22);
});

const nested = `kind: Scenario
spec:
  files:
    d.yaml: |
      # the Pod
      kind: Pod
      metadata: {name: d}
      spec:
        containers: []
  steps: []
---
kind: List
items:
- apiVersion: v1
  kind: Node
  metadata: {name: node10}
  spec: {unschedulable: true}
- kind: Node
  metadata: {name: node1}
  spec: {unschedulable: true}
- kind: Node
  metadata: {name: node2}
`;

test('an item of a List is changed, and nothing beside it', () => {
  assert.equal(uncordon('node1')(nested),
    nested.replace(/(name: node1}\n {2}spec: \{unschedulable: )true/, '$1false'));
  assert.equal(uncordon('node10')(nested),
    nested.replace(/(name: node10}\n {2}spec: \{unschedulable: )true/, '$1false'));
  assert.equal(lineOf(nested, 'Node', 'node10'), 14);
});

test("a Pod in a file of the scenario's steps is changed there", () => {
  assert.equal(tolerate('default/d', taint)(nested), nested.replace('      spec:\n',
    '      spec:\n        tolerations:\n        - {key: app, operator: Equal, value: blue, effect: NoSchedule}\n'));
});

test('an object without a place is found by its name', () => {
  const list = 'kind: List\nitems:\n'
    + '- kind: Node\n  metadata: {name: node10}\n- kind: Node\n  metadata: {name: node1}\n';
  assert.equal(lineOf(list, 'Node', 'node1'), 5);
  assert.equal(lineOf('{kind: Node, metadata: {name: a}}\n{metadata: {name: b}}', 'Node', 'b'), 2);
  assert.equal(lineOf(list, 'Node', 'elsewhere'), 1);
});

const entry = `- name: packed
  configuration:
    apiVersion: kubescheduler.config.k8s.io/v1
    kind: KubeSchedulerConfiguration
    profiles:
    - schedulerName: default-scheduler
      percentageOfNodesToScore: 50
`;
const add = addConfiguration('packed', 'schedulerName: default-scheduler\npercentageOfNodesToScore: 50');
const indented = entry.replaceAll(/^(?=.)/gm, '  ');

for (const [name, before, after] of [
  ['a text without a Scenario gets one', 'kind: Pod\n',
    'apiVersion: berth.dev/v1\nkind: Scenario\nmetadata: {name: scenario}\n'
      + `spec:\n  configurations:\n${indented}---\nkind: Pod\n`],
  ['a Scenario without configurations gets its first', 'kind: Scenario\nspec:\n  seed: 1\n---\nkind: Pod\n',
    `kind: Scenario\nspec:\n  configurations:\n${indented}  seed: 1\n---\nkind: Pod\n`],
  ['a Scenario with configurations gets one more', 'kind: Scenario\nspec:\n  configurations:\n  - name: other\n',
    `kind: Scenario\nspec:\n  configurations:\n${indented}  - name: other\n`],
]) test(name, () => assert.equal(add(before), after));
