import { nameOf } from '../json';

/** The model that Google's APIs name in the path: `/models/{model}:method`, or a model or endpoint of one's own. */
export function modelInPath(path: string): string | undefined {
  return nameOf(/\/(?:models|tunedModels|endpoints)\/([^/:]+):/.exec(path)?.[1]);
}
