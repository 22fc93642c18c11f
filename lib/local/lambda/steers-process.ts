/**
 * Variables that Node, OpenSSL or the dynamic linker read before the first line of JavaScript runs: they load code, write
 * files or lift the limits of the process, or are set by the local runtime itself.
 */
const steering =
  /^(LD_|DYLD_|GCONV_PATH$|GLIBC_TUNABLES$|OPENSSL_|NODE_(EXTRA_CA_CERTS|COMPILE_CACHE|V8_COVERAGE|REDIRECT_WARNINGS|ICU_DATA|CHANNEL_|UNIQUE_ID|TEST_CONTEXT)|TMPDIR$|AWS_ENDPOINT_URL$|AWS_LAMBDA_LOG_(FORMAT|LEVEL)$)/;

/** What a function may say in `NODE_OPTIONS`: it changes what Node tells, not what the function may do. */
const harmlessOption =
  /^--(enable-source-maps|no-warnings|no-deprecation|trace-(warnings|deprecation|uncaught)|stack-trace-limit=\d+|dns-result-order=\w+|max-http-header-size=\d+|unhandled-rejections=[\w-]+|no-network-family-autoselection)$/;

/** Whether a variable of a function would lead out of what confines it on this machine. AWS takes it. */
export const steersProcess = (name: string, value: string): boolean =>
  name.toUpperCase() === 'NODE_OPTIONS'
    ? !value.split(/\s+/).every((option) => option === '' || harmlessOption.test(option))
    : steering.test(name.toUpperCase());
