import { nameOf } from '../json';
import type { BodyFacts } from '../styleDefinition';

/** Bedrock says in the path which model it is, as an id or an ARN with or without escapes, and whether it streams. */
export function describeBedrockPath({ pathname }: URL): Partial<BodyFacts> {
  const [, model, method = ''] = /\/model\/(.+)\/([^/]+)$/.exec(pathname) ?? [];
  return { streamed: method.endsWith('-stream'), model: nameOf(decodePart(model ?? '')) };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
