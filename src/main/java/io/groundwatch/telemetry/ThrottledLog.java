package io.groundwatch.telemetry;

import io.groundwatch.runtime.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Says the same trouble once, again every few minutes with how often it happened, and that it
 * ended; an outage is a few lines, not thousands. One that comes and goes, such as a server that
 * refuses every other request, is said once a minute at most. Owned by one thread.
 */
public final class ThrottledLog {
  private static final int MAX_TROUBLES = 1000;

  /** A trouble that comes back within this time of being said goes on in silence until then. */
  private static final long COMES_AND_GOES_NANOS = Duration.ofMinutes(1).toNanos();

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
    say(Level.WARN, key, cause, message);
  }

  /** As {@link #warn}, at level ERROR: data is lost. */
  public void error(String key, String cause, String message) {
    say(Level.ERROR, key, cause, message);
  }

  private void say(Level level, String key, String cause, String message) {
    Trouble known = troubles.get(key);
    long now = time.nanos();
    if (known == null || !known.cause.equals(cause)) {
      troubles.put(key, new Trouble(cause, now));
      log.atLevel(level).log("{}", message);
      return;
    }
    known.unsaid++;
    if (now - known.saidNanos >= (known.ended ? COMES_AND_GOES_NANOS : repeatNanos)) {
      sayAgain(level, known, message);
      known.saidNanos = now;
      known.unsaid = 0;
      known.ended = false;
    }
  }

  /** Notes that the trouble of {@code key} ended, and says {@code message} if one was said. */
  public void recovered(String key, String message) {
    Trouble known = troubles.get(key);
    if (known != null && !known.ended) {
      known.ended = true;
      log.info("{}", message);
    }
  }

  private void sayAgain(Level level, Trouble known, String message) {
    if (known.ended && known.unsaid == 1) {
      log.atLevel(level).log("{}", message);
    } else {
      log.atLevel(level).log("{} ({} more times since it was last said.)", message, known.unsaid);
    }
  }

  private static final class Trouble {
    private final String cause;
    private long saidNanos;
    private long unsaid;
    private boolean ended;

    private Trouble(String cause, long saidNanos) {
      this.cause = cause;
      this.saidNanos = saidNanos;
    }
  }
}
