// What a gateway in front of 1,000 tools takes: the time of tools/list, memory when idle, and its growth over many calls.
//   dotnet publish src/PolicyOs.Mcp -c Release -o artifacts/footprint
//   node tests/PolicyOs.Benchmarks/footprint/run.mjs artifacts/footprint/policyos [CALLS]
// Prints one line a figure beside its goal; exits 1 when one is missed. Linux: memory is VmRSS of /proc.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [, , program, calls = '1000000'] = process.argv;
const tools = 1000;
const inFlight = 32;
const folder = mkdtempSync(join(tmpdir(), 'policyos-footprint-'));
const bundle = join(folder, 'footprint');
write();

const command = program.endsWith('.dll') ? ['dotnet', program] : [program];
const gateway = spawn(command[0], [...command.slice(1), 'run', '--bundle', bundle, '--store', `sqlite:${folder}/journal.db`, '--durability', 'relaxed'], { stdio: ['pipe', 'pipe', 'ignore'] });
const waiting = new Map();
let last = 0;
let rest = '';
gateway.stdout.setEncoding('utf8').on('data', (text) => {
  const lines = (rest + text).split('\n');
  rest = lines.pop();
  for (const line of lines) {
    const id = /"id":(\d+)/.exec(line)?.[1];
    const done = waiting.get(id);
    waiting.delete(id);
    done?.(line);
  }
});
const ask = (method, params) => new Promise((done) => {
  const id = String(++last);
  waiting.set(id, done);
  gateway.stdin.write(`{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${JSON.stringify(params)}}\n`);
});
const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${gateway.pid}/status`, 'utf8'))[1]) / 1024;
const rest_for = (ms) => new Promise((done) => setTimeout(done, ms));
async function call(count) {
  let left = count;
  await Promise.all(Array.from({ length: inFlight }, async () => {
    while (left-- > 0) {
      const answer = await ask('tools/call', { name: `tool_${left % tools}`, arguments: { text: `call ${left}` } });
      if (answer.includes('"isError":true')) throw new Error(answer);
    }
  }));
}

let missed = 0;
function figure(name, value, goal, unit) {
  missed += value > goal ? 1 : 0;
  console.log(`${value <= goal ? 'met   ' : 'MISSED'}  ${name}: ${value.toFixed(2)} ${unit} (goal ${goal} ${unit})`);
}

await ask('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'footprint', version: '1' } });
gateway.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
const listed = JSON.parse(await ask('tools/list', {})).result.tools.length;
if (listed !== tools) throw new Error(`${listed} tools are listed`);
await rest_for(5000);
figure('idle, 1,000 tools', memory(), 120, 'MB');

const times = [];
for (let i = 0; i < 200; i++) {
  const from = process.hrtime.bigint();
  await ask('tools/list', {});
  times.push(Number(process.hrtime.bigint() - from) / 1e6);
}
times.sort((a, b) => a - b);
figure('tools/list of 1,000 tools, median of 200, as the client sees it', times[100], 2, 'ms');

// What a process needs to get going is not growth: code is compiled, caches and pools fill.
await call(Math.min(50_000, Number(calls) / 10));
await rest_for(2000);
const before = memory();
const from = performance.now();
await call(Number(calls));
const seconds = (performance.now() - from) / 1000;
await rest_for(5000);
console.log(`        ${Number(calls).toLocaleString('en')} calls in ${seconds.toFixed(0)} s, ${(Number(calls) / seconds).toFixed(0)}/s; ${before.toFixed(1)} MB before, ${memory().toFixed(1)} MB after`);
figure(`growth over ${Number(calls).toLocaleString('en')} calls`, memory() - before, 10, 'MB');
gateway.stdin.end();
gateway.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = missed > 0 ? 1 : 0;
});

function write() {
  mkdirSync(join(bundle, 'tools'), { recursive: true });
  const names = Array.from({ length: tools }, (_, i) => `tool_${i}`);
  const server = join(dirname(fileURLToPath(import.meta.url)), 'server.mjs');
  const put = (file, value) => writeFileSync(join(bundle, file), typeof value === 'string' ? value : JSON.stringify(value));
  put('mcp_contract.yaml', {
    schema_version: '1.0', workflow: 'footprint', owner: 'benchmarks',
    servers: { many: { transport: 'stdio', command: 'node', args: [server, String(tools)] } }, tools: names.map((name) => ({ name, server: 'many' })),
  });
  put('agent_contract.yaml', { schema_version: '1.0', agent: 'footprint', allowed_tools: names, runtime: { surface: 'service', status: 'prototype' } });
  for (const tool of names) {
    put(`tools/${tool}.yaml`, {
      tool, side_effect: 'read', evidence_class: 'local_transaction', commit_requirement: 'acknowledged', timeouts: { total_ms: 20000 },
      retries: { max_attempts: 1, retry_on: [] }, rate_limits: { on_429: { respect_retry_after: true, max_sleep_seconds: 1 } },
      assertions: { input_invariants: [], output_invariants: [] }, golden_cases: [], allowed_errors: [],
    });
  }
  put('session.yaml', { schema_version: '1.0', agent: 'footprint', record: 'none' });
  put('golden_tasks.yaml', { schema_version: '1.0', tasks: [] });
  const part = (...titles) => titles.map((title) => `# ${title}\n\nA measurement.\n\n`).join('');
  put('outcome_contract.md', `---\ntarget_workflow: footprint\noperator: nobody\nowner: benchmarks\nfallback: none\nreview_cadence: never\nsuccess_metrics: [{ name: figures, target: met }]\n---\n${part('Job', 'Success', 'Fallback', 'Ownership', 'Customer language')}`);
  put('runbook.md', part('Setup', 'Secrets', 'Smoke', 'Approvals', 'Incidents', 'Rollback', 'Owners', 'Review cadence', 'Known failures', 'Evidence'));
}
