import schema from '../../../../media/completions.schema.json';

export interface Form {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Form>>;
  readonly items?: Form;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly markdownDescription?: string;
  readonly defaultSnippets?: readonly { readonly label: string; readonly body: unknown }[];
}

export type Path = readonly (string | number)[];
export interface Setting {
  readonly path: Path;
  readonly form: Form;
}

const definitions = schema.definitions as Readonly<Record<string, unknown>> as Readonly<Record<string, Form>>;

/** A form with what it refers to. */
function resolve(form: Form): Form {
  return form.$ref ? { ...resolve(definitions[form.$ref.split('/').at(-1) ?? ''] ?? {}), ...form } : form;
}

/** Every setting of the schema; of lists, the settings of their first item. */
function settingsOf(form: Form, path: Path = []): readonly Setting[] {
  return Object.entries(form.properties ?? {}).flatMap(([name, property]) => {
    const setting = { path: [...path, name], form: resolve(property) };
    const inner = setting.form.items
      ? settingsOf(resolve(setting.form.items), [...setting.path, 0])
      : settingsOf(setting.form, setting.path);
    return [setting, ...inner];
  });
}

/** Every setting that Latency Lens reads. */
export const settings = settingsOf(schema as unknown as Form).filter(({ path }) => path[0] !== '$schema');

/** Models of a list are those of `model`, and so are their settings. */
export const distinctSettings = settings.filter(({ path }) => path[0] !== 'models' || path.length === 1);

/** `cases.0.name` */
export function keyOf(path: Path): string {
  return path.join('.');
}
