import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { buildProbeEnvironment, type ProbeEnvironmentOptions } from '../../launch/buildProbeEnvironment';
import type { Problem } from '../../model/run';
import { readEndpoints } from '../../protocol/endpoints';
import { environmentNames } from '../../protocol/environment';
import { readSetting } from '../settings';
import { showProblem } from '../showProblem';
import type { DebugRuns } from './debugRuns';
import { type ConfiguredEnvironment, configuredNodeOptions, isNodeOptions } from './nodeOptions';
import { extensionHostType, profiledTypes } from './profiledTypes';
import { skippedFiles } from './skippedFiles';

export interface ProbeInjectionOptions {
  readonly runs: DebugRuns;
  /** Puts the probe at its place and returns its path. */
  readonly installProbe: () => Promise<string>;
}

/** Hands the probe to every Node program that is launched under the debugger. */
export function registerProbeInjection(options: ProbeInjectionOptions): Disposable {
  const provider: vscode.DebugConfigurationProvider = {
    async resolveDebugConfigurationWithSubstitutedVariables(folder, configuration) {
      if (!carriesProbe(configuration) || !readSetting('enabled', folder?.uri)) return configuration;
      try {
        return await inject(configuration, folder, options);
      } catch (error) {
        showProblem(`LLM calls of “${configuration.name}” are not profiled.`, error);
        return configuration;
      }
    },
  };
  return vscode.Disposable.from(
    ...profiledTypes.map((type) => vscode.debug.registerDebugConfigurationProvider(type, provider)),
  );
}

/** Launches alone: the debugger attaches to what is already running, its own child sessions included. */
function carriesProbe(configuration: vscode.DebugConfiguration): boolean {
  return configuration.request === 'launch' && !('__pendingTargetId' in configuration);
}

/** Returns a copy of the configuration; what the user set in it is kept. */
async function inject(
  configuration: vscode.DebugConfiguration,
  folder: vscode.WorkspaceFolder | undefined,
  { runs, installProbe }: ProbeInjectionOptions,
): Promise<vscode.DebugConfiguration> {
  const probePath = await installProbe();
  const { endpoints, complaints } = readEndpoints(readSetting('endpoints', folder?.uri));
  const spoolFolder = await runs.prepare(complaints.map(describeComplaint));
  const attribution = readSetting('attribution', folder?.uri);
  const added = { probePath, spoolFolder, endpoints, attribution };
  return {
    ...configuration,
    env: environmentOf(configuration, added),
    skipFiles: skippedFiles(configuration, probePath),
  };
}

/** Node's options are stripped from an extension host, so it is told in another way that it is to carry the probe. */
function environmentOf(
  configuration: vscode.DebugConfiguration,
  added: Omit<ProbeEnvironmentOptions, 'existing'>,
): Record<string, string | null | undefined> {
  const configured = configuration as ConfiguredEnvironment;
  if (configuration.type === extensionHostType) {
    const { NODE_OPTIONS: _, ...names } = buildProbeEnvironment({ ...added, existing: {} });
    return { ...configured.env, ...names, [environmentNames.extensionHost]: '1' };
  }
  const existing = { NODE_OPTIONS: configuredNodeOptions(configured) };
  const kept = Object.entries(configured.env ?? {}).filter(([name]) => !isNodeOptions(name));
  return { ...Object.fromEntries(kept), ...buildProbeEnvironment({ ...added, existing }) };
}

function describeComplaint(complaint: string): Problem {
  return {
    severity: 'warning',
    code: 'endpoints',
    message: `An endpoint of yours was left out: ${complaint}`,
    action: 'Correct latencyLens.endpoints in the settings; it takes effect with the next launch.',
  };
}
