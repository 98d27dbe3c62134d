// Reports of node:test: one line of JSON a test.
export default async function* listTests(events) {
  const parents = [];
  for await (const { type, data } of events) {
    if (type === 'test:start') parents[data.nesting] = data.name;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const path = [...parents.slice(0, data.nesting), data.name];
    const state = type === 'test:fail' ? 'failed' : data.skip !== undefined ? 'skipped' : 'passed';
    const error = data.details.error;
    const cause = error?.cause ?? error;
    const result = {
      file: data.file ?? data.name,
      name: path.join(' '),
      state,
      error: error && String(cause?.stack ?? cause),
    };
    yield `${JSON.stringify(result)}\n`;
  }
}
