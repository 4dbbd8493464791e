package io.groundwatch.input.identity;

import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an input from its first samples or lines until it is known who the host is, five seconds at
 * most: time for a metadata service that is there to answer, so that no series and no log stream
 * begins under one name and goes on under another. Owned by the input's thread.
 */
public final class AwaitedIdentity implements Worker {
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Worker input;
  private final Identity identity;
  private final Set<String> wanted;
  private final TimeSource time;
  private @Nullable Long sinceNanos;
  private boolean over;

  /** Runs {@code input} when {@code wanted} is known, or was asked for. */
  public AwaitedIdentity(Worker input, Identity identity, Set<String> wanted, TimeSource time) {
    this.input = input;
    this.identity = identity;
    this.wanted = Set.copyOf(wanted);
    this.time = time;
  }

  @Override
  public String name() {
    return input.name();
  }

  @Override
  public void wakeWith(Runnable wake) {
    input.wakeWith(wake);
  }

  @Override
  public int work() {
    return waits() ? 0 : input.work();
  }

  @Override
  public long restNanos() {
    return over ? input.restNanos() : LOOK_AGAIN_NANOS;
  }

  @Override
  public void finish(long deadlineNanos) {
    input.finish(deadlineNanos);
  }

  private boolean waits() {
    Long since = sinceNanos;
    if (since == null) {
      since = time.nanos();
      sinceNanos = since;
    }
    over |= !identity.awaits(wanted) || time.nanos() - since >= LONGEST_WAIT_NANOS;
    return !over;
  }
}
