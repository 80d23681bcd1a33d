// Many Nodes: a cell each, by zone, its shade the use of the chosen resource.

import { h } from './dom.js';
import { t } from './i18n.js';

/** @typedef {import('./types.js').NodeState} NodeState */

const shades = 5;

/**
 * @param {import('./store.js').Store} store @param {Map<string, NodeState[]>} zones
 * @param {import('./types.js').DecisionTable|null} table @param {string} resource
 */
export function drawHeatMap(store, zones, table, resource) {
  const count = [...zones.values()].reduce((sum, nodes) => sum + nodes.length, 0);
  const size = count > 5000 ? 7 : count > 1000 ? 10 : count > 300 ? 14 : 18;
  return h('div', { class: 'heat' }, legend(table, resource), [...zones].map(([zone, nodes]) => {
    const name = zone || t('noZone');
    const label = t('zoneNodes', { zone: name, n: nodes.length });
    return h('div', { class: 'heat-zone', role: 'group', 'aria-label': label },
      h('p', { class: 'zone-name' }, zone || (zones.size > 1 ? name : '')),
      cells(store, nodes, table, resource, size));
  }));
}

/** @param {import('./types.js').DecisionTable|null} table @param {string} resource */
function legend(table, resource) {
  const key = (/** @type {string} */ kind) => h('span', { class: `heat-key ${kind}`, 'aria-hidden': 'true' });
  const shade = (/** @type {unknown} */ _, /** @type {number} */ index) =>
    h('span', { style: { '--use': index / (shades - 1) } });
  return h('p', { class: 'heat-legend' }, t('heatLegend', { resource }), ' ',
    h('span', { class: 'heat-scale', 'aria-hidden': 'true' }, Array.from({ length: shades }, shade)), ' 0–100 %',
    table && [' · ', key('rejected'), ' ', t('rejectedHere'), ' · ', key('chosen'), ' ', t('chosen')]);
}

/**
 * One canvas a zone: tens of thousands of elements would not follow a dragged rail. The table has
 * every Node as a button.
 * @param {import('./store.js').Store} store
 * @param {NodeState[]} nodes
 * @param {import('./types.js').DecisionTable|null} table
 * @param {string} resource
 * @param {number} size  of a cell, in pixels
 */
function cells(store, nodes, table, resource, size) {
  const canvas = /** @type {HTMLCanvasElement} */ (h('canvas', { class: 'heat-cells', role: 'img' }));
  const uses = nodes.map((node) => (node.requested[resource] ?? 0) / Math.max(1, node.allocatable[resource] ?? 0));
  const mean = uses.reduce((sum, use) => sum + use, 0) / Math.max(1, uses.length);
  const use = t('used', { percent: Math.round(mean * 100) });
  canvas.setAttribute('aria-label', `${t('heatLegend', { resource })}: ${use}`);
  let columns = 1;
  const draw = () => {
    const width = canvas.parentElement?.clientWidth ?? 0;
    if (!width) return;
    columns = Math.max(1, Math.floor(width / size));
    const rows = Math.ceil(nodes.length / columns);
    const ratio = devicePixelRatio || 1;
    const wide = Math.min(columns, nodes.length) * size;
    canvas.width = wide * ratio;
    canvas.height = rows * size * ratio;
    canvas.style.width = `${wide}px`;
    canvas.style.height = `${rows * size}px`;
    const context = canvas.getContext('2d');
    if (!context) return;
    context.scale(ratio, ratio);
    const style = getComputedStyle(canvas);
    const [heat, line, red, blue, text] = ['--heat', '--line', '--red', '--blue', '--text']
      .map((name) => style.getPropertyValue(name));
    nodes.forEach((node, index) => {
      const x = (index % columns) * size;
      const y = Math.floor(index / columns) * size;
      const side = size - (size > 8 ? 2 : 1);
      context.fillStyle = line;
      context.fillRect(x, y, side, side);
      context.fillStyle = `rgb(${heat} / ${Math.min(1, uses[index]) * 0.92})`;
      context.fillRect(x, y, side, side);
      if (table?.rejectedBy?.[node.name]) hatch(context, x, y, side, red);
      if (table?.placedOn === node.name || table?.nominatedNode === node.name) ring(context, x, y, side, blue, 3);
      if (store.state.selection?.node === node.name) ring(context, x, y, side, text, 2);
    });
  };
  const nodeAt = (/** @type {MouseEvent} */ event) => {
    const column = Math.floor(event.offsetX / size);
    return column < columns ? nodes[Math.floor(event.offsetY / size) * columns + column] : undefined;
  };
  canvas.addEventListener('mousemove', (event) => {
    const node = nodeAt(event);
    canvas.title = node ? `${node.name} · ${t('used', { percent: Math.round(uses[nodes.indexOf(node)] * 100) })}` : '';
  });
  canvas.addEventListener('click', (event) => {
    const node = nodeAt(event);
    if (!node) return;
    store.change({ selection: { node: node.name } });
    store.changeView({ right: 'why' });
  });
  new ResizeObserver(draw).observe(canvas);
  requestAnimationFrame(draw);
  return canvas;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} side
 * @param {string} colour
 */
function hatch(context, x, y, side, colour) {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, y + side);
  context.lineTo(x + side, y);
  if (side > 10) {
    context.moveTo(x, y + side / 2);
    context.lineTo(x + side / 2, y);
    context.moveTo(x + side / 2, y + side);
    context.lineTo(x + side, y + side / 2);
  }
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} side
 * @param {string} colour
 * @param {number} width
 */
function ring(context, x, y, side, colour, width) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.strokeRect(x + width / 2 - 1, y + width / 2 - 1, side - width + 2, side - width + 2);
}
