import type { Bot } from "../../../commands/bot.ts";
import type { Platform, PlatformHost } from "../../delivery/platform.ts";
import type { FetchFile } from "./read-file.ts";

/** The rest of the bot, which is there only once its platforms are. */
export interface ChatBackend {
  readonly bot: Bot;
  readonly host: PlatformHost;
  /** Sends what is due. Never throws. */
  readonly deliver: () => Promise<void>;
  readonly fetchFile: FetchFile;
  /** Nothing can be done here any more: the process is to end, with the reason. */
  readonly onFatal: (reason: string) => void;
}

/** A platform with many people, who speak to the bot there. */
export interface ChatPlatform {
  readonly platform: Platform;
  /** Tells the bot of what is met while sending; for a process that does not listen. */
  attach(backend: ChatBackend): void;
  /**
   * Begins to listen to people.
   *
   * @param signal Ends the waiting for a platform that cannot be reached.
   * @throws UsageError for what the operator has to mend, such as a token that is not known.
   */
  start(backend: ChatBackend, signal: AbortSignal): Promise<void>;
  /** Whether people can be heard right now. */
  isConnected(): boolean;
  /** Also where it only sent, and was never started. */
  stop(): Promise<void>;
}
