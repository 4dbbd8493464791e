package io.groundwatch.app;

import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that the agent works, for as long as it does: where a thread of it is stuck, nothing is
 * said, and the service manager starts the agent anew. Has a thread of its own.
 */
final class Watchdog implements Worker {
  private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

  /** So many times in the service manager's interval, which a busy host then does not overrun. */
  private static final int TIMES = 3;

  private final Supplier<Agent.View> view;
  private final Supplier<String> status;
  private final Consumer<String> works;
  private final Duration stuckAfter;
  private final long everyNanos;
  private final TimeSource time;
  private long nextNanos;

  /**
   * @param status of the agent, in a line
   * @param works is told it
   * @param interval within which {@code works} is to be told
   */
  Watchdog(
      Supplier<Agent.View> view,
      Supplier<String> status,
      Consumer<String> works,
      Duration interval,
      TimeSource time) {
    this.view = view;
    this.status = status;
    this.works = works;
    this.stuckAfter = interval.dividedBy(2);
    this.everyNanos = interval.dividedBy(TIMES).toNanos();
    this.time = time;
    this.nextNanos = time.nanos();
  }

  @Override
  public String name() {
    return "watchdog";
  }

  @Override
  public int work() {
    if (time.nanos() - nextNanos < 0) {
      return 0;
    }
    nextNanos = time.nanos() + everyNanos;
    List<String> stuck = view.get().stuck(stuckAfter);
    if (stuck.isEmpty()) {
      works.accept(status.get());
    } else {
      log.error(
          "{} does not come to an end; the service manager is to start the agent anew.",
          String.join(", ", stuck));
    }
    return 1;
  }

  @Override
  public long restNanos() {
    return Math.max(0, nextNanos - time.nanos());
  }

  @Override
  public void finish(long deadlineNanos) {
    // It has nothing to bring to safety.
  }
}
