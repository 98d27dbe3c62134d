import type { Endpoints } from '../protocol/endpoints';
import { type Attribution, environmentNames } from '../protocol/environment';
import type { WireStyleId } from '../protocol/wireStyles';
import type { PlannedTarget } from './plan';
import type { SuiteApi } from './suite/suite';

/** The process that starts the runner: of the command line, or an editor's extension host. */
export type RunnerHost = Pick<NodeJS.Process, 'execPath' | 'env'> & {
  readonly versions: Readonly<Record<string, string | undefined>>;
};

/**
 * The environment of the runner: that of its host as far as it is the person's, and what the probe in it must know.
 * Targets are named to it, so that they are recognised wherever they are.
 */
export function runnerEnvironment(
  spoolFolder: string,
  targets: readonly PlannedTarget[],
  host: RunnerHost = process,
): NodeJS.ProcessEnv {
  const isElectron = host.versions.electron !== undefined;
  return {
    ...withoutHostsOwn(host.env, isElectron),
    // Electron is Node when it is told to be (https://www.electronjs.org/docs/latest/api/environment-variables).
    ...(isElectron && { ELECTRON_RUN_AS_NODE: '1' }),
    [environmentNames.spool]: spoolFolder,
    [environmentNames.attribution]: 'light' satisfies Attribution,
    [environmentNames.endpoints]: JSON.stringify(endpointsOf(targets)),
  };
}

/**
 * What tells a process that it is the editor's, has it debugged when its parent is, or records it into another run. Keys
 * among ours are in the plan. Electron refuses most of NODE_OPTIONS, and a debugger puts itself in there.
 */
function withoutHostsOwn(environment: NodeJS.ProcessEnv, isElectron: boolean): NodeJS.ProcessEnv {
  const isHosts = (name: string) =>
    /^(VSCODE|ELECTRON|LATENCY_LENS)_/i.test(name) || (isElectron && /^NODE_OPTIONS$/i.test(name));
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !isHosts(name)));
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
