// The tools that the conformance suite calls: for each its description, its schema and what it answers. `client` is what the suite's client says it can do.
import { createRequestStateCodec, inputRequired, inputResponse, MissingRequiredClientCapabilityError } from '@modelcontextprotocol/server';
import { setTimeout as delay } from 'node:timers/promises';
import { AUDIO, IMAGE, SCHEMA_2020_12 } from './samples.mjs';

/** Seals what a tool remembers from one round to the next; the server verifies it before a tool sees it. */
export const states = createRequestStateCodec({ key: crypto.getRandomValues(new Uint8Array(32)) });

const text = (value) => ({ content: [{ type: 'text', text: value }] });
const object = (properties = {}) => ({ type: 'object', properties, required: Object.keys(properties) });
const form = (message, properties, required = Object.keys(properties)) =>
  inputRequired.elicit({ mode: 'form', message, requestedSchema: { type: 'object', properties, required } });
const string = { type: 'string' };
const sampling = (question, maxTokens) =>
  ({ method: 'sampling/createMessage', params: { messages: [{ role: 'user', content: { type: 'text', text: question } }], maxTokens } });
const roots = { method: 'roots/list', params: {} };

/** What the client answered under a key; undefined when it did not, or not with an answer of that kind. */
const answered = (ctx, key) => {
  const view = inputResponse(ctx.mcpReq.inputResponses, key);
  if (view.kind === 'elicit') return view.action === 'accept' && view.content ? view.content : undefined;
  return view.kind === 'missing' ? undefined : view;
};

/** A tool that asks once and answers with what it was told. */
const asks = (key, request, answer) => async (_, ctx) => {
  const told = answered(ctx, key);
  return told ? text(answer(told)) : inputRequired({ inputRequests: { [key]: request } });
};

async function logs(_, ctx) {
  for (const said of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
    await ctx.mcpReq.log('info', said);
    await delay(50);
  }
  return text('logged three times');
}

async function progresses(_, ctx) {
  const token = ctx.mcpReq._meta?.progressToken;
  for (const progress of [0, 50, 100]) {
    if (token !== undefined) {
      await ctx.mcpReq.notify({ method: 'notifications/progress', params: { progressToken: token, progress, total: 100, message: `${progress} of 100` } });
    }
    await delay(50);
  }
  return text('done');
}

const elicits = (said, message, properties, required) => async (args, ctx) => {
  const { action, content = {} } = await ctx.mcpReq.elicitInput({
    mode: 'form', message: message ?? args.message, requestedSchema: { type: 'object', properties, required },
  });
  return text(`${said}: action=${action}, content=${JSON.stringify(content)}`);
};

async function reconnects(_, ctx) {
  ctx.http?.closeSSE?.();
  await delay(100);
  return text('said after the stream was closed');
}

async function manyInputs(_, ctx) {
  const keys = ['user_name', 'greeting', 'client_roots'];
  if (ctx.mcpReq.requestState() && keys.every((key) => answered(ctx, key))) return text('everything was answered');
  return inputRequired({
    inputRequests: { user_name: form('What is your name?', { name: string }), greeting: sampling('Generate a greeting', 50), client_roots: roots },
    requestState: await states.mint({ asked: keys }),
  });
}

async function rounds(_, ctx) {
  const state = ctx.mcpReq.requestState();
  if (state?.round === 2 && answered(ctx, 'step2')) return text(`${state.name} likes ${answered(ctx, 'step2').color}`);
  const name = state?.round === 1 ? answered(ctx, 'step1')?.name : undefined;
  return name === undefined
    ? inputRequired({ inputRequests: { step1: form('Step 1: What is your name?', { name: string }) }, requestState: await states.mint({ round: 1 }) })
    : inputRequired({ inputRequests: { step2: form('Step 2: What is your favorite color?', { color: string }) }, requestState: await states.mint({ round: 2, name }) });
}

const confirms = (done) => async (_, ctx) => ctx.mcpReq.requestState() && answered(ctx, 'confirm')
  ? text(done)
  : inputRequired({ inputRequests: { confirm: form('Please confirm', { ok: { type: 'boolean' } }) }, requestState: await states.mint({ asked: 'confirm' }) });

const whatItCan = (_, ctx, { client }) => inputRequired({
  inputRequests: {
    ...(client.elicitation ? { confirm: form('Please confirm', { ok: { type: 'boolean' } }) } : {}),
    ...(client.sampling ? { question: sampling('Say something', 50) } : {}),
    ...(client.roots ? { folders: roots } : {}),
  },
  requestState: '',
});

function needsSampling(_, ctx, { client }) {
  if (!client.sampling) throw new MissingRequiredClientCapabilityError({ requiredCapabilities: { sampling: {} } });
  return text('the client can sample');
}

const choices = (...names) => names.map(([value, title]) => ({ const: value, title }));

/** Name to {description, inputSchema, call}. */
export const tools = {
  test_simple_text: { description: 'Says one thing', call: () => text('This is a simple text response for testing.') },
  test_image_content: { description: 'Shows a picture', call: () => ({ content: [{ type: 'image', data: IMAGE, mimeType: 'image/png' }] }) },
  test_audio_content: { description: 'Plays a sound', call: () => ({ content: [{ type: 'audio', data: AUDIO, mimeType: 'audio/wav' }] }) },
  test_embedded_resource: {
    description: 'Answers with a resource',
    call: () => ({ content: [{ type: 'resource', resource: { uri: 'test://embedded-resource', mimeType: 'text/plain', text: 'This is an embedded resource content.' } }] }),
  },
  test_multiple_content_types: {
    description: 'Answers with text, a picture and a resource',
    call: () => ({
      content: [
        { type: 'text', text: 'Multiple content types test:' },
        { type: 'image', data: IMAGE, mimeType: 'image/png' },
        { type: 'resource', resource: { uri: 'test://mixed-content-resource', mimeType: 'application/json', text: '{"test":"data","value":123}' } },
      ],
    }),
  },
  test_tool_with_logging: { description: 'Logs three times', call: logs },
  test_logging_tool: { description: 'Logs three times, if it may', call: logs },
  test_tool_with_progress: { description: 'Reports progress three times', call: progresses },
  test_error_handling: { description: 'Fails', call: () => ({ isError: true, ...text('This tool intentionally returns an error for testing') }) },
  test_reconnection: { description: 'Closes its stream and answers later', call: reconnects },
  test_sampling: {
    description: 'Asks a model',
    inputSchema: object({ prompt: string }),
    call: async ({ prompt }, ctx) => text(`LLM response: ${(await ctx.mcpReq.requestSampling(sampling(prompt, 100).params)).content.text}`),
  },
  test_elicitation: {
    description: 'Asks a person',
    inputSchema: object({ message: string }),
    call: elicits('User response', undefined, { username: string, email: string }, ['username', 'email']),
  },
  test_elicitation_sep1034_defaults: {
    description: 'Asks a person and offers answers',
    call: elicits('Elicitation completed', 'Please check', {
      name: { type: 'string', default: 'John Doe' },
      age: { type: 'integer', default: 30 },
      score: { type: 'number', default: 95.5 },
      status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
      verified: { type: 'boolean', default: true },
    }),
  },
  test_elicitation_sep1330_enums: {
    description: 'Asks a person to choose',
    call: elicits('Elicitation completed', 'Please choose', {
      untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
      titledSingle: { type: 'string', oneOf: choices(['value1', 'First Option'], ['value2', 'Second Option'], ['value3', 'Third Option']) },
      legacyEnum: { type: 'string', enum: ['opt1', 'opt2', 'opt3'], enumNames: ['Option One', 'Option Two', 'Option Three'] },
      untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
      titledMulti: { type: 'array', items: { anyOf: choices(['value1', 'First Choice'], ['value2', 'Second Choice'], ['value3', 'Third Choice']) } },
    }),
  },
  json_schema_2020_12_tool: { description: 'Has a schema with all that 2020-12 offers', inputSchema: SCHEMA_2020_12, call: () => text('its arguments fit') },
  test_custom_headers: {
    description: 'Has an argument that is repeated in a header',
    inputSchema: object({ region: { type: 'string', 'x-mcp-header': 'Region' } }),
    call: ({ region }) => text(region),
  },
  test_missing_capability: { description: 'Needs a client that can sample', call: needsSampling },
  test_streaming_elicitation: {
    description: 'Asks a person while its stream is open',
    call: asks('user_name', form('What is your name?', { name: string }), ({ name }) => `Hello, ${name}!`),
  },
  test_input_required_result_elicitation: {
    description: 'Asks for a name',
    call: asks('user_name', form('What is your name?', { name: string }), ({ name }) => `Hello, ${name}!`),
  },
  test_input_required_result_sampling: {
    description: 'Asks a model for a capital',
    call: asks('capital_question', sampling('What is the capital of France?', 100), ({ result }) => result.content.text),
  },
  test_input_required_result_list_roots: {
    description: 'Asks for the roots',
    call: asks('client_roots', roots, ({ roots: found }) => found.map(({ uri }) => uri).join()),
  },
  test_input_required_result_request_state: { description: 'Remembers what it asked', call: confirms('state-ok') },
  test_input_required_result_tampered_state: { description: 'Notices a forged state', call: confirms('the state was untouched') },
  test_input_required_result_multiple_inputs: { description: 'Asks three things at once', call: manyInputs },
  test_input_required_result_multi_round: { description: 'Asks two things, one after the other', call: rounds },
  test_input_required_result_capabilities: { description: 'Asks only what the client can answer', call: whatItCan },
  test_trigger_tool_change: {
    description: 'Adds a tool, or takes it away again',
    call: (_, ctx, { lists }) => {
      lists.toggleTool();
      return text('the list of tools has changed');
    },
  },
  test_trigger_prompt_change: {
    description: 'Adds a prompt, or takes it away again',
    call: (_, ctx, { lists }) => {
      lists.togglePrompt();
      return text('the list of prompts has changed');
    },
  },
};

/** The tool that comes and goes. */
export const LATER = 'test_changed_tool';

tools[LATER] = { description: 'Comes and goes', call: () => text('here') };
