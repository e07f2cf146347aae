/** What a link to a message leads to. */
export interface LinkedMessage {
  readonly channel: string;
  /** Of the first message of the thread, which the message itself is where it stands in none. */
  readonly thread: string;
}

const path = /^\/archives\/(?<channel>[CG][A-Z\d]+)\/p(?<seconds>\d{10})(?<rest>\d{6})$/;

/**
 * `https://x.slack.com/archives/C1/p1712345678123456`, with `?thread_ts=` for an answer in a thread; undefined for any other
 * text. The link proves nothing: what it names has to be looked up in the asker's own workspace.
 */
export function linkedMessage(text: string): LinkedMessage | undefined {
  const url = URL.parse(text);
  const { channel, seconds, rest } = path.exec(url?.pathname ?? "")?.groups ?? {};
  if (url === null || channel === undefined || !/(?:^|\.)slack(?:-gov)?\.com$/.test(url.hostname)) return undefined;
  const thread = url.searchParams.get("thread_ts");
  return { channel, thread: thread !== null && /^\d{10}\.\d{6}$/.test(thread) ? thread : `${seconds}.${rest}` };
}
