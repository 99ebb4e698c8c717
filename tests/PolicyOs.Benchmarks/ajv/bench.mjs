// Measures ajv on schema.json with valid.json and invalid.json; prints nanoseconds per validation as JSON.
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';

const read = name => JSON.parse(readFileSync(new URL(name, import.meta.url)));
// Exact decimals as we have them: ajv's multipleOf divides doubles, so it needs a tolerance to accept 412.35.
const ajv = new Ajv2020({ multipleOfPrecision: 6, strictTypes: false });
const validate = ajv.compile(read('schema.json'));
const rows = { valid: read('valid.json'), invalid: read('invalid.json') };

const results = {};
for (const [name, data] of Object.entries(rows)) {
  if (validate(data) !== (name === 'valid')) throw new Error(`ajv disagrees on ${name}.json`);
  const runs = [];
  for (let run = 0; run < 40; run++) {
    const count = 100_000;
    let sum = 0;
    const start = process.hrtime.bigint();
    for (let i = 0; i < count; i++) sum += validate(data) ? 1 : 0;
    runs.push(Number(process.hrtime.bigint() - start) / count);
    if (sum !== (name === 'valid' ? count : 0)) throw new Error('not the same answer every time');
  }
  // The first runs are the compiler's; of the rest the median.
  const warm = runs.slice(10).sort((a, b) => a - b);
  results[name] = { median: warm[15], best: warm[0] };
}
console.log(JSON.stringify({ version: read('node_modules/ajv/package.json').version, node: process.version, results }));
