import type { Endpoints } from '../protocol/endpoints';
import { type Attribution, environmentNames } from '../protocol/environment';
import type { WireStyleId } from '../protocol/wireStyles';
import type { PlannedTarget } from './plan';
import type { SuiteApi } from './suite/suite';

/**
 * The environment of the runner: this process's own, and what the probe in it must know. Targets are named to it, so
 * that they are recognised wherever they are.
 */
export function runnerEnvironment(spoolFolder: string, targets: readonly PlannedTarget[]): NodeJS.ProcessEnv {
  return {
    ...process.env,
    // The editor's own executable is Node when it is told to be.
    ...(process.versions.electron !== undefined && { ELECTRON_RUN_AS_NODE: '1' }),
    [environmentNames.spool]: spoolFolder,
    [environmentNames.attribution]: 'light' satisfies Attribution,
    [environmentNames.endpoints]: JSON.stringify(endpointsOf(targets)),
  };
}

function endpointsOf(targets: readonly PlannedTarget[]): Endpoints {
  return Object.fromEntries(
    targets
      .filter(({ baseUrl }) => URL.canParse(baseUrl))
      .map(({ api, baseUrl }) => {
        const { host, pathname } = new URL(baseUrl);
        const { path, style } = spoken[api];
        return [`${host}${pathname.replace(/\/$/, '')}${path}`, style];
      }),
  );
}

const spoken: Readonly<Record<SuiteApi, { readonly path: string; readonly style: WireStyleId }>> = {
  chat: { path: '/chat/completions', style: 'openai.chat' },
  completions: { path: '/completions', style: 'openai.completions' },
  responses: { path: '/responses', style: 'openai.responses' },
  mistralFim: { path: '/fim/completions', style: 'openai.chat' },
  llamacppInfill: { path: '/infill', style: 'llamacpp.native' },
  ollamaGenerate: { path: '/api/generate', style: 'ollama.generate' },
};
