import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkCursors } from '../../../../src/completion/suite/checkCursors';
import { readSuite } from '../../../../src/completion/suite/readSuite';
import { makeTemporaryFolder } from '../../../support/temporaryFolder';

const text = `\uFEFF{
  "endpoint": { "baseUrl": "http://a" }, "model": "m",
  "cases": [
    { "name": "good", "file": "a.ts", "cursor": { "after": "const b = " } },
    { "name": "twice", "file": "a.ts", "cursor": { "after": "const " } },
    { "name": "no marker", "file": "a.ts", "cursor": { "marker": "<|>" } },
    { "name": "no line", "file": "a.ts", "cursor": { "line": 9, "column": 1 } },
    { "name": "no file", "file": "b.ts", "cursor": { "line": 1, "column": 1 } },
    { "name": "a folder", "file": "folder", "cursor": { "line": 1, "column": 1 } },
    { "name": "inline", "prefix": "a" },
  ],
}`;

describe('checkCursors', () => {
  it('places what is wrong with files and cursors, and reads each file once', async () => {
    const folder = await makeTemporaryFolder();
    try {
      writeFileSync(join(folder.path, 'a.ts'), 'const a = 1;\nconst b = ;\n');
      mkdirSync(join(folder.path, 'folder'));
      const { suite } = readSuite(text, join(folder.path, 'x.completions.json'));
      assert.ok(suite);
      const read: string[] = [];
      const problems = await checkCursors(text, suite, (file) => {
        read.push(file);
        return readFile(file, 'utf8');
      });
      const said = problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
      assert.equal(said.length, 5);
      assert.match(said[0] ?? '', /^5:61 .*more than once, on lines 1 and 2/);
      assert.match(said[1] ?? '', /^6:66 The marker is not in the file/);
      assert.match(said[2] ?? '', /^7:62 The file has no line 9/);
      assert.match(
        said[3] ?? '',
        /^8:34 There is no such file\. Paths are taken from the folder of the suite/,
      );
      assert.match(said[4] ?? '', /^9:35 This is a folder/);
      assert.equal(read.length, 3);
    } finally {
      folder.remove();
    }
  });
});
