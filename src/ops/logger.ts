import { Writable } from "node:stream";
import pino from "pino";
import pretty from "pino-pretty";
import { type Log, type LogLevel, withoutSecrets } from "../log.ts";

/** What takes finished lines of log, each with its newline. */
export interface LogSink {
  write(line: string): void;
}

/**
 * pino: one JSON object a line for machines, or lines for a person. Errors are written with their cause and stack,
 * anything named like a secret is struck out, and so is every token, wherever it stands.
 */
export function createLogger(settings: { level: LogLevel; isPretty: boolean; colour: boolean }, sink: LogSink): Log {
  const stream = settings.isPretty
    ? pretty({
        colorize: settings.colour,
        ignore: "pid,hostname",
        translateTime: "SYS:HH:MM:ss",
        singleLine: true,
        destination: new Writable({
          write(line: Buffer, _encoding, done) {
            sink.write(withoutSecrets(line.toString()));
            done();
          },
        }),
      })
    : { write: (line: string) => sink.write(withoutSecrets(line)) };
  return pino(
    {
      level: settings.level,
      base: null,
      redact: {
        paths: ["token", "secret", "authorization", "*.token", "*.secret", "*.authorization"],
        censor: "[secret]",
      },
      serializers: { error: pino.stdSerializers.err },
    },
    stream,
  );
}
