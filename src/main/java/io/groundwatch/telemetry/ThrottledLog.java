package io.groundwatch.telemetry;

import io.groundwatch.runtime.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Says the same trouble once, again every few minutes with how often it happened, and that it
 * ended; an outage is a few lines, not thousands. Owned by one thread.
 */
public final class ThrottledLog {
  private static final int MAX_TROUBLES = 1000;

  private final Logger log;
  private final TimeSource time;
  private final long repeatNanos;
  private final Map<String, Trouble> troubles =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Trouble> eldest) {
          return size() > MAX_TROUBLES;
        }
      };

  /** Repeats a trouble that lasts every {@code repeat}. */
  public ThrottledLog(Logger log, TimeSource time, Duration repeat) {
    this.log = log;
    this.time = time;
    this.repeatNanos = repeat.toNanos();
  }

  /**
   * Warns of a trouble.
   *
   * @param key what is in trouble: a path, a lane
   * @param cause what tells one trouble of it from another; a change is said at once
   * @param message what to say
   */
  public void warn(String key, String cause, String message) {
    Trouble known = troubles.get(key);
    long now = time.nanos();
    if (known == null || !known.cause.equals(cause)) {
      troubles.put(key, new Trouble(cause, now));
      log.warn("{}", message);
      return;
    }
    known.unsaid++;
    if (now - known.saidNanos >= repeatNanos) {
      log.warn("{} ({} more times since it was last said.)", message, known.unsaid);
      known.saidNanos = now;
      known.unsaid = 0;
    }
  }

  /** Notes that the trouble of {@code key} ended, and says {@code message} if there was one. */
  public void recovered(String key, String message) {
    if (troubles.remove(key) != null) {
      log.info("{}", message);
    }
  }

  private static final class Trouble {
    private final String cause;
    private long saidNanos;
    private long unsaid;

    private Trouble(String cause, long saidNanos) {
      this.cause = cause;
      this.saidNanos = saidNanos;
    }
  }
}
