/** Options of this process that decide how modules are found and loaded; each takes a value. */
const loading = new Set(['--import', '--require', '-r', '--loader', '--experimental-loader', '--conditions', '-C']);

/**
 * The options of a Node process that a child needs to load the same TypeScript sources: a loader such as tsx comes with
 * `--import`. All others (inspector, test runner, memory) stay behind.
 */
export function loaderOptions(options: readonly string[]): readonly string[] {
  return options.flatMap((option, index) => {
    if (loading.has(option.split('=')[0] ?? '')) {
      const value = options[index + 1];
      return option.includes('=') || value === undefined ? [option] : [option, value];
    }
    return /^--(no-)?experimental-/.test(option) ? [option] : [];
  });
}
