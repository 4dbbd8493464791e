package io.groundwatch.aws;

import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps credentials until shortly before they expire. While new ones cannot be had, the old ones
 * are used as long as they hold. Any thread; two that find them old at once both ask, which does no
 * harm.
 */
public final class CredentialCache {
  /** Instances get new ones at least five minutes before the old ones expire. */
  private static final long EARLY_NANOS = TimeUnit.MINUTES.toNanos(5);

  /** Keys that do not expire are looked for again now and then: somebody may have changed them. */
  private static final long LASTING_NANOS = TimeUnit.MINUTES.toNanos(10);

  /**
   * What failed is not asked for again at once; nor are new ones where the source gives such as
   * live shorter than we would like.
   */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private record Known(AwsCredentials credentials, long foundNanos) {}

  private final CredentialSource source;
  private final TimeSource time;
  private volatile @Nullable Known known;
  private volatile long pausedUntilNanos;

  /** Asks {@code source} at the first use. */
  public CredentialCache(CredentialSource source, TimeSource time) {
    this.source = source;
    this.time = time;
    this.pausedUntilNanos = time.nanos();
  }

  /** Those that are good for now, without waiting; empty where {@link #current} would ask. */
  public Optional<AwsCredentials> now() {
    Known now = known;
    return now == null || isOld(now) ? Optional.empty() : Optional.of(now.credentials());
  }

  private boolean isOld(Known now) {
    return !holds(now, 0) || (isDue(now) && time.nanos() - pausedUntilNanos >= 0);
  }

  /**
   * Credentials that hold now.
   *
   * @throws IOException where there are none; its text says why, without secrets
   */
  public AwsCredentials current() throws IOException {
    Known now = known;
    if (now != null && !isOld(now)) {
      return now.credentials();
    }
    try {
      AwsCredentials found =
          source.find().orElseThrow(() -> new IOException("no AWS credentials are set up"));
      known = new Known(found, time.nanos());
      return found;
    } catch (IOException e) {
      if (now == null || !holds(now, 0)) {
        throw e;
      }
      pausedUntilNanos = time.nanos() + PAUSE_NANOS;
      return now.credentials();
    }
  }

  /** They were refused: the next ones are asked for anew. */
  public void forget() {
    known = null;
  }

  private boolean isDue(Known now) {
    long age = time.nanos() - now.foundNanos();
    return now.credentials().expiresNanos().isEmpty()
        ? age >= LASTING_NANOS
        : age >= PAUSE_NANOS && !holds(now, EARLY_NANOS);
  }

  private boolean holds(Known now, long forNanos) {
    return now.credentials().expiresNanos().isEmpty()
        || now.credentials().expiresNanos().getAsLong() - time.wallNanos() > forNanos;
  }
}
