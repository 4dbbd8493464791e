package io.groundwatch.app;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Sets up the agent's own log: one handler, to stderr, since stdout is for records. */
final class Logging {
  /** Set by systemd where stdout or stderr is the journal: {@code systemd.exec(5)}. */
  private static final String JOURNAL_VARIABLE = "JOURNAL_STREAM";

  /**
   * Libraries that talk at INFO, and the JDK's HTTP client, which tells the headers of requests,
   * with the tokens in them, at DEBUG. Held here, since java.util.logging forgets unheld loggers.
   */
  private static final List<Logger> QUIET =
      Stream.of("io.netty", "oshi", "sun.net.www").map(Logger::getLogger).toList();

  private Logging() {}

  /**
   * Starts logging to {@code err}, in place of whatever was set up. Called once, by the main
   * thread, before anything logs.
   *
   * @param debug whether to log at DEBUG, and stack traces of everything
   * @param environment the process's environment
   */
  static void start(boolean debug, Map<String, String> environment, PrintStream err) {
    start(debug ? Level.FINE : Level.INFO, debug, environment, err);
  }

  /** The same for a command that is over soon: warnings alone. */
  static void startQuiet(Map<String, String> environment, PrintStream err) {
    start(Level.WARNING, false, environment, err);
  }

  private static void start(
      Level level, boolean debug, Map<String, String> environment, PrintStream err) {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    boolean journal = environment.containsKey(JOURNAL_VARIABLE);
    Handler handler = new LineHandler(err);
    handler.setFormatter(new LogFormat(journal, debug, ZoneId.systemDefault()));
    handler.setLevel(Level.ALL);
    root.addHandler(handler);
    root.setLevel(level);
    QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
  }

  /** Logs at DEBUG from now on, or not. */
  static void level(boolean debug) {
    Logger.getLogger("").setLevel(debug ? Level.FINE : Level.INFO);
  }

  /** Writes each record at once, as UTF-8 whatever the locale, in one piece. Any thread. */
  private static final class LineHandler extends Handler {
    private final PrintStream err;

    private LineHandler(PrintStream err) {
      this.err = err;
    }

    @Override
    public void publish(LogRecord record) {
      if (isLoggable(record)) {
        byte[] line = getFormatter().format(record).getBytes(StandardCharsets.UTF_8);
        err.write(line, 0, line.length);
        err.flush();
      }
    }

    @Override
    public void flush() {
      err.flush();
    }

    @Override
    public void close() {
      err.flush();
    }
  }
}
