// One rule on three engines, in one run: this repository's evaluator, cel-js, and Cedar's wasm build with prepared policies.
//   npm ci && dotnet build -c Release .. && node compare.mjs
// Each engine is measured by many small batches, shorter than a slice of the scheduler, so that the median is of batches nobody interrupted.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as cel from 'cel-js';

const cedar = createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs');
const here = dirname(fileURLToPath(import.meta.url));
const versions = JSON.parse(readFileSync(join(here, 'package.json'))).dependencies;
const rule = 'input.budget.amount <= principal.attributes.budget_limit && input.tier in [1,2,3]';
const input = { name: 'spring', tier: 2, budget: { currency: 'EUR', amount: 4500 }, channel: 'mail' };
const principal = { id: 'u1', roles: ['marketer'], attributes: { region: 'eu', budget_limit: 5000 } };

function measure(evaluate, batches, perBatch) {
  if (evaluate() !== true) throw new Error('the rule does not hold, so the measurement would be of something else');
  let times = [];
  for (let warmUp = 0; warmUp < 3; warmUp++) {
    times = [];
    for (let batch = 0; batch < batches; batch++) {
      const start = process.hrtime.bigint();
      for (let i = 0; i < perBatch; i++) evaluate();
      times.push(Number(process.hrtime.bigint() - start) / perBatch);
    }
  }
  times.sort((a, b) => a - b);
  return { median_ns: times[Math.floor(times.length / 2)], best_ns: times[0] };
}

function ours() {
  const program = join(here, '..', 'bin', 'Release', 'net10.0', 'PolicyOs.Benchmarks.dll');
  return execFileSync('dotnet', [program, 'cel'], { encoding: 'utf8' }).trim().split('\n').map(line => JSON.parse(line));
}

function celJs() {
  const parsed = cel.parse(rule);
  if (!parsed.isSuccess) throw new Error(parsed.errors.join('\n'));
  return measure(() => cel.evaluate(parsed.cst, { input, principal }), 1000, 20);
}

function cedarWasm() {
  const policy = `permit(principal, action, resource) when {
    context.input.budget.amount <= principal.attributes.budget_limit && [1, 2, 3].contains(context.input.tier)
  };`;
  const prepared = cedar.preparsePolicySet('rules', { staticPolicies: policy });
  if (prepared.type !== 'success') throw new Error(JSON.stringify(prepared));
  const uid = { type: 'User', id: 'u1' };
  const entities = [{ uid, attrs: principal, parents: [] }];
  return measure(() => {
    const answer = cedar.statefulIsAuthorized({
      principal: uid,
      action: { type: 'Action', id: 'call' },
      resource: { type: 'Tool', id: 'create_campaign' },
      context: { input },
      preparsedPolicySetId: 'rules',
      entities,
    });
    return answer.type === 'success' && answer.response.decision === 'allow';
  }, 1000, 10);
}

const [reused, perCall] = ours();
const rows = [
  ['this repository, values kept', reused],
  ['this repository, values set for each call', perCall],
  [`cel-js ${versions['cel-js']}, parsed once`, celJs()],
  [`Cedar ${versions['@cedar-policy/cedar-wasm']} (wasm), policies prepared`, cedarWasm()],
];
console.log(`rule: \`${rule}\`\n`);
console.log('| engine | median ns | best ns | bytes | times ours (best, per call) |');
console.log('|---|---:|---:|---:|---:|');
for (const [name, { median_ns, best_ns, bytes }] of rows) {
  console.log(`| ${name} | ${median_ns.toFixed(0)} | ${best_ns.toFixed(0)} | ${bytes ?? ''} | ${(best_ns / perCall.best_ns).toFixed(1)} |`);
}
