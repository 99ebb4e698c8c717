// Programs that say on a line where they can be reached: the gateway on HTTP, and servers.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { gateway } from './gateway.mjs';

const SOON = 30_000;

/**
 * Starts a program and waits until it says its address.
 * @param url The address of one that does not say it, and `says`, the words that it says instead.
 * @returns {Promise<{url: URL, log: string[], stop: () => Promise<void>}>}
 */
export function serve([command, ...args], { env, url, says } = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const log = [];
  return new Promise((resolve, reject) => {
    const give = (why) => {
      child.kill('SIGKILL');
      reject(new Error(`${[command, ...args].join(' ')}: ${why}\n${log.join('\n')}`));
    };
    const late = setTimeout(() => give('says no address'), SOON);
    ended.then((code) => {
      clearTimeout(late);
      give(`ended with ${code}`);
    });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        log.push(line);
        const found = says === undefined ? /\bhttp:\/\/(127\.0\.0\.1|localhost):\d+\/\w+/.exec(line)?.[0] : line.includes(says) && url;
        if (!found) return;
        clearTimeout(late);
        resolve({
          url: new URL(found),
          log,
          stop: () => {
            child.kill('SIGINT');
            return ended;
          },
        });
      });
    }
  });
}

/** The gateway on a free port of this machine. */
export const serveGateway = (bundle, ...options) => serve(gateway(bundle, '--http', '127.0.0.1:0', ...options));
