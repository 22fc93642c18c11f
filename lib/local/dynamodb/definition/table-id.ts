import { hash } from 'node:crypto';

/** In the shape of a UUID, and another one for a table that was made anew. */
export const tableId = ({
  arn,
  createdAtMillis,
}: {
  readonly arn: string;
  readonly createdAtMillis: number;
}): string => {
  const digits = hash('sha256', `${arn} ${createdAtMillis}`);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
};
