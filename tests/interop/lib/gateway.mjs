// Where the gateway's executable is: POLICYOS_BIN, or the newest build of this checkout.
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const interop = dirname(dirname(fileURLToPath(import.meta.url)));
export const checkout = dirname(dirname(interop));

/** How `policyos` is started: a command and the arguments that come before its own. */
export function policyos() {
  const given = process.env.POLICYOS_BIN;
  if (given) return given.endsWith('.dll') ? ['dotnet', given] : [given];
  const builds = ['Release', 'Debug']
    .map((name) => join(checkout, 'src/PolicyOs.Mcp/bin', name, 'net10.0/policyos.dll'))
    .filter((file) => existsSync(file))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  if (builds.length === 0) throw new Error('policyos is not built: run `dotnet build src/PolicyOs.Mcp`, or set POLICYOS_BIN');
  return ['dotnet', builds[0]];
}

/** The command line of `policyos run` for a bundle; nothing is left on disk. */
export const gateway = (bundle, ...options) => [...policyos(), 'run', '--bundle', bundle, '--store', 'memory', ...options];
