import { nameOf } from '../json';

/** `/models/{model}:method`, or a model or endpoint of one's own, as in Google's APIs. */
const beforeMethod = /\/(?:models|tunedModels|endpoints)\/([^/:]+):/;
/** Azure OpenAI's deployments, whose names are the customer's, and the engines of older APIs and of LiteLLM. */
const beforeOperation = /\/(?:deployments|engines)\/([^/]+)\//;

/** The model that a request's path names. */
export function modelInPath(path: string): string | undefined {
  return nameOf((beforeMethod.exec(path) ?? beforeOperation.exec(path))?.[1]);
}
