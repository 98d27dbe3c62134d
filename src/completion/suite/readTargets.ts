import type { JSONPath } from 'jsonc-parser';
import schema from '../../../media/completions.schema.json';
import { readBaseUrl } from './baseUrl';
import { checkParameters, checkPrompt } from './checkRequest';
import type { PromptRules, SuiteApi, SuiteTarget } from './suite';
import type { DetailedModel, EndpointSetting, ModelSetting, PromptSetting, SuiteFile } from './suiteFile';
import type { SuiteText } from './suiteText';
import type { PutVariablesInto } from './variables';

const endpointForm = schema.definitions.endpoint.properties;
const promptForm = schema.definitions.prompt.properties;

/** A model as it is written, and where. */
interface WrittenModel {
  readonly setting: ModelSetting;
  readonly path: JSONPath;
}

/** What models have in common. */
interface Shared {
  readonly endpoint: EndpointSetting;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly prompt: PromptSetting;
}

/** The models of a suite, each with its endpoint, parameters and prompt. */
export function readTargets(
  file: SuiteFile,
  putVariablesInto: PutVariablesInto,
  suiteText: SuiteText,
): readonly SuiteTarget[] {
  const shared: Shared = {
    endpoint: putVariablesInto(file.endpoint ?? {}, ['endpoint']),
    parameters: putVariablesInto(file.parameters ?? {}, ['parameters']),
    prompt: putVariablesInto(file.prompt ?? {}, ['prompt']),
  };
  checkParameters(shared.parameters, ['parameters'], suiteText);
  const labels = new Set<string>();
  return findModels(file, suiteText).map(({ setting, path }) => {
    const written = putVariablesInto(setting, path);
    const own = typeof written === 'string' ? { model: written } : written;
    const target = readTarget(own, shared, path, suiteText);
    if (labels.has(target.id)) {
      suiteText.error(path, 'Another model has the same name. Give one of them a "label" of its own.');
    }
    labels.add(target.id);
    return target;
  });
}

function findModels({ model, models }: SuiteFile, suiteText: SuiteText): readonly WrittenModel[] {
  if (model === undefined && models === undefined) {
    suiteText.error([], 'The suite names no model. Add "model": "…", or "models": [ … ] to compare several.');
  }
  if (model !== undefined && models !== undefined) {
    suiteText.error(['model'], 'Both "model" and "models" are there. Put this one into "models".');
  }
  const one = model === undefined ? [] : [{ setting: model, path: ['model'] }];
  return [...one, ...(models ?? []).map((setting, index) => ({ setting, path: ['models', index] }))];
}

function readTarget(own: DetailedModel, shared: Shared, path: JSONPath, suiteText: SuiteText): SuiteTarget {
  const { baseUrl, api, key, headers } = combineEndpoints(shared.endpoint, own.endpoint);
  checkParameters(own.parameters ?? {}, [...path, 'parameters'], suiteText);
  const urlPath =
    own.endpoint?.baseUrl === undefined ? ['endpoint', 'baseUrl'] : [...path, 'endpoint', 'baseUrl'];
  const target: SuiteTarget = {
    id: own.label ?? own.model,
    label: own.label ?? own.model,
    model: own.model,
    api: api ?? (endpointForm.api.default as SuiteApi),
    baseUrl: readBaseUrl(baseUrl, urlPath, suiteText),
    ...(key && { key }),
    headers: headers ?? {},
    parameters: { ...shared.parameters, ...own.parameters },
    prompt: combinePrompts(shared.prompt, own.prompt),
  };
  const placeOf = (name: keyof PromptSetting) =>
    own.prompt?.[name] === undefined ? ['prompt', name] : [...path, 'prompt', name];
  checkPrompt(target, placeOf, suiteText);
  return target;
}

/** A key and headers belong to a server: those of the suite do not go to one that a model names for itself. */
function combineEndpoints(shared: EndpointSetting, own: EndpointSetting = {}): EndpointSetting {
  const { key, headers, ...rest } = shared;
  return { ...rest, ...(own.baseUrl === undefined && { key, headers }), ...own };
}

function combinePrompts(shared: PromptSetting, own: PromptSetting = {}): PromptRules {
  const limits = { maxPrefix: promptForm.maxPrefix.default, maxSuffix: promptForm.maxSuffix.default };
  return { ...limits, ...shared, ...own };
}
