/** `host:port` of an address, as hosts that may be private are named: `10.0.0.5:80` for `http://10.0.0.5/jobs`. */
export function hostOf(address: string): string {
  const { hostname, port, protocol } = new URL(address);
  return `${hostname}:${port || (protocol === "https:" ? "443" : "80")}`;
}
