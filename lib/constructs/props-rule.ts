/** One thing that the properties of a construct must keep: one row of a table that its constructor walks first. */
export interface PropsRule<Props> {
  readonly message: string;
  readonly broken: (props: Props) => boolean;
}

/** @throws Error naming the construct by its path, and the first rule that its properties break. */
export function assertProps<Props>(path: string, props: Props, rules: readonly PropsRule<Props>[]): void {
  for (const { message, broken } of rules) {
    if (broken(props)) throw new Error(`${path}: ${message}`);
  }
}

/** Whole, positive and finite; absent is fine, because a default stands in. */
export const isAbsentOrPositiveInteger = (value: number | undefined): boolean =>
  value === undefined || (Number.isSafeInteger(value) && value > 0);
