// What a gateway in front of 1,000 tools takes: the time of tools/list, memory at rest, and its growth over many calls; and memory at rest in front of 10.
//   dotnet publish src/PolicyOs.Mcp -c Release -o artifacts/footprint
//   node tests/PolicyOs.Benchmarks/footprint/run.mjs artifacts/footprint/policyos [CALLS] [sqlite | memory]
// Prints one line a figure beside its goal; exits 1 when one is missed. A journal in memory keeps every event, so its growth has no goal.
// Linux: memory is VmRSS of /proc.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [, , program, calls = '1000000', store = 'sqlite'] = process.argv;
const inFlight = 32;
const folder = mkdtempSync(join(tmpdir(), 'policyos-footprint-'));
const rest_for = (ms) => new Promise((done) => setTimeout(done, ms));
let missed = 0;
function figure(name, value, goal, unit) {
  missed += value > goal ? 1 : 0;
  console.log(`${value <= goal ? 'met   ' : 'MISSED'}  ${name}: ${value.toFixed(2)} ${unit}${goal === Infinity ? '' : ` (goal ${goal} ${unit})`}`);
}

// A gateway in front of so many tools, connected.
async function start(tools) {
  const bundle = write(tools);
  const command = program.endsWith('.dll') ? ['dotnet', program] : [program];
  const journal = store === 'memory' ? 'memory' : `sqlite:${folder}/journal-${tools}.db`;
  const process = spawn(command[0], [...command.slice(1), 'run', '--bundle', bundle, '--store', journal, '--durability', 'relaxed'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const waiting = new Map();
  let last = 0;
  let rest = '';
  process.stdout.setEncoding('utf8').on('data', (text) => {
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
    process.stdin.write(`{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${JSON.stringify(params)}}\n`);
  });
  await ask('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'footprint', version: '1' } });
  process.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
  const listed = JSON.parse(await ask('tools/list', {})).result.tools.length;
  if (listed !== tools) throw new Error(`${listed} of ${tools} tools are listed`);
  return {
    ask,
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${process.pid}/status`, 'utf8'))[1]) / 1024,
    end: () => new Promise((done) => {
      process.on('exit', done);
      process.stdin.end();
    }),
  };
}

async function call(gateway, tools, count) {
  let left = count;
  await Promise.all(Array.from({ length: inFlight }, async () => {
    while (left-- > 0) {
      const answer = await gateway.ask('tools/call', { name: `tool_${left % tools}`, arguments: { text: `call ${left}` } });
      if (answer.includes('"isError":true')) throw new Error(answer);
    }
  }));
}

const small = await start(10);
await rest_for(5000);
figure('at rest, 10 tools', small.memory(), 120, 'MB');
await small.end();

const tools = 1000;
const gateway = await start(tools);
await rest_for(5000);
figure('at rest, 1,000 tools', gateway.memory(), 120, 'MB');

const times = [];
for (let i = 0; i < 200; i++) {
  const from = process.hrtime.bigint();
  await gateway.ask('tools/list', {});
  times.push(Number(process.hrtime.bigint() - from) / 1e6);
}
times.sort((a, b) => a - b);
figure('tools/list of 1,000 tools, median of 200, as the client sees it', times[100], 2, 'ms');

// What a process needs to get going is not growth: code is compiled, caches and pools fill.
await call(gateway, tools, Math.min(50_000, Number(calls) / 10));
await rest_for(5000);
const before = gateway.memory();
const from = performance.now();
await call(gateway, tools, Number(calls));
const seconds = (performance.now() - from) / 1000;
const busy = gateway.memory();
await rest_for(5000);
const after = gateway.memory();
console.log(`        ${Number(calls).toLocaleString('en')} calls in ${seconds.toFixed(0)} s, ${(Number(calls) / seconds).toFixed(0)}/s, journal ${store}; ${before.toFixed(1)} MB before, ${busy.toFixed(1)} MB at their end, ${after.toFixed(1)} MB at rest again`);
figure(`growth over ${Number(calls).toLocaleString('en')} calls`, after - before, store === 'memory' ? Infinity : 10, 'MB');
await gateway.end();
rmSync(folder, { recursive: true, force: true });
process.exitCode = missed > 0 ? 1 : 0;

function write(tools) {
  const bundle = join(folder, `footprint-${tools}`);
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
  return bundle;
}
