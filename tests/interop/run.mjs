// Runs every test file and ends with one line: how many passed, how many failed. Exit code 1 when any failed, or when there was none.
import { readdirSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'test');
const files = readdirSync(folder).filter((name) => name.endsWith('.test.mjs')).sort().map((name) => join(folder, name));
const count = { passed: 0, failed: 0 };

const stream = run({ files, concurrency: 2, timeout: 600_000 });
// A file is reported as a test around its tests; one that fails without having any has failed itself.
const isFile = (event) => event.details?.type === 'suite' || files.includes(event.name);
stream.on('test:pass', (event) => { if (!isFile(event)) count.passed++; });
stream.on('test:fail', (event) => { if (event.details?.type !== 'suite') count.failed++; });
stream.compose(spec).pipe(process.stdout);
process.on('exit', () => {
  writeSync(1, `\ninterop: ${count.passed} passed, ${count.failed} failed\n`);
  process.exitCode = count.failed > 0 || count.passed === 0 ? 1 : 0;
});
