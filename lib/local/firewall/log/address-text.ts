/** The address of a key of a rate-based rule: `32/c6336407` is 198.51.100.7. */
export function addressText(key: string): string {
  const [bits, hex = ''] = key.split('/');
  const value = hex.padStart(bits === '32' ? 8 : 32, '0');
  const groups = (size: number) => value.match(new RegExp(`.{${size}}`, 'g')) ?? [];
  return bits === '32'
    ? groups(2)
        .map((group) => Number.parseInt(group, 16))
        .join('.')
    : groups(4).join(':');
}
