// Reports to mocha's `output` option: one line of JSON a test. Written for mocha 3 to 11, which agree on these events.
const { appendFileSync } = require('node:fs');

module.exports = function ListTests(runner, options) {
  const { output } = options.reporterOptions || options.reporterOption || {};
  // Old versions tell a second time of a test that calls back twice.
  const told = new WeakSet();
  const tell = (state) => (test, error) => {
    if (told.has(test)) return;
    told.add(test);
    const result = {
      file: test.file,
      name: test.fullTitle(),
      state,
      error: error && String(error.stack || error),
    };
    appendFileSync(output, `${JSON.stringify(result)}\n`);
  };
  runner.on('pass', tell('passed'));
  runner.on('fail', tell('failed'));
  runner.on('pending', tell('skipped'));
};
