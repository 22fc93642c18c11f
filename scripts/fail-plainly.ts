/** From now on, what ends this program is told in its own words; with `DEBUG`, also where in the code that was. */
export function failPlainly(): void {
  process.on('uncaughtException', (error) => {
    // Of a connection that no address took, Node says nothing but a code.
    const { code = '' } = error as NodeJS.ErrnoException;
    console.error(process.env['DEBUG'] ? error : error.message || code);
    process.exit(1);
  });
}
