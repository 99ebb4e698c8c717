// Bundles written for one test each, beside the test that needs them. JSON is YAML.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { interop } from './gateway.mjs';

const OUTCOME = `---
target_workflow: interop
operator: the test
owner: tests
fallback: none
review_cadence: with every change
success_metrics: [{ name: tests, target: all }]
---
${['Job', 'Success', 'Fallback', 'Ownership', 'Customer language'].map((h) => `# ${h}\n\nA test.\n`).join('\n')}`;

const RUNBOOK = ['Setup', 'Secrets', 'Smoke', 'Approvals', 'Incidents', 'Rollback', 'Owners', 'Review cadence', 'Known failures', 'Evidence']
  .map((h) => `# ${h}\n\nA test.\n`).join('\n');

/** A contract of one tool, with everything required. */
export const contract = (tool, more = {}) => ({
  tool,
  side_effect: 'read',
  evidence_class: 'local_transaction',
  commit_requirement: 'acknowledged',
  timeouts: { total_ms: 10_000 },
  retries: { max_attempts: 1, retry_on: [] },
  rate_limits: { on_429: { respect_retry_after: true, max_sleep_seconds: 1 } },
  assertions: { input_invariants: [], output_invariants: [] },
  golden_cases: [],
  allowed_errors: [],
  ...more,
});

/** A server that is the fake upstream in one of its modes. */
export const fake = (mode = 'normal', more = {}) => ({
  transport: 'stdio', command: 'node', args: [join(interop, 'fake-upstream.mjs'), mode], owner: 'tests', ...more,
});

/**
 * Writes a bundle into a folder of its own.
 * @param tools Tool name to {server, upstream_name, input_schema, output_schema} and, under `contract`, what its contract says beyond `contract()`.
 * @param resources URI patterns, all of the first server.
 * @param prompts Names of prompts, all of the first server.
 * @returns The folder.
 */
export function bundle({ name = 'test', servers = { fake: fake() }, tools, resources = [], prompts = [], agent = {}, session }) {
  const folder = join(mkdtempSync(join(tmpdir(), 'policyos-interop-')), name);
  const first = Object.keys(servers)[0];
  const files = {
    'mcp_contract.yaml': {
      schema_version: '1.0', workflow: name, owner: 'tests', servers,
      tools: Object.entries(tools).map(([tool, { contract: _, ...declared }]) => ({ name: tool, server: first, ...declared })),
      resources: resources.map((pattern) => ({ pattern, server: first })),
      prompts: prompts.map((id) => ({ id, server: first })),
    },
    'agent_contract.yaml': {
      schema_version: '1.0', agent: 'tester', allowed_tools: Object.keys(tools), write_operations: 'allow',
      runtime: { surface: 'service', status: 'prototype' }, ...agent,
    },
    ...(session ? { 'session.yaml': { schema_version: '1.0', agent: 'tester', ...session } } : {}),
    ...Object.fromEntries(Object.entries(tools).map(([tool, { contract: more }]) => [`tools/${tool}.yaml`, contract(tool, more)])),
    'golden_tasks.yaml': { schema_version: '1.0', tasks: [] },
    'outcome_contract.md': OUTCOME,
    'runbook.md': RUNBOOK,
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return folder;
}
