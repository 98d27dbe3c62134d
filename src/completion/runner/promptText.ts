import type { PlannedTarget } from '../plan';
import type { CursorContext } from './gatherContext';

/** The target's template with the context put in; undefined when it has none. */
export function fillTemplate({ template }: PlannedTarget, context: CursorContext): string | undefined {
  return template?.replace(
    /\{(prefix|suffix|file|language)\}/g,
    (_, name: keyof CursorContext) => context[name],
  );
}

/** What a model is asked that knows of no cursor. */
export function askInWords(target: PlannedTarget, context: CursorContext): string {
  const filled = fillTemplate(target, context);
  if (filled !== undefined) return filled;
  const { prefix, suffix, language } = context;
  return [
    `Complete this ${language ? `${language} ` : ''}code at <CURSOR>.`,
    'Answer with nothing but the text that belongs there.',
    '',
    `${prefix}<CURSOR>${suffix}`,
  ].join('\n');
}

/** Prompt and suffix of an API that fills in the middle. A template that holds the suffix leaves none over. */
export function askInTheMiddle(
  target: PlannedTarget,
  context: CursorContext,
): { readonly prompt: string; readonly suffix?: string } {
  const prompt = fillTemplate(target, context) ?? context.prefix;
  const isTold = target.template?.includes('{suffix}') ?? false;
  return { prompt, ...(!isTold && context.suffix && { suffix: context.suffix }) };
}
