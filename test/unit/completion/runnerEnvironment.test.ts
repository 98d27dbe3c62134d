import assert from 'node:assert/strict';
import type { PlannedTarget } from '../../../src/completion/plan';
import { type RunnerHost, runnerEnvironment } from '../../../src/completion/runnerEnvironment';
import { EndpointTable, readEndpoints } from '../../../src/protocol/endpoints';
import { environmentNames } from '../../../src/protocol/environment';

const target = (api: PlannedTarget['api'], baseUrl: string): PlannedTarget => ({
  id: api,
  model: 'm',
  api,
  baseUrl,
  apiKey: 'canary',
  headers: { 'x-token': 'canary' },
  credentials: ['canary'],
  parameters: {},
  maxPrefix: 1,
  maxSuffix: 1,
});

describe('runnerEnvironment', () => {
  it('names each target to the probe, wherever it is', () => {
    const environment = runnerEnvironment('/spool', [
      target('chat', 'https://llm.example.com:8443/odd/place'),
      target('llamacppInfill', 'http://127.0.0.1:8080'),
      target('completions', 'not an address'),
    ]);
    assert.equal(environment[environmentNames.spool], '/spool');
    const { endpoints, complaints } = readEndpoints(
      JSON.parse(environment[environmentNames.endpoints] ?? ''),
    );
    assert.deepEqual(complaints, []);
    const table = new EndpointTable(endpoints);
    assert.equal(table.find('llm.example.com:8443', '/odd/place/chat/completions')?.style, 'openai.chat');
    assert.equal(table.find('127.0.0.1:8080', '/infill')?.style, 'llamacpp.native');
  });

  it('holds nothing of the process that starts it but what is the person’s', () => {
    const env = {
      PATH: '/bin',
      NODE_EXTRA_CA_CERTS: '/ca.pem',
      NODE_OPTIONS: '--require /js-debug/bootloader.js',
      VSCODE_INSPECTOR_OPTIONS: ':::{"inspectorIpc":"/pipe"}',
      VSCODE_PID: '1',
      ELECTRON_NO_ATTACH_CONSOLE: '1',
      LATENCY_LENS_SPOOL: '/of/another/run',
      LATENCY_LENS_EXTENSION_HOST: '1',
      LATENCY_LENS_SECRET_OPENAI: 'canary',
    };
    const own = [environmentNames.spool, environmentNames.attribution, environmentNames.endpoints];
    const namesOf = (versions: RunnerHost['versions']) =>
      Object.keys(runnerEnvironment('/spool', [], { execPath: '/editor', env, versions })).sort();
    assert.deepEqual(namesOf({}), [...own, 'NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'PATH'].sort());
    assert.deepEqual(
      namesOf({ electron: '37.0.0' }),
      [...own, 'ELECTRON_RUN_AS_NODE', 'NODE_EXTRA_CA_CERTS', 'PATH'].sort(),
    );
  });

  it('holds no key', () => {
    const environment = runnerEnvironment('/spool', [target('chat', 'http://user:canary@127.0.0.1/v1')]);
    assert.doesNotMatch(JSON.stringify(environment), /canary/);
  });
});
