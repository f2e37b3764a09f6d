// Policies of users and of buckets, evaluated as IAM does it: what is denied stays denied.

/** Does a policy allow a request: `'allow'`, `'deny'`, or `undefined` where it says nothing of it. */
export function evaluate(policy, { principal, action, resource, context = {} }) {
  let answer;
  for (const statement of [policy?.Statement ?? []].flat()) {
    if (!appliesTo(statement, principal, action, resource, context)) continue;
    if (statement.Effect === 'Deny') return 'deny';
    answer = 'allow';
  }
  return answer;
}

/**
 * Matches `*` and `?`, going back to the last star only: no text makes it slow.
 * `static/*` matches `static/img/a.png`, and not `other/a.png`.
 */
export function matches(pattern, text) {
  let at = 0;
  let star = -1;
  let from = 0;
  for (let read = 0; read < text.length; ) {
    if (pattern[at] === '*') {
      star = at;
      from = read;
      at += 1;
    } else if (pattern[at] === '?' || (at < pattern.length && pattern[at] === text[read])) {
      at += 1;
      read += 1;
    } else if (star >= 0) {
      at = star + 1;
      from += 1;
      read = from;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}

function appliesTo(statement, principal, action, resource, context) {
  const { Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  const isOf = (patterns, text) => [patterns].flat().some((each) => matches(each, text));
  const lower = (patterns) => [patterns].flat().map((each) => each.toLowerCase());
  return (
    (principal === undefined || isPrincipal(statement, principal)) &&
    // actions are compared without regard to case, resources are not
    (NotAction === undefined
      ? isOf(lower(Action ?? []), action.toLowerCase())
      : !isOf(lower(NotAction), action.toLowerCase())) &&
    (NotResource === undefined ? isOf(Resource ?? [], resource) : !isOf(NotResource, resource)) &&
    Object.entries(Condition).every(([operator, tests]) => holds(operator, tests, context))
  );
}

/** `principal`: `{ Service }`, `{ AWS }` or `{}` for somebody unknown. */
function isPrincipal({ Principal }, principal) {
  if (Principal === '*' || Principal?.AWS === '*') return principal.Service === undefined;
  return ['Service', 'AWS'].some(
    (kind) => principal[kind] !== undefined && [Principal?.[kind]].flat().includes(principal[kind]),
  );
}

const OPERATORS = {
  StringEquals: (wanted, value) => wanted === value,
  StringLike: matches,
  ArnEquals: matches,
  ArnLike: matches,
  Bool: (wanted, value) => String(wanted) === String(value),
};

/** Keys of conditions are compared without regard to case. What this does not know is an error. */
function holds(operator, tests, context) {
  const values = Object.fromEntries(
    Object.entries(context).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return Object.entries(tests).every(([name, given]) => {
    const value = values[name.toLowerCase()];
    const wanted = [given].flat();
    if (operator === 'Null')
      return wanted.some((each) => String(each) === String(value === undefined));
    const { not, word, isIfExists } = parse(operator);
    const compare = OPERATORS[word];
    if (compare === undefined)
      throw new Error(`This server does not know the condition ${operator}.`);
    if (value === undefined) return isIfExists || not;
    return wanted.some((each) => compare(each, value)) !== not;
  });
}

/** `StringNotLikeIfExists` → not, `StringLike`, if it exists. */
function parse(operator) {
  const isIfExists = operator.endsWith('IfExists');
  const plain = operator.replace(/IfExists$/, '');
  const not = /^(?:String|Arn)Not/.test(plain);
  return { not, word: plain.replace(/^(String|Arn)Not/, '$1'), isIfExists };
}
