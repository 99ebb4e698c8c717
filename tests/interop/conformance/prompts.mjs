// The prompts and resources that the conformance suite reads.
import { inputRequired, inputResponse, ProtocolError } from '@modelcontextprotocol/server';
import { IMAGE } from './samples.mjs';

const user = (content) => ({ role: 'user', content });
const says = (text) => user({ type: 'text', text });
const argument = (name) => ({ name, required: true });

/** Name to {description, arguments, get}. */
export const prompts = {
  test_simple_prompt: { description: 'Says one thing', get: () => [says('This is a simple prompt for testing.')] },
  test_prompt_with_arguments: {
    description: 'Says what it was given',
    arguments: [argument('arg1'), argument('arg2')],
    get: ({ arg1, arg2 }) => [says(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)],
  },
  test_prompt_with_embedded_resource: {
    description: 'Holds a resource',
    arguments: [argument('resourceUri')],
    get: ({ resourceUri }) => [
      user({ type: 'resource', resource: { uri: resourceUri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' } }),
      says('Please process the embedded resource above.'),
    ],
  },
  test_prompt_with_image: {
    description: 'Holds a picture',
    get: () => [user({ type: 'image', data: IMAGE, mimeType: 'image/png' }), says('Please analyze the image above.')],
  },
  test_input_required_result_prompt: {
    description: 'Asks for its context',
    get: (_, ctx) => {
      const view = inputResponse(ctx.mcpReq.inputResponses, 'user_context');
      return view.kind === 'elicit' && view.action === 'accept'
        ? [says(`The context is ${view.content.context}`)]
        : inputRequired({
          inputRequests: {
            user_context: inputRequired.elicit({
              mode: 'form',
              message: 'What context should the prompt use?',
              requestedSchema: { type: 'object', properties: { context: { type: 'string' } }, required: ['context'] },
            }),
          },
        });
    },
  },
  test_changed_prompt: { description: 'Comes and goes', get: () => [says('here')] },
};

/** The prompt that comes and goes. */
export const LATER = 'test_changed_prompt';

/** URI to what resources/list says of it and what it holds. */
export const resources = {
  'test://static-text': {
    name: 'text', description: 'A text that stays', mimeType: 'text/plain', content: { text: 'This is the content of the static text resource.' },
  },
  'test://static-binary': { name: 'binary', description: 'A picture that stays', mimeType: 'image/png', content: { blob: IMAGE } },
  'test://watched-resource': { name: 'watched', description: 'A text that can be subscribed to', mimeType: 'text/plain', content: { text: 'Watched resource content' } },
};

export const template = { uriTemplate: 'test://template/{id}/data', name: 'data', description: 'Data by its id', mimeType: 'application/json' };

/** What stands at a URI; an error that names the URI when nothing does (SEP-2164). */
export function read(uri) {
  const id = /^test:\/\/template\/([^/]+)\/data$/.exec(uri)?.[1];
  const { mimeType, content } = id === undefined
    ? resources[uri] ?? {}
    : { mimeType: template.mimeType, content: { text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }) } };
  if (!content) throw new ProtocolError(-32602, 'Resource not found', { uri });
  return { contents: [{ uri, mimeType, ...content }] };
}
