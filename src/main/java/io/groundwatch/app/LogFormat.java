package io.groundwatch.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes a log record as one line: {@code 2026-01-31T12:00:00.123+01:00 WARN files FileInput:
 * Message.} Where the journal reads stderr, which keeps the time itself, the line begins with the
 * priority instead, as {@code sd-daemon(3)} has it: {@code <4>files FileInput: Message.}
 *
 * <p>The stack trace follows for errors, and for everything in debug mode; else the exception is
 * named at the end of the line. Any thread; the thread named is the one that calls.
 */
final class LogFormat extends Formatter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);

  private final boolean journal;
  private final boolean debug;
  private final ZoneId zone;

  LogFormat(boolean journal, boolean debug, ZoneId zone) {
    this.journal = journal;
    this.debug = debug;
    this.zone = zone;
  }

  @Override
  public String format(LogRecord record) {
    Severity severity = Severity.of(record.getLevel());
    String prefix = journal ? severity.priority : "";
    StringBuilder line = new StringBuilder(160).append(prefix);
    if (!journal) {
      TIME.formatTo(record.getInstant().atZone(zone), line);
      line.append(' ').append(severity.padded).append(' ');
    }
    line.append(Thread.currentThread().getName()).append(' ');
    line.append(shortName(record.getLoggerName())).append(": ");
    appendPrintable(line, String.valueOf(formatMessage(record)));
    appendThrown(line, prefix, severity, record.getThrown());
    return line.append('\n').toString();
  }

  private void appendThrown(
      StringBuilder line, String prefix, Severity severity, @Nullable Throwable thrown) {
    if (thrown == null) {
      return;
    }
    if (severity != Severity.ERROR && !debug) {
      appendPrintable(line.append(" ("), thrown.toString());
      line.append(')');
      return;
    }
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace, true));
    trace.toString().lines().forEach(l -> appendPrintable(line.append('\n').append(prefix), l));
  }

  private static String shortName(@Nullable String logger) {
    return logger == null ? "-" : logger.substring(logger.lastIndexOf('.') + 1);
  }

  /** A path or a server's answer may hold line ends and escape sequences: they stay visible. */
  private static void appendPrintable(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isISOControl(c) || c == '\t') {
        line.append(c);
      } else if (c == '\n') {
        line.append("\\n");
      } else {
        line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
  }

  private enum Severity {
    ERROR("<3>"),
    WARN("<4>"),
    INFO("<6>"),
    DEBUG("<7>");

    private final String priority;
    private final String padded;

    Severity(String priority) {
      this.priority = priority;
      this.padded = String.format(Locale.ROOT, "%-5s", name());
    }

    private static Severity of(Level level) {
      int value = level.intValue();
      if (value >= Level.SEVERE.intValue()) {
        return ERROR;
      }
      if (value >= Level.WARNING.intValue()) {
        return WARN;
      }
      return value >= Level.INFO.intValue() ? INFO : DEBUG;
    }
  }
}
