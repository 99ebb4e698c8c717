// The official conformance suites (@modelcontextprotocol/conformance), run against a URL.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newNode, runToEnd } from '../lib/command.mjs';
import { interop } from '../lib/gateway.mjs';

const modules = join(interop, 'node_modules');

/** What runs: the package, how it is told what to run, and of which era its client is. */
export const suites = [
  { name: '0.1.16 active', era: 'legacy', package: 'conformance-0.1', args: ['--suite', 'active'] },
  { name: '0.2.0-alpha.12 --requirements 2025-11-25', era: 'legacy', package: 'conformance-0.2', args: ['--requirements', '2025-11-25'] },
  { name: '0.2.0-alpha.12 --requirements 2026-07-28', era: 'modern', package: 'conformance-0.2', args: ['--requirements', '2026-07-28'] },
];

const RANKS = { FAILURE: 0, WARNING: 1, SKIPPED: 2, INFO: 2, SUCCESS: 3 };

/**
 * Runs one suite; no failure is expected.
 * @returns Whether it ends with 0, which it does when nothing that is scored fails, what it printed, and its checks: `scenario: id` to the statuses it was given.
 */
export async function run(suite, url) {
  const folder = mkdtempSync(join(tmpdir(), 'policyos-conformance-'));
  const { code, stdout, stderr } = await runToEnd([newNode, join(modules, suite.package, 'dist/index.js'), 'server', '--url', url, ...suite.args,
    '--expected-failures', join(interop, 'conformance/expected-failures.yml'), '--output-dir', folder], { timeout: 300_000 });
  const checks = new Map();
  for (const scenario of readdirSync(folder).sort()) {
    const name = scenario.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, '');
    for (const { id, status } of JSON.parse(readFileSync(join(folder, scenario, 'checks.json'), 'utf8'))) {
      const key = `${name}: ${id}`;
      checks.set(key, [...(checks.get(key) ?? []), status]);
    }
  }
  return { passed: code === 0, printed: stdout + stderr, checks };
}

const worst = (statuses) => Math.min(...statuses.map((status) => RANKS[status]));

/** Checks that end worse in the second run than in the first, or are missing there: one line each. */
export const worse = (direct, through) => [...direct.checks]
  .filter(([key, statuses]) => !through.checks.has(key) ? statuses.includes('SUCCESS') : worst(through.checks.get(key)) < worst(statuses))
  .map(([key, statuses]) => `${key}: ${statuses.join()} directly, ${through.checks.get(key)?.join() ?? 'missing'} through the gateway`);

/** How many checks a run has of each status. */
export function tally({ checks }) {
  const count = {};
  for (const status of [...checks.values()].flat()) count[status] = (count[status] ?? 0) + 1;
  return Object.entries(count).map(([status, number]) => `${number} ${status}`).sort().join(', ');
}
