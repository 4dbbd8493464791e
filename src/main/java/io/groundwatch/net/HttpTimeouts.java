package io.groundwatch.net;

import java.time.Duration;

/**
 * How long a request may wait for what.
 *
 * @param connect for a TCP connection, to each address of a name
 * @param handshake for TLS
 * @param idleRead for the next bytes of an answer that has begun
 * @param request for everything from the name lookup to the last byte of the answer
 * @param keepAlive how long an unused connection is kept; shorter than most servers keep it, so
 *     that a request seldom meets a connection that has just died
 */
public record HttpTimeouts(
    Duration connect, Duration handshake, Duration idleRead, Duration request, Duration keepAlive) {
  public static final Duration DEFAULT_REQUEST = Duration.ofSeconds(30);
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);
  private static final Duration IDLE_READ = Duration.ofSeconds(10);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);

  /** The usual ones, with this for the whole request. */
  public static HttpTimeouts ofRequest(Duration request) {
    return new HttpTimeouts(CONNECT, HANDSHAKE, IDLE_READ, request, KEEP_ALIVE);
  }

  static String text(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
