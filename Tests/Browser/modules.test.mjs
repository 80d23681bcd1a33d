import assert from 'node:assert/strict';
import test from 'node:test';

import en from '../../Public/i18n/en.js';
import ko from '../../Public/i18n/ko.js';
import { alignedStep } from '../../Public/js/align.js';
import { quantity, share, time } from '../../Public/js/format.js';
import { meanFormula, resourceFormula } from '../../Public/js/formulas.js';
import { changedWeights, reweighed, withWeights } from '../../Public/js/reweigh.js';
import { decisionRows, ordered } from '../../Public/js/rows.js';
import { revive } from '../../Public/js/state.js';

const gibibyte = 2 ** 30;

for (const [resource, amount, text] of [
  ['cpu', 500, '500m'], ['cpu', 1500, '1.5'], ['cpu', 4000, '4'], ['cpu', 0, '0'], ['memory', 2 * gibibyte, '2Gi'],
  ['memory', 1.5 * gibibyte, '1.5Gi'], ['memory', 200 * 2 ** 20, '200Mi'], ['nvidia.com/gpu', 2, '2'],
]) test(`${amount} of ${resource} is written ${text}`, () => assert.equal(quantity(resource, amount), text));

test('a share gives both amounts in the unit of the whole', () => {
  assert.equal(share('cpu', 2750, 4000, '{a} of {b}'), '2.75 of 4 cpu');
  assert.equal(share('memory', gibibyte / 2, 8 * gibibyte, '{a} of {b}'), '0.5 of 8 Gi');
});

for (const [seconds, text] of [[0, '0s'], [10, '10s'], [0.5, '0.5s'], [90, '1m30s'], [3600, '1h']]) {
  test(`${seconds} virtual seconds are ${text}`, () => assert.equal(time(seconds), text));
}

test('a formula is shown only when it gives the score', () => {
  const cpu = { kind: 'resourceScore', resource: 'cpu', requested: 1500, allocatable: 4000, weight: 1 };
  assert.equal(resourceFormula({ ...cpu, score: 62 }), '(4 − 1.5) × 100 / 4 = 62');
  assert.equal(resourceFormula({ ...cpu, score: 37 }), '1.5 × 100 / 4 = 37');
  assert.equal(resourceFormula({ ...cpu, score: 50 }), null);
  assert.equal(meanFormula([{ ...cpu, score: 62 }, { ...cpu, score: 51 }], 56), '(62 + 51) / 2 = 56');
  assert.equal(meanFormula([{ ...cpu, score: 62 }, { ...cpu, score: 51 }], 90), null);
});

const table = {
  nodeOrder: ['a', 'b', 'c', 'd', 'e'], placedOn: 'd', filterPlugins: ['TaintToleration', 'NodeResourcesFit'],
  rejectedBy: {
    a: { plugin: 'NodeResourcesFit', code: 'Unschedulable' }, c: { plugin: 'TaintToleration', code: 'Unschedulable' },
  },
  feasible: ['b', 'd', 'e'], total: { b: 100, d: 200, e: 200 },
};

test('rows stand in order of total, the chosen one first, rejected ones in the order they fell', () => {
  assert.deepEqual(ordered(table), ['d', 'e', 'b', 'c', 'a']);
});

test('a large table shows its first rows, and finds the others by name', () => {
  const nodeOrder = Array.from({ length: 200 }, (_, index) => `node-${index}`);
  const large = { nodeOrder, placedOn: null, rejectedBy: {}, feasible: nodeOrder };
  assert.equal(decisionRows(large, { text: '', all: false }).shown.length, 60);
  assert.deepEqual(decisionRows(large, { text: 'NODE-199', all: false }).shown, ['node-199']);
});

/** Steps from letters: a is an attempt, k the kubelet, u a user. */
const steps = (letters) => [...letters].map((letter, index) =>
  ({ step: index + 1, ...(letter === 'a' ? { attempt: index + 1 } : {}) }));

for (const [first, step, other, expected] of [
  ['uakak', 2, 'uakak', 2], ['uakak', 3, 'uakak', 3], ['uakak', 4, 'uaak', 3], ['uaak', 3, 'uakak', 4],
  ['uakak', 0, 'uaa', 0],
  ['uakak', 5, 'uaakk', 5], ['uakak', 1, 'uaa', 1],
]) {
  test(`step ${step} of ${first} belongs to step ${expected} of ${other}`, () =>
    assert.equal(alignedStep(steps(first), step, steps(other)), expected));
}

test('both languages say the same things with the same values', () => {
  assert.deepEqual(Object.keys(ko).sort(), Object.keys(en).sort());
  const values = (text) => [...new Set([...text.matchAll(/\{(\w+)[|}]/g)].map(([, name]) => name))].sort();
  for (const key of Object.keys(en)) assert.deepEqual(values(ko[key]), values(en[key]), key);
});

test('a state written by somebody else is made whole, and what makes no sense is left out', () => {
  const state = revive({ step: -3, configuration: 7, view: { right: 'queue' }, scenario: { text: 'kind: Pod' } });
  assert.equal(state.step, 0);
  assert.equal(state.configuration, null);
  assert.equal(state.view.right, 'queue');
  assert.equal(state.view.left, 'lesson');
  assert.equal(state.scenario.text, 'kind: Pod');
});

const scored = {
  nodeOrder: ['a', 'b', 'c'], feasible: ['a', 'b'], placedOn: 'a', topNodes: ['a'], weights: { Fit: 1, Image: 1 },
  score: {
    a: { Fit: { raw: 9, normalized: 90, weighted: 90 }, Image: { raw: 2, normalized: 20, weighted: 20 } },
    b: { Fit: { raw: 5, normalized: 50, weighted: 50 }, Image: { raw: 5, normalized: 50, weighted: 50 } },
  },
  total: { a: 110, b: 100 },
};

test('under other weights totals are sums of normalized scores times weights, and the highest one wins', () => {
  const after = reweighed(scored, { Image: 2 });
  assert.deepEqual(after.total, { a: 130, b: 150 });
  assert.equal(after.placedOn, 'b');
  assert.equal(after.score.b.Image.weighted, 100);
  assert.deepEqual(after.weights, { Fit: 1, Image: 2 });
  assert.equal(scored.total.a, 110);
});

test('of Nodes with the same total the first one is chosen under other weights, too', () => {
  const tied = reweighed(scored, { Fit: 3, Image: 4 });
  assert.deepEqual([tied.total, tied.topNodes, tied.placedOn], [{ a: 350, b: 350 }, ['a', 'b'], 'a']);
});

test('weights that are none of the table change nothing', () => {
  assert.equal(reweighed(scored, { Other: 5, Fit: 1 }), scored);
  assert.deepEqual(changedWeights(scored, { Other: 5, Fit: 1, Image: 3 }), { Image: 3 });
});

test('a configuration takes on weights and keeps everything else', () => {
  const base = {
    apiVersion: 'v1', kind: 'KubeSchedulerConfiguration', parallelism: 4,
    profiles: [{ plugins: { score: { enabled: [{ name: 'Fit', weight: 3 }], disabled: [{ name: '*' }] } } },
      { schedulerName: 'other' }],
  };
  const after = withWeights(base, 'default-scheduler', { Fit: 7, Image: 2 });
  assert.deepEqual(after.profiles[0].plugins.score, {
    enabled: [{ name: 'Fit', weight: 7 }, { name: 'Image', weight: 2 }], disabled: [{ name: '*' }],
  });
  assert.deepEqual([after.parallelism, after.profiles[1]], [4, { schedulerName: 'other' }]);
  assert.equal(base.profiles[0].plugins.score.enabled[0].weight, 3);
  assert.deepEqual(withWeights(null, 'default-scheduler', { Fit: 2 }).profiles,
    [{ schedulerName: 'default-scheduler', plugins: { score: { enabled: [{ name: 'Fit', weight: 2 }] } } }]);
});
