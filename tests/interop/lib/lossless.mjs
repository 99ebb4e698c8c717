// JSON read without losing anything: numbers stay the text they were, members stay in their order.
const TOKEN = /\s*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))/y;

/** Turns JSON text into nested arrays: ['object', [name, value]…], ['array', value…], ['number', text], ['string', text], ['word', text]. */
export function read(source) {
  let at = 0;
  const next = () => {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (!match) throw new Error(`not JSON at ${at}: ${source.slice(at, at + 40)}`);
    at = TOKEN.lastIndex;
    return match;
  };
  const value = ([, mark, string, number, word]) => {
    if (string !== undefined) return ['string', JSON.parse(string)];
    if (number !== undefined) return ['number', number];
    if (word !== undefined) return ['word', word];
    const items = [];
    for (let token = next(); ; token = next()) {
      if (token[1] === '}' || token[1] === ']') return [mark === '{' ? 'object' : 'array', ...items];
      if (token[1] === ',') continue;
      if (mark === '[') {
        items.push(value(token));
      } else {
        next();
        items.push([JSON.parse(token[2]), value(next())]);
      }
    }
  };
  return value(next());
}

/** A member of a read object, by a path of names. */
export const member = (tree, ...path) => path.reduce((node, name) => node?.slice(1).find(([n]) => n === name)?.[1], tree);

/** A read object without some members. */
export const without = (tree, ...names) => [tree[0], ...tree.slice(1).filter(([n]) => !names.includes(n))];
