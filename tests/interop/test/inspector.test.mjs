// The command line of the official Inspector in front of the gateway: lists, a call, a refusal, a resource and a prompt, over both transports, in each era.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { join } from 'node:path';
import { fixtureBundle } from '../conformance/bundle.mjs';
import { newNode, runToEnd } from '../lib/command.mjs';
import { gateway, interop } from '../lib/gateway.mjs';
import { serveGateway } from '../lib/served.mjs';

const inspector = [newNode, join(interop, 'node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js'), '--cli'];
const bundle = fixtureBundle({ transport: 'stdio', command: 'node', args: [join(interop, 'conformance/fixture.mjs'), 'stdio'] });

describe('MCP Inspector', { concurrency: 1 }, () => {
  let served;
  before(async () => { served = await serveGateway(bundle, '--max-sessions', '100'); });
  after(() => served.stop());

  const cases = ['stdio', 'HTTP'].flatMap((transport) => ['legacy', 'auto', 'modern'].map((era) => ({ transport, era })));
  for (const { transport, era } of cases) {
    const ask = async (method, ...more) => {
      const target = transport === 'stdio' ? gateway(bundle) : [served.url.href];
      const { stdout, stderr } = await runToEnd([...inspector, ...target, '--protocol-era', era, '--quiet', '--method', method, ...more]);
      assert.ok(stdout.startsWith('{'), `${method}: ${stderr}${stdout}`);
      return JSON.parse(stdout);
    };

    it(`${transport}, ${era}`, async () => {
      const { tools } = await ask('tools/list');
      assert.deepEqual(tools.find((tool) => tool.name === 'test_simple_text')._meta['policyos/contract'], { side_effect: 'read', checkpoint: false });

      const said = await ask('tools/call', '--tool-name', 'test_simple_text');
      assert.equal(said.content[0].text, 'This is a simple text response for testing.');
      assert.equal(said._meta['policyos/observation'].tool, 'test_simple_text');

      const refused = await ask('tools/call', '--tool-name', 'test_elicitation');
      assert.equal(refused._meta['policyos/decision'].code, 'CONTRACT_VIOLATION');

      const read = await ask('resources/read', '--uri', 'test://template/7/data');
      assert.equal(JSON.parse(read.contents[0].text).id, '7');
      assert.ok((await ask('resources/templates/list')).resourceTemplates.length === 1);

      const prompt = await ask('prompts/get', '--prompt-name', 'test_prompt_with_arguments', '--prompt-args', 'arg1=a', 'arg2=b');
      assert.match(prompt.messages[0].content.text, /arg1='a', arg2='b'/);
    });
  }
});
