/** Follows the light or dark setting of the reader; contrast of text at least 7:1 in both. */
export const style = `
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 64rem; padding: 1rem; }
header { display: flex; justify-content: space-between; align-items: center; border-bottom: 1px solid; }
nav a { margin-right: 1rem; }
h1 { font-size: 1.5rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; padding: 1rem 0 0.25rem; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid #8888; overflow-wrap: anywhere; }
dt { font-weight: bold; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0.75rem; border: 1px solid #8888; }
iframe { width: 100%; height: 30rem; border: 1px solid #8888; background: #fff; }
input, button { font: inherit; padding: 0.25rem 0.5rem; }
:focus-visible { outline: 3px solid; outline-offset: 2px; }
[role=alert] { border-left: 4px solid; padding-left: 0.75rem; }
`;
