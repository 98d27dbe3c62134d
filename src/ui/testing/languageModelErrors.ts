import type { SampleFailure } from '../../model/completion';

/** By the code of a `LanguageModelError`; https://code.visualstudio.com/api/references/vscode-api#LanguageModelError. */
const byCode: Readonly<Record<string, SampleFailure>> = {
  NoPermissions: {
    kind: 'forbidden',
    message: 'You have not allowed Latency Lens to use this language model.',
    action:
      'Run it again and allow it, or change it under “Manage Language Model Access” of the accounts menu.',
  },
  Blocked: {
    kind: 'rateLimited',
    message:
      'The editor blocks requests to this language model: its quota is used up, or there were too many.',
    action: 'Wait, ask less often (repeats), or choose another model.',
  },
  NotFound: {
    kind: 'notFound',
    message: 'This language model is not there any more.',
    action: 'Choose another model: run the profile again.',
  },
};

const unknown: SampleFailure = {
  kind: 'serverError',
  message: 'The extension that provides this language model failed.',
  action:
    'Read the log of that extension in the Output view; it may have to sign in, or its server may be down.',
};

/** What went wrong with a request to a language model. What its extension says of it may hold keys, and is left out. */
export function describeModelError(error: unknown): SampleFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return byCode[code] ?? unknown;
}
