package io.groundwatch.output;

import io.groundwatch.model.Compression;
import org.slf4j.Logger;

/**
 * The strongest compression that a server is known to take: the configured one, until it answers
 * 415 to that and takes a weaker one. Any thread; sends may overlap.
 */
public final class TakenCompression {
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;

  private final HttpTarget target;
  private final Logger log;
  private volatile Compression compression;

  /** As {@code target} is configured; {@code log} is told of a change. */
  public TakenCompression(HttpTarget target, Logger log) {
    this.target = target;
    this.log = log;
    this.compression = target.compression();
  }

  /** What the next send begins with. */
  public Compression now() {
    return compression;
  }

  /** Whether an answer may only be about {@code sent}, so that a weaker one is to be tried. */
  public static boolean isRefused(int status, Compression sent) {
    return status == UNSUPPORTED_MEDIA_TYPE && sent != Compression.NONE;
  }

  /**
   * An answer to {@code sent}. A 415 without compression was about something else, and the next
   * send begins anew. A send that began before another one found this out says nothing new.
   */
  public void answered(int status, Compression sent) {
    if (status != UNSUPPORTED_MEDIA_TYPE && sent.compareTo(compression) < 0) {
      log.info(
          "{} does not take {}; it gets {} from now on.",
          target.shown(),
          compression.key(),
          sent.key());
      compression = sent;
    }
  }
}
