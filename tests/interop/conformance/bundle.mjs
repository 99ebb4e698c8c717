// The contract of the fixture: everything it has, so that whatever the suite finds wrong behind the gateway is the gateway's.
import { bundle } from '../lib/bundle.mjs';
import { prompts, resources, template } from './prompts.mjs';
import { tools } from './tools.mjs';

/** @param server How the fixture is reached: the fields of a server in mcp_contract.yaml. */
export const fixtureBundle = (server) => bundle({
  name: 'conformance',
  servers: { fixture: { owner: 'tests', client_requests: { elicitation: 'allow', roots: 'allow', sampling: 'allow' }, ...server } },
  tools: Object.fromEntries(Object.keys(tools).map((name) => [name, {}])),
  resources: [...Object.keys(resources), template.uriTemplate],
  prompts: Object.keys(prompts),
  session: { session_key: 'principal' },
});
