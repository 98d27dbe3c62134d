import assert from 'node:assert/strict';
import { commandName } from '../../../src/probe/node/work/commandName';
import { requestName } from '../../../src/probe/node/work/httpWork';

describe('the name of a command', () => {
  const shell = (line: string) => commandName('/bin/sh', ['/bin/sh', '-c', line]);

  it('is its file without folders and arguments', () => {
    assert.equal(commandName('/usr/bin/rg', ['/usr/bin/rg', '--hidden', 'secret']), 'rg');
    assert.equal(commandName('C:\\Program Files\\nodejs\\node.exe'), 'node');
    assert.equal(commandName('git'), 'git');
  });

  for (const [line, name] of [
    ['git log --author=secret', 'git'],
    ['cd /home/secret && npm test', 'npm'],
    ['TOKEN=secret FOO=1 ./run.sh secret', 'run.sh'],
    ['cat secret | grep secret', 'cat'],
    ['export A=secret; /usr/bin/python3 -m secret', 'python3'],
  ] as const) {
    it(`is ${name} for ${line}`, () => assert.equal(shell(line), name));
  }

  it('is that of the shell where the line begins with anything but a plain word', () => {
    for (const line of ['"$SECRET" x', '$(secret)', '`secret`', '(secret)', '', 'TOKEN=secret']) {
      assert.equal(shell(line), 'sh', line);
    }
    assert.equal(commandName('/bin/bash', ['/bin/bash', 'secret.sh']), 'bash');
  });

  it('is found behind the shells of Windows too', () => {
    assert.equal(
      commandName('C:\\Windows\\system32\\cmd.exe', ['cmd.exe', '/d', '/s', '/c', '"dir secret"']),
      'dir',
    );
    assert.equal(
      commandName('powershell.exe', ['powershell.exe', '-Command', 'Get-Item secret']),
      'Get-Item',
    );
  });
});

describe('the name of a request', () => {
  for (const [path, shown] of [
    ['/', ''],
    ['/v1/search/tool-results/index.json', '/v1/search/tool-results/index.json'],
    ['/repos/octocat/hello-world/issues/4711', '/repos/octocat/hello-world/issues/*'],
    ['/bot123456:AAEsecret/sendMessage', '/*/sendMessage'],
    ['/services/T0SECRET/B0SECRET/secretSecretSecretSecret', '/services/*/*/*'],
    ['/wiki/caf%C3%A9', '/wiki/*'],
    [`/${'long-word-'.repeat(4)}x`, '/*'],
    ['/a/b/c/d/e/f/g/h/i/j', '/a/b/c/d/e/f/g/h/…'],
  ] as const) {
    it(`keeps of ${path} its plain words`, () =>
      assert.equal(requestName('GET', 'a.test:8080', path), `GET a.test:8080${shown}`));
  }
});
