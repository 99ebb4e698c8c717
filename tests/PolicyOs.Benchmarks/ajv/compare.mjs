// Prints ajv's and our figures side by side: compare.mjs ajv.json benchmarkdotnet-brief.json
import { readFileSync } from 'node:fs';

const [ajv, ours] = process.argv.slice(2).map(path => JSON.parse(readFileSync(path)));
console.log(`ajv ${ajv.version} on node ${ajv.node}; PolicyOs.Json on ${ours.HostEnvironmentInfo.RuntimeVersion}`);
console.log('| instance | ajv, median ns | PolicyOs.Json, median ns | ratio | allocated |');
console.log('|---|---:|---:|---:|---:|');
for (const [name, method] of [['valid', 'Valid'], ['invalid', 'Invalid']]) {
  const row = ours.Benchmarks.find(benchmark => benchmark.Method === method);
  const theirs = ajv.results[name].median;
  const mine = row.Statistics.Median;
  console.log(`| ${name} | ${theirs.toFixed(0)} | ${mine.toFixed(0)} | ${(theirs / mine).toFixed(2)} | ${row.Memory.BytesAllocatedPerOperation} B |`);
}
