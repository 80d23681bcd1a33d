/** @typedef {import('./types.js').Cause} Cause */

const root = '/api/v1';

/** An answer that is a problem document (RFC 9457), or no answer at all (`status` 0). */
export class Problem extends Error {
  /** @param {number} status @param {string} detail @param {Cause[]} [causes] @param {number} [retryAfter] seconds */
  constructor(status, detail, causes = [], retryAfter = 0) {
    super(detail);
    this.status = status;
    this.causes = causes;
    this.retryAfter = retryAfter;
  }
}

/**
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<{body: any, etag: string|null}>}
 * @throws {Problem}
 */
async function request(path, options = {}) {
  let response;
  try {
    response = await fetch(root + path, { ...options, headers: { Accept: 'application/json', ...options.headers } });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem(0, 'no answer from the server');
  }
  const body = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) {
    throw new Problem(response.status, body?.detail ?? body?.title ?? response.statusText, body?.causes,
      Number(response.headers.get('Retry-After')) || 0);
  }
  return { body, etag: response.headers.get('ETag') };
}

/** @param {string} path @param {AbortSignal} [signal] */
export async function get(path, signal) {
  return (await request(path, { signal })).body;
}

/** @param {string} path @param {unknown} body @param {AbortSignal} [signal] */
export async function post(path, body, signal) {
  return (await request(path, { method: 'POST', body: JSON.stringify(body), signal,
    headers: { 'Content-Type': 'application/json' } })).body;
}

/**
 * A new revision of a saved scenario; 412 when somebody saved one since `revision`.
 * @param {string} id @param {string} text @param {number} revision @param {string} editToken
 */
export async function putScenario(id, text, revision, editToken) {
  return (await request(`/scenarios/${encodeURIComponent(id)}`, {
    method: 'PUT', body: JSON.stringify({ scenario: text }),
    headers: { 'Content-Type': 'application/json', 'If-Match': `"${revision}"`, Authorization: `Bearer ${editToken}` },
  })).body;
}

/**
 * All items of a paged list, handed over page by page until `enough`.
 * @template T
 * @param {string} path
 * @param {string|undefined} token  where to go on
 * @param {(items: T[]) => void} take
 * @param {AbortSignal} [signal]
 */
export async function pages(path, token, take, signal) {
  while (token) {
    const query = new URLSearchParams({ limit: '5000', continue: token });
    const page = await get(`${path}?${query}`, signal);
    take(page.items);
    token = page.continue;
  }
}

/**
 * Where a run's steps and tables are; it is forgotten after a while (404), and then to be posted again.
 * @param {string} simulation
 */
export function runPath(simulation) {
  return `/simulations/${simulation}`;
}
